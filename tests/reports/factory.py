"""Builders of documents in every format, from text of our own invention."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import yaml

from accord.model import Report, SetAside
from accord.reports import Settings, read_reports
from accord.reports.detect import detect
from accord.reports.draft import Piece
from accord.reports.formats import Job, parse

CASES = Path(__file__).parent.parent / "cases" / "reports"
HERE = Settings(isolate=False)
"""Settings that parse in the test's own process, for tests that are not about the worker."""

LEAD = (
    "The delegation left the port on Monday with three crates of spare parts, and officials in the "
    "capital said that a second ship would follow within a fortnight."
)
QUOTE = (
    "Ministers declined to give figures. “We shall see what the winter brings,” the harbour master "
    "told reporters, adding that the pier had been widened in 2019 for larger vessels."
)
FIGURES = (
    "Analysts at the Institute of Coastal Affairs reckon that at least 400 crates have gone north "
    "since January. They base this on satellite pictures."
)
CLOSE = "It may not last."
BODY = (LEAD, QUOTE, FIGURES, CLOSE)


def cases(name: str) -> Any:
    """The records of `tests/cases/reports/NAME.yaml`."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def pieces(data: bytes | str, name: str = "", settings: Settings = HERE) -> list[Piece]:
    """What the parser of the detected format yields for `data`."""
    raw = data.encode() if isinstance(data, str) else data
    return list(parse(Job(data=raw, format=detect(raw, name), name=name, settings=settings)))


def outcomes(path: Path, settings: Settings = HERE, **options: Any) -> list[Report | SetAside]:
    """Everything that reading `path` yields."""
    return list(read_reports([str(path)], settings=settings, **options))


def only(path: Path, settings: Settings = HERE, **options: Any) -> Report:
    """The one report that reading `path` yields."""
    found = outcomes(path, settings, **options)
    assert len(found) == 1 and isinstance(found[0], Report), found
    return found[0]


def aside(path: Path, settings: Settings = HERE, **options: Any) -> SetAside:
    """The one set-aside that reading `path` yields."""
    found = outcomes(path, settings, **options)
    assert len(found) == 1 and isinstance(found[0], SetAside), found
    return found[0]


def blocks(report: Report) -> list[tuple[str, str]]:
    """(role, text) of each block, cut from the report's text by its span."""
    return [(block.role, report.text[block.start : block.end]) for block in report.blocks]


def body(report: Report) -> list[str]:
    """Texts of the body blocks."""
    return [text for role, text in blocks(report) if role == "body"]


def mail(paragraphs: Sequence[str] = BODY, **headers: str) -> EmailMessage:
    """A mail; headers by name with "_" for "-", with defaults for From, Subject and Date."""
    message = EmailMessage()
    given = {name.replace("_", "-").title(): value for name, value in headers.items()}
    defaults = {
        "From": "Coastal Times <news@coastal.example>",
        "To": "desk@reader.example",
        "Subject": "Ship leaves harbour",
        "Date": "Fri, 21 Jun 2024 00:30:00 +0900",
    }
    for name, value in (defaults | given).items():
        message[name] = value
    message.set_content("\n\n".join(paragraphs) + "\n")
    return message


def docx(
    paragraphs: Sequence[tuple[str, str]], created: datetime | None = None, **core: str
) -> bytes:
    """A Word document of (style, text) paragraphs with core properties."""
    import docx as word

    document = word.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    for name, value in core.items():
        setattr(document.core_properties, name, value)
    if created is not None:
        document.core_properties.created = created
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(
    paragraphs: Sequence[tuple[str, str]],
    columns: int = 1,
    head: str | None = None,
    encrypt: str | None = None,
    **info: str,
) -> bytes:
    """A PDF of (style, text) paragraphs on small pages, with running head and page numbers."""
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    def decorate(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        if head:
            canvas.drawString(40, 578, head)
        canvas.drawString(205, 20, str(document.page))

    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A5, invariant=1, encrypt=encrypt, **info)
    wide = (340 - 10 * (columns - 1)) / columns
    frames = [Frame(40 + index * (wide + 10), 40, wide, 520) for index in range(columns)]
    document.addPageTemplates([PageTemplate(id="page", frames=frames, onPage=decorate)])
    styles = getSampleStyleSheet()
    document.build([Paragraph(text, styles[style]) for style, text in paragraphs])
    return stream.getvalue()


def page(
    article: str, head: str = "", title: str = "Ship leaves harbour", around: bool = True
) -> str:
    """An HTML page with `article` inside, and navigation, adverts and teasers round it."""
    if not around:
        return f"<html><head><title>{title}</title>{head}</head><body>{article}</body></html>"
    return f"""<!doctype html><html lang="en"><head><title>{title} - Coastal Times</title>
    <meta property="og:site_name" content="Coastal Times">{head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/coasts">Coasts</a></li></ul></nav>
    <div class="cookie-banner"><p>We use cookies to improve your visit.</p></div>
    <main><article><h1>{title}</h1>{article}</article>
    <section class="newsletter-box"><p>Sign up for our daily newsletter.</p></section>
    <aside class="related"><h2>More from Coasts</h2>
    <a href="/1"><h3>Lighthouse keepers strike</h3></a><p>Wages have not risen in years</p>
    <a href="/2"><h3>Goat found on missing bridge</h3></a><p>The owner is relieved</p></aside>
    </main>
    <footer>© 2024 Coastal Times. All rights reserved.</footer></body></html>"""


def zipped(members: dict[str, bytes]) -> bytes:
    """A compressed zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar archive; `mode` "w:gz", "w:bz2" or "w:xz" compresses it."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()
