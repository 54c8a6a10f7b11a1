from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from coding_factory import move
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.goods import GoodsExample, goods_book
from accord.claims.parse import Parser
from accord.claims.transfers import FoundTransfer, TransferFinder, share_of
from accord.model import Quantity

CASES = Path(__file__).parents[1] / "cases" / "transfers.yaml"
_ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
_NAMES = ("Ardania", "Belmark", "Corvia", "Mr Voss", "Mr Orlan")
_EXAMPLES = [example for group in goods_book().groups for example in group.examples]
_PARSER = Parser()
_FINDER = TransferFinder()

Key = tuple[str | None, str | None, str | None, str, bool]


def key(found: FoundTransfer) -> Key:
    moved = found.transfer
    return moved.supplier, moved.recipient, moved.category, moved.stage, moved.total


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda e: str(e.text)[:45])
def test_the_examples_of_the_codebook_are_found_as_it_says(example: GoodsExample) -> None:
    names = [name for name in (example.supplier, example.recipient) if name]
    found = move(_PARSER, _FINDER, example.text, names)
    want = (example.supplier, example.recipient, example.category, example.stage, example.total)
    assert want in [key(each) for each in found]


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: str(row["id"]))
def test_a_text_holds_these_transfers_and_no_others(case: dict[str, Any]) -> None:
    found = move(_PARSER, _FINDER, case["text"], _NAMES)
    rows: list[dict[str, Any]] = case["transfers"]
    wanted: list[Key] = [
        (r.get("supplier"), r.get("recipient"), r["category"], r["stage"], r.get("total", False))
        for r in rows
    ]
    assert sorted(map(str, map(key, found))) == sorted(map(str, wanted))
    for row, want in zip(rows, wanted, strict=True):
        same = [each for each in found if key(each) == want]
        if "quantities" in row:
            texts = [[q.text for q in each.quantities] for each in same]
            assert row["quantities"] in texts
        if row.get("hypothetical"):
            assert all(each.hypothetical for each in same)
        if "shared" in row:
            assert [each.shared for each in same] == [row["shared"]]
        if "route" in row:
            assert [each.transfer.route for each in same] == [row["route"]]


def test_the_item_is_named_without_number_and_article() -> None:
    (found,) = move(_PARSER, _FINDER, "Ardania sent the 40 old mortars to Corvia.", _NAMES)
    assert found.transfer.item == "old mortars"
    assert found.item_span == (13, 31)


def test_one_of_several_has_no_more_than_all_of_it() -> None:
    def share(**fields: Any) -> Any:
        plain = {"value": None, "low": None, "high": None, "bound": "exact", "unit": "tank"}
        return share_of(Quantity(item="tanks", text="tanks", **{**plain, **fields}))

    whole = share(value=40.0, low=40.0, high=40.0)
    assert (whole.value, whole.low, whole.high, whole.bound) == (40.0, None, 40.0, "at_most")
    assert share(low=20.0, high=90.0, bound="range").high == 90.0
    assert share(value=40.0, bound="about").high == 40.0
    assert share(value=40.0, low=40.0, bound="at_least") is None


def test_nobody_is_on_both_sides() -> None:
    for found in move(_PARSER, _FINDER, "Ardania sent rifles to Ardania.", _NAMES):
        assert found.transfer.supplier != found.transfer.recipient


_WORDS = st.sampled_from(
    ["Ardania", "Corvia", "sent", "shells", "to", "from", "the", "goods", "include", "of", "and",
     "—", "containers", "wants", "9,000", "exports", "with", "(", ")", "🚀", "一", ",", ".",
     "yet", "has"]
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(_WORDS, max_size=30).map(" ".join))
def test_any_text_is_read_without_error_and_points_into_itself(text: str) -> None:
    for found in move(_PARSER, _FINDER, text, _NAMES):
        assert found.item_span is not None
        start, end = found.item_span
        assert 0 <= start < end <= len(text)
        assert found.transfer.item
        assert found.transfer.item in text
        assert all(start <= q.start for q in found.quantities) or found.clause.role == "parenthesis"


def test_a_long_run_of_junk_ends() -> None:
    assert move(_PARSER, _FINDER, "containers of " * 800, ()) is not None
