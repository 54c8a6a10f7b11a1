"""The store: whole or nothing, once, and out again as it went in."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from accord.model import Event, Passage, ReadBy, Report, SetAside, SpanError, make_claim, report_id
from accord.model.report import Block
from accord.workspace import Store, make_filter
from accord.workspace.errors import UnknownReport, UnstorableText
from workspace.factory import (
    READ_BY,
    actor,
    amount,
    days_of_no_year,
    make,
    make_report,
    on,
    passing,
    plain_claims,
)

BODY = "Belmark took in forty lorries.\nNobody in Ardania would say why."


def test_what_goes_in_comes_out(store: Store) -> None:
    report = make_report(BODY, title="Lorries for Belmark")
    claims = [
        make(report, "Belmark took in forty lorries", actors=(actor("PRK"),), time=on("2024-06-01"),
             quantities=(amount(40, "lorry"),), transfer=passing("RUS", "PRK", "lorries")),
        make(report, "Nobody in Ardania would say why", kind="state"),
    ]  # fmt: skip
    assert store.add(report, claims)
    assert store.report(report.id) == report
    assert [msgspec.structs.replace(claim, matter=None) for claim in store.claims()] == claims
    assert all(claim.quote == report.text[claim.start : claim.end] for claim in store.claims())
    line = store.reports()[0]
    assert (line.id, line.title, line.claims) == (report.id, "Lorries for Belmark", 2)
    assert line.characters == len(report.text)


def test_adding_again_changes_nothing(store: Store) -> None:
    report = make_report(BODY)
    claims = list(plain_claims(report))
    assert store.add(report, claims)
    store.refresh()
    before = (list(store.claims()), list(store.reports()), list(store.matters()))
    assert not store.add(report, [])
    assert not store.refresh()
    assert (list(store.claims()), list(store.reports()), list(store.matters())) == before


def test_a_claim_twice_in_one_reading_is_kept_once(store: Store) -> None:
    report = make_report(BODY)
    claim = make(report, "forty lorries")
    store.add(report, [claim, claim])
    assert len(store.claims()) == 1


def test_a_wrong_span_stores_nothing(store: Store) -> None:
    report = make_report(BODY)
    good = make(report, "forty lorries")
    wrong = msgspec.structs.replace(make(report, "Belmark"), start=1, id="c_wrong")
    with pytest.raises(SpanError):
        store.add(report, [good, wrong])
    assert not store.known(report.id)
    assert len(store.claims()) == 0


def test_a_claim_of_another_report_is_refused(store: Store) -> None:
    report, other = make_report(BODY), make_report(BODY, publisher="Elsewhere")
    with pytest.raises(ValueError, match="is of report"):
        store.add(report, [make(other, "forty lorries")])
    assert not store.known(report.id)


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
def test_text_that_no_database_can_keep_is_refused(store: Store, bad: str) -> None:
    with pytest.raises(UnstorableText):
        store.add(make_report(f"Half a {bad} word."), [])
    assert len(store.reports()) == 0


def test_passages_cover_the_blocks_and_keep_their_roles(store: Store) -> None:
    report = make_report('Belmark took in forty lorries. "Why?" They left.', title="Lorries")
    sentence = (report.text.index("Belmark"), report.text.index(' "Why'))
    store.add(report, [make(report, "forty lorries", passage=sentence)])
    found = [(hit.text, hit.role) for hit in store.search("lorries OR why OR left")]
    assert sorted(found) == [
        ('"Why?"', "body"),
        ("Belmark took in forty lorries.", "body"),
        ("Lorries", "title"),
        ("They left.", "body"),
    ]


def test_given_passages_are_kept(store: Store) -> None:
    report = make_report("One two. Three four.")
    store.add(report, [], passages=[Passage(start=0, end=20)])
    assert [hit.text for hit in store.search("three")] == ["One two. Three four."]


def test_replacing_puts_new_claims_for_old_in_one_report_only(store: Store) -> None:
    report, other = make_report(BODY), make_report(BODY, publisher="Elsewhere", origin="2.txt")
    for one in (report, other):
        store.add(one, plain_claims(one))
    newer = ReadBy(accord="0.2.0", models="test.v2")
    claim = msgspec.structs.replace(make(report, "forty lorries"), read_by=newer)
    store.replace(report, [claim])
    assert [c.quote for c in store.claims(make_filter(report=report.id))] == ["forty lorries"]
    assert len(store.claims(make_filter(report=other.id))) == 2
    assert store.read_by(report.id) == newer
    assert store.read_by(other.id) == READ_BY
    assert [c.quote for c in store.claims(make_filter(text="Nobody"))] == [BODY.splitlines()[1]]
    with pytest.raises(UnknownReport):
        store.replace(make_report("Never read."), [])


def test_a_report_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    reports = [make_report(f"Number {number}.") for number in range(3)]
    for report in reports:
        store.add(report, [])
    assert store.report(reports[1].id[:12]) == reports[1]
    for unknown in ("r_", "r_%", "", "nothing"):
        with pytest.raises(UnknownReport):
            store.report(unknown)


def test_a_document_read_with_another_date_makes_way_for_the_new_reading(store: Store) -> None:
    undated, dated = (make_report(BODY, published=value) for value in (None, "2024-06"))
    copy = make_report(BODY, origin="press/copy.txt", publisher="Elsewhere")
    for one in (undated, copy):
        store.add(one, plain_claims(one))
    assert store.earlier(dated) == (undated.id,)
    assert store.add(dated, plain_claims(dated))
    assert store.earlier(dated) == ()
    assert {line.id for line in store.reports()} == {dated.id, copy.id}
    assert len(store.claims()) == 4
    assert len(store.search("forty")) == 2
    assert not store.add(dated, [])


def test_a_document_is_set_aside_once_and_taken_back_when_it_is_read(store: Store) -> None:
    report = make_report(BODY)
    aside = SetAside(origin=report.origin, code="broken", reason="Bad.", sha256=report.sha256)
    for at in ("2024-01-01", "2024-01-02"):
        store.put_aside(msgspec.structs.replace(aside, at=at))
    store.put_aside(SetAside(origin="odd \ud800\x00", code="empty", reason="Nothing in it."))
    assert [one.origin for one in store.set_aside()] == ["odd \ufffd\ufffd", report.origin]
    assert store.set_aside()[1].at == "2024-01-02"
    store.add(report, [])
    assert [one.code for one in store.set_aside()] == ["empty"]


def _two_accounts() -> tuple[Report, Report]:
    dated = make_report("Kim met Putin on 19 June 2024.", publisher="A", published="2024-06-22")
    undated = make_report("Putin met Kim on 19 June.", publisher="B", published=None)
    return dated, undated


def test_an_inferred_year_is_given_out_marked_and_leaves_the_claim_as_read(tmp_path: Path) -> None:
    dated, undated = _two_accounts()
    parties = {"actors": (actor("PRK"),), "recipients": (actor("RUS"),)}
    event = Event(type="CONSULT")
    first = make(dated, dated.text, time=on("2024-06-19"), event=event, **parties)
    second = make(undated, undated.text, time=days_of_no_year("XXXX-06-19"), event=event, **parties)
    with Store.open(tmp_path / "x.accord") as store:
        store.add(undated, [second])
        store.refresh()
        assert store.claims()[0].time == second.time
        store.add(dated, [first])
        store.refresh()
        known, inferred = store.claims()
        assert inferred.time is not None
        assert (inferred.time.start, inferred.time.basis) == ("2024-06-19", "inferred")
        assert known.matter is not None
        assert known.matter == inferred.matter
        assert len(store.timeline()) == 2
        assert len(store.claims(make_filter(since="2024-06", until="2024-06"))) == 2
        assert len(store.claims(make_filter(matter=known.matter))) == 2
        store.refresh()
    engine = create_engine(f"sqlite:///{tmp_path / 'x.accord'}")
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT json FROM claims WHERE report = :r"),
                                  {"r": undated.id}).scalar_one()  # fmt: skip
    engine.dispose()
    assert "XXXX-06-19" in kept
    assert "inferred" not in kept


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_reading_makes_no_difference(tmp_path: Path, seed: int) -> None:
    reports = [
        make_report(f"Lorry {n} came.", publisher=f"P{n}", published=f"2024-06-{n + 1:02}")
        for n in range(6)
    ]
    reports += _two_accounts()
    shuffled = reports[:]
    random.Random(seed).shuffle(shuffled)
    outcomes = []
    for number, order in enumerate((reports, shuffled)):
        with Store.open(tmp_path / f"{number}.accord") as store:
            for report in order:
                store.add(report, plain_claims(report))
                if number:
                    store.refresh()
            store.refresh()
            outcomes.append((list(store.claims()), list(store.matters()), list(store.actors())))
    assert outcomes[0] == outcomes[1]


_TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=200)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=_TEXTS, data=st.data())
def test_any_text_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    edges = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(edges, edges).map(sorted), max_size=4))
    blocks = (Block(start=0, end=len(text), role="body"),)
    report = Report(id=report_id(text, None, None), text=text, blocks=blocks)
    claims = [
        make_claim(report, start, end, kind="state")
        for start, end in spans
        if text[start:end].strip()
    ]
    with Store.open(tmp_path_factory.mktemp("any") / "x.accord") as store:
        store.add(report, claims)
        store.refresh()
        assert store.report(report.id).text == text
        found = list(store.claims())
        assert {claim.id for claim in found} == {claim.id for claim in claims}
        for claim in found:
            assert claim.quote == text[claim.start : claim.end]
        for hit in store.search(text[:40]):
            assert hit.text == text[hit.start : hit.end]
