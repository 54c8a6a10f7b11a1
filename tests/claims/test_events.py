from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from coding_factory import code
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.cameo import event_code
from accord.claims.event_patterns import Example, Group, pattern_book
from accord.claims.events import CodedEvent, EventCoder
from accord.claims.parse import Parser
from accord.codebooks.plover import plover

CASES = Path(__file__).parents[1] / "cases" / "events.yaml"
_ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
_NAMES = ("Ardania", "Belmark", "Corvia", "Mr Voss")
_EXAMPLES = [(group, example) for group in pattern_book().groups for example in group.examples]
_PARSER = Parser()
_CODER = EventCoder()


def shape(event: CodedEvent) -> tuple[str, list[str], list[str]]:
    return (
        event.event.type,
        [ref.name for ref in event.actors],
        [ref.name for ref in event.recipients],
    )


@pytest.mark.parametrize(
    ("group", "example"), _EXAMPLES, ids=[f"{g.id}: {e.text[:40]}" for g, e in _EXAMPLES]
)
def test_the_examples_of_the_codebook_are_coded_as_it_says(group: Group, example: Example) -> None:
    found = code(_PARSER, _CODER, example.text, [*example.actors, *example.recipients])
    kind = example.type or group.type
    if kind in (None, "none"):
        assert found == []
        return
    want = (kind, list(example.actors), list(example.recipients))
    same = [event for event in found if shape(event) == want]
    assert same, [shape(event) for event in found]
    assert all(event_code(event.event, event.cameo) for event in found)
    mode = example.mode if example.mode is not None else group.mode
    if mode and (example.type is None or example.mode):
        assert same[0].event.mode == mode


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: str(row["id"]))
def test_a_sentence_holds_these_events_and_no_others(case: dict[str, Any]) -> None:
    wanted: list[dict[str, Any]] = case["events"]
    names = [n for e in wanted for n in (*e.get("actors", ()), *e.get("recipients", ()))]
    names += [n for n in _NAMES if not any(n in name for name in names)]
    found = code(_PARSER, _CODER, case["text"], [*names, *case.get("also", ())])
    expected = [(e["type"], e.get("actors", []), e.get("recipients", [])) for e in wanted]
    assert sorted(map(shape, found)) == sorted(expected)
    modes = {(e["type"], e["mode"]) for e in wanted if "mode" in e}
    assert modes <= {(event.event.type, event.event.mode) for event in found}


def test_patterns_use_only_what_the_codebook_has() -> None:
    book = plover()
    contexts = {entry.id for entry in book.contexts}
    for group in pattern_book().groups:
        if group.type is not None:
            kind = book.type(group.type)
            assert kind is not None, group.id
            assert group.mode is None or kind.mode(group.mode) is not None, group.id
        assert set(group.contexts) <= contexts, group.id
    assert set(pattern_book().context_words) <= contexts


def test_every_type_has_patterns_and_every_group_an_example() -> None:
    groups = pattern_book().groups
    assert {kind.id for kind in plover().types} <= {group.type for group in groups}
    assert [group.id for group in groups if not group.examples] == []
    assert len({group.id for group in groups}) == len(groups)


def test_the_modes_of_results_are_modes_of_their_types() -> None:
    book = pattern_book()
    tables = [*book.inner_modes.items(), *book.mode_words.items()]
    for type_id, modes in tables:
        kind = plover().type(type_id)
        assert kind is not None
        named = modes.values() if type_id in book.inner_modes else modes.keys()
        assert all(kind.mode(mode) is not None for mode in named), type_id


def test_what_could_not_be_decided_is_said() -> None:
    (event,) = code(_PARSER, _CODER, "The village was shelled.", [])
    assert event.actors == ()
    assert "no_actor" in event.abstained


def test_contexts_come_from_words_of_the_same_clause() -> None:
    text = "Ardania accused Belmark of hiding uranium, and Corvia praised the vineyards."
    accused, praised = code(_PARSER, _CODER, text, _NAMES)
    assert "cbrn" in accused.event.contexts
    assert "cbrn" not in praised.event.contexts


def test_there_is_no_default_type() -> None:
    text = "The lake froze early. Prices are said to be high. The king was born in a village."
    assert code(_PARSER, _CODER, text, ["The king"]) == []


_WORDS = st.sampled_from(
    ["Ardania", "Belmark", "attacked", "to", "visit", "of", "agreed", "not", "will", "by", "“", "”",
     "the",
     "talks", "with", "and", "refused", ",", "—", "🚀", "侵略", "مرحبا", "-",
     "sanctions", "."]
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(_WORDS, max_size=30).map(" ".join))
def test_any_text_is_coded_without_error_and_points_into_itself(text: str) -> None:
    found = code(_PARSER, _CODER, text, ("Ardania", "Belmark"))
    again = code(_PARSER, _CODER, text, ("Ardania", "Belmark"))
    assert [e.event for e in found] == [e.event for e in again]
    kinds = {kind.id for kind in plover().types}
    for event in found:
        start, end = event.trigger
        assert text[start:end].strip()
        assert event.event.type in kinds
        assert not {r.id for r in event.actors} & {r.id for r in event.recipients}


def test_a_long_run_of_junk_ends() -> None:
    assert code(_PARSER, _CODER, "talks of " * 800, []) is not None
    assert code(_PARSER, _CODER, "x" * 100_000, []) == []
