"""The training run: one pass after another over the corpora, then a cooling down.

The rate rises over the first steps, stays, and falls in a line over the last ones (Hu et al. 2024
call it warm-up, stable, decay). Word and position embeddings stay as they were; lower layers learn
more slowly (Howard and Ruder 2018). Everything random comes from one seed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import torch

from training.batches import batches
from training.corpora import Example
from training.model import Model
from training.relations import Related


class Recipe(msgspec.Struct, frozen=True):
    """Numbers of a run. `pieces` is the word pieces of a batch, padding included.

    In each pass over the articles, `unmarked` is the share of the windows without an attribution
    that is seen, `scored` that of the factuality sentences, and `paired` how often each sentence
    with two parties is.
    """

    steps: int
    cooldown: int
    seed: int = 7
    warmup: int = 60
    pieces: int = 2000
    rate: float = 2e-4
    head_rate: float = 1e-3
    table_rate: float = 1e-2
    layer_decay: float = 0.9
    drop: float = 0.1
    unmarked: float = 0.5
    scored: float = 0.4
    paired: int = 3


@dataclass(frozen=True, slots=True)
class Material:
    """Examples of articles, of factuality sentences, and of sentences with two parties."""

    articles: Sequence[Example]
    sentences: Sequence[Example]
    pairs: Sequence[Related]


def fit(model: Model, material: Material, recipe: Recipe, report: Callable[[str], None]) -> None:
    """Train a model in place, on the CPU."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    model.train()
    groups = parameter_groups(model, recipe)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    rates = [float(group["lr"]) for group in optimizer.param_groups]
    began, losses = time.monotonic(), []
    for step, batch in enumerate(_stream(material, recipe, rng)):
        if step == recipe.steps:
            return
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * _factor(step, recipe)
        loss = model.total(model.losses_of(batch, rng))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(float(loss.detach()))
        if step % 100 == 99:
            spent = time.monotonic() - began
            report(f"step {step + 1} of {recipe.steps}, {spent:.0f} s, loss {np.mean(losses):.3f}")
            losses = []


def _factor(step: int, recipe: Recipe) -> float:
    rising = min((step + 1) / recipe.warmup, 1.0)
    return rising * min((recipe.steps - step) / recipe.cooldown, 1.0)


Some = list[Example] | list[Related]


def _stream(material: Material, recipe: Recipe, rng: random.Random) -> Iterator[Some]:
    """Batches without end, a pass after the other."""
    marked = [e for e in material.articles if e.links]
    rest = [e for e in material.articles if not e.links]
    while True:
        some = rng.sample(rest, round(len(rest) * recipe.unmarked))
        scored = rng.sample(material.sentences, round(len(material.sentences) * recipe.scored))
        order: list[Some] = [*batches(marked + some, recipe.pieces, rng, _pieces_of)]
        order += batches(scored, recipe.pieces, rng, _pieces_of)
        for _ in range(recipe.paired):
            order += batches(material.pairs, recipe.pieces, rng, _pieces_of_pair)
        rng.shuffle(order)
        yield from order


def _pieces_of(example: Example) -> int:
    return len(example.window.pieces)


def _pieces_of_pair(pair: Related) -> int:
    return len(pair.example.window.pieces)


def parameter_groups(model: Model, recipe: Recipe) -> list[dict[str, object]]:
    """Each parameter that learns, with its rate; what does not learn is frozen."""
    groups: list[dict[str, object]] = []
    for name, value in model.named_parameters():
        if name.startswith(("encoder.word", "encoder.position", "encoder.kind")):
            value.requires_grad_(False)
            continue
        decay = 0.0 if value.dim() < 2 else 0.01
        groups.append({"params": [value], "lr": _rate(name, recipe), "weight_decay": decay})
    return groups


def _rate(name: str, recipe: Recipe) -> float:
    if name.startswith("encoder.layers."):
        return recipe.rate * recipe.layer_decay ** (5 - int(name.split(".")[2]))
    if name.startswith("encoder.norm"):
        return recipe.rate * recipe.layer_decay**6
    if name.startswith("weigh"):
        return recipe.table_rate
    return recipe.head_rate
