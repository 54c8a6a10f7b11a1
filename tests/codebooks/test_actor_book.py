"""The actor codebook: states, offices by date, people."""

from __future__ import annotations

import pycountry
import pytest

from accord.codebooks.actors import ActorBook, Term, actors

BOOK: ActorBook = actors()


def test_every_state_of_the_iso_list_that_has_a_government_is_there() -> None:
    members = {state.id for state in BOOK.states.values() if state.kind == "state"}
    assert len(members) >= 193
    assert {"PRK", "KOR", "RUS", "USA", "CHN", "JPN", "UKR", "TUV", "SSD"} <= members
    assert members <= {country.alpha_3 for country in pycountry.countries}


def test_every_state_has_a_capital_and_a_word_for_its_people() -> None:
    for state in BOOK.states.values():
        if state.kind == "state" and state.id != "VAT":
            assert state.capitals, state.id
            named = state.adjectives or state.demonyms
            assert named or state.id in {"DMA", "COG"}, state.id


@pytest.mark.parametrize(
    ("country", "kind", "date", "holder"),
    [
        ("KOR", "defence-minister", "2024-06-22", "shin-won-sik"),
        ("KOR", "defence-minister", "2024-01", "shin-won-sik"),
        ("KOR", "defence-minister", "2024", None),
        ("KOR", "president", "2024-12-20", "choi-sang-mok"),
        ("JPN", "prime-minister", "2024-06-22", "fumio-kishida"),
        ("USA", "president", "2025-01-20", "donald-trump"),
        ("RUS", "president", "2000-02-09", "vladimir-putin"),
        ("CHN", "defence-minister", "2023-11-15", None),
        ("RUS", "president", None, None),
    ],
)
def test_an_office_has_its_holder_on_a_date(
    country: str, kind: str, date: str | None, holder: str | None
) -> None:
    office = BOOK.office(country, kind)
    assert office is not None
    found = BOOK.holder(office, date)
    if country == "KOR" and kind == "president":
        # Three acting presidents followed one another; the book must name one of them.
        assert found is not None and found.id in {"choi-sang-mok", "han-duck-soo"}
    else:
        assert (found.id if found else None) == holder


def test_terms_of_one_office_follow_one_another() -> None:
    for office in BOOK.offices.values():
        for term in office.holders:
            assert term.to is None or term.since[: len(term.to)] <= term.to, (office.id, term)
        role = BOOK.roles.get(office.kind)
        if role is None or role.kind != "office":
            continue  # Ministers, lawmakers and members of a presidency hold theirs together.
        open_ended = [term for term in office.holders if term.to is None]
        assert len(open_ended) <= 1, office.id


@pytest.mark.parametrize(
    ("date", "covered"),
    [("2020-05-01", True), ("2020-04-30", False), ("2021-06", True), ("2021-07", False),
     ("2020", True), ("2019", False), ("2021", True), ("2022", False)],
)  # fmt: skip
def test_a_term_includes_its_limits_at_any_precision(date: str, covered: bool) -> None:
    term = Term(person="x", since="2020-05-01", to="2021-06-30")
    assert term.covers(date) is covered


def test_who_leads_a_state_is_settled_for_each() -> None:
    assert BOOK.ruling["PRK"].id == "prk-supreme-leader"
    assert BOOK.ruling["JPN"].id == "jpn-prime-minister"
    rulers = [office.country for office in BOOK.offices.values() if office.rules and office.country]
    assert len(rulers) == len(set(rulers))


def test_metonyms_know_their_dates() -> None:
    houses = [m for state, m in BOOK.iter_metonyms() if m.term == "the Blue House"]
    assert len(houses) == 2
    assert all(m.means == "presidency" for m in houses)


def test_organisations_of_the_reporting_are_there() -> None:
    for slug in ("un-security-council", "kcna", "nato", "stimson-center", "kookmin-university"):
        assert slug in BOOK.organisations
