"""PDF to lines: rows joined to paragraphs, running heads and page numbers dropped.

A PDF has no paragraphs, only glyphs at places. Rows come from pypdf in the order of the page's
content, each with its height on the page and the size of its type. A paragraph ends where the gap
to the next row is wider than the usual one, the type changes, the row is indented, or a short row
ends a sentence; it goes on over the end of a column or page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from accord.model import BlockRole
from accord.reports.clean import clean_line
from accord.reports.draft import Draft, Line, Piece
from accord.reports.properties import property_dates, property_text
from accord.reports.reasons import UnreadableError
from accord.reports.settings import Settings
from accord.reports.text import join_rows

if TYPE_CHECKING:
    from accord.reports.formats import Job

_PAGE_NUMBER = re.compile(
    r"(?i)[-–—|• ]*(?:page |p\. ?)?(?:\d{1,4}|[ivxl]{1,6})(?: ?(?:of|/|\|) ?\d{1,4})?[-–—|• ]*"
)
_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])\s?\S")


@dataclass(slots=True)
class Row:
    """One row of a page: its text, left edge and height in points, and size of type."""

    text: str
    x: float
    y: float
    size: float
    page: int
    role: BlockRole | None = None


def parse(job: Job) -> Iterator[Piece]:
    """Read a PDF: one draft. Raises `UnreadableError` ("encrypted", "too_large", "no_article")."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(job.data), strict=False)
    if reader.is_encrypted and not _opens(reader):
        raise UnreadableError("encrypted")
    rows = _all_rows(reader, job.settings)
    kept, furniture = _without_running_heads(rows)
    lines = _lines(kept)
    if sum(len(line.text) for line in lines) < job.settings.min_article:
        raise UnreadableError(
            "no_article", "The PDF has no text layer: its pages are pictures.",
            remedy="Run text recognition (OCR) on it and read the result.",
        )  # fmt: skip
    yield _draft(reader, lines, furniture)


def _opens(reader: Any) -> bool:
    """True when the document opens with an empty password, as many do that only forbid printing."""
    from pypdf.errors import DependencyError, PdfReadError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, PdfReadError, NotImplementedError):
        return False


def _draft(reader: Any, lines: list[Line], furniture: list[str]) -> Draft:
    data = reader.metadata or {}
    program = f"{data.get('/Producer', '')} {data.get('/Creator', '')}"
    draft = Draft(lines=lines, media_type="application/pdf", furniture=furniture, stated_first=True)
    draft.author = property_text(_plain(data.get("/Author")))
    draft.dates = property_dates(_plain(data.get("/CreationDate")), program)
    title = property_text(_plain(data.get("/Title")))
    # A title property counts only where the pages show no title of their own.
    if not any(line.role == "title" for line in lines):
        draft.title = title
    return draft


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)


def _all_rows(reader: Any, settings: Settings) -> list[Row]:
    pages = len(reader.pages)
    if pages > settings.max_pdf_pages:
        limit = f"It has {pages:,} pages, more than the {settings.max_pdf_pages:,} that are read."
        raise UnreadableError("too_large", limit)
    rows: list[Row] = []
    size = 0
    for number in range(pages):
        page_rows = _page_rows(reader.pages[number], number)
        size += sum(len(row.text) for row in page_rows)
        if size > settings.max_text:
            limit = f"Its text is longer than {settings.max_text:,} characters."
            raise UnreadableError("too_large", limit)
        rows += page_rows
    return rows


def _page_rows(page: Any, number: int) -> list[Row]:
    """Rows of a page in content order."""
    rows: list[Row] = []
    pending: list[tuple[str, float, float, float]] = []

    def flush() -> None:
        text = clean_line("".join(piece[0] for piece in pending))
        shown = [piece for piece in pending if piece[0].strip()]
        if text and shown:
            _, x, y, _ = shown[0]
            rows.append(Row(text, x, y, max(piece[3] for piece in shown), number))
        pending.clear()

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or 1.0
        for index, piece in enumerate(text.split("\n")):
            if index:
                flush()
            pending.append((piece, x, y, round(size * scale, 1)))

    page.extract_text(visitor_text=visit)
    flush()
    return rows


