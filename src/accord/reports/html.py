"""HTML pages and fragments to lines: trafilatura parts the article from the page.

Trafilatura (Barbaresi, ACL 2021) finds the main text. What it drops and a reader still wants, the
standfirst and picture captions, is taken from the page's own markup. Its date search is not used: a
guessed date is worse than none (`markup.page_data`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from accord.model import BlockRole
from accord.reports.clean import clean_line
from accord.reports.cuebook import furniture_book
from accord.reports.decode import decode
from accord.reports.draft import Draft, Line, Piece
from accord.reports.markup import page_data
from accord.reports.reasons import UnreadableError

if TYPE_CHECKING:
    from accord.reports.formats import Job

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "head",
    "nav", "form", "button", "select", "textarea", "canvas", "audio", "video",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def parse(job: Job) -> Iterator[Piece]:
    """Read an HTML page: one draft. Raises `UnreadableError` ("no_article", "empty")."""
    charset = _CHARSET.search(job.data[:4096])
    hint = job.charset or (charset[1].decode("ascii", "replace") if charset else None)
    yield read_page(decode(job.data, hint), job.url, job.settings.min_article)


def read_page(text: str, url: str | None = None, min_article: int = 40) -> Draft:
    """Return the article of a page as a draft, with what the page says about itself."""
    tree = parse_html(text)
    if tree is None:
        raise UnreadableError("empty")
    data = page_data(tree, url)
    captions = _captions(tree)
    standfirst = _standfirst(tree)
    visible = _visible(tree)
    lines = [line for line in _article(text, url) if line.text != data.title]
    extracted = sum(len(line.text) for line in lines) >= min_article
    if not extracted:
        lines = _plain_body(tree)
    if sum(len(line.text) for line in lines) < min_article:
        raise UnreadableError("no_article")
    lines = _with_standfirst(lines, standfirst)
    kept = {line.text for line in lines}
    return Draft(
        lines=_with_captions(lines, captions), media_type="text/html", title=data.title,
        publisher=data.publisher, author=data.author, url=data.url, dates=data.dates,
        extracted=extracted, furniture=_left_out(visible, kept, captions, data.title),
    )  # fmt: skip


def parse_html(text: str) -> Any | None:
    """An lxml tree of `text`, or None for markup without any element."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def fragment_lines(markup: str) -> list[Line]:
    """Lines of an HTML fragment that is all article (a feed item, a mail's body)."""
    tree = parse_html(f"<body>{markup}</body>")
    return [] if tree is None else _element_lines(tree)


def _article(text: str, url: str | None) -> list[Line]:
    """Lines of the main text as trafilatura finds it."""
    import trafilatura

    document = trafilatura.bare_extraction(
        text, url=url, include_comments=False, include_tables=True, include_formatting=False,
        with_metadata=False, deduplicate=False,
    )  # fmt: skip
    body = getattr(document, "body", None)
    return [] if body is None else list(_extracted_lines(body))


def _extracted_lines(body: Any) -> Iterator[Line]:
    """Lines of trafilatura's tree: p, head, list/item, quote, table/row/cell; lb ends a line."""
    for element in body.iter("p", "head", "item", "quote", "cell", "code", "ab"):
        if any(True for _ in element.iterdescendants("p", "item", "quote", "cell")):
            continue
        role: BlockRole | None = "heading" if element.tag == "head" else None
        for row in _rows(element):
            yield Line(row, role)


def _rows(element: Any) -> list[str]:
    """Text of an element, parted at line breaks."""
    pieces = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "lb":
            pieces.append("\n")
        pieces += [child.text or "", child.tail or ""]
    return [row for row in map(clean_line, "".join(pieces).split("\n")) if row]


def _plain_body(tree: Any) -> list[Line]:
    """Every line of the page's article, main part or body: for pages too short for statistics."""
    for path in ("//article", "//main", "//body"):
        found = tree.xpath(path)
        if found:
            return _element_lines(found[0])
    return []


