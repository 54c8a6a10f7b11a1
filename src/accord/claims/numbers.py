"""Numbers in figures and words: "816 000", "3.5 million", "half a dozen", "tens of thousands".

The grammar follows Huddleston and Pullum's account of English numerals; the words are in
`codebooks/numbers.yaml`. A number keeps what the words say: a vague one ("dozens") has bounds and
no value, and nothing is ever averaged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from accord.claims.words import Word
from accord.codebooks.numbers import number_words

NumberForm = Literal["figures", "words", "vague", "fraction"]

MINUS = ("-", "−", "–")
_MAX_DIGITS = 24
_JOINERS = ("-", "‐", "‑")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in `words[first:stop]`. `low`/`high` are set for vague ones only.

    `suffix` is the letter magnitude ("m" of "5m") that `value` has already been multiplied by, so
    that a reader who knows better (metres) can take it back; `plain` is the value without it.
    `grouped` is true if thousands are separated, which no year is.
    """

    first: int
    stop: int
    value: float | None
    form: NumberForm
    low: float | None = None
    high: float | None = None
    suffix: str | None = None
    plain: float | None = None
    grouped: bool = False


def number_at(words: list[Word], at: int) -> Number | None:
    """The longest number that begins at `words[at]`, or None."""
    if at >= len(words):
        return None
    return (
        _plural_at(words, at)
        or _half_at(words, at)
        or _vague_at(words, at)
        or _part_at(words, at)
        or _with_half(words, _cardinal_at(words, at))
        or _glyph_at(words, at)
    )


def ordinal_at(words: list[Word], at: int) -> tuple[int, int] | None:
    """(value, stop) of an ordinal at `words[at]`: "19th", "fifth", "twenty-first"; or None."""
    book = number_words()
    word = words[at]
    if word.kind == "number":
        rest = _lower(words, at + 1)
        if word.text.isdigit() and len(word.text) <= 4 and rest in ("st", "nd", "rd", "th"):
            return (int(word.text), at + 2) if word.touches(words[at + 1]) else None
        return None
    if word.lower in book.ordinals:
        return book.ordinals[word.lower], at + 1
    if word.lower in book.tens:
        after = at + 2 if _lower(words, at + 1) in _JOINERS else at + 1
        unit = book.ordinals.get(_lower(words, after), 0)
        if 0 < unit < 10:
            return book.tens[word.lower] + unit, after + 1
    return None


def year_in_words_at(words: list[Word], at: int) -> tuple[int, int] | None:
    """(year, stop) for a year as it is read aloud: "nineteen ninety-six", "two thousand"."""
    book = number_words()
    lead = book.small.get(_lower(words, at), 0) or book.tens.get(_lower(words, at), 0)
    if _lower(words, at) == "two" and _lower(words, at + 1) == "thousand":
        tail = _below_hundred(words, _skip_and(words, at + 2))
        return (2000 + int(tail[0]), tail[1]) if tail else (2000, at + 2)
    if not 13 <= lead <= 20 or (lead == 20 and _lower(words, at + 1) in _JOINERS):
        return None
    tail = _below_hundred(words, at + 1)
    if tail is None or tail[0] < 10:
        return None
    return lead * 100 + int(tail[0]), tail[1]


def figures(text: str) -> tuple[float, bool] | None:
    """Value of a figure with separators, and whether thousands are grouped; None for "1.2.3".

    Commas group thousands, or part decimals where they cannot group ("2,5"); full stops part
    decimals, or group where there are two or more.
    """
    if len(text) > _MAX_DIGITS:
        return None
    if text.isdigit():
        return float(text), False
    if _grouped(text.split(".")[0], ",") and text.count(".") <= 1:
        return float(text.replace(",", "")), True
    if text.count(".") > 1 and _grouped(text, "."):
        return float(text.replace(".", "")), True
    if text.count(".") == 1 and "," not in text:
        return float(text), False
    if text.count(",") == 1 and "." not in text:
        return float(text.replace(",", ".")), False
    return None


def _grouped(text: str, mark: str) -> bool:
    """True for "1,234,567": one to three digits, then groups of three."""
    head, *groups = text.split(mark)
    return bool(groups) and 1 <= len(head) <= 3 and all(len(group) == 3 for group in groups)


def _lower(words: list[Word], at: int) -> str:
    """Lower-case form of `words[at]`, "" beyond the end."""
    return words[at].lower if 0 <= at < len(words) else ""


