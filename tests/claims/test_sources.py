"""Sources and cues as a tagger marks them: whom they stand for, and their lemmas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.claims.actors import ActorFinder
from accord.claims.cue_lemmas import cue_lemma_of, cue_of
from accord.claims.parse import Parser
from accord.claims.parts import Attribution, Reading
from accord.claims.voice import Voices, find_attributions
from accord.model import Span

CASES = Path(__file__).parents[1] / "cases"
SOURCES: list[dict[str, Any]] = yaml.safe_load((CASES / "sources.yaml").read_text("utf-8"))
CUES: list[dict[str, Any]] = yaml.safe_load((CASES / "cue_lemmas.yaml").read_text("utf-8"))


def spans_of(text: str, pieces: list[str], after: str = "") -> tuple[Span, ...]:
    low = text.index(after)
    starts = [text.index(piece, low) for piece in pieces]
    return tuple((start, start + len(piece)) for start, piece in zip(starts, pieces, strict=True))


def tagged(source: tuple[Span, ...]) -> Attribution:
    return Attribution(source=source, cue=(), content=(), cue_lemma=None, manner="indirect")


def voices_of(reading: Reading, *more: Attribution) -> Voices:
    mentions = ActorFinder().find(reading)
    return Voices((*find_attributions(reading), *more), mentions, reading)


@pytest.mark.parametrize("row", SOURCES, ids=[row["say"] for row in SOURCES])
def test_whom_a_source_stands_for(row: dict[str, Any], parser: Parser) -> None:
    reading = make_reading(parser, row["text"], row.get("date", "2024-06-20"))
    attribution = tagged(spans_of(row["text"], row["source"], row.get("after", "")))
    source = voices_of(reading, attribution).source_of(attribution)
    assert [actor.id for actor in source.actors] == row["actors"]
    assert source.kind == row["kind"]
    assert source.joint == row.get("joint", False)
    alone = len(row["actors"]) == 1 and not source.joint
    assert (source.actor is not None) == alone


@pytest.mark.parametrize("row", CUES, ids=[f"{row['cue']}: {row['text'][:40]}" for row in CUES])
def test_lemma_and_kind_of_a_cue(row: dict[str, Any], parser: Parser) -> None:
    reading = make_reading(parser, row["text"])
    spans = spans_of(row["text"], row["cue"])
    assert cue_lemma_of(reading, spans) == row["lemma"]
    cue = cue_of(reading, spans)
    assert (cue.kind if cue is not None else None) == row["kind"]


_PIECES = st.sampled_from(
    ["“", "”", '"', "’s", "said", "Mr Ito", "Mr Putin", "I", "we", "he", "who", "one of", " and ",
     "officials", ",", ":", "\n", ".", "(", "the", "in Seoul", "🙂", "平壤", "\u202e", "no one"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), text=st.lists(_PIECES, min_size=1, max_size=25).map(" ".join))
def test_any_spans_may_be_tagged(data: st.DataObject, text: str, parser: Parser) -> None:
    """Junk spans, overlapping and nested in one another, give no exception and no stray span."""
    reading = make_reading(parser, text)
    cut = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12))
    spans = st.lists(cut, max_size=3).map(
        lambda pairs: tuple((s, min(s + n, len(text))) for s, n in pairs)
    )
    rows = data.draw(st.lists(st.tuples(spans, spans, spans), max_size=4))
    found = [Attribution(s, c, t, cue_lemma_of(reading, c), "direct") for s, c, t in rows]
    voices = voices_of(reading, *found)
    for attribution in found:
        for actor in voices.source_of(attribution).actors:
            assert actor.span is None or 0 <= actor.span[0] < actor.span[1] <= len(text)
    for token in reading.doc:
        span = (token.idx, token.idx + len(token))
        for link in (*voices.of(span), *(x for chain in voices.denials_of(span) for x in chain)):
            assert link.source is None or link.source in text
            assert link.actor is None or link.actors == (link.actor,)
