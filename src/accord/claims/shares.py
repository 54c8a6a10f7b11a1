"""Numbers that relate: ratios ("one in three"), ranks ("fifth-largest"), multiples ("twice")."""

from __future__ import annotations

from dataclasses import replace

from accord.claims.bounds import bound_before, bracket
from accord.claims.counted import Parse
from accord.claims.numbers import Number, number_at, ordinal_at
from accord.claims.parts import QuantityMention
from accord.claims.units import unit_at
from accord.claims.words import Word
from accord.codebooks.numbers import number_words
from accord.codebooks.units import unit_book

_HYPHENS = ("-", "‐", "‑")


class Shares:
    """Reads ratios, ranks and multiples in the words of one text."""

    def __init__(
        self, text: str, words: list[Word], blocked: list[bool], parse: Parse | None
    ) -> None:
        self.text = text
        self.words = words
        self.blocked = blocked
        self.parse = parse

    def at(self, at: int, number: Number | None) -> tuple[QuantityMention, int] | None:
        """(quantity, stop) of a ratio, rank or multiple at a word, or None.

        `number` is the number that begins there, if one does.
        """
        plain = number if number is not None and self._is_plain(number) else None
        ratio = (self._odds(plain) or self._share(plain)) if plain is not None else None
        return ratio or self._rank(at) or self._multiple(at, plain)

    def _is_plain(self, number: Number) -> bool:
        """Whether a number has a value of its own and is no part of a time."""
        if number.value is None or number.form not in ("figures", "words"):
            return False
        return not any(self.blocked[number.first : number.stop])

    def _odds(self, number: Number) -> tuple[QuantityMention, int] | None:
        """ "2:1", "two-to-one"."""
        stop, words = number.stop, self.words
        colon = self._lower(stop) == ":"
        joined = self._lower(stop) in _HYPHENS and self._lower(stop + 1) == "to"
        if not (colon or joined):
            return None
        at = stop + 1 if colon else stop + 2
        if joined and self._lower(at) in _HYPHENS:
            at += 1
        if at >= len(words) or self.blocked[at]:
            return None
        other = number_at(words, at)
        tight = all(words[k].touches(words[k + 1]) for k in range(stop - 1, at))
        if other is None or not other.value or not tight or number.value is None:
            return None
        if colon and (len(words[at].text) > 1 or number.value > 20):
            return None
        if joined and other.value >= number.value:
            return None
        return self._made(number.first, other.stop, number.value / other.value, "ratio")

    def _share(self, number: Number) -> tuple[QuantityMention, int] | None:
        """ "one in three", "four out of five"."""
        at = number.stop
        if self._lower(at) == "out" and self._lower(at + 1) == "of":
            at += 2
        elif self._lower(at) == "in":
            at += 1
        else:
            return None
        if self._lower(at) == "every":
            at += 1
        if at >= len(self.words) or self.blocked[at]:
            return None
        other = number_at(self.words, at)
        if other is None or other.form != number.form or not other.value or number.value is None:
            return None
        unit = unit_at(self.words, other.stop, other.form == "figures")
        if not number.value < other.value <= 1000 or (unit is not None and unit.kind == "time"):
            return None
        return self._made(number.first, other.stop, number.value / other.value, "ratio")

    def _rank(self, at: int) -> tuple[QuantityMention, int] | None:
        """ "fifth-largest", "the third most", "ranked ninth"."""
        found = ordinal_at(self.words, at)
        if found is None:
            return None
        value, stop = found
        after = stop + 1 if self._lower(stop) in _HYPHENS else stop
        book = unit_book()
        if self._lower(after) in book.superlatives:
            made, _ = self._made(at, after + 1, float(value), "rank")
            item = self._rank_item(at, after)
            noun = item if item else (made.start, made.end)
            shown = " ".join(self.text[noun[0] : noun[1]].split())
            return replace(made, ordinal=value, noun=noun, item=shown), after + 1
        if self._lower(at - 1) in book.rank_verbs:
            made, _ = self._made(at, stop, float(value), "rank")
            return replace(made, ordinal=value), stop
        return None

    def _rank_item(self, at: int, superlative: int) -> tuple[int, int] | None:
        """The phrase of what is ranked: "fifth-largest export destination"."""
        if self.parse is None:
            return None
        token = self.parse.token_at(self.words[superlative].start)
        for _ in range(4):
            if token is None or token.pos_ in ("NOUN", "PROPN"):
                break
            token = token.head if token.head.i != token.i else None
        if token is None or token.idx < self.words[superlative].end:
            return None
        return self.words[at].start, token.idx + len(token)

    def _multiple(self, at: int, number: Number | None) -> tuple[QuantityMention, int] | None:
        """ "twice", "three times as many", "threefold", "10-fold"."""
        book = number_words()
        lower = self._lower(at)
        if lower in ("twice", "thrice"):
            unit = "multiple" if self._lower(at + 1) in unit_book().multiple_followers else "time"
            return self._made(at, at + 1, float(book.multiples[lower]), unit)
        whole = lower.removesuffix(book.fold)
        if whole != lower and whole in book.small:
            return self._made(at, at + 1, float(book.small[whole]), "multiple")
        if number is None or number.value is None:
            return None
        after = number.stop + 1 if self._lower(number.stop) in _HYPHENS else number.stop
        if self._lower(after) == book.fold:
            return self._made(at, after + 1, number.value, "multiple")
        if (
            self._lower(after) in book.times
            and self._lower(after + 1) in unit_book().multiple_followers
        ):
            return self._made(at, after + 1, number.value, "multiple")
        return None

    def _made(self, first: int, stop: int, value: float, unit: str) -> tuple[QuantityMention, int]:
        """A quantity without a counted noun, with its bound."""
        start, bound = bound_before(self.words, first)
        number = Number(first, stop, value, "words", plain=value)
        named, low, high, bound = bracket(number, bound)
        begin, end = self.words[start].start, self.words[stop - 1].end
        made = QuantityMention(
            start=begin, end=end, text=self.text[begin:end], value=named, low=low, high=high,
            bound=bound, unit=unit, item=None,
        )  # fmt: skip
        return made, stop

    def _lower(self, at: int) -> str:
        """Lower-case form of a word, "" beyond the edges."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""
