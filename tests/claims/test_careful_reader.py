"""The two shared articles, read claim by claim against what a careful reader notes in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from accord.claims.extract import Extractor
from accord.claims.parse import Parser
from accord.model import ActorRef, Claim, Report
from accord.reports import read_reports

CASES = Path(__file__).parents[1] / "cases" / "careful_reader.yaml"
_ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))

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
    return [c for c in claims if c.start <= at and at + len(words) <= c.end]


def one_of(expected: Any, got: Any) -> bool:
    return got in expected if isinstance(expected, list) else got == expected


def is_actor(expected: Any, ref: ActorRef | None) -> bool:
    if ref is None:
        return False
    if isinstance(expected, str):
        return expected in (ref.country, ref.id)
    return all(getattr(ref, field) == value for field, value in expected.items())


def names_all(expected: Iterable[Any], refs: Iterable[ActorRef]) -> bool:
    found = list(refs)
    return all(any(is_actor(wanted, ref) for ref in found) for wanted in expected)


def holds_voice(expected: list[Any], claim: Claim) -> bool:
    if len(claim.voice) < len(expected):
        return False
    for wanted, link in zip(expected, claim.voice, strict=False):
        if wanted == {"source": None}:
            if link.source is not None:
                return False
        elif not is_actor(wanted, link.actor):
            return False
    return True


def holds_fields(expected: dict[str, Any], thing: Any) -> bool:
    return thing is not None and all(one_of(v, getattr(thing, k)) for k, v in expected.items())


def happened(claim: Claim) -> bool:
    """Whether a claim would be counted as something that has happened."""
    certain = claim.certainty
    done = claim.kind not in ("forecast", "conditional", "commitment")
    moved = claim.transfer is None or claim.transfer.stage in (
        "sent", "delivered", "received", "seized",
    )  # fmt: skip
    eventful = claim.event is not None or claim.transfer is not None
    sure = certain.polarity == "positive" and certain.level in ("asserted", "probable", "alleged")
    return eventful and done and moved and sure


def meets(case: dict[str, Any], claim: Claim) -> list[str]:
    """The expectations of a case that a claim does not meet."""
    event = claim.event.type if claim.event else None
    band = list(claim.certainty.band) if claim.certainty.band else None
    manners = [link.manner for link in claim.voice]
    checks: dict[str, bool] = {
        "kind": one_of(case.get("kind"), claim.kind),
        "event": one_of(case.get("event"), event),
        "actors": names_all(case.get("actors", ()), claim.actors),
        "recipients": names_all(case.get("recipients", ()), claim.recipients),
        "voice": holds_voice(case.get("voice", []), claim),
        "voice_length": len(claim.voice) == case.get("voice_length"),
        "manner": any(one_of(case.get("manner"), manner) for manner in manners),
        "level": one_of(case.get("level"), claim.certainty.level),
        "polarity": one_of(case.get("polarity"), claim.certainty.polarity),
        "band": case.get("band") == band,
        "term": case.get("term") == claim.certainty.term,
        "time": holds_fields(case.get("time", {}), claim.time),
        "place": claim.place is not None and claim.place.country == case.get("place"),
        "quantities": all(
            any(holds_fields(q, found) for found in claim.quantities)
            for q in case.get("quantities", ())
        ),
        "transfer": holds_fields(case.get("transfer", {}), claim.transfer),
        "condition": claim.condition is not None,
        "instrument": any(i.id == case.get("instrument") for i in claim.instruments),
        "instrument_name": any(
            str(case.get("instrument_name")).lower() in i.name.lower() for i in claim.instruments
        ),
        "voice_or_actor": any(
            str(case.get("voice_or_actor")) in (ref.name or "").lower()
            for ref in (*claim.actors, *(link.actor for link in claim.voice if link.actor))
        ),
    }
    return [name for name, holds in checks.items() if name in case and not holds]


def never(case: dict[str, Any], claim: Claim) -> list[str]:
    """The prohibitions of a case that a claim breaks."""
    broken = []
    if case.get("not_happened") and happened(claim):
        broken.append("not_happened")
    if "not_kind" in case and claim.kind == case["not_kind"]:
        broken.append("not_kind")
    if "no_voice" in case and any(is_actor(case["no_voice"], link.actor) for link in claim.voice):
        broken.append("no_voice")
    return broken


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: f"{row['report']}-{row['start']}")
def test_claim_is_as_a_careful_reader_notes_it(case: dict[str, Any], read: dict[str, Read]) -> None:
    found = covering(case, read[case["report"]])
    assert found, f"no claim covers: {case['say']}"
    broken = [problem for claim in found for problem in never(case, claim)]
    assert not broken, f"{case['say']}: {broken}"
    unmet = [meets(case, claim) for claim in found]
    assert [] in unmet, f"{case['say']}: unmet {min(unmet, key=len)}"
