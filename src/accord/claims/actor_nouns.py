"""Nouns that are no role nouns: what sector a phrase on its own has, and whose ship it names."""

from __future__ import annotations

import re
from functools import cache

from accord.claims.actor_names import fold, words
from accord.codebooks.actors import agents

_LONGEST = 4
_SHIP = re.compile(r"\b([A-Z][A-Za-z]{1,4}) [A-Z]")
_ENDS = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""))


@cache
def _sectors() -> dict[str, str]:
    """Folded noun -> sector; "type 45" and "air-base" as words with blanks."""
    return {
        _key(term): sector
        for sector, line in agents().sectors.items()
        for term in line.split("; ")
    }  # fmt: skip


@cache
def _types() -> tuple[tuple[str, str], ...]:
    """Names of ships and weapons with the state that has them, longest first."""
    pairs = [
        (f" {_key(term)} ", state)
        for state, line in agents().types.items()
        for term in line.split("; ")
    ]  # fmt: skip
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def _key(term: str) -> str:
    return " ".join(word.key for word in words(term))


def noun_sector(phrase: str) -> tuple[str, str] | None:
    """The last known noun of a phrase (as written) and its sector; longest terms first."""
    row = words(phrase[:300])
    terms = _sectors()
    for upto in range(len(row), 0, -1):
        for at in range(max(0, upto - _LONGEST), upto):
            for key in _singulars(" ".join(word.key for word in row[at:upto])):
                sector = terms.get(key)
                if sector is not None:
                    return phrase[row[at].start : row[upto - 1].end], sector
    return None


def is_noun(word: str) -> bool:
    """Whether a word is one of the nouns that tell a sector."""
    return any(key in _sectors() for key in _singulars(fold(word)))


def _singulars(key: str) -> list[str]:
    """A noun and what it may be the plural of."""
    return [key, *(key[: -len(end)] + new for end, new in _ENDS if key.endswith(end))]


def owner(phrase: str) -> str | None:
    """The state whose ship or weapon a phrase names ("USS …", "Arleigh Burke-class destroyer")."""
    for hit in _SHIP.finditer(phrase[:300]):
        state = agents().prefixes.get(hit[1])
        if state is not None:
            return state
    text = f" {_key(phrase[:300])} "
    return next((state for name, state in _types() if name in text), None)


def is_pronoun(phrase: str) -> bool:
    """Whether a phrase is nothing but a pronoun, which names nobody."""
    return fold(phrase.strip()) in agents().pronouns
