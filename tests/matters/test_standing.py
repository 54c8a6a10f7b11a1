"""How two claims stand to each other: cases, and what holds for any two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from matters_factory import claim, quantity

from accord.matters import Figure, contests, figure, standing

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "standings.yaml").read_text(encoding="utf-8")
)


def _pair(case: dict[str, Any]) -> tuple[Any, Any]:
    a = claim(**{"report": "r_a", **case["both"], **case["a"]})
    b = claim(**{"report": "r_b", **case["both"], **case["b"]})
    return a, b


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    a, b = _pair(case)
    found = standing(a, b)
    assert (found.relation, list(found.how)) == (case["relation"], case.get("how", [])), found.why
    if "newer" in case:
        assert found.first == {"a": a.id, "b": b.id}[case["newer"]]
    assert found.why


SHORT_CLAIMS = st.fixed_dictionaries(
    {"supplier": st.sampled_from(["PRK", "RUS"]), "recipient": st.sampled_from(["PRK", "RUS"])},
    optional={
        "time": st.sampled_from(
            ["2024-06-18", "2024-06-19", "2023-09-01/2024-06-22", "2023-09-01/", "XXXX-06-18"]
        ),
        "stage": st.sampled_from(["wanted", "promised", "delivered", "denied"]),
        "polarity": st.sampled_from(["positive", "negative", "unknown"]),
        "level": st.sampled_from(["asserted", "alleged", "hypothetical"]),
        "total": st.booleans(),
        "report": st.sampled_from(["r_a", "r_b"]),
        "quantities": st.lists(
            st.builds(
                "{} {} {}".format,
                st.sampled_from(["exact", "at_least", "up_to", "about"]),
                st.integers(0, 10**7),
                st.sampled_from(["round", "shell", "container"]),
            ),
            max_size=2,
        ),
    },
).map(lambda short: claim(**{"goods": "arms", **short}))


@given(SHORT_CLAIMS, SHORT_CLAIMS)
def test_order_does_not_matter(a: Any, b: Any) -> None:
    assert standing(a, b) == standing(b, a)


@given(SHORT_CLAIMS)
def test_no_claim_differs_from_itself(a: Any) -> None:
    assert standing(a, a).relation in ("agrees", "unrelated")


@given(st.lists(SHORT_CLAIMS, max_size=6), st.randoms(use_true_random=False))
def test_contests_do_not_depend_on_order(claims: list[Any], random: Any) -> None:
    shuffled = random.sample(claims, len(claims))
    assert list(contests(claims)) == list(contests(shuffled))


@pytest.mark.parametrize(
    ("late", "relation"),
    [("at_least 10000 container", "updates"), ("exact 500 container", "differs")],
)
def test_an_undated_figure_is_known_by_the_date_of_its_report(late: str, relation: str) -> None:
    both = {"supplier": "PRK", "recipient": "RUS", "goods": "arms"}
    a = claim(**both, quantities=["about 2000 container"], report="r_a", time="2023-08-01/")
    b = claim(**both, quantities=[late], report="r_b")
    found = standing(a, b, as_of={"r_a": "2023-11-02", "r_b": "2024-06-20"})
    assert found.relation == relation
    assert standing(a, b).relation == "differs"
    if relation == "updates":
        assert (found.first, found.second) == (b.id, a.id)


def test_one_claimant_in_one_report_contests_nothing() -> None:
    both = {"supplier": "PRK", "recipient": "RUS", "goods": "arms", "by": "KOR", "report": "r_a"}
    a = claim(**both, quantities=["exact 1000 container"])
    b = claim(**both, quantities=["exact 5000 container"])
    assert standing(a, b).relation == "differs"
    assert not list(contests([a, b]))


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("at_least 9000 container", 9000, float("inf")),
        ("up_to 5000000 round", 0, 5_000_000),
        ("about 1000 round", 900, 1100),
        ("exact 11000 container", 10_500, 11_500),
        ("exact 10000 container", 9_500, 10_500),
        ("exact 15809 container", 15_809, 15_809),
        ("exact 90 car", 90, 90),
        ("range 25000-30000 troop", 25_000, 30_000),
    ],
)
def test_figure(words: str, low: float, high: float) -> None:
    found = figure(quantity(words))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high))


@given(st.integers(0, 10**9), st.sampled_from(["exact", "about", "at_least", "up_to"]))
def test_a_figure_allows_its_own_number(number: int, bound: str) -> None:
    found = figure(quantity(f"{bound} {number} round"))
    assert found is not None
    assert found.meets(Figure(number, number))
