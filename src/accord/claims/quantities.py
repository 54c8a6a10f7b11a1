"""How much: numbers with unit, bound and what they count.

A quantity keeps what the words allow: `value` is the number they name, `low` and `high` bracket it.
A range ("9,000 to 11,000", "dozens") has no value: a midpoint is never made up. "More than" is kept
as `at_least`; that it is strict is not kept. "About" brackets nothing.

Units are canonical singulars: of measure ("kilometre", "barrel", "percent"), ISO 4217 codes for
money, or the singular of the counted noun ("rounds" is "round", "troops" is "troop": a troop is not
turned into a person). A rank ("fifth-largest") has the unit "rank"; a ratio ("one in three") or a
fraction ("half of the shells") the unit "ratio" and the share as its value; a multiple
("threefold") the unit "multiple".

Not quantities: dates and times (`claims.times`), figures in names ("F-16", "resolution 1718"),
list numbering, "one" without a measure or bound, and small definite numbers that refer back ("the
two leaders").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from accord.claims.bounds import bound_after, bound_before, bracket
from accord.claims.counted import (
    Counted,
    Parse,
    content_by_words,
    counted_by_parse,
    counted_by_words,
    joined_noun,
)
from accord.claims.numbers import MINUS, Number, number_at
from accord.claims.parts import QuantityMention
from accord.claims.shares import Shares
from accord.claims.times import find_times
from accord.claims.tokens import Doc
from accord.claims.units import UnitHit, money_before, unit_at
from accord.claims.words import BREAK, Word, words_in, words_of
from accord.codebooks.numbers import number_words
from accord.codebooks.units import unit_book
from accord.model import Bound

_SCALED = 20
"""From here on a vague number has a scale ("a few dozen", "several hundred")."""

_HYPHENS = ("-", "‐", "‑")
_DASHES = (*_HYPHENS, "–", "—", "−")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit in `words[first:stop]`, not yet bounded."""

    first: int
    stop: int
    number: Number
    unit: UnitHit | None


def find_quantities(
    text: str, doc: Doc | None = None, *, durations: bool = False
) -> tuple[QuantityMention, ...]:
    """All quantities of `text`, in order, not overlapping.

    `doc` is the parse of the same text (offsets equal); it finds the noun that is counted. Without
    it the noun is found by its look. `durations` keeps lengths of time ("three days") too.
    Never raises, whatever the text.
    """
    return tuple(_Finder(text, Parse(doc) if doc is not None else None, durations).find())


