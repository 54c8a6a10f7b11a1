"""Denials of what somebody else said: "…, which Minsk denies", "rejected claims that …".

"Minsk denied sending shells" needs nothing of this: the verb stands over what it denies, and the
certainty follows from the sentence. Here the denied words stand elsewhere: before a relative clause
("which Minsk denies"), below a noun for an allegation ("rejected claims that it had sent shells"),
or in what was alleged just before ("Minsk dismissed the accusation"). There are two claims then on
the same words: one in the voice of whoever alleges them, one in that of whoever denies them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from accord.claims.parts import Attribution, Reading
from accord.claims.phrases import lemma_of
from accord.claims.tokens import Token
from accord.codebooks.cues import cues
from accord.model import Span

_POINTING = frozenset(("which", "that", "it", "this", "these", "them", "so"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such", "any", "all", "both"))
_NEAR = 2
"""How many sentences back an allegation may stand that "the accusation" points to."""

_DEEPEST = 30


@dataclass(slots=True)
class Denials:
    """What is denied, by the token index of its predicate.

    `denied` gives the attributions that deny it; `alleged` the noun that alleges it without saying
    who does ("allegations that …"); `apart` holds the attributions that are no link of any chain
    over the words they deny; `asides` the cues of denials in a relative clause, which are the
    report's own words.
    """

    denied: dict[int, list[Attribution]] = field(default_factory=dict)
    alleged: dict[int, Token] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)
    asides: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Target:
    """Predicates that a denial is about, and the noun that names them an allegation, if any."""

    predicates: tuple[Token, ...]
    noun: Token | None = None


def find_denials(attributions: Sequence[Attribution], reading: Reading) -> Denials:
    """Every denial among the attributions whose denied words do not hang from its own verb."""
    found = Denials()
    order = sorted(attributions, key=lambda a: a.cue)
    cued = [(_root(a.cue, reading), a) for a in order]
    taken = {token.i for token, _ in cued if token is not None}
    for index, (verb, attribution) in enumerate(cued):
        if verb is None or not attribution.source or not _denies(attribution):
            continue
        target = _target(verb, attribution, reading)
        if target is None:
            before = (cued[at] for at in range(index - 1, -1, -1))
            target = _pointed_at(verb, attribution, before, reading)
        if target is None or not target.predicates:
            continue
        found.apart.add(id(attribution))
        if verb.dep_ == "relcl":
            found.asides.add(verb.i)
        for predicate in target.predicates:
            found.denied.setdefault(predicate.i, []).append(attribution)
            if target.noun is not None and target.noun.i not in taken:
                found.alleged[predicate.i] = target.noun
    return found


def _denies(attribution: Attribution) -> bool:
    cue = cues().of(attribution.cue_lemma)
    denial = cue is not None and cue.factivity == "denial"
    return denial or attribution.cue_lemma in cues().rejecting


def _root(spans: Sequence[Span], reading: Reading) -> Token | None:
    if not spans:
        return None
    phrase = reading.doc.char_span(*spans[0], alignment_mode="expand")
    return phrase.root if phrase is not None else None


def _tokens(spans: Sequence[Span], reading: Reading) -> list[Token]:
    found: list[Token] = []
    for start, end in spans:
        phrase = reading.doc.char_span(start, end, alignment_mode="expand")
        found += list(phrase) if phrase is not None else []
    return found


def _predicates(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The topmost predicates among some tokens, with those joined to them."""
    inside = {token.i for token in tokens if _is_predicate(token)}
    tops = []
    for token in tokens:
        if token.i in inside and not any(a.i in inside for a in _path(token)):
            tops.append(token)
    joined = [c for top in tops for c in top.conjuncts if c.i in inside]
    return (*tops, *joined)


def _is_predicate(token: Token) -> bool:
    helps = token.dep_ in ("aux", "auxpass", "amod", "compound")
    return token.pos_ in ("VERB", "AUX") and not helps


