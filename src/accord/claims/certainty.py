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

import msgspec

from accord.claims.conditions import (
    asks_if,
    condition_of,
    is_concessive,
    is_conditional,
    stands_in_condition,
)
from accord.claims.contents import (
    above_infinitive,
    below_cue,
    below_noun,
    by_adjective,
    by_factivity,
    called,
    follow,
    follows_one_of,
    is_infinitive,
    is_term,
    read_as_open,
    signature_before,
)
from accord.claims.encoder import Encoded
from accord.claims.estimates import chance_of, denied, passive_term, term_at
from accord.claims.modality import (
    is_helped,
    is_negated,
    is_order,
    is_perfect,
    modal_of,
    own_standing,
    own_subject,
)
from accord.claims.parts import Clause, Reading
from accord.claims.phrases import lemma_of, twin_of
from accord.claims.standings import OPEN, Standing
from accord.claims.tokens import Token
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import cues
from accord.model import Certainty, Polarity, VoiceLink

DEPTH = 12
"""How many predicates above a word are asked; deeper ones say nothing of it."""
POLARITY: dict[int, Polarity] = {1: "positive", -1: "negative", 0: "unknown"}
"""A standing's polarity as a claim has it."""


def judge(
    clause: Clause, reading: Reading, voice: Sequence[VoiceLink], encoded: Encoded | None = None
) -> Certainty:
    """The certainty of a claim made from a clause, in a voice.

    The rules say polarity and level. Their score is that of the encoder where it has one; what the
    rules know beyond the predicate (a condition, a voice that keeps its distance) lowers it.
    """
    own = standing = standing_of(clause.head)
    if standing.level != "hypothetical" and _is_consequence(clause.head, reading):
        standing = standing.hedged(Standing(1, "hypothetical", shade="consequence"))
    cue = cues().of(voice[0].cue_lemma) if voice else None
    if cue is not None and cue.factivity == "distancing":
        standing = standing.hedged(Standing(1, "alleged", shade="alleged"))
    score = encoded.score(clause.head, own) if encoded else None
    if score is None:
        score = factuality(standing)
    elif standing is not own:
        score = min(score, factuality(standing), key=abs)
    return Certainty(
        polarity=POLARITY[standing.polarity], level=standing.level, term=standing.term,
        band=standing.band, factuality=score,
    )  # fmt: skip


def unsettled(certainty: Certainty) -> Certainty:
    """A certainty made hypothetical, its factuality with it."""
    score = factuality(Standing(1, "hypothetical"))
    given = certainty.factuality
    low = given if given is not None and given < score else score
    return msgspec.structs.replace(certainty, level="hypothetical", factuality=low)


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
    if depth >= DEPTH:
        return standing
    if _is_question(token):
        return standing.hedged(Standing(0, "hypothetical", shade="question"))
    if _under_if(token):
        return standing.hedged(Standing(1, "hypothetical", shade="condition"))
    if is_order(token):
        return standing.hedged(Standing(1, "hypothetical", shade="order"))
    above = _above(token, depth)
    if above is None:
        return standing
    if standing.shade == "would" and above.shade == "reported_future":
        return Standing(standing.polarity, shade="forecast")
    if standing.shade == "would" and above.shade in ("forecast", "feared"):
        return Standing(standing.polarity, above.level, above.term, above.band, above.shade)
    return standing.hedged(above)


def _under_if(token: Token) -> bool:
    """Whether a predicate stands in a condition, or is still waited for."""
    if is_conditional(token) or _has_mark(token, "if", "unless") or _is_awaited(token):
        return True
    if stands_in_condition(token):
        return True
    return token.dep_ == "conj" and is_conditional(_first(token))


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
    """ "Until Ardania ends its support": what is waited for in the present tense is yet to come.

    "When" and "after" wait only below a clause that is itself to come ("will pay when they leave").
    """
    marks = [c for c in token.children if c.dep_ in ("mark", "advmod") and c.i < token.i]
    awaited = certainty_words().conditionals.awaited
    mark = next((c.lower_ for c in marks if c.lower_ in awaited), None)
    if mark is None or token.dep_ != "advcl" or _is_past(token):
        return False
    if mark in ("until", "till"):
        return True
    modal = modal_of(token.head)
    return modal in ("will", "would", "shall", "can", "may", "must", "should") or (
        is_order(token.head)
    )


def _is_past(token: Token) -> bool:
    finite = next((c for c in token.children if c.dep_ in ("aux", "auxpass")), token)
    return finite.tag_ in ("VBD", "VBN") or any(c.tag_ == "VBD" for c in token.children)


def _is_question(token: Token) -> bool:
    if _has_mark(token, "whether") or asks_if(token):
        return not is_term(token.head)
    return token.dep_ in ("ROOT", "conj") and _ends_asking(token)


def _ends_asking(token: Token) -> bool:
    """Whether a sentence ends in a question mark, blanks and quotation marks left out."""
    ends = (t for t in reversed(token.sent) if not (t.is_space or t.is_quote))
    return next((t.text == "?" for t in ends), False)


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
        return below_noun(first, head)
    if first.dep_ == "pcomp":
        return _below_preposition(first, head, depth)
    if first.dep_ == "advcl":
        return _adverbial(first, head, depth)
    return OPEN if is_infinitive(first) else None


