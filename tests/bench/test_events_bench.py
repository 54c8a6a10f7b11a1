from __future__ import annotations

from typing import Any

import pytest

from accord.bench import events


def row(uid: int, text: str, source: str, target: str | None, root: str) -> dict[str, Any]:
    """An invented record in the PLV form."""
    spans = [
        [text.index(name), text.index(name) + len(name)] if name else None
        for name in (source, target)
    ]
    return {
        "uid": uid, "text": text, "source": source, "target": target, "source_span": spans[0],
        "target_span": spans[1], "gold_root": root, "gold_penta": events.PENTA[root],
    }  # fmt: skip


ROWS = [
    row(0, "Ardania shelled Belmark at dawn.", "Ardania", "Belmark", "ASSAULT"),
    row(1, "Corvia freed the three pilots.", "Corvia", "the three pilots", "YIELD"),
    row(2, "A judge convicted Mr Voss of theft.", "A judge", "Mr Voss", "ACCUSE"),
    row(3, "Ardania imposed sanctions on Corvia.", "Ardania", "Corvia", "COERCE"),
    row(4, "The firm said it would sue Belmark.", "The firm", "Belmark", "ACCUSE"),
    row(5, "Ardania lies north of Corvia.", "Ardania", "Corvia", "SUPPORT"),
]


@pytest.fixture(scope="module")
def coder() -> events.PairCoder:
    return events.PairCoder()


def test_rows_are_coded_under_the_older_codebook(coder: events.PairCoder) -> None:
    outcome = events.run(ROWS, coder)
    assert [p["root"] for p in outcome.predictions[:5]] == [r["gold_root"] for r in ROWS[:5]]
    assert outcome.predictions[0] == {"uid": 0, "root": "ASSAULT", "penta": 4}


def test_without_an_event_there_is_an_abstention(coder: events.PairCoder) -> None:
    outcome = events.run(ROWS, coder)
    assert outcome.predictions[5] == {"uid": 5, "root": None, "penta": None}
    assert outcome.metrics["abstained"] == pytest.approx(1 / 6)
    assert outcome.metrics["root"]["accuracy"] == pytest.approx(5 / 6)
    assert outcome.metrics["root"]["types"]["SUPPORT"]["f1"] == 0


def test_a_span_may_be_missing(coder: events.PairCoder) -> None:
    (prediction,) = events.run(
        [row(0, "Ardania attacked at dawn.", "Ardania", None, "ASSAULT")], coder
    ).predictions
    assert prediction["root"] == "ASSAULT"


def test_the_pair_decides_which_event_of_a_sentence_is_meant(coder: events.PairCoder) -> None:
    text = "Ardania praised Belmark and attacked Corvia."
    rows = [
        row(0, text, "Ardania", "Belmark", "SUPPORT"),
        row(1, text, "Ardania", "Corvia", "ASSAULT"),
    ]
    assert [p["root"] for p in events.run(rows, coder).predictions] == ["SUPPORT", "ASSAULT"]


def test_macro_f1_is_the_mean_over_gold_classes() -> None:
    table = events.scores(["A", "A", "B"], ["A", "B", "B"])
    assert table["A"] == {"p": 1.0, "r": 0.5, "f1": pytest.approx(2 / 3), "n": 2.0}
    assert events.macro_f1(table) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert events.macro_f1({}) == 0.0
