"""Years for dates without one, taken from other reports: only where one year is meant."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matters_factory import claim, report

from accord.matters import infer_years
from accord.model import Claim

OPEN = report("undated")
DATED = report("dated", "2024-06-22")
OTHER = report("other", "2023-07-01")
REPORTS = [OPEN, DATED, OTHER]
BOTH: dict[str, Any] = {"type": "CONSULT", "actors": ["putin@RUS"], "recipients": ["PRK"]}


def _undated(value: str, **more: Any) -> Claim:
    return claim(**{**BOTH, "report": OPEN.id, "time": value, **more})


def _known(when: str, **more: Any) -> Claim:
    return claim(**{**BOTH, "report": DATED.id, "time": when, **more})


@pytest.mark.parametrize(
    ("value", "when", "start", "end", "filled"),
    [
        (
            "XXXX-06-18/XXXX-06-19",
            "2024-06-19",
            "2024-06-18",
            "2024-06-19",
            "2024-06-18/2024-06-19",
        ),
        ("XXXX-06-19", "2024-06-18/2024-06-19", "2024-06-19", "2024-06-19", "2024-06-19"),
        ("XXXX-06", "2024-06-19", "2024-06-01", "2024-06-30", "2024-06"),
        (
            "XXXX-12-31/XXXX-01-01",
            "2024-01-01",
            "2023-12-31",
            "2024-01-01",
            "2023-12-31/2024-01-01",
        ),
        ("XXXX-02-29", "2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_one_year_is_taken_and_marked(
    value: str, when: str, start: str, end: str, filled: str
) -> None:
    mine = _undated(value)
    found = infer_years(REPORTS, [mine, _known(when)])[mine.id]
    assert (found.start, found.end, found.value, found.basis) == (start, end, filled, "inferred")
    assert mine.time is not None
    assert (found.text, found.precision) == (mine.time.text, mine.time.precision)


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        (_undated("XXXX-06-18"), []),
        (_undated("XXXX-06-18"), [_known("2024-06-25")]),
        (_undated("XXXX-06-18"), [_known("2024-06-18", actors=["KOR"])]),
        (_undated("XXXX-06-18"), [_known("2024-01-01/2024-06-22")]),
        (_undated("XXXX-06-18"), [_known("2024-06-18"), _known("2023-06-18", report=OTHER.id)]),
        (_undated("XXXX-06-18", report=DATED.id), [_known("2024-06-18", report=OTHER.id)]),
        (_undated("XXXX-02-30"), [_known("2024-02-28/2024-03-02")]),
        (_undated("XXXX-06-18"), [_known("2024-06-18", report=OPEN.id)]),
    ],
    ids=[
        "nobody else", "other days", "other actors", "too wide", "two years",
        "its report has a date", "no such day", "its own report",
    ],
)  # fmt: skip
def test_nothing_is_taken(mine: Claim, others: list[Claim]) -> None:
    assert infer_years(REPORTS, [mine, *others]) == {}


def test_a_year_holds_for_days_of_it_in_the_same_report() -> None:
    summit = _undated("XXXX-06-18/XXXX-06-19")
    signing = _undated("XXXX-06-19", actors=["PRK"], recipients=[])
    later = _undated("XXXX-08-15", actors=["PRK"], recipients=[])
    found = infer_years(REPORTS, [signing, later, summit, _known("2024-06-19")])
    assert found[signing.id].value == "2024-06-19"
    assert later.id not in found


def test_a_period_that_only_begins_without_a_year_is_left() -> None:
    mine = _undated("XXXX-06")
    assert mine.time is not None
    since = msgspec.structs.replace(
        mine, time=msgspec.structs.replace(mine.time, text="since June", precision="interval")
    )
    assert infer_years(REPORTS, [since, _known("2024-06-19")]) == {}


@pytest.mark.parametrize(("text", "taken"), [("Since June", False), ("All June", True)])
def test_the_word_before_tells_whether_a_period_only_begins(text: str, taken: bool) -> None:
    told = msgspec.structs.replace(OPEN, text=f"{text} talks went on.")
    mine = _undated("XXXX-06")
    assert mine.time is not None
    at = text.index("June")
    placed = msgspec.structs.replace(
        mine, time=msgspec.structs.replace(mine.time, text="June", span=(at, at + 4))
    )
    assert bool(infer_years([told, DATED], [placed, _known("2024-06-19")])) is taken


def test_an_inferred_year_is_no_evidence() -> None:
    known = _known("2024-06-18")
    assert known.time is not None
    guessed = msgspec.structs.replace(
        known, time=msgspec.structs.replace(known.time, basis="inferred")
    )
    assert infer_years(REPORTS, [_undated("XXXX-06-18"), guessed]) == {}


VALUES = st.one_of(
    st.builds("XXXX-{:02}-{:02}".format, st.integers(1, 12), st.integers(1, 31)),
    st.builds("XXXX-{:02}".format, st.integers(0, 13)),
    st.builds("202{}-06-{:02}".format, st.integers(0, 9), st.integers(1, 30)),
    st.sampled_from(["XXXX", "XXXX-SU", "", "2024-W25"]),
)
CLAIMS = st.builds(
    lambda value, where, who: claim(**{**BOTH, "time": value, "report": where, "actors": who}),
    VALUES.filter(
        lambda value: value.startswith("XXXX") or (value[:3] == "202" and "W" not in value)
    ),
    st.sampled_from([one.id for one in REPORTS]),
    st.lists(st.sampled_from(["RUS", "KOR"]), max_size=2),
)


@given(st.lists(CLAIMS, max_size=15), st.randoms(use_true_random=False))
def test_dated_claims_are_never_touched_and_order_does_not_matter(
    claims: list[Claim], random: Any
) -> None:
    found = infer_years(REPORTS, claims)
    assert found == infer_years(REPORTS[::-1], random.sample(claims, len(claims)))
    by_id = {one.id: one for one in claims}
    for name, filled in found.items():
        time = by_id[name].time
        assert time is not None
        assert time.start is None
        assert filled.basis == "inferred"
        assert filled.start is not None
        assert "XXXX" not in filled.value
