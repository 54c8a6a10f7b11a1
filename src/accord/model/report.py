"""Report: one document as read, and the passages in it."""

from __future__ import annotations

from typing import Literal

import msgspec

from accord.model.ids import content_id

Span = tuple[int, int]
"""Half-open character offsets [start, end) into a report's text."""

BlockRole = Literal["title", "standfirst", "byline", "body", "caption", "heading"]
"""What a block of a report is. Claims are read from standfirst and body blocks only."""

DateBasis = Literal["given", "stated", "metadata", "inferred", "file", "unknown"]
"""How a published date is known: given by the user; stated in the text (a dateline, "Published
on …"); metadata (HTML meta, mail header, feed item, PDF properties); inferred from text such as an
edition line; file (modification time, only when asked for); or not known."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a report's text with one role: `text[start:end]`, without blank edges."""

    start: int
    end: int
    role: BlockRole


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A published date and how it is known.

    `value` is ISO 8601 and never finer than what is known: "2024-06-22", "2024-06", "2024", or
    None. `text` is the wording that gave it, where there is one.
    """

    value: str | None = None
    basis: DateBasis = "unknown"
    text: str | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One document as read. `text` never changes once read; `id` is the hash of its content.

    `text` holds the article alone (title, standfirst, body, captions: see `blocks`); what was taken
    for page furniture is kept aside in `furniture`, line by line, so that nothing is lost.
    `origin` says where it came from (a path, a URL, "-", or "outer.zip!inner.html").
    `sha256` is that of the bytes as they arrived; `read_at` is an ISO 8601 instant in UTC.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: Published = Published()
    language: str | None = None
    media_type: str = "text/plain"
    origin: str = ""
    sha256: str = ""
    furniture: tuple[str, ...] = ()
    read_at: str = ""


def report_id(text: str, publisher: str | None, published: str | None) -> str:
    """Id of a report: a hash over its text, publisher and published date (ISO, or None)."""
    return content_id("r", text, publisher or "", published or "")


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a report: `report.text[start:end]`."""

    start: int
    end: int
    role: BlockRole = "body"


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A document that could not be read, and why: one code, one clear line, what to do.

    `code` is one of the reasons listed in `docs/reference/set-aside.md` ("empty", "encrypted", …).
    """

    origin: str
    code: str
    reason: str
    sha256: str = ""
    at: str = ""
