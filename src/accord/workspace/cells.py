"""Values as cells of a table in text: plain, and harmless to a spreadsheet."""

from __future__ import annotations

import io
import re
from typing import Any

_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?", re.ASCII)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Any) -> str:
    """A value as text: whole numbers without a trailing ".0", truth values in lower case."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def cell(value: Any) -> str:
    """A value as a cell; a text that a spreadsheet would take for a formula gets an apostrophe."""
    if value is None:
        return ""
    text = plain(value).replace("\x00", "\ufffd")
    if isinstance(value, str) and text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def taken(buffer: io.StringIO) -> str:
    """What was written to a buffer since the last time."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
