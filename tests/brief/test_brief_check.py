"""The check bites: planted errors are caught, true lines pass."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from brief_factory import world
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.brief import compose, parts
from accord.brief.build import build
from accord.brief.check import check, check_parts, check_text
from accord.brief.data import Index
from accord.brief.ground import Ground, ground
from accord.brief.parts import Cell, Cite, Line, Part, Plain, Quote, Words
from accord.model import Claim

CASES = Path(__file__).parents[1] / "cases" / "brief"


@cache
def index() -> Index:
    return Index(world())


def claim(words: str) -> Claim:
    found = [c for c in index().claims if words in c.quote]
    assert len(found) == 1, f"{words!r} names {len(found)} claims"
    return found[0]


def base(line: Line) -> Ground:
    found = ground(line, index())
    assert isinstance(found, Ground), found
    return found


def on(words: str) -> Ground:
    """The ground of a line that asserts the claim with these words."""
    return base(compose.line([claim(words)], []))


def load(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return found


TEXTS = [
    pytest.param(case["claim"], planted["text"], planted["kind"], id=planted["text"][-60:])
    for case in load("planted.yaml")
    for planted in case["planted"]
]


@pytest.mark.parametrize("case", load("planted.yaml"), ids=lambda case: case["claim"][:40])
def test_a_true_string_passes(case: dict[str, Any]) -> None:
    assert list(check_text(case["true"], on(case["claim"]))) == []


@pytest.mark.parametrize(("words", "text", "kind"), TEXTS)
def test_a_planted_error_in_a_string_is_caught(words: str, text: str, kind: str) -> None:
    assert kind in {failure.kind for failure in check_text(text, on(words))}


@pytest.mark.parametrize(
    "case", load("planted_parts.yaml"), ids=lambda c: f"{c['part']}-{c['set']}"
)
def test_a_planted_error_in_a_part_is_caught(case: dict[str, Any]) -> None:
    line: Line = getattr(compose, case["line"])(claim(case["claim"]), index())
    known = base(line)
    assert list(check_parts(line.parts, known)) == []
    wrong = _replaced(line, case)
    kinds = {failure.kind for failure in check_parts(wrong, known)}
    assert case["kind"] in kinds


def _replaced(line: Line, case: dict[str, Any]) -> list[Part]:
    wanted = getattr(parts, case["part"])
    spots = [i for i, part in enumerate(line.parts) if type(part) is wanted]
    found = list(line.parts)
    found[spots[case.get("nth", 0)]] = replace(found[spots[case.get("nth", 0)]], **case["set"])
    return found


def test_every_line_of_the_invented_world_passes() -> None:
    page = build(world())
    assert page.blocked_total == 0, page.blocked
    assert page.lines > 150


def test_a_span_that_is_not_there_is_refused() -> None:
    good = compose.claim_line(claim("Much of the cargo"), index())
    far = replace(good, cites=(*good.cites, Cite(good.cites[0].report, 10**6, 10**6 + 5)))
    assert [failure.kind for failure in check(far, index())] == ["citation"]
    assert [failure.kind for failure in check(replace(good, cites=()), index())] == ["citation"]
    unknown = replace(good, claims=("c_0",))
    assert [failure.kind for failure in check(unknown, index())] == ["citation"]


def test_a_line_may_not_cite_half_a_report() -> None:
    report = index().reports[0]
    huge = Index(replace(world(), reports=[replace_text(report, "x" * 50_000)], claims=[]))
    line = Line((Cell("quote", (Quote("xx"),)),), (Cite(report.id, 0, 40_000),))
    assert "40000 characters" in str(check(line, huge)[0])


def replace_text(report: Any, text: str) -> Any:
    import msgspec

    return msgspec.structs.replace(report, text=text, blocks=())


def test_words_may_not_smuggle_a_quotation_or_a_bracket() -> None:
    """Quotation marks and brackets in a report's words do not open either in the line."""
    assert Words("x ” y [z]").shown == "x ’ y (z)"
    assert Quote("he said “no” [sic]").shown == "“he said ‘no’ [sic]”"


def test_a_made_up_line_is_refused_by_both_checks() -> None:
    good = compose.claim_line(claim("Much of the cargo"), index())
    line = replace(good, cells=(*good.cells, Cell("x", (Plain("and Delmora attacked"),))))
    kinds = {failure.kind for failure in check(line, index())}
    assert {"word", "name"} <= kinds


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=1, max_value=10**12))
def test_no_other_number_passes_for_the_cited_one(number: int) -> None:
    text = f"Corvian officials [Corvia] allege · {number:,} containers · [alleged]"
    failures = list(check_text(text, on("Ardania has shipped 11,000")))
    assert (number == 11_000) == (failures == [])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_the_check_takes_any_string(text: str) -> None:
    for failure in check_text(text, on("Much of the cargo")):
        assert failure.kind and failure.detail


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(range(46)), st.text(alphabet="qxz", min_size=3, max_size=8))
def test_an_invented_name_never_passes(number: int, tail: str) -> None:
    made = index().claims[number]
    line = compose.voiced_line(made, index())
    wrong = replace(line, cells=(*line.cells, Cell("x", (Words(f"Q{tail}"),))))
    assert "name" in {failure.kind for failure in check(wrong, index())}
