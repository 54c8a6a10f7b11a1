"""Timeline and ledger: nothing stands there as having happened that was not said to have."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from accord.model import Claim, Event, Kind, Level, Polarity, Report, Stage
from accord.workspace import Store, make_filter
from workspace.factory import (
    actor,
    days_of_no_year,
    make,
    make_report,
    on,
    passing,
    sure,
)

FACTS = {"event", "state", "quantity"}


def _every(report: Report) -> list[Claim]:
    """A dated transfer for each kind, level and polarity, each on a line of its own."""
    return [
        make(
            report, f"Line {number}.", kind=kind, certainty=sure(level, polarity),
            event=Event(type="AID"), time=on("2024-06-01"),
            actors=(actor("PRK"),), transfer=passing("PRK", "RUS", "shells"),
        )
        for number, (kind, level, polarity) in enumerate(_combinations())
    ]  # fmt: skip


def _combinations() -> list[tuple[Kind, Level, Polarity]]:
    return list(product(get_args(Kind), get_args(Level), get_args(Polarity)))


def _happened(claim: Claim) -> bool:
    certainty = claim.certainty
    return (
        claim.kind in FACTS
        and certainty.polarity == "positive"
        and certainty.level in ("asserted", "probable", "alleged")
    )


def test_only_what_is_affirmed_happened(store: Store) -> None:
    report = make_report("\n".join(f"Line {n}." for n in range(len(_combinations()))))
    claims = _every(report)
    store.add(report, claims)
    wanted = {claim.id for claim in claims if _happened(claim)}
    assert {entry.claim.id for entry in store.timeline()} == wanted
    assert {entry.claim.id for entry in store.timeline(everything=True)} == {c.id for c in claims}
    for listing in (store.timeline(everything=True), store.transfers(everything=True)):
        for entry in listing:
            assert entry.happened == (entry.claim.id in wanted)
            assert (entry.mark is None) == entry.happened
    assert all(entry.happened for entry in store.timeline())
    assert {entry.claim.id for entry in store.transfers() if entry.happened} == wanted


def test_what_lies_after_its_report_is_expected(store: Store) -> None:
    report = make_report("A visit is set.\nA visit took place.", published="2024-06")
    future = make(report, "A visit is set.", event=Event(type="CONSULT"), time=on("2024-07-01"))
    past = make(report, "A visit took place.", event=Event(type="CONSULT"), time=on("2024-06-30"))
    store.add(report, [future, past])
    assert [entry.claim.id for entry in store.timeline()] == [past.id]
    marks = {entry.claim.id: entry.mark for entry in store.timeline(everything=True)}
    assert marks == {past.id: None, future.id: "expected"}


def test_a_report_without_a_date_makes_nothing_expected(store: Store) -> None:
    report = make_report("A visit took place.", published=None)
    store.add(report, [make(report, report.text, event=Event(type="CONSULT"), time=on("2031"))])
    assert [entry.happened for entry in store.timeline()] == [True]


@pytest.mark.parametrize(
    "missing", [{"time": None}, {"event": None}, {"time": days_of_no_year("XXXX-06-18")}]
)
def test_without_a_date_or_an_event_nothing_stands_in_the_timeline(
    store: Store, missing: dict[str, None]
) -> None:
    report = make_report("Something took place.")
    fields = {"event": Event(type="CONSULT"), "time": on("2024-06-01"), **missing}
    store.add(report, [make(report, report.text, **fields)])
    assert list(store.timeline(everything=True)) == []


def test_the_timeline_runs_by_time(store: Store) -> None:
    report = make_report("c.\nb.\na.\nd.")
    for_days = {"c.": "2024-03-01", "b.": "2024-02-01", "a.": "2024-01-01", "d.": "2024-04-01"}
    store.add(
        report,
        [
            make(report, line, event=Event(type="AID"), time=on(day))
            for line, day in for_days.items()
        ],
    )
    assert [entry.claim.quote for entry in store.timeline()] == ["a.", "b.", "c.", "d."]
    within = make_filter(since="2024-02", until="2024-03")
    assert [entry.claim.quote for entry in store.timeline(within)] == ["b.", "c."]


def test_the_ledger_keeps_stages_apart(store: Store) -> None:
    stages = get_args(Stage)
    report = make_report("\n".join(f"{stage} it." for stage in stages))
    store.add(
        report,
        [make(report, f"{s} it.", transfer=passing("RUS", "PRK", "sensors", s)) for s in stages],
    )
    passed = {"sent", "delivered", "received", "seized"}
    found = {entry.stage: entry for entry in store.transfers(everything=True)}
    assert set(found) == set(stages)
    for stage, entry in found.items():
        assert entry.happened == (stage in passed)
        assert entry.mark == (None if stage in passed else stage)
        assert (entry.supplier, entry.recipient, entry.item) == ("RUS", "PRK", "sensors")
    assert {entry.stage for entry in store.transfers()} == set(stages) - {"denied"}


def test_an_undated_transfer_stands_in_the_ledger_at_the_end(store: Store) -> None:
    report = make_report("Shells went.\nMore shells went.")
    store.add(report, [
        make(report, "Shells went.", transfer=passing("PRK", "RUS", "shells")),
        make(report, "More shells went.", time=on("2024-01-01"),
             transfer=passing("PRK", "RUS", "shells")),
    ])  # fmt: skip
    assert [entry.claim.quote for entry in store.transfers()] == [
        "More shells went.",
        "Shells went.",
    ]
