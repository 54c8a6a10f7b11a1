"""Polarity, level, estimative word and band of predicates: cases from a file, and invariants."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading

from accord.claims.certainty import factuality, judge
from accord.claims.clauses import find_clauses
from accord.claims.parse import Parser
from accord.claims.parts import Clause, Reading
from accord.claims.standings import RANK, Standing
from accord.claims.voice import Voices, find_attributions
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import cues
from accord.codebooks.estimative import ProbabilityTerm, estimative
from accord.model import Certainty

CASES = Path(__file__).parents[1] / "cases" / "certainty.yaml"
ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))


def judged(reading: Reading, word: str) -> Certainty:
    """The certainty of the clause whose predicate is the first `word`, in its voice."""
    token = next(token for token in reading.doc if token.text == word)
    known = {clause.head.i: clause for clause in find_clauses(reading)}
    clause = known.get(token.i) or Clause(
        head=token, start=token.idx, end=token.idx + len(token), role="main",
        passage=reading.passages[0],
    )  # fmt: skip
    voices = Voices(find_attributions(reading), (), reading)
    return judge(clause, reading, voices.of((token.idx, token.idx + len(token))))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['at']}: {row['text'][:45]}" for row in ROWS])
def test_certainty(row: dict[str, Any], parser: Parser) -> None:
    found = judged(make_reading(parser, row["text"]), row["at"])
    assert found.polarity == row.get("polarity", "positive")
    assert found.level == row.get("level", "asserted")
    assert found.term == row.get("term")
    assert found.band == (tuple(row["band"]) if "band" in row else None)


def test_a_surer_word_scores_higher(parser: Parser) -> None:
    sentences = [
        "The pact did not survive.", "The pact is very unlikely to survive.",
        "The pact may survive.", "The pact will probably survive.", "The pact survived.",
    ]  # fmt: skip
    scores = []
    for text in sentences:
        word = "survived" if "survived" in text else "survive"
        scores.append(judged(make_reading(parser, text), word).factuality or 0.0)
    assert scores == sorted(scores) and len(set(scores)) == len(scores)


def test_attribution_alone_takes_nothing_from_the_level(parser: Parser) -> None:
    for verb in ("say", "announce", "note", "write", "add", "estimate"):
        reading = make_reading(parser, f"Engineers {verb} that the bridge collapsed.")
        assert judged(reading, "collapsed").level == "asserted"


def test_scores_stay_in_their_range() -> None:
    shades = {"", *(key.removeprefix("not ") for key in certainty_words().scores.values)}
    for level in RANK:
        for shade in sorted(shades):
            for polarity in (1, 0, -1):
                score = factuality(Standing(polarity, level, shade=shade))
                assert -3.0 <= score <= 3.0


def test_hedges_keep_the_less_sure() -> None:
    likely = Standing(1, "probable", "likely", (55, 80))
    maybe = Standing(-1, "possible", "may")
    assert likely.hedged(maybe).term == "may" == maybe.hedged(likely).term
    assert likely.hedged(maybe).polarity == -1
    assert likely.hedged(Standing()).band == (55, 80)


def frame_of(term: str, part: str) -> tuple[str, str]:
    """A sentence with a term of probability in it, and the predicate that it is about."""
    if part == "adv" or term == "likely":
        return f"The envoy {term} signed the letter.", "signed"
    if part == "adj":
        return f"It is {term} that the envoy signed the letter.", "signed"
    article = "an" if term[0] in "aeiou" else "a"
    chance = term if term.startswith("almost") else f"{article} {term}"
    verb = "are" if term.endswith("odds") else "is"
    return f"There {verb} {chance} that the envoy signed the letter.", verb


@pytest.mark.parametrize("row", estimative().probability, ids=lambda row: str(row.term))
def test_every_word_of_probability_gives_its_band(row: ProbabilityTerm, parser: Parser) -> None:
    text, word = frame_of(row.term, row.pos)
    found = judged(make_reading(parser, text), word)
    assert (found.term, found.band) == (row.term, (row.low, row.high)), text
    assert found.polarity == "positive"


def test_published_bands_come_first(parser: Parser) -> None:
    for term in ("probably", "almost certainly", "improbably", "likely"):
        reading = make_reading(parser, f"The envoy {term} signed the letter.")
        assert judged(reading, "signed").band == estimative().band(term, "icd203"), term


def test_modal_words_have_no_band(parser: Parser) -> None:
    for term in ("perhaps", "possibly", "maybe", "potentially", "apparently", "evidently"):
        found = judged(make_reading(parser, f"The envoy {term} signed the letter."), "signed")
        assert (found.term, found.band) == (term, None)
    for modal in ("may", "might", "could", "may well", "might well"):
        found = judged(make_reading(parser, f"The envoy {modal} sign the letter soon."), "sign")
        assert (found.level, found.term, found.band) == ("possible", modal, None)


def test_codebooks_have_no_word_in_two_places() -> None:
    for lemma, found in cues().verbs.items():
        frames = [frame for cue in found for frame in cue.frames]
        assert len(frames) == len(set(frames)), lemma
    rows = certainty_words().implicatives
    seen: set[tuple[str, str]] = set()
    for row in rows:
        keys = {(verb, frame) for verb in row.verbs for frame in row.frames}
        assert not keys & seen, sorted(keys & seen)
        seen |= keys
