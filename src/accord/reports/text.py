"""Plain text to lines: paragraphs that were wrapped at a fixed width are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from accord.reports.clean import clean_line, clean_text
from accord.reports.cuebook import furniture_book
from accord.reports.decode import decode
from accord.reports.draft import Draft, Line, Piece
from accord.reports.reasons import UnreadableError

if TYPE_CHECKING:
    from accord.reports.formats import Job

_WIDEST = 120
_NARROWEST = 40
_BULLET = re.compile(r"(?:[-*•·‣▪●○–—]|\(?\d{1,3}[.)]|[a-z][.)]) ")
_WRAP_HYPHEN = re.compile(r"[a-z]-$")


def read_text(text: str, media_type: str = "text/plain") -> Draft:
    """Return `text` as a draft: a line for each paragraph, none of them judged yet."""
    return Draft(lines=text_lines(text), media_type=media_type)


def text_lines(text: str) -> list[Line]:
    """Split `text` into lines, each with whether a blank line stands before it.

    Text wrapped at a fixed width (mail, old agency copy) is recognised by lines that end only where
    the next word would not have fitted, and joined to paragraphs.
    """
    rows = [clean_line(row) for row in clean_text(text).split("\n")]
    blocks = _blocks(rows)
    width = _wrap_width(blocks)
    lines: list[Line] = []
    for block in blocks:
        joined = join_wrapped(block, width) if width else block
        lines += [Line(row, None, index == 0) for index, row in enumerate(joined)]
    return lines


def _blocks(rows: Sequence[str]) -> list[list[str]]:
    """Runs of rows between blank ones."""
    blocks: list[list[str]] = [[]]
    for row in rows:
        if row:
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _wrap_width(blocks: Sequence[Sequence[str]]) -> int | None:
    """The width at which the text was wrapped, or None if it was not."""
    inner = [row for block in blocks for row in block[:-1]]
    if len(inner) < 3:
        return None
    lengths = sorted(len(row) for block in blocks for row in block)
    width = lengths[-1]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    pairs = [pair for block in blocks for pair in pairwise(block)]
    full = sum(1 for row, following in pairs if _is_full(row, following, width))
    # Wrapped prose goes on in the middle of a sentence more often than not; a list does not.
    running = sum(1 for _, following in pairs if following[:1].islower())
    return width if full >= 0.6 * len(pairs) and running >= 0.4 * len(pairs) else None


def _is_full(row: str, following: str, width: int) -> bool:
    """True when the next row's first word would not have fitted on `row`.

    Rows may fall a few characters short of the widest (a tab, a removed mark, another margin).
    """
    first = following.split(" ", 1)[0]
    return len(row) + 1 + len(first) > width - 4 and len(row) >= _NARROWEST - 10


def join_wrapped(block: Sequence[str], width: int) -> list[str]:
    """Join the rows of one paragraph block that were parted by wrapping at `width`."""
    joined: list[str] = []
    open_row = False
    for index, row in enumerate(block):
        if open_row and not _BULLET.match(row):
            joined[-1] = join_rows(joined[-1], row)
        else:
            joined.append(row)
        open_row = index + 1 < len(block) and _is_full(row, block[index + 1], width)
    return joined


def join_rows(left: str, right: str) -> str:
    """Join two rows of one paragraph; a word parted by a hyphen at the row's end is closed.

    The hyphen stays where the second half is capitalised, a number, or nothing like a word's end
    ("Russian-" + "made" cannot be told from "agree-" + "ment" for sure: words that end in what is
    often a first element keep it).
    """
    # Only the end of what may be a very long paragraph is looked at.
    end = left[-60:]
    if _WRAP_HYPHEN.search(end) and re.match(r"[a-z]{2,}", right):
        stem = end.rsplit(" ", 1)[-1][:-1]
        if "-" in stem or stem[:1].isupper() or _keeps_hyphen(stem.casefold()):
            return left + right
        return left[:-1] + right
    if left.endswith(("-", "–", "—", "/")) and not left.endswith((" -", " –", " —")):
        return left + right
    return f"{left} {right}"


def _keeps_hyphen(stem: str) -> bool:
    """True for a first element that news writes with a hyphen ("so-called", "anti-tank")."""
    return stem in furniture_book().hyphened


def parse(job: Job) -> Iterator[Piece]:
    """Read a text file: one draft. Raises `UnreadableError` ("too_large")."""
    text = decode(job.data, job.charset)
    # Far beyond the bound, nothing needs to be cleaned first to know it.
    if len(text) > 2 * job.settings.max_text:
        limit = f"Its text is longer than {job.settings.max_text:,} characters."
        raise UnreadableError("too_large", limit)
    yield read_text(text)
