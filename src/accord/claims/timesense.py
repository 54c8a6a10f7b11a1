"""What a match of the grammar of times denotes, and what its rules know of the text around."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from accord.claims.calendar import Moment, Period
from accord.claims.parts import TimexType
from accord.claims.plurals import looks_plural
from accord.claims.timetense import REACH, direction, ends_sentence
from accord.claims.timewords import Item
from accord.claims.words import Word
from accord.codebooks.times import time_words
from accord.model import Precision, TimeBasis


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression denotes. `clock` is a time of day that a neighbouring date may complete;
    `ended` marks named periods, after which "since" begins at their end; `compared`
    marks what something is only compared with, which no later expression is counted from.
    """

    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    precision: Precision = "day"
    basis: TimeBasis = "stated"
    clock: str = ""
    ended: bool = False
    compared: bool = False


class Context:
    """A text's words and items, its anchor, and the last date that the text has named."""

    def __init__(self, words: list[Word], items: list[Item], anchor: Moment) -> None:
        self.words = words
        self.items = items
        self.anchor = anchor
        self.codes = "".join(item.code for item in items)
        self.named: Sense | None = None
        self._named_day: Sense | None = None
        self._named_at = 0

    def seen(self, sense: Sense, at: int) -> None:
        """Remember the last dated expression, for "that year" and "the next day"."""
        aside = sense.ended or sense.compared
        if sense.type in ("DATE", "TIME") and sense.first is not None and not aside:
            self.named = sense
            if sense.first == sense.last:
                self._named_day, self._named_at = sense, at

    def day_near(self, at: int) -> date | None:
        """The last day named before item `at`, if it is not far."""
        if (
            self._named_day is None
            or self.items[at].first - self.items[self._named_at].first > REACH
        ):
            return None
        return self._named_day.first

    def before(self, at: int, back: int = 1) -> str:
        """Lower-case form of the word `back` places before item `at`."""
        where = self.items[at].first - back
        return self.words[where].lower if where >= 0 else ""

    def after(self, stop: int) -> Word | None:
        """The word after item `stop - 1`."""
        where = self.items[stop - 1].stop
        return self.words[where] if where < len(self.words) else None

    def direction(self, at: int, stop: int) -> int:
        """-1 for past, 1 for future, 0 where no cue of tense stands in the sentence."""
        while at > 0 and self.codes[at - 1] in "CZz":
            at -= 1
        return direction(self.words, self.items[at].first, self.items[stop - 1].stop)

    def lead(self, at: int) -> str:
        """The word before item `at`, a clock time and its zone passed over ("until 9 a.m.")."""
        while at > 0 and self.codes[at - 1] in "CZ":
            at -= 1
        return self.before(at)

    def perfect(self, at: int) -> bool:
        """True if a past perfect stands near an item, in its sentence ("by May it had fallen")."""
        first = self.items[at].first
        cues = time_words().perfect_cues
        for path in (range(first - 1, max(-1, first - 12), -1),
                     range(first + 1, min(len(self.words), first + 12))):  # fmt: skip
            for where in path:
                if self.words[where].lower in cues:
                    return True
                if ends_sentence(self.words, where):
                    break
        return False


class Hit:
    """One match of a rule: the context, the items [at, stop) and the pattern's named groups."""

    def __init__(self, context: Context, match: re.Match[str]) -> None:
        self.context = context
        self.match = match
        self.at, self.stop = match.start(), match.end()

    @property
    def anchor(self) -> Moment:
        """The published date."""
        return self.context.anchor

    def item(self, name: str) -> Item | None:
        """The (last) item of a named group."""
        if self.match.re.groupindex.get(name) is None or self.match.start(name) < 0:
            return None
        return self.context.items[self.match.end(name) - 1]

    def number(self, name: str) -> int | None:
        """The item's number, whole."""
        item = self.item(name)
        return None if item is None or item.number is None else int(item.number)

    def amount(self, name: str) -> float | None:
        """The item's number."""
        item = self.item(name)
        return None if item is None else item.number

    def key(self, name: str) -> str:
        """The item's key, "" without the group."""
        item = self.item(name)
        return item.key if item else ""

    def code(self, name: str) -> str:
        """The item's code, "" without the group."""
        item = self.item(name)
        return item.code if item else ""

    def direction(self) -> int:
        """The direction that the words around give."""
        return self.context.direction(self.at, self.stop)


Maker = Callable[[Hit], Sense | None]


def sense_of(
    period: Period | None, basis: TimeBasis = "stated", kind: TimexType = "DATE"
) -> Sense | None:
    """A period as a sense."""
    if period is None:
        return None
    known = period.first is not None
    return Sense(
        kind, period.value, period.first, period.last, period.precision,
        basis if known or basis != "inferred" else "relative",
    )  # fmt: skip


def has_year(hit: Hit) -> bool:
    """True if the words themselves give the year."""
    return hit.item("y") is not None or hit.item("r") is not None


def year_of(hit: Hit) -> tuple[int | None, TimeBasis]:
    """The year a rule names: in figures, or as "this year", "last year" from the anchor."""
    if hit.item("y") is not None:
        return hit.number("y"), "stated"
    step = {"L": -1, "X": 1, "t": 0}.get(hit.code("r"))
    if step is not None and hit.anchor.year is not None:
        return hit.anchor.year + step, "relative"
    return None, "relative"


def part_named(hit: Hit) -> str:
    """ "start", "mid", "end" or "" of the modifier in a match."""
    return hit.key("q") or hit.key("b")


def narrowed(sense: Sense | None, part: str) -> Sense | None:
    """Narrow an interval to its first half, middle half or second half. The value stays."""
    if sense is None or not part or sense.first is None or sense.last is None:
        return sense
    days = (sense.last - sense.first).days + 1
    if days < 4:
        return sense
    half, quarter = timedelta(days=days // 2), timedelta(days=days // 4)
    if part == "start":
        return replace(sense, last=sense.first + half - timedelta(days=1))
    if part == "end":
        return replace(sense, first=sense.last - half + timedelta(days=1))
    return replace(sense, first=sense.first + quarter, last=sense.last - quarter)


def counts(after: Word | None) -> bool:
    """True if the word after a figure looks like a plural that it counts ("2000 rounds")."""
    if after is None or after.kind != "letters" or after.text[0].isupper():
        return False
    return looks_plural(after.text)
