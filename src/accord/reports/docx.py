"""Word documents (DOCX) to lines: paragraphs and tables in order, styles as roles."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from accord.model import BlockRole
from accord.reports.clean import clean_line
from accord.reports.draft import Draft, Line, Piece
from accord.reports.properties import property_dates, property_text
from accord.reports.reasons import UnreadableError

if TYPE_CHECKING:
    from accord.reports.formats import Job

_SMALL = 1_000_000


def parse(job: Job) -> Iterator[Piece]:
    """Read a Word document: one draft. Raises `UnreadableError` ("too_large", "broken")."""
    import docx

    _check_size(job)
    document = docx.Document(BytesIO(job.data))
    core = document.core_properties
    draft = Draft(lines=list(_lines(document)), media_type=_TYPE, stated_first=True)
    title = property_text(core.title)
    shown = any(line.role == "title" for line in draft.lines)
    draft.title = title if not shown else None
    draft.author = property_text(core.author)
    draft.publisher = property_text(_publisher(document))
    created = core.created
    draft.dates = property_dates(created.date().isoformat()) if created else []
    yield draft


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _check_size(job: Job) -> None:
    """Refuse a package that unpacks to more than its due before anything unpacks it."""
    settings = job.settings
    with zipfile.ZipFile(BytesIO(job.data)) as package:
        parts = package.infolist()
        if any(part.flag_bits & 0x1 for part in parts):
            raise UnreadableError("encrypted")
        if len(parts) > settings.max_members:
            raise UnreadableError("too_large", "The document has too many parts.")
        total = sum(part.file_size for part in parts)
        tight = any(
            part.file_size > _SMALL
            and part.file_size > settings.max_ratio * max(1, part.compress_size)
            for part in parts
        )
    if total > 4 * settings.max_bytes or tight:
        raise UnreadableError("too_large", "The document unpacks to more than is allowed.")


def _lines(document: Any) -> Iterator[Line]:
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            yield from _paragraph(Paragraph(element, document))
        elif element.tag == qn("w:tbl"):
            for cell in element.iter(qn("w:tc")):
                text = clean_line(" ".join(node.text or "" for node in cell.iter(qn("w:t"))))
                if text:
                    yield Line(text)
        elif element.tag == qn("w:sdt"):
            for inner in element.iter(qn("w:p")):
                yield from _paragraph(Paragraph(inner, document))


def _paragraph(paragraph: Any) -> Iterator[Line]:
    """Lines of a paragraph, parted at its line breaks, with the role that its style names."""
    role = _role(paragraph)
    for row in _text(paragraph).split("\n"):
        text = clean_line(row)
        if text:
            yield Line(text, role)


def _text(paragraph: Any) -> str:
    """Text with links and tracked insertions, without tracked deletions."""
    from docx.oxml.ns import qn

    pieces = []
    for node in paragraph._p.iter(qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab")):
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        else:
            pieces.append(" " if node.tag == qn("w:tab") else "\n")
    return "".join(pieces)


def _role(paragraph: Any) -> BlockRole | None:
    style = paragraph.style
    name = (style.name or "").casefold() if style is not None else ""
    if name == "title":
        return "title"
    if name == "subtitle":
        return "standfirst"
    if name.startswith("caption"):
        return "caption"
    return "heading" if name.startswith("heading") else None


def _publisher(document: Any) -> str | None:
    """The `Company` property of the extended properties, where Word keeps it."""
    import defusedxml.ElementTree as tree

    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            for element in tree.fromstring(part.blob).iter():
                if str(element.tag).endswith("}Company"):
                    return element.text
    return None
