"""The network with its losses: what is trained."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Batch
from training.corpora import IGNORE, SETS
from training.network import Encoder, LinkHead

SHARES = {"cue": 1.0, "link": 1.0, "entity": 0.3, "fact": 0.5}
"""Weight of each head's loss."""


class Model(nn.Module):
    """Encoder and link head together."""

    def __init__(self, vocabulary: int, entities: int, standings: int, drop: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, entities, len(SETS), drop)
        self.links = LinkHead(drop)
        self.weigh = nn.Embedding(standings, 2)
        nn.init.zeros_(self.weigh.weight)

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """Mean loss of each head that a batch has labels for."""
        b = batch
        cue, entity, fact, word, side = self.encoder(b.pieces, b.mask, b.features, b.heads, b.first)
        out = {"entity": _cross_entropy(entity, b.entities)}
        if bool((b.cues != IGNORE).any()):
            out["cue"] = _cross_entropy(cue, b.cues)
        if len(b.window):
            heads = torch.bmm(b.cue.unsqueeze(1), side[b.window]).squeeze(1)
            roles = self.links(word[b.window], heads, b.relation, b.distance, b.between, b.words)
            out["link"] = _cross_entropy(roles, b.roles)
        if len(b.scores):
            out["fact"] = self._factuality_loss(fact, b)
        return out

    def factuality(self, fact: Tensor, batch: Batch) -> Tensor:
        """Scores of a batch's predicates: the head's, weighed by how the rules say they stand."""
        window, word, _, standing = batch.score_at.unbind(1)
        gain, base = self.weigh(standing).unbind(1)
        return fact[window, word] * (1 + gain) + base

    def _factuality_loss(self, fact: Tensor, batch: Batch) -> Tensor:
        """Smooth L1 after a line of its own for each corpus: their annotators used the scale
        differently, and the head should not have to."""
        corpus = batch.score_at[:, 2]
        said = self.factuality(fact, batch) * self.encoder.scale[corpus]
        return functional.smooth_l1_loss(said + self.encoder.shift[corpus], batch.scores)

    def total(self, batch: Batch) -> Tensor:
        """The weighted sum of the losses."""
        return torch.stack([SHARES[k] * v for k, v in self.losses(batch).items()]).sum()


def _cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORE)
