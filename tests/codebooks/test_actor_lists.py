"""The compact lists of actors: lines into records, and the long lists' look-ups."""

from __future__ import annotations

import pytest

from accord.codebooks.actors import actors
from accord.codebooks.actors.bodies import Bodies, BodyKind, with_bodies
from accord.codebooks.actors.governments import Figures, Governments, merge
from accord.codebooks.actors.listed import listed, towns
from accord.codebooks.actors.records import Office, Person, Term
from accord.codebooks.load import CodebookError
from accord.codebooks.meta import Meta, Source
from accord.codebooks.names import fold, slug

META = Meta(title="t", as_of="2026", sources=(Source(id="s", title="s"),))
NOBODY = Figures(meta=META, source="s", figures={})


def governments(line: str, kind: str = "president") -> Governments:
    return Governments(meta=META, source="s", governments={"MNG": {kind: line}})


def test_a_line_tells_names_family_gender_and_terms() -> None:
    line = "*Bat Oyun = Oyun Bat f 2001-02..2003; Saran~ 2003.."
    people, offices = merge((), (), governments(line), NOBODY)
    assert people["bat-oyun"] == Person(
        id="bat-oyun", name="Bat Oyun", country="MNG", family="Bat", gender="female",
        aliases=("Oyun Bat",),
    )  # fmt: skip
    assert people["saran"].family is None
    office = offices["mng-president"]
    assert office.rules
    assert office.holders[0] == Term(person="bat-oyun", since="2001-02", to="2003")
    assert office.holders[1].to is None


def test_what_is_known_already_stays() -> None:
    known = Person(id="oyun", name="Oyun Bat", country="MNG", family="Oyun")
    office = Office(
        id="mng-president", kind="president", title="President", confidence="high", sources=("s",),
        holders=(Term(person="oyun", since="2001-02-03", to="2003-01-01"),), country="MNG",
    )  # fmt: skip
    people, offices = merge(
        (known,), (office,), governments("Bat Oyun = Oyun Bat f 2001..2003"), NOBODY
    )
    assert list(people) == ["oyun"]
    assert people["oyun"].aliases == ("Bat Oyun",)
    assert offices["mng-president"].holders == office.holders


@pytest.mark.parametrize("line", ["", "; ", "A 2001..2002;"])
def test_a_slip_in_a_line_is_an_error_that_names_the_place(line: str) -> None:
    with pytest.raises(CodebookError, match="MNG president"):
        merge((), (), governments(line), NOBODY)


def test_figures_have_a_sector_and_no_office() -> None:
    figures = Figures(meta=META, source="s", figures={"FJI": {"OPP": "Ana Sovu f"}})
    people, offices = merge((), (), governments("A B 2001.."), figures)
    assert people["ana-sovu"].sector == "OPP"
    assert all(t.person != "ana-sovu" for o in offices.values() for t in o.holders)


def test_bodies_have_strong_and_weak_names() -> None:
    kind = BodyKind(kind="party", sector="PTY", of={"FJI": "Reef Party = ?RP", "-": "Reef League"})
    found = with_bodies((), Bodies(meta=META, source="s", bodies=(kind,)))
    assert found["reef-party"].weak == ("RP",)
    assert found["reef-party"].country == "FJI"
    assert found["reef-league"].country is None


def test_every_body_and_person_has_a_known_state() -> None:
    book = actors()
    assert not [
        o.id for o in book.organisations.values() if o.country and o.country not in book.states
    ]
    assert not [p.id for p in book.people.values() if p.country and p.country not in book.states]


def test_an_official_of_the_lists_governs_in_his_terms() -> None:
    (found,) = listed().official(["jorge", "humberto", "botero"])
    assert found.country == "COL"
    assert found.governs("2004-05-01") and found.governs("2004") and not found.governs("2013-01-01")
    assert [found.sector(date) for date in (None, "2013-01-01", "1990")] == ["GOV", "ELI", None]
    assert listed().official(["nobody", "here"]) == ()


def test_towns_are_found_without_accents() -> None:
    assert towns()["puerto penasco"] == ("MEX", "Puerto Peñasco")


@pytest.mark.parametrize(
    ("name", "folded", "made"),
    [("Þórdís Öz", "thordis oz", "thordis-oz"), ("Łódź", "lodz", "lodz"), ("Ίμια", "ιμια", "")],
)
def test_names_fold(name: str, folded: str, made: str) -> None:
    assert fold(name) == folded
    assert slug(name) == made
