"""Instruments that reports name outright: treaties by name, resolutions by number, regimes, bodies.

Names come from the codebooks of treaties and measures. A treaty's name that others bear too ("the
strategic partnership treaty") is no instrument yet: it narrows the choice, see `instruments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from accord.codebooks.actors import actors
from accord.codebooks.instruments import instrument_words
from accord.codebooks.measures import Regime, measures
from accord.codebooks.treaties import treaties
from accord.model import Span


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of text that names an instrument; `id` is None if no codebook has it."""

    start: int
    end: int
    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class StateName:
    """A stretch of text that names a state, or any of several ("Moscow": Russia, Soviet Union)."""

    start: int
    end: int
    states: frozenset[str]


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of `names`, the longest first, as whole words and over any white space.

    A name of one word keeps its case ("Quad" is not a quad), a longer one need not.
    """
    parts = []
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        body = r"\s+".join(map(re.escape, name.split()))
        parts.append(body if " " not in name else f"(?i:{body})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)") if parts else re.compile(r"(?!)")


def _key(text: str) -> str:
    """A name without regard to case and white space."""
    return " ".join(text.split()).casefold()


class NameBook:
    """Names of the codebooks' instruments, ready to be looked for."""

    def __init__(self) -> None:
        self.treaties = treaties()
        self.regimes = tuple(measures().values())

    @cached_property
    def own_names(self) -> tuple[tuple[str, str | None, str], ...]:
        """Names that only one instrument bears: as written, its id, and what it is called."""
        others = [
            (alias, None, other.name)
            for other in instrument_words().others
            for alias in other.aliases
        ]
        own = [
            (name, treaty.id, treaty.short_name)
            for treaty in self.treaties.values()
            for name in (treaty.name, treaty.short_name, *treaty.aliases)
        ]
        return (*others, *own)

    @cached_property
    def own(self) -> dict[str, tuple[str | None, str]]:
        """Each such name to the instrument's id and what it is called."""
        return {_key(written): (name, shown) for written, name, shown in self.own_names}

    @cached_property
    def shared(self) -> dict[str, frozenset[str]]:
        """Each name that several treaties may bear, to the ids of those in the codebook.

        Names with a year ("the 1961 treaty") are left out: many treaties have that year.
        """
        found: dict[str, set[str]] = {}
        for treaty in self.treaties.values():
            for name in treaty.shared_aliases:
                if not any(letter.isdigit() for letter in name):
                    found.setdefault(_key(name), set()).add(treaty.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    @cached_property
    def own_pattern(self) -> re.Pattern[str]:
        """Any name that only one instrument bears."""
        return _pattern(written for written, _, _ in self.own_names)

    @cached_property
    def shared_pattern(self) -> re.Pattern[str]:
        """Any treaty's shared name."""
        return _pattern(
            name
            for treaty in self.treaties.values()
            for name in treaty.shared_aliases
            if _key(name) in self.shared
        )

    @cached_property
    def states(self) -> dict[str, frozenset[str]]:
        """Each name, adjective, demonym and capital of a state, to the states it may mean.

        Names of people whose state is known stand for it too: they speak for it.
        """
        found: dict[str, set[str]] = {}
        for state in actors().states.values():
            official = (state.official,) if state.official else ()
            names = (state.name, *official, *state.aliases, *state.adjectives, *state.demonyms)
            for form in (*names, *state.capitals):
                found.setdefault(form, set()).add(state.id)
        for person in actors().people.values():
            for form in (person.name, *person.aliases) if person.country else ():
                found.setdefault(form, set()).add(str(person.country))
        return {form: frozenset(ids) for form, ids in found.items()}

    @cached_property
    def shouted(self) -> dict[str, frozenset[str]]:
        """The same in capitals, as a first line may be set; short ones ("US") are left out."""
        return {form.upper(): ids for form, ids in self.states.items() if len(form) > 4}

    @cached_property
    def families(self) -> dict[str, frozenset[str]]:
        """Family names by which prominent people are known alone, to their states."""
        found: dict[str, set[str]] = {}
        for person in actors().people.values():
            if person.prominent and person.family and person.country:
                found.setdefault(person.family, set()).add(person.country)
        return {form: frozenset(ids) for form, ids in found.items()}

    @cached_property
    def state_lengths(self) -> dict[str, tuple[int, ...]]:
        """The first word of a state's names, to the numbers of words that those names have."""
        found: dict[str, set[int]] = {}
        for form in self.states:
            words = _WORD.findall(form)
            for first in {words[0], words[0].capitalize()}:
                found.setdefault(first, set()).add(len(words))
        return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}


@cache
def name_book() -> NameBook:
    """The names, read once."""
    return NameBook()


_WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+")


def find_states(text: str, start: int, end: int) -> list[StateName]:
    """States named in `text[start:end]`, the longest name at each place; linear in its length."""
    book = name_book()
    words = list(_WORD.finditer(text, start, end))
    found: list[StateName] = []
    stop = 0
    for at, word in enumerate(words):
        if at < stop or not _may_name(word[0]):
            continue
        size, states = _state_at(text, words, at, book)
        if states:
            found.append(StateName(word.start(), words[at + size - 1].end(), states))
            stop = at + size
    return found


@lru_cache(maxsize=65_536)
def _may_name(word: str) -> bool:
    """Whether a state's name, or one that stands for it, may begin with a word."""
    book = name_book()
    lengths = book.state_lengths
    return word in lengths or word.capitalize() in lengths or word in book.families


