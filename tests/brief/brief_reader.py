"""Reads a finished page the way a stranger would: elements, ids, links, and the text of lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "use", "path", "rect", "circle"})


@dataclass
class Printed:
    """A line as it stands on the page: the claims it names and the text of each of its cells."""

    claims: tuple[str, ...]
    about: tuple[str, ...]
    cells: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " · ".join(" ".join(cell.split()) for cell in self.cells)


@dataclass
class PageText(HTMLParser):
    """Everything a test wants to know of a page."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    tags: dict[str, int] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)
    headings: list[int] = field(default_factory=list)
    lines: list[Printed] = field(default_factory=list)
    text: str = ""
    _open: list[tuple[str, str]] = field(default_factory=list)
    """Elements that are open; "cite" are those that say where a link of a voice was read."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.attributes |= set(given)
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given and tag == "a":
            self.links.append((given["href"], given))
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        kind = ""
        if "data-claims" in given:
            kind = "line"
            about = tuple(given.get("data-about", "").split())
            self.lines.append(Printed(tuple(given["data-claims"].split()), about))
        elif "c" in given.get("class", "").split() and self._inside("line"):
            kind = "cell"
            self.lines[-1].cells.append("")
        elif "at" in given.get("class", "").split():
            kind = "cite"
        if tag not in VOID:
            self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._open:
            found, _ = self._open.pop()
            if found == tag:
                break

    def handle_data(self, data: str) -> None:
        if any(tag in ("style", "script") for tag, _ in self._open):
            return
        self.text += data
        if self._inside("cell") and not self._inside("cite"):
            self.lines[-1].cells[-1] += data

    def _inside(self, kind: str) -> bool:
        return any(found == kind for _, found in self._open)


def read_page(html: str) -> PageText:
    """Parse a page."""
    page = PageText()
    page.feed(html)
    page.close()
    return page
