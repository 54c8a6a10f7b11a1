"""Readings in which the actors are given by their names in the sentence."""

from __future__ import annotations

from collections.abc import Iterable

from factory import make_reading

from accord.claims.clauses import find_clauses
from accord.claims.events import CodedEvent, EventCoder
from accord.claims.mention_index import MentionIndex
from accord.claims.parse import Parser
from accord.claims.parts import Mention, Reading
from accord.claims.quantities import find_quantities
from accord.claims.transfers import FoundTransfer, TransferFinder
from accord.model import ActorRef


def named(text: str, names: Iterable[str]) -> list[Mention]:
    """Every occurrence of each name as a mention of an actor with that id; longer names first."""
    found: list[Mention] = []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not any(m.start < end and start < m.end for m in found):
                ref = ActorRef(id=name, name=name, span=(start, end))
                found.append(Mention(start, end, name, "name", (ref,)))
            start = text.find(name, end)
    return found


def index_of(parser: Parser, text: str, names: Iterable[str]) -> tuple[Reading, MentionIndex]:
    """A reading of `text` and the index of the named actors in it."""
    reading = make_reading(parser, text)
    return reading, MentionIndex(named(text, names), reading)


def code(
    parser: Parser, coder: EventCoder, text: str, names: Iterable[str] = ()
) -> list[CodedEvent]:
    """The events of all clauses of a text."""
    reading, index = index_of(parser, text, names)
    return [
        event for clause in find_clauses(reading) for event in coder.code(clause, index, reading)
    ]


def move(
    parser: Parser, finder: TransferFinder, text: str, names: Iterable[str] = ()
) -> list[FoundTransfer]:
    """The transfers of all clauses of a text."""
    reading, index = index_of(parser, text, names)
    quantities = find_quantities(reading.text, reading.doc)
    return [
        found
        for clause in find_clauses(reading)
        for found in finder.find(clause, index, quantities, reading)
    ]
