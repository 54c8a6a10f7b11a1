"""The certainty benchmark: its figures on records whose answers are known."""

from __future__ import annotations

from typing import Any

import pytest

from accord.bench.certainty import pearson, run
from accord.bench.outcome import BenchDataError
from accord.claims.parse import Parser


def record(number: int, sentence: str, word: str, score: float, corpus: str) -> dict[str, Any]:
    tokens = sentence.split()
    at = tokens.index(word)
    return {
        "id": f"own-{number}", "corpus": corpus, "sentence": sentence, "predicate": word,
        "token_span": [at, at + 1], "factuality": score,
    }  # fmt: skip


RECORDS = [
    record(1, "The fleet left the bay .", "left", 3.0, "north"),
    record(2, "The fleet did n't leave the bay .", "leave", -3.0, "north"),
    record(3, "The fleet may leave the bay .", "leave", 0.5, "north"),
    record(4, "The crew refused to leave the ship .", "leave", -2.0, "south"),
    record(5, "The crew refused to leave the ship .", "refused", 3.0, "south"),
]


def test_figures_for_each_corpus(parser: Parser) -> None:
    outcome = run(RECORDS, parser)
    corpora = outcome.metrics["corpora"]
    assert sorted(corpora) == ["north", "south"]
    said = {row["id"]: row["factuality"] for row in outcome.predictions}
    north = [(row["factuality"], said[row["id"]]) for row in RECORDS[:3]]
    assert corpora["north"]["n"] == 3 and corpora["north"]["r"] == pearson(north)
    assert said["own-1"] > said["own-3"] > said["own-2"] and said["own-5"] > said["own-4"]
    assert corpora["south"]["r"] == pytest.approx(1.0)
    assert outcome.metrics["all"]["mae"] < outcome.metrics["all"]["mae_always_3"]
    assert [row["id"] for row in outcome.predictions] == [row["id"] for row in RECORDS]
    assert all(-3 <= row["factuality"] <= 3 for row in outcome.predictions)


def test_a_span_outside_its_sentence_is_named(parser: Parser) -> None:
    bad = {**RECORDS[0], "token_span": [4, 99]}
    with pytest.raises(BenchDataError, match="own-1"):
        run([bad], parser)


def test_pearson() -> None:
    assert pearson([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1.0)
    assert pearson([(1, 3), (2, 2), (3, 1)]) == pytest.approx(-1.0)
    assert pearson([(1, 1), (2, 1)]) is None
    assert pearson([(1, 1)]) is None
