"""Published dates: reading them, ranking them, and never making one up."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.model import Published
from accord.reports.calendar import find_date, iso, parse_stamp
from accord.reports.dates import dateline, published_date, stamp

from .factory import cases

CASES = cases("dates")
META = [Published(value="2024-06-20", basis="metadata", text="2024-06-20")]
STATED = [("date", "Published on 19 June 2024")]
EDITION = [("edition", "From the June 22nd 2024 edition")]


@pytest.mark.parametrize(("text", "value"), CASES["dates"])
def test_dates_are_read_no_finer_than_written(text: str, value: str | None) -> None:
    found = find_date(text)
    assert (found.value if found else None) == value
    inside = find_date(f"(posted {text}) ")
    assert (inside.value if inside else None) == value


@pytest.mark.parametrize(("text", "value"), CASES["stamps"])
def test_metadata_stamps(text: str, value: str | None) -> None:
    assert parse_stamp(text) == value


@pytest.mark.parametrize(("text", "value", "agency"), CASES["datelines"])
def test_datelines(text: str, value: str | None, agency: str | None) -> None:
    assert dateline(text) == (value, agency)


def _choose(**known: object) -> Published:
    parts: dict[str, object] = {"given": None, "metadata": [], "dated": [], "blocks": []}
    return published_date(**(parts | known))  # type: ignore[arg-type]


def test_a_given_date_wins_over_everything() -> None:
    found = _choose(given="June 2024", metadata=META, dated=STATED, modified=0.0)
    assert (found.value, found.basis) == ("2024-06", "given")


def test_metadata_then_stated_then_inferred_then_file() -> None:
    dated = [*EDITION, *STATED]
    assert _choose(metadata=META, dated=dated, modified=0.0).basis == "metadata"
    assert _choose(dated=dated, modified=0.0) == Published(
        value="2024-06-19", basis="stated", text="Published on 19 June 2024"
    )
    assert _choose(dated=EDITION, modified=0.0).value == "2024-06-22"
    assert _choose(modified=86_400.0) == Published(value="1970-01-02", basis="file")
    assert _choose() == Published()


def test_file_properties_are_weaker_than_the_text() -> None:
    found = _choose(metadata=META, dated=EDITION, stated_first=True)
    assert (found.value, found.basis) == ("2024-06-22", "inferred")
    assert _choose(metadata=META, stated_first=True).basis == "metadata"


def test_an_updated_line_counts_last_and_as_inferred() -> None:
    updated = [("updated", "Updated 4 June 2024")]
    assert _choose(dated=[*updated, *STATED]).value == "2024-06-19"
    assert _choose(dated=updated).basis == "inferred"


def test_a_date_in_the_address_is_inferred() -> None:
    found = _choose(url="https://coastal.example/2024/06/19/ferry")
    assert (found.value, found.basis) == ("2024-06-19", "inferred")
    assert _choose(url="https://coastal.example/2024/jun/19/ferry").value == "2024-06-19"
    assert _choose(url="https://coastal.example/ferry-2024").value is None


def test_events_in_the_body_give_no_date() -> None:
    body = "The accord was signed on 19 June 2024 in Port Aldis, and published on 20 June 2024."
    assert _choose(blocks=[("body", body)]) == Published()


@settings(max_examples=80, deadline=None)
@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_a_day_is_read_back(day: date) -> None:
    ways = [
        f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat(),
        f"{day:%a}, {day:%d} {day:%b %Y} 10:00:00 +0000", f"{day:%Y%m%d}",
    ]  # fmt: skip
    assert [parse_stamp(way) for way in ways] == [day.isoformat()] * len(ways)
    numeric = parse_stamp(f"{day:%d/%m/%Y}")
    assert numeric is not None and day.isoformat().startswith(numeric)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789 -/.,JunefbMay:TZ+", max_size=60))
def test_whatever_is_found_is_a_real_date(text: str) -> None:
    value = parse_stamp(text)
    if value is not None:
        year, month, day = ([int(part) for part in value.split("-")] + [0, 0])[:3]
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", value)
        assert iso(year, month or None, day or None) == value
        assert [found.basis for found in stamp(text)] == ["metadata"]
