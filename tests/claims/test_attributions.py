"""From a sentence to whose words its claims are: the encoder, the rules and the chain together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.attributions import outermost, read_attributions
from accord.claims.encoder import Encoder
from accord.claims.extract import Extractor
from accord.claims.parse import Parser
from accord.claims.parts import Attribution
from accord.model import Claim

CASES = Path(__file__).parents[1] / "cases"
ROWS: list[dict[str, Any]] = yaml.safe_load((CASES / "attributions.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def extractor(parser: Parser, encoder: Encoder) -> Extractor:
    return Extractor(parser, encoder)


def claims_in(extractor: Extractor, text: str) -> list[Claim]:
    reading = make_reading(extractor.parser, text, "2024-06-20")
    return extractor.claims_of(extractor.find(reading, extractor.encode(reading)))


@pytest.mark.parametrize("row", ROWS, ids=[row["say"] for row in ROWS])
def test_whose_words(row: dict[str, Any], extractor: Extractor) -> None:
    at = row["text"].index(row["at"])
    holding = [c for c in claims_in(extractor, row["text"]) if c.start <= at < c.end]
    claim = min(holding, key=lambda c: c.end - c.start)
    assert [[link.source, link.cue_lemma] for link in claim.voice] == row["chain"]


def test_what_is_read_twice_is_read_alike(extractor: Extractor) -> None:
    text = "\n".join(row["text"] for row in ROWS)
    assert claims_in(extractor, text) == claims_in(extractor, text)


_SPANS = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1]))


@settings(max_examples=80)
@given(st.lists(st.tuples(_SPANS, _SPANS), max_size=8))
def test_no_outermost_attribution_stands_in_another(
    pairs: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    found = [
        Attribution(source=(), cue=(cue,), content=(content,), cue_lemma=None, manner="indirect")
        for cue, content in pairs
    ]
    for one in outermost(found):
        (start, end) = one.cue[0]
        assert not any(s <= start and end <= e for other in found for s, e in other.content)


def test_a_denial_of_the_clause_before_is_found_once(extractor: Extractor) -> None:
    text = "Minsk supplied shells to Russia, which Minsk denies."
    reading = make_reading(extractor.parser, text)
    found = read_attributions(reading, extractor.encode(reading))
    assert [one.cue_lemma for one in found].count("deny") == 1
