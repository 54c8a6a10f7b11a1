"""The actor benchmark: what counts as right."""

from __future__ import annotations

from typing import Any

import pytest

from accord.bench.actors import run
from accord.bench.outcome import BenchDataError


def case(phrase: str, expect: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A row of the data with the fields that a case needs."""
    empty = {"context": None, "date": None, "date_iso": None, "country_hint": None}
    return {
        "id": phrase,
        "call": "agent_to_code",
        "phrase": phrase,
        "expect": expect,
        **empty,
        **fields,
    }


def test_country_and_role_are_counted_apart() -> None:
    rows = [
        case("Norway", {"country": "NOR", "code_1": ""}),
        case("Danish soldiers", {"country": "DNK", "code_1": "GOV"}),
        case("a teapot", {}, expect_no_result=True),
    ]
    outcome = run(rows)
    assert outcome.metrics["country"] == 1.0
    assert outcome.metrics["role"] == 0.5
    assert outcome.metrics["nothing"] == 1.0
    assert [row["country"] for row in outcome.predictions] == ["NOR", "DNK", ""]


def test_bodies_of_states_and_ministers_are_written_as_in_the_data() -> None:
    rows = [
        case("the African Union", {"country": "IGO"}),
        case("a UN official", {"country": "UNO", "code_1": "GOV"}),
        case("Japan's defence minister", {"country": "JPN", "code_1": "GOV"}),
        case("Hezbollah", {"country": "LBN"}, expect_one_of={"code_1": ["PTY", "REB"]}),
        case("John Waters", {}, expect_not={"country": "GBR"}),
    ]
    metrics = run(rows).metrics
    assert (metrics["country"], metrics["role"]) == (1.0, 1.0)


def test_a_row_without_its_phrase_stops_the_run() -> None:
    with pytest.raises(BenchDataError):
        run([{"id": "x", "call": "agent_to_code", "expect": {}}])