def _skip_and(words: list[Word], at: int) -> int:
    """Past an "and", if one stands here."""
    return at + 1 if _lower(words, at) == "and" else at


def _skip_joiner(words: list[Word], at: int) -> int:
    """Past a hyphen that touches both its neighbours, if one stands here."""
    if _lower(words, at) in _JOINERS and 0 < at < len(words) - 1:
        mark = words[at]
        if words[at - 1].touches(mark) and mark.touches(words[at + 1]):
            return at + 1
    return at


def _below_hundred(words: list[Word], at: int) -> tuple[int, int] | None:
    """(value, stop) of "seven", "sixty", "sixty-two"."""
    book = number_words()
    word = _lower(words, at)
    if word in book.small:
        return book.small[word], at + 1
    if word not in book.tens:
        return None
    after = _skip_joiner(words, at + 1)
    unit = book.small.get(_lower(words, after), 0)
    if 0 < unit < 10:
        return book.tens[word] + unit, after + 1
    return book.tens[word], at + 1


def _group_at(words: list[Word], at: int) -> tuple[float, int, bool] | None:
    """(value, stop, explicit) of what may stand before a scale word: "six", "a", "two hundred"."""
    scales = number_words().scales
    article = _lower(words, at) in ("a", "an") and _lower(words, at + 1) in scales
    head = (1, at + 1) if article else _below_hundred(words, at)
    if head is None:
        return None
    value, stop = float(head[0]), head[1]
    scale = _skip_joiner(words, stop)
    if _lower(words, scale) == "hundred":
        value, stop = value * 100, scale + 1
        tail = _below_hundred(words, _skip_and(words, stop))
        joined = _lower(words, stop) == "and"
        if tail and not (joined and _is_fraction_tail(words, stop)):
            value, stop = value + tail[0], tail[1]
        return value, stop, True
    return value, stop, not article


def _is_fraction_tail(words: list[Word], at: int) -> bool:
    """True at "and a half" and "and one third"."""
    return _lower(words, at + 2) in number_words().fractions


def _cardinal_at(words: list[Word], at: int) -> Number | None:
    """A cardinal in figures or in words, with its scale words."""
    figure = _figure_at(words, at)
    if figure is not None:
        return figure
    return _spoken_decimals(words, _spelt_at(words, at))


def _spoken_decimals(words: list[Word], number: Number | None) -> Number | None:
    """Digits read out after "point", and the scale after them: "two point five million"."""
    if number is None or number.value is None or _lower(words, number.stop) != "point":
        return number
    book, digits, stop = number_words(), "", number.stop + 1
    while book.small.get(_lower(words, stop), 10) < 10 and len(digits) < _MAX_DIGITS:
        digits, stop = digits + str(book.small[_lower(words, stop)]), stop + 1
    if not digits or not number.value.is_integer():
        return number
    value, stop = _scales_after(words, stop, float(f"{int(number.value)}.{digits}"))
    return replace(number, stop=stop, value=value, plain=value)


def _spelt_at(words: list[Word], at: int) -> Number | None:
    """A cardinal in words: groups with falling scales ("two thousand and six")."""
    scales = number_words().scales
    total, stop, ceiling = 0.0, at, float("inf")
    where = at
    while (group := _group_at(words, where)) is not None:
        value, end, explicit = group
        scaled, after = _scales_after(words, end, value)
        step = scaled / value if value else 1.0
        if after == end and not explicit:
            break
        if scaled >= ceiling:
            break
        total, stop = total + scaled, after
        if after == end or _lower(words, stop - 1) not in scales:
            break
        ceiling = step
        where = _skip_and(words, stop)
    return Number(at, stop, total, "words", plain=total) if stop > at else None


def _scales_after(words: list[Word], at: int, value: float) -> tuple[float, int]:
    """Multiply `value` by the scale words at `at` ("hundred thousand"); also "m", "bn" forms."""
    scales = number_words().scales
    while True:
        mark = _skip_joiner(words, at)
        scale = scales.get(_lower(words, mark))
        if scale is None:
            return value, at
        value, at = value * scale, mark + 1


