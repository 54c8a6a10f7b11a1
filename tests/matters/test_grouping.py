"""Which claims meet in one matter, and what holds for any set of claims."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from matters_factory import claim, report

from accord.matters import group
from accord.model import Claim


def _together(*claims: Claim) -> list[list[int]]:
    """Which of `claims` (by place) are in one matter."""
    places = {one.id: at for at, one in enumerate(claims)}
    return sorted(sorted(places[member] for member in matter.claims) for matter in group(claims))


ARMS: dict[str, Any] = {"supplier": "PRK", "recipient": "RUS", "goods": "arms"}


def test_running_totals_of_one_flow_meet_whatever_the_claimant() -> None:
    claims = [
        claim(**ARMS, quantities=["exact 11000 container"], time="2023-09-01/2024-06-22", by="USA"),
        claim(**ARMS, quantities=["about 6700 container"], time="2023-08-01/2024-02-26", by="KOR"),
        claim(**ARMS, quantities=["at_least 10000 container"]),
    ]
    assert _together(*claims) == [[0, 1, 2]]


def test_opposite_directions_goods_and_wishes_stay_apart() -> None:
    when = {"time": "2023-09-01/2024-06-22", "total": True}
    claims = [
        claim(**ARMS, **when, quantities=["exact 11000 container"]),
        claim(
            **{**ARMS, "supplier": "RUS", "recipient": "PRK"}, **when,
            quantities=["at_least 9000 container"],
        ),
        claim(**ARMS, **when, quantities=["up_to 5000000 round"]),
        claim(**ARMS, **when, quantities=["exact 3000000 shell"]),
        claim(**ARMS, **when, quantities=["exact 3000000 shell"], stage="wanted"),
        claim(**ARMS, **when, quantities=["exact 3000000 shell"], level="hypothetical"),
    ]  # fmt: skip
    assert _together(*claims) == [[0], [1], [2, 3], [4], [5]]


def test_a_denial_meets_what_it_denies() -> None:
    when = {"time": "2023-09-01/2024-06-22"}
    assert _together(claim(**ARMS, **when), claim(**ARMS, **when, polarity="negative")) == [[0, 1]]


def test_two_cars_are_two_matters_and_a_vague_date_joins_the_only_one_it_fits() -> None:
    car = {"supplier": "RUS", "recipient": "PRK", "quantities": ["exact 1 limousine"]}
    claims = [
        claim(**car, time="2024-02-18"),
        claim(**car, time="2024-06-19"),
        claim(**car, time="2024-06-18/2024-06-19"),
        claim(**car, time="2024-02-01/2024-02-29"),
        claim(**car, time="2024-01-01/2024-06-22"),
    ]
    assert _together(*claims) == [[0, 3], [1, 2], [4]]


def test_a_visit_meets_across_who_is_named_first_and_a_day_between() -> None:
    claims = [
        claim(type="CONSULT", actors=["putin@RUS"], recipients=["PRK"], time="2024-06-18"),
        claim(type="CONSULT", actors=["PRK", "RUS"], time="2024-06-19"),
        claim(type="CONSULT", actors=["PRK", "RUS"], time="2000-07-19"),
    ]
    assert _together(*claims) == [[0, 1], [2]]


def test_undated_events_stay_by_themselves() -> None:
    both: dict[str, Any] = {"type": "AGREE", "actors": ["RUS"], "recipients": ["PRK"]}
    claims = [
        claim(**both, quote="a bridge"),
        claim(**both, quote="a visit"),
        claim(**both, time="2024-06-19"),
        claim(**both, time="XXXX-06-19"),
    ]
    assert _together(*claims) == [[0], [1], [2], [3]]


def test_commitments_meet_by_instrument() -> None:
    claims = [
        claim(kind="commitment", actors=["RUS"], instruments=["TR-RUS-PRK-2024"]),
        claim(kind="commitment", actors=["PRK"], instruments=["TR-RUS-PRK-2024"]),
        claim(kind="commitment", actors=["PRK"], instruments=["TR-SUN-PRK-1961"]),
        claim(kind="state", instruments=["TR-SUN-PRK-1961"]),
    ]
    assert _together(*claims) == [[0, 1], [2], [3]]


def test_claims_about_nothing_comparable_stay_by_themselves() -> None:
    assert _together(claim(kind="state"), claim(kind="state", quote="more words")) == [[0], [1]]


def test_an_open_total_ends_with_its_report() -> None:
    early, late = report("early", "2023-10-13"), report("late", "2025-01-05")
    claims = [
        claim(**ARMS, time="2023-09-07/", report=early.id),
        claim(**ARMS, time="2024-12-01/", report=late.id),
    ]
    assert len(group(claims, [early, late])) == 2
    assert len(group(claims)) == 1


def test_a_total_without_a_time_is_named_by_its_report() -> None:
    told = report("told", "2024-06-22")
    [matter] = group([claim(**ARMS, total=True, report=told.id)], [told])
    assert matter.label.when == "until 2024-06-22"


def test_an_id_stays_when_a_report_adds_a_claim() -> None:
    first = claim(**ARMS, quantities=["exact 11000 container"], time="2023-09-01/2024-06-22")
    more = claim(**ARMS, quantities=["about 28000 container"], time="2023-08-01/2025-07-13")
    [before], [after] = group([first]), group([first, more])
    assert before.id == after.id
    assert set(after.claims) == {first.id, more.id}


WINDOWS = st.tuples(st.integers(1, 28), st.integers(0, 40)).map(
    lambda at: f"2024-{1 + at[0] % 12:02}-{at[0]:02}/2025-01-{1 + at[1] % 28:02}"
)
DAYS = st.tuples(st.integers(1, 2), st.integers(1, 28)).map(
    lambda at: f"2024-{at[0]:02}-{at[1]:02}"
)
CLAIMS = st.fixed_dictionaries(
    {"quote": st.text("abc", min_size=1, max_size=5)},
    optional={
        "supplier": st.sampled_from(["PRK", "RUS"]),
        "recipient": st.sampled_from(["PRK", "RUS"]),
        "kind": st.sampled_from(["event", "state", "forecast", "commitment"]),
        "type": st.sampled_from(["CONSULT", "THREATEN"]),
        "actors": st.lists(st.sampled_from(["RUS", "PRK", "kim@PRK"]), max_size=2),
        "time": st.one_of(WINDOWS, DAYS),
        "total": st.booleans(),
        "quantities": st.lists(st.just("exact 100 container"), max_size=1),
        "instruments": st.lists(st.sampled_from(["A", "B"]), max_size=2),
    },
).map(lambda short: claim(**short))


@given(st.lists(CLAIMS, max_size=25), st.randoms(use_true_random=False))
def test_every_claim_is_in_one_matter_whatever_the_order(claims: list[Claim], random: Any) -> None:
    matters = group(claims)
    members = [member for matter in matters for member in matter.claims]
    assert sorted(members) == sorted({one.id for one in claims})
    assert len({matter.id for matter in matters}) == len(matters)
    assert group(random.sample(claims, len(claims))) == matters
