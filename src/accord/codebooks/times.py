"""The codebook of time words, named periods and holidays, as typed records."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta

PartName = Literal["start", "mid", "end"]


class NamedPeriod(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named stretch of history with ISO dates, inclusive."""

    names: tuple[str, ...]
    first: str
    last: str
    source: str
    note: str | None = None


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day of each year: a month and day; an nth weekday of a month; or days from Easter."""

    names: tuple[str, ...]
    source: str
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None


class KnownDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day whose year goes without saying where one of `followers` stands behind it."""

    month: int
    day: int
    year: int
    followers: frozenset[str]
    source: str


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`times.yaml`. Keys are in lower case; codes are TIMEX3's where there are any."""

    meta: Meta
    months: dict[str, int]
    month_abbreviations: dict[str, int]
    ambiguous_months: frozenset[str]
    month_leads: frozenset[str]
    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    seasons: dict[str, str]
    units: dict[str, str]
    unit_plurals: dict[str, str]
    day_parts: dict[str, str]
    day_part_plurals: dict[str, str]
    day_points: dict[str, str]
    references: dict[str, str]
    reference_phrases: dict[str, str]
    last_words: frozenset[str]
    next_words: frozenset[str]
    this_words: frozenset[str]
    that_words: frozenset[str]
    recent_words: frozenset[str]
    ago_words: frozenset[str]
    earlier_words: frozenset[str]
    later_words: frozenset[str]
    early_words: frozenset[str]
    middle_words: frozenset[str]
    late_words: frozenset[str]
    prefixes: frozenset[str]
    part_nouns: dict[str, PartName]
    each_words: frozenset[str]
    set_words: dict[str, str]
    set_leads: frozenset[str]
    fiscal_words: frozenset[str]
    more_words: frozenset[str]
    approximators: frozenset[str]
    approximator_phrases: tuple[str, ...]
    trailing_approximators: tuple[str, ...]
    over_leads: frozenset[str]
    decade_words: dict[str, int]
    long_words: dict[str, str]
    period_words: frozenset[str]
    time_zones: frozenset[str]
    time_zone_phrases: tuple[str, ...]
    since_words: frozenset[str]
    until_words: frozenset[str]
    by_words: frozenset[str]
    before_words: frozenset[str]
    after_words: frozenset[str]
    duration_leads: frozenset[str]
    season_leads: frozenset[str]
    running_year_leads: frozenset[str]
    year_closers: frozenset[str]
    shares_of_year: frozenset[str]
    telling_followers: frozenset[str]
    clock_leads: frozenset[str]
    named_weekday_leads: frozenset[str]
    lasting_things: frozenset[str]
    lasting_followers: frozenset[str]
    year_leads: frozenset[str]
    weak_year_leads: frozenset[str]
    name_leads: frozenset[str]
    named_words: frozenset[str]
    after_amounts: frozenset[str]
    determiners: frozenset[str]
    future_cues: frozenset[str]
    promise_cues: frozenset[str]
    perfect_cues: frozenset[str]
    past_cues: frozenset[str]
    modal_cues: frozenset[str]
    past_modals: frozenset[str]
    denying: frozenset[str]
    timetable_cues: frozenset[str]
    timetable_bases: frozenset[str]
    present_auxiliaries: frozenset[str]
    no_plan_leads: frozenset[str]
    past_shields: frozenset[str]
    not_past: frozenset[str]
    clause_boundaries: frozenset[str]
    ahead_leads: tuple[str, ...]
    lasting_verbs: frozenset[str]
    lasting_leads: frozenset[str]
    abbreviations: frozenset[str]
    past_followers: frozenset[str]
    title_breakers: frozenset[str]
    past_ending: str
    ordering: frozenset[str]
    comparing: frozenset[str]
    ranking: frozenset[str]
    periods: tuple[NamedPeriod, ...]
    holidays: tuple[Holiday, ...]
    known_days: tuple[KnownDay, ...]


@cache
def time_words() -> TimeWords:
    """The time words, read once."""
    return load("times.yaml", TimeWords)
