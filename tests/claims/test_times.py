from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.calendar import back, easter, holiday_date, read_moment, shift, week_period
from accord.claims.times import find_times
from accord.codebooks.times import time_words

CASES = Path(__file__).parents[1] / "cases" / "times.yaml"
_ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
_PIECES = st.sampled_from(
    ["June", "19th", "2024", "in", "since", "last", "week", "two", "years", "ago", "the", "1990s",
     "Friday", "morning", "3", "a.m.", "early", ",", "-", "May", "half", "of", "Q3", "every", "31",
     "century", "quarter", "from now", "Christmas", "“", "9999", "00", "\n\n", "’s", "second",
     "days", "after", "before", "9/11", "-old", "year-end", "through", "period", "will", "until",
     "following", "(", ")", "GMT", "mid", "weeklong"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=25).map(" ".join))
_ANCHORS = st.one_of(
    st.none(), st.dates().map(date.isoformat), st.sampled_from(["2024", "2024-06", "", "soon"])
)


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: str(row["text"])[:50])
def test_times_with_value_interval_and_basis(case: dict[str, Any]) -> None:
    found = find_times(case["text"], case["anchor"])
    got = [[t.text, t.type, t.value, t.first, t.last, t.precision, t.basis] for t in found]
    assert got == case["times"]


@given(_TEXTS, _ANCHORS)
@settings(max_examples=150, deadline=None)
def test_offsets_reproduce_the_text_in_order(text: str, anchor: str | None) -> None:
    at = 0
    for time in find_times(text, anchor):
        assert time.text == text[time.start : time.end]
        assert at <= time.start < time.end
        at = time.end
        if time.first and time.last:
            assert date.fromisoformat(time.first) <= date.fromisoformat(time.last)


@given(_TEXTS, _TEXTS, _ANCHORS)
@settings(max_examples=100, deadline=None)
def test_what_follows_a_blank_line_changes_nothing_before_it(
    text: str, more: str, anchor: str | None
) -> None:
    alone = find_times(text, anchor)
    joined = find_times(f"{text}\n\n{more}", anchor)
    assert joined[: len(alone)] == alone
    assert all(time.start > len(text) for time in joined[len(alone) :])


@given(_TEXTS)
@settings(max_examples=80, deadline=None)
def test_without_an_anchor_nothing_relative_is_dated_unless_the_text_dates_it(text: str) -> None:
    for time in find_times(text, None):
        if time.basis == "relative" and "XXXX" not in time.value:
            stated = [t for t in find_times(text, None) if t.basis == "stated" and t.first]
            assert time.first is None or stated


@pytest.mark.parametrize(
    "junk", ["漢字" * 500, "1" * 5000, "June " * 400, "“" * 900, "\u202e" * 300]
)
def test_junk_is_read_without_complaint(junk: str) -> None:
    assert find_times(junk, "2024-06-22") == find_times(junk, "2024-06-22")


def test_every_range_of_a_named_period_runs_forward() -> None:
    for period in time_words().periods:
        assert date.fromisoformat(period.first) <= date.fromisoformat(period.last)


@pytest.mark.parametrize(
    ("year", "expected"),
    [(1998, date(1998, 4, 12)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31))],
)
def test_easter_of_known_years(year: int, expected: date) -> None:
    assert easter(year) == expected


def test_holidays_by_weekday() -> None:
    by_name = {name: h for h in time_words().holidays for name in h.names}
    assert holiday_date(by_name["thanksgiving"], 1998) == date(1998, 11, 26)
    assert holiday_date(by_name["memorial day"], 2024) == date(2024, 5, 27)
    assert holiday_date(by_name["labor day"], 2024) == date(2024, 9, 2)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9980, 1, 1)))
@settings(max_examples=60)
def test_a_week_holds_its_day_and_has_seven(day: date) -> None:
    week = week_period(day)
    assert week.first is not None and week.last is not None
    assert week.first <= day <= week.last
    assert (week.last - week.first).days == 6


@given(st.dates(min_value=date(200, 1, 1), max_value=date(9000, 1, 1)), st.integers(-50, 50))
@settings(max_examples=60)
def test_shifting_there_and_back_is_no_shift(day: date, count: int) -> None:
    there = shift(read_moment(day.isoformat()), count, "M")
    assert there is not None and there.first is not None
    again = shift(read_moment(there.first.isoformat()), -count, "M")
    assert again is not None and again.value == day.isoformat()[:7]


def test_going_back_a_month_from_its_last_day_keeps_to_the_calendar() -> None:
    assert back(date(2024, 3, 31), 1, "M") == date(2024, 2, 29)
