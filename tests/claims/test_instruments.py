"""Treaties, resolutions, sanctions and bodies: named outright, described, and taken up again."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.instrument_names import find_named, find_states
from accord.claims.instruments import find_instruments
from accord.claims.parse import Parser
from accord.claims.parts import Mention
from accord.codebooks.measures import measures
from accord.codebooks.treaties import treaties
from accord.model import ActorRef

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "instruments.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any], parser: Parser) -> None:
    published = str(case["published"]) if "published" in case else None
    reading = make_reading(parser, case["text"], published)
    found = [
        [reading.text[slice(*one.span)] if one.span else None, one.id]
        for one in find_instruments(reading)
    ]
    assert found == case["found"]


def test_every_treaty_and_resolution_is_found_by_its_full_name(parser: Parser) -> None:
    for treaty in treaties().values():
        text = f"Diplomats discussed the {treaty.name} yesterday."
        [found] = find_instruments(make_reading(parser, text))
        assert (found.id, found.name) == (treaty.id, treaty.short_name)
    for regime in measures().values():
        for resolution in regime.resolutions.values():
            text = f"It rests on Resolution {resolution.number} ({resolution.year})."
            [found] = find_instruments(make_reading(parser, text))
            assert found.id == resolution.id


def test_mentions_say_whose_treaty_it_is(parser: Parser) -> None:
    text = "They met on Tuesday. The two signed a strategic partnership agreement."
    reading = make_reading(parser, text, "2024-06-20")
    [unknown] = find_instruments(reading)
    assert (unknown.id, unknown.name) == (None, "strategic partnership agreement")
    two = tuple(ActorRef(id=code, name=code, country=code) for code in ("RUS", "PRK"))
    at = text.index("The two")
    mention = Mention(at, at + 7, "The two", "group", two)
    [known] = find_instruments(reading, [mention])
    assert known.id == "TR-RUS-PRK-2024"


def test_states_are_found_by_their_longest_name() -> None:
    text = (
        "South Korea and the U.S. told Kim Yo Jong's Kim and Kim Hong-kyun, in Guinea-Bissau, so."
    )
    found = {text[name.start : name.end]: sorted(name.states) for name in find_states(text, 0, 200)}
    assert found["South Korea"] == ["KOR"]
    assert found["U.S."] == ["USA"]
    assert found["Guinea-Bissau"] == ["GNB"]


PIECES = st.sampled_from(
    [
        "treaty ", "the new treaty ", "Resolution ", "1718", " (", "2006", ")", "UN sanctions on ",
        "Russia", "North Korea", " signed ", "in 1961. ", "one ", "and ", ", ", "U.N. ", "\n", "🙂",
        "条約", "‮", "U.S.", "resolutions 1, 2 and ", "9" * 50, "Panel of Experts ",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_names_in_junk_have_offsets_and_do_not_raise(text: str) -> None:
    states = frozenset({"PRK"})
    for name in find_states(text, 0, len(text)):
        assert 0 <= name.start < name.end <= len(text)
    for one in find_named(text, 0, len(text), states):
        assert 0 <= one.start < one.end <= len(text)
        assert one.name


@settings(max_examples=25, deadline=None)
@given(text=st.lists(PIECES, max_size=25).map("".join))
def test_instruments_in_junk_are_in_order_and_none_in_another(parser: Parser, text: str) -> None:
    reading = make_reading(parser, text)
    spans = [one.span for one in find_instruments(reading) if one.span]
    assert spans == sorted(spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert find_instruments(reading) == find_instruments(reading)


def test_a_long_line_without_blanks_is_read_in_linear_time() -> None:
    # Linear or not shows at this size: a quadratic search would not end within the test's patience.
    text = "U.N." * 50_000 + "Resolution 1718" + "9" * 100_000
    assert not list(find_named(text, 0, len(text), frozenset()))
    assert len(find_states(text, 0, len(text))) <= 1
