"""The encoder and its heads, in PyTorch, for training and export only.

The encoder is BERT (Devlin et al. 2019) in the six-layer form of MiniLM (Wang et al. 2020), started
from sentence-transformers' all-MiniLM-L6-v2. Added to its input are what the parse knows of each
word, and the embedding of the word's head, both from zero. Heads stand on the first piece of each
word. The link head reads, for one cue, every word of the window beside the cue and the relation
between them in the tree, and says whether the word is in the cue's source, its content or neither.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from accord.claims.encoding import LEVELS

WIDTH = 384
LAYERS = 6
ATTENTION = 12
LINK = 128
FEATURES = (64, 64, 8, 4)
"""Sizes of the feature tables: tags, dependencies, shapes, quotation."""


class Layer(nn.Module):
    """One block of self-attention and feed-forward, layer norm after each."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (batch, pieces, width); `bias` (batch, 1, 1, pieces), 0 or a large negative."""
        batch, size, _ = x.shape
        split = self.qkv(x).view(batch, size, 3, ATTENTION, WIDTH // ATTENTION)
        q, k, v = split.permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + bias, dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, size, WIDTH)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces and features to a vector for each word, and the heads that need nothing else."""

    def __init__(self, vocabulary: int, entities: int, sets: int, drop: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.features = nn.ModuleList([nn.Embedding(size, WIDTH) for size in FEATURES])
        self.head_of = nn.Linear(WIDTH, WIDTH, bias=False)
        self.layers = nn.ModuleList([Layer(drop) for _ in range(LAYERS)])
        self.drop = nn.Dropout(drop)
        self.cue = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, 3))
        self.entity = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, entities))
        self.fact = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, 1))
        self.scale = nn.Parameter(torch.ones(sets))
        self.shift = nn.Parameter(torch.zeros(sets))
        self.link_word = nn.Linear(WIDTH, LINK)
        self.link_cue = nn.Linear(WIDTH, LINK)
        for table in self.features:
            nn.init.zeros_(table.weight)  # type: ignore[arg-type]
        nn.init.zeros_(self.head_of.weight)

    def vectors(
        self, pieces: Tensor, mask: Tensor, features: Tensor, heads: Tensor, first: Tensor
    ) -> Tensor:
        """(batch, words, width) from (batch, pieces) ids, mask, features (…, 4), head positions."""
        size = pieces.shape[1]
        words = self.word(pieces)
        x = self.norm(words + self.position.weight[:size] + self.kind)
        for index, table in enumerate(self.features):
            x = x + table(features[..., index])
        above = torch.gather(words, 1, heads.unsqueeze(-1).expand(-1, -1, WIDTH))
        x = self.drop(x + self.head_of(above))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH))

    def forward(
        self, pieces: Tensor, mask: Tensor, features: Tensor, heads: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Cue logits, entity logits, factuality, and the two sides of the link head, by word."""
        words = self.vectors(pieces, mask, features, heads, first)
        return (
            self.cue(words), self.entity(words), self.fact(words).squeeze(-1),
            self.link_word(words), self.link_cue(words),
        )  # fmt: skip


class LinkHead(nn.Module):
    """For each cue and word of its window: logits of none, source, content."""

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        self.relation = nn.Embedding(64 * LEVELS, LINK)
        self.distance = nn.Embedding(33, LINK)
        self.before = nn.Embedding(3, LINK)
        self.mix1 = nn.Conv1d(LINK, LINK, 5, padding=2)
        self.mix2 = nn.Conv1d(LINK, LINK, 5, padding=2)
        self.norm1 = nn.LayerNorm(LINK)
        self.norm2 = nn.LayerNorm(LINK)
        self.out = nn.Linear(LINK, 3)
        self.drop = nn.Dropout(drop)
        for table in (self.relation, self.distance, self.before):
            nn.init.normal_(table.weight, std=0.3)

    def forward(
        self, word: Tensor, cue: Tensor, relation: Tensor, distance: Tensor, between: Tensor,
        mask: Tensor,
    ) -> Tensor:  # fmt: skip
        """`word` (cues, words, LINK), `cue` (cues, LINK), the rest (cues, words)."""
        x = word + cue.unsqueeze(1) + self.relation(relation) + self.distance(distance)
        x = functional.gelu(x + self.before(between)) * mask.unsqueeze(-1)
        x = self.norm1(x + self._mix(self.mix1, x)) * mask.unsqueeze(-1)
        x = self.norm2(x + self._mix(self.mix2, x))
        return self.out(self.drop(x))

    @staticmethod
    def _mix(conv: nn.Conv1d, x: Tensor) -> Tensor:
        return functional.gelu(conv(x.transpose(1, 2))).transpose(1, 2)


def start_from(encoder: Encoder, weights: Path) -> None:
    """Load a BERT state in the naming of the Hugging Face library into an encoder."""
    state = load_file(str(weights))
    state = {name.removeprefix("bert."): value for name, value in state.items()}
    with torch.no_grad():
        encoder.word.weight.copy_(state["embeddings.word_embeddings.weight"])
        encoder.position.weight.copy_(state["embeddings.position_embeddings.weight"])
        encoder.kind.copy_(state["embeddings.token_type_embeddings.weight"][0])
        _norm(encoder.norm, state, "embeddings.LayerNorm")
        for index, layer in enumerate(encoder.layers):
            assert isinstance(layer, Layer)
            stem = f"encoder.layer.{index}"
            for part in ("weight", "bias"):
                parts = [
                    state[f"{stem}.attention.self.{n}.{part}"] for n in ("query", "key", "value")
                ]
                getattr(layer.qkv, part).copy_(torch.cat(parts))
                getattr(layer.out, part).copy_(state[f"{stem}.attention.output.dense.{part}"])
                getattr(layer.up, part).copy_(state[f"{stem}.intermediate.dense.{part}"])
                getattr(layer.down, part).copy_(state[f"{stem}.output.dense.{part}"])
            _norm(layer.norm1, state, f"{stem}.attention.output.LayerNorm")
            _norm(layer.norm2, state, f"{stem}.output.LayerNorm")


def _norm(norm: nn.LayerNorm, state: dict[str, Tensor], stem: str) -> None:
    norm.weight.copy_(state[f"{stem}.weight"])
    norm.bias.copy_(state[f"{stem}.bias"])
