"""Filters: one meaning for API, command line and brief."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from accord.workspace import Store, make_filter
from accord.workspace.dates import bounds
from accord.workspace.errors import FilterError
from workspace.factory import actor, make, make_report, on, passing, said_by, sure

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "filters.yaml").read_text())

LINES = {
    "shells": "Shells went to Belmark by rail.",
    "visit": "The leader came to Belmark.",
    "denial": "No aeroplane was handed over.",
    "wish": "Belmark would like sensors.",
    "forecast": "The pact may last a decade.",
    "talk": "The two sides talked.",
}


@pytest.fixture
def filled(store: Store) -> Store:
    """Two reports with six claims that differ in every field that can be filtered by."""
    first = make_report(
        "\n".join([LINES["shells"], LINES["visit"], LINES["denial"]]), published="2024-06-22"
    )
    second = make_report(
        "\n".join([LINES["wish"], LINES["forecast"], LINES["talk"]]),
        publisher="Harbour  Post", published=None,
    )  # fmt: skip
    store.add(first, [
        make(first, LINES["shells"], kind="quantity", certainty=sure("alleged"),
             voice=(said_by("its defence minister", "kor-defence-minister@KOR"),),
             actors=(actor("PRK"),), recipients=(actor("RUS"),), event=_event("AID"),
             time=on("2023-09-01", "2024-06-14"), transfer=passing("PRK", "RUS", "shells")),
        make(first, LINES["visit"], actors=(actor("kim-jong-un@PRK"),), event=_event("CONSULT"),
             recipients=(actor("CHN"),), time=on("2024-06-19")),
        make(first, LINES["denial"], certainty=sure(polarity="negative"),
             voice=(said_by("Officials in Seoul"),), actors=(actor("RUS"),),
             event=_event("AID"), transfer=passing("RUS", "PRK", "jets", "denied")),
    ])  # fmt: skip
    store.add(second, [
        make(second, LINES["wish"], kind="state", actors=(actor("PRK"),),
             transfer=passing("RUS", "PRK", "sensors", "wanted", "technology")),
        make(second, LINES["forecast"], kind="forecast", certainty=sure("possible"),
             time=on("2030-01-01", "2039-12-31", "decade")),
        make(second, LINES["talk"], actors=(actor("PRK"), actor("RUS")), event=_event("CONSULT"),
             time=on("2019-04-01", "2019-04-30", "month")),
    ])  # fmt: skip
    return store


def _event(code: str) -> Any:
    from accord.model import Event

    return Event(type=code)


@pytest.mark.parametrize("case", CASES["claims"], ids=lambda case: case["name"])
def test_claims_are_narrowed(filled: Store, case: dict[str, Any]) -> None:
    found = filled.claims(make_filter(**case["filter"]))
    names = {text: name for name, text in LINES.items()}
    assert sorted(names[claim.quote] for claim in found) == sorted(case["found"])
    assert len(found) == len(case["found"])
    assert bool(found) == bool(case["found"])


def test_an_id_or_its_beginning_names_a_report(filled: Store) -> None:
    one = filled.reports()[0].id
    for report in (one, one[:10]):
        assert len(filled.claims(make_filter(report=report))) == 3
        assert [line.id for line in filled.reports(make_filter(report=report))] == [one]
    assert len(filled.claims(make_filter(report=[line.id for line in filled.reports()]))) == 6
    assert len(filled.claims(make_filter(report="r_%"))) == 0


@pytest.mark.parametrize("case", CASES["refused"], ids=str)
def test_an_unknown_value_is_an_error_that_says_what_to_use(case: dict[str, Any]) -> None:
    with pytest.raises(FilterError) as caught:
        make_filter(**case)
    assert caught.value.advice


def test_an_unknown_filter_is_an_error() -> None:
    with pytest.raises(TypeError, match="colour"):
        make_filter(colour="red")


@pytest.mark.parametrize(("written", "first", "last"), CASES["dates"])
def test_dates_stand_for_all_their_days(written: str, first: str, last: str) -> None:
    assert bounds(written) == (first, last)


def test_actors_are_counted_by_what_they_do(filled: Store) -> None:
    found = {line.id: line for line in filled.actors()}
    russia = found["RUS"]
    assert (russia.claims, russia.as_actor, russia.as_recipient, russia.reports) == (3, 2, 1, 2)
    assert found["kor-defence-minister"].as_claimant == 1
    assert [line.claims for line in filled.actors()] == sorted(
        (line.claims for line in filled.actors()), reverse=True
    )
    assert {line.id for line in filled.actors(make_filter(event="CONSULT"))} == {
        "kim-jong-un", "CHN", "PRK", "RUS",
    }  # fmt: skip
