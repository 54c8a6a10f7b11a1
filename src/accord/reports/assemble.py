"""A draft to a Report: furniture out, blocks placed, date and language known, id computed."""

from __future__ import annotations

from collections.abc import Sequence

from accord.model import Block, BlockRole, Published, Report, report_id
from accord.reports.clean import clean_field, clean_line
from accord.reports.cuebook import outlet_of
from accord.reports.dates import dateline, published_date
from accord.reports.draft import Draft
from accord.reports.furniture import Sorted, sort_lines
from accord.reports.language import judge, language_name
from accord.reports.reasons import UnreadableError
from accord.reports.settings import Settings

_GAP = "\n\n"


def assemble(
    draft: Draft,
    *,
    origin: str,
    settings: Settings,
    published: str | None = None,
    publisher: str | None = None,
    modified: float | None = None,
    read_at: str = "",
) -> Report:
    """Make the Report of `draft`. `published` and `publisher` override what the document says.

    `modified` is the file's modification time (POSIX) where file dates were asked for. Raises
    `UnreadableError`: "empty", "too_large", "not_english".
    """
    if sum(len(line.text) + 2 for line in draft.lines) > settings.max_text:
        limit = f"Its text is longer than {settings.max_text:,} characters."
        raise UnreadableError("too_large", limit)
    found = sort_lines(draft.lines, title=draft.title, extracted=draft.extracted)
    text, blocks = place(found.blocks)
    if not any(block.role in ("body", "standfirst") for block in blocks):
        raise UnreadableError("empty")
    language, foreign = judge(text, settings.languages)
    if foreign:
        raise UnreadableError("not_english", f"The text is in {language_name(foreign)}.")
    date = _date(draft, found, published, modified)
    outlet = clean_field(publisher) or _publisher(draft, found)
    return Report(
        id=report_id(text, outlet, date.value), text=text, blocks=blocks, title=found.title,
        publisher=outlet, author=draft.author or clean_field(found.author), url=draft.url,
        published=date, language=language, media_type=draft.media_type, origin=origin,
        sha256=draft.sha256, furniture=(*draft.furniture, *found.furniture), read_at=read_at,
    )  # fmt: skip


def place(pieces: Sequence[tuple[BlockRole, str]]) -> tuple[str, tuple[Block, ...]]:
    """Join block texts with blank lines; return the text and each block's exact span in it."""
    blocks, texts, at = [], [], 0
    for role, piece in pieces:
        piece = clean_line(piece)
        if not piece:
            continue
        blocks.append(Block(start=at, end=at + len(piece), role=role))
        texts.append(piece)
        at += len(piece) + len(_GAP)
    return _GAP.join(texts), tuple(blocks)


def _date(draft: Draft, found: Sorted, given: str | None, modified: float | None) -> Published:
    return published_date(
        given=given, metadata=draft.dates, dated=found.dated, blocks=found.blocks, url=draft.url,
        modified=modified, stated_first=draft.stated_first,
    )  # fmt: skip


def _publisher(draft: Draft, found: Sorted) -> str | None:
    """The outlet: as metadata say, as its address says, or as an agency's dateline says."""
    if draft.publisher:
        return draft.publisher
    if draft.url:
        from urllib.parse import urlsplit

        try:
            outlet = outlet_of(urlsplit(draft.url).hostname)
        except ValueError:
            outlet = None
        if outlet:
            return outlet
    first = next((text for role, text in found.blocks if role == "body"), "")
    return dateline(first)[1]
