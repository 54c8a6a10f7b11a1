"""The trained encoder at work: one pass over a reading, every head's answer.

The weights are two ONNX graphs beside this module, made by `training/` and described in
`docs/models.md`: the encoder with the heads that need one word, and the small head that links
sources and contents to a cue. Each window is run by itself, on one thread, so that what is said of
a paragraph depends on nothing but the paragraph, and is the same every time.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from tokenizers import Tokenizer

from accord.claims.encoding import Encoding, Labels, Window, covered, relations
from accord.claims.parts import Attribution, Reading
from accord.claims.standings import Standing
from accord.claims.tagging import (
    CONTENT,
    SOURCE,
    Decoding,
    Floats,
    Linked,
    Ruled,
    between,
    cues_in,
    link,
)  # fmt: skip
from accord.model import Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from accord.claims.tokens import Doc, Token

ENCODER, LINKS, TOKENIZER, CARD = "encoder.onnx", "links.onnx", "tokenizer.json", "card.json"


class Card(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What was trained, in the file beside the weights: its name, labels and decoding.

    `standings` weighs the factuality of a predicate by how the rules say that it stands
    (`Standing.key`): a pair (gain, base) makes of a score s the score s * (1 + gain) + base.
    """

    name: str
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    entities: tuple[str, ...]
    decoding: Decoding
    standings: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution as character spans of the text, each role in order, maybe empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder says of one document.

    `factuality[i]` is the head's score for token i as a predicate, NaN where token i was not looked
    at; `score` weighs it. `attributions` are in order of their cues and do not nest. `ruled` are
    the attributions by rules that were weighed in.
    """

    attributions: tuple[Tagged, ...]
    factuality: Floats
    standings: Mapping[str, tuple[float, float]]
    ruled: tuple[Attribution, ...] = ()

    def score(self, token: Token, standing: Standing) -> float | None:
        """The factuality of a token as a predicate, -3 to 3, weighed by how the rules say that it
        stands; None where it was not looked at."""
        value = float(self.factuality[token.i])
        if math.isnan(value):
            return None
        gain, base = self.standings.get(standing.key, (0.0, 0.0))
        return round(min(max(value * (1 + gain) + base, -3.0), 3.0), 2)


class Encoder:
    """Runs the weights. They are loaded when first asked for, and shared by all that is read."""

    @cached_property
    def card(self) -> Card:
        """Name and labels of the weights."""
        return msgspec.json.decode(_weights(CARD), type=Card)

    @cached_property
    def _encoding(self) -> Encoding:
        tokenizer = Tokenizer.from_str(_weights(TOKENIZER).decode())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return Encoding(tokenizer, Labels(self.card.tags, self.card.deps))

    @cached_property
    def _encoder(self) -> InferenceSession:
        return _session(ENCODER)

    @cached_property
    def _links(self) -> InferenceSession:
        return _session(LINKS)

    def read(self, reading: Reading, ruled: Sequence[Attribution]) -> Encoded:
        """What the encoder says of the blocks of a report that claims are read from.

        `ruled` are the attributions that the rules find: where they and the encoder waver, those
        tip the scales by as much as was found to be right.
        """
        return self.encode(reading.doc, list(_blocks(reading)), ruled)

    def encode(
        self, doc: Doc, blocks: Sequence[Span], ruled: Sequence[Attribution] = ()
    ) -> Encoded:
        """Run every window of the blocks, which are character spans of the document in order."""
        scores = np.full(len(doc), np.nan, dtype=np.float32)
        found: list[Tagged] = []
        order = sorted(ruled, key=lambda one: one.cue)
        begins = [one.cue[0][0] if one.cue else -1 for one in order]
        for window in self._encoding.windows(doc, blocks):
            low = bisect_left(begins, int(window.starts[0]))
            high = bisect_left(begins, int(window.ends[-1]))
            linked, fact = self._window(window, in_window(window, order[low:high]))
            scores[window.tokens] = fact
            found += (_spans(window, one) for one in linked)
        return Encoded(tuple(found), scores, self.card.standings, tuple(ruled))

    def _window(self, window: Window, ruled: Sequence[Ruled]) -> tuple[list[Linked], Floats]:
        """Attributions of a window, and the factuality of its words."""
        cue, _, fact, word, side = self._encoder.run(None, _inputs(window))
        decoding = self.card.decoding
        cues = cues_in(cue[0], decoding, ruled)
        if not cues:
            return [], fact[0]
        logits = self._linked(window, cues, word[0], side[0])
        pairs = zip(cues, logits, strict=True)
        return [link(one, row, decoding, ruled) for one, row in pairs], fact[0]

    def _linked(self, window: Window, cues: list[Span], word: Floats, side: Floats) -> Floats:
        """(cues, words, 3) figures of none, source, content."""
        pairs = [relations(window, cue) for cue in cues]
        size = len(window.tokens)
        inputs = {
            "word": np.repeat(word[None], len(cues), axis=0),
            "cue": np.stack([side[first:last].mean(axis=0) for first, last in cues]),
            "relation": np.stack([relation for relation, _ in pairs]),
            "distance": np.stack([distance for _, distance in pairs]),
            "between": np.stack([between(size, cue, cues) for cue in cues]),
            "mask": np.ones((len(cues), size), dtype=np.float32),
        }
        logits: Floats = self._links.run(None, inputs)[0]
        return logits


def _inputs(window: Window) -> dict[str, Any]:
    return {
        "pieces": window.pieces[None],
        "mask": np.ones((1, len(window.pieces)), dtype=np.int64),
        "features": window.features[None],
        "heads": window.heads[None],
        "first": window.first[None],
    }


def _blocks(reading: Reading) -> Iterator[Span]:
    """Blocks that have passages, from the first passage on: a dateline is no part of a sentence."""
    starts = [passage.start for passage in reading.passages]
    for block in reading.report.blocks:
        first = bisect_left(starts, block.start)
        if first < len(starts) and starts[first] < block.end:
            yield starts[first], block.end


def in_window(window: Window, attributions: Iterable[Attribution]) -> list[Ruled]:
    """Attributions by rules as words of a window; those whose cue is not in it are left out."""
    found = []
    for one in attributions:
        words = np.flatnonzero(covered(window, one.cue))
        if not len(words):
            continue
        roles = np.zeros(len(window.tokens), dtype=np.int64)
        roles[covered(window, one.content)] = CONTENT
        roles[covered(window, one.source)] = SOURCE
        found.append(Ruled((int(words[0]), int(words[-1]) + 1), roles))
    return found


def _spans(window: Window, linked: Linked) -> Tagged:
    def characters(words: Span) -> Span:
        return int(window.starts[words[0]]), int(window.ends[words[1] - 1])

    return Tagged(
        source=tuple(characters(run) for run in linked.source), cue=(characters(linked.cue),),
        content=tuple(characters(run) for run in linked.content),
    )  # fmt: skip


def _weights(name: str) -> bytes:
    return resources.files("accord.claims").joinpath("weights", name).read_bytes()


def _session(name: str) -> InferenceSession:
    # Imported here: half a second that a listing or a brief need not pay.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    return onnxruntime.InferenceSession(_weights(name), options, ["CPUExecutionProvider"])
