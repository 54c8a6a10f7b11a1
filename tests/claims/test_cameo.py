from __future__ import annotations

import pytest

from accord.claims.cameo import actor_code, cameo_book, event_code, inner_code
from accord.codebooks.plover import plover
from accord.model import ActorRef, Event


def test_the_table_names_only_what_plover_has() -> None:
    book = plover()
    contexts = {entry.id for entry in book.contexts}
    for code, (type_id, mode, named) in cameo_book().codes.items():
        kind = book.type(type_id)
        assert kind is not None, code
        assert mode is None or kind.mode(mode) is not None, code
        assert set(named) <= contexts, code
        assert not code.startswith(("01", "02"))


def test_derived_codes_are_in_the_table() -> None:
    book = cameo_book()
    for code in (*book.derived.values(), *book.inner.values()):
        assert code in book.codes, code


def test_every_type_and_mode_has_a_code() -> None:
    for kind in plover().types:
        assert event_code(Event(type=kind.id)) is not None
        for mode in kind.modes:
            assert event_code(Event(type=kind.id, mode=mode.id)) is not None


@pytest.mark.parametrize(
    ("event", "hint", "code"),
    [
        (Event(type="AID"), "070", "070"),
        (Event(type="AID", contexts=("military",)), "070", "072"),
        (Event(type="AGREE", contexts=("economic",)), "033", "0331"),
        (Event(type="ASSAULT", mode="heavy-weapons", contexts=("military",)), None, "194"),
        (Event(type="NOTHING"), None, None),
    ],
)
def test_contexts_make_a_code_finer(event: Event, hint: str | None, code: str | None) -> None:
    assert event_code(event, hint) == code


def test_a_demand_for_release_has_its_own_code() -> None:
    assert inner_code("REQUEST", "RETREAT", "release") == "1053"
    assert inner_code("REQUEST", "CONSULT") == "106"
    assert inner_code("CONSULT", "REQUEST") is None


@pytest.mark.parametrize(
    ("ref", "words", "code"),
    [
        (ActorRef(id="PER", name="Peru", country="PER", sector="GOV"), "Peru", "PER"),
        (ActorRef(id="PER", name="Peru", country="PER"), "the Peruvian government", "PERGOV"),
        (ActorRef(id="per-army", name="the army", country="PER", sector="MIL"), "", "PERMIL"),
        (ActorRef(id="un", name="UN", sector="UNO"), "the UN", "IGOUNO"),
        (ActorRef(id="somebody", name="somebody"), "somebody", "---"),
    ],
)
def test_actors_are_country_and_sector(ref: ActorRef, words: str, code: str) -> None:
    assert actor_code(ref, words) == code
