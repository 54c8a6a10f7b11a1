"""Units and currencies beside a number, with powers and rates: "km²", "barrels a day"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from accord.claims.words import Word, words_of
from accord.codebooks.units import unit_book

_JOINERS = ("-", "‐", "‑")
_PER_KINDS = ("mass", "volume", "money", "power", "energy", "length", "data")
_TIME = "time"


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit read from `words[first:stop]`: its canonical name and kind ("mass", "money", …)."""

    name: str
    kind: str
    stop: int


Entry = tuple[tuple[str, ...], str, str]


@cache
def _words_table() -> dict[str, list[Entry]]:
    """First lower-case word to (words, name, kind), longest first."""
    listed = [(word, unit.name, unit.kind) for unit in unit_book().units for word in unit.words]
    for unit in unit_book().units:
        if unit.prefixes:
            for prefix in unit_book().prefixes:
                listed += [
                    (prefix.name + word, prefix.name + unit.name, unit.kind) for word in unit.words
                ]
    known = {word for word, _, _ in listed}
    for currency in unit_book().currencies:
        listed += [(word, currency.code, "money") for word in currency.words]
        listed += [(word, currency.code, "doubtful") for word in currency.doubtful]
        known.update(currency.words)
    return _table([(tuple(w.lower for w in words_of(word)), n, k) for word, n, k in listed])


@cache
def _symbols_table() -> dict[str, list[Entry]]:
    """First word of a symbol, letter case kept, to (words, name, kind); listed ones win over
    prefixed ones.
    """
    book = unit_book()
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for unit in book.units:
        for symbol in unit.symbols:
            found.setdefault(_split(symbol), (unit.name, unit.kind))
        for symbol, name in unit.prefixed.items():
            found.setdefault(_split(symbol), (name, unit.kind))
    for unit in book.units:
        for prefix in book.prefixes if unit.prefixes else ():
            for symbol in unit.symbols:
                named = (prefix.name + unit.name, unit.kind)
                found.setdefault(_split(prefix.symbol + symbol), named)
    return _table([(parts, name, kind) for parts, (name, kind) in found.items()])


@cache
def _money_table() -> dict[str, list[Entry]]:
    """First word of a currency's symbol or code to (words, code, "money"), longest first."""
    listed: list[Entry] = []
    for currency in unit_book().currencies:
        for symbol in (*currency.symbols, currency.code):
            listed.append((_split(symbol), currency.code, "money"))
    return _table(listed)


def _split(symbol: str) -> tuple[str, ...]:
    """A symbol as the lexer cuts it."""
    return tuple(word.text for word in words_of(symbol))


