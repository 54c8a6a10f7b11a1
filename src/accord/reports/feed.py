"""RSS and Atom feeds: each item a report, its true publisher from `<source>`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from accord.model import Published
from accord.reports.clean import clean_field
from accord.reports.dates import stamp
from accord.reports.decode import decode
from accord.reports.draft import Draft, Fault, Line, Piece
from accord.reports.html import fragment_lines
from accord.reports.markup import part_title, safe_url
from accord.reports.reasons import UnreadableError

if TYPE_CHECKING:
    from accord.reports.formats import Job


def parse(job: Job) -> Iterator[Piece]:
    """Read a feed: one draft for each item. Raises `UnreadableError` ("broken", "empty")."""
    import feedparser

    _refuse_entities(job.data)
    # From bytes in memory: given a string, feedparser would open an address or a file.
    feed = feedparser.parse(io.BytesIO(job.data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise UnreadableError("broken" if feed.bozo else "empty", "The feed holds no items.")
    name = clean_field(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries[: job.settings.max_items], 1):
        part = f"#{number}"
        lines = _content(entry)
        if lines:
            yield _draft(entry, lines, name, part)
        else:
            line = UnreadableError(
                "empty", "The item has a title at most.", remedy="Fetch the page it links to."
            ).line  # fmt: skip
            yield Fault(code="empty", line=line, part=part)


def _refuse_entities(data: bytes) -> None:
    """Raise "broken" for a document type with entities: a feed needs none, a bomb does."""
    if "<!ENTITY" in decode(data):
        raise UnreadableError("broken", "The feed declares XML entities, which are not expanded.")


def _draft(entry: Any, lines: list[Line], feed: str | None, part: str) -> Draft:
    source = entry.get("source") or {}
    publisher = clean_field(source.get("title")) or feed
    title, _ = part_title(clean_field(entry.get("title")), clean_field(source.get("title")))
    return Draft(
        lines=lines, media_type="application/feed+xml", title=_plain(title), publisher=publisher,
        author=clean_field(entry.get("author")), url=safe_url(entry.get("link")),
        dates=_dates(entry), extracted=True, part=part,
    )  # fmt: skip


def _content(entry: Any) -> list[Line]:
    """The longest of the item's contents, else its summary, without markup."""
    contents = [item.get("value") or "" for item in entry.get("content") or []]
    best = max(contents, key=len, default="")
    for markup in (best, entry.get("summary") or ""):
        lines = fragment_lines(markup) if markup.strip() else []
        title = clean_field(entry.get("title"))
        lines = [line for line in lines if line.text != title]
        if lines:
            return lines
    return []


def _plain(title: str | None) -> str | None:
    """A title without markup."""
    if title and ("<" in title or "&" in title):
        lines = fragment_lines(title)
        return " ".join(line.text for line in lines) or None
    return title


def _dates(entry: Any) -> list[Published]:
    found: list[Published] = []
    for key in ("published", "issued", "created"):
        found += stamp(entry.get(key))
    return found or stamp(entry.get("updated"))
