"""The training corpora as windows with labels.

PolNeAR gives sources, cues and contents; the factuality corpora give a score for each predicate;
both, and texts without labels, give entities as spaCy's recogniser marks them, which the entity
head learns to stand in for. Nothing of the texts is written anywhere but to the cache folder.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc as ParsedDoc

from accord.claims.encoder import in_window
from accord.claims.encoding import (
    Encoding,
    Ints,
    Labels,
    Window,
    covered,
    with_roles,
)  # fmt: skip
from accord.claims.nominal import standing_at
from accord.claims.parse import Parser
from accord.claims.parts import Attribution, one_passage
from accord.claims.tagging import Ruled, hints
from accord.claims.tokens import Doc
from accord.claims.voice import find_attributions
from accord.model import Block, Report, Span

SETS = ("uw", "uds_ih2", "meantime", "mv2", "cb", "rp")
ROLES = {"source": 1, "content": 2}
IGNORE = -100

_PARAGRAPH = re.compile(r"\S[^\n]*")


@dataclass(slots=True)
class Link:
    """A cue and, for each word of its window, 0 none, 1 source, 2 content."""

    cue: Span
    roles: Ints


@dataclass(frozen=True, slots=True)
class Score:
    """A predicate's factuality: corpus, word, and which standing the rules give it."""

    corpus: int
    word: int
    standing: int
    value: float


@dataclass(slots=True)
class Example:
    """A window with what is known of it; what is not known is empty or `IGNORE`."""

    window: Window
    cues: Ints
    entities: Ints
    links: list[Link] = field(default_factory=list)
    ruled: list[Ruled] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Records of a JSON lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def entity_labels(parser: Parser) -> tuple[str, ...]:
    """O, then B- and I- of each entity type."""
    types = parser.nlp.get_pipe("ner").labels  # type: ignore[attr-defined]
    return ("O", *(f"{mark}-{kind}" for kind in types for mark in "BI"))


def label_inventory(parser: Parser) -> Labels:
    """The parser's tags and dependency labels, in alphabetical order."""
    tags = parser.nlp.get_pipe("tagger").labels  # type: ignore[attr-defined]
    deps = parser.nlp.get_pipe("parser").labels  # type: ignore[attr-defined]
    return Labels(tags=(*sorted(tags), "_SP"), deps=tuple(sorted(deps)))


def attribution_examples(
    records: Sequence[dict[str, Any]], parser: Parser, encoding: Encoding, kinds: Sequence[str]
) -> Iterator[Example]:
    """Windows of PolNeAR articles, a window a paragraph."""
    reports = []
    for record in records:
        text = str(record["text"])
        blocks = tuple(
            Block(start=m.start(), end=m.end(), role="body") for m in _PARAGRAPH.finditer(text)
        )
        reports.append(Report(id="r_training", text=text, blocks=blocks))
    for record, reading in zip(records, parser.read_many(reports), strict=True):
        spans = [(b.start, b.end) for b in reading.report.blocks]
        ruled = find_attributions(reading)
        for window in encoding.windows(reading.doc, spans):
            yield hinted(marked(reading.doc, window, record["attributions"], kinds), ruled)


def hinted(example: Example, ruled: Sequence[Attribution]) -> Example:
    """An example with the attributions that the rules find in it."""
    example.ruled = in_window(example.window, ruled)
    roles = hints(len(example.window.tokens), example.ruled)
    example.window = with_roles(example.window, roles)
    return example


def marked(
    doc: Doc, window: Window, attributions: Sequence[dict[str, Any]], kinds: Sequence[str]
) -> Example:
    """A window with the attributions whose cue begins in it."""
    size = len(window.tokens)
    example = Example(
        window=window, cues=np.zeros(size, dtype=np.int64),
        entities=entities_of(doc, window, kinds),
    )  # fmt: skip
    for row in attributions:
        words = np.flatnonzero(covered(window, row["cue"]))
        if not len(words) or row["cue"][0][0] < window.starts[0]:
            continue
        cue = (int(words[0]), int(words[-1]) + 1)
        example.cues[cue[0] : cue[1]] = 2
        example.cues[cue[0]] = 1
        roles = np.zeros(size, dtype=np.int64)
        for role, value in ROLES.items():
            roles[covered(window, row[role])] = value
        example.links.append(Link(cue, roles))
    return example


def entities_of(doc: Doc, window: Window, kinds: Sequence[str]) -> Ints:
    """Entity labels of a window's words as the parser's recogniser marks them."""
    index = {name: i for i, name in enumerate(kinds)}
    out = np.zeros(len(window.tokens), dtype=np.int64)
    for w, t in enumerate(window.tokens):
        token = doc[int(t)]
        if token.ent_type_:
            out[w] = index.get(f"{token.ent_iob_}-{token.ent_type_}", 0)
    return out


def factuality_examples(
    records: Sequence[dict[str, Any]],
    parser: Parser,
    encoding: Encoding,
    kinds: Sequence[str],
    standings: dict[str, int],
) -> Iterator[Example]:
    """A window for each sentence, with the scores of its predicates.

    `standings` numbers the standings met from 1, and grows.
    """
    by_sentence: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        by_sentence.setdefault(str(record["sentence"]), []).append(record)
    docs = [ParsedDoc(parser.nlp.vocab, words=s.split() or ["."]) for s in by_sentence]
    for parsed, found in zip(parser.nlp.pipe(docs), by_sentence.values(), strict=True):
        doc = parser.copy(parsed)
        ruled = find_attributions(one_passage(doc))
        windows = list(encoding.windows(doc, [(0, len(doc.text))]))
        examples = [
            hinted(Example(w, np.full(len(w.tokens), IGNORE), entities_of(doc, w, kinds)), ruled)
            for w in windows
        ]
        for record in found:
            head = doc.span(int(record["token_span"][0]), int(record["token_span"][1])).root
            corpus = SETS.index(str(record["corpus"]))
            standing = standings.setdefault(standing_at(head).key, len(standings) + 1)
            for example in examples:
                for word in np.flatnonzero(example.window.tokens == head.i):
                    score = Score(corpus, int(word), standing, float(record["factuality"]))
                    example.scores.append(score)
        yield from examples


def evenly(sentences: Sequence[Example]) -> tuple[float, ...]:
    """A weight for each factuality corpus, so that the largest does not drown the others: the
    square root of how many times more predicates the largest has."""
    counts = np.bincount([s.corpus for e in sentences for s in e.scores], minlength=len(SETS))
    return tuple(min(float(np.sqrt(counts.max() / max(n, 1))), 5.0) for n in counts)
