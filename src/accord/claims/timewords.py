"""Words to items of time: each gets a one-letter code, so that the grammar of times is a set of
small patterns over a string of codes.

Codes: M month, W weekday, w plural of it, S season, U unit, y the unit year, u plural unit, P part
of the day, p plural of it, Y four-digit year, D day-sized figure, N other number, V vague number,
O ordinal, g a unit with "long" ("weeklong"), v period, K decade, H holiday, J named period, Q
quarter as "Q3", C clock time, Z time zone, z "local time", I ISO or slashed date, R reference word
("today"), > "from now", d set word ("daily"), T the, A a, L last, X next, t this, G that, r
recent, B ago, e earlier, l later, m early/mid/late, b part noun ("end"), E each, F fiscal, + more,
~ approximator, a one that follows, h fraction, s of, i in, j on, n and, o or, k to, @ at, ",", "-"
(hyphen inside a word), "=" (dash), "/" slash, "!" blank line, "." anything else.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from accord.claims.numbers import Number, number_at, ordinal_at, year_in_words_at
from accord.claims.words import BREAK, Word, words_in
from accord.codebooks.numbers import number_words
from accord.codebooks.times import TimeWords, time_words

FIRST_YEAR, LAST_YEAR = 1000, 2199

HYPHENS = ("-", "‐", "‑")
_DASHES = ("–", "—", "−")
_GLUE = {
    "the": "T", "a": "A", "an": "A", "of": "s", "in": "i", "on": "j", "and": "n", "or": "o",
    "to": "k", "through": "k", "at": "@", ",": ",", "/": "/",
}  # fmt: skip
_PLAIN = {",": ",", **dict.fromkeys('.;:()“”"', ".")}
"""Marks that are an item by themselves, whatever stands round them."""


class Item(msgspec.Struct, frozen=True, gc=False):
    """`words[first:stop]` as one item: its code, its number and its key, if it has them."""

    code: str
    first: int
    stop: int
    start: int
    end: int
    number: float | None = None
    key: str = ""


@cache
def _single() -> dict[str, tuple[str, float | None, str]]:
    """Lower-case word to (code, number, key), for words that need no context."""
    book = time_words()
    table: dict[str, tuple[str, float | None, str]] = {}
    plain: dict[str, frozenset[str]] = {
        "L": book.last_words, "X": book.next_words, "t": book.this_words, "G": book.that_words,
        "r": book.recent_words, "B": book.ago_words, "e": book.earlier_words,
        "l": book.later_words, "E": book.each_words, "F": book.fiscal_words,
        "+": book.more_words, "~": book.approximators, "Z": book.time_zones,
        "v": book.period_words,
    }  # fmt: skip
    for code, listed in plain.items():
        table |= {word: (code, None, word) for word in sorted(listed)}
    keyed: dict[str, dict[str, str]] = {
        "U": book.units, "u": book.unit_plurals, "P": book.day_parts, "p": book.day_part_plurals,
        "d": book.set_words, "R": book.references, "C": book.day_points,
        "m": dict.fromkeys(book.early_words, "start") | dict.fromkeys(book.late_words, "end")
        | dict.fromkeys(book.middle_words, "mid"),
        "b": {noun: str(part) for noun, part in book.part_nouns.items() if noun != "middle"},
    }  # fmt: skip
    for code, mapped in keyed.items():
        table |= {word: (code, None, key) for word, key in mapped.items()}
    table |= {word: ("y", None, key) for word, key in book.units.items() if key == "Y"}
    for word, key in book.long_words.items():
        table[word] = ("g", None if key.startswith("X") else 1.0, key.removeprefix("X"))
    table |= {word: ("K", float(year), "") for word, year in book.decade_words.items()}
    table |= {word: (code, 1.0 if code == "A" else None, "") for word, code in _GLUE.items()}
    return table


Phrase = tuple[tuple[str, ...], str, str]


@cache
def _phrases() -> dict[str, dict[str, list[Phrase]]]:
    """First word, then second ("" for none), to phrases (words, code, key), longest first."""
    book = time_words()
    listed: list[tuple[str, str, str]] = [
        (phrase, ">" if key == "ahead" else "R", key)
        for phrase, key in book.reference_phrases.items()
    ]
    listed += [(phrase, "~", phrase) for phrase in book.approximator_phrases]
    listed += [(phrase, "a", phrase) for phrase in book.trailing_approximators]
    listed += [(phrase, "z", phrase) for phrase in book.time_zone_phrases]
    for index, period in enumerate(book.periods):
        listed += [(name, "J", str(index)) for name in period.names]
    for index, holiday in enumerate(book.holidays):
        listed += [(name, "H", str(index)) for name in holiday.names]
    table: dict[str, dict[str, list[Phrase]]] = {}
    for phrase, code, key in listed:
        parts = tuple(phrase.replace("'", " ' ").split())
        second = parts[1] if len(parts) > 1 else ""
        table.setdefault(parts[0], {}).setdefault(second, []).append((parts, code, key))
    for seconds in table.values():
        for entries in seconds.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry))
    return table


@cache
def _known() -> frozenset[str]:
    """Every lower-case word that an item other than "." may begin with."""
    book, numbers = time_words(), number_words()
    listed = (
        _single(), _phrases(), book.months, book.month_abbreviations, book.weekdays,
        {f"{day}s" for day in book.weekdays}, book.weekday_abbreviations, book.seasons,
        numbers.small, numbers.tens, numbers.plurals, numbers.vague, numbers.ordinals,
        ("half", "tens", "q", "h"),
    )  # fmt: skip
    return frozenset(word for words in listed for word in words)


@lru_cache(maxsize=1)
def items_in(text: str) -> list[Item]:
    """The items of a report's words in order, without gaps: every word belongs to one.

    Kept for who asks next, and not to be changed.
    """
    words, known = words_in(text), _known()
    items: list[Item] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.lower in _PLAIN or (word.kind == "letters" and word.lower not in known):
            item = Item(_PLAIN.get(word.lower, "."), at, at + 1, word.start, word.end)
        else:
            item = _item_at(words, at)
        items.append(item)
        at = item.stop
    return items


def _item_at(words: list[Word], at: int) -> Item:
    """The item that begins at a word."""
    word = words[at]
    if word.lower == BREAK:
        return _make(words, at, at + 1, "!")
    found = _phrase_at(words, at)
    if found is None and word.kind == "number":
        found = _figures_at(words, at)
    if found is None and word.kind == "letters":
        found = _articled_at(words, at) or _named_at(words, at) or _spelt_at(words, at)
    if found is None and word.kind == "other":
        found = _mark_at(words, at)
    return found or _make(words, at, at + 1, ".")


def _make(
    words: list[Word], at: int, stop: int, code: str, number: float | None = None, key: str = ""
) -> Item:
    """An item over `words[at:stop]`."""
    return Item(code, at, stop, words[at].start, words[stop - 1].end, number, key)


def _lower(words: list[Word], at: int) -> str:
    """Lower-case form, "" beyond the edges."""
    return words[at].lower if 0 <= at < len(words) else ""


def _phrase_at(words: list[Word], at: int) -> Item | None:
    """A phrase of the codebook; names must be written with a capital."""
    seconds = _phrases().get(words[at].lower)
    if seconds is None:
        return None
    second = _lower(words, at + 1)
    longer = seconds.get("'" if second == "’" else second, ()) if second else ()
    for parts, code, key in (*longer, *seconds.get("", ())):
        stop = at + len(parts)
        seen = tuple("'" if word.lower == "’" else word.lower for word in words[at:stop])
        if seen == parts and (code in "R~a>z" or not words[at].text[0].islower()):
            return _make(words, at, stop, code, None, key)
    return None


def _articled_at(words: list[Word], at: int) -> Item | None:
    """ "a hundred", "a few", "a couple of thousand": numbers that begin with an article."""
    if words[at].lower not in ("a", "an"):
        return None
    found = number_at(words, at)
    return None if found is None or found.form == "fraction" else _number_made(words, found)


def _named_at(words: list[Word], at: int) -> Item | None:
    """A month, weekday, season, quarter mark, or another word of the codebook."""
    word = words[at]
    if word.text[0].isupper():
        capital = _calendar_name_at(words, at)
        if capital is not None:
            return capital
    book = time_words()
    if word.lower in book.seasons:
        return _make(words, at, at + 1, "S", None, book.seasons[word.lower])
    if ordinal_at(words, at) is not None and word.lower not in book.units:
        return None
    if word.lower == "second" and (not at or _lower(words, at + 1) in book.units):
        return None
    if word.lower == "second" and words[at - 1].kind != "number" and not _small_before(words, at):
        return None
    entry = _single().get(word.lower)
    if entry is None:
        return None
    if entry[0] == "Z" and not word.text.isupper():
        return None
    if word.lower == "over" and _lower(words, at - 1) not in book.over_leads:
        return None
    if word.lower == "prior" and _unit_before(words, at) and _lower(words, at + 1) != "to":
        return _make(words, at, at + 1, "e")
    if word.lower == "fy" and not word.text.isupper():
        return None
    return _make(words, at, at + 1, *entry)


def _unit_before(words: list[Word], at: int) -> bool:
    """True if a unit stands before a word."""
    before, book = _lower(words, at - 1), time_words()
    return before in book.units or before in book.unit_plurals


def _small_before(words: list[Word], at: int) -> bool:
    """True if the words around make "second" a unit ("a second later", "per second")."""
    if _lower(words, at - 1) == "per" or _lower(words, at - 1) in HYPHENS:
        return True
    book = time_words()
    after = words[at + 1] if at + 1 < len(words) else None
    plain = after is None or after.kind != "letters"
    moved = (*book.ago_words, *book.later_words, *book.earlier_words)
    return _lower(words, at - 1) == "a" and (plain or (after is not None and after.lower in moved))


def _calendar_name_at(words: list[Word], at: int) -> Item | None:
    """A capitalised month or weekday, with the full stop of its abbreviation; "Q3"."""
    book = time_words()
    word = words[at]
    if word.lower in book.months or word.lower in book.month_abbreviations:
        return _month_at(words, at, book)
    if word.lower in book.weekdays:
        return _make(words, at, at + 1, "W", book.weekdays[word.lower])
    if word.lower.endswith("s") and word.lower[:-1] in book.weekdays:
        return _make(words, at, at + 1, "w", book.weekdays[word.lower[:-1]])
    if word.lower in book.weekday_abbreviations and _lower(words, at + 1) in (".", ","):
        stop = at + 2 if _lower(words, at + 1) == "." else at + 1
        if _lower(words, stop) == "," or _lower(words, stop) in book.month_abbreviations:
            return _make(words, at, stop, "W", book.weekday_abbreviations[word.lower])
    if word.lower in ("q", "h") and at + 1 < len(words) and word.touches(words[at + 1]):
        limit = 4 if word.lower == "q" else 2
        digit = words[at + 1].text
        if len(digit) == 1 and digit.isdigit() and 1 <= int(digit) <= limit:
            return _make(words, at, at + 2, "Q", float(digit), word.lower)
    return None


def _month_at(words: list[Word], at: int, book: TimeWords) -> Item | None:
    """A month; one that is an everyday word too ("May") only in company of a date or its lead."""
    lower = words[at].lower
    number = book.months.get(lower) or book.month_abbreviations[lower]
    stop = at + 1
    short = lower in book.month_abbreviations
    if short and _lower(words, stop) == "." and words[at].touches(words[stop]):
        stop += 1
    after = words[stop] if stop < len(words) else None
    dated = after is not None and (after.kind == "number" or ordinal_at(words, stop) is not None)
    before = words[at - 1] if at else None
    numbered = before is not None and before.kind == "number"
    if short and stop == at + 1 and not (dated or numbered) and lower != "sept":
        return None
    if lower in book.ambiguous_months and not (dated or numbered):
        lead = _lower(words, at - 2 if at and _lower(words, at - 1) in HYPHENS else at - 1)
        of_day = lead == "of" or ordinal_at(words, at - 2) is not None if at > 1 else False
        after_the = (
            lead in ("the", "a") and after is not None and after.kind == "letters"
            and after.text.islower() and after.lower not in book.title_breakers
        )  # fmt: skip
        paired = lead in ("and", "or", "to", *HYPHENS) and _lower(words, at - 2) in book.months
        if not (lead in book.month_leads or of_day or after_the or paired):
            return None
    return _make(words, at, stop, "M", float(number))


def _figures_at(words: list[Word], at: int) -> Item | None:
    """A figure: date, clock time, ordinal, decade, year, day or number."""
    return (
        _iso_at(words, at)
        or _clock_at(words, at)
        or _four_digit_clock(words, at)
        or _ordinal_item(words, at)
        or _year_at(words, at)
        or _number_item(words, at)
    )


def _touching(words: list[Word], at: int, count: int) -> bool:
    """True if `count` words from `at` on stand with nothing between."""
    return at + count <= len(words) and all(
        words[k].touches(words[k + 1]) for k in range(at, at + count - 1)
    )


def _iso_at(words: list[Word], at: int) -> Item | None:
    """ "2024-06-19", "19/06/2024", "6/19/98", "19.06.2024": key holds the ISO date."""
    if _touching(words, at, 5) and words[at + 1].lower in ("-", "/"):
        parts = [words[at + k].text for k in (0, 2, 4)]
        if words[at + 3].lower == words[at + 1].lower and all(p.isdigit() for p in parts):
            iso = _iso(parts, words[at + 1].lower)
            return _make(words, at, at + 5, "I", None, iso) if iso else None
    parts = words[at].text.split(".")
    if len(parts) == 3 and len(parts[2]) == 4:
        iso = _iso(parts, ".")
        return _make(words, at, at + 1, "I", None, iso) if iso else None
    return None


def _iso(parts: list[str], mark: str) -> str:
    """ISO date of three figures; a slashed one whose day could be its month keeps its year only."""
    if len(parts[0]) == 4 and mark in "-/" and len(parts[1]) == len(parts[2]) == 2:
        year, month, day = (int(part) for part in parts)
    elif len(parts[0]) <= 2 and len(parts[1]) <= 2 and mark in "/." and len(parts[2]) in (2, 4):
        first, second, year = (int(part) for part in parts)
        year += (1900 if year >= 50 else 2000) if len(parts[2]) == 2 else 0
        if mark == "." or first > 12:
            day, month = first, second
        elif second > 12 or first == second:
            month, day = first, second
        else:
            return f"{year:04}" if len(parts[2]) == 4 else ""
    else:
        return ""
    valid = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31
    return f"{year:04}-{month:02}-{day:02}" if valid else ""


def _clock_at(words: list[Word], at: int) -> Item | None:
    """ "10:35", "3am", "3 p.m.", "2.17pm", "3 o'clock": key is the 24-hour time."""
    hour, minute, stop = words[at].text, "", at + 1
    if at and words[at - 1].kind == "letters" and words[at - 1].touches(words[at]):
        return None
    if _lower(words, stop) == ":" and _touching(words, at, 3) and len(words[at + 2].text) == 2:
        minute, stop = words[at + 2].text, at + 3
    elif "." in hour:
        hour, _, minute = hour.partition(".")
    if not (hour.isdigit() and len(hour) <= 2 and (not minute or minute.isdigit())):
        return None
    half, after = _half_of_day(words, stop)
    if not half and (not minute or "." in words[at].text or len(minute) != 2):
        return None
    number = int(hour)
    if number > (12 if half else 24) or (minute and (len(minute) != 2 or int(minute) > 59)):
        return None
    if half and number == 0:
        return None
    if half in ("am", "pm"):
        number = number % 12 + (12 if half == "pm" else 0)
    return _make(words, at, after, "C", None, f"{number:02}:{minute or '00'}")


def _four_digit_clock(words: list[Word], at: int) -> Item | None:
    """ "1430 GMT": four digits with a time zone behind them."""
    text, zone = words[at].text, words[at + 1] if at + 1 < len(words) else None
    if len(text) != 4 or not text.isdigit() or int(text[:2]) > 24 or int(text[2:]) > 59:
        return None
    book = time_words()
    named = zone is not None and zone.lower in book.time_zones and zone.text.isupper()
    local = f"{_lower(words, at + 1)} {_lower(words, at + 2)}" in book.time_zone_phrases
    return _make(words, at, at + 1, "C", None, f"{text[:2]}:{text[2:]}") if named or local else None


def _half_of_day(words: list[Word], at: int) -> tuple[str, int]:
    """("am" or "pm" or "o'clock", stop) at `at`, or ("", at)."""
    here = _lower(words, at)
    if here in ("am", "pm"):
        touching = words[at - 1].touches(words[at])
        return (
            (here, at + 1) if touching or not words[at].text.isupper() or here == "pm" else ("", at)
        )
    if here in ("a", "p") and _lower(words, at + 1) == "." and _lower(words, at + 2) == "m":
        if not _touching(words, at, 3):
            return "", at
        dotted = _lower(words, at + 3) == "." and words[at + 2].touches(words[at + 3])
        return here + "m", at + 4 if dotted else at + 3
    if here == "o" and _lower(words, at + 1) in ("'", "’") and _lower(words, at + 2) == "clock":
        return "o'clock", at + 3
    return "", at


def _ordinal_item(words: list[Word], at: int) -> Item | None:
    """An ordinal in figures or words."""
    found = ordinal_at(words, at)
    return _make(words, at, found[1], "O", float(found[0])) if found else None


def _year_at(words: list[Word], at: int) -> Item | None:
    """A four-digit year, or a decade ("1990s", "1990's", "the 90s")."""
    text = words[at].text
    if text in ("60", "70", "80", "90") and _lower(words, at + 1) == "s":
        plain = _lower(words, at - 1) == "the" and words[at].touches(words[at + 1])
        return _make(words, at, at + 2, "K", 1900.0 + int(text)) if plain else None
    if not (text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        return None
    year, after = float(text), at + 1
    if _lower(words, after) in ("'", "’") and _lower(words, after + 1) == "s":
        after += 1
    if text.endswith("0") and _lower(words, after) == "s" and _touching(words, at, after - at + 1):
        return _make(words, at, after + 1, "K", year)
    follow = number_at(words, at)
    if follow is not None and follow.stop > at + 1:
        return _number_made(words, follow)
    return _make(words, at, at + 1, "Y", year)


def _number_item(words: list[Word], at: int) -> Item | None:
    """Any other number."""
    found = number_at(words, at)
    return None if found is None else _number_made(words, found)


def _number_made(words: list[Word], number: Number) -> Item:
    """A number as an item: a day-sized figure, a vague one, a fraction, or a number."""
    at, stop, value = number.first, number.stop, number.value
    if number.form == "vague":
        return _make(words, at, stop, "V", value)
    if number.form == "fraction":
        book = time_words()
        if (
            words[stop - 1].lower == "quarters"
            and at
            and (words[at - 1].lower in book.last_words or words[at - 1].lower in book.next_words)
        ):
            return _make(words, at, stop - 1, "N", float(number_words().small[words[at].lower]))
        return _make(words, at, stop, "h", value)
    figure = words[at].text
    if stop == at + 1 and figure.isdigit() and len(figure) <= 2 and 1 <= int(figure) <= 31:
        return _make(words, at, stop, "D", value)
    return _make(words, at, stop, "N", value)


def _spelt_at(words: list[Word], at: int) -> Item | None:
    """A number in words: a year read aloud, an ordinal, a cardinal, a vague one; or an article."""
    year = year_in_words_at(words, at)
    if year is not None and 1500 <= year[0] <= LAST_YEAR and year[1] - at > 1:
        return _make(words, at, year[1], "Y", float(year[0]))
    return _ordinal_item(words, at) or _number_item(words, at)


def _mark_at(words: list[Word], at: int) -> Item | None:
    """Hyphens, dashes, commas, slashes, and decades such as "'90s"."""
    word = words[at]
    if word.lower in HYPHENS:
        inside = 0 < at < len(words) - 1 and _touching(words, at - 1, 3)
        return _make(words, at, at + 1, "-" if inside else ".")
    if word.lower in _DASHES:
        return _make(words, at, at + 1, "=")
    if word.lower in ("'", "’", "‘") and _touching(words, at, 3):
        digits = words[at + 1].text
        if (
            len(digits) == 2
            and digits.isdigit()
            and digits[1] == "0"
            and words[at + 2].lower == "s"
        ):
            return _make(words, at, at + 3, "K", 1900.0 + int(digits))
    code = _GLUE.get(word.lower)
    return _make(words, at, at + 1, code) if code else None
