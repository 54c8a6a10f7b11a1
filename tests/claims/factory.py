"""Short reports for tests of `claims/`: one block for each paragraph."""

from __future__ import annotations

from functools import cache

from accord.claims.encoder import Encoder
from accord.claims.parse import Parser
from accord.claims.parts import Reading
from accord.claims.read import Reader
from accord.model import Block, Published, Report, report_id


def make_report(text: str, published: str | None = None) -> Report:
    """A report whose paragraphs, split at line ends, are body blocks."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block(start=start, end=at + len(line.rstrip()), role="body"))
        at += len(line) + 1
    when = Published(value=published, basis="given" if published else "unknown")
    return Report(
        id=report_id(text, None, published), text=text, blocks=tuple(blocks), published=when
    )


def make_reading(parser: Parser, text: str, published: str | None = None) -> Reading:
    """The reading of such a report, its named entities marked."""
    return Reader(parser, _encoder()).read(make_report(text, published))


@cache
def _encoder() -> Encoder:
    return Encoder()
