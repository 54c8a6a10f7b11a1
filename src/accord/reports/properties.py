"""Properties of PDF and Office files, where they say something about the article."""

from __future__ import annotations

import re

from accord.model import Published
from accord.reports.clean import clean_field
from accord.reports.cuebook import furniture_book
from accord.reports.dates import stamp

_FILE_NAME = re.compile(
    r"(?i)(?:microsoft (?:word|powerpoint) - .*|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|pages))"
)


def property_text(value: object) -> str | None:
    """A title or author property, or None for what programs put there by themselves."""
    text = clean_field(value)
    if not text or text.casefold() in furniture_book().properties.blank:
        return None
    return None if _FILE_NAME.fullmatch(text) else text


def property_dates(value: object, program: str = "") -> list[Published]:
    """A creation date as a published date, unless `program` only printed, or it is a template's."""
    marks = furniture_book().properties
    if any(name.casefold() in program.casefold() for name in marks.printers):
        return []
    return [date for date in stamp(value) if date.value not in marks.template_dates]
