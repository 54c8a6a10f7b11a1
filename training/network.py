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

from accord.claims.encoder import FACTS
from accord.claims.encoding import LEVELS
from training.pairs import ABSENT

WIDTH = 384
LAYERS = 6
ATTENTION = 12
LINK = 128
FEATURES = (64, 64, 8, 4, 4)
"""Sizes of the feature tables: tags, dependencies, shapes, quotation, role by the rules."""

ROLES = 3
"""None, source, content."""

RELATION = 192
HEADS = 4
"""Width of the relation head, and how many ways it weighs the words."""


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
        self.fact = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, FACTS))
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
        """(batch, words, width) from (batch, pieces) ids, mask, features (…, 5), head positions."""
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
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Cue and entity logits, factuality figures, both sides of the link head, and the vectors
        themselves, by word."""
        words = self.vectors(pieces, mask, features, heads, first)
        return (
            self.cue(words), self.entity(words), self.fact(words),
            self.link_word(words), self.link_cue(words), words,
        )  # fmt: skip


STEPS = (0.0, -0.5, -1.5, -0.5, 0.0, -1.5, -1.5, -1.5, 0.0)
"""What a step from role to role costs to begin with: contents are long, sources are short."""


class LinkHead(nn.Module):
    """For each cue and word of its window: figures of none, source, content, and of each step from
    one of them at the word before to one at this word (a linear-chain CRF whose steps, too, depend
    on the words; Lafferty et al. 2001)."""

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        self.relation = nn.Embedding(64 * LEVELS, LINK)
        self.distance = nn.Embedding(33, LINK)
        self.before = nn.Embedding(3, LINK)
        self.hint = nn.Embedding(4, LINK)
        self.mix1 = nn.Conv1d(LINK, LINK, 5, padding=2)
        self.mix2 = nn.Conv1d(LINK, LINK, 5, padding=2)
        self.norm1 = nn.LayerNorm(LINK)
        self.norm2 = nn.LayerNorm(LINK)
        self.out = nn.Linear(LINK, ROLES + ROLES * ROLES)
        self.drop = nn.Dropout(drop)
        for table in (self.relation, self.distance, self.before, self.hint):
            nn.init.normal_(table.weight, std=0.3)
        with torch.no_grad():
            self.out.weight[ROLES:] = 0
            self.out.bias[ROLES:] = torch.tensor(STEPS)

    def forward(
        self, word: Tensor, cue: Tensor, relation: Tensor, distance: Tensor, between: Tensor,
        hint: Tensor, mask: Tensor,
    ) -> Tensor:  # fmt: skip
        """`word` (cues, words, LINK), `cue` (cues, LINK), the rest (cues, words)."""
        x = word + cue.unsqueeze(1) + self.relation(relation) + self.distance(distance)
        x = x + self.before(between) + self.hint(hint)
        x = functional.gelu(x) * mask.unsqueeze(-1)
        x = self.norm1(x + self._mix(self.mix1, x)) * mask.unsqueeze(-1)
        x = self.norm2(x + self._mix(self.mix2, x))
        return self.out(self.drop(x))

    @staticmethod
    def _mix(conv: nn.Conv1d, x: Tensor) -> Tensor:
        return functional.gelu(conv(x.transpose(1, 2))).transpose(1, 2)


class RelationHead(nn.Module):
    """For each pair of parties: logits of the event types (no event first) and of their modes.

    Every word is read beside both parties and its relations to them, looked over with its
    neighbours, and the words near the parties are weighed against one another; `ruled` is the type
    that the patterns give (0: none), counted on by the number of types where they are those of the
    older codebook.
    """

    def __init__(self, types: int, modes: int, drop: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, RELATION)
        self.actor = nn.Linear(WIDTH, RELATION)
        self.recipient = nn.Linear(WIDTH, RELATION)
        self.relations = nn.ModuleList([nn.Embedding(ABSENT + 1, RELATION) for _ in range(2)])
        self.distances = nn.ModuleList([nn.Embedding(33, RELATION) for _ in range(2)])
        self.part = nn.Embedding(3, RELATION)
        self.mix = nn.Conv1d(RELATION, RELATION, 3, padding=1)
        self.norm = nn.LayerNorm(RELATION)
        self.weight = nn.Linear(RELATION, HEADS)
        self.ruled = nn.Embedding(2 * types, RELATION)
        self.hidden = nn.Linear((HEADS + 3) * RELATION, 2 * RELATION)
        self.types = nn.Linear(2 * RELATION, types)
        self.modes = nn.Linear(2 * RELATION, modes)
        self.drop = nn.Dropout(drop)
        for table in (*self.relations, *self.distances, self.part, self.ruled):
            nn.init.normal_(table.weight, std=0.2)  # type: ignore[arg-type]

    def forward(
        self, word: Tensor, actor: Tensor, recipient: Tensor, relation: Tensor, distance: Tensor,
        part: Tensor, near: Tensor, ruled: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        """`word` (pairs, words, width); `actor`, `recipient` (pairs, words) give the words to take
        the mean of; `relation`, `distance` (2, pairs, words); `near` (pairs, words) is 1 where to
        look; `ruled` (pairs). The third result is how much each word counted (pairs, words)."""
        one, other = self.actor(_mean(word, actor)), self.recipient(_mean(word, recipient))
        x = self.word(word) + (one + other).unsqueeze(1) + self.part(part)
        for index in range(2):
            x = x + self.relations[index](relation[index]) + self.distances[index](distance[index])
        x = functional.gelu(x) * near.unsqueeze(-1)
        x = self.norm(x + functional.gelu(self.mix(x.transpose(1, 2)).transpose(1, 2)))
        weights = torch.softmax(self.weight(x) + (near.unsqueeze(-1) - 1) * 1e4, dim=1)
        seen = torch.einsum("pwh,pwd->phd", weights, x).flatten(1)
        joined = torch.cat([seen, one, other, self.ruled(ruled)], dim=1)
        hidden = functional.gelu(self.hidden(self.drop(joined)))
        hidden = self.drop(hidden)
        return self.types(hidden), self.modes(hidden), weights.mean(2)


def _mean(word: Tensor, share: Tensor) -> Tensor:
    return torch.bmm(share.unsqueeze(1), word).squeeze(1)


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
