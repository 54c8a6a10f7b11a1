from __future__ import annotations

from typing import Any

import pytest

from accord.bench import quantities


def case(
    text: str, *wanted: tuple[str, float, str], kind: str = "plain", **more: Any
) -> dict[str, Any]:
    rows = [
        {"surface": words, "span": [text.index(words), text.index(words) + len(words)],
         "value": value, "unit": unit}
        for words, value, unit in wanted
    ]  # fmt: skip
    return {"id": text[:9], "kind": kind, "text": text, "quantities": rows, **more}


def test_a_case_is_right_only_if_all_of_it_is() -> None:
    records = [
        case("It holds 5 kg.", ("5 kg", 5, "kilogram")),
        case("It holds 5 kg and 7 litres.", ("5 kg", 5, "kilogram")),
        case("It holds 7 litres.", ("7 litres", 7, "kilogram")),
        case("Nothing is here."),
    ]
    measured = quantities.run(records).metrics
    assert measured["case_accuracy"] == pytest.approx(2 / 4)
    assert measured["precision"] == pytest.approx(2 / 4)
    assert measured["recall"] == pytest.approx(2 / 3)


def test_a_range_is_compared_by_its_ends() -> None:
    record = case("It takes 44 mg to 50 mg.", ("44 mg to 50 mg", 47, "milligram"))
    record["quantities"][0]["uncertainty"] = 3
    assert quantities.run([record]).metrics["case_accuracy"] == 1.0
    record["quantities"][0]["uncertainty"] = 2
    assert quantities.run([record]).metrics["case_accuracy"] == 0.0


def test_bare_years_durations_and_dozens_follow_the_source() -> None:
    record = case(
        "In 2005 it ran for three days on a dozen cells.",
        ("2005", 2005, "dimensionless"), ("three days", 3, "day"), ("a dozen", 1, "dozen"),
    )  # fmt: skip
    assert quantities.run([record]).metrics["case_accuracy"] == 1.0


def test_spelt_out_text_must_be_read_alike() -> None:
    right = {"id": "a", "kind": "expand", "text": "5k miles", "expanded": "five thousand miles"}
    wrong = {"id": "b", "kind": "expand", "text": "5k miles", "expanded": "six thousand miles"}
    outcome = quantities.run([right, wrong])
    assert outcome.metrics["by_kind"]["expand"] == 0.5
    assert [row["id"] for row in outcome.predictions] == ["a", "b"]
