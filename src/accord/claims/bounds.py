"""Words that bound a number ("at least", "about", "or more"), and what they bracket."""

from __future__ import annotations

from functools import cache

from accord.claims.numbers import Number
from accord.claims.words import Word, words_of
from accord.codebooks.estimative import estimative
from accord.codebooks.units import unit_book
from accord.model import Bound

_SENSES = ("lower", "upper", "approx")
_STRICT = ("at_least", "at_most", "up_to")
Terms = dict[tuple[str, ...], Bound]


@cache
def _leading() -> tuple[Terms, tuple[int, ...]]:
    """Bounding words before a number, and their lengths, longest first: those of the codebook of
    estimative words and ours. Left out are those that are numbers themselves ("dozens").
    """
    found: Terms = {}
    for term in estimative().bounds:
        usable = term.bound is not None and term.bound != "range" and term.low is None
        if usable and term.bound and term.sense.split("_")[0] in _SENSES:
            found[tuple(term.term.split())] = term.bound
    for word in unit_book().bounds:
        found.setdefault(tuple(word.term.split()), word.bound)
    return found, tuple(sorted({len(terms) for terms in found}, reverse=True))


@cache
def _trailing() -> tuple[tuple[tuple[str, ...], Bound], ...]:
    """Bounding words after a number, longest first."""
    terms = {
        tuple(w.lower for w in words_of(word.term)): word.bound
        for word in unit_book().trailing_bounds
    }
    return tuple(sorted(terms.items(), key=lambda entry: (-len(entry[0]), entry[0])))


def bound_before(words: list[Word], first: int) -> tuple[int, Bound]:
    """(first word, bound) with the bounding words before `words[first]`, if there are any.

    Two may stand together: in "at least about 500" the stricter one counts.
    """
    start, bound = _one_before(words, first)
    if start == first:
        return first, "exact"
    outer, wider = _one_before(words, start)
    if outer == start:
        return start, bound
    return outer, wider if bound == "about" and wider in _STRICT else bound


def _one_before(words: list[Word], first: int) -> tuple[int, Bound]:
    """The longest bounding words that end before `words[first]`."""
    terms, lengths = _leading()
    for length in lengths:
        if length <= first:
            seen = tuple(word.lower for word in words[first - length : first])
            if seen in terms and not _is_particle(words, first - length, seen):
                return first - length, terms[seen]
    return first, "exact"


def _is_particle(words: list[Word], at: int, term: tuple[str, ...]) -> bool:
    """Whether "over" belongs to the verb before it: "handed over 40 tanks" is no "more than"."""
    if term != ("over",) or at == 0:
        return False
    return words[at - 1].lower in unit_book().over_verbs


def bound_after(words: list[Word], stop: int, bound: Bound) -> tuple[Bound, int]:
    """(bound, stop) with the bounding words from `words[stop]` on ("or more", "+")."""
    for terms, after in _trailing():
        end = stop + len(terms)
        if tuple(word.lower for word in words[stop:end]) == terms:
            leads_on = end < len(words) and words[end].kind == "number"
            if len(terms) == 2 and terms[0] == "at" and (bound != "exact" or leads_on):
                continue
            return after, end
    return bound, stop


def bracket(number: Number, bound: Bound) -> tuple[float | None, float | None, float | None, Bound]:
    """(value, low, high, bound) of a number under a bound."""
    value = number.value
    if value is None:
        return _open_bracket(number, bound)
    if number.form == "vague" and bound == "exact":
        bound = "about"
    low = value if bound in ("exact", "at_least") else None
    high = value if bound in ("exact", "at_most", "up_to") else None
    return value, low, high, bound


def _open_bracket(
    number: Number, bound: Bound
) -> tuple[float | None, float | None, float | None, Bound]:
    """A vague number ("dozens", "several") under a bound: it has no value."""
    if bound == "at_least":
        return None, number.low, None, bound
    if bound in ("at_most", "up_to") and number.high is not None:
        return None, None, number.high, bound
    return None, number.low, number.high, "range"
