"""Making the text of a report safe to look at: nothing in it may turn, hide or stretch the page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\uffff\u2028\u2029]")
_COMBINING = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_STACKED = re.compile(f"({_COMBINING}{{3}}){_COMBINING}+")


def visible(text: str, most: int | None = None) -> str:
    """`text` with direction marks and control characters made visible, cut at `most` characters.

    A direction mark becomes its code point in ‹›; a control character becomes U+FFFD; of a stack of
    combining marks the first three stay. Other characters are not touched.
    """
    shown = _BIDI.sub(lambda m: f"‹U+{ord(m[0]):04X}›", text)
    shown = _CONTROL.sub("\ufffd", shown)
    shown = _STACKED.sub(r"\1", shown)
    return shown if most is None or len(shown) <= most else shown[: most - 1] + "…"


def web_address(url: str | None) -> str:
    """`url` if it is an absolute http or https address without a blank or a control; else ""."""
    if not url or len(url) > 2000 or re.search(r"[\s\x00-\x1f\x7f<>\"'`\\]", url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
