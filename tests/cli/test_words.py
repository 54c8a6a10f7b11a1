"""How a claim is put in words for a cell."""

from __future__ import annotations

import pytest

from accord.cli.words import when
from accord.model import Time, TimeBasis


def _time(start: str | None, end: str | None, basis: TimeBasis = "stated", value: str = "") -> Time:
    return Time(
        start=start, end=end, text="in recent weeks", value=value, precision="day", basis=basis
    )


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        (None, ""),
        (_time("2024-06-01", "2024-06-02"), "2024-06-01 – 2024-06-02"),
        (_time("2024-06-01", "2024-06-01", "inferred"), "2024-06-01 (inferred)"),
        (_time(None, "2024-06-02"), "until 2024-06-02"),
        # Codes such as these say nothing to a reader: the report's own words do.
        (_time(None, None, value="PXW"), "“in recent weeks”"),
        (_time(None, None, value="XXXX-06-18"), "“in recent weeks”"),
    ],
)
def test_a_time_is_shown_as_dates_or_in_the_words_of_the_report(
    time: Time | None, shown: str
) -> None:
    assert when(time) == shown
