"""Characters: what is taken out of a text before it becomes a report's.

Taken out: control characters, bidirectional overrides and isolates (U+202A-202E, U+2066-2069),
directional marks (U+061C, U+200E, U+200F), zero-width characters (U+200B, U+2060, U+FEFF, and the
joiners U+200C and U+200D beside ASCII, where they join nothing), soft hyphens (U+00AD), tag
characters (U+E0000-E007F) and lone surrogates (which become U+FFFD). They show nothing to a reader
and can hide words or turn a line round. Any run of white space becomes one space; every other
character stays as it is, in the form (composed or not) in which it came.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_JUNK = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_JOINERS = re.compile("(?<=[\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
# Any character that one of the expressions above may match: most lines have none.
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def clean_text(text: str) -> str:
    """Return `text` with line ends as "\\n" and without the characters listed above."""
    if not _ODD.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _JUNK.sub("", text)
    text = _JOINERS.sub("", text)
    return _SURROGATES.sub("\ufffd", text)


def clean_line(text: str) -> str:
    """Return `text` as one line: cleaned, white space runs as one space, no blank edges."""
    return _SPACES.sub(" ", clean_text(text)).strip()


def clean_field(text: object, limit: int = 500) -> str | None:
    """Return a metadata value as one clean line of at most `limit` characters, None if blank."""
    if not isinstance(text, str):
        return None
    return clean_line(text[: limit * 4])[:limit].strip() or None
