"""How surely an event takes place that only a noun names: "the planned visit", "no withdrawal".

A definite noun mostly takes it for granted that the thing took place. Its modifiers may say less
("alleged", "planned", "averted"), and so may what it hangs from: who demands a withdrawal, prevents
an attack or speaks of the risk of war does not say that there was one.
"""

from __future__ import annotations

from accord.claims.certainty import DEPTH, POLARITY, factuality, standing_of
from accord.claims.contents import follows_one_of
from accord.claims.encoder import Encoded
from accord.claims.estimates import chance_of, term_at
from accord.claims.modality import modal_of
from accord.claims.phrases import lemma_of
from accord.claims.standings import OPEN, Standing
from accord.claims.tokens import Token
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import cues
from accord.model import Certainty

_PLACES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "conj", "compound", "nmod", "appos"})


def judge_noun(noun: Token, encoded: Encoded | None = None) -> Certainty:
    """The certainty of an event that a noun names: "the planned visit"."""
    standing = noun_standing(noun)
    score = encoded.score(noun, standing) if encoded else None
    return Certainty(
        polarity=POLARITY[standing.polarity], level=standing.level, term=standing.term,
        band=standing.band,
        factuality=factuality(standing) if score is None else score,
    )  # fmt: skip


def standing_at(token: Token) -> Standing:
    """How a word stands: a predicate by `standing_of`, a noun that names an event by its place."""
    nominal = token.pos_ in ("NOUN", "PROPN") and token.dep_ in _PLACES
    return noun_standing(token) if nominal else standing_of(token)


def noun_standing(noun: Token, depth: int = 0) -> Standing:
    """How an event that a noun names stands: by its modifiers, then by what it hangs from."""
    own = _by_modifiers(noun)
    if own is not None:
        return own
    if depth >= DEPTH or noun.head is noun:
        return Standing()
    head = noun.head
    if noun.dep_ in ("compound", "nmod", "conj") and head.pos_ in ("NOUN", "PROPN"):
        return noun_standing(head, depth + 1)
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj") and head.pos_ in ("VERB", "AUX"):
        return _argument_of(noun, head, depth)
    if noun.dep_ == "pobj":
        return _after_preposition(noun, head, depth)
    return Standing()


def _by_modifiers(noun: Token) -> Standing | None:
    words = certainty_words()
    if any(c.lower_ in words.negative.determiners for c in noun.children if c.i < noun.i):
        return Standing(-1)
    modifiers = {c.lower_: c for c in noun.children if c.dep_ in ("amod", "compound", "nmod")}
    if modifiers.keys() & words.nominal.undone:
        return Standing(-1, shade="implied")
    for name in modifiers.keys() & words.nominal.possible:
        return term_at(modifiers[name]) or Standing(1, "possible", name, shade="possible")
    if modifiers.keys() & words.nominal.planned:
        return OPEN
    if modifiers.keys() & words.nominal.alleged:
        return Standing(1, "alleged", shade="alleged")
    return None


def _is_definite(noun: Token) -> bool:
    words = certainty_words().definite
    return any(c.dep_ == "poss" or c.lower_ in words for c in noun.children if c.i < noun.i)


def _argument_of(noun: Token, verb: Token, depth: int) -> Standing:
    """A noun as object of a verb, or as the subject of one of taking place."""
    words = certainty_words()
    lemma = lemma_of(verb)
    occurs = lemma in words.nominal.occurring
    if noun.dep_ == "nsubj" and not occurs:
        return OPEN if modal_of(verb) == "would" else Standing()
    up = standing_of(verb, depth + 1)
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    if {f"{lemma} {particle}", lemma} & words.nominal.preventing:
        return Standing(-up.polarity if up.level == "asserted" else -1, shade="implied")
    if _leaves_open(lemma):
        return OPEN
    if up.level in ("hypothetical", "possible") or up.shade == "forecast":
        if occurs:
            return Standing(up.polarity, "hypothetical", up.term, up.band, up.shade)
        made = lemma in words.nominal.making or not _is_definite(noun)
        return OPEN if made else Standing()
    if up.polarity < 0 and (occurs or not _is_definite(noun)):
        return Standing(-1, up.level, up.term, up.band, up.shade)
    return Standing()


def _leaves_open(lemma: str) -> bool:
    """Whether an event as the object of a verb is yet to come: "demand", "plan", "await"."""
    words = certainty_words()
    if lemma in words.nominal.awaiting or lemma in words.goals.verbs:
        return True
    kinds = cues().verbs.get(lemma, ())
    return bool(kinds) and kinds[0].factivity in ("directive", "desire", "commissive", "forecast")


def _after_preposition(noun: Token, preposition: Token, depth: int) -> Standing:
    words = certainty_words()
    if preposition.lower_ in words.without or follows_one_of(preposition, words.without):
        return Standing(-1, shade="implied")
    head = preposition.head
    lemma = str(head.lemma_).lower()
    if head.pos_ in ("NOUN", "PROPN"):
        if lemma in words.nouns.denied or lemma in words.nominal.lacking:
            return Standing(-1, shade="implied")
        if (chance := chance_of(head)) is not None:
            return chance
        none = any(c.lower_ in words.negative.determiners for c in head.children)
        if none:
            return Standing(-1)
        return OPEN if lemma in words.nouns.open else Standing()
    if head.pos_ not in ("VERB", "AUX"):
        return Standing()
    if preposition.lower_ in ("for", "of", "on") and _leaves_open(lemma_of(head)):
        return OPEN
    kinds = cues().verbs.get(lemma_of(head), ())
    if preposition.lower_ == "for" and any("prep:for" in cue.frames for cue in kinds):
        return OPEN  # "Called for the withdrawal".
    up = standing_of(head, depth + 1)
    if up.polarity < 0 and not _is_definite(noun) and preposition.lower_ in ("for", "in", "to"):
        return Standing(-1, up.level, up.term, up.band, up.shade)
    return Standing()