class _Finder:
    """One pass over a text."""

    def __init__(self, text: str, parse: Parse | None, durations: bool) -> None:
        self.text = text
        self.words = words_in(text)
        self.parse = parse
        self.blocked = _blocked(text, self.words, durations)
        self.quotes = _open_quotes(self.words)
        self.shares = Shares(text, self.words, self.blocked, self.parse)

    def find(self) -> Iterator[QuantityMention]:
        """The quantities in order."""
        stop = end = 0
        for at in self._starts_possible():
            if at < stop:
                continue
            found, stop = self._at(at)
            for quantity in found:
                if quantity.start >= end:  # A bound between two figures belongs to one of them.
                    yield quantity
                    end = quantity.end

    def _starts_possible(self) -> list[int]:
        """The words at which a quantity may begin."""
        starters, money, blocked = _starters(), _money_starters(), self.blocked
        return [
            at
            for at, word in enumerate(self.words)
            if (word.kind == "number" or word.lower in starters or word.text in money)
            and not blocked[at]
        ]

    def _at(self, at: int) -> tuple[list[QuantityMention], int]:
        """The quantities that begin at a word, and where to go on."""
        number = number_at(self.words, at)
        special = self.shares.at(at, number)
        if special is not None:
            return [special[0]], special[1]
        first = self._measure(at, number)
        if first is None:
            return [], at + 1
        if self._is_name(first):
            return [], first.stop
        return self._joined(first) or self._single(first)

    # --- Reading a measure ---

    def _measure(self, at: int, number: Number | None) -> Measure | None:
        """The number at a word, with the currency before it or the unit after it."""
        money = money_before(self.words, at) if self.words[at].kind != "number" else None
        number = number_at(self.words, money.stop) if money else number
        if number is None or (money and number.form != "figures"):
            return None
        if any(self.blocked[number.first : number.stop]):
            return None
        number, unit = self._settled(number, money)
        if money is not None:
            rate = unit_at(self.words, number.stop, True)
            stop = number.stop
            slash = self.words[stop].lower if stop < len(self.words) else ""
            if slash in ("/", "per", "a", "an"):
                rated = _money_rate(self.words, money, stop)
                return Measure(at, rated.stop, number, rated)
            if rate is not None and rate.kind == "money":
                return Measure(at, rate.stop, number, money)
            return Measure(at, number.stop, number, replace(money, stop=number.stop))
        at_unit = number.stop
        if number.form == "vague" and self._lower(at_unit) == "of":
            at_unit += 1  # "Hundreds of tonnes", "millions of dollars"
        unit = unit or unit_at(self.words, at_unit, number.form == "figures")
        unit = self._decided(number, unit)
        return Measure(at, unit.stop if unit else number.stop, number, unit)

    def _settled(self, number: Number, money: UnitHit | None) -> tuple[Number, UnitHit | None]:
        """Decide whether a letter after a figure is a magnitude or a unit ("5m")."""
        if number.suffix is None or len(number.suffix) > 1 or money is not None:
            return number, None
        if number.plain is not None and abs(number.plain) >= 1000:
            # "1500b" is no trillion and a half: nobody writes magnitudes of such figures.
            number = replace(number, stop=number.stop - 1, value=number.plain, suffix=None)
            return number, unit_at(self.words, number.stop, True)
        letter = self.words[number.stop - 1]
        plain = replace(number, stop=number.stop - 1, value=number.plain, suffix=None)
        unit = unit_at(self.words, plain.stop, True)
        after = self._lower(number.stop)
        if number.suffix == "t" or (number.suffix == "k" and self._hot(number)):
            kelvin = UnitHit("kelvin", "temperature", number.stop)
            return plain, unit if letter.lower == "t" else kelvin
        if number.suffix == "m" and unit is not None and unit.kind == "length":
            tall = after in unit_book().dimension_words
            if tall or (letter.text == "m" and after == "/"):
                return plain, unit
        return number, None

    def _hot(self, number: Number) -> bool:
        """True if a figure with a capital K stands in a list of temperatures."""
        before = [word.text for word in self.words[max(0, number.first - 3) : number.first]]
        return self.words[number.stop - 1].text == "K" and ("°" in before or "F" in before)

    def _decided(self, number: Number, unit: UnitHit | None) -> UnitHit | None:
        """Settle units that depend on the words around: "pounds", "won", a bare "C"."""
        if unit is None:
            return self._bare_temperature(number)
        if unit.kind == "time" and unit.name == "second" and number.form == "words":
            return unit
        if unit.kind == "doubtful":
            return self._money_or_mass(number, unit)
        if unit.name == "time" and unit.kind == "multiple":
            return unit
        if unit.name == "inch" and self.words[unit.stop - 1].text == '"':
            return None if self.quotes[unit.stop - 1] else unit
        if unit.name == "pound" and self._is_money(number):
            return UnitHit("GBP", "money", unit.stop)
        return unit

    def _bare_temperature(self, number: Number) -> UnitHit | None:
        """ "-10C", "70F": a capital letter that touches the figure."""
        if number.form != "figures" or number.stop >= len(self.words):
            return None
        word = self.words[number.stop]
        if not self.words[number.stop - 1].touches(word):
            return None
        after = self.words[number.stop + 1] if number.stop + 1 < len(self.words) else None
        if after is not None and word.touches(after) and after.kind != "other":
            return None
        names = {"C": "degree Celsius", "F": "degree Fahrenheit"}
        name = names.get(word.text)
        return UnitHit(name, "temperature", number.stop + 1) if name else None

    def _is_money(self, number: Number) -> bool:
        """True if a magnitude, a big figure or a word of money near by says "money"."""
        if number.value is not None and number.value >= 100_000:
            return True
        near = self.words[max(0, number.first - 6) : number.stop + 8]
        return any(word.lower in unit_book().money_cues for word in near)

    def _money_or_mass(self, number: Number, unit: UnitHit) -> UnitHit | None:
        """A doubtful word of money ("pounds", "won"), if the context is of money."""
        if self._is_money(number):
            return UnitHit(unit.name, "money", unit.stop)
        return UnitHit("pound", "mass", unit.stop) if unit.name == "GBP" else None

    # --- Two measures together ---

    def _joined(self, first: Measure) -> tuple[list[QuantityMention], int] | None:
        """A range, a tolerance, or two figures that share a unit; None for a single measure."""
        at = first.stop
        mark = self._lower(at)
        if mark in ("±",) or (mark == "+" and self._lower(at + 1) == "/"):
            return self._tolerance(first, at + (1 if mark == "±" else 3))
        lead = self._lower(first.first - 1)
        if mark in _HYPHENS and self._lower(at + 1) in ("to", "and", "or"):
            mark, at = self._lower(at + 1), at + 1
        if mark == "to" or mark in _DASHES or (mark == "and" and lead == "between"):
            return self._range(first, at + 1, mark, lead)
        if mark in ("and", "or"):
            return self._sharing(first, at + 1)
        return None

    def _second(self, first: Measure, at: int) -> Measure | None:
        """The second measure of a pair."""
        if at >= len(self.words) or self.blocked[at]:
            return None
        if self.words[at].kind != "number" and not _may_begin(self.words[at]):
            return None
        second = self._measure(at, number_at(self.words, at))
        if second is None or second.number.value is None or first.number.value is None:
            return None
        one, two = first.unit, second.unit
        if one and two and one.name != two.name and not two.name.startswith(f"{one.name} per "):
            return None
        return second

    def _range(
        self, first: Measure, at: int, mark: str, lead: str
    ) -> tuple[list[QuantityMention], int] | None:
        """ "9,000 to 11,000", "between 5 and 6 kg", "5-6 kg"."""
        second = self._second(first, at)
        if second is None or (mark in _DASHES and not self._tight_dash(at - 1)):
            return None
        low, high = _scaled(first.number, second.number, dashed=mark in _DASHES)
        second = self._rated(first, second)
        unit = second.unit or first.unit
        counted = None if unit else self._counted(second)
        if mark in _DASHES and (low >= high or self._in_name(first, second, unit, counted)):
            return [], second.stop
        if lead == "from" and self._changes(first.first - 1):
            return self._both(first, second, counted)
        if mark == "to" and second.number.value == 1 and unit is None and counted is None:
            return self._odds(first, second)
        if low == high:
            return None
        low, high = min(low, high), max(low, high)
        bounded = first.first - 1 if lead in ("between", "from") else first.first
        start, _ = bound_before(self.words, bounded)
        whole = Measure(first.first, second.stop, second.number, unit)
        return [self._made(whole, start, None, low, high, "range", counted)], second.stop

    def _rated(self, first: Measure, second: Measure) -> Measure:
        """The second of "$80-90 a barrel" with the first's currency and the rate behind both."""
        money = first.unit is not None and first.unit.kind == "money"
        if not money or first.unit is None or second.unit is not None:
            return second
        if self._lower(second.stop) not in ("/", "per", "a", "an"):
            return second
        unit = _money_rate(self.words, first.unit, second.stop)
        return replace(second, unit=unit, stop=unit.stop)

    def _both(
        self, first: Measure, second: Measure, counted: Counted | None
    ) -> tuple[list[QuantityMention], int]:
        """ "Rose from 5 to 6 kg": two quantities of one thing."""
        unit = first.unit or second.unit
        one = self._bounded(
            replace(first, unit=unit), first.first, "exact", counted, alone=True
        )  # fmt: skip
        start, bound = bound_before(self.words, second.first)
        two = self._bounded(second, start, bound, counted)
        return [one, two], max(second.stop, self._word_after(two.end))

    def _odds(self, first: Measure, second: Measure) -> tuple[list[QuantityMention], int] | None:
        """ "Ten to one": so many on one side for each on the other."""
        value = first.number.value
        if value is None or value <= 1 or first.unit is not None:
            return None
        ratio = UnitHit("ratio", "part", second.stop)
        whole = Measure(first.first, second.stop, first.number, ratio)
        made = self._made(whole, first.first, value, value, value, "exact", None)
        return [made], second.stop

    def _in_name(
        self, first: Measure, second: Measure, unit: UnitHit | None, counted: Counted | None
    ) -> bool:
        """True if figures joined by a dash look like a score, a telephone number or a code."""
        after = self._lower(second.stop)
        if after in _DASHES and self.words[second.stop - 1].touches(self.words[second.stop]):
            return unit is None
        return (
            unit is None
            and counted is None
            and not (
                first.number.grouped
                or second.number.grouped
                or second.number.suffix
                or self.words[second.stop - 1].lower in number_words().scales
            )
        )

    def _tight_dash(self, at: int) -> bool:
        """True if a dash touches the figures on both sides, or is spaced on both."""
        words = self.words
        if not 0 < at < len(words) - 1:
            return False
        return words[at - 1].touches(words[at]) == words[at].touches(words[at + 1])

    def _changes(self, at: int) -> bool:
        """True if a verb of change stands before "from"."""
        near = self.words[max(0, at - 10) : at]
        return any(word.lower in unit_book().change_words for word in near)

    def _tolerance(self, first: Measure, at: int) -> tuple[list[QuantityMention], int] | None:
        """ "9.83 ± 0.01 km"."""
        second = self._second(first, at)
        if second is None or first.number.value is None or second.number.value is None:
            return None
        value, spread = first.number.value, abs(second.number.value)
        whole = Measure(first.first, second.stop, first.number, second.unit or first.unit)
        made = self._made(whole, first.first, value, value - spread, value + spread, "about", None)
        return [made], second.stop

    def _sharing(self, first: Measure, at: int) -> tuple[list[QuantityMention], int] | None:
        """ "5 and 6 kg", "45 and 50 cases": two quantities, the second's unit for both."""
        if first.unit is not None or first.number.form == "vague":
            return None
        second = self._second(first, at)
        if second is None or first.number.form != second.number.form:
            return None
        counted = None if second.unit else self._counted(second)
        if second.unit is None and counted is None:
            return None
        start, bound = bound_before(self.words, first.first)
        one = self._bounded(replace(first, unit=second.unit), start, bound, counted, alone=True)
        two = self._bounded(second, second.first, "exact", counted)
        return [one, two], max(second.stop, self._word_after(two.end))

    # --- One measure ---

    def _single(self, measure: Measure) -> tuple[list[QuantityMention], int]:
        """One quantity, with its bound and what it counts."""
        measure, age = self._aged(measure)
        start, bound = bound_before(self.words, measure.first)
        bound, stop = bound_after(self.words, measure.stop, bound)
        measure = replace(measure, stop=stop)
        counted = self._counted(measure) if measure.unit is None else self._content(measure)
        if self._refers_back(measure, bound) or self._is_determiner(measure, bound, counted):
            return [], measure.stop
        if measure.number.form in ("vague", "fraction") and self._is_loose(measure, counted):
            return [], measure.stop
        made = self._signed(measure, self._bounded(measure, start, bound, counted))
        if age:
            made = replace(made, item="age")
        return [made], max(measure.stop, self._word_after(made.end))

    def _signed(self, measure: Measure, made: QuantityMention) -> QuantityMention:
        """ "Minus 20 degrees": below nought, where a measure is given and no sum is done."""
        at = measure.first - 1
        plain = made.bound == "exact" and made.value is not None and measure.unit is not None
        if not plain or self._lower(at) not in unit_book().minus_words or at < 0:
            return made
        if at and self.words[at - 1].kind == "number":
            return made
        value, start = -(made.value or 0.0), self.words[at].start
        return replace(
            made, start=start, text=self.text[start : made.end], value=value, low=value, high=value
        )

    def _aged(self, measure: Measure) -> tuple[Measure, bool]:
        """ "42-year-old", "40 years old", "aged 40": a length of life in years."""
        if measure.unit is not None and measure.unit.kind == "time":
            at = measure.stop + 1 if self._lower(measure.stop) in _HYPHENS else measure.stop
            if self._lower(at) in ("old", "olds"):
                return replace(measure, stop=at + 1), True
        if measure.unit is None and self._lower(measure.first - 1) == "aged":
            return replace(measure, unit=UnitHit("year", "time", measure.stop)), True
        return measure, False

    def _bounded(
        self,
        measure: Measure,
        start: int,
        bound: Bound,
        counted: Counted | None,
        alone: bool = False,
    ) -> QuantityMention:
        """A quantity, bracketed as its bound has it. `alone`: its noun stands elsewhere."""
        number = measure.number
        value, low, high, bound = bracket(number, bound)
        return self._made(measure, start, value, low, high, bound, counted, alone)

    def _made(
        self,
        measure: Measure,
        start: int,
        value: float | None,
        low: float | None,
        high: float | None,
        bound: Bound,
        counted: Counted | None,
        alone: bool = False,
    ) -> QuantityMention:
        """The mention: its text runs from the bound to the unit or the counted noun."""
        first, end = self.words[start].start, self.words[measure.stop - 1].end
        unit = measure.unit.name if measure.unit else None
        if measure.unit is None and measure.number.form == "fraction":
            unit = "ratio"
        elif counted is not None and measure.unit is None:
            unit = counted.unit
            end = end if alone else max(end, counted.end)
        span = (counted.item_start, counted.item_end) if counted else None
        return QuantityMention(
            start=first,
            end=end,
            text=self.text[first:end],
            value=value,
            low=low,
            high=high,
            bound=bound,
            unit=unit,
            item=" ".join(self.text[span[0] : span[1]].split()) if span else None,
            noun=span,
        )

    def _counted(self, measure: Measure) -> Counted | None:
        """What a bare number counts."""
        joined = joined_noun(self.words, measure.stop)
        if joined is not None:
            return joined
        start, end = self.words[measure.number.first].start, self.words[measure.stop - 1].end
        if self.parse is not None:
            found = counted_by_parse(self.parse, start, end)
            if found is not None:
                return found
        return counted_by_words(self.words, measure.stop, measure.number.value == 1)

    def _content(self, measure: Measure) -> Counted | None:
        """What a measure is of: "816,000 tonnes of grain", "60% of the shells"."""
        at, money = measure.stop, measure.unit is not None and measure.unit.kind == "money"
        if money and self._lower(at) == "worth":
            at += 1
        if self._lower(at) != "of" and not (money and self._lower(at) == "in"):
            return None
        if any(self.blocked[at : at + 2]):
            return None
        token = self.parse.token_at(self.words[at].start) if self.parse else None
        noun = next((t for t in token.children if t.dep_ == "pobj"), None) if token else None
        if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
            return content_by_words(self.words, at) if self._lower(at) == "of" else None
        if money and noun.ent_type_:
            return None
        edge = noun.left_edge
        start = edge.idx
        if edge.dep_ == "det" and edge.i < noun.i:
            start = noun.doc[edge.i + 1].idx
        return Counted("", noun.idx + len(noun), start, noun.idx + len(noun))

    # --- What is no quantity ---

    def _is_name(self, measure: Measure) -> bool:
        """True for figures in names, numbering, telephone numbers and the like."""
        number, words = measure.number, self.words
        if number.form != "figures":
            return False
        before = words[measure.first - 1] if measure.first else None
        figure = words[number.first]
        marked = self._lower(number.stop) in (".", ")") and self._numbering(number)
        if marked and measure.unit is None and self._begins_line(before, figure):
            return True
        if before is not None and before.touches(words[measure.first]):
            if before.kind == "letters" or before.lower in ("#", "_", "@", "\\", "№"):
                return True
            if before.lower in (*_DASHES, "/", ".", "+") and measure.first > 1:
                return words[measure.first - 2].touches(before)
        after = words[number.stop] if number.stop < len(words) else None
        if len(figure.text) > 1 and figure.text.isdigit() and figure.text[0] == "0":
            return True
        if measure.unit is not None:
            return False
        if after is not None and (after.kind == "letters" or after.lower in ("/", "_")):
            glued = words[number.stop - 1].touches(after)
        else:
            glued = False
        return glued or self._is_numbered(measure, before) or self._names(number)

    def _names(self, number: Number) -> bool:
        """True in "the 1718 Committee": a figure before one proper noun counts nothing."""
        first = self.words[number.first]
        token = self.parse.token_at(first.start) if self.parse is not None else None
        if token is None or number.grouped or number.suffix or number.stop - number.first > 1:
            return False
        single = token.head.tag_ == "NNP" and token.head.i > token.i and token.head.text.istitle()
        lead = token.i > 0 and token.nbor(-1).dep_ == "det" and token.nbor(-1).head == token.head
        return token.dep_ in ("nummod", "compound", "nmod") and single and lead

    def _begins_line(self, before: Word | None, figure: Word) -> bool:
        """True if a figure is the first word of its line."""
        return (
            before is None or before.lower == BREAK
            or "\n" in self.text[before.end : figure.start]
        )  # fmt: skip

    def _numbering(self, number: Number) -> bool:
        """True for the figure of a list's item."""
        return number.stop - number.first == 1 and not number.grouped and (number.value or 0) < 1000

    def _is_numbered(self, measure: Measure, before: Word | None) -> bool:
        """True after words that number things ("resolution 1718") and names ("Voyager 2")."""
        if before is None or before.kind != "letters":
            back = self._lower(measure.first - 2) if before is not None else ""
            return (
                before is not None and before.lower == "." and back in ("no", "nos", "para", "art")
            )
        if before.lower in unit_book().name_leads:
            return not measure.number.grouped
        named = (
            before.text[0].isupper() and measure.first > 1 and not self._starts(measure.first - 1)
        )
        if not named or measure.number.grouped or measure.number.suffix:
            return False
        return counted_by_words(self.words, measure.stop) is None

    def _starts(self, at: int) -> bool:
        """True if a word begins a sentence."""
        return at == 0 or self.words[at - 1].lower in (".", "!", "?", BREAK, ":", '"', "“")

    def _refers_back(self, measure: Measure, bound: Bound) -> bool:
        """True for small definite numbers: "the two leaders", "the last two provisions"."""
        number, book = measure.number, unit_book()
        if bound != "exact" or measure.unit is not None or number.form != "words":
            return False
        if number.value is None or number.value > 10:
            return False
        before = self._lower(measure.first - 1)
        if before in book.definites:
            return True
        return before in book.between_definites

    def _is_determiner(self, measure: Measure, bound: Bound, counted: Counted | None) -> bool:
        """True for "one" as pronoun or determiner."""
        number = measure.number
        if number.form != "words" or number.value != 1.0 or number.stop - number.first != 1:
            return False
        if self.words[number.first].lower != "one":
            return False
        if measure.unit is not None:
            return measure.unit.kind == "multiple"
        sure = bound != "exact" or self._lower(number.first - 1) in unit_book().count_leads
        return not sure or counted is None

    def _is_loose(self, measure: Measure, counted: Counted | None) -> bool:
        """True for vague words and fractions that name nothing: "few", "the second half"."""
        number = measure.number
        head = self.words[number.first].lower
        after = self._lower(measure.stop)
        if number.form == "fraction":
            article = head in ("a", "an")
            if after == "of" or measure.unit is not None:
                return False
            if head == "half":
                lead = self._lower(number.first - 1)
                other = lead in number_words().ordinals or lead in unit_book().definites
                return after not in unit_book().half_followers or other or lead in ("a", "other")
            return article and self._lower(number.first - 1) not in unit_book().share_leads
        if number.low is not None and number.low >= _SCALED:
            return False  # "A few dozen" says how many, whoever they are.
        if (number.value is None and number.high is not None) or number.value == 2.0:
            few = head in ("few", "couple") or self._lower(number.first - 1) == "the"
            return few or (counted is None and measure.unit is None)
        return head == "scores" and after != "of"

    # --- Helpers ---

    def _lower(self, at: int) -> str:
        """Lower-case form of a word, "" beyond the edges."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def _word_after(self, offset: int) -> int:
        """Index of the first word that begins at or after a character."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low


