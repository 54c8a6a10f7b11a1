"""What is denied, asked, wanted, supposed or foretold never counts as having happened.

Every frame of `never_happened.yaml` with every core goes through the whole reading; then neither
the timeline nor the ledger nor the relations may count it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from accord.claims.extract import Extractor
from accord.claims.parse import Parser
from accord.model import Block, Claim, Published, Report, report_id
from accord.relations.tally import counts
from accord.workspace.standing import PASSED, timeline_entry, transfer_entry

CASES = Path(__file__).parents[1] / "cases" / "never_happened.yaml"
BOOK: dict[str, Any] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
PUBLISHED = "2024-06-22"


@pytest.fixture(scope="module")
def extractor(parser: Parser) -> Extractor:
    return Extractor(parser)


def read(extractor: Extractor, text: str) -> list[Claim]:
    report = Report(
        id=report_id(text, None, PUBLISHED), text=text,
        blocks=(Block(start=0, end=len(text), role="body"),),
        published=Published(value=PUBLISHED, basis="given"),
    )  # fmt: skip
    return extractor.extract(report)


def counted(claim: Claim, event: str) -> list[str]:
    """Where a claim of the event would be counted as having happened."""
    found = []
    same = claim.event is not None and claim.event.type == event
    if same and claim.time is not None and timeline_entry(claim, PUBLISHED).happened:
        found.append("timeline")
    if same and counts(claim):
        found.append("relations")
    moved = claim.transfer is not None and claim.transfer.stage in PASSED
    if moved and transfer_entry(claim, PUBLISHED).happened:
        found.append("ledger")
    return found


@pytest.mark.parametrize("frame", BOOK["frames"])
def test_it_is_not_counted(frame: str, extractor: Extractor) -> None:
    for core in BOOK["cores"]:
        text = frame.format(**core)
        for claim in read(extractor, text):
            assert not counted(claim, core["event"]), (text, claim.quote, claim.certainty)


@pytest.mark.parametrize("core", BOOK["cores"], ids=lambda core: str(core["who"]))
def test_plainly_said_it_is(core: dict[str, str], extractor: Extractor) -> None:
    for frame in (
        "{who} {past}.",
        "The minister said that {who} {past}.",
        "{who} managed to {inf}.",
    ):
        text = frame.format(**core)
        assert any(counted(claim, core["event"]) for claim in read(extractor, text)), text


@pytest.mark.parametrize("text", BOOK["nominal"])
def test_what_a_noun_names_is_not_counted(text: str, extractor: Extractor) -> None:
    for claim in read(extractor, text):
        for event in ("RETREAT", "ASSAULT", "CONSULT"):
            assert not counted(claim, event), (claim.quote, claim.certainty)


@pytest.mark.parametrize("text", BOOK["presupposed"])
def test_what_a_noun_takes_for_granted_is(text: str, extractor: Extractor) -> None:
    found = [claim for claim in read(extractor, text) if counts(claim)]
    assert found, text
