"""Conditions, counterfactuals and forecasts: cases from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.claims.clauses import find_clauses
from accord.claims.conditions import find_conditions, is_forecast
from accord.claims.parse import Parser

CASES = Path(__file__).parents[1] / "cases" / "conditions.yaml"
ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:50] for row in ROWS])
def test_what_hangs_on_what(row: dict[str, Any], parser: Parser) -> None:
    reading = make_reading(parser, row["text"])
    clauses = find_clauses(reading)
    clause = next(c for c in clauses if c.head.text == row["at"])
    condition = find_conditions(clauses, reading).get(clause)
    assert (condition.text if condition else None) == row["condition"]
    if condition is not None:
        assert condition.counterfactual is row.get("counterfactual", False)
        start, end = condition.consequence or (0, 0)
        assert row.get("consequence", row["text"][start:end]) == row["text"][start:end] != ""
    assert is_forecast(clause, reading) is row["forecast"]


_WORDS = st.sampled_from(
    ["if", "unless", "in case of", "should", "were", "had", "the deal", "fails", "Riga", "will",
     "pay", ",", ".", "provided that", "as long as", "🙂", "“"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(_WORDS, max_size=20).map(" ".join))
def test_a_condition_quotes_its_text(text: str, parser: Parser) -> None:
    reading = make_reading(parser, text)
    for condition in find_conditions(find_clauses(reading), reading).values():
        start, end = condition.span
        assert condition.text == text[start:end] and condition.text.strip()
        assert condition.consequence is not None
        first, last = condition.consequence
        assert 0 <= first < last <= len(text)
