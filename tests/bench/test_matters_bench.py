"""`accord bench matters`: reading ECB+ rows, the lemma baseline, and the grouping."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from accord.bench import matters
from accord.bench.outcome import BenchDataError

# Invented: two documents on a visit and a shipment, in the fields of the ECB+ rows.
SENTENCES = {
    "1_1ecb": ["Ruritania", "shipped", "shells", "to", "Belmark", "after", "a", "visit", "."],
    "1_2ecb": ["The", "shells", "were", "shipped", "by", "Ruritania", ";", "talks", "failed", "."],
}


def row(doc: str, span: list[int], cluster: str, **more: Any) -> dict[str, Any]:
    tokens = SENTENCES[doc]
    return {
        "topic": 1, "subtopic": "ecb", "doc": doc, "mention_id": f"{doc}:{span[0]}",
        "sentence_id": 0, "tokens": tokens, "span": span, "kind": "event", "cluster": cluster,
        "text": " ".join(tokens[at] for at in span), **more,
    }  # fmt: skip


ROWS = [
    row("1_1ecb", [1], "ship"),
    row("1_1ecb", [7], "visit"),
    row("1_2ecb", [3], "ship"),
    row("1_2ecb", [7, 8], "fail"),
    row("1_1ecb", [0], "ruritania", kind="human"),
]


def test_the_same_lemma_is_one_event_and_participants_are_passed_over() -> None:
    outcome = matters.run(ROWS)
    assert outcome.metrics["mentions"] == 4
    baseline = outcome.metrics["topic"]["same head lemma"]
    assert baseline["conll_f1"] == pytest.approx(1)
    assert [line["gold"] for line in outcome.predictions] == ["ship", "visit", "ship", "fail"]


def test_active_and_passive_meet_in_the_grouping() -> None:
    found = {line["mention"]: line["accord, topic"] for line in matters.run(ROWS).predictions}
    assert found["1_1ecb/1_1ecb:1"] == found["1_2ecb/1_2ecb:3"]
    assert len(set(found.values())) == 3


def test_nothing_meets_across_topics() -> None:
    apart = [{**ROWS[0]}, {**ROWS[2], "topic": 2}]
    line, other = matters.run(apart).predictions
    assert line["same head lemma, topic"] != other["same head lemma, topic"]


def test_the_run_is_repeatable() -> None:
    assert matters.run(ROWS) == matters.run(ROWS)


def test_data_may_be_a_folder_of_mentions(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "mentions_dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in ROWS[:2])
    (tmp_path / "mentions_train.jsonl").write_text(json.dumps(ROWS[2]) + "\n", encoding="utf-8")
    (tmp_path / "docs_dev.jsonl").write_text("not read\n", encoding="utf-8")
    assert [line["cluster"] for line in matters.load(tmp_path)] == ["ship", "visit", "ship"]
    with pytest.raises(BenchDataError, match="no mentions_"):
        list(matters.load(tmp_path.parent / tmp_path.name / ".."))


@pytest.mark.parametrize("span", [[], [99], ["1"], None])
def test_a_span_outside_the_tokens_is_named(tmp_path: Path, span: Any) -> None:
    file = tmp_path / "mentions_bad.jsonl"
    lines = [json.dumps(ROWS[0]), json.dumps({**ROWS[1], "span": span})]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BenchDataError, match=r"mentions_bad\.jsonl, line 2"):
        matters.run(matters.load(file))


def test_a_missing_field_is_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "mentions_bad.jsonl"
    file.write_text(json.dumps({"kind": "event", "topic": 1}), encoding="utf-8")
    with pytest.raises(BenchDataError, match=r"line 1: no field 'tokens'"):
        matters.run(matters.load(file))


def test_only_participants_is_no_data() -> None:
    with pytest.raises(BenchDataError, match="no event mentions"):
        matters.run([ROWS[-1]])
