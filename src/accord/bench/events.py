"""Benchmark `events`: the PLOVER type of the relation between two marked actors (PLV form).

A record is {uid, text, source_span, target_span, gold_root, gold_penta}: one ordered pair of spans
in a sentence. The data follow an older PLOVER: 15 roots, YIELD holds CONCEDE and RETREAT, a
promised concession is AGREE, imposing sanctions is COERCE, a conviction is ACCUSE. The pattern
groups say so (`older`), and the prediction is the type under that codebook. Penta is the older quad
class: YIELD is material cooperation.

The sentence is coded as any other would be, with the two spans as its only mentions; then the event
is taken whose parties are the pair, or failing that the one nearest to the path between them. There
is no default: a row without an event is an abstention and counts as wrong.

Reference: Hu, Skorupa Parolin, Khan, Brandt, Osorio, D'Orazio (2024), Leveraging Codebook Knowledge
with NLI and ChatGPT for Zero-Shot Political Relation Classification, ACL 2024.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accord.bench.outcome import Outcome, Table
from accord.claims.clauses import find_clauses
from accord.claims.events import CodedEvent, EventCoder
from accord.claims.mention_index import MentionIndex
from accord.claims.parts import Mention, Reading
from accord.claims.read import Reader
from accord.claims.tokens import Token
from accord.model import ActorRef, Block, Report, Span

NAME = "events"
SUMMARY = "the PLOVER type of the relation between two marked actors (PLV form)"

SOURCE, TARGET = "SOURCE", "TARGET"

PENTA = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4,
    "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""Class of a root in the PLV data: verbal, material cooperation; verbal, material conflict."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and two spans in it, either of which may not be marked."""

    text: str
    source: Span | None
    target: Span | None


class PairCoder:
    """Codes the relation between two given spans. Holds what reads and the patterns."""

    def __init__(self, reader: Reader | None = None, coder: EventCoder | None = None) -> None:
        self._reader = reader or Reader()
        self._coder = coder or EventCoder()

    def code(self, pair: Pair) -> CodedEvent | None:
        """The event that relates the two spans, or None."""
        block = Block(start=0, end=len(pair.text), role="body")
        report = Report(id="r_bench", text=pair.text, blocks=(block,))
        return self.by_patterns(self._reader.read(report), pair)

    def by_patterns(self, reading: Reading, pair: Pair) -> CodedEvent | None:
        """The event that the patterns find between the two spans of what was read, or None."""
        mentions = _mentions(pair)
        index = MentionIndex([*mentions, *_pronouns(reading, mentions)], reading)
        clauses = find_clauses(reading)
        found = [e for clause in clauses for e in self._coder.code(clause, index, reading)]
        path = _path(reading, pair)
        return min(found, key=lambda event: _rank(event, path), default=None)


def _mentions(pair: Pair) -> list[Mention]:
    """The two spans as mentions of SOURCE and TARGET."""
    found = []
    for span, name in ((pair.source, SOURCE), (pair.target, TARGET)):
        if span is not None and span[0] < span[1]:
            ref = ActorRef(id=name, name=name, span=span)
            found.append(Mention(*span, pair.text[slice(*span)], "name", (ref,)))
    return found


_PRONOUNS = frozenset({"he", "she", "it", "they"})


