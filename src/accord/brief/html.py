"""The page as one HTML file: Jinja templates with autoescape; style and charts are inline."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from accord.brief.page import Entry, Page
from accord.brief.parts import (
    Cell,
    Date,
    Hedge,
    Item,
    Label,
    Line,
    Mark,
    Name,
    Number,
    Part,
    Place,
    Plain,
    Quote,
    Unit,
    Verb,
    Words,
    join,
)
from accord.brief.safe import visible, web_address

Piece = tuple[str, str]

_CLASSES: dict[type[Part], str] = {
    Quote: "quote", Words: "words", Name: "name", Item: "item", Number: "number", Unit: "unit",
    Date: "date", Place: "place", Verb: "verb", Hedge: "hedge", Mark: "mark ours",
    Label: "label ours",
    Plain: "plain",
}  # fmt: skip


def to_html(page: Page) -> str:
    """Print a page as HTML."""
    style = _file("brief.css")
    script = _file("brief.js").strip()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return _environment().get_template("brief.html.j2").render(
        page=page, style=Markup(style), script=Markup(script), digest=digest
    )  # fmt: skip


@cache
def _environment() -> Environment:
    """The templates' environment: everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("accord.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["pieces"] = pieces
    made.filters["visible"] = visible
    made.filters["svg"] = Markup
    made.filters["look"] = look
    made.filters["web"] = web_address
    made.filters["thousands"] = lambda number: f"{number:,}"
    return made


def pieces(cell: Cell | None) -> list[Piece]:
    """The parts of a cell as (class, text), blanks between them where `Cell.text` has them."""
    if cell is None:
        return []
    out: list[Piece] = []
    before = ""
    for number, part in enumerate(cell.parts):
        whole = join(cell.parts[: number + 1])
        gap = whole[len(before) : len(whole) - len(part.shown)]
        before = whole
        inferred = " ours" if getattr(part, "inferred", False) else ""
        if gap:
            out.append(("", gap))
        out.append((f"p-{_CLASSES[type(part)]}{inferred}", visible(part.shown)))
    return out


def look(line: Line | Entry | None) -> str:
    """How sure the claim of a line is, as the name of its mark; "" where the line has none."""
    line = line.line if isinstance(line, Entry) else line
    marks = [part for part in line.parts if isinstance(part, Mark)] if line else []
    if not marks:
        return ""
    return "negative" if marks[0].polarity == "negative" else marks[0].level


@cache
def _file(name: str) -> str:
    """A file beside the templates."""
    return files("accord.brief").joinpath("templates", name).read_text(encoding="utf-8")