def _frame(token: Token) -> str:
    """How a clause below a predicate is built: gerund, inf (with "to"), bare, or clause."""
    if token.tag_ == "VBG" and not is_helped(token):
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
    if frame == "clause" and (said := called(verb, up, adjectives)) is not None:
        return said
    if frame == "inf" and (found := above_infinitive(verb, up, lemma)) is not None:
        return found
    if (guessed := passive_term(verb)) is not None and frame != "gerund":
        return guessed.hedged(Standing(up.polarity, up.level, shade=up.shade))
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    for name in (f"{lemma} {particle}".strip(), lemma):
        signature = certainty_words().implicative(name, frame)
        if signature is not None:
            return follow(up, signature.held, signature.denied, lemma)
    if frame == "clause" and lemma in certainty_words().factives.verbs:
        return Standing(1, shade="factive")
    return below_cue(token, verb, up, lemma)


def _below_adjective(token: Token, adjective: Token, depth: int) -> Standing | None:
    """ "is likely to", "is ready to", "is aware that", "is able to"."""
    copula = adjective.head if adjective.dep_ in ("acomp", "oprd", "conj") else adjective
    negated = copula.pos_ in ("AUX", "VERB") and is_negated(copula)
    up = standing_of(copula, depth + 1) if copula is not adjective else Standing()
    found = term_at(adjective)
    if found is not None:
        own = any(c.dep_ == "neg" for c in adjective.children)
        likely = denied(found) if negated and not own else found
        return likely.hedged(Standing(1, up.level, shade=up.shade))
    if (said := by_adjective(str(adjective.lower_), negated=negated)) is not None:
        if said.shade == "ability" and copula.tag_ == "VBD" and up.level == "asserted":
            return Standing(1, shade="was_able")  # "Was able to": it did.
        return said
    if adjective.lower_ in certainty_words().adjectives.open or is_infinitive(token):
        return OPEN
    return up if up.level != "asserted" or up.polarity < 0 else None


def _below_preposition(token: Token, preposition: Token, depth: int) -> Standing | None:
    """ "from sending" below "prevent", "without sending", "of sending" below "accuse"."""
    words = certainty_words()
    if preposition.lower_ in words.without or follows_one_of(preposition, words.without):
        return Standing(-1, shade="implied")
    if follows_one_of(preposition, words.verging):
        return OPEN
    if preposition.lower_ == "than":  # "More likely than not to sign", "than to fight".
        return term_at(preposition.head) if any(c.dep_ == "neg" for c in token.children) else OPEN
    verb = preposition.head
    if verb.pos_ in ("ADV", "ADP") and verb.dep_ in ("advmod", "prt"):
        verb = verb.head  # "Shied away from sending".
    if verb.pos_ in ("NOUN", "PROPN"):
        return _after_noun(preposition, verb, depth)
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    if preposition.lower_ == "with" and read_as_open(verb):
        return OPEN
    up = standing_of(verb, depth + 1)
    if (found := signature_before(preposition, verb)) is not None:
        return follow(up, found.held, found.denied, lemma_of(verb))
    if lemma_of(verb) in words.musing and not is_perfect(token):
        return OPEN
    kinds = cues().verbs.get(lemma_of(verb), ())
    if kinds and kinds[0].factivity in ("distancing", "directive", "desire", "doubt"):
        return by_factivity(kinds[0], verb, up)
    by = preposition.lower_ == "by" and up.level in ("possible", "probable")
    if by or up.level == "hypothetical":
        return Standing(1, up.level, up.term, up.band, up.shade)
    return None


def _after_noun(preposition: Token, noun: Token, depth: int) -> Standing | None:
    """A gerund behind a noun: "the risk of losing", "blame for losing", "cleared him of losing"."""
    words = certainty_words()
    freed = words.implicative(lemma_of(noun.head), "of") if noun.dep_ == "dobj" else None
    if freed is not None and preposition.lower_ == "of":
        up = standing_of(noun.head, depth + 1)
        return follow(up, freed.held, freed.denied, lemma_of(noun.head))
    chance = chance_of(noun)
    if chance is not None and chance.term != lemma_of(noun):
        return chance  # A bare "possibility of sending" leaves it open.
    lemma = str(noun.lemma_).lower()
    purpose = preposition.lower_ == "for" and lemma not in words.nouns.answering
    return OPEN if purpose or lemma in words.nouns.open else None


def _adverbial(token: Token, head: Token, depth: int) -> Standing | None:
    """A purpose ("to help …") is open; other adverbial clauses stand by themselves."""
    if is_infinitive(token):
        found = certainty_words().implicative(lemma_of(head), "inf")
        caused = any(c.dep_ in ("dobj", "dative") for c in head.children)
        if found is not None and not caused and lemma_of(head) not in certainty_words().becoming:
            found = None
        if found is not None:
            return follow(standing_of(head, depth + 1), found.held, found.denied, lemma_of(head))
        return Standing(1, "hypothetical", shade="purpose")
    particle = next((c for c in head.children if c.dep_ == "prt" and c.i == token.i - 1), None)
    if particle is not None and token.tag_ == "VBG":  # "Ruled out sending".
        name = f"{lemma_of(head)} {particle.lower_}"
        if (found := certainty_words().implicative(name, "gerund")) is not None:
            return follow(standing_of(head, depth + 1), found.held, found.denied, name)
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