def _pronouns(reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """Pronouns that begin what a marked actor says: "the firm said it would pay"."""
    found = []
    for token in reading.doc:
        verb = token.head
        if token.lower_ not in _PRONOUNS or token.dep_ != "nsubj" or verb.dep_ != "ccomp":
            continue
        for child in verb.head.children:
            for mention in mentions:
                if child.dep_ == "nsubj" and mention.start <= child.idx < mention.end:
                    end = token.idx + len(token)
                    found.append(Mention(token.idx, end, token.text, "pronoun", mention.actors))
    return found


def _path(reading: Reading, pair: Pair) -> list[Token]:
    """Tokens on the way up from either span's head to where they meet."""
    chains = []
    for span in (pair.source, pair.target):
        tokens = reading.doc.char_span(*span, alignment_mode="expand") if span else None
        if tokens is not None and len(tokens):
            chains.append([tokens.root, *tokens.root.ancestors])
    if len(chains) < 2:
        return [token for chain in chains for token in chain]
    shared = {t.i for t in chains[0]} & {t.i for t in chains[1]}
    own = [t for chain in chains for t in chain if t.i not in shared]
    meet = [t for t in chains[0] if t.i in shared][:1]
    return [*own, *meet]


_PARTIES = (
    (True, False, False, True),
    (True, True, False, False),
    (False, True, True, False),
    (True, False, False, False),
    (False, False, False, True),
    (False, True, False, False),
    (False, False, True, False),
)
"""Who stands where, best first: source acts, target acts, source is recipient, target is."""


def _rank(event: CodedEvent, path: Sequence[Token]) -> tuple[int, bool, int, int]:
    """Lower is better: the right parties, a predicate before a name, on the path, near to it."""
    actors = {ref.id for ref in event.actors}
    others = {ref.id for ref in event.recipients}
    shape = (SOURCE in actors, TARGET in actors, SOURCE in others, TARGET in others)
    rank = _PARTIES.index(shape) if shape in _PARTIES else len(_PARTIES)
    at = [token.idx for token in path]
    distance = min((abs(event.trigger[0] - idx) for idx in at), default=0)
    return rank, event.nominal, distance, event.trigger[0]


def older_root(event: CodedEvent | None) -> str | None:
    """The root under the PLV data's codebook."""
    if event is None:
        return None
    kind = event.older or event.event.type
    return "YIELD" if kind in {"CONCEDE", "RETREAT"} else kind


def run(records: Iterable[dict[str, Any]], coder: PairCoder | None = None) -> Outcome:
    """Code every record and compare. `coder` is made if none is given."""
    coder = coder or PairCoder()
    gold: list[tuple[str, int]] = []
    ours: list[tuple[str | None, int | None]] = []
    rows = []
    for record in records:
        root = older_root(coder.code(_pair(record)))
        penta = PENTA.get(root) if root else None
        gold.append((str(record["gold_root"]), int(record["gold_penta"])))
        ours.append((root, penta))
        rows.append({"uid": record["uid"], "root": root, "penta": penta})
    return _outcome(gold, ours, rows)


def _pair(record: dict[str, Any]) -> Pair:
    spans = [record.get("source_span"), record.get("target_span")]
    source, target = ((int(s[0]), int(s[1])) if s else None for s in spans)
    return Pair(str(record["text"]), source, target)


# ------------------------------------------------------------------ figures


def scores(gold: Sequence[object], ours: Sequence[object]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and support for each gold class."""
    right = Counter(g for g, o in zip(gold, ours, strict=True) if g == o)
    found, wanted = Counter(ours), Counter(gold)
    table = {}
    for name in sorted(wanted, key=str):
        p = right[name] / found[name] if found[name] else 0.0
        r = right[name] / wanted[name]
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        table[str(name)] = {"p": p, "r": r, "f1": f1, "n": float(wanted[name])}
    return table


def macro_f1(table: dict[str, dict[str, float]]) -> float:
    """Mean F1 over classes."""
    return sum(row["f1"] for row in table.values()) / len(table) if table else 0.0


def _outcome(
    gold: Sequence[tuple[str, int]], ours: Sequence[tuple[str | None, int | None]], rows: list[Any]
) -> Outcome:
    roots = scores([g for g, _ in gold], [o for o, _ in ours])
    pentas = scores([g for _, g in gold], [o for _, o in ours])
    n = max(len(gold), 1)
    metrics = {
        "n": len(gold),
        "root": {
            "macro_f1": macro_f1(roots),
            "accuracy": sum(g[0] == o[0] for g, o in zip(gold, ours, strict=True)) / n,
            "types": roots,
        },
        "penta": {
            "macro_f1": macro_f1(pentas),
            "accuracy": sum(g[1] == o[1] for g, o in zip(gold, ours, strict=True)) / n,
            "classes": pentas,
        },
        "abstained": sum(root is None for root, _ in ours) / n,
    }
    tables = [_table("By root", roots), _table("By penta class", pentas)]
    notes = ["An abstention counts as wrong; YIELD is CONCEDE and RETREAT together."]
    return Outcome(name=NAME, metrics=metrics, predictions=rows, tables=tables, notes=notes)


def _table(title: str, figures: dict[str, dict[str, float]]) -> Table:
    cells = tuple((k, v["p"], v["r"], v["f1"], int(v["n"])) for k, v in figures.items())
    return Table(title=title, columns=("class", "precision", "recall", "F1", "n"), rows=cells)
