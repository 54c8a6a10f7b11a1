"""Events as rows, and as the files that users of POLECAT, ICEWS and GDELT load."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.api import Workspace
from accord.claims.cameo import cameo_book, cameo_codes, cameo_quad
from accord.codebooks.exports import LAYOUTS, LayoutName, export_book
from accord.codebooks.plover import plover
from accord.model import Claim, Event, Place, Report
from accord.workspace import Store, WorkspaceError
from accord.workspace.exports import Tally, Told, export_lines
from workspace.factory import actor, make, make_report, on, said_by, sure

TEXT = (
    "=Belmark said the crates came on 3 June.\n\nThe council denied that boats sailed.\n\n"
    'A clerk wrote "perhaps" and left.\tNobody met the envoys that spring.'
)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    store = Store.open(tmp_path / "x.accord")
    report = make_report(TEXT)
    store.add(report, _claims(report))
    with Workspace(store) as workspace:
        yield workspace


def _claims(report: Report) -> list[Claim]:
    north, far = actor("PRK"), actor("RUS")
    person = actor("envoy@CHN")
    aid = Event(type="AID", contexts=("military",))
    return [
        make(report, "=Belmark said the crates came on 3 June.", event=aid, actors=(north,),
             recipients=(far, person), time=on("2024-06-03"), certainty=sure("alleged"),
             voice=(said_by("Belmark"),), place=Place(name="Seoul", country="KOR", latitude=37.57,
                                                      longitude=126.98)),
        make(report, "The council denied that boats sailed.", event=Event(type="MOBILIZE"),
             actors=(far,), certainty=sure("asserted", "negative")),
        make(report, 'A clerk wrote "perhaps" and left.\tNobody met the envoys',
             event=Event(type="CONSULT", mode="visit"), actors=(far,), recipients=(north,),
             time=on("2024-03-01", "2024-05-31", "season")),
        make(report, "Nobody met the envoys that spring.", event=Event(type="CONSULT"),
             certainty=sure("possible"), actors=(far,), recipients=(north,)),
    ]  # fmt: skip


def _rows(path: Path, name: LayoutName) -> list[dict[str, str]]:
    layout = export_book().formats[name]
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, dialect="excel-tab"))
    names = [*layout.columns, *layout.own]
    if layout.header:
        assert lines.pop(0) == names
    assert all(len(line) == len(names) for line in lines)
    return [dict(zip(names, line, strict=True)) for line in lines]


def test_events_are_those_that_are_said_to_have_happened(ws: Workspace) -> None:
    assert [row.code for row in ws.events()] == ["AID", "CONSULT"]
    every = list(ws.events(everything=True))
    assert [row.mark for row in every] == [None, "denied", None, "possible"]
    assert [row.happened for row in every] == [True, False, True, False]
    first = every[0]
    assert (first.quad, first.intensity, first.claimants) == (2, 10.0, ("Belmark",))
    assert (first.actors, first.recipients) == (("PRK",), ("RUS", "envoy"))


def test_events_in_cameo(ws: Workspace) -> None:
    first, second = ws.events(ontology="cameo")
    assert (first.code, first.name, first.intensity) == ("072", "Provide military aid", 8.3)
    assert first.recipients == ("RUS", "CHNGOV")
    assert (second.code, second.quad, second.mode) == ("042", 1, "visit")
    with pytest.raises(WorkspaceError, match="no ontology 'weis'"):
        ws.events(ontology="weis")


def test_parquet_has_list_columns(ws: Workspace, tmp_path: Path) -> None:
    ws.events(everything=True).to_polars().write_parquet(tmp_path / "e.parquet")
    frame = pl.read_parquet(tmp_path / "e.parquet")
    for name in ("actors", "recipients", "contexts", "claimants"):
        assert frame.schema[name] == pl.List(pl.String)
    assert isinstance(frame.schema["claim"], pl.Struct)


def test_polecat(ws: Workspace, tmp_path: Path) -> None:
    summary = ws.export(tmp_path / "p.tsv", format="polecat")
    assert (summary.rows, summary.events) == (2, 2)
    assert summary.left_out == {"denied": 1, "possible": 1}
    aid, visit = _rows(tmp_path / "p.tsv", "polecat")
    assert aid["Event Date"] == "2024-06-03"
    assert (aid["Event Type"], aid["Intensity"], aid["Quad Code"]) == (
        "AID", "10", "MATERIAL COOPERATION",
    )  # fmt: skip
    assert (aid["Actor COW"], aid["Recipient COW"]) == ("731", "365; 710")
    assert aid["Recipient Country"] == "RUS; CHN"
    assert (aid["City"], aid["Country"], aid["Latitude"]) == ("Seoul", "KOR", "37.57")
    assert (aid["Claimants"], aid["Certainty"], aid["Status"]) == ("Belmark", "alleged", "reported")
    assert aid["Quote"] == "'=Belmark said the crates came on 3 June."
    assert (visit["Event Date"], visit["Event Mode"], visit["Actor Title"]) == (
        "None", "visit", "None",
    )  # fmt: skip
    assert (visit["Date Start"], visit["Date End"]) == ("2024-03-01", "2024-05-31")
    assert visit["Claimants"] == "The Gazette"
    assert "\t" not in visit["Quote"]


def test_icews_has_a_row_for_each_pair(ws: Workspace, tmp_path: Path) -> None:
    summary = ws.export(tmp_path / "i.tab", format="icews", everything=True, fill_dates=True)
    assert summary.left_out == {"only one side known": 1}
    rows = _rows(tmp_path / "i.tab", "icews")
    assert len({row["Event ID"] for row in rows}) == len(rows) == 4
    assert all(row["Event ID"].isdigit() and int(row["Event ID"]) < 2**53 for row in rows)
    first, second, third, last = rows
    assert (first["CAMEO Code"], first["Event Text"]) == ("072", "Provide military aid")
    assert (first["Target Country"], second["Target Country"]) == ("Russian Federation", "China")
    assert first["Source Sectors"] == "Government"
    assert (third["Event Date"], third["Date Basis"]) == ("2024-06-22", "published")
    assert (first["Date Basis"], last["Status"]) == ("stated", "possible")


def test_gdelt_takes_codes_apart(ws: Workspace, tmp_path: Path) -> None:
    ws.export(tmp_path / "g.csv", format="gdelt")
    first, second, visit = _rows(tmp_path / "g.csv", "gdelt")
    assert (first["SQLDATE"], first["MonthYear"], first["Year"]) == ("20240603", "202406", "2024")
    assert first["FractionDate"] == "2024.5014"
    assert (second["Actor2Code"], second["Actor2CountryCode"], second["Actor2Type1Code"]) == (
        "CHNGOV", "CHN", "GOV",
    )  # fmt: skip
    assert (first["EventCode"], first["EventBaseCode"], first["EventRootCode"]) == (
        "072", "072", "07",
    )  # fmt: skip
    assert (first["QuadClass"], first["GoldsteinScale"]) == ("2", "8.3")
    assert (first["ActionGeo_Type"], first["ActionGeo_CountryCode"]) == ("4", "KS")
    assert first["DATEADDED"] == "20260102030405"
    assert (visit["SQLDATE"], visit["MonthYear"], visit["Year"]) == ("", "", "2024")
    assert first["AvgTone"] == ""
    ws.export(tmp_path / "g1.csv", format="gdelt1")
    assert _rows(tmp_path / "g1.csv", "gdelt1")[0]["DATEADDED"] == "20260102"


def test_an_unknown_format_is_one_line(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no export format 'acled'"):
        ws.export(tmp_path / "x", format="acled")
    assert not (tmp_path / "x").exists()


def test_the_layouts_have_the_sets_columns() -> None:
    formats = export_book().formats
    counts = {name: len(layout.columns) for name, layout in formats.items()}
    assert counts == {"polecat": 40, "icews": 20, "gdelt": 61, "gdelt1": 58}
    for layout in formats.values():
        assert len({*layout.columns, *layout.own}) == len(layout.columns) + len(layout.own)


def test_every_code_has_a_name_and_a_score() -> None:
    assert set(cameo_codes()) == set(cameo_book().codes)
    for code, (name, score) in cameo_codes().items():
        assert name and -10 <= score <= 10, code
    assert [cameo_quad(code) for code in ("057", "060", "090", "139", "140", "204")] == [
        1, 2, 3, 3, 4, 4,
    ]  # fmt: skip


_CELLS = st.text(st.sampled_from(list("=+-@\"'\t\n\r\x00 aZ9é\u2028")), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(_CELLS, min_size=1, max_size=4), st.sampled_from(LAYOUTS))
def test_no_text_moves_a_column_or_is_a_formula(texts: list[str], name: LayoutName) -> None:
    report = make_report("x" + "".join(texts) + "x", publisher=texts[0])
    claim = make(
        report, report.text, event=Event(type=plover().types[0].id), actors=(actor("PRK"),),
        recipients=(actor("RUS"),), voice=tuple(said_by(text) for text in texts),
    )  # fmt: skip
    told = Told(
        claim=claim, published="2024-06-22", publisher=texts[0], url=None, language=None, read_at=""
    )
    out = "".join(export_lines([told], name, Tally(), header=False))
    (line,) = csv.reader(io.StringIO(out), dialect="excel-tab")
    layout = export_book().formats[name]
    assert len(line) == len(layout.columns) + len(layout.own)
    assert out.count("\n") == 1
    named = dict(zip((*layout.columns, *layout.own), line, strict=True))
    assert not named["Claimants"].startswith(("=", "+", "@"))
    assert named["Claim"] == claim.id
