"""Examples to padded tensors, in batches of about as many word pieces each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from accord.claims.tagging import between
from training.corpora import IGNORE, Example


@dataclass(slots=True)
class Batch:
    """Tensors of some windows: words are padded to one length, links stand one under another."""

    pieces: Tensor
    mask: Tensor
    features: Tensor
    heads: Tensor
    first: Tensor
    cues: Tensor
    entities: Tensor
    window: Tensor
    cue: Tensor
    relation: Tensor
    distance: Tensor
    between: Tensor
    roles: Tensor
    words: Tensor
    scores: Tensor
    score_at: Tensor


def batches(
    examples: Sequence[Example], budget: int, rng: random.Random
) -> Iterator[list[Example]]:
    """All examples once, in random order; those of like length stand together to save padding."""
    order = sorted(examples, key=lambda e: len(e.window.pieces) * rng.uniform(0.85, 1.15))
    found: list[list[Example]] = []
    batch: list[Example] = []
    for example in order:
        longest = max([len(example.window.pieces), *(len(e.window.pieces) for e in batch)])
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
    links = [(i, link) for i, e in enumerate(examples) for link in e.links]

    def table(rows: Sequence[np.ndarray], size: int, fill: int = 0) -> Tensor:
        out = np.full((len(rows), size, *(rows[0].shape[1:] if rows else ())), fill, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    cue = torch.zeros(len(links), words)
    for i, (_, link) in enumerate(links):
        cue[i, link.cue[0] : link.cue[1]] = 1.0 / (link.cue[1] - link.cue[0])
    spans = [[link.cue for link in e.links] for e in examples]
    scores = [(i, s) for i, e in enumerate(examples) for s in e.scores]
    return Batch(
        pieces=table([e.window.pieces for e in examples], pieces),
        mask=table([np.ones_like(e.window.pieces) for e in examples], pieces),
        features=table([e.window.features for e in examples], pieces),
        heads=table([e.window.heads for e in examples], pieces),
        first=table([e.window.first for e in examples], words),
        cues=table([e.cues for e in examples], words, IGNORE),
        entities=table([e.entities for e in examples], words, IGNORE),
        window=torch.tensor([i for i, _ in links], dtype=torch.long), cue=cue,
        relation=table([link.relation for _, link in links], words),
        distance=table([link.distance for _, link in links], words),
        between=table(
            [between(len(link.roles), link.cue, spans[i]) for i, link in links], words
        ),
        roles=table([link.roles for _, link in links], words, IGNORE),
        words=table([np.ones_like(link.roles) for _, link in links], words).float(),
        scores=torch.tensor([s.value for _, s in scores], dtype=torch.float32),
        score_at=torch.tensor(
            [(i, s.word, s.corpus, s.standing) for i, s in scores], dtype=torch.long
        ).reshape(-1, 4),
    )  # fmt: skip
