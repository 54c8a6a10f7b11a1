"""Printing a brief: the one door of this folder."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from accord.brief.build import build
from accord.brief.data import BriefData
from accord.brief.dates import say_date
from accord.brief.html import to_html
from accord.brief.markdown import to_markdown

Format = Literal["html", "md"]


def render(
    source: BriefData, *, format: Format = "html", title: str | None = None,
    now: date | datetime | str | None = None,
) -> str:  # fmt: skip
    """Print a brief of `source` as one self-contained HTML file or as Markdown.

    Pure and deterministic: the same data give the same characters, whatever their order. No clock
    is read; `now` (a date, an instant, or text) is printed in the head where it is given. `title`
    replaces the title made from counts. Raises `ValueError` for an unknown format.
    """
    as_of = say_date(now.isoformat()[:10]) if isinstance(now, date) else now
    if format not in ("html", "md"):
        raise ValueError(f"unknown format {format!r}: html or md")
    page = build(source, title=title, now=as_of)
    return to_html(page) if format == "html" else to_markdown(page)
