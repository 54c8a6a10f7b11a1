"""The page as one HTML file: Jinja templates with autoescape; style and charts are inline."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from accord.brief.marks import shapes, word
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
    Speech,
    Unit,
    Verb,
    Where,
    Words,
    spaced,
)
from accord.brief.safe import visible, web_address
from accord.brief.words import words

_CLASSES: dict[type[Part], str] = {
    Quote: "quote", Words: "words", Name: "name", Item: "item", Number: "number", Unit: "unit",
    Date: "date", Place: "place", Verb: "verb", Hedge: "hedge", Mark: "mark ours",
    Label: "label ours", Speech: "speech ours", Plain: "plain",
}  # fmt: skip


def to_html(page: Page) -> str:
    """Print a page as HTML."""
    style = _file("brief.css")
    script = _file("brief.js").strip()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return _environment().get_template("brief.html.j2").render(
        page=page, style=Markup(style), script=Markup(script), digest=digest,
        legend=words().marks.shapes,
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
    made.filters["word"] = word
    made.filters["web"] = web_address
    made.filters["thousands"] = lambda number: f"{number:,}"
    return made


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in the page: its class and words, the shapes before it, or a citation."""

    kind: str
    text: str
    shapes: tuple[str, ...] = ()
    anchor: str = ""


def pieces(cell: Cell | None, entry: Entry | None = None) -> list[Piece]:
    """The parts of a cell, with blanks between them where `Cell.text` has them."""
    out: list[Piece] = []
    for gap, part in spaced(cell.parts) if cell is not None else ():
        if isinstance(part, Where):
            anchor, citation = entry.at(part.cite) if entry is not None else ("", "")
            out += [Piece("at", citation, anchor=anchor)] if citation else []
            continue
        if gap:
            out.append(Piece("", gap))
        inferred = " ours" if getattr(part, "inferred", False) else ""
        shown = shapes(part) if isinstance(part, Mark) else ()
        out.append(Piece(f"p-{_CLASSES[type(part)]}{inferred}", visible(part.shown), shown))
    return out


def look(line: Line | Entry | None) -> str:
    """The first shape of a line's mark; "" where the line has none."""
    line = line.line if isinstance(line, Entry) else line
    marks = [part for part in line.parts if isinstance(part, Mark)] if line else []
    return shapes(marks[0])[0] if marks else ""


@cache
def _file(name: str) -> str:
    """A file beside the templates."""
    return files("accord.brief").joinpath("templates", name).read_text(encoding="utf-8")
