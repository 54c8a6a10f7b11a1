"""What actors are called in a line: by their names where they stand, else in brackets."""

from __future__ import annotations

from collections.abc import Iterable

from accord.brief.data import Index, has_words
from accord.brief.parts import Name, Part, Plain, squeeze
from accord.brief.spans import cites
from accord.model import ActorRef, Claim


def name(actor: ActorRef, claim: Claim, index: Index, role: str) -> Part | None:
    """An actor by its canonical name if that can be shown, else by the words that name it.

    The canonical name stands plain where the cited words have it, in brackets where the report
    elsewhere or the codebook bears it out. None where neither holds and the actor is nowhere named.
    """
    known = role if role in ("actor", "recipient", "supplier", "taker") else None
    cited = [index.text(cite.report, cite.span) or "" for cite in cites(claim)]
    if any(has_words(squeeze(text).casefold(), actor.name) for text in cited):
        return Name(actor.name, actor.id, known)  # type: ignore[arg-type]
    if licensed(actor, claim, index):
        return Name(actor.name, actor.id, known, inferred=True)  # type: ignore[arg-type]
    words_of = index.text(claim.report, actor.span) if actor.span else None
    return Name(words_of, actor.id, known) if words_of else None  # type: ignore[arg-type]


def licensed(actor: ActorRef, claim: Claim, index: Index) -> bool:
    """Whether Accord may call an actor by its canonical name in a line on `claim`."""
    if actor.name.casefold() in index.known_names(actor):
        return True
    return index.stands_in(claim.report, actor.name)


def names(actors: Iterable[ActorRef], claim: Claim, index: Index, role: str) -> tuple[Part, ...]:
    """Several actors, separated by commas, each once."""
    parts: list[Part] = []
    for actor in {actor.id: actor for actor in actors}.values():
        part = name(actor, claim, index, role)
        if part is not None and part not in parts:
            parts += [Plain(","), part] if parts else [part]
    return tuple(parts)
