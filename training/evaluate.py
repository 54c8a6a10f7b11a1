"""Figures on examples kept out of training: what decides the decoding and tracks a run.

They are counted on words and are near to what `accord bench` prints, which alone is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import msgspec
import numpy as np
import torch

from accord.claims.encoding import relations
from accord.claims.tagging import Decoding, Floats, Linked, Ruled, between, cues_in, link
from accord.model import Span
from training.batches import collate
from training.corpora import Example
from training.model import Model

ROLES = ("source", "cue", "content")
NO_CUE = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
RULED_CUE = (0.0, 0.75, 1.5)
LINKING = (
    ("content_change", (0.5, 1.0, 1.5, 2.0, 3.0)), ("source_change", (0.0, 0.5, 1.0)),
    ("source", (-0.5, 0.0, 0.5, 1.0)), ("ruled_source", (0.0, 1.0, 2.0, 3.0, 4.0)),
    ("ruled_content", (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)),
)  # fmt: skip
"""What is tried for each number of the decoding."""

NEAR = 0.05
"""How far the number of cues found may lie from the number marked."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Cues of a window and the link head's figures for each."""

    cues: list[Span]
    links: Sequence[Floats]
    ruled: Sequence[Ruled]


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the encoder gives for one window: cue figures, and both sides of the link head."""

    cue: Floats
    word: torch.Tensor
    side: torch.Tensor


@torch.no_grad()
def encode(model: Model, examples: Sequence[Example]) -> list[Outputs]:
    """Run the encoder over windows, one by one as in reading."""
    model.eval()
    out = []
    for example in examples:
        b = collate([example])
        cue, _, _, word, side = model.encoder(b.pieces, b.mask, b.features, b.heads, b.first)
        out.append(Outputs(cue[0].numpy(), word, side))
    model.train()
    return out


@torch.no_grad()
def run(
    model: Model, examples: Sequence[Example], encoded: Sequence[Outputs], decoding: Decoding
) -> list[Figures]:
    """Cues by a decoding, and the figures that decide what hangs on them."""
    model.eval()
    out = []
    for example, one in zip(examples, encoded, strict=True):
        cues = cues_in(one.cue, decoding, example.ruled)
        logits = link_logits(model, example, cues, one.word, one.side) if cues else ()
        out.append(Figures(cues, list(logits), example.ruled))
    model.train()
    return out


def decode(found: Sequence[Figures], decoding: Decoding) -> list[list[Linked]]:
    """Attributions of each window."""
    return [
        [link(c, row, decoding, one.ruled) for c, row in zip(one.cues, one.links, strict=True)]
        for one in found
    ]


def link_logits(
    model: Model, example: Example, cues: list[Span], word: torch.Tensor, side: torch.Tensor
) -> Floats:
    """(cues, words, 3) figures of the link head for cues of one window."""
    pairs = [relations(example.window, cue) for cue in cues]
    size = len(example.window.tokens)
    heads = torch.stack([side[0, first:last].mean(0) for first, last in cues])
    tables = (
        np.stack([relation for relation, _ in pairs]), np.stack([away for _, away in pairs]),
        np.stack([between(size, cue, cues) for cue in cues]),
    )  # fmt: skip
    inputs = [torch.from_numpy(table) for table in tables]
    wide = word.expand(len(cues), -1, -1)
    logits: Floats = model.links(wide, heads, *inputs, torch.ones(len(cues), size)).numpy()
    return logits


def figures(examples: Sequence[Example], found: Sequence[Sequence[Linked]]) -> dict[str, float]:
    """Exact F1 of each role, and F1 of attributions whose three roles overlap by half."""
    counts = {role: [0, 0, 0] for role in (*ROLES, "attribution")}
    for example, ours in zip(examples, found, strict=True):
        gold = [
            _words(link.cue, np.flatnonzero(link.roles == 1), np.flatnonzero(link.roles == 2))
            for link in example.links
        ]
        mine = [_words(one.cue, _flat(one.source), _flat(one.content)) for one in ours]
        for role in ROLES:
            a, g = ({x[role] for x in side if x[role]} for side in (mine, gold))
            _add(counts[role], len(a & g), len(a), len(g))
        _add(counts["attribution"], _matched(gold, mine), len(mine), len(gold))
    return {role: 2 * r / max(a + g, 1) for role, (r, a, g) in counts.items()}


def fit_decoding(model: Model, examples: Sequence[Example]) -> Decoding:
    """The decoding with the highest sum of figures on examples kept out of training.

    First how readily a word is a cue, so that about as many are found as were marked; then number
    by number what hangs on the cues found.
    """

    def worth(found: Sequence[Figures], decoding: Decoding) -> float:
        return sum(figures(examples, decode(found, decoding)).values())

    tries = [Decoding(no_cue=n, ruled_cue=r) for n, r in product(NO_CUE, RULED_CUE)]
    encoded = encode(model, examples)
    runs = [(d, run(model, examples, encoded, d)) for d in tries]
    wanted = sum(len(example.links) for example in examples)
    near = [(d, found) for d, found in runs if abs(_count(found) - wanted) <= wanted * NEAR]
    best, found = max(near or runs, key=lambda pair: worth(pair[1], pair[0]))
    for name, values in LINKING * 2:
        tries = [msgspec.structs.replace(best, **{name: value}) for value in values]
        best = max(tries, key=lambda d: worth(found, d))
    return best


@torch.no_grad()
def correlation(model: Model, examples: Sequence[Example]) -> float:
    """Pearson's r of the factuality head over examples of one corpus."""
    model.eval()
    ours, gold = [], []
    for start in range(0, len(examples), 64):
        b = collate(examples[start : start + 64])
        if len(b.scores):
            fact = model.encoder(b.pieces, b.mask, b.features, b.heads, b.first)[2]
            ours.append(model.factuality(fact, b).numpy())
            gold.append(b.scores.numpy())
    model.train()
    return float(np.corrcoef(np.concatenate(ours), np.concatenate(gold))[0, 1])


def _count(found: Sequence[Figures]) -> int:
    return sum(len(one.cues) for one in found)


def _words(cue: Span, source: Iterable[int], content: Iterable[int]) -> dict[str, frozenset[int]]:
    return {
        "cue": frozenset(range(*cue)), "source": frozenset(map(int, source)),
        "content": frozenset(map(int, content)),
    }  # fmt: skip


def _flat(runs: Iterable[Span]) -> Iterable[int]:
    return (word for run in runs for word in range(*run))


def _add(counts: list[int], right: int, found: int, gold: int) -> None:
    counts[0] += right
    counts[1] += found
    counts[2] += gold


def _matched(gold: list[dict[str, frozenset[int]]], mine: list[dict[str, frozenset[int]]]) -> int:
    left = list(gold)
    for one in mine:
        for other in left:
            if all(_jaccard(one[role], other[role]) >= 0.5 for role in ROLES):
                left.remove(other)
                break
    return len(gold) - len(left)


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0
