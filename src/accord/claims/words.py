"""Text to words with their offsets: what the grammars of times, numbers and places read.

A lexer of its own, apart from the parser, so that these grammars run on any text without a model.
It cuts digits from letters ("5m" is two words), keeps separators inside a number ("1,234.5") and
marks blank lines, which no expression may cross. Every alternative of the pattern consumes what it
looked at, so the scan is linear in the text's length.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

_WORD = re.compile(
    r"(?P<blank>\n[ \t\r\f\v]*\n)"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<letters>[^\W\d_]+)"
    r"|(?P<other>[^\s])"
)

BREAK = "\n\n"
"""The lower-case form of a blank line's word."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word, number or mark: `text[start:end]`. `lower` is its lower-case form.

    `kind` is "number" (ASCII digits with separators inside), "letters", "other" (one character) or
    "blank" (a blank line).
    """

    start: int
    end: int
    text: str
    lower: str
    kind: str

    def touches(self, other: Word) -> bool:
        """True if `other` follows with no character between."""
        return self.end == other.start


def words_of(text: str) -> list[Word]:
    """All words of `text` in order; white space other than blank lines is left out."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        shown, kind = match[0], match.lastgroup or ""
        found.append(Word(start, end, shown, BREAK if kind == "blank" else shown.lower(), kind))
    return found


@lru_cache(maxsize=1)
def words_in(text: str) -> list[Word]:
    """The words of a report, which several grammars read one after the other. Not to be changed."""
    return words_of(text)
