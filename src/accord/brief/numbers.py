"""Finding numbers in a text, for the check: what values stand there, and how each is bounded.

This is on purpose not the reader of quantities in `claims/`: a check that shared its code would
share its mistakes. It knows figures with separators and magnitudes, ordinals and number words; it
does not know units or items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from accord.brief.words import bound_after, bound_before, bound_terms, words
from accord.model import Bound

_LOOK_BACK = 40
_LOOK_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands in a text at `start:end`, with the bound its neighbours give it."""

    value: float
    start: int
    end: int
    text: str
    bound: Bound = "exact"


def figures(text: str) -> list[Figure]:
    """Every number in `text`, in order. Linear in the length of the text."""
    written = _digits(text)
    taken = {at for figure in written for at in range(figure.start, figure.end)}
    # In "1.5 million" the scale belongs to the figure.
    found = [*written, *(f for f in _words(text) if f.start not in taken)]
    found.sort(key=lambda f: (f.start, -f.end))
    return [
        Figure(f.value, f.start, f.end, f.text, _bound(text, f.start, f.end, f.value))
        for f in found
    ]


def bound_words(text: str) -> list[tuple[int, int]]:
    """Where the words stand that bound the numbers of `text`."""
    found: list[tuple[int, int]] = []
    for figure in figures(text):
        low = max(0, figure.start - _LOOK_BACK)
        before = bound_before().search(text[low : figure.start])
        if before:
            found.append((low + before.start(1), low + before.end(1)))
        after = bound_after().match(text[figure.end : figure.end + _LOOK_AHEAD])
        if after:
            found.append((figure.end + after.start(1), figure.end + after.end(1)))
    return found


def same_value(left: float, right: float) -> bool:
    """Equal up to the rounding of a float."""
    return abs(left - right) <= 1e-9 * max(1.0, abs(left), abs(right))


def same_bound(left: Bound, right: Bound) -> bool:
    """Equal, where "up to" and "at most" count as one."""
    ceilings = ("up_to", "at_most")
    return left == right or (left in ceilings and right in ceilings)


@cache
def _digit_pattern() -> re.Pattern[str]:
    """Figures: 11,000 · 816 000 · 5m · 1.2bn · 19th · 2024."""
    number = words().numbers
    scales = sorted({*number.suffixes, *number.scales}, key=lambda s: (-len(s), s))
    scale = "|".join(scales)
    return re.compile(
        r"(?<![\w.])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d])|"
        r"\d+(?:\.\d+)?|\.\d+)"
        rf"(?:(?:[-\u00a0 ]?(?P<scale>{scale}))(?!\w)|(?P<ordinal>st|nd|rd|th)(?!\w))?",
        re.IGNORECASE,
    )


def _digits(text: str) -> list[Figure]:
    """Numbers written in figures. "12-2024" and "5.3.1" give each of their numbers."""
    number = words().numbers
    out: list[Figure] = []
    for match in _digit_pattern().finditer(text):
        plain = re.sub(r"[,\s\u00a0\u202f]", "", match["n"])
        if len(plain) > 40:  # no quantity has forty digits; float() would be asked for nonsense
            continue
        scale = (match["scale"] or "").lower()
        factor = number.suffixes.get(scale) or number.scales.get(scale) or 1
        value = round(float(plain) * factor, 6)
        out.append(Figure(value, match.start(), match.end(), match[0]))
    return out


@cache
def _word_pattern() -> re.Pattern[str]:
    """One number word, not part of a longer word."""
    number = words().numbers
    forms = sorted({*number.units, *number.ordinals, *number.scales}, key=lambda s: (-len(s), s))
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def _words(text: str) -> list[Figure]:
    """Numbers written in words, runs of them put together ("two hundred and fifty")."""
    out: list[Figure] = []
    run: list[re.Match[str]] = []
    for match in _word_pattern().finditer(text):
        if run and not _goes_on(text, run[-1], match):
            out.append(_from_words(text, run))
            run = []
        run.append(match)
    if run:
        out.append(_from_words(text, run))
    return out


def _goes_on(text: str, last: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a number word carries on the number before it: "twenty-three", "two hundred and
    five", but not "two three" or "a second one"."""
    number = words().numbers
    before, after = last[0].lower(), word[0].lower()
    between = text[last.end() : word.start()]
    if before in number.ordinals or not re.fullmatch(r"[\s-]+(?:and\s+)?", between):
        return False
    if before in number.scales:
        return "and" in between or after in number.scales or before != "dozen"
    if after in number.scales:
        return "and" not in between
    tens = number.units[before] >= 20
    return tens and 0 < number.units.get(after, number.ordinals.get(after, 0)) < 10


def _from_words(text: str, run: list[re.Match[str]]) -> Figure:
    """The value of a run of number words; a scale with nothing before it counts once."""
    number = words().numbers
    total = current = 0.0
    for match in run:
        word = match[0].lower()
        if word in number.scales:
            current = (current or 1) * number.scales[word]
            if number.scales[word] >= 1000:
                total, current = total + current, 0.0
        else:
            current += number.units.get(word, number.ordinals.get(word, 0))
    start, end = run[0].start(), run[-1].end()
    return Figure(total + current, start, end, text[start:end])


def _bound(text: str, start: int, end: int, value: float) -> Bound:
    """The bound that the words before or after a number give it."""
    before = bound_before().search(text[max(0, start - _LOOK_BACK) : start])
    if before:
        return bound_terms()[re.sub(r"\s+", " ", before[1].lower())]
    after = bound_after().match(text[end : end + _LOOK_AHEAD])
    if after:
        return words().bounds.after[re.sub(r"\s+", " ", after[1].lower())]
    return "exact"
