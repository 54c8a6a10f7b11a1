"""Benchmark `attribution`: who says what, against marked sources, cues and contents.

The form is that of PolNeAR. A record is one article as one annotator marked it: {doc, text,
primary, attributions: [{source, cue, content}]}, each role a list of [start, end) offsets. Records
with `primary` false are left out.

Figures
* role figures: tokens (runs of word characters, or one other character) that stand in any span of
  the role; begin-match and exact-match take each role of each attribution as one item, by its first
  token, or by all of its tokens.
* attribution F1: an attribution is found if source, cue and content each overlap a gold one with a
  Jaccard index of characters of at least 0.5 (two empty roles count as 1), one to one, matched so
  that as many as possible are.
* alpha: Krippendorff's alpha, nominal, two coders (gold and this), units are tokens; a token's
  value is the set of roles it stands in. `alpha_in_or_out` asks only whether a token stands in any
  role. On articles that two people marked the first is .80 and the second .76.
* recall by manner: of gold attributions, by whether their content is quoted.

The corpus marks no attribution inside the content of another (none of the 19,868 in its training
part has its cue there), so those that Accord finds inside a content are neither compared nor
written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from accord.bench.outcome import Outcome, Table
from accord.claims.attributions import outermost, read_attributions
from accord.claims.encoder import Encoder
from accord.claims.parse import Parser
from accord.claims.parts import Attribution
from accord.claims.quotes import find_quotes
from accord.claims.quoting import manner_of
from accord.claims.voice import find_attributions
from accord.model import Block, Report, Span

NAME = "attribution"
SUMMARY = "sources, cues and contents of what is said and thought (PolNeAR form)"

ROLES = ("source", "cue", "content")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_PARAGRAPH = re.compile(r"\S[^\n]*")

Roles = dict[str, tuple[Span, ...]]


@dataclass(slots=True)
class Counts:
    """True positives, found, and gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, found: int, gold: int) -> None:
        """Count one document in."""
        self.right += right
        self.found += found
        self.gold += gold

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1; 0 where there is nothing to divide by."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return {"p": precision, "r": recall, "f1": f1}


@dataclass(slots=True)
class _Tally:
    token: dict[str, Counts] = field(default_factory=lambda: {r: Counts() for r in ROLES})
    begin: dict[str, Counts] = field(default_factory=lambda: {r: Counts() for r in ROLES})
    exact: dict[str, Counts] = field(default_factory=lambda: {r: Counts() for r in ROLES})
    attribution: Counts = field(default_factory=Counts)
    manner: dict[str, Counts] = field(
        default_factory=lambda: {m: Counts() for m in ("direct", "mixed", "indirect")}
    )
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)


def run(
    records: Iterable[dict[str, Any]], parser: Parser | None = None, encoder: Encoder | None = None
) -> Outcome:
    """Read each primary record's text anew and compare. What reads is made if not given."""
    parser, encoder = parser or Parser(), encoder or Encoder()
    tally, predictions, left_out = _Tally(), [], 0
    for record in records:
        if not record.get("primary", True):
            left_out += 1
            continue
        text = str(record["text"])
        gold = [_roles(row) for row in record["attributions"]]
        found = [_spans(a) for a in attributions_of(text, parser, encoder)]
        _count(tally, text, gold, found)
        rows = [{role: [list(s) for s in item[role]] for role in ROLES} for item in found]
        predictions.append({"doc": record["doc"], "attributions": rows})
    return _outcome(tally, predictions, left_out)


def attributions_of(text: str, parser: Parser, encoder: Encoder) -> tuple[Attribution, ...]:
    """Outermost attributions in a plain text whose lines are its paragraphs."""
    blocks = tuple(
        Block(start=m.start(), end=m.end(), role="body") for m in _PARAGRAPH.finditer(text)
    )
    reading = parser.read(Report(id="r_bench", text=text, blocks=blocks))
    encoded = encoder.read(reading, find_attributions(reading))
    return outermost(read_attributions(reading, encoded))


def _roles(row: dict[str, Any]) -> Roles:
    return {role: tuple((int(s), int(e)) for s, e in row[role]) for role in ROLES}


def _spans(attribution: Attribution) -> Roles:
    return {"source": attribution.source, "cue": attribution.cue, "content": attribution.content}


# ------------------------------------------------------------------ counting


def _count(tally: _Tally, text: str, gold: list[Roles], found: list[Roles]) -> None:
    starts = [match.start() for match in _TOKEN.finditer(text)]
    for role in ROLES:
        ours = [tokens_in(starts, item[role]) for item in found if item[role]]
        theirs = [tokens_in(starts, item[role]) for item in gold if item[role]]
        a, b = frozenset().union(*ours), frozenset().union(*theirs)
        tally.token[role].add(len(a & b), len(a), len(b))
        _count_items(tally.begin[role], {min(x) for x in ours if x}, {min(x) for x in theirs if x})
        _count_items(tally.exact[role], set(ours), set(theirs))
    matched = matching(gold, found)
    tally.attribution.add(len(matched), len(found), len(gold))
    quotes = find_quotes(text)
    for index, item in enumerate(gold):
        manner = manner_of(item["content"], quotes)
        tally.manner[manner].add(int(index in matched), 0, 1)
    ours_by, gold_by = labels(starts, found), labels(starts, gold)
    tally.pairs.update(zip(gold_by, ours_by, strict=True))


