"""Benchmark `coding`: events from raw text, end to end, in CAMEO codes.

A record is {date, text, events: [[source, target, code], …]}, actors as CAMEO codes (USAGOV) and
"---" for one that is not there. A row of ours is a source, a target and a code; an event with two
actors and one recipient is two rows, because the format has pairs.

Figures: precision, recall and F1 over the rows of all records, each row taken as often as it stands
in its record, at
* actors: source and target, whatever the code;
* root: actors and the first two digits of the code;
* full: actors and code;
* country: actors cut to their first three letters;
* country_root: those and the first two digits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from accord.bench.outcome import Outcome, Table
from accord.claims.actors import ActorFinder
from accord.claims.cameo import actor_code, event_code
from accord.claims.clauses import find_clauses
from accord.claims.events import CodedEvent, EventCoder
from accord.claims.mention_index import MentionIndex
from accord.claims.read import Reader
from accord.model import ActorRef, Block, Published, Report

NAME = "coding"
SUMMARY = "who did what to whom from raw text, in CAMEO codes"

NOBODY = "---"
Row = tuple[str, str, str]

VIEWS: dict[str, Callable[[Row], tuple[str, ...]]] = {
    "actors": lambda row: row[:2],
    "root": lambda row: (*row[:2], row[2][:2]),
    "full": lambda row: row,
    "country": lambda row: (row[0][:3], row[1][:3]),
    "country_root": lambda row: (row[0][:3], row[1][:3], row[2][:2]),
}


class TextCoder:
    """Codes plain text. Holds what reads, the actors and the patterns."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._actors = ActorFinder()
        self._events = EventCoder()

    def code(self, text: str, date: str | None) -> list[Row]:
        """The rows of a text, each once, in the order of the text."""
        block = Block(start=0, end=len(text), role="body")
        published = Published(value=date, basis="given" if date else "unknown")
        report = Report(id="r_bench", text=text, blocks=(block,), published=published)
        reading = self._reader.read(report)
        places = self._actors.place_names(reading)
        index = MentionIndex(self._actors.find(reading), reading, places)
        found: dict[Row, None] = {}
        for clause in find_clauses(reading):
            for event in self._events.code(clause, index, reading):
                found.update(dict.fromkeys(rows_of(event, text)))
        return list(found)


def rows_of(event: CodedEvent, text: str) -> list[Row]:
    """An event of `text` as pairs. Two-sided events pair their actors."""
    code = event_code(event.event, event.cameo)
    if code is None or not (event.actors or event.recipients):
        return []
    sources = [_code(ref, text) for ref in event.actors] or [NOBODY]
    targets = [_code(ref, text) for ref in event.recipients]
    if not targets and len(sources) > 1:
        return [(a, b, code) for a in sources for b in sources if a != b]
    return [(a, b, code) for a in sources for b in targets or [NOBODY]]


def _code(ref: ActorRef, text: str) -> str:
    return actor_code(ref, text[slice(*ref.span)] if ref.span else "")


def run(records: Iterable[dict[str, Any]], coder: TextCoder | None = None) -> Outcome:
    """Code every record and compare. `coder` is made if none is given."""
    coder = coder or TextCoder()
    gold: list[list[Row]] = []
    ours: list[list[Row]] = []
    predictions = []
    for number, record in enumerate(records):
        date = record.get("date")
        rows = coder.code(str(record["text"]), str(date) if date else None)
        gold.append([(str(e[0]), str(e[1]), str(e[2])) for e in record["events"]])
        ours.append(rows)
        name = record.get("id", number)
        predictions.append({"id": name, "events": [list(row) for row in rows]})
    figures = {name: score(gold, ours, view) for name, view in VIEWS.items()}
    cells = tuple((name, f["p"], f["r"], f["f1"]) for name, f in figures.items())
    table = Table(title="Events", columns=("level", "precision", "recall", "F1"), rows=cells)
    metrics = {"n": len(gold), "gold": sum(map(len, gold)), "found": sum(map(len, ours)), **figures}
    return Outcome(name=NAME, metrics=metrics, predictions=predictions, tables=[table])


def score(
    gold: Sequence[Sequence[Row]],
    ours: Sequence[Sequence[Row]],
    view: Callable[[Row], tuple[str, ...]],
) -> dict[str, float]:
    """Precision, recall and F1 of our rows seen through `view`."""
    right = found = wanted = 0
    for want, got in zip(gold, ours, strict=True):
        a, b = Counter(map(view, want)), Counter(map(view, got))
        right += sum((a & b).values())
        found += sum(b.values())
        wanted += sum(a.values())
    p = right / found if found else 0.0
    r = right / wanted if wanted else 0.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}