def _state_at(
    text: str, words: list[re.Match[str]], at: int, book: NameBook
) -> tuple[int, frozenset[str]]:
    """How many words from `at` name a state, and which; (1, nothing) if none do."""
    word = words[at].group()
    lengths = book.state_lengths.get(word) or book.state_lengths.get(word.capitalize(), ())
    for size in lengths:
        if at + size <= len(words):
            form = " ".join(text[words[at].start() : words[at + size - 1].end()].split())
            if form in book.states:
                return size, book.states[form]
            if form.isupper() and form in book.shouted:
                return size, book.shouted[form]
    follows = words[at + 1].group() if at + 1 < len(words) else ""
    if word in book.families and not follows[:1].isupper():
        return 1, book.families[word]
    return 1, frozenset()


def find_named(text: str, start: int, end: int, states: frozenset[str]) -> Iterator[Named]:
    """Instruments named outright in `text[start:end]`.

    `states` are all that the report names: a regime or a body is taken for the codebook's only if
    the state that it is aimed at is among them.
    """
    book = name_book()
    for match in book.own_pattern.finditer(text, start, end):
        known = book.own.get(_key(match.group()))
        if known:
            yield Named(match.start(), match.end(), *known)
    yield from _resolutions(text, start, end)
    yield from _sanctions(text, start, end, states)
    for regime in book.regimes:
        if regime.target in states:
            yield from _bodies(text, start, end, regime)


_RESOLUTIONS = re.compile(
    r"(?:(?:U\.?N\.?|United\s+Nations|UNSC)\s+)?(?:(?P<body>Security\s+Council|General\s+Assembly)\s+)?"
    r"(?:[Rr]esolutions?|UNSCRs?)\s+(?:[Nn]os?\.\s*)?(?=\d)"
)
_NUMBER = re.compile(r"(?P<number>\d{3,4})(?!\d|,\d)(?:\s*\((?P<year>\d{4})\)| of (?P<of>\d{4}))?")
_NEXT = re.compile(r"\s*,?\s+and\s+(?=\d)|\s*,\s*(?=\d)")


def _resolutions(text: str, start: int, end: int) -> Iterator[Named]:
    """Resolutions by number; of "Resolutions 1718 and 1874" each is one."""
    for head in _RESOLUTIONS.finditer(text, start, end):
        begin, at = head.start(), head.end()
        assembly = head["body"] is not None and head["body"].startswith("General")
        while number := _NUMBER.match(text, at, end):
            yield _resolution(begin, number, assembly=assembly)
            follows = _NEXT.match(text, number.end(), end)
            if not follows:
                break
            begin = at = follows.end()


def _resolution(begin: int, number: re.Match[str], *, assembly: bool) -> Named:
    """One resolution, from the codebook if the number (and year, where given) is there."""
    digits, year = int(number["number"]), number["year"] or number["of"]
    for regime in () if assembly else name_book().regimes:
        for known in regime.resolutions.values():
            if known.number == digits and year in (None, str(known.year)):
                name = f"UN Security Council Resolution {known.number} ({known.year})"
                return Named(begin, number.end(), known.id, name)
    body = "General Assembly " if assembly else ""
    dated = f" ({year})" if year else ""
    return Named(begin, number.end(), None, f"{body}Resolution {digits}{dated}")


@cache
def _sanctions_pattern() -> re.Pattern[str]:
    """Sanctions with whose they are, and at whom they aim where that follows."""
    words = instrument_words()
    issuers = "|".join(
        re.escape(name).replace(r"\ ", r"\s+")
        for name in sorted({*words.united_nations, *words.issuers}, key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![\w-])(?P<issuer>{issuers})(?:['’]s?)?\s+sanctions(?:\s+regimes?)?\b"
        r"(?P<target>\s+(?:on|against)\s+(?:the\s+)?(?=[A-Z]))?"
    )


def _sanctions(text: str, start: int, end: int, states: frozenset[str]) -> Iterator[Named]:
    """Sanctions by whose they are; the United Nations' are a regime if its target is named."""
    nations = set(instrument_words().united_nations)
    for match in _sanctions_pattern().finditer(text, start, end):
        target: frozenset[str] | None = None
        stop = match.end()
        if match["target"]:
            follows = find_states(text, match.end(), min(end, match.end() + 60))
            if follows and follows[0].start == match.end():
                target, stop = follows[0].states, follows[0].end
            else:
                stop = match.start("target")
        regime = None
        if " ".join(match["issuer"].split()) in nations:
            regime = _regime(states if target is None else target)
        if regime is not None:
            yield Named(match.start(), stop, regime.id, regime.name)
        else:
            yield Named(match.start(), stop, None, " ".join(text[match.start() : stop].split()))


def _regime(states: frozenset[str]) -> Regime | None:
    """The only regime of the codebook that is aimed at one of `states`, or None."""
    fitting = [regime for regime in name_book().regimes if regime.target in states]
    return fitting[0] if len(fitting) == 1 else None


@cache
def _body_pattern(regime: str) -> re.Pattern[str]:
    """Any body of a regime by name."""
    return _pattern(alias for body in measures()[regime].bodies.values() for alias in body.aliases)


def _bodies(text: str, start: int, end: int, regime: Regime) -> Iterator[Named]:
    """Bodies that watch a regime."""
    for match in _body_pattern(regime.id).finditer(text, start, end):
        for body in regime.bodies.values():
            if _key(match.group()) in map(_key, body.aliases):
                yield Named(match.start(), match.end(), body.id, body.aliases[0])
                break


def shared_names(text: str, start: int, end: int) -> list[tuple[Span, frozenset[str]]]:
    """Names that several treaties bear, with the ids of those that do."""
    book = name_book()
    return [
        (match.span(), book.shared.get(_key(match.group()), frozenset()))
        for match in book.shared_pattern.finditer(text, start, end)
    ]
