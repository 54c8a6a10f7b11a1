"""Markdown as text: front matter read, block marks and link targets dropped, words kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from accord.model import BlockRole
from accord.reports.clean import clean_field, clean_line, clean_text
from accord.reports.dates import stamp
from accord.reports.decode import decode
from accord.reports.draft import Draft, Line, Piece
from accord.reports.markup import safe_url
from accord.reports.text import join_rows

if TYPE_CHECKING:
    from accord.reports.formats import Job

_FIELD = re.compile(r"([A-Za-z][\w-]{0,30}):[ \t]*(.{0,500})")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_RULE = re.compile(r"(?:[-*_] ?){3,}|=+|-+")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,1000})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,100}\])")
_REFERENCE = re.compile(r"\[[^\]\n]{1,100}\]:[ \t]+\S.*")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|~~|`)(?=\S)([^*_~`\n]{1,2000}?)(?<=\S)\1")
_STRESS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\*(?![\w*])")
_BULLET = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+")


def parse(job: Job) -> Iterator[Piece]:
    """Read a Markdown file: one draft."""
    yield read_markdown(decode(job.data, job.charset))


def read_markdown(text: str) -> Draft:
    """Return `text` as a draft; a front matter of `key: value` lines gives its metadata."""
    rows = clean_text(text).split("\n")
    fields, rows = _front_matter(rows)
    draft = Draft(lines=_lines(rows), media_type="text/markdown")
    draft.title = fields.get("title") or fields.get("headline")
    draft.author = fields.get("author") or fields.get("authors")
    draft.publisher = fields.get("publisher") or fields.get("source") or fields.get("site")
    draft.url = safe_url(fields.get("url") or fields.get("link") or fields.get("canonical"))
    draft.dates = stamp(fields.get("published")) or stamp(fields.get("date"))
    return draft


def _front_matter(rows: list[str]) -> tuple[dict[str, str], list[str]]:
    """Split off a block between two rows of dashes at the very start."""
    if not rows or rows[0].strip() != "---":
        return {}, rows
    ends = (at for at, row in enumerate(rows[1:100], 1) if row.strip() in ("---", "..."))
    end = next(ends, None)
    if end is None:
        return {}, rows
    fields: dict[str, str] = {}
    for row in rows[1:end]:
        match = _FIELD.fullmatch(row.strip())
        value = clean_field(match[2].strip("\"' ")) if match else None
        if match and value:
            fields.setdefault(match[1].lower(), value)
    return fields, rows[end + 1 :]


def _lines(rows: list[str]) -> list[Line]:
    """Paragraphs, headings and list items; rows of one paragraph are joined."""
    lines: list[Line] = []
    gap, open_paragraph, titled = True, False, False
    for raw in rows:
        row = raw.strip().lstrip(">").strip()
        if not row or _RULE.fullmatch(row) or _REFERENCE.fullmatch(row) or row.startswith("```"):
            gap, open_paragraph = True, False
            continue
        heading = _HEADING.fullmatch(row)
        if heading:
            role: BlockRole = "title" if len(heading[1]) == 1 and not titled else "heading"
            titled = titled or role == "title"
            lines.append(Line(_inline(heading[2]), role, True))
            gap, open_paragraph = True, False
            continue
        item = _BULLET.match(row)
        words = _inline(row[item.end() :] if item else row)
        if open_paragraph and not item:
            lines[-1] = Line(join_rows(lines[-1].text, words), lines[-1].role, lines[-1].gap)
        elif words:
            # A list item need not end like a sentence to be part of the text.
            listed: BlockRole | None = "body" if item and words.count(" ") >= 3 else None
            lines.append(Line(words, listed, gap))
            open_paragraph = True
        gap = False
    return [line for line in lines if line.text]


def _inline(row: str) -> str:
    """Words of a row without link targets and emphasis marks; an image gives nothing."""
    row = _IMAGE.sub("", row)
    row = _LINK.sub(r"\1", row)
    row = _STRESS.sub(r"\1", _EMPHASIS.sub(r"\2", row))
    return clean_line(row)
