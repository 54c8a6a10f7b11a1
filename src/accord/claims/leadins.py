"""What stands before the first sentence of a paragraph: a dateline, a number, a bullet, a time.

"SEOUL, 2 November 2023 (Agency) - ", "14. ", "- 18:40 ": none of it belongs to the sentence, and a
parser that takes it for part of one finds a city for its subject.
"""

from __future__ import annotations

import re

from accord.reports.dates import dateline_end

_REACH = 160
"""How far into a paragraph lead-ins are looked for, in characters."""

_MARKS = (
    re.compile(r"(?:[-*•·‣▪●○–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)"),
    re.compile(r"\[?(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]\.?m\b\.?)?(?: [A-Z]{2,5}\b)?\]?"
               r"(?: ?[-–—:|])?\s+(?=[A-Z“\"‘'])"),
    re.compile(r"[QA][:.]\s+(?=[A-Z“\"‘'])"),
)  # fmt: skip
"""A bullet or a number; a time of day ("18:40 GMT —"); the letter of a question or an answer."""


def lead_in(text: str) -> int:
    """Where the first sentence of a paragraph begins; 0 where nothing stands before it."""
    head, at = text[:_REACH], 0
    for _ in _MARKS:
        step = next((m.end() for p in _MARKS if (m := p.match(head, at))), at)
        if step == at:
            break
        at = step
    end = dateline_end(head[at:])
    return at + end if at + end < len(text) else 0
