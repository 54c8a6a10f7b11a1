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

from accord.claims.encoding import (
    Encoding,
    Ints,
    Labels,
    Window,
    covered,
    relations,
    with_roles,
)  # fmt: skip
from accord.claims.parts import Attribution, Reading
from accord.claims.standings import Standing
from accord.claims.tagging import (
    CONTENT,
    SOURCE,
    Decoding,
    Floats,
    Linked,
    Ruled,
    accepted,
    between,
    cues_in,
    hints,
    hints_for,
    link,
)  # fmt: skip
from accord.model import Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from accord.claims.tokens import Doc, Token

FACTS = 4
"""Figures of the factuality head for a word."""

ENCODER, LINKS, TOKENIZER, CARD = "encoder.onnx", "links.onnx", "tokenizer.json", "card.json"


class Card(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What was trained, in the file beside the weights: its name, labels and decoding.

    `standings` says what the factuality head's figures for a predicate come to, by how the rules
    say that it stands (`Standing.key`): a weight for each figure, then what is added.
    """

    name: str
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    entities: tuple[str, ...]
    decoding: Decoding
    standings: dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution as character spans of the text, each role in order, maybe empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder says of one document.

    `factuality[i]` are the head's figures for token i as a predicate, NaN where token i was not
    looked at; `score` makes one score of them. `attributions` are in order of their cues and do not
    nest. `entities` are named entities as words [first, last) with their types, in order. `ruled`
    are the attributions by rules that were read with the text.
    """

    attributions: tuple[Tagged, ...]
    factuality: Floats
    entities: tuple[tuple[int, int, str], ...]
    standings: Mapping[str, tuple[float, ...]]
    ruled: tuple[Attribution, ...] = ()

    def score(self, token: Token, standing: Standing) -> float | None:
        """The factuality of a token as a predicate, -3 to 3, weighed by how the rules say that it
        stands; None where it was not looked at."""
        figures: list[float] = self.factuality[token.i].tolist()
        if math.isnan(figures[0]):
            return None
        *weights, base = self.standings.get(standing.key) or self.standings[""]
        value = math.fsum(w * f for w, f in zip(weights, figures, strict=True)) + base
        return round(min(max(value, -3.0), 3.0), 2)


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
        return session(ENCODER)

    @cached_property
    def _links(self) -> InferenceSession:
        return session(LINKS)

    def read(self, reading: Reading, ruled: Sequence[Attribution]) -> Encoded:
        """What the encoder says of the blocks of a report that claims are read from.

        `ruled` are the attributions that the rules find: the encoder reads each word's role in them
        beside the word, and has learned how far to believe it. The named entities that the encoder
        finds are marked on the reading's words.
        """
        encoded = self.encode(reading.doc, list(_blocks(reading)), ruled)
        reading.doc.mark_entities(encoded.entities)
        return encoded

    def encode(
        self, doc: Doc, blocks: Sequence[Span], ruled: Sequence[Attribution] = ()
    ) -> Encoded:
        """Run every window of the blocks, which are character spans of the document in order."""
        scores = np.full((len(doc), FACTS), np.nan, dtype=np.float32)
        found: list[Tagged] = []
        entities: list[tuple[int, int, str]] = []
        order = sorted(ruled, key=lambda one: one.cue)
        begins = [one.cue[0][0] if one.cue else -1 for one in order]
        for window in self._encoding.windows(doc, blocks):
            low = bisect_left(begins, int(window.starts[0]))
            high = bisect_left(begins, int(window.ends[-1]))
            inside = in_window(window, order[low:high])
            window = with_roles(window, hints(len(window.tokens), inside))
            cue, entity, fact, word, side, _ = (
                output[0] for output in self._encoder.run(None, _inputs(window))
            )
            scores[window.tokens] = fact
            found += (
                _spans(window, one) for one in self._links_of(window, inside, cue, word, side)
            )
            kinds = entity.argmax(axis=1).tolist()
            entities += _entities(window, [self.card.entities[kind] for kind in kinds])
        return Encoded(tuple(found), scores, tuple(entities), self.card.standings, tuple(ruled))

    def _links_of(
        self, window: Window, ruled: Sequence[Ruled], cue: Floats, word: Floats, side: Floats
    ) -> list[Linked]:
        """Attributions of a window, from the cue figures and both sides of the link head."""
        decoding = self.card.decoding
        cues = cues_in(cue, decoding)
        if not cues:
            return []
        tables = link_tables(window, cues, cues_in(cue, Decoding()), ruled)
        figures = self._linked(cues, tables, word, side)
        linked = (link(one, row) for one, row in zip(cues, figures, strict=True))
        return [one for one in linked if accepted(one, cue, decoding)]

    def _linked(
        self, cues: list[Span], tables: dict[str, Ints], word: Floats, side: Floats
    ) -> Floats:
        """(cues, words, 12) figures of the link head."""
        inputs = {
            "word": np.repeat(word[None], len(cues), axis=0),
            "cue": np.stack([side[first:last].mean(axis=0) for first, last in cues]),
            "mask": np.ones((len(cues), len(word)), dtype=np.float32),
        }
        figures: Floats = self._links.run(None, inputs | tables)[0]
        return figures


def link_tables(
    window: Window, cues: Sequence[Span], around: Sequence[Span], ruled: Sequence[Ruled]
) -> dict[str, Ints]:
    """What the link head reads of each word beside its vector, (cues, words) each.

    `around` are the likely cues, which count as standing between a word and one asked for.
    """
    size = len(window.tokens)
    pairs = [relations(window, cue) for cue in cues]
    return {
        "relation": np.stack([relation for relation, _ in pairs]),
        "distance": np.stack([distance for _, distance in pairs]),
        "between": np.stack([between(size, cue, around) for cue in cues]),
        "hint": np.stack([hints_for(cue, size, ruled) for cue in cues]),
    }


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


def session(name: str) -> InferenceSession:
    """A graph among the weights, run on one thread."""
    # Imported here: half a second that a listing or a brief need not pay.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    return onnxruntime.InferenceSession(_weights(name), options, ["CPUExecutionProvider"])


def _entities(window: Window, labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Runs of words that labels of beginning (B-) and going on (I-) make one entity."""
    start, kind = 0, ""
    for word, label in enumerate((*labels, "O")):
        if kind and label != f"I-{kind}":
            yield int(window.tokens[start]), int(window.tokens[word - 1]) + 1, kind
            kind = ""
        if label != "O" and not kind:
            start, kind = word, label[2:]