def _element_lines(root: Any) -> list[Line]:
    """Lines of an element: block elements and line breaks part them; scripts and forms are out."""
    lines: list[Line] = []
    buffer: list[str] = []
    role: BlockRole | None = None

    def flush() -> None:
        text = clean_line("".join(buffer))
        buffer.clear()
        if text:
            lines.append(Line(text, role))

    for event, element in _walk(root):
        tag = element.tag
        if event == "text":
            buffer.append(element.text or "")
        elif event == "tail":
            buffer.append(element.tail or "")
        elif event == "start" and (tag in _BLOCKS or tag == "br"):
            flush()
            role = _tag_role(tag)
        elif event == "end" and tag in _BLOCKS:
            flush()
            role = None
    flush()
    return lines


def _tag_role(tag: str) -> BlockRole | None:
    if tag in _HEADINGS:
        return "heading"
    return "caption" if tag == "figcaption" else None


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Start, text, end and tail of every element below `root`, without recursion."""
    stack: list[tuple[str, Any]] = [("start", root)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event != "start":
            continue
        yield "text", element
        stack.append(("end", element))
        for child in reversed(element):
            stack.append(("tail", child))
            if isinstance(child.tag, str) and child.tag not in _SILENT:
                stack.append(("start", child))


def _visible(tree: Any) -> list[str]:
    """Every line of the page's body, for telling what was left out."""
    found = tree.xpath("//body")
    return [line.text for line in _element_lines(found[0])] if found else []


def _left_out(
    visible: list[str], kept: set[str], captions: list[tuple[str, str]], title: str | None
) -> list[str]:
    """Lines of the page that are not in the article, each once, at most a thousand."""
    known = kept | {caption for caption, _ in captions} | {title}
    return list(dict.fromkeys(text[:300] for text in visible if text not in known))[:1000]


def _captions(tree: Any) -> list[tuple[str, str]]:
    """(caption, text of the paragraph before it) for figures inside the article."""
    found = []
    for element in tree.xpath("//figure//figcaption")[:100]:
        if _in_teaser(element):
            continue
        text = clean_line(element.text_content())
        before = element.xpath("preceding::p[normalize-space()][1]")
        if text:
            found.append((text[:2000], clean_line(before[0].text_content()) if before else ""))
    return found


def _in_teaser(element: Any) -> bool:
    """True inside navigation, footers, asides and boxes whose class says they link elsewhere."""
    marks = furniture_book().html.teasers
    for parent in element.iterancestors():
        if parent.tag in ("nav", "aside", "footer"):
            return True
        if parent.tag in ("body", "html", "main", "article"):
            continue
        names = f"{parent.get('class', '')} {parent.get('id', '')}".casefold()
        if any(mark in names for mark in marks):
            return True
    return False


def _standfirst(tree: Any) -> str | None:
    """Text of the element that the page marks as standfirst, if it does."""
    marks = furniture_book().html.standfirst
    for element in tree.xpath("//h2[@class] | //p[@class] | //div[@class]")[:2000]:
        names = element.get("class", "").casefold().split()
        if any(mark in name for mark in marks for name in names) and not _in_teaser(element):
            text = clean_line(element.text_content())
            if 3 <= text.count(" ") <= 80:
                return text
    return None


def _with_standfirst(lines: list[Line], standfirst: str | None) -> list[Line]:
    if not standfirst:
        return lines
    rest = [line for line in lines if line.text != standfirst]
    return [Line(standfirst, "standfirst"), *rest]


def _with_captions(lines: list[Line], captions: list[tuple[str, str]]) -> list[Line]:
    """Put each caption after the paragraph that stands before it on the page, else in front."""
    texts = {caption for caption, _ in captions}
    placed = [line for line in lines if line.text not in texts]
    front: list[Line] = []
    for caption, before in captions:
        at = next((i for i, line in enumerate(placed) if before and line.text == before), None)
        if at is None:
            front.append(Line(caption, "caption"))
        else:
            placed.insert(at + 1, Line(caption, "caption"))
    first = 1 if placed and placed[0].role == "standfirst" else 0
    return [*placed[:first], *front, *placed[first:]]
