"""What words over a clause make of it, given how they stand themselves.

A verb, an adjective or a noun with a clause below it holds it for true, denies it or leaves it
open. Nothing here looks further up: that is `certainty.standing_of`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from accord.claims.conditions import is_plain_infinitive
from accord.claims.estimates import chance_of, term_at, undercut_in
from accord.claims.modality import is_negated, own_subject
from accord.claims.phrases import lemma_of
from accord.claims.standings import OPEN, Standing
from accord.claims.tokens import Token
from accord.codebooks.certainty import Implicative, Outcome, certainty_words
from accord.codebooks.cues import Cue, cues


def is_term(head: Token) -> bool:
    """ "It is doubtful whether": the adjective answers for the clause."""
    words = (*(c for c in head.children if c.dep_ == "acomp"), *undercut_in(head))
    return head.lemma_ == "be" and any(term_at(word) is not None for word in words)


def is_infinitive(token: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def called(verb: Token, up: Standing, adjectives: Sequence[Token]) -> Standing | None:
    """What a copula says of its that-clause: "it is likely that", "it is false that"."""
    if is_term(verb):
        return up
    if adjectives and verb.lemma_ == "be":
        said = by_adjective(str(adjectives[0].lower_), negated=is_negated(verb))
        if said is not None:
            return said
    if _is_called_false(verb):
        return Standing(1 if is_negated(verb) else -1, shade="implied")
    return None


def above_infinitive(verb: Token, up: Standing, lemma: str) -> Standing | None:
    """ "Has to", "is going to", "is set to", "was wrongly said to" over an infinitive."""
    if (found := _semi_auxiliary(verb, up, lemma)) is not None:
        return found
    if _is_called_false(verb):
        return Standing(-1, shade="implied")
    return _passive_plan(verb, up)


def _is_called_false(verb: Token) -> bool:
    """ "It is a myth that", "was wrongly said that"."""
    words = certainty_words().falsehood
    return any(
        (c.dep_ == "attr" and c.lemma_.lower() in words.nouns)
        or (c.dep_ == "advmod" and c.lower_ in words.adverbs)
        for c in verb.children
    )


def _passive_plan(verb: Token, up: Standing) -> Standing | None:
    """ "Is set to", "is poised to" foretell; "is supposed to", "was meant to" leave it open."""
    words = certainty_words().adjectives
    if verb.lower_ == "preparing":
        return Standing(up.polarity, "probable", "preparing", shade="forecast")
    if not any(c.dep_ == "auxpass" for c in verb.children):
        return None
    if verb.lower_ in words.scheduled:
        return Standing(up.polarity, "probable", str(verb.lower_), shade="forecast")
    return OPEN if verb.lower_ in words.open else None


def _semi_auxiliary(verb: Token, up: Standing, lemma: str) -> Standing | None:
    """ "has yet to", "has to", "needs to", "is going to" over an infinitive."""
    if lemma in ("have", "be") and any(c.lower_ == "yet" for c in verb.children):
        return Standing(-up.polarity, up.level, up.term, up.band, "not_yet")
    if any(is_plain_infinitive(child) for child in verb.children):
        if verb.tag_ == "VBD":  # "Was to send": it was planned; whether it came is not said.
            return OPEN
        return Standing(up.polarity, up.level, up.term, up.band, "forecast")
    if lemma == "go" and verb.tag_ == "VBG":
        return Standing(up.polarity, up.level, up.term, up.band, "forecast")
    if lemma not in certainty_words().obligation:
        return None
    if lemma == "have" and verb.tag_ in ("VBD", "VBN") and up.polarity > 0:
        return Standing(1, up.level, up.term, up.band, "implied")
    return Standing(-1 if up.polarity < 0 else 1, "hypothetical", shade="obligation")


def follow(up: Standing, held: Outcome, denied: Outcome, lemma: str) -> Standing:
    """What follows from a predicate with a signature, as that predicate itself stands."""
    outcome = denied if up.polarity < 0 else held
    if lemma in certainty_words().neg_raising.verbs and up.polarity < 0:
        return Standing(-1, "hypothetical", shade="not_wanted")
    if outcome == "open":
        return Standing(1, "hypothetical", shade="open")
    sign = 1 if outcome == "yes" else -1
    return Standing(sign, up.level, up.term, up.band, up.shade or "implied")


def below_cue(token: Token, verb: Token, up: Standing, lemma: str) -> Standing | None:
    """What a verb of saying, thinking or ordering does to its content."""
    kinds = cues().verbs.get(lemma, ())
    if not kinds and up.polarity < 0:
        return Standing(0, "hypothetical", shade="not_said")
    if not kinds:
        return up if up.level != "asserted" else OPEN if is_infinitive(token) else None
    cue = kinds[0]
    source = own_subject(verb)
    if source is not None and up.polarity > 0 and _is_unverified(source):
        return Standing(1, "alleged", shade="alleged")
    if up.polarity < 0:
        if (
            cue.factivity == "denial"
            and verb.dep_ == "conj"
            and lemma_of(verb.head) in cues().verbs
        ):
            return Standing(0, "hypothetical", shade="not_said")  # "Neither confirm nor deny".
        if lemma in certainty_words().neg_raising.verbs:
            return Standing(-1, up.level, up.term, up.band, "neg_raised")
        if cue.factivity == "denial":
            return Standing(1, shade="implied")
        return Standing(0, "hypothetical", shade="not_said")
    if up.level == "hypothetical":
        return OPEN
    if any(c.factivity == "forecast" for c in kinds):
        return Standing(1, "probable", lemma, shade="forecast")
    return by_factivity(cue, verb, up)


def by_factivity(cue: Cue, verb: Token, up: Standing) -> Standing | None:
    """What a cue that holds makes of its content."""
    kind = cue.factivity
    if cue.kind == "appear":
        return up
    if kind == "distancing":
        return Standing(1, "alleged", shade="alleged")
    if kind == "denial":
        return Standing(-1, shade="denied")
    if kind == "doubt":
        doubted = cue.lemma == "doubt"
        return Standing(-1 if doubted else 1, "possible", cue.lemma, shade="feared")
    if kind in ("commissive", "directive", "desire"):
        return OPEN
    if cue.kind == "think":
        return Standing(1, shade="thought")
    if verb.tag_ in ("VBD", "VBN"):
        return Standing(1, shade="reported_future" if _would_below(verb) else "said")
    return Standing(1, shade="said")


def _would_below(verb: Token) -> bool:
    return any(
        c.lower_ in ("would", "'d", "’d") for child in verb.children if child.dep_ == "ccomp"
        for c in child.children if c.dep_ == "aux"
    )  # fmt: skip


def by_adjective(word: str, *, negated: bool) -> Standing | None:
    """What an adjective that is no estimative term makes of its clause."""
    words = certainty_words()
    if word in words.factives.adjectives:
        return Standing(1, shade="factive")
    signature = words.implicative(word, "inf")
    if signature is not None:
        return Standing(-1, shade="cannot") if negated else Standing(1, "possible", shade="ability")
    if word in words.adjectives.denying:
        open_ = Standing(1, "possible", f"not {word}", shade="possible")
        return open_ if negated else Standing(-1, shade="cannot")
    if word in words.adjectives.affirming:
        return Standing(-1 if negated else 1, shade="implied")
    if word in words.adjectives.scheduled:
        return Standing(-1 if negated else 1, "probable", word, shade="forecast")
    if word in words.adjectives.forecast:
        return Standing(-1 if negated else 1, shade="forecast")
    return None


def below_noun(token: Token, noun: Token) -> Standing | None:
    """ "a plan to", "a failure to", "the claim that", "no evidence that"."""
    lemma = str(noun.lemma_).lower()
    words = certainty_words()
    said = any(c.lower_ == "that" for c in token.children)
    if said and lemma in words.falsehood.nouns:
        return Standing(-1, shade="implied")
    if said and lemma in words.unverified.nouns:
        return Standing(1, "alleged", shade="alleged")
    to = is_infinitive(token)
    chance = chance_of(noun) if said or to else None
    if chance is not None:
        return chance
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
    if token.dep_ == "relcl":
        if _fills_a_gap(token):
            return OPEN if to else None
        that = True
    return _content_of(noun, lemma, that=that) if to or that else None


def _content_of(noun: Token, lemma: str, *, that: bool) -> Standing | None:
    """What a noun says of the that-clause or infinitive that it holds."""
    words = certainty_words()
    if lemma in words.nouns.denied or _is_said_false(noun):
        return Standing(-1, shade="implied")
    none = any(c.lower_ in words.negative.determiners for c in noun.children if c.dep_ == "det")
    if that and _is_rejected(noun):
        return Standing(0, "hypothetical", shade="not_said")
    if that and _is_unverified(noun):
        return Standing(1, "alleged", shade="alleged")
    if none:
        return Standing(0, "hypothetical", shade="not_said")
    if not that:
        return OPEN
    if (cue := cues().nouns.get(lemma)) is not None:
        if cue.factivity == "doubt":
            return Standing(1, "possible", lemma, shade="feared")
        alleged = cue.factivity == "distancing"
        return Standing(1, "alleged", shade="alleged") if alleged else Standing(1, shade="thought")
    return OPEN if lemma in words.nouns.open else None


def _is_unverified(noun: Token) -> bool:
    """ "Unconfirmed reports", "a report that … could not be verified"."""
    words = certainty_words().unverified
    if lemma_of(noun) in words.nouns or any(c.lower_ in words.adjectives for c in noun.children):
        return True
    checked = noun.dep_ == "nsubjpass" and lemma_of(noun.head) in words.verbs
    return checked and is_negated(noun.head)


def _is_said_false(noun: Token) -> bool:
    """ "Reports that … are false", "the claim that … was disproved", "the myth that"."""
    words = certainty_words()
    if noun.lemma_.lower() in words.falsehood.nouns:
        return True
    if is_negated(noun.head):
        return False
    if noun.dep_ in ("nsubjpass", "dobj") and lemma_of(noun.head) in words.falsehood.disproving:
        return True
    if noun.dep_ != "nsubj" or noun.head.lemma_ != "be":
        return False
    denying = words.adjectives.denying
    return any(c.dep_ == "acomp" and c.lower_ in denying for c in noun.head.children)


def _is_rejected(noun: Token) -> bool:
    """ "Rejected the idea that"; an accusation that is rejected stays one."""
    cue = cues().nouns.get(noun.lemma_.lower())
    if cue is not None and cue.factivity in ("distancing", "denial"):
        return False
    above = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return False
    rejects = lemma_of(above) in certainty_words().falsehood.rejecting
    return rejects and not is_negated(above)


def _fills_a_gap(token: Token) -> bool:
    """Whether "that" is an argument of a relative clause, so that it is no clause of content."""
    if not any(child.lower_ == "that" for child in token.children):
        return True
    roles = {child.dep_ for child in token.children if child.lower_ == "that"}
    if roles & {"nsubj", "nsubjpass", "pobj"}:
        return True
    complete = any(child.dep_ in ("prep", "acomp", "attr") for child in token.children)
    return "dobj" in roles and not complete


def signature_before(preposition: Token, verb: Token) -> Implicative | None:
    """The signature of "prevent … from", "clear of", "rule out"."""
    words, frame = certainty_words(), str(preposition.lower_)
    if frame in ("from", "of"):
        return words.implicative(lemma_of(verb), frame)
    return words.implicative(f"{lemma_of(verb)} {frame}", "gerund")


def follows_one_of(preposition: Token, words: frozenset[str]) -> bool:
    """ "Far from sending", "stopped short of sending": the word right before the preposition."""
    if preposition.head.lower_ in words:
        return True
    return preposition.i > preposition.sent.start and preposition.nbor(-1).lower_ in words


def read_as_open(verb: Token) -> bool:
    """ "They read it as allowing trade, with one side sending oil": only allowed, not done."""
    readings = [p for child in verb.children if child.lower_ == "as" for p in child.children]
    for reading in readings:
        found = certainty_words().implicative(lemma_of(reading), "inf")
        if found is not None and found.held == "open":
            return True
    return False
