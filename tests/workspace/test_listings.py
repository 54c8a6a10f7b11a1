"""Listings as sequences and tables: lazy, typed, in the published shape."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.model import Claim, Condition, Instrument, Place
from accord.workspace import ReportLine, Store, TransferEntry
from accord.workspace.columns import csv_lines, flat, polars_schema, to_polars
from accord.workspace.listing import Listing, to_dict
from workspace.factory import (
    actor,
    amount,
    make,
    make_report,
    on,
    passing,
    plain_claims,
    said_by,
    sure,
)


@pytest.fixture
def ten(tmp_path: Path) -> Listing[Claim]:
    """Ten claims."""
    with Store.open(tmp_path / "x.accord") as store:
        report = make_report("\n".join(f"Lorry {number} came." for number in range(10)))
        store.add(report, plain_claims(report))
        return store.claims()


def _full_claim() -> Claim:
    """A claim with something in every field."""
    report = make_report("If all goes well, lorries roll. They do.")
    return make(
        report, "lorries roll", kind="conditional", certainty=sure("hypothetical"),
        voice=(said_by("one", "kim@PRK"), said_by("two")),
        actors=(actor("PRK"), actor("RUS")), recipients=(actor("CHN"),), time=on("2024-06-01"),
        place=Place(name="Belmark", latitude=1.5, longitude=-2.0),
        quantities=(amount(5, "lorry"), amount(7, "van")),
        transfer=passing("PRK", "RUS", "lorries"), abstained=("no_place", "no_event"),
        condition=Condition(text="If all goes well", span=(0, 16)),
        instruments=(Instrument(id=None, name="the pact"),),
    )  # fmt: skip


def test_a_listing_is_a_sequence(ten: Listing[Claim]) -> None:
    every = list(ten)
    assert len(ten) == len(every) == 10
    assert ten[0] == every[0]
    assert ten[-1] == every[-1]
    assert ten[2:5] == every[2:5]
    assert ten[8:3:-2] == every[8:3:-2]
    assert ten[20:30] == []
    assert every[3] in ten
    assert list(ten.page(2, 3)) == every[3:5]
    assert list(ten.page(0)) == []
    assert list(ten) == every
    for index in (10, -11):
        with pytest.raises(IndexError):
            ten[index]
    assert repr(ten) == "<10 × Claim>"


def test_every_field_is_there_in_the_published_shape(ten: Listing[Claim]) -> None:
    for row in ten.to_dicts():
        assert list(row) == list(Claim.__struct_fields__)
        assert isinstance(row["passage"], list)
        assert row["place"] is None
    assert msgspec.json.decode(ten.to_json(), type=list[Claim]) == list(ten)


def test_frames_have_the_same_types_whatever_is_in_them(ten: Listing[Claim]) -> None:
    full, empty = to_polars(Claim, [_full_claim()]), to_polars(Claim, [])
    assert ten.to_polars().schema == full.schema == empty.schema == polars_schema(Claim)
    assert full["time"].struct.field("start").to_list() == ["2024-06-01"]
    assert full["quantities"].to_list()[0][1]["value"] == 7.0
    assert full["passage"].dtype == pl.List(pl.Int64)


def test_frames_hold_what_json_holds(tmp_path: Path) -> None:
    claim = _full_claim()
    to_polars(Claim, [claim]).write_parquet(tmp_path / "x.parquet")
    assert pl.read_parquet(tmp_path / "x.parquet").to_dicts() == [to_dict(claim)]


@pytest.mark.parametrize("shape", [Claim, ReportLine, TransferEntry])
def test_empty_tables_keep_their_heading(shape: type[msgspec.Struct]) -> None:
    assert to_polars(shape, []).columns == list(shape.__struct_fields__)
    (heading,) = csv_lines(shape, [])
    assert heading.startswith(shape.__struct_fields__[0])


def test_nested_fields_become_columns() -> None:
    row = flat(_full_claim())
    assert row["certainty_level"] == "hypothetical"
    assert (row["passage_start"], row["passage_end"]) == (18, 30)
    assert row["actors_id"] == "PRK; RUS"
    assert row["recipients_id"] == "CHN"
    assert row["quantities_value"] == "5; 7"
    assert row["quantities_low"] == "5; 7"
    assert row["voice_source"] == "one; two"
    assert row["voice_actor_id"] == "kim; "
    assert row["voice_cue_span_start"] is None
    assert row["abstained"] == "no_place; no_event"
    assert row["place_longitude"] == -2.0
    assert row["transfer_total"] is False
    assert row["event_type"] is None


def _cells(claim: Claim) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO("".join(csv_lines(Claim, [claim])), newline=""))
    return row


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_cell_is_no_formula(start: str) -> None:
    report = make_report(f"x{start}cmd|' /C calc'!A0")
    claim = make(report, f"{start}cmd|' /C calc'!A0")
    assert _cells(claim)["quote"] == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize("number", ["-5", "+3.5", "-1,200", "-4%"])
def test_numbers_are_left_as_they_are(number: str) -> None:
    report = make_report(f"It was {number} then.")
    claim = make(
        report, number, quantities=(amount(-5, "degree"),), place=Place(name="-", latitude=-2.5)
    )
    cells = _cells(claim)
    assert cells["quote"] == number
    assert cells["quantities_value"] == "-5"
    assert cells["place_latitude"] == "-2.5"
    assert cells["place_name"] == "'-"


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1).filter(lambda text: text.strip() and "\x00" not in text))
def test_csv_holds_any_text_and_says_no_formula(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    claim = make(make_report(f"{text}"), text)
    lines = "".join(csv_lines(Claim, [claim]))
    _, row = csv.reader(io.StringIO(lines, newline=""))
    quote = row[list(flat(claim)).index("quote")]
    assert quote in (text, f"'{text}")
    assert quote[0] not in "=@\t\r"
    assert json.loads(json.dumps(to_dict(claim)))["quote"] == text
