"""Sentences with two marked parties, and what the first does to the second.

`written/*.tsv` are sentences written for this project: type, mode or "-", and a sentence in which
{the acting party} and [the party acted on] are marked. PLV (Hu and others 2024) has the same with
spans; its YIELD stands for CONCEDE and RETREAT together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from accord.bench.events import Pair, PairCoder
from accord.claims.encoding import Encoding, Window, covered
from accord.claims.events import CodedEvent
from accord.claims.parse import Parser
from accord.claims.voice import find_attributions
from accord.model import Block, Report, Span
from training.corpora import Example, entities_of, hinted, rows

NONE = "NONE"
YIELD = {"YIELD": ("CONCEDE", "RETREAT")}

_MARKS = re.compile(r"[{}\[\]]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its parties as characters, the types that it may have, and a mode or None.

    `older`: the types are those of the older codebook, as in PLV.
    """

    text: str
    actor: Span | None
    recipient: Span | None
    types: tuple[str, ...]
    mode: str | None = None
    older: bool = False


@dataclass(slots=True)
class Related:
    """A window with two parties as words, and numbers of types, mode (or -1) and rules' type."""

    example: Example
    actor: Span | None
    recipient: Span | None
    types: tuple[int, ...]
    mode: int
    ruled: int
    older: bool = False


def written(folder: Path) -> Iterator[Marked]:
    """The sentences of `folder/*.tsv`. Raises `ValueError` for a line that is not of the form."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                kind, mode, sentence = line.split("\t")
                yield _unmarked(kind, mode, sentence)
            except ValueError as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error


def _unmarked(kind: str, mode: str, sentence: str) -> Marked:
    text, spans, at = "", {}, 0
    for match in _MARKS.finditer(sentence):
        text += sentence[at : match.start()]
        at = match.end()
        spans.setdefault(match.group(), len(text))
    text += sentence[at:]
    pairs = [(spans.get(a), spans.get(b)) for a, b in ("{}", "[]")]
    (actor, recipient) = [
        (start, end) if start is not None and end is not None else None for start, end in pairs
    ]
    if actor is None:
        raise ValueError("no acting party is marked")
    return Marked(text, actor, recipient, (kind,), None if mode == "-" else f"{kind} {mode}")


def from_plv(path: Path) -> Iterator[Marked]:
    """Rows of a file in PLV's form."""
    for row in rows(path):
        kind = str(row["gold_root"])
        spans = [row["source_span"], row["target_span"]]
        actor, recipient = ((s[0], s[1]) if s else None for s in spans)
        yield Marked(str(row["text"]), actor, recipient, YIELD.get(kind, (kind,)), older=True)


@dataclass(frozen=True, slots=True)
class Inventory:
    """Types (NONE first) and modes ("COERCE arrest") that the head tells apart."""

    types: tuple[str, ...]
    modes: tuple[str, ...]


def inventory(codebook: dict[str, Any]) -> Inventory:
    """The types and modes of the PLOVER codebook."""
    kinds = codebook["event_types"]
    return Inventory(
        types=(NONE, *kinds),
        modes=tuple(f"{kind} {mode}" for kind, entry in kinds.items() for mode in entry["modes"]),
    )


def related(
    sentences: Iterable[Marked], parser: Parser, encoding: Encoding, known: Inventory
) -> Iterator[Related]:
    """Windows of marked sentences; parties that are not both in one window are left out."""
    coder = PairCoder()
    for one in sentences:
        block = Block(start=0, end=len(one.text), role="body")
        reading = parser.read(Report(id="r_training", text=one.text, blocks=(block,)))
        ruled = find_attributions(reading)
        event = coder.by_patterns(reading, Pair(one.text, one.actor, one.recipient))
        for window in encoding.windows(reading.doc, [(0, len(one.text))]):
            actor, recipient = _words(window, one.actor), _words(window, one.recipient)
            if (one.actor and actor is None) or (one.recipient and recipient is None):
                continue
            example = Example(
                window, np.full(len(window.tokens), -100), entities_of(reading.doc, window, ())
            )
            yield Related(
                example=hinted(example, ruled), actor=actor, recipient=recipient,
                types=tuple(known.types.index(kind) for kind in one.types),
                mode=known.modes.index(one.mode) if one.mode else -1,
                ruled=known.types.index(_type_of(event, older=one.older)), older=one.older,
            )  # fmt: skip


def _type_of(event: CodedEvent | None, *, older: bool) -> str:
    if event is None:
        return NONE
    return event.older if older and event.older else event.event.type


def _words(window: Window, span: Span | None) -> Span | None:
    if span is None:
        return None
    words = np.flatnonzero(covered(window, [span]))
    return (int(words[0]), int(words[-1]) + 1) if len(words) else None
