"""`codebooks/furniture.yaml` and `codebooks/publishers.yaml` as typed records."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load

CueKind = Literal[
    "drop", "box", "tail", "end", "credit", "caption", "byline", "kicker", "date", "updated",
    "edition",
]  # fmt: skip
Where = Literal["anywhere", "head", "outer", "after", "under"]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a group of records was taken from."""

    id: str
    title: str
    url: str


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Title, date and sources of a codebook."""

    title: str
    as_of: str
    sources: list[Source]


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One group of patterns; the head of `furniture.yaml` explains the fields."""

    id: str
    kind: CueKind
    max_words: int
    source: str
    patterns: list[str]
    where: Where = "anywhere"
    case: bool = False


class Furniture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`furniture.yaml`: month names, section names, cues, and marks of HTML elements."""

    meta: Meta
    months: dict[str, list[str]]
    sections: list[str]
    hyphened: list[str]
    biography: list[str]
    cues: list[Cue]
    html: HtmlMarks
    records: RecordFields
    mail: MailMarks
    properties: PropertyMarks


class HtmlMarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names by which pages mark things: metadata keys, in order of trust, and class names."""

    published: list[str]
    title: list[str]
    publisher: list[str]
    author: list[str]
    standfirst: list[str]
    teasers: list[str]


class RecordFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Field names of article records in lower case, in order of trust."""

    text: list[str]
    title: list[str]
    publisher: list[str]
    author: list[str]
    published: list[str]
    url: list[str]
    lists: list[str]


class MailMarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How mails are forwarded: marks (patterns of whole lines), header names, subject prefixes."""

    forward_marks: list[str]
    from_fields: list[str]
    date_fields: list[str]
    subject_fields: list[str]
    other_fields: list[str]
    subject_marks: list[str]
    skipped_types: list[str]


class PropertyMarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Values of PDF and Office properties that say nothing about the article."""

    printers: list[str]
    template_dates: list[str]
    blank: list[str]


class Publishers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`publishers.yaml`: domain -> outlet, dateline mark -> agency."""

    meta: Meta
    domains: dict[str, str]
    agencies: dict[str, str]


@cache
def furniture_book() -> Furniture:
    """The furniture codebook, checked."""
    return load("furniture.yaml", Furniture)


@cache
def publishers_book() -> Publishers:
    """The publishers codebook, checked."""
    return load("publishers.yaml", Publishers)


def outlet_of(host: str | None) -> str | None:
    """The outlet that publishes under `host` ("www.example.org"), or None if it is not listed."""
    labels = (host or "").casefold().strip(".").split(".")
    domains = publishers_book().domains
    for start in range(len(labels) - 1):
        name = domains.get(".".join(labels[start:]))
        if name:
            return name
    return None
