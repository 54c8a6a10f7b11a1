"""Figures on examples kept out of training: what decides the decoding and tracks a run.

They are counted on words and are near to what `accord bench` prints, which alone is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch

from accord.claims.encoder import link_tables
from accord.claims.tagging import Decoding, Floats, Linked, accepted, cues_in, link
from accord.model import Span
from training.batches import collate
from training.corpora import Example
from training.model import Model

ROLES = ("source", "cue", "content")
NO_CUE = (-3.0, -2.0, -1.0, 0.0)
PATH = (0.0, 0.125, 0.25, 0.5, 1.0)
ACCEPT = tuple(float(x) for x in np.arange(-4.0, 8.25, 0.25))
"""What is tried for each number of the decoding."""

NEAR = 0.05
"""How far the number of attributions found may lie from the number expected."""


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
        cue, _, _, word, side, _ = model.encoder(b.pieces, b.mask, b.features, b.heads, b.first)
        out.append(Outputs(cue[0].numpy(), word, side))
    model.train()
    return out


@torch.no_grad()
def candidates(
    model: Model, examples: Sequence[Example], encoded: Sequence[Outputs], no_cue: float
) -> list[list[Linked]]:
    """Candidates of each window with what hangs on them."""
    model.eval()
    out = []
    for example, one in zip(examples, encoded, strict=True):
        cues = cues_in(one.cue, Decoding(no_cue=no_cue))
        rows = link_figures(model, example, cues, one) if cues else ()
        out.append([link(cue, row) for cue, row in zip(cues, rows, strict=True)])
    model.train()
    return out


def decode(
    found: Sequence[Sequence[Linked]], encoded: Sequence[Outputs], decoding: Decoding
) -> list[list[Linked]]:
    """Those candidates of each window that are attributions."""
    return [
        [one for one in linked if one.content and accepted(one, outputs.cue, decoding)]
        for linked, outputs in zip(found, encoded, strict=True)
    ]


def link_figures(model: Model, example: Example, cues: list[Span], one: Outputs) -> Floats:
    """(cues, words, 12) figures of the link head for cues of one window."""
    tables = link_tables(example.window, cues, cues_in(one.cue, Decoding()), example.ruled)
    heads = torch.stack([one.side[0, first:last].mean(0) for first, last in cues])
    size = len(example.window.tokens)
    out: Floats = model.links(
        one.word.expand(len(cues), -1, -1), heads,
        *(torch.from_numpy(table) for table in tables.values()), torch.ones(len(cues), size),
    ).numpy()  # fmt: skip
    return out


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


def density(examples: Sequence[Example]) -> float:
    """Attributions to a word."""
    words = sum(len(example.window.tokens) for example in examples)
    return sum(len(example.links) for example in examples) / max(words, 1)


def fit_decoding(model: Model, examples: Sequence[Example], usual: float) -> Decoding:
    """The decoding with the highest sum of figures on examples kept out of training, of those that
    find about as many attributions to a word as is usual.

    The usual density is that of the corpus: of a few articles it is too much a matter of chance.
    """
    encoded = encode(model, examples)
    wanted = usual * sum(len(example.window.tokens) for example in examples)
    best, most = Decoding(), -1.0
    for no_cue in NO_CUE:
        linked = candidates(model, examples, encoded, no_cue)
        for path, accept in product(PATH, ACCEPT):
            decoding = Decoding(no_cue, path, accept)
            found = decode(linked, encoded, decoding)
            worth = sum(figures(examples, found).values())
            if abs(sum(map(len, found)) - wanted) <= wanted * NEAR and worth > most:
                best, most = decoding, worth
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
