"""Names to actor ids for filters: "DPRK", "north korea", "Pyongyang" and "PRK" ask for the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from accord.codebooks.actors import ActorBook, actors


def key(name: str) -> str:
    """A name as it is compared: case and runs of blanks do not matter."""
    return " ".join(name.casefold().split())


def ids(name: str) -> tuple[str, ...]:
    """Ids of the actors that the codebook knows by `name`, sorted; empty where it knows none."""
    if len(name) == 3 and name.isupper() and name.isalpha():
        return (name,)  # an id as it stands: the codebook need not be read
    return _names().get(key(name), ())


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Every name in the codebook, as it is compared, with the ids it may stand for."""
    found: dict[str, set[str]] = {}
    for actor, name in _pairs(actors()):
        found.setdefault(key(name), set()).add(actor)
    return {name: tuple(sorted(several)) for name, several in found.items()}


def _pairs(book: ActorBook) -> Iterator[tuple[str, str]]:
    """(id, name) for every name that stands for one actor by itself."""
    for state in book.states.values():
        names = (state.id, state.name, state.official, *state.capitals, *state.aliases)
        yield from ((state.id, name) for name in names if name)
    for state, metonym in book.iter_metonyms():
        if metonym.needs is None and metonym.means == "state":
            yield state.id, metonym.term
    for body in book.organisations.values():
        yield from ((body.id, name) for name in (body.id, body.name, *body.aliases))
    for person in book.people.values():
        yield from ((person.id, name) for name in (person.id, person.name, *person.aliases))
