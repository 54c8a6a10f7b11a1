"""The network with its losses: what is trained."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from accord.claims.encoder import FACTS
from accord.model import Span
from training.batches import Batch, Links, collate, collate_links, collate_pairs
from training.chain import surprise
from training.corpora import IGNORE, SETS, Example
from training.network import ROLES, Encoder, LinkHead, RelationHead
from training.relations import Related

SHARES = {"cue": 1.0, "link": 1.5, "entity": 0.3, "fact": 0.5, "type": 1.0, "mode": 0.3}
"""Weight of each head's loss."""


FALSE_CUE = 0.02
"""A word that the cue head thinks a cue with this probability, and is none, is shown to the link
head as a false cue."""

UNRULED = 0.3
"""How often the relation head learns without the type that the patterns give."""

NOT_HERE = -30.0
"""Figure of a role that a word cannot have."""


class Model(nn.Module):
    """Encoder and link head together.

    `weigh` has for each standing by the rules (`Standing.key`) the weights of the factuality
    figures and what is added to their sum; row 0 is for standings never met. `evenly` are the
    weights of the factuality corpora's losses.
    """

    def __init__(
        self, vocabulary: int, entities: int, standings: int, evenly: Sequence[float],
        types: int, modes: int, drop: float = 0.1,
    ) -> None:  # fmt: skip
        super().__init__()
        self.encoder = Encoder(vocabulary, entities, len(SETS), drop)
        self.links = LinkHead(drop)
        self.relations = RelationHead(types, modes, drop)
        self.kinds = types
        self.weigh = nn.Embedding(standings, FACTS + 1)
        self.register_buffer("evenly", torch.tensor(evenly))
        with torch.no_grad():
            self.weigh.weight.zero_()
            self.weigh.weight[:, 0] = 1.0

    def losses_of(
        self, batch: list[Example] | list[Related], rng: random.Random
    ) -> dict[str, Tensor]:
        """Mean loss of each head that a batch has labels for."""
        pairs = [one for one in batch if isinstance(one, Related)]
        if pairs:
            return self.relation_losses(pairs, rng)
        return self.losses([one for one in batch if isinstance(one, Example)], rng)

    def losses(self, examples: Sequence[Example], rng: random.Random) -> dict[str, Tensor]:
        """Mean loss of each head that some examples have labels for."""
        b = collate(examples)
        cue, entity, fact, word, side, _ = self.encoder(
            b.pieces, b.mask, b.features, b.heads, b.first
        )
        out = {"entity": _cross_entropy(entity, b.entities)}
        if bool((b.cues != IGNORE).any()):
            out["cue"] = _cross_entropy(cue, b.cues)
            links = collate_links(examples, false_cues(examples, cue, rng))
            if links is not None:
                out["link"] = self._link_loss(links, word, side)
        if len(b.scores):
            out["fact"] = self._factuality_loss(fact, b)
        return out

    def link_figures(self, links: Links, word: Tensor, side: Tensor) -> Tensor:
        """(cues, words, 12) figures of the link head, from both sides of all windows' words."""
        heads = torch.bmm(links.cue.unsqueeze(1), side[links.window]).squeeze(1)
        figures: Tensor = self.links(
            word[links.window], heads, links.relation, links.distance, links.between, links.hint,
            links.words,
        )  # fmt: skip
        return figures

    def _link_loss(self, links: Links, word: Tensor, side: Tensor) -> Tensor:
        figures = self.link_figures(links, word, side)
        barred = torch.zeros_like(figures)
        barred[..., 1:ROLES] = (links.cue > 0).unsqueeze(-1) * NOT_HERE
        return surprise(figures + barred, links.roles, links.words).sum() / links.words.sum()

    def factuality(self, fact: Tensor, batch: Batch) -> Tensor:
        """Scores of a batch's predicates: the head's figures, weighed by their standings."""
        window, word, _, standing = batch.score_at.unbind(1)
        weights = self.weigh(standing)
        return (fact[window, word] * weights[:, :FACTS]).sum(1) + weights[:, FACTS]

    def _factuality_loss(self, fact: Tensor, batch: Batch) -> Tensor:
        """Smooth L1 after a line of its own for each corpus: their annotators used the scale
        differently, and the head should not have to."""
        corpus = batch.score_at[:, 2]
        said = self.factuality(fact, batch) * self.encoder.scale[corpus]
        said = said + self.encoder.shift[corpus]
        loss = functional.smooth_l1_loss(said, batch.scores, reduction="none")
        share = self.evenly[corpus]  # type: ignore[index]
        return (loss * share).sum() / share.sum()

    def relation_losses(self, pairs: Sequence[Related], rng: random.Random) -> dict[str, Tensor]:
        """Mean losses of types and modes. The patterns' type is now and then kept from the head,
        so that it does not only repeat it."""
        types, modes = self.related(
            pairs, [0 if rng.random() < UNRULED else p.ruled for p in pairs]
        )
        allowed = torch.zeros_like(types, dtype=torch.bool)
        for row, pair in enumerate(pairs):
            allowed[row, list(pair.types)] = True
        chances = torch.log_softmax(types, dim=1).masked_fill(~allowed, -torch.inf)
        out = {"type": -torch.logsumexp(chances, dim=1).mean()}
        wanted = torch.tensor([pair.mode for pair in pairs])
        if bool((wanted >= 0).any()):
            out["mode"] = functional.cross_entropy(modes, wanted, ignore_index=-1)
        return out

    def related(self, pairs: Sequence[Related], ruled: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Logits of types and of modes of some pairs."""
        b = collate([pair.example for pair in pairs])
        words = self.encoder.vectors(b.pieces, b.mask, b.features, b.heads, b.first)
        tables = collate_pairs(pairs)
        types, modes, _ = self.relations(words, **tables, ruled=torch.tensor(ruled))
        return types, modes

    def total(self, losses: dict[str, Tensor]) -> Tensor:
        """The weighted sum of the losses."""
        return torch.stack([SHARES[name] * value for name, value in losses.items()]).sum()


def ruled_number(pair: Related, types: int, rng: random.Random) -> int:
    """The number of the patterns' type, or now and then of none, under the pair's codebook."""
    known = 0 if rng.random() < UNRULED else pair.ruled
    return known + types * pair.older


def false_cues(
    examples: Sequence[Example], figures: Tensor, rng: random.Random
) -> list[list[Span]]:
    """For each window some words that look like cues and are none, at most one more than it has
    cues: what the rules take for one, and what the cue head does."""
    chances = torch.softmax(figures.detach(), dim=-1)[..., 1:].sum(-1)
    out = []
    for example, row in zip(examples, chances, strict=True):
        if example.cues[0] == IGNORE:
            out.append([])
            continue
        size = len(example.window.tokens)
        free = example.cues == 0
        words = (row[:size].numpy() > FALSE_CUE) & free
        found = [(int(word), int(word) + 1) for word in np.flatnonzero(words)]
        found += [one.cue for one in example.ruled if free[one.cue[0] : one.cue[1]].all()]
        found = sorted(set(found))
        out.append(rng.sample(found, min(len(found), len(example.links) + 1)))
    return out


def _cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORE)
