"""Metadata of HTML pages: JSON-LD, Open Graph and other meta elements, `time`, headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from accord.model import Published
from accord.reports.clean import clean_field
from accord.reports.cuebook import furniture_book, outlet_of
from accord.reports.dates import stamp

_ARTICLE = re.compile(r"Article|Posting|Report\b|Review|WebPage|Article$")
_SEPARATOR = re.compile(r" (?:[|–—•·»]|-|::) ")
_SAFE_URL = re.compile(r"https?://[^\s\"'<>\x00-\x1f]{1,2000}", re.IGNORECASE)


class PageData(msgspec.Struct):
    """What a page says about itself."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    dates: list[Published] = []


def page_data(tree: Any, url: str | None) -> PageData:
    """Read the metadata of an lxml HTML tree. `url` is where it was fetched from, if it was.

    Dates come only from elements that say they are the published date (JSON-LD `datePublished`,
    meta elements, `itemprop="datePublished"`, `<time pubdate>`): no date is guessed from the text.
    """
    metas = _metas(tree)
    linked = list(_linked(tree))
    names = furniture_book().html
    article = next((node for node in linked if _is_article(node)), {})
    address = safe_url(_canonical(tree, metas, url)) or safe_url(url)
    publisher = _name(article.get("publisher")) or _first(metas, names.publisher)
    title = (
        clean_field(article.get("headline"))
        or _first(metas, names.title)
        or _heading(tree)
        or _text(tree, "//head/title")
    )
    outlet = publisher or (outlet_of(urlsplit(address).hostname) if address else None)
    title, site = part_title(title, outlet, _heading(tree))
    return PageData(
        title=title, publisher=outlet or site,
        author=_name(article.get("author")) or _author(_first(metas, names.author)),
        url=address, dates=_dates(tree, linked, metas),
    )  # fmt: skip


def safe_url(url: object) -> str | None:
    """`url` if it is a plain http(s) address, else None (no "javascript:", no data)."""
    if isinstance(url, str) and _SAFE_URL.fullmatch(url.strip()):
        return url.strip()
    return None


def part_title(
    title: str | None, site: str | None, heading: str | None = None
) -> tuple[str | None, str | None]:
    """Part "Title | Site" into (title, site), where the site or the page's heading is known."""
    if not title:
        return title, None
    pieces = list(_SEPARATOR.finditer(title))
    for piece in pieces:
        left, right = title[: piece.start()].strip(), title[piece.end() :].strip()
        if heading and left.casefold() == heading.casefold():
            return left, right
        if site and _alike(right, site):
            return left, site
        if site and _alike(left, site):
            return right, site
    return title, None


def _alike(left: str, right: str) -> bool:
    first, second = (re.sub(r"\W|^the ", "", text.casefold()) for text in (left, right))
    return bool(first) and (first == second or (len(first) > 3 and second.startswith(first)))


def _metas(tree: Any) -> dict[str, str]:
    """Meta elements by lower-case name, property or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]")[:500]:
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().casefold()
            value = clean_field(element.get("content"))
            if key and value:
                found.setdefault(key, value)
    return found


def _first(metas: dict[str, str], keys: list[str]) -> str | None:
    return next((metas[key.casefold()] for key in keys if key.casefold() in metas), None)


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            data = json.loads((script.text or "")[:500_000])
        except (ValueError, RecursionError):
            continue
        yield from _objects(data)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Objects in nested lists and graphs, breadth first, at most a thousand."""
    queue = [data]
    for node in queue:
        if len(queue) > 1000:
            return
        if isinstance(node, list):
            queue += node[:200]
        elif isinstance(node, dict):
            yield node
            queue += [
                node[key] for key in ("@graph", "mainEntity", "itemListElement") if key in node
            ]


def _is_article(node: dict[str, Any]) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds) and bool(
        node.get("headline") or node.get("datePublished")
    )


def _name(value: Any) -> str | None:
    """The name of a JSON-LD person or organisation, or of several."""
    if isinstance(value, list):
        names = [name for name in map(_name, value[:10]) if name]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
        return _name(value) if isinstance(value, (list, dict)) else _author(clean_field(value))
    return _author(clean_field(value))


def _author(value: str | None) -> str | None:
    """An author's name; an address of a profile page is none."""
    if not value or value.startswith(("http://", "https://", "@")):
        return None
    return re.sub(r"^(?i:by) ", "", value)


def _dates(tree: Any, linked: list[dict[str, Any]], metas: dict[str, str]) -> list[Published]:
    """Candidates for the published date, best first."""
    found: list[Published] = []
    for node in linked:
        if _is_article(node):
            found += stamp(node.get("datePublished"))
    for key in furniture_book().html.published:
        found += stamp(metas.get(key.casefold()))
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")[:5]:
        found += stamp(element.get("datetime") or element.get("content") or element.text_content())
    return found


def _canonical(tree: Any, metas: dict[str, str], url: str | None) -> str | None:
    links = tree.xpath("//link[@rel='canonical']/@href")
    found = str(links[0]) if links else metas.get("og:url")
    try:
        return urljoin(url or "", found) if found else url
    except ValueError:
        return url


def _heading(tree: Any) -> str | None:
    """The page's only first-level heading, or that of its article."""
    found = tree.xpath("//article//h1 | //main//h1") or tree.xpath("//h1")
    return clean_field(found[0].text_content()) if found else None


def _text(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return clean_field(found[0].text_content()) if found else None
