"""Benchmark `certainty`: event factuality, -3 (certainly not) to 3 (certainly so).

A record is one predicate in one sentence: {id, corpus, sentence, token_span, factuality} (the form
of `char_span` and `predicate` is not asked for). Tokens are the sentence split at blanks, and the
parse keeps them. Figures are Pearson's r and the mean absolute error for each corpus and over all
records, beside the error of always saying 3: what every clause would be taken for without this.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from spacy.tokens import Doc as ParsedDoc

from accord.bench.outcome import BenchDataError, Outcome, Table
from accord.claims.certainty import factuality
from accord.claims.encoder import Encoded, Encoder
from accord.claims.nominal import standing_at
from accord.claims.parse import Parser
from accord.claims.parts import one_passage
from accord.claims.tokens import Doc, Token
from accord.claims.voice import find_attributions

NAME = "certainty"
SUMMARY = "how surely a predicate is said to hold (event factuality, -3 to 3)"

BATCH = 4_000
"""Records parsed at a time; sentences that repeat within a batch are parsed once."""


def run(
    records: Iterable[dict[str, Any]], parser: Parser | None = None, encoder: Encoder | None = None
) -> Outcome:
    """Score each record's predicate and compare. What reads is made if not given."""
    parser, encoder = parser or Parser(), encoder or Encoder()
    predictions: list[dict[str, Any]] = []
    pairs: dict[str, list[tuple[float, float]]] = {}
    for batch in _batches(records):
        docs = _parse(batch, parser)
        encoded = {sentence: _encode(doc, encoder) for sentence, doc in docs.items()}
        for record in batch:
            sentence = str(record["sentence"])
            head = head_of(docs[sentence], record)
            standing = standing_at(head)
            score = encoded[sentence].score(head, standing)
            score = factuality(standing) if score is None else score
            predictions.append({"id": record["id"], "factuality": score})
            corpus = str(record.get("corpus") or "all")
            pairs.setdefault(corpus, []).append((float(record["factuality"]), score))
    return _outcome(pairs, predictions)


def _encode(doc: Doc, encoder: Encoder) -> Encoded:
    reading = one_passage(doc)
    return encoder.read(reading, find_attributions(reading))


def _batches(records: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for record in records:
        batch.append(record)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _parse(batch: Sequence[dict[str, Any]], parser: Parser) -> dict[str, Doc]:
    """Each sentence's parse, on its own tokens."""
    sentences = list(dict.fromkeys(str(record["sentence"]) for record in batch))
    nlp = parser.nlp
    docs = [ParsedDoc(nlp.vocab, words=sentence.split() or ["."]) for sentence in sentences]
    parsed = (parser.copy(doc) for doc in nlp.pipe(docs, batch_size=64))
    return dict(zip(sentences, parsed, strict=True))


def head_of(doc: Doc, record: dict[str, Any]) -> Token:
    """The token that a record asks about. Raises `BenchDataError` for a span outside its sentence.

    Of several tokens it is the one that no other of them stands over.
    """
    start, end = (int(value) for value in record["token_span"])
    if not 0 <= start < end <= len(doc):
        raise BenchDataError(f"record {record['id']}: token_span lies outside the sentence.")
    return doc.span(start, end).root


def pearson(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's r; None where one side does not vary."""
    if len(pairs) < 2:
        return None
    mean_x = math.fsum(x for x, _ in pairs) / len(pairs)
    mean_y = math.fsum(y for _, y in pairs) / len(pairs)
    both = math.fsum((x - mean_x) * (y - mean_y) for x, y in pairs)
    x2 = math.fsum((x - mean_x) ** 2 for x, _ in pairs)
    y2 = math.fsum((y - mean_y) ** 2 for _, y in pairs)
    return both / math.sqrt(x2 * y2) if x2 > 0 and y2 > 0 else None


def _figures(pairs: Sequence[tuple[float, float]]) -> dict[str, float | int | None]:
    return {
        "n": len(pairs),
        "r": pearson(pairs),
        "mae": math.fsum(abs(x - y) for x, y in pairs) / len(pairs),
        "mae_always_3": math.fsum(abs(x - 3.0) for x, _ in pairs) / len(pairs),
    }


def _outcome(
    pairs: dict[str, list[tuple[float, float]]], predictions: list[dict[str, Any]]
) -> Outcome:
    corpora = {corpus: _figures(pairs[corpus]) for corpus in sorted(pairs)}
    every = _figures([pair for corpus in sorted(pairs) for pair in pairs[corpus]])
    columns = ("n", "r", "mae", "mae_always_3")
    rows = tuple(
        (name, *(figures[column] for column in columns))
        for name, figures in (*corpora.items(), ("all", every))
    )
    heads = ("corpus", "n", "r", "MAE", "MAE of always 3")
    return Outcome(
        name=NAME, metrics={"corpora": corpora, "all": every}, predictions=predictions,
        tables=[Table(title="Factuality", columns=heads, rows=rows)],
    )  # fmt: skip
