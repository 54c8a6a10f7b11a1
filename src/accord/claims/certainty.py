"""How surely a claim is made: polarity, level, estimative word with its band, factuality.

A predicate stands first by its own words (negation, modal verb, adverb: `modality.py`), then by
what stands above it: a verb of saying leaves it alone, "allege" makes it alleged, "fail to" denies
it, "plan to" leaves it open, "does not think that" denies it, "did not know that" does not. The
signatures are those of Nairn, Condoravdi and Karttunen (2006), in the codebook `certainty.yaml`.

A plain future ("will") is asserted, of kind forecast, and scored lower; "may" is possible without a
band; only words of ICD 203 have one. A word for less than even odds ("unlikely") makes its clause
possible, positive, with its band: the band says how likely.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from accord.claims.conditions import (
    condition_of,
    is_concessive,
    is_conditional,
    is_plain_infinitive,
)
from accord.claims.modality import Standing, is_negated, own_standing, own_subject, term_at
from accord.claims.parts import Clause, Reading
from accord.claims.phrases import lemma_of, twin_of
from accord.codebooks.certainty import Outcome, certainty_words
from accord.codebooks.cues import Cue, cues
from accord.model import Certainty, Polarity, VoiceLink

_DEPTH = 12
_OPEN = Standing(1, "hypothetical", shade="open")
_POLARITY: dict[int, Polarity] = {1: "positive", -1: "negative", 0: "unknown"}


def judge(clause: Clause, reading: Reading, voice: Sequence[VoiceLink]) -> Certainty:
    """The certainty of a claim made from a clause, in a voice."""
    standing = standing_of(clause.head)
    if standing.level != "hypothetical" and _is_consequence(clause.head, reading):
        standing = standing.hedged(Standing(1, "hypothetical", shade="consequence"))
    cue = cues().of(voice[0].cue_lemma) if voice else None
    if cue is not None and cue.factivity == "distancing":
        standing = standing.hedged(Standing(1, "alleged", shade="alleged"))
    return Certainty(
        polarity=_POLARITY[standing.polarity], level=standing.level, term=standing.term,
        band=standing.band, factuality=factuality(standing),
    )  # fmt: skip


def _is_consequence(head: Token, reading: Reading) -> bool:
    """Whether a predicate holds under a condition; a threat or a promise is made all the same."""
    own = own_standing(head)
    speaks = lemma_of(head) in cues().verbs and own_subject(head) is not None
    if speaks and own.level == "asserted" and own.shade != "forecast":
        return False
    for child in head.children:
        if is_conditional(child):
            return not is_concessive(child)
    return condition_of(head, reading) is not None


def standing_of(token: Token, depth: int = 0) -> Standing:
    """How a predicate stands by its own words and by all that stands above it."""
    token = _predicate(token)
    standing = own_standing(token)
    if depth >= _DEPTH:
        return standing
    if _is_question(token):
        return standing.hedged(Standing(0, "hypothetical", shade="question"))
    under_if = is_conditional(token) or _has_mark(token, "if", "unless") or _is_awaited(token)
    if under_if or (token.dep_ == "conj" and is_conditional(_first(token))):
        return standing.hedged(Standing(1, "hypothetical", shade="condition"))
    if is_order(token):
        return standing.hedged(Standing(1, "hypothetical", shade="order"))
    above = _above(token, depth)
    if above is None:
        return standing
    if above.shade == "reported_future" and standing.shade == "would":
        return Standing(standing.polarity, shade="forecast")
    return standing.hedged(above)


def _predicate(token: Token) -> Token:
    """The copula of a predicate adjective or noun."""
    if token.dep_ in ("acomp", "attr") and token.head.lemma_ == "be":
        return token.head
    return token


def _first(token: Token) -> Token:
    """The first conjunct, or the one that the parser should have joined a participle to."""
    while token.dep_ == "conj":
        token = twin_of(token) or token.head
    return token


def _has_mark(token: Token, *marks: str) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in marks for c in token.children)


def _is_awaited(token: Token) -> bool:
    """ "Until Ardania ends its support": what is waited for in the present tense is yet to come."""
    waits = token.dep_ == "advcl" and _has_mark(token, "until", "till")
    past = token.tag_ in ("VBD", "VBN") or any(c.tag_ == "VBD" for c in token.children)
    return waits and not past


def _is_question(token: Token) -> bool:
    if _has_mark(token, "whether"):
        return True
    if token.dep_ not in ("ROOT", "conj") or not _ends_asking(token):
        return token.dep_ == "ccomp" and any(
            c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in token.children
        )
    return True


def _ends_asking(token: Token) -> bool:
    """Whether a sentence ends in a question mark, blanks and quotation marks left out."""
    ends = (t for t in reversed(token.sent) if not (t.is_space or t.is_quote))
    return next((t.text == "?" for t in ends), False)


def is_order(token: Token) -> bool:
    """An imperative: a bare verb at the top of a sentence, without subject or helper."""
    if token.tag_ != "VB" or token.dep_ not in ("ROOT", "conj", "ccomp"):
        return False
    if token.dep_ == "conj":
        return own_subject(token) is None and not _helped(token) and is_order(token.head)
    return own_subject(token) is None and not _helped(token)


def _helped(token: Token) -> bool:
    return any(
        child.dep_ in ("aux", "auxpass") and child.lower_ not in ("do", "please")
        for child in token.children
    )


def _above(token: Token, depth: int) -> Standing | None:
    """What the words over a predicate say of it; None where nothing does."""
    first = _first(token) if token.dep_ == "conj" else token
    head = first.head
    gerund = first.dep_ == "dobj" and first.tag_ == "VBG"
    if (gerund or first.dep_ in ("xcomp", "ccomp", "oprd")) and head.pos_ in ("VERB", "AUX"):
        return _below_verb(first, head, depth)
    if first.dep_ in ("xcomp", "ccomp") and head.pos_ == "ADJ":
        return _below_adjective(first, head, depth)
    if first.dep_ in ("acl", "ccomp", "relcl") and head.pos_ in ("NOUN", "PROPN"):
        return _below_noun(first, head, depth)
    if first.dep_ == "pcomp":
        return _below_preposition(first, head, depth)
    if first.dep_ == "advcl":
        return _adverbial(first, head, depth)
    return _OPEN if _is_infinitive(first) else None


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def _frame(token: Token) -> str:
    """How a clause below a predicate is built: gerund, inf (with "to"), bare, or clause."""
    if token.tag_ == "VBG" and not _helped(token):
        return "gerund"
    if any(child.tag_ == "TO" for child in token.children):
        return "inf"
    finite = token.tag_ in ("VBD", "VBZ", "VBP") or any(c.tag_ == "MD" for c in token.children)
    return "clause" if finite or (token.tag_ != "VB" and own_subject(token)) else "bare"


def _below_verb(token: Token, verb: Token, depth: int) -> Standing | None:
    lemma, frame = lemma_of(verb), _frame(token)
    adjectives = [c for c in verb.children if c.dep_ in ("acomp", "oprd") and c.pos_ == "ADJ"]
    if frame == "inf" and adjectives and adjectives[0].i < token.i:
        return _below_adjective(token, adjectives[0], depth)
    up = standing_of(verb, depth + 1)
    if frame == "inf" and (found := _semi_auxiliary(verb, up, lemma)) is not None:
        return found
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    for name in (f"{lemma} {particle}".strip(), lemma):
        signature = certainty_words().implicative(name, frame)
        if signature is not None:
            return _follow(up, signature.held, signature.denied, lemma)
    if frame == "clause" and lemma in certainty_words().factives.verbs:
        return Standing(1, shade="factive")
    return _below_cue(token, verb, up, lemma)


def _semi_auxiliary(verb: Token, up: Standing, lemma: str) -> Standing | None:
    """ "has yet to", "has to", "needs to", "is going to" over an infinitive."""
    if lemma in ("have", "be") and any(c.lower_ == "yet" for c in verb.children):
        return Standing(-up.polarity, up.level, up.term, up.band, "not_yet")
    if any(is_plain_infinitive(child) for child in verb.children):
        return Standing(up.polarity, up.level, up.term, up.band, "forecast")
    if lemma == "go" and verb.tag_ == "VBG":
        return Standing(up.polarity, up.level, up.term, up.band, "forecast")
    if lemma not in certainty_words().obligation:
        return None
    if lemma == "have" and verb.tag_ in ("VBD", "VBN") and up.polarity > 0:
        return Standing(1, up.level, up.term, up.band, "implied")
    return Standing(-1 if up.polarity < 0 else 1, "hypothetical", shade="obligation")


def _follow(up: Standing, held: Outcome, denied: Outcome, lemma: str) -> Standing:
    """What follows from a predicate with a signature, as that predicate itself stands."""
    outcome = denied if up.polarity < 0 else held
    if lemma in certainty_words().neg_raising.verbs and up.polarity < 0:
        return Standing(-1, "hypothetical", shade="not_wanted")
    if outcome == "open":
        return Standing(1, "hypothetical", shade="open")
    sign = 1 if outcome == "yes" else -1
    return Standing(sign, up.level, up.term, up.band, up.shade or "implied")


def _below_cue(token: Token, verb: Token, up: Standing, lemma: str) -> Standing | None:
    """What a verb of saying, thinking or ordering does to its content."""
    kinds = cues().verbs.get(lemma, ())
    if not kinds and up.polarity < 0:
        return Standing(0, "hypothetical", shade="not_said")
    if not kinds:
        return up if up.level != "asserted" else _OPEN if _is_infinitive(token) else None
    cue = kinds[0]
    if up.polarity < 0:
        if lemma in certainty_words().neg_raising.verbs:
            return Standing(-1, up.level, up.term, up.band, "neg_raised")
        if cue.factivity == "denial":
            return Standing(1, shade="implied")
        return Standing(0, "hypothetical", shade="not_said")
    if up.level == "hypothetical":
        return _OPEN
    if any(c.factivity == "forecast" for c in kinds):
        return Standing(1, "probable", lemma, shade="forecast")
    return _by_factivity(cue, verb, up)


def _by_factivity(cue: Cue, verb: Token, up: Standing) -> Standing | None:
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
        return _OPEN
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


def _below_adjective(token: Token, adjective: Token, depth: int) -> Standing | None:
    """ "is likely to", "is ready to", "is aware that", "is able to"."""
    copula = adjective.head if adjective.dep_ in ("acomp", "oprd", "conj") else adjective
    negated = copula.pos_ in ("AUX", "VERB") and is_negated(copula)
    up = standing_of(copula, depth + 1) if copula is not adjective else Standing()
    found = term_at(adjective)
    if found is not None:
        sign, band = (-1, None) if negated else (1, found.band)
        likely = Standing(sign, found.level, found.term, band, found.shade)
        return likely.hedged(Standing(1, up.level, shade=up.shade))
    words = certainty_words()
    if adjective.lower_ in words.factives.adjectives:
        return Standing(1, shade="factive")
    signature = words.implicative(str(adjective.lower_), "inf")
    if signature is not None:
        return Standing(-1, shade="cannot") if negated else Standing(1, "possible", shade="ability")
    if adjective.lower_ in words.adjectives.open or _is_infinitive(token):
        return _OPEN
    return up if up.level != "asserted" else None


def _below_noun(token: Token, noun: Token, depth: int) -> Standing | None:
    """ "a plan to", "a failure to", "the claim that", "no evidence that"."""
    lemma = str(noun.lemma_).lower()
    words = certainty_words()
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
    if token.dep_ == "relcl":
        if _fills_a_gap(token):
            return None
        that = True
    if not (_is_infinitive(token) or that):
        return None
    denied = any(c.lower_ in words.negative.determiners for c in noun.children if c.dep_ == "det")
    if lemma in words.nouns.denied:
        return Standing(-1, shade="implied")
    if denied:
        return Standing(0, "hypothetical", shade="not_said")
    if that and lemma in cues().nouns:
        cue = cues().nouns[lemma]
        if cue.factivity == "doubt":
            return Standing(1, "possible", lemma, shade="feared")
        return Standing(1, "alleged", shade="alleged") if cue.factivity == "distancing" else (
            Standing(1, shade="thought")
        )  # fmt: skip
    if lemma in words.nouns.open or _is_infinitive(token):
        return _OPEN
    return None


def _fills_a_gap(token: Token) -> bool:
    """Whether "that" is an argument of a relative clause, so that it is no clause of content."""
    if not any(child.lower_ == "that" for child in token.children):
        return True
    roles = {child.dep_ for child in token.children if child.lower_ == "that"}
    if roles & {"nsubj", "nsubjpass", "pobj"}:
        return True
    complete = any(child.dep_ in ("prep", "acomp", "attr") for child in token.children)
    return "dobj" in roles and not complete


def _below_preposition(token: Token, preposition: Token, depth: int) -> Standing | None:
    """ "from sending" below "prevent", "without sending", "of sending" below "accuse"."""
    words = certainty_words()
    if preposition.lower_ in words.without or preposition.head.lower_ in words.without:
        return Standing(-1, shade="implied")
    verb = preposition.head
    if verb.pos_ in ("NOUN", "PROPN"):
        lemma = str(verb.lemma_).lower()
        purpose = preposition.lower_ == "for" and lemma not in words.nouns.answering
        return _OPEN if purpose or lemma in words.nouns.open else None
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    if preposition.lower_ == "with" and _read_as_open(verb):
        return _OPEN
    up = standing_of(verb, depth + 1)
    found = words.implicative(lemma_of(verb), "from") if preposition.lower_ == "from" else None
    if found is not None:
        return _follow(up, found.held, found.denied, lemma_of(verb))
    kinds = cues().verbs.get(lemma_of(verb), ())
    if kinds and kinds[0].factivity in ("distancing", "directive", "desire"):
        return _by_factivity(kinds[0], verb, up)
    by = preposition.lower_ == "by" and up.level in ("possible", "probable")
    if by or up.level == "hypothetical":
        return Standing(1, up.level, up.term, up.band, up.shade)
    return None


def _read_as_open(verb: Token) -> bool:
    """ "They read it as allowing trade, with one side sending oil": only allowed, not done."""
    readings = [p for child in verb.children if child.lower_ == "as" for p in child.children]
    for reading in readings:
        found = certainty_words().implicative(lemma_of(reading), "inf")
        if found is not None and found.held == "open":
            return True
    return False


def _adverbial(token: Token, head: Token, depth: int) -> Standing | None:
    """A purpose ("to help …") is open; other adverbial clauses stand by themselves."""
    if _is_infinitive(token):
        found = certainty_words().implicative(lemma_of(head), "inf")
        caused = any(c.dep_ in ("dobj", "dative") for c in head.children)
        if found is not None and not caused and lemma_of(head) not in certainty_words().becoming:
            found = None
        if found is not None:
            return _follow(standing_of(head, depth + 1), found.held, found.denied, lemma_of(head))
        return Standing(1, "hypothetical", shade="purpose")
    if token.tag_ == "VBG" and not any(c.dep_ in ("mark", "nsubj") for c in token.children):
        up = standing_of(head, depth + 1)
        return Standing(1, up.level, up.term, up.band, up.shade) if up.level != "asserted" else None
    return None


# ------------------------------------------------------------------ factuality


def factuality(standing: Standing) -> float:
    """A score from -3 (certainly not) to 3 (certainly so), from the codebook by shade and level."""
    values = certainty_words().scores.values
    name = standing.shade or standing.level
    sign = {1: "", -1: "not ", 0: "unsaid "}[standing.polarity]
    for key in (sign + name, sign + standing.level):
        if key in values:
            return values[key]
    base = values.get(name, values.get(standing.level, 0.0))
    return round(base * standing.polarity, 2)
