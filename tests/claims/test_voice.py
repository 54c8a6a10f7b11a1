"""Attributions and voices: cases from a file, hostile text, and invariants."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.claims.parse import Parser
from accord.claims.parts import Attribution, Mention, Reading
from accord.claims.quotes import find_quotes
from accord.claims.voice import Voices, find_attributions, is_opinion, voice_of
from accord.model import ActorRef

CASES = Path(__file__).parents[1] / "cases"
ROWS: list[dict[str, Any]] = yaml.safe_load((CASES / "voice.yaml").read_text("utf-8"))
CHAINS: list[dict[str, Any]] = yaml.safe_load((CASES / "voice_chains.yaml").read_text("utf-8"))


def shown(reading: Reading, attribution: Attribution) -> dict[str, Any]:
    """An attribution in the shape of a case."""
    text = reading.text
    source = [text[s:e] for s, e in attribution.source]
    return {
        "source": source[0] if source else None,
        "lemma": attribution.cue_lemma,
        "content": [text[s:e] for s, e in attribution.content],
        "manner": attribution.manner,
    }


def word_at(reading: Reading, word: str) -> tuple[int, int]:
    start = next(token.idx for token in reading.doc if token.text == word)
    return start, start + len(word)


@pytest.mark.parametrize("row", ROWS, ids=[row["say"] for row in ROWS])
def test_who_says_what(row: dict[str, Any], parser: Parser) -> None:
    reading = make_reading(parser, row["text"])
    found = [shown(reading, a) for a in find_attributions(reading)]
    for wanted in row["found"]:
        alike = [got for got in found if all(got[key] == wanted[key] for key in wanted)]
        assert len(alike) == 1, found
    if row.get("only"):
        assert len(found) == len(row["found"]), found


@pytest.mark.parametrize("row", CHAINS, ids=[f"{r['at']}: {r['text'][:40]}" for r in CHAINS])
def test_chain_of_claimants(row: dict[str, Any], parser: Parser) -> None:
    reading = make_reading(parser, row["text"])
    links = voice_of(word_at(reading, row["at"]), find_attributions(reading), (), reading)
    assert [[link.source, link.cue_lemma] for link in links] == row["chain"]


def test_the_mention_at_the_head_of_a_source_gives_its_actor(parser: Parser) -> None:
    text = "South Korea’s defence minister said that the border was quiet."
    reading = make_reading(parser, text)
    country = ActorRef(id="KOR", name="South Korea", country="KOR")
    minister = ActorRef(id="kor-defence-minister", name="Minister of National Defense")
    mentions = (
        Mention(0, 13, "South Korea’s", "name", (country,), possessive=True),
        Mention(0, 30, text[:30], "office", (minister,)),
    )
    (link,) = voice_of(word_at(reading, "was"), find_attributions(reading), mentions, reading)
    assert link.actor == minister
    (bare,) = voice_of(word_at(reading, "was"), find_attributions(reading), mentions[:1], reading)
    assert bare.actor is None and bare.source == "South Korea’s defence minister"


def test_thinking_is_opinion_and_saying_is_not(parser: Parser) -> None:
    for text, opinion in (
        ("Analysts reckon it is over.", True),
        ("Analysts say it is over.", False),
    ):
        reading = make_reading(parser, text)
        voices = Voices(find_attributions(reading), (), reading)
        assert is_opinion(voices.of(word_at(reading, "is"))) is opinion
    assert not is_opinion(())


_PIECES = st.sampled_from(
    ["“", "”", '"', "''", "‘", "’", "'", "said", "Mr Ito", " ", "\n", ".", ",", ":", ";", "—", "(",
     ")", "according to", "if", "may", "🙂", "平壤", "عاجل", "\u202e", "no", "that", "the deal"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(_PIECES, max_size=30).map(" ".join))
def test_spans_lie_in_the_text_and_reading_twice_changes_nothing(text: str, parser: Parser) -> None:
    reading = make_reading(parser, text)
    found = find_attributions(reading)
    assert found == find_attributions(reading)
    for attribution in found:
        assert attribution.content
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
    voices = Voices(found, (), reading)
    for token in reading.doc:
        for link in voices.of((token.idx, token.idx + len(token))):
            assert link.source is None or link.source in text


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = find_quotes(text).found
    spans = [span for quotation in found for span in quotation.pieces]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for quotation in found:
        assert all("\n" not in text[s:e] for s, e in quotation.pieces)


def test_every_mark_unclosed_in_a_long_text_is_read(parser: Parser) -> None:
    text = "“" * 400 + "\n" + '"a ' * 200 + "\n“We stay,” said Ana Ruiz."
    reading = make_reading(parser, text)
    last = [a for a in find_attributions(reading) if a.cue_lemma == "say"][-1]
    assert text[slice(*last.source[0])] == "Ana Ruiz"
    assert text[slice(*last.content[-1])] == "“We stay,”"