def _without_running_heads(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """Part rows from page numbers and from lines that recur at the edges of pages.

    A line recurs when it stands at the same height on several pages, numbers aside; inside another
    line that stays, nothing is an edge.
    """
    pages: dict[int, list[Row]] = {}
    for row in rows:
        pages.setdefault(row.page, []).append(row)
    ordered = [sorted(page, key=lambda row: -row.y) for page in pages.values()]
    counts = Counter(key for page in ordered for key in {_place_key(row) for row in page})
    enough = max(2.0, 0.3 * len(pages))
    out: set[int] = set()
    for page in ordered:
        for edge in (page[:4], page[::-1][:4]):
            for row in edge:
                recurs = counts[_place_key(row)] >= enough and len(row.text) < 160
                if not recurs and not _PAGE_NUMBER.fullmatch(row.text):
                    break
                out.add(id(row))
    furniture = dict.fromkeys(row.text for row in rows if id(row) in out)
    return [row for row in rows if id(row) not in out], list(furniture)


def _place_key(row: Row) -> tuple[str, int]:
    """A row's words without its numbers, and its height to the nearest few points."""
    return _DIGITS.sub("#", row.text.casefold()), round(row.y / 4)


def _lines(rows: Sequence[Row]) -> list[Line]:
    """Join rows to paragraphs and name titles and headings by their size."""
    if not rows:
        return []
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    body = max(sizes, key=lambda size: (sizes[size], size))
    _name_roles(rows, body)
    lead = _leading(rows, body)
    width = max((len(row.text) for row in rows if row.size == body), default=0)
    paragraphs: list[tuple[str, BlockRole | None]] = []
    before: Row | None = None
    for row in rows:
        if before is not None and _goes_on(before, row, lead, width):
            text, role = paragraphs[-1]
            paragraphs[-1] = (join_rows(text, row.text), role)
        else:
            paragraphs.append((row.text, row.role))
        before = row
    return [Line(text, role) for text, role in paragraphs]


def _name_roles(rows: Sequence[Row], body: float) -> None:
    """The largest type on the first page is the title, other larger type is headings."""
    first = [row.size for row in rows if row.page == rows[0].page]
    largest = max(first)
    for row in rows:
        if row.size == largest and row.page == rows[0].page and largest >= 1.2 * body:
            row.role = "title"
        elif row.size >= 1.1 * body and len(row.text) < 120 and not _END.search(row.text):
            row.role = "heading"


def _leading(rows: Sequence[Row], body: float) -> float:
    """The usual distance between two rows of body text, in points."""
    gaps: Counter[float] = Counter()
    for row, following in pairwise(rows):
        gap = round(row.y - following.y, 1)
        if row.page == following.page and row.size == following.size == body and 0 < gap < 4 * body:
            gaps[gap] += 1
    return max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 1.2 * body


def _goes_on(row: Row, following: Row, lead: float, width: int) -> bool:
    """True when `following` belongs to the same paragraph as `row`."""
    if row.role != following.role or abs(row.size - following.size) > 0.6:
        return False
    gap = row.y - following.y
    if row.page != following.page or gap < -0.5:
        # Over a column's or page's end only an unfinished sentence goes on.
        return not _END.search(row.text) and row.role is None
    if gap > max(1.35 * lead, 1.35 * row.size) and gap > lead + 2:
        return False
    if row.role is not None or gap < 0.5:
        return True
    indented = following.x - row.x > 6 and row.x > 0
    ended = bool(_END.search(row.text))
    if ended and (indented or len(row.text) < 0.6 * width):
        return False
    return not (ended and _NOTE.match(following.text) and following.x < row.x - 6)
