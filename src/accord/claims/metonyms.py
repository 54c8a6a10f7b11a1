"""Is a capital its government, or a place? The sentence decides."""

from __future__ import annotations

from accord.claims.actor_scene import first_conjunct, possessed
from accord.claims.tokens import Token
from accord.codebooks.actors import Readings

_LEAD = "–—-:("


def is_place(token: Token, last: Token, words: Readings) -> bool:
    """Whether a seat of government, headed by `token` and ending with `last`, is meant as a place.

    Subjects of what governments do, recipients and possessors are governments; what one is in, goes
    to, or whose streets one walks is a place. A bare name without a verb is taken for a place.
    """
    if possessed(last):
        return token.head.i != token.i and token.head.lemma_.lower() in words.place_nouns
    if _dateline(token, last):
        return True
    token = first_conjunct(token)
    dep = token.dep_
    if dep == "pobj":
        return _after_preposition(token.head, words)
    if dep in ("dobj", "obj", "nsubjpass"):
        return token.head.lemma_.lower() in words.place_verbs
    if dep == "nsubj":
        return _as_subject(token.head, words)
    return dep not in ("poss", "dative", "agent")


def _after_preposition(preposition: Token, words: Readings) -> bool:
    form = preposition.lower_
    if form in words.place_prepositions:
        return True
    if form not in words.motion_prepositions:
        return False
    governor = preposition.head
    steps = 0
    while governor.pos_ in ("ADP", "ADV", "PART") and governor.head.i != governor.i and steps < 5:
        governor = governor.head
        steps += 1
    lemma = governor.lemma_.lower()
    if governor.pos_ in ("VERB", "AUX"):
        return form != "of" and lemma in words.motion_verbs
    if lemma in words.motion_nouns:
        return form not in ("of", "between")
    return form == "of" and lemma in words.place_nouns


def _as_subject(verb: Token, words: Readings) -> bool:
    if verb.lemma_.lower() in words.place_predicates:
        return True
    if verb.lemma_ == "be":
        return any(
            child.dep_ == "attr" and child.lemma_.lower() in words.place_nouns
            for child in verb.children
        )
    return False


def _dateline(token: Token, last: Token) -> bool:
    """ "MINSK (Agency) - …": a name that opens its sentence before a dash or a bracket."""
    doc = token.doc
    following = last.i + 1
    opens = token.is_sent_start or (token.i > 0 and doc[token.i - 1].is_space)
    return bool(opens) and following < len(doc) and doc[following].text in _LEAD
