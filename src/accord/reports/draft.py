"""What format readers hand on: the lines of a document before furniture is told from article.

These values cross the border of the worker process as MessagePack, never as pickles, so that a
parser taken over by a hostile document can hand back nothing but text.
"""

from __future__ import annotations

import msgspec

from accord.model import BlockRole, Published


class Line(msgspec.Struct, frozen=True):
    """One line (a paragraph, heading, caption …) of a document.

    `role` is set where the format itself says it (a heading, a caption); None leaves it to
    `furniture`. `gap` is True when a blank line, or a border between elements, stands before it.
    """

    text: str
    role: BlockRole | None = None
    gap: bool = True


class Draft(msgspec.Struct, kw_only=True, tag="draft"):
    """One document as its format reader leaves it.

    `dates` are candidates for the published date, best first; `stated_first` puts a date stated in
    the text before them (PDF and DOCX properties are weak, HTML metadata is strong). `part` names
    the item inside its file ("#3"); `url`, `title` … are what the format's metadata says. With
    `extracted` an extractor has already parted the article from its page.
    """

    lines: list[Line]
    media_type: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    dates: list[Published] = msgspec.field(default_factory=list)
    stated_first: bool = False
    extracted: bool = False
    furniture: list[str] = msgspec.field(default_factory=list)
    part: str = ""
    sha256: str = ""


class Part(msgspec.Struct, kw_only=True, tag="part"):
    """A document inside a document, still to be read: an attachment, or a message of a mailbox.

    `part` ("#3") is set for an item of a mailbox, as in `Draft`; else `name` tells it apart.
    """

    name: str
    data: bytes
    part: str = ""


class Fault(msgspec.Struct, kw_only=True, tag="fault"):
    """A document, or one item of it, that could not be read: a set-aside code and its line."""

    code: str
    line: str
    part: str = ""
    sha256: str = ""


Piece = Draft | Part | Fault
"""What reading one document's bytes may yield, any number of times."""
