"""Claims that are made by one and denied by another, listed in detail, or made by two together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from factory import make_report

from accord.claims.extract import Extractor
from accord.claims.parse import Parser
from accord.model import Claim

CASES = Path(__file__).parents[1] / "cases"
ROWS: list[dict[str, Any]] = yaml.safe_load((CASES / "denials.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def extractor(parser: Parser) -> Extractor:
    return Extractor(parser)


def is_so(wanted: dict[str, Any], claim: Claim) -> bool:
    inner = claim.voice[0] if claim.voice else None
    got: dict[str, Any] = {
        "quote": claim.quote,
        "voice": [[link.source, link.cue_lemma] for link in claim.voice],
        "polarity": claim.certainty.polarity,
        "level": claim.certainty.level,
        "stage": claim.transfer.stage if claim.transfer else None,
        "supplier": claim.transfer.supplier if claim.transfer else None,
        "actors": [actor.id for actor in claim.actors],
        "joint": [actor.id for actor in inner.claimants] if inner and not inner.actor else None,
    }
    return all(got[key] == value for key, value in wanted.items())


@pytest.mark.parametrize("row", ROWS, ids=[row["say"] for row in ROWS])
def test_who_claims_and_who_denies(row: dict[str, Any], extractor: Extractor) -> None:
    claims = extractor.extract(make_report(row["text"], "2024-06-20"))
    for wanted in row.get("claims", ()):
        assert any(is_so(wanted, claim) for claim in claims), wanted
    for source, lemma in row.get("none", ()):
        inner = [(c.voice[0].source, c.voice[0].cue_lemma) for c in claims if c.voice]
        assert (source, lemma) not in inner
    for quote, count in row.get("count", {}).items():
        assert sum(claim.quote == quote for claim in claims) == count


def test_a_claim_without_actors_in_its_links_is_read_as_before(extractor: Extractor) -> None:
    """JSON from before joint sources has no `actors`; `claimants` gives the one actor."""
    (claim, *_) = [
        c for c in extractor.extract(make_report("Tehran said that the road was open.")) if c.voice
    ]
    plain = msgspec.to_builtins(claim)
    for link in plain["voice"]:
        del link["actors"], link["source_kind"]
    old = msgspec.convert(plain, Claim)
    assert [actor.id for actor in old.voice[0].claimants] == ["IRN"]
    assert old.voice[0].actors == () and old.voice[0].source_kind is None
