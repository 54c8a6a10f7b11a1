"""The two shared articles, read claim by claim against what a careful reader notes in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from expectations import meets, never

from accord.claims.extract import Extractor
from accord.claims.parse import Parser
from accord.model import Claim, Report
from accord.reports import read_reports

CASES = Path(__file__).parents[1] / "cases"
_ROWS: list[dict[str, Any]] = [
    row
    for path in sorted(CASES.glob("careful_reader*.yaml"))
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))
]

Read = tuple[Report, list[Claim], str]


@pytest.fixture(scope="module")
def read(shared_reports: dict[str, Path], parser: Parser) -> dict[str, Read]:
    """Each article as read: the report, its claims, and the raw text that cases point into."""
    extractor = Extractor(parser)
    found: dict[str, Read] = {}
    for key, path in shared_reports.items():
        (report,) = read_reports([str(path)])
        assert isinstance(report, Report)
        raw = path.read_bytes().decode("utf-8")
        found[key] = (report, extractor.extract(report), raw)
    return found


def covering(case: dict[str, Any], read: Read) -> list[Claim]:
    """The claims whose span holds the words that a case points at."""
    report, claims, raw = read
    words = raw[case["start"] : case["end"]]
    at = report.text.find(words)
    assert at >= 0, "the words are not in the report as read"
    found = [c for c in claims if c.start <= at and at + len(words) <= c.end]
    if case.get("smallest") and found:
        length = min(c.end - c.start for c in found)
        found = [c for c in found if c.end - c.start == length]
    return found


def repeated(case: dict[str, Any], read: Read) -> bool:
    """Whether some claim is made of exactly the words that none should be made of."""
    _, claims, raw = read
    words = raw[case["start"] : case["end"]]
    return words in {claim.quote for claim in claims}


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: f"{row['report']}-{row['start']}")
def test_claim_is_as_a_careful_reader_notes_it(case: dict[str, Any], read: dict[str, Read]) -> None:
    if case.get("no_claim"):
        assert not repeated(case, read[case["report"]]), case["say"]
        return
    found = covering(case, read[case["report"]])
    assert found, f"no claim covers: {case['say']}"
    broken = [problem for claim in found for problem in never(case, claim)]
    assert not broken, f"{case['say']}: {broken}"
    unmet = [meets(case, claim) for claim in found]
    assert [] in unmet, f"{case['say']}: unmet {min(unmet, key=len)}"
