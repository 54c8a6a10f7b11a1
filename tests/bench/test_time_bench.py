from __future__ import annotations

import pytest

from accord.bench import times
from accord.claims.times import find_times

TEXT = "They met on June 3, 2021, in Oslo. They parted two weeks later. It rained for three days."


def gold(words: str, kind: str, value: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"s": start, "e": start + len(words), "text": words, "type": kind, "value": value}


def test_strict_and_relaxed_spans_types_and_values_are_counted_apart() -> None:
    wanted = [
        gold("June 3, 2021", "DATE", "2021-06-03"),
        gold("weeks later", "DATE", "2021-W25"),
        gold("for three days", "DURATION", "P3D"),
        gold("Oslo", "DATE", "2021"),
    ]
    outcome = times.run([{"doc": "d", "text": TEXT, "dct": "2021-07-01", "timexes": wanted}])
    measured = outcome.metrics
    assert measured["found"] == 3 and measured["wanted"] == 4
    assert measured["strict"]["precision"] == pytest.approx(1 / 3)
    assert measured["relaxed"]["recall"] == pytest.approx(3 / 4)
    assert measured["type"]["f1"] == pytest.approx(6 / 7)
    assert measured["value"]["f1"] == pytest.approx(4 / 7)
    assert [row["doc"] for row in outcome.predictions] == ["d"]


def test_an_empty_document_scores_nothing_and_breaks_nothing() -> None:
    outcome = times.run([{"doc": "d", "text": "", "dct": "2021-07-01", "timexes": []}])
    assert outcome.metrics["value"]["f1"] == 0.0


def test_equal_spans_are_matched_before_overlapping_ones() -> None:
    found = find_times("in June 2020 or June", None)
    rows = [{"s": 0, "e": 12}, {"s": 3, "e": 12}, {"s": 16, "e": 20}]
    assert times.match_spans(found, rows) == [(0, 1), (1, 2)]
