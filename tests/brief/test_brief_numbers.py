"""The check's own reader of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.brief.numbers import figures, same_bound


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("as many as 5m rounds", 5_000_000, "up_to"),
        ("at least 9,000 crates", 9_000, "at_least"),
        ("≥9,000", 9_000, "at_least"),
        ("816\u00a0000 t", 816_000, "exact"),
        ("two hundred and fifty thousand or more", 250_000, "at_least"),
        ("no more than $1.2bn", 1_200_000_000, "at_most"),
        ("about 40%", 40, "about"),
        ("some 300 men", 300, "about"),
        ("the 19th", 19, "exact"),
        ("third-largest", 3, "exact"),
        ("1.5 million", 1_500_000, "exact"),
        ("a dozen", 12, "exact"),
        ("twenty-three", 23, "exact"),
        ("up to\n2,000", 2_000, "up_to"),
    ],
)
def test_one_number(text: str, value: float, bound: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.bound) == (value, bound)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("June 18-19", [18, 19]),
        ("5 and 6 kg", [5, 6]),
        ("one, two and three", [1, 2, 3]),
        ("none of the tents, weight and freight", []),
        ("in 2024 and 2025", [2024, 2025]),
        ("a second one", [2, 1]),
        ("two thousand five hundred and twelve, two dozen", [2512, 24]),
        ("one two three", [1, 2, 3]),
    ],
)
def test_several_numbers(text: str, values: list[float]) -> None:
    assert [figure.value for figure in figures(text)] == values


def test_up_to_and_at_most_are_one_bound() -> None:
    assert same_bound("up_to", "at_most")
    assert not same_bound("up_to", "exact")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_places_are_right_for_any_text(text: str) -> None:
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.text


@settings(max_examples=80, deadline=None)
@given(st.integers(min_value=0, max_value=10**15))
def test_a_written_number_is_read_back(number: int) -> None:
    (figure,) = figures(f"x {number:,} y")
    assert figure.value == number
