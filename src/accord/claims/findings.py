"""Everything found in one reading, before claims are put together from it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from accord.claims.encoder import Encoded
from accord.claims.events import CodedEvent
from accord.claims.ownership import Ownership
from accord.claims.parts import (
    Attribution,
    Clause,
    Mention,
    QuantityMention,
    Reading,
    TimeExpression,
)
from accord.claims.transfers import FoundTransfer
from accord.claims.voice import Voices
from accord.model import ActorRef, Condition, Instrument, Passage, Place, Span


@dataclass(frozen=True, slots=True)
class Findings:
    """The answers to every question asked of a reading, each in the order of the text."""

    reading: Reading
    clauses: tuple[Clause, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    places: tuple[Place, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    conditions: dict[Clause, Condition] = field(default_factory=dict)
    events: dict[Clause, tuple[CodedEvent, ...]] = field(default_factory=dict)
    transfers: dict[Clause, tuple[FoundTransfer, ...]] = field(default_factory=dict)
    affiliations: dict[str, ActorRef] = field(default_factory=dict)
    encoded: Encoded | None = None


@dataclass(slots=True)
class Nearby:
    """What was found in one passage; an attribution is in every passage that it touches."""

    passage: Passage
    clauses: list[Clause] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)


class Neighbourhood:
    """Findings by passage, so that what is asked of a claim costs no more in a long report."""

    def __init__(self, findings: Findings) -> None:
        self._near = [Nearby(passage) for passage in findings.reading.passages]
        self._starts = [near.passage.start for near in self._near]
        for clause in findings.clauses:
            for near in self._touching(clause.start, clause.end):
                near.clauses.append(clause)
        for mention in findings.mentions:
            for near in self._touching(mention.start, mention.end):
                near.mentions.append(mention)
        for time in findings.times:
            for near in self._touching(time.start, time.end):
                near.times.append(time)
        for attribution in findings.attributions:
            self._add(attribution)

    def _add(self, attribution: Attribution) -> None:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        touched = {id(near): near for span in spans for near in self._touching(*span)}
        for near in touched.values():
            near.attributions.append(attribution)

    def _touching(self, start: int, end: int) -> list[Nearby]:
        """The passages that share a character with [start, end)."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        return [near for near in self._near[first:last] if near.passage.end > start]

    def of(self, at: int) -> Nearby:
        """What was found in the passage that holds the character `at`, or last before it."""
        return self._near[max(bisect_right(self._starts, at) - 1, 0)]


@dataclass(frozen=True, slots=True)
class _PlacedPlace:
    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class _PlacedInstrument:
    start: int
    end: int
    instrument: Instrument


class Shares:
    """Times, quantities, actors, places and instruments, dealt out to the clauses they stand in.

    Each mapping goes from the token index of a clause's predicate to the things that it owns.
    """

    def __init__(
        self, findings: Findings, clauses: Sequence[Clause], nearby: Neighbourhood
    ) -> None:
        self.nearby = nearby
        self.voices = Voices(findings.attributions, findings.mentions, findings.reading)
        owned = Ownership(findings.reading.doc, clauses)
        self.times = owned.share_times(findings.times)
        self.quantities = owned.share(findings.quantities)
        self.mentions = owned.share(findings.mentions)
        places = [_PlacedPlace(*_edges(p.span), p) for p in findings.places if p.span]
        self.places = {
            head: [put.place for put in puts]
            for head, puts in owned.share(places, circumstances=True).items()
        }
        named = [_PlacedInstrument(*_edges(i.span), i) for i in findings.instruments if i.span]
        self.instruments = {
            head: [put.instrument for put in puts] for head, puts in owned.share(named).items()
        }


def _edges(span: Span | None) -> Span:
    return span if span is not None else (0, 0)