def _table(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Entries by their first word, longest first."""
    table: dict[str, list[Entry]] = {}
    for entry in entries:
        table.setdefault(entry[0][0], []).append(entry)
    for listed in table.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return table


def _match(table: dict[str, list[Entry]], keys: list[str], first: str) -> Entry | None:
    """The longest entry that `keys` begin with."""
    for entry in table.get(first, ()):
        if tuple(keys[: len(entry[0])]) == entry[0]:
            return entry
    return None


def money_before(words: list[Word], at: int) -> UnitHit | None:
    """A currency symbol or code at `words[at]` ("$", "US$", "RUB"), before a figure."""
    here = [word.text for word in words[at : at + 3]]
    entry = _match(_money_table(), here, here[0])
    if entry is None:
        return None
    stop = at + len(entry[0])
    if stop >= len(words):
        return None
    gap = words[stop].start - words[stop - 1].end
    if gap > 1 or not _tight(words, at, stop):
        return None
    return UnitHit(entry[1], "money", stop)


def _tight(words: list[Word], first: int, stop: int) -> bool:
    """True if `words[first:stop]` touch one another."""
    return all(words[k].touches(words[k + 1]) for k in range(first, stop - 1))


def unit_at(words: list[Word], at: int, figures: bool) -> UnitHit | None:
    """The unit that begins at `words[at]`, after a number; with its power and rate.

    `figures` says that the number is written in figures: only then do symbols count.
    """
    hit = _simple_at(words, at, figures)
    if hit is None:
        return None
    return _with_rate(words, hit, figures)


def _simple_at(words: list[Word], at: int, figures: bool) -> UnitHit | None:
    """A unit without a rate."""
    joined = at < len(words) and words[at].lower in _JOINERS
    if joined and at and at + 1 < len(words) and words[at].touches(words[at + 1]):
        if _begins_money(words, at + 1):
            return None  # "$2bn-$3bn"
        at += 1
    if at >= len(words) or words[at].start - words[at - 1].end > 1:
        return None
    if figures:
        symbol = _symbol_at(words, at) or _loose_at(words, at)
        if symbol is not None:
            return symbol
    keys = [word.lower for word in words[at : at + 4]]
    entry = _match(_words_table(), keys, keys[0])
    if entry is None or (at + len(entry[0]) < len(words) and _glued(words, at + len(entry[0]))):
        return None
    return UnitHit(entry[1], entry[2], at + len(entry[0]))


def _begins_money(words: list[Word], at: int) -> bool:
    """Whether a currency symbol with a figure behind it stands at `words[at]`."""
    hit = money_before(words, at)
    return hit is not None and words[hit.stop].kind == "number"


def _glued(words: list[Word], at: int) -> bool:
    """True if letters follow a unit without a space: it was part of a longer name."""
    return words[at - 1].touches(words[at]) and words[at].kind == "letters"


def _symbol_at(words: list[Word], at: int) -> UnitHit | None:
    """A unit or currency symbol, with a power after it ("km2", "m³")."""
    keys = [word.text for word in words[at : at + 3]]
    money = _match(_money_table(), keys, keys[0])
    if money is not None and _tight(words, at, at + len(money[0])):
        return UnitHit(money[1], "money", at + len(money[0]))
    power = unit_book().powers.get(keys[0][-1]) if len(keys[0]) > 1 else None
    bare = keys[0][:-1] if power else keys[0]
    entry = _match(_symbols_table(), [bare, *keys[1:]], bare)
    if entry is None or not _tight(words, at, at + len(entry[0])):
        whole = _match(_symbols_table(), keys, keys[0])
        return None if whole is None else UnitHit(whole[1], whole[2], at + len(whole[0]))
    stop = at + len(entry[0])
    if stop < len(words) and _glued(words, stop):
        return None
    name, kind = entry[1], entry[2]
    if power is None and stop < len(words) and words[stop - 1].touches(words[stop]):
        power, stop = _power_at(words, stop)
        inverse = [word.text for word in words[stop : stop + 2]]
        if not power and inverse in (["−", "1"], ["-", "1"]) and _tight(words, stop - 1, stop + 2):
            return UnitHit(f"inverse {name}", kind, stop + 2)
    if power:
        return UnitHit(f"{power} {name}", {"square": "area"}.get(power, "volume"), stop)
    return UnitHit(name, kind, stop)


def _power_at(words: list[Word], at: int) -> tuple[str | None, int]:
    """A power behind a symbol, and where to go on: "m³", "m 2", "m^2"."""
    here = at + 1 if words[at].text == "^" and at + 1 < len(words) else at
    power = unit_book().powers.get(words[here].text)
    return (power, here + 1) if power else (None, at)


def _loose_at(words: list[Word], at: int) -> UnitHit | None:
    """A symbol that is an everyday word ("in"), where the sentence or phrase ends after it."""
    after = words[at + 1].lower if at + 1 < len(words) else "."
    for unit in unit_book().units:
        ends = after.isspace() or after in (".", ")", ";", "x", "×")
        if ends and words[at].text in unit.loose:
            return UnitHit(unit.name, unit.kind, at + 1)
    return None


def _with_rate(words: list[Word], hit: UnitHit, figures: bool) -> UnitHit:
    """Add "/hour", "per day", "a day" to a unit."""
    at = hit.stop
    if at + 1 >= len(words):
        return hit
    mark = words[at].lower
    if mark == "/" and words[at - 1].touches(words[at]) and words[at].touches(words[at + 1]):
        below = _symbol_at(words, at + 1) or _simple_at(words, at + 1, False)
    elif mark == "per" and words[at + 1].lower != "cent":
        below = _simple_at(words, at + 1, figures)
    elif mark in ("a", "an", "each") and hit.kind in _PER_KINDS:
        below = _simple_at(words, at + 1, False)
        below = below if below and below.kind == _TIME else None
    else:
        return hit
    if below is None or below.kind == "doubtful":
        return hit
    return UnitHit(f"{hit.name} per {below.name}", f"{hit.kind} rate", below.stop)


@cache
def unit_names() -> frozenset[str]:
    """Every canonical unit and currency code that is a measure (counted nouns are not)."""
    names = {
        entry[1]
        for table in (_words_table(), _symbols_table())
        for listed in table.values()
        for entry in listed
    }
    powers = {f"{power} {name}" for name in names for power in unit_book().powers.values()}
    codes = {currency.code for currency in unit_book().currencies}
    return frozenset(names | powers | codes | {f"inverse {name}" for name in names})