def _path(token: Token) -> Iterator[Token]:
    """What stands above a token, nearest first."""
    for _ in range(_DEEPEST):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def _target(verb: Token, attribution: Attribution, reading: Reading) -> _Target | None:
    """What a denial is about, where its own sentence says so."""
    content = _tokens(attribution.content, reading)
    predicates = _predicates([token for token in content if token.i != verb.i])
    if predicates and _above(verb, predicates[0]):
        noun = _noun_between(predicates[0], verb)
        return _Target(predicates, noun) if noun is not None else None
    if predicates:
        return _Target(predicates)
    if verb.dep_ != "relcl" or not _only(
        content, _POINTING | _DEFINITE | cues().alleged | {"an", "a"}
    ):
        return None
    return _before_relative(verb)


def _only(tokens: Sequence[Token], words: frozenset[str]) -> bool:
    return all(token.lower_ in words for token in tokens if token.is_alpha)


def _above(verb: Token, token: Token) -> bool:
    return any(above.i == verb.i for above in _path(token))


def _noun_between(predicate: Token, verb: Token) -> Token | None:
    """The noun for an allegation between a denying verb and what was alleged."""
    for above in _path(predicate):
        if above.i == verb.i:
            return None
        if str(above.lemma_).lower() in cues().alleged and above.pos_ == "NOUN":
            return above
        if _is_predicate(above):
            return None
    return None


def _before_relative(verb: Token) -> _Target | None:
    """The clause before ", which Minsk denies": the nearest verb above what the clause hangs from.

    Of "allegations that …, which Minsk denies" it is the content of the allegations.
    """
    noun = verb.head
    if str(noun.lemma_).lower() in cues().alleged:
        clauses = [c for c in noun.children if c.dep_ == "acl" and _is_predicate(c)]
        if clauses:
            return _Target(tuple(clauses), noun)
        if noun.dep_ != "appos":  # "an accusation that Minsk rejects" says it of the clause.
            return None
    for above in (noun, *_path(noun)):
        if _is_predicate(above):
            kinds = cues().verbs.get(lemma_of(above), ())
            shown = any(cue.kind in ("say", "perceive") for cue in kinds)
            return None if shown else _Target((above,))
    return None


def _pointed_at(
    verb: Token, attribution: Attribution, before: Iterable[tuple[Token | None, Attribution]],
    reading: Reading,
) -> _Target | None:  # fmt: skip
    """What was alleged shortly before, where a denial only points there: "the accusation", "it".

    `before` are the cues and attributions before this one, nearest first.
    """
    content = _tokens(attribution.content, reading)
    root = _root(attribution.content, reading)
    if root is None or not content:
        return None
    named = str(root.lemma_).lower() in cues().alleged and root.pos_ == "NOUN"
    definite = any(c.lower_ in _DEFINITE for c in root.children if c.dep_ == "det")
    if not (named and definite) and not _only(content, _POINTING):
        return None
    if any(c.dep_ in ("prep", "acl", "poss") for c in root.children):
        return None
    low = _sentences_before(verb, reading, _NEAR if named else 1)
    for above, other in before:
        if above is None or above.idx < low:
            return None
        if _alleges(other, strictly=not named) and other.source != attribution.source:
            content = [t for t in _tokens(other.content, reading) if not _is_cue(t, above)]
            return _Target(_predicates(content))
    return None


def _is_cue(token: Token, cue: Token) -> bool:
    return token.i == cue.i


def _alleges(attribution: Attribution, *, strictly: bool) -> bool:
    cue = cues().of(attribution.cue_lemma)
    if cue is None or not attribution.content:
        return False
    return cue.factivity == "distancing" or (not strictly and cue.kind == "say" and (
        cue.factivity in ("neutral", "non_factive", "factive")
    ))  # fmt: skip


def _sentences_before(verb: Token, reading: Reading, most: int) -> int:
    """Where the passage begins that lies `most` before that of a word."""
    starts = reading.passages[: bisect_right(reading.passages, verb.idx, key=lambda p: p.start)]
    return starts[-most - 1].start if len(starts) > most else 0