def _figure_at(words: list[Word], at: int) -> Number | None:
    """A number in figures: sign, groups, exponent, fraction, magnitude."""
    start = at
    sign = 1.0
    if _lower(words, at) in MINUS and _signs(words, at):
        at, sign = at + 1, -1.0
    if at >= len(words) or words[at].kind != "number":
        return None
    parsed = figures(words[at].text)
    if parsed is None:
        return None
    value, grouped = parsed
    stop = at + 1
    if not grouped:
        value, stop, grouped = _spaced_groups(words, at, value)
    value, stop = _exponent(words, stop, value)
    value, stop = _fraction_after(words, stop, value)
    number = Number(start, stop, sign * value, "figures", plain=sign * value, grouped=grouped)
    return _magnitude(words, number)


def _signs(words: list[Word], at: int) -> bool:
    """True if the dash at `at` is a minus: it touches the figure and no word before it."""
    if (
        at + 1 >= len(words)
        or words[at + 1].kind != "number"
        or not words[at].touches(words[at + 1])
    ):
        return False
    if at == 0 or not words[at - 1].touches(words[at]):
        return True
    return words[at - 1].kind == "other" and words[at - 1].lower not in (")", "]", *MINUS)


def _spaced_groups(words: list[Word], at: int, value: float) -> tuple[float, int, bool]:
    """Join thousands parted by one space or thin space: "816 000"."""
    digits, stop = words[at].text, at + 1
    if not digits.isdigit() or len(digits) > 3 or digits.startswith("0"):
        return value, stop, False
    while stop < len(words) and len(digits) <= _MAX_DIGITS:
        word = words[stop]
        one_space = word.start - words[stop - 1].end == 1
        if not (one_space and word.kind == "number" and _is_group(word.text)):
            break
        if _lower(words, stop + 1).isalpha() and word.touches(words[stop + 1]):
            break  # "20 152mm guns" are two figures
        digits, stop = digits + word.text, stop + 1
    if stop == at + 1:
        return value, stop, False
    return float(digits.replace(",", ".")), stop, True


def _is_group(text: str) -> bool:
    """True for three digits, with decimals maybe."""
    whole = text.split(".")[0]
    return len(whole) == 3 and whole.isdigit() and text.count(".") <= 1 and "," not in text


def _exponent(words: list[Word], at: int, value: float) -> tuple[float, int]:
    """Scientific notation: "9.83e-3", "2.48×10−5", "3 x 10^8"."""
    mark = _lower(words, at)
    stop = at + 1
    if mark in ("×", "x", "·", "*") and _lower(words, stop) == "10":
        stop += 1
        if _lower(words, stop) == "^":
            stop += 1
        elif stop < len(words) and _lower(words, stop) not in MINUS:
            return value, at
    elif mark != "e" or not words[at - 1].touches(words[at]):
        return value, at
    sign = -1 if _lower(words, stop) in MINUS else 1
    stop += 1 if _lower(words, stop) in (*MINUS, "+") else 0
    power = _lower(words, stop)
    if not (power.isdigit() and len(power) <= 2 and words[stop - 1].touches(words[stop])):
        return value, at
    # Through the decimal text, so that 2.48×10−5 is 2.48e-05 and not 2.4800000000000003e-05.
    return float(f"{value!r}e{sign * int(power)}") if value < 1e15 else value, stop + 1


def _fraction_after(words: list[Word], at: int, value: float) -> tuple[float, int]:
    """A fraction after a whole number: "2 1/2", "2½"; or in its place: "1/2"."""
    glyph = number_words().glyphs.get(_lower(words, at))
    if glyph is not None:
        return value + glyph, at + 1
    below = _small_fraction(words, at)
    if below is not None and value.is_integer() and not words[at - 1].touches(words[at]):
        return value + below, at + 3
    whole = _small_fraction(words, at - 1)
    if whole is not None:
        return whole, at + 2
    return value, at


def _small_fraction(words: list[Word], at: int) -> float | None:
    """Value of "a/b" at `at` for one-digit parts, a < b; not a date such as "6/19"."""
    if at < 0 or at + 2 >= len(words) or words[at + 1].lower != "/":
        return None
    above, below = words[at].text, words[at + 2].text
    if not (len(above) == 1 and above.isdigit() and len(below) == 1 and below.isdigit()):
        return None
    tight = words[at].touches(words[at + 1]) and words[at + 1].touches(words[at + 2])
    return int(above) / int(below) if tight and 0 < int(above) < int(below) else None


