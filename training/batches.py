"""Examples to padded tensors, in batches of about as many word pieces each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from accord.claims.encoder import link_tables
from accord.claims.encoding import Ints
from accord.model import Span
from training.corpora import IGNORE, Example
from training.pairs import pair_tables
from training.relations import Related

T = TypeVar("T")


@dataclass(slots=True)
class Batch:
    """Tensors of some windows: words are padded to one length."""

    pieces: Tensor
    mask: Tensor
    features: Tensor
    heads: Tensor
    first: Tensor
    cues: Tensor
    entities: Tensor
    scores: Tensor
    score_at: Tensor


@dataclass(slots=True)
class Links:
    """Cues of some windows, one under another: whose window, and tables of (cues, words)."""

    window: Tensor
    cue: Tensor
    relation: Tensor
    distance: Tensor
    between: Tensor
    hint: Tensor
    roles: Tensor
    words: Tensor


def batches(
    examples: Sequence[T], budget: int, rng: random.Random, pieces_of: Callable[[T], int]
) -> Iterator[list[T]]:
    """All examples once, in random order; those of like length stand together to save padding."""
    order = sorted(examples, key=lambda e: pieces_of(e) * rng.uniform(0.85, 1.15))
    found: list[list[T]] = []
    batch: list[T] = []
    for example in order:
        longest = max([pieces_of(example), *map(pieces_of, batch)])
        if batch and longest * (len(batch) + 1) > budget:
            found.append(batch)
            batch = []
        batch.append(example)
    if batch:
        found.append(batch)
    rng.shuffle(found)
    yield from found


def collate(examples: Sequence[Example]) -> Batch:
    """Pad and stack. Words beyond a window point at its first piece and are ignored."""
    pieces = max(len(e.window.pieces) for e in examples)
    words = max(len(e.window.tokens) for e in examples)
    scores = [(i, s) for i, e in enumerate(examples) for s in e.scores]
    return Batch(
        pieces=_table([e.window.pieces for e in examples], pieces),
        mask=_table([np.ones_like(e.window.pieces) for e in examples], pieces),
        features=_table([e.window.features for e in examples], pieces),
        heads=_table([e.window.heads for e in examples], pieces),
        first=_table([e.window.first for e in examples], words),
        cues=_table([e.cues for e in examples], words, IGNORE),
        entities=_table([e.entities for e in examples], words, IGNORE),
        scores=torch.tensor([s.value for _, s in scores], dtype=torch.float32),
        score_at=torch.tensor(
            [(i, s.word, s.corpus, s.standing) for i, s in scores], dtype=torch.long
        ).reshape(-1, 4),
    )  # fmt: skip


def collate_links(examples: Sequence[Example], false: Sequence[Sequence[Span]]) -> Links | None:
    """The marked cues of each window, and some false ones, to which nothing belongs.

    None where there are neither.
    """
    size = max(len(e.window.tokens) for e in examples)
    window, roles, spans = [], [], []
    tables: dict[str, list[Ints]] = {}
    for i, (example, others) in enumerate(zip(examples, false, strict=True)):
        marked = [link.cue for link in example.links]
        cues = [*marked, *others]
        if not cues:
            continue
        for name, rows in link_tables(example.window, cues, marked, example.ruled).items():
            tables.setdefault(name, []).extend(rows)
        nothing = np.zeros(len(example.window.tokens), dtype=np.int64)
        roles += [link.roles for link in example.links] + [nothing for _ in others]
        window += [i for _ in cues]
        spans += cues
    if not spans:
        return None
    for row, (first, last) in enumerate(spans):
        roles[row][first:last] = 0
    return Links(
        window=torch.tensor(window), cue=_shares(spans, size), roles=_table(roles, size),
        words=_table([np.ones_like(row) for row in roles], size).float(),
        **{name: _table(rows, size) for name, rows in tables.items()},
    )  # fmt: skip


def collate_pairs(pairs: Sequence[Related]) -> dict[str, Tensor]:
    """What the relation head reads of some pairs, as it names it."""
    size = max(len(pair.example.window.tokens) for pair in pairs)
    rows = [pair_tables(p.example.window, p.actor, p.recipient) for p in pairs]
    tables = {name: _table([row[name] for row in rows], size) for name in rows[0]}
    return {
        "actor": _shares([pair.actor for pair in pairs], size),
        "recipient": _shares([pair.recipient for pair in pairs], size),
        "relation": torch.stack([tables["actor_relation"], tables["recipient_relation"]]),
        "distance": torch.stack([tables["actor_distance"], tables["recipient_distance"]]),
        "part": tables["part"], "near": tables["near"].float(),
    }  # fmt: skip


def _shares(spans: Sequence[Span | None], size: int) -> Tensor:
    """For each span the share of each word in its mean; nothing where there is no span."""
    out = torch.zeros(len(spans), size)
    for row, span in enumerate(spans):
        if span is not None:
            out[row, span[0] : span[1]] = 1.0 / (span[1] - span[0])
    return out


def _table(rows: Sequence[Ints], size: int, fill: int = 0) -> Tensor:
    out = np.full((len(rows), size, *(rows[0].shape[1:] if rows else ())), fill, dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)
