"""Benchmark of time expressions, scored the way of TempEval-3.

UzZaman and others (2013), SemEval-2013 Task 1: an expression of ours matches one of theirs strictly
if both have the same characters, relaxedly if they overlap; matches are one to one, those with the
same characters first. The F1 of types and values counts the relaxed matches whose type (or value,
compared as a string) is right, over all that were found and all that were wanted.

Names of wars and eras ("the Cold War"), which Accord dates and TIMEX3 does not mark, are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from accord.bench.outcome import Outcome, Table
from accord.claims.parts import TimeExpression
from accord.claims.times import find_times
from accord.codebooks.times import time_words

NAME = "time"
SUMMARY = "time expressions: spans, TIMEX3 types and values (TempEval-3 scoring)"

Gold = dict[str, Any]


def run(records: Iterable[dict[str, Any]]) -> Outcome:
    """Measure on records {text, dct, timexes: [{s, e, type, value}]}."""
    counts: Counter[str] = Counter()
    predictions = []
    for record in records:
        found = marked_times(record["text"], record["dct"])
        pairs = match_spans(found, record["timexes"])
        counts.update(_count(found, record["timexes"], pairs))
        predictions.append(_prediction(record, found))
    metrics = {name: _scores(counts, name) for name in ("strict", "relaxed", "type", "value")}
    rows = tuple(
        (name, part["precision"], part["recall"], part["f1"]) for name, part in metrics.items()
    )
    return Outcome(
        name=NAME,
        metrics={
            "documents": len(predictions),
            "found": counts["found"],
            "wanted": counts["wanted"],
            **metrics,
        },
        predictions=predictions,
        tables=[Table(title="Times", columns=("measure", "precision", "recall", "F1"), rows=rows)],
        notes=[
            "Type and value are counted over relaxed matches, as TempEval-3 does.",
            "Names of wars and eras, which TIMEX3 does not mark, are left out.",
        ],
    )


def marked_times(text: str, anchor: str | None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text that TIMEX3 marks: no names of wars and eras."""
    names = tuple(
        name for period in time_words().periods if period.first < period.last
        for name in period.names
    )  # fmt: skip
    found = find_times(text, anchor)
    return tuple(time for time in found if not time.text.lower().endswith(names))


def match_spans(found: tuple[TimeExpression, ...], gold: list[Gold]) -> list[tuple[int, int]]:
    """Pairs (ours, theirs) of overlapping spans, one to one: equal spans first, then in order."""
    by_span = {(item["s"], item["e"]): j for j, item in enumerate(gold)}
    pairs = [
        (i, by_span[t.start, t.end]) for i, t in enumerate(found) if (t.start, t.end) in by_span
    ]
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    order = sorted(range(len(gold)), key=lambda j: (gold[j]["s"], gold[j]["e"]))
    for i, time in enumerate(found):
        if i in ours:
            continue
        for j in order:
            if j not in theirs and gold[j]["s"] < time.end and time.start < gold[j]["e"]:
                pairs.append((i, j))
                theirs.add(j)
                break
    return sorted(pairs)


def _count(
    found: tuple[TimeExpression, ...], gold: list[Gold], pairs: list[tuple[int, int]]
) -> Counter[str]:
    """What is right in one document."""
    counts = Counter(found=len(found), wanted=len(gold), relaxed=len(pairs))
    for i, j in pairs:
        ours, theirs = found[i], gold[j]
        counts["strict"] += (ours.start, ours.end) == (theirs["s"], theirs["e"])
        counts["type"] += ours.type == theirs["type"]
        counts["value"] += ours.value == theirs["value"]
    return counts


def _scores(counts: Counter[str], name: str) -> dict[str, float]:
    """Precision, recall and F1 of one measure."""
    right = counts[name]
    precision = right / counts["found"] if counts["found"] else 0.0
    recall = right / counts["wanted"] if counts["wanted"] else 0.0
    total = counts["found"] + counts["wanted"]
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * right / total if total else 0.0,
    }


def _prediction(record: dict[str, Any], found: tuple[TimeExpression, ...]) -> dict[str, Any]:
    """A row for `--predictions`."""
    return {
        "doc": record.get("doc"),
        "timexes": [
            {"s": t.start, "e": t.end, "text": t.text, "type": t.type, "value": t.value,
             "first": t.first, "last": t.last}
            for t in found
        ],
    }  # fmt: skip
