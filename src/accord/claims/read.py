"""Report to reading with all that is known of its words: parsed, and named entities marked.

For questions that are asked apart from the others (benchmarks, tests). `Extractor` does the same on
its way, step by step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accord.claims.encoder import Encoder
from accord.claims.parse import Parser
from accord.claims.parts import Reading
from accord.claims.voice import find_attributions
from accord.model import Report


class Reader:
    """Parses reports and has the encoder mark what it finds."""

    def __init__(self, parser: Parser | None = None, encoder: Encoder | None = None) -> None:
        self.parser = parser or Parser()
        self.encoder = encoder or Encoder()

    def read(self, report: Report) -> Reading:
        """Read one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read reports in order."""
        for reading in self.parser.read_many(reports):
            self.encoder.read(reading, find_attributions(reading))
            yield reading
