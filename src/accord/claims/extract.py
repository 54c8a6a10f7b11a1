"""Report to claims: every question asked once, and its answers put together clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.metadata import version

from accord.claims.actors import ActorFinder
from accord.claims.apposition import find_affiliations, find_appositions
from accord.claims.assembly import Assembly
from accord.claims.attributions import read_attributions
from accord.claims.clauses import find_clauses
from accord.claims.conditions import find_conditions
from accord.claims.encoder import Encoded, Encoder
from accord.claims.events import EventCoder
from accord.claims.findings import Findings, Neighbourhood, Shares
from accord.claims.instruments import find_instruments
from accord.claims.mention_index import MentionIndex
from accord.claims.parse import Parser
from accord.claims.parts import Reading
from accord.claims.places import find_places
from accord.claims.quantities import find_quantities
from accord.claims.selection import choose_clauses, is_prohibited, is_topic
from accord.claims.times import find_times
from accord.claims.transfers import TransferFinder
from accord.claims.voice import find_attributions, with_speakers
from accord.model import Claim, ReadBy, Report

RULES = "rules.v3"
"""Version of the rules that claims are read by; raised whenever a change alters claims."""


class Extractor:
    """Reads claims off reports. Holds the parser, the encoder and the codebooks, each loaded when
    needed."""

    def __init__(self, parser: Parser | None = None, encoder: Encoder | None = None) -> None:
        self.parser = parser or Parser()
        self.encoder = encoder or Encoder()
        self._actors = ActorFinder()
        self._events = EventCoder()
        self._transfers = TransferFinder()

    @cached_property
    def read_by(self) -> ReadBy:
        """The stamp on every claim: Accord's version, its rules, the encoder's weights and the
        parser's pipeline."""
        meta = self.parser.nlp.meta
        pipeline = f"{meta['lang']}_{meta['name']}-{meta['version']}"
        return ReadBy(
            accord=version("accord"), models=f"{RULES} {self.encoder.card.name} {pipeline}"
        )

    def extract(self, report: Report) -> list[Claim]:
        """The claims of one report, in the order of the text."""
        return next(self.extract_many([report]))[1]

    def extract_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Claim]]]:
        """Each report with its claims; reports are taken one by one, so a stream may be endless."""
        for reading in self.parser.read_many(reports):
            found = self.find(reading, self.encode(reading))
            yield reading.report, self.claims_of(found)

    def encode(self, reading: Reading) -> Encoded:
        """Run the encoder over a reading."""
        return self.encoder.read(reading, find_attributions(reading))

    def find(self, reading: Reading, encoded: Encoded) -> Findings:
        """Ask every question of a reading, each once; `encoded` is what the encoder says of it."""
        clauses = find_clauses(reading)
        actors = self._actors.read(reading)
        attributions = read_attributions(reading, encoded)
        mentions = with_speakers(actors.mentions, attributions, reading)
        quantities = find_quantities(reading.text, reading.doc)
        index = MentionIndex(mentions, reading, actors.places)
        coded = {c: self._events.code(c, index, reading) for c in clauses}
        moved = {
            c: tuple(
                found
                for found in self._transfers.find(c, index, quantities, reading)
                if not is_topic(found.trigger, c)
            )
            for c in clauses
            if not is_prohibited(c)
        }
        return Findings(
            reading=reading,
            clauses=clauses,
            mentions=mentions,
            attributions=attributions,
            encoded=encoded,
            times=find_times(reading.text, reading.report.published.value),
            quantities=quantities,
            places=find_places(reading),
            instruments=find_instruments(reading, mentions),
            conditions=find_conditions(clauses, reading),
            events={c: events for c, events in coded.items() if events},
            transfers={c: transfers for c, transfers in moved.items() if transfers},
            affiliations=actors.affiliations,
        )

    def claims_of(self, findings: Findings) -> list[Claim]:
        """Put what was found together: one or more claims for each clause that asserts."""
        if not findings.reading.passages:
            return []
        nearby = Neighbourhood(findings)
        chosen = choose_clauses(findings, nearby)
        shares = Shares(findings, [part for pair in chosen for part in pair], nearby)
        claims = [
            claim
            for clause, frame in chosen
            for claim in Assembly(findings, shares, clause, frame, self.read_by).claims()
        ]
        claims += find_appositions(findings, shares, self.read_by)
        claims += find_affiliations(findings, shares, self.read_by)
        unique = {claim.id: claim for claim in claims}
        return sorted(unique.values(), key=lambda claim: (claim.start, claim.end, claim.id))