def _magnitude(words: list[Word], number: Number) -> Number:
    """A magnitude after figures: "3.5 million", "1.2bn", "5m"."""
    book = number_words()
    at = _skip_joiner(words, number.stop)
    word = _lower(words, at)
    if number.value is None or word not in book.suffixes:
        return number
    if len(word) <= 2 or word in ("mln", "mio", "bln", "trn"):
        near = words[number.stop - 1].touches(words[at])
        if not near and len(word) == 1:
            return number
        return replace(number, stop=at + 1, value=number.value * book.suffixes[word], suffix=word)
    value, stop = _scales_after(words, number.stop, number.value)
    return replace(number, stop=stop, value=value, plain=value)


def _with_half(words: list[Word], number: Number | None) -> Number | None:
    """Add "and a half" / "and three quarters", and the scale after it: "two and a half million"."""
    if number is None or number.value is None or _lower(words, number.stop) != "and":
        return number
    part = _part_at(words, number.stop + 1)
    if part is None or part.value is None or part.value >= 1 or _lower(words, part.stop) == "of":
        return number
    step = number_words().scales.get(_lower(words, number.stop - 1), 1)
    if step > 1 and not float(number.value / step).is_integer():
        return number
    value, stop = _scales_after(words, part.stop, number.value + part.value * step)
    return replace(number, stop=stop, value=value, plain=value)


def _part_at(words: list[Word], at: int) -> Number | None:
    """A fraction in words: "two thirds", "a quarter", "one-fifth", "three quarters"."""
    book = number_words()
    article = _lower(words, at) in ("a", "an")
    above = 1 if article else book.small.get(_lower(words, at), 0)
    named = _skip_joiner(words, at + 1)
    below = book.fractions.get(_lower(words, named), 0)
    if not 0 < above < 20 or not below:
        return None
    plural = _lower(words, named).endswith("s") or _lower(words, named) == "halves"
    if (above == 1) == plural:
        return None
    if _lower(words, named) == "second":
        return None
    value = above / below
    if _lower(words, named + 1) == "of" and _lower(words, named + 2) in ("a", "an"):
        scaled, stop = _scales_after(words, named + 3, value)
        if stop > named + 3:
            return Number(at, stop, scaled, "words", plain=scaled)
    return Number(at, named + 1, value, "fraction", plain=value)


def _half_at(words: list[Word], at: int) -> Number | None:
    """ "half a million", "half a dozen"; and a bare "half" as one half."""
    if _lower(words, at) != "half":
        return None
    after = at + 2 if _lower(words, at + 1) in ("a", "an") else at + 1
    after = _skip_joiner(words, after)
    value, stop = _scales_after(words, after, 0.5)
    if stop > after:
        return Number(at, stop, value, "words", plain=value)
    return Number(at, at + 1, 0.5, "fraction", plain=0.5)


def _vague_at(words: list[Word], at: int) -> Number | None:
    """ "several hundred", "a couple of thousand", "a few"."""
    book = number_words()
    head = at + 1 if _lower(words, at) in ("a", "the") else at
    word = _lower(words, head)
    if word not in book.vague:
        return None
    vague = book.vague[word]
    after = head + 2 if _lower(words, head + 1) == "of" else head + 1
    factor, stop = _scales_after(words, after, 1.0)
    if stop == after:
        stop = head + 1
    named = None if vague.value is None else vague.value * factor
    first = at if _lower(words, at) != "the" else head
    return Number(first, stop, named, "vague", low=vague.low * factor, high=vague.high * factor)


def _plural_at(words: list[Word], at: int) -> Number | None:
    """Open ranges: "dozens", "hundreds", "tens of thousands": at least twice the smallest scale."""
    book = number_words()
    word = _lower(words, at)
    if word == "tens" and _lower(words, at + 1) == "of":
        scale = book.plurals.get(_lower(words, at + 2), 0)
        return Number(at, at + 3, None, "vague", low=20.0 * scale) if scale else None
    if word not in book.plurals:
        return None
    low, stop = 2.0 * book.plurals[word], at + 1
    while _lower(words, stop) == "of" and _lower(words, stop + 1) in book.plurals:
        low, stop = low * book.plurals[_lower(words, stop + 1)], stop + 2
    return Number(at, stop, None, "vague", low=low)


def _glyph_at(words: list[Word], at: int) -> Number | None:
    """A fraction as one character."""
    value = number_words().glyphs.get(_lower(words, at))
    return None if value is None else Number(at, at + 1, value, "fraction", plain=value)