def _count_items(counts: Counts, ours: set[Any], theirs: set[Any]) -> None:
    counts.add(len(ours & theirs), len(ours), len(theirs))


def tokens_in(starts: Sequence[int], spans: Sequence[Span]) -> frozenset[int]:
    """Indices of the tokens (given by their starts, ascending) that begin inside the spans."""
    return frozenset(
        index for s, e in spans for index in range(bisect_left(starts, s), bisect_left(starts, e))
    )


def labels(starts: Sequence[int], items: Sequence[Roles]) -> list[str]:
    """For each token the roles it stands in, joined: "", "source", "cue+content", …"""
    names: list[set[str]] = [set() for _ in starts]
    for item in items:
        for role in ROLES:
            for index in tokens_in(starts, item[role]):
                names[index].add(role)
    return ["+".join(sorted(found)) for found in names]


def matching(gold: Sequence[Roles], found: Sequence[Roles]) -> dict[int, int]:
    """A largest one-to-one matching of gold to found whose three roles overlap enough."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    tops = [("gold", index) for index in range(len(gold))]
    graph.add_nodes_from(tops)
    by_place = sorted(range(len(found)), key=lambda i: _first(found[i]))
    for g, wanted in enumerate(gold):
        for f in by_place:
            if all(jaccard(wanted[role], found[f][role]) >= 0.5 for role in ("cue", *ROLES)):
                graph.add_edge(("gold", g), ("found", f))
    matched = nx.bipartite.hopcroft_karp_matching(graph, tops)
    return {node[1]: other[1] for node, other in matched.items() if node[0] == "gold"}


def _first(item: Roles) -> int:
    return min((s for role in ROLES for s, _ in item[role]), default=0)


def jaccard(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Shared characters by all characters; 1 if both are empty."""
    if not one and not other:
        return 1.0
    shared = sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in other)
    total = sum(e - s for s, e in (*one, *other)) - shared
    return shared / total if total else 0.0


def alpha(pairs: Counter[tuple[str, str]]) -> float:
    """Krippendorff's alpha, nominal, two coders without missing values.

    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: 1 - observed / expected
    disagreement; 1 where every value is the same.
    """
    units = sum(pairs.values())
    if units == 0:
        return 0.0
    disagree = sum(count for (a, b), count in pairs.items() if a != b)
    values: Counter[str] = Counter()
    for (a, b), count in pairs.items():
        values[a] += count
        values[b] += count
    n = 2 * units
    expected = (n * n - sum(count * count for count in values.values())) / (n * (n - 1))
    return 1.0 - (disagree / units) / expected if expected else 1.0


# ------------------------------------------------------------------ outcome

_KINDS = ("token", "begin", "exact")
_FIGURES = ("p", "r", "f1")


def _outcome(tally: _Tally, predictions: list[dict[str, Any]], left_out: int) -> Outcome:
    kinds = dict(zip(_KINDS, (tally.token, tally.begin, tally.exact), strict=True))
    roles = {role: {kind: kinds[kind][role].figures() for kind in _KINDS} for role in ROLES}
    either = Counter[tuple[str, str]]()
    for (gold, found), count in sorted(tally.pairs.items()):
        either["in" if gold else "out", "in" if found else "out"] += count
    metrics: dict[str, Any] = {
        "documents": len(predictions),
        "attributions": tally.attribution.gold,
        "found": tally.attribution.found,
        "roles": roles,
        "attribution": tally.attribution.figures(),
        "alpha": alpha(tally.pairs),
        "alpha_in_or_out": alpha(either),
        "recall_by_manner": {name: c.figures()["r"] for name, c in tally.manner.items()},
    }
    notes = ["Only records with primary = true are read: one annotator for each article."]
    if left_out:
        notes.append(f"{left_out} records by a further annotator were left out.")
    return Outcome(
        name=NAME, metrics=metrics, predictions=predictions, notes=notes,
        tables=[_by_role(metrics), _whole(metrics)],
    )  # fmt: skip


def _by_role(metrics: dict[str, Any]) -> Table:
    columns = ("role", *(f"{kind} {figure.upper()}" for kind in _KINDS for figure in _FIGURES))
    roles = metrics["roles"]
    rows = tuple(
        (role, *(roles[role][kind][figure] for kind in _KINDS for figure in _FIGURES))
        for role in ROLES
    )
    return Table(title="By role", columns=columns, rows=rows)


def _whole(metrics: dict[str, Any]) -> Table:
    figures, manners = metrics["attribution"], metrics["recall_by_manner"]
    columns = ("precision", "recall", "F1", "alpha", "alpha in/out")
    row = (*(figures[f] for f in _FIGURES), metrics["alpha"], metrics["alpha_in_or_out"])
    return Table(
        title="Whole attributions",
        columns=(*columns, *(f"recall {manner}" for manner in manners)),
        rows=((*row, *manners.values()),),
    )