def _blocked(text: str, words: list[Word], durations: bool) -> list[bool]:
    """Whether each word belongs to a time expression, whose numbers are no quantities."""
    blocked = [False] * len(words)
    at = 0
    for time in find_times(text, None):
        if durations and time.type == "DURATION":
            continue
        while at < len(words) and words[at].start < time.start:
            at += 1
        while at < len(words) and words[at].start < time.end:
            blocked[at] = True
            at += 1
    return blocked


def _open_quotes(words: list[Word]) -> list[bool]:
    """Whether a straight quotation mark is open before each word, in its paragraph."""
    state, found = False, []
    for word in words:
        found.append(state)
        if word.lower == BREAK:
            state = False
        elif word.text == '"':
            state = not state
    return found


@cache
def _starters() -> frozenset[str]:
    """Lower-case words at which a quantity may begin, figures apart."""
    book = number_words()
    folds = {f"{word}{book.fold}" for word in book.small}
    return frozenset(
        {*book.small, *book.tens, *book.plurals, *book.vague, *book.ordinals, *book.glyphs}
        | {"a", "an", "half", "tens", "twice", "thrice", *MINUS} | folds
    )  # fmt: skip


@cache
def _money_starters() -> frozenset[str]:
    """First words of currency symbols and codes."""
    symbols = (s for c in unit_book().currencies for s in (*c.symbols, c.code))
    return frozenset(words_of(symbol)[0].text for symbol in symbols)


