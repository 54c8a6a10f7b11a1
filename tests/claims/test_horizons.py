"""How far ahead forecasts look, and that goals are states: cases from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_report
from hypothesis import given
from hypothesis import strategies as st

from accord.claims.extract import Extractor
from accord.claims.horizons import horizon_of
from accord.claims.parse import Parser
from accord.claims.times import find_times

CASES = Path(__file__).parents[1] / "cases" / "horizons.yaml"
ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:50] for row in ROWS])
def test_horizon(row: dict[str, Any], parser: Parser) -> None:
    claims = Extractor(parser).extract(make_report(row["text"], "2024-06-22"))
    found = [claim for claim in claims if row["at"] in claim.quote]
    wanted = (row.get("kind", "forecast"), row["start"], row["end"])
    got = [
        (c.kind, c.time.start if c.time else None, c.time.end if c.time else None) for c in found
    ]
    if wanted[0] == "state":  # A vote that was is an event; what counts is that it is no forecast.
        assert all(kind != "forecast" for kind, _, _ in got)
        assert wanted[1:] in [interval[1:] for interval in got]
    else:
        assert wanted in got


_PIECES = st.sampled_from(
    ["within", "two years", "in the coming weeks", "by the end of the decade", "before",
     "the end of",
     "2025", "9999", "P9Y", "the end of the century", "Ⅻ", "İ", "months", "."]
)  # fmt: skip
_DATES = st.sampled_from(["2024-06-22", "2024-06", "2024", "9998-12-31", "0001-01-01", "x", None])


@given(text=st.lists(_PIECES, max_size=10).map(" ".join), published=_DATES)
def test_a_horizon_quotes_its_text(text: str, published: str | None) -> None:
    found = horizon_of(find_times(text, published), text, (0, len(text)), published)
    if found is not None:
        assert found.span is not None
        assert text[found.span[0] : found.span[1]] == found.text
        assert found.start is None or found.end is None or found.start <= found.end
