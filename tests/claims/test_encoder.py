"""The encoder on any text: offsets hold, nothing raises, the same text gives the same answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.encoder import Encoded, Encoder
from accord.claims.encoding import WINDOW_WORDS
from accord.claims.parse import Parser
from accord.claims.parts import Reading
from accord.claims.standings import Standing
from accord.claims.voice import find_attributions
from accord.model import Block, Report

PARAGRAPHS = (
    "The minister said on Monday that the two ships had left Port Vell without cargo.",
    '"We will not sign," Ms Aduke told reporters, "until the money is there."',
    "Officials in Bandu denied the report.",
)

JUNK = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8", exclude_characters="\r"),
        st.sampled_from("“”\"'‘’«»—-–…\u200b\u200f\u202e\u0000\n\n 中文العربية😀🏳️‍🌈said that he,."),
    ),
    max_size=400,
)


def reading_of(parser: Parser, text: str) -> Reading:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=at, end=at + len(line), role="body"))
        at += len(line) + 1
    return parser.read(Report(id="r_encoder", text=text, blocks=tuple(blocks)))


def read(encoder: Encoder, reading: Reading) -> Encoded:
    return encoder.read(reading, find_attributions(reading))


def check(reading: Reading, encoded: Encoded) -> None:
    assert len(encoded.factuality) == len(reading.doc)
    for token in reading.doc:
        score = encoded.score(token, Standing(-1, "possible"))
        assert score is None or -3 <= score <= 3
    for one in encoded.attributions:
        assert len(one.cue) == 1
        for spans in (one.source, one.cue, one.content):
            for start, end in spans:
                assert 0 <= start < end <= len(reading.text)
                assert reading.text[start:end].strip() == reading.text[start:end]
            assert list(spans) == sorted(spans)


@given(JUNK)
@settings(max_examples=60, deadline=None)
def test_any_text(parser: Parser, encoder: Encoder, text: str) -> None:
    reading = reading_of(parser, text)
    encoded = read(encoder, reading)
    check(reading, encoded)
    again = read(encoder, reading_of(parser, text))
    assert again.attributions == encoded.attributions
    assert np.array_equal(again.factuality, encoded.factuality, equal_nan=True)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "“he said " * 4_000,
        "The envoy said " + "the envoy said that " * 5_000 + "it was so.",
        "漢字" * 5_000,
        "x" * 100_000,
    ],
    ids=["one sentence", "quotes never closed", "nested for ever", "no blanks", "one word"],
)
def test_long_junk(parser: Parser, encoder: Encoder, text: str) -> None:
    reading = reading_of(parser, text)
    check(reading, read(encoder, reading))


def test_a_paragraph_is_read_the_same_wherever_it_stands(parser: Parser, encoder: Encoder) -> None:
    def said(text: str) -> list[tuple[str, ...]]:
        reading = reading_of(parser, text)
        return [
            tuple(text[s:e] for spans in (a.source, a.cue, a.content) for s, e in spans)
            for a in read(encoder, reading).attributions
        ]

    alone = [line for paragraph in PARAGRAPHS for line in said(paragraph)]
    assert said("\n\n".join(PARAGRAPHS)) == alone
    assert said("\n".join(PARAGRAPHS) + "\n" + "It rained. " * WINDOW_WORDS)[: len(alone)] == alone


def test_only_blocks_that_claims_are_read_from(parser: Parser, encoder: Encoder) -> None:
    text = "Minister says ships left\nThe minister said the ships had left."
    blocks = (Block(start=0, end=24, role="title"), Block(start=25, end=len(text), role="body"))
    reading = parser.read(Report(id="r_encoder", text=text, blocks=blocks))
    encoded = read(encoder, reading)
    for token in reading.doc:
        if not token.is_space:
            assert (encoded.score(token, Standing()) is None) == (token.idx < 24)


def test_labels_are_the_parsers(parser: Parser, encoder: Encoder) -> None:
    card = encoder.card
    assert set(parser.nlp.get_pipe("tagger").labels) <= set(card.tags)  # type: ignore[attr-defined]
    assert set(parser.nlp.get_pipe("parser").labels) <= set(card.deps)  # type: ignore[attr-defined]
    assert len(card.deps) < 64


def test_score_of_what_was_not_read(parser: Parser, encoder: Encoder) -> None:
    reading = parser.read(Report(id="r_encoder", text=" ", blocks=()))
    assert all(read(encoder, reading).score(token, Standing()) is None for token in reading.doc)
