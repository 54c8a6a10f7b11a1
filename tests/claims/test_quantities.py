from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accord.claims.numbers import figures, number_at
from accord.claims.parse import Parser
from accord.claims.plurals import singular
from accord.claims.quantities import find_quantities
from accord.claims.times import find_times
from accord.claims.words import words_of

CASES = Path(__file__).parents[1] / "cases" / "quantities.yaml"
_ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
_PIECES = st.sampled_from(
    ["5", "6", "1,200", "3.5", "m", "bn", "million", "hundred", "two", "a", "half", "dozens", "of",
     "$", "€", "kg", "%", "rounds", "to", "and", "between", "at least", "about", "-", "one", "in",
     "tens", "thousands", "fifth", "largest", "twice", "fold", "per", "day", "\n\n", "(", '"', "±"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=25).map(" ".join))


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: str(row["text"])[:50])
def test_quantities_with_bound_unit_and_item(case: dict[str, Any], parser: Parser) -> None:
    found = find_quantities(case["text"], parser.copy(parser.nlp(case["text"])))
    got = [[q.text, q.value, q.low, q.high, q.bound, q.unit, q.item] for q in found]
    assert got == case["quantities"]


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: str(row["text"])[:50])
def test_the_numbers_are_the_same_without_a_parse(case: dict[str, Any]) -> None:
    numbers = [[q.value, q.low, q.high, q.bound] for q in find_quantities(case["text"])]
    assert numbers == [row[1:5] for row in case["quantities"]]


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_offsets_reproduce_the_text_and_bounds_bracket_the_value(text: str) -> None:
    at = 0
    for quantity in find_quantities(text):
        assert quantity.text == text[quantity.start : quantity.end]
        assert at <= quantity.start < quantity.end
        at = quantity.end
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
            if quantity.value is not None:
                assert quantity.low <= quantity.value <= quantity.high
        assert (quantity.bound == "range") <= (quantity.value is None)


@given(_TEXTS, _TEXTS)
@example("0in", "")
@settings(max_examples=100, deadline=None)
def test_what_follows_a_blank_line_changes_nothing_before_it(text: str, more: str) -> None:
    alone = find_quantities(text)
    assert find_quantities(f"{text}\n\n{more}")[: len(alone)] == alone


@given(st.lists(_PIECES, max_size=20).map(" ".join))
@settings(max_examples=25, deadline=None)
def test_a_parse_never_breaks_the_reading(text: str) -> None:
    doc = _PARSER.copy(_PARSER.nlp(text))
    for quantity in find_quantities(text, doc):
        assert text[quantity.start : quantity.end] == quantity.text
        if quantity.noun is not None:
            start, end = quantity.noun
            assert 0 <= start < end <= len(text)


_PARSER = Parser()


@given(_TEXTS)
@settings(max_examples=60, deadline=None)
def test_numbers_of_dates_are_no_quantities(text: str) -> None:
    dates = [t for t in find_times(text, None) if t.type in ("DATE", "TIME")]
    for quantity in find_quantities(text):
        inside = [t for t in dates if t.start <= quantity.start and quantity.end <= t.end]
        assert not inside


@given(st.integers(min_value=1000, max_value=10**12))
@settings(max_examples=60)
def test_thousands_are_read_alike_however_they_are_parted(number: int) -> None:
    commas = f"{number:,}"
    for mark in (",", " ", "\u00a0", "\u2009", "\u202f"):
        found = number_at(words_of(commas.replace(",", mark)), 0)
        assert found is not None and found.value == float(number)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("one hundred and fifty thousand", 150_000),
        ("a hundred and two", 102),
        ("forty-five hundred", 4_500),
        ("two million three hundred thousand and six", 2_300_006),
        ("a million and a half", 1_500_000),
        ("3 1/2", 3.5),
        ("2½", 2.5),
        ("a quarter of a million", 250_000),
        ("6.02×10−3", 0.00602),
        ("half a dozen", 6),
        ("1.5bn", 1_500_000_000),
        ("10M", 10_000_000),
    ],
)
def test_numbers_in_words_and_figures(words: str, value: float) -> None:
    found = number_at(words_of(words), 0)
    assert found is not None
    assert found.value == pytest.approx(value)
    assert found.stop == len(words_of(words))


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567.0),
        ("2,5", 2.5),
        ("1.2.3", None),
        ("1,23,4", None),
    ],
)
def test_separators_inside_figures(figure: str, value: float | None) -> None:
    read = figures(figure)
    assert (None if read is None else read[0]) == value


@pytest.mark.parametrize(
    ("plural", "one"),
    [("rounds", "round"), ("people", "person"), ("countries", "country"), ("aircraft", "aircraft"),
     ("boxes", "box"), ("losses", "loss"), ("lives", "life"), ("Troops", "troop")],
)  # fmt: skip
def test_singulars(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    "junk", ["9" * 4000, "about " * 1500 + "5", "$-1" * 700, "1-" * 900, '"1' * 500]
)
def test_junk_is_read_without_complaint(junk: str) -> None:
    assert find_quantities(junk) == find_quantities(junk)
