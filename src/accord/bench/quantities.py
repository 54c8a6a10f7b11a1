"""Benchmark of quantities, on the test cases of quantulum3 and any set in their format.

A case is right if every wanted quantity is found with its value and unit, and nothing else is.
That source names units its own way (`codebooks/units.yaml`, `bench`), counts durations and bare
years among quantities, and gives a range as a midpoint with an uncertainty: a range of ours is
right if it has the same two ends. Counted nouns are "dimensionless" there, and so are ours here.
Cases of kind "expand" are right if a text and its spelt-out form are read alike, those of kind
"must_not_crash" if they are read at all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from accord.bench.outcome import Outcome, Table
from accord.claims.quantities import find_quantities
from accord.claims.times import find_times
from accord.claims.units import unit_names
from accord.codebooks.units import unit_book

NAME = "quantities"
SUMMARY = "quantities: values, ranges and units (case accuracy, precision, recall, F1)"

_PLAIN = "dimensionless"
_CLOSE = 1e-6


class Seen(msgspec.Struct, frozen=True):
    """A quantity as that source has it: a span, two ends (equal for a single value), a unit."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    text: str = ""


def run(records: Iterable[dict[str, Any]]) -> Outcome:
    """Measure on records {id, kind, text, quantities | expanded}."""
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    predictions = []
    for record in records:
        sound, part, row = _judge(record)
        counts.update(part)
        kinds.setdefault(str(record["kind"]), Counter()).update({"cases": 1, "right": int(sound)})
        predictions.append(row)
    cases = sum(kind["cases"] for kind in kinds.values())
    right = sum(kind["right"] for kind in kinds.values())
    by_kind = {name: kind["right"] / kind["cases"] for name, kind in sorted(kinds.items())}
    scores = _scores(counts)
    rows = [("cases right", right / cases if cases else 0.0), *scores.items(), *by_kind.items()]
    return Outcome(
        name=NAME,
        metrics={
            "cases": cases,
            "case_accuracy": right / cases if cases else 0.0,
            "by_kind": by_kind,
            **scores,
        },
        predictions=predictions,
        tables=[Table(title="Quantities", columns=("measure", "share"), rows=tuple(rows))],
        notes=["Durations and bare years are counted as quantities here, as the source does."],
    )


def _scores(counts: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1 over quantities with value and unit right."""
    found, wanted, right = counts["found"], counts["wanted"], counts["right"]
    return {
        "precision": right / found if found else 0.0,
        "recall": right / wanted if wanted else 0.0,
        "f1": 2 * right / (found + wanted) if found + wanted else 0.0,
    }


def _judge(record: dict[str, Any]) -> tuple[bool, Counter[str], dict[str, Any]]:
    """(case right, counts, prediction row) of one case."""
    found = read(record["text"])
    row = {"id": record["id"], "quantities": [msgspec.to_builtins(seen) for seen in found]}
    if record["kind"] == "must_not_crash":
        return True, Counter(), row
    if record["kind"] == "expand":
        spelt = read(record["expanded"])
        same = bool(found) and len(found) == len(spelt) and all(
            _same(one, two) for one, two in zip(found, spelt, strict=True)
        )  # fmt: skip
        return same, Counter(), row
    wanted = [_wanted(gold) for gold in record["quantities"]]
    right = _right(found, wanted)
    part = Counter(found=len(found), wanted=len(wanted), right=right)
    return right == len(wanted) == len(found), part, row


def read(text: str) -> list[Seen]:
    """The quantities of a text in that source's terms, bare years among them."""
    names = unit_book().bench
    known = unit_names()
    found = []
    for quantity in find_quantities(text, durations=True):
        low = quantity.value if quantity.value is not None else quantity.low
        high = quantity.value if quantity.value is not None else quantity.high
        if low is None or high is None:
            continue
        unit = quantity.unit or _PLAIN
        shown = names.get(unit, unit) if unit in known or " per " in unit else _PLAIN
        for word, scale in unit_book().bench_scales.items():
            if shown == _PLAIN and word in quantity.text.lower().split():
                low, high, shown = low / scale, high / scale, word
        span = (quantity.start, quantity.end)
        found.append(Seen(*span, low, high, shown, quantity.text))
    for time in find_times(text, None):
        if time.type == "DATE" and time.text.isdigit() and len(time.text) == 4:
            year = float(time.text)
            found.append(Seen(time.start, time.end, year, year, _PLAIN, time.text))
    return sorted(found, key=lambda seen: (seen.start, seen.end))


def _wanted(gold: dict[str, Any]) -> Seen:
    """A quantity of the data."""
    value, spread = float(gold["value"]), float(gold.get("uncertainty") or 0.0)
    # A tolerance ("± 1e-5") is no range: ours keeps the value, so only wide spreads are ends.
    if abs(spread) < abs(value) / 100:
        spread = 0.0
    start, end = gold["span"]
    return Seen(start, end, value - spread, value + spread, str(gold["unit"]))


def _same(one: Seen, two: Seen) -> bool:
    """True for the same ends and unit."""
    return (
        one.unit == two.unit
        and math.isclose(one.low, two.low, rel_tol=_CLOSE, abs_tol=1e-12)
        and math.isclose(one.high, two.high, rel_tol=_CLOSE, abs_tol=1e-12)
    )


def _right(found: list[Seen], wanted: list[Seen]) -> int:
    """How many are right: overlapping spans, one to one, with the same ends and unit."""
    free = list(found)
    right = 0
    for gold in wanted:
        for seen in free:
            if seen.start < gold.end and gold.start < seen.end and _same(seen, gold):
                free.remove(seen)
                right += 1
                break
    return right
