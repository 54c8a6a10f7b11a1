"""Invented sentences of many styles and regions, read claim by claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from expectations import meets, never
from factory import make_report

from accord.claims.extract import Extractor
from accord.claims.parse import Parser
from accord.model import Claim

CASES = Path(__file__).parents[1] / "cases"
_ROWS: list[dict[str, Any]] = [
    row
    for path in sorted(CASES.glob("general_reader*.yaml"))
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def extractor(parser: Parser) -> Extractor:
    """One extractor for all cases."""
    return Extractor(parser)


def concerned(case: dict[str, Any], claims: list[Claim]) -> list[Claim]:
    """The claims that a case speaks of: those that hold its words `at`, or all."""
    return [claim for claim in claims if case.get("at", "") in claim.quote]


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: row["say"])
def test_sentence_is_read_as_a_careful_reader_reads_it(
    case: dict[str, Any], extractor: Extractor
) -> None:
    report = make_report(case["text"], case.get("published"))
    claims = extractor.extract(report)
    if case.get("no_claim"):
        quotes = [claim.quote for claim in claims]
        assert case["no_claim"] not in quotes
        return
    found = concerned(case, claims)
    assert found, "no claim holds the words"
    broken = [problem for claim in found for problem in never(case, claim)]
    assert not broken
    unmet = [meets(case, claim) for claim in found]
    assert [] in unmet, f"unmet {min(unmet, key=len)}"
