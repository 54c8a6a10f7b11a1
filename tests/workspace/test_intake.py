"""Taking documents in: each once, the rest goes on, nothing loaded for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from accord.model import ReadBy, Report, SetAside
from accord.workspace import Store
from accord.workspace.intake import Extractor, Intake, ReadStep
from workspace.factory import PlainExtractor, make_report


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite."""
    with Store.open(tmp_path / "x.accord") as store:
        yield store


def _refuse() -> Extractor:
    raise AssertionError("the reader of claims was loaded for nothing")


def _reports(number: int) -> list[Report]:
    return [make_report(f"Lorry {n} came.", origin=f"{n}.txt") for n in range(number)]


def test_what_is_new_is_read_and_what_is_known_left(plain: Store) -> None:
    first = Intake(plain, PlainExtractor).run(_reports(2))
    second = Intake(plain, PlainExtractor).run(_reports(3))
    ids = [report.id for report in _reports(3)]
    assert (first.read, first.known, first.claims) == (tuple(ids[:2]), (), 2)
    assert (second.read, second.known, second.claims) == ((ids[2],), tuple(ids[:2]), 1)
    assert all(claim.matter for claim in plain.claims())


def test_nothing_new_loads_nothing(plain: Store) -> None:
    Intake(plain, PlainExtractor).run(_reports(2))
    aside = SetAside(origin="bad.pdf", code="broken", reason="Bad.")
    summary = Intake(plain, _refuse).run([*_reports(2), aside])
    assert len(summary.known) == 2
    assert summary.set_aside == (aside,)
    assert not Intake(plain, _refuse).run([]).anything


def test_the_same_report_twice_in_one_run_is_known_the_second_time(plain: Store) -> None:
    extractor = PlainExtractor()
    summary = Intake(plain, lambda: extractor).run([*_reports(2), *_reports(2)])
    assert (len(summary.read), len(summary.known)) == (2, 2)
    assert len(extractor.seen) == 2


def test_a_report_that_breaks_the_reading_is_set_aside_and_the_rest_go_on(plain: Store) -> None:
    reports = _reports(4)
    reports.insert(0, make_report("BREAK at once.", origin="first.txt"))
    reports.insert(3, make_report("BREAK later.", origin="later.txt"))
    summary = Intake(plain, PlainExtractor).run(reports)
    assert len(summary.read) == 4
    assert [one.origin for one in summary.set_aside] == ["first.txt", "later.txt"]
    assert {one.code for one in summary.set_aside} == {"claims_failed"}
    assert [one.origin for one in plain.set_aside()] == ["first.txt", "later.txt"]


class _Ahead(PlainExtractor):
    """Takes three reports at a time before it gives the first back."""

    def extract_many(self, reports):  # type: ignore[no-untyped-def]
        waiting = iter(reports)
        while batch := [report for _, report in zip(range(3), waiting)]:  # noqa: B905
            yield from super().extract_many(batch)


def test_reports_taken_ahead_are_not_lost_when_one_breaks(plain: Store) -> None:
    reports = [*_reports(2), make_report("BREAK it."), *_reports(5)[2:]]
    summary = Intake(plain, _Ahead).run(reports)
    assert len(summary.read) == 5
    assert len(summary.set_aside) == 1


def test_text_that_cannot_be_kept_is_set_aside(plain: Store) -> None:
    summary = Intake(plain, PlainExtractor).run([make_report("Odd \x00 text."), *_reports(1)])
    assert [one.code for one in summary.set_aside] == ["broken"]
    assert len(summary.read) == 1


def test_trouble_in_finding_documents_is_no_reports_fault(plain: Store) -> None:
    def documents() -> Iterator[Report]:
        yield from _reports(2)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk is gone"):
        Intake(plain, PlainExtractor).run(documents())
    assert len(plain.reports()) == 2
    assert len(plain.set_aside()) == 0
    assert Intake(plain, _refuse).run(_reports(2)).anything
    assert all(claim.matter for claim in plain.claims())


def test_trouble_in_the_progress_report_is_raised(plain: Store) -> None:
    def progress(_step: ReadStep) -> None:
        raise RuntimeError("no terminal")

    with pytest.raises(RuntimeError, match="no terminal"):
        Intake(plain, PlainExtractor, progress=progress).run(_reports(2))
    assert len(plain.set_aside()) == 0


def test_an_interrupt_is_passed_on_and_leaves_whole_reports(plain: Store) -> None:
    def progress(step: ReadStep) -> None:
        if step.count == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Intake(plain, PlainExtractor, progress=progress).run(_reports(5))
    assert [line.claims for line in plain.reports()] == [1, 1]
    assert len(Intake(plain, PlainExtractor).run(_reports(5)).read) == 3


def test_again_renews_the_claims_of_known_reports(plain: Store) -> None:
    class Newer(PlainExtractor):
        def extract_many(self, reports):  # type: ignore[no-untyped-def]
            for report, _ in super().extract_many(reports):
                yield report, []

    Intake(plain, PlainExtractor).run(_reports(2))
    assert plain.read_by(_reports(1)[0].id) == ReadBy(accord="0.1.0", models="test.v1")
    assert Intake(plain, Newer).run(_reports(2)).known
    summary = Intake(plain, Newer, again=True).run(_reports(3))
    assert (len(summary.renewed), len(summary.read), summary.claims) == (2, 1, 0)
    assert len(plain.claims()) == 0
    assert len(plain.matters()) == 0


def test_progress_hears_of_every_document(plain: Store) -> None:
    steps: list[ReadStep] = []
    aside = SetAside(origin="bad.pdf", code="broken", reason="Bad.")
    Intake(plain, PlainExtractor).run(_reports(1))
    Intake(plain, PlainExtractor, progress=steps.append).run([*_reports(2), aside])
    assert [(step.outcome, step.origin, step.count) for step in steps] == [
        ("known", "0.txt", 1),
        ("read", "1.txt", 2),
        ("set aside", "bad.pdf", 3),
    ]
