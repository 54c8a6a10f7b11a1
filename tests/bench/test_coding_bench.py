from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accord.bench import coding
from accord.bench.outcome import Outcome

CASES = Path(__file__).parents[1] / "cases" / "coding.jsonl"
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return coding.run(ROWS)


def test_the_invented_records_are_coded_from_raw_text(outcome: Outcome) -> None:
    assert outcome.metrics["n"] == len(ROWS)
    assert outcome.metrics["country_root"]["f1"] >= 0.85
    assert outcome.metrics["full"]["f1"] >= 0.75


def test_predictions_keep_the_ids_and_have_triples(outcome: Outcome) -> None:
    assert [row["id"] for row in outcome.predictions] == [row["id"] for row in ROWS]
    for row in outcome.predictions:
        assert all(len(event) == 3 for event in row["events"])


def test_a_record_without_events_is_coded_as_none(outcome: Outcome) -> None:
    empty = {row["id"] for row in ROWS if not row["events"]}
    assert empty
    assert all(p["events"] == [] for p in outcome.predictions if p["id"] in empty)


def test_the_levels_look_at_what_they_say() -> None:
    gold = [[("USAGOV", "GBR", "042"), ("USA", "FRA", "190")]]
    ours = [[("USA", "GBRMIL", "043")]]
    found = {name: coding.score(gold, ours, view) for name, view in coding.VIEWS.items()}
    assert found["full"]["f1"] == found["actors"]["f1"] == found["root"]["f1"] == 0
    assert found["country_root"] == {"p": 1.0, "r": 0.5, "f1": pytest.approx(2 / 3)}
    assert found["country"]["r"] == 0.5


def test_a_row_is_counted_as_often_as_it_stands() -> None:
    row = ("USA", "GBR", "042")
    assert coding.score([[row, row]], [[row]], coding.VIEWS["full"])["r"] == 0.5
    assert coding.score([[row]], [[row, row]], coding.VIEWS["full"])["p"] == 0.5
    assert coding.score([[]], [[]], coding.VIEWS["full"])["f1"] == 0.0