def _may_begin(word: Word) -> bool:
    """True if a quantity may begin at a word that is not a figure."""
    return word.lower in _starters() or word.text in _money_starters()


def _money_rate(words: list[Word], money: UnitHit, stop: int) -> UnitHit:
    """A currency with its rate ("$15.4/hour", "$5 a barrel"); without one, the currency itself."""
    mark = words[stop].lower
    if mark == "/" and not words[stop - 1].touches(words[stop]):
        return replace(money, stop=stop)
    below = unit_at(words, stop + 1, False) if stop + 1 < len(words) else None
    if below is None or below.kind in ("doubtful", "money", "part"):
        return replace(money, stop=stop)
    return UnitHit(f"{money.name} per {below.name}", "money rate", below.stop)


def _scaled(first: Number, second: Number, *, dashed: bool = False) -> tuple[float, float]:
    """The ends of a range, the first in the second's magnitude ("5 to 6 million", "5-6,000")."""
    low, high = first.value or 0.0, second.value or 0.0
    if dashed and second.grouped and not first.grouped and first.suffix is None:
        step = 1000.0
        while high % (step * 1000) == 0:
            step *= 1000
        if high and high % 1000 == 0 and high / 10 <= low * step < high:
            return low * step, high
    plain = second.plain if second.suffix else None
    if plain is None and second.form == "figures" and first.suffix is None and high >= 1000:
        for scale in sorted(set(number_words().scales.values()), reverse=True):
            if scale >= 1000 and high % scale == 0 and not second.grouped and high / scale < 1000:
                words_used = second.stop - second.first > 1
                plain = high / scale if words_used else None
                break
    if plain and low <= plain and first.suffix is None and low < 1000:
        return low * (high / plain), high
    return low, high
