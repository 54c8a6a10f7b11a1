"""Claims summed over pairs of states."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from accord.model import ActorRef, Certainty, Claim, Event, Report, Time, Transfer, make_claim
from accord.relations import relations

REPORT = Report(id="r_1", text="A did something to B. " * 20, blocks=())
OTHER = Report(id="r_2", text="A did something to B. " * 20, blocks=())


def state(code: str) -> ActorRef:
    return ActorRef(id=code, name=code, country=code, sector="GOV")


def claim(who: str, whom: str, kind: str, at: int = 0, **more: Any) -> Claim:
    on = more.pop("on", REPORT)
    return make_claim(
        on, at * 22, at * 22 + 21, kind=more.pop("claim_kind", "event"),
        event=Event(type=kind), actors=tuple(state(c) for c in who.split()),
        recipients=tuple(state(c) for c in whom.split()), **more,
    )  # fmt: skip


def when(day: str) -> Time:
    return Time(start=day, end=day, text="A", value=day, precision="day", basis="stated")


def test_quads_are_counted_by_direction_and_by_pair() -> None:
    claims = [
        claim("AAA", "BBB", "AID", 0, time=when("2024-01-02")),
        claim("AAA", "BBB", "AID", 1, on=OTHER, time=when("2024-03-04")),
        claim("BBB", "AAA", "THREATEN", 2),
        claim("AAA", "CCC", "SANCTION", 3),
    ]
    first, second = relations(claims)
    assert first.pair == ("AAA", "BBB") and second.pair == ("AAA", "CCC")
    assert [first.count(quad) for quad in (1, 2, 3, 4)] == [0, 2, 1, 0]
    assert [(t.source, t.target, t.quad, len(t.claims)) for t in first.ties] == [
        ("AAA", "BBB", 2, 2), ("BBB", "AAA", 3, 1),
    ]  # fmt: skip
    assert first.latest == "2024-03-04" and second.latest is None
    assert first.reports == ("r_1", "r_2") and len(first.claims) == 3
    assert second.count(4) == 1


def test_the_latest_date_is_no_finer_than_the_words() -> None:
    year = Time(start="2024-01-01", end="2024-12-31", text="A", value="2024", precision="year",
                basis="stated")  # fmt: skip
    month = Time(start="2023-05-01", end=None, text="A", value="2023-05", precision="interval",
                 basis="relative")  # fmt: skip
    first, second = relations([
        claim("AAA", "BBB", "AID", 0, time=year), claim("AAA", "CCC", "AID", 1, time=month),
    ])  # fmt: skip
    assert (first.latest, second.latest) == ("2024", "2023-05")


def test_mutual_events_join_every_pair_of_actors_without_direction() -> None:
    (found,) = relations([claim("BBB AAA", "", "CONSULT")])
    (tie,) = found.ties
    assert (tie.source, tie.target, tie.mutual, tie.quad) == ("AAA", "BBB", True, 1)
    assert len(relations([claim("AAA BBB CCC", "", "CONSULT")])) == 3


def test_only_what_is_said_to_have_happened_counts() -> None:
    wished = Transfer(supplier="AAA", recipient="BBB", item="x", category=None, stage="wanted")
    claims = [
        claim("AAA", "BBB", "AID", 0, certainty=Certainty(polarity="negative")),
        claim("AAA", "BBB", "AID", 1, certainty=Certainty(polarity="unknown")),
        claim("AAA", "BBB", "AID", 2, certainty=Certainty(level="hypothetical")),
        claim("AAA", "BBB", "AID", 3, claim_kind="forecast"),
        claim("AAA", "BBB", "AID", 4, transfer=wished),
        claim("AAA", "BBB", "NO_SUCH_TYPE", 5),
        claim("AAA", "AAA", "AID", 6),
    ]
    assert relations(claims) == []
    assert len(relations([claim("AAA", "BBB", "AID", certainty=Certainty(level="alleged"))])) == 1


def test_an_actor_without_a_country_is_left_out() -> None:
    body = ActorRef(id="council", name="Council", sector="IGO")
    lone = make_claim(
        REPORT, 0, 21, kind="event", event=Event(type="ACCUSE"),
        actors=(state("AAA"), state("BBB")), recipients=(body,),
    )  # fmt: skip
    assert relations([lone]) == []


CODES = st.sampled_from(["AAA", "BBB", "CCC"])
TYPES = st.sampled_from(["AID", "CONSULT", "THREATEN", "ASSAULT"])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(CODES, CODES, TYPES, st.integers(0, 19)), max_size=12), st.randoms())
def test_order_and_repetition_do_not_matter(rows: list[Any], random: Any) -> None:
    claims = [claim(who, whom, kind, at) for who, whom, kind, at in rows]
    mixed = claims + claims[:3]
    random.shuffle(mixed)
    found = relations(claims)
    assert relations(mixed) == found
    ids = {c.id for c in claims if c.actors[0].id != c.recipients[0].id}
    assert {claim for relation in found for claim in relation.claims} == ids
