"""Quotation marks to quotations: curly, straight, doubled apostrophes and single marks.

Each paragraph is read by itself, so that a mark that is never closed costs its own paragraph only.
A paragraph that ends inside a quotation is continued by a next paragraph that opens with the same
mark, as newspapers set a long quotation. Every pass is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from accord.model import Span

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True)
class _Style:
    """A pair of marks. With `open == close` the side that a blank stands on decides."""

    open: str
    close: str
    single: bool = False

    @cached_property
    def marks(self) -> re.Pattern[str]:
        """Either mark."""
        marks = sorted(map(re.escape, {self.open, self.close}), key=len, reverse=True)
        return re.compile("|".join(marks))


_STYLES = (
    _Style("“", "”"), _Style("«", "»"), _Style("„", "“"), _Style('"', '"'), _Style("``", "''"),
    _Style("''", "''"), _Style("‘", "’", single=True), _Style("'", "'", single=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between a pair of marks, marks included; one piece for each paragraph."""

    pieces: tuple[Span, ...]

    @property
    def start(self) -> int:
        """First character: the opening mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """One past the closing mark."""
        return self.pieces[-1][1]


class Quotations:
    """The quotations of a text in order, none inside another, with fast look-up by character."""

    def __init__(self, found: tuple[Quotation, ...]) -> None:
        self.found = found
        self._pieces = [(s, e, q) for q in found for s, e in q.pieces]
        self._starts = [s for s, _, _ in self._pieces]

    def at(self, position: int) -> Quotation | None:
        """The quotation that the character at `position` belongs to, its marks included."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or self._pieces[index][1] <= position:
            return None
        return self._pieces[index][2]

    def within(self, start: int, end: int) -> Iterator[Quotation]:
        """Quotations that share a character with [start, end), each once."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        last: Quotation | None = None
        for s, e, quotation in self._pieces[index:]:
            if s >= end:
                return
            if e > start and quotation is not last:
                last = quotation
                yield quotation

    def quoted(self, start: int, end: int) -> int:
        """How many characters of [start, end) stand in quotations."""
        return sum(
            max(0, min(e, end) - max(s, start))
            for q in self.within(start, end)
            for s, e in q.pieces
        )


@lru_cache(maxsize=1)
def find_quotes(text: str) -> Quotations:
    """All quotations of a text, outermost only, in order. Unclosed marks are passed over.

    Several questions ask it of the same report, one after the other.
    """
    found: list[Quotation] = []
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    for style in _STYLES:
        if style.open in text:
            found += _of_style(text, paragraphs, style)
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    kept: list[Quotation] = []
    for quotation in found:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return Quotations(tuple(kept))


def _of_style(text: str, paragraphs: list[Span], style: _Style) -> Iterator[Quotation]:
    """Quotations set in one style of marks, paragraph by paragraph."""
    carried: list[Span] = []
    for number, (start, end) in enumerate(paragraphs):
        opened: int | None = None
        if carried:
            opened = text.index(style.open, start)
        for at, opens, closes in _marks(text, start, end, style):
            if opened is not None and closes:
                yield Quotation((*carried, (opened, at + len(style.close))))
                opened, carried = None, []
            elif opens and not (carried and at == opened):
                opened, carried = at, []
        carried = _carry(text, paragraphs, number, style, opened, carried)


def _carry(
    text: str, paragraphs: list[Span], number: int, style: _Style, opened: int | None,
    carried: list[Span],
) -> list[Span]:  # fmt: skip
    """What an open quotation hands on: nothing, unless the next paragraph opens it again."""
    if opened is None or style.single or number + 1 >= len(paragraphs):
        return []
    if not carried and not _begins_speech(text, paragraphs[number][0], opened, style):
        return []
    following = text[slice(*paragraphs[number + 1])].lstrip()
    if not following.startswith(style.open):
        return []
    return [*carried, (opened, opened + len(text[opened : paragraphs[number][1]].rstrip()))]


def _begins_speech(text: str, start: int, opened: int, style: _Style) -> bool:
    """Whether a mark opens a sentence: “a farce” in the middle of one was never meant to go on."""
    before = text[start:opened].rstrip()[-1:]
    first = text[opened + len(style.open) : opened + len(style.open) + 1]
    return not before or before in '.?!:,…”"' or first.isupper()


def _marks(text: str, start: int, end: int, style: _Style) -> Iterator[tuple[int, bool, bool]]:
    """Each mark of a style in [start, end): where, whether it may open, whether it may close."""
    for match in style.marks.finditer(text, start, end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        if style.single:
            opens = mark == style.open and not before.isalnum() and after.isalnum()
            closes = mark == style.close and not before.isspace() and not after.isalnum()
            if style.open == style.close:
                # A straight apostrophe: "Democrats' plan" closes nothing, "'90s" opens nothing.
                opens = opens and not after.isdigit() and not closes
            if mark in ("'", "‘", "’") and "'" in (before, after):
                opens = closes = False
        elif style.open != style.close:
            opens, closes = mark == style.open, mark == style.close
        else:
            leans_left = not before.isalnum() and before not in ".,!?;:%)"
            opens = leans_left and not after.isspace()
            closes = not opens
        yield at, opens, closes
