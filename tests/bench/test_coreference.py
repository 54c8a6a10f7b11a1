"""The partition scores, against figures worked out by hand from their definitions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.bench.coreference import (
    SCORES,
    Clusters,
    all_scores,
    b_cubed,
    ceaf_e,
    conll,
    lea,
    muc,
)


def clusters(text: str) -> list[set[str]]:
    """ "abc de f" is three clusters."""
    return [set(word) for word in text.split()]


# The worked example of Bagga and Baldwin 1998, which Luo 2005 takes up: twelve mentions in three
# events, and two responses that each join two events with one wrong link.
KEY = clusters("12345 67 89ABC")
JOINED_SMALL = clusters("12345 6789ABC")
JOINED_LARGE = clusters("1234589ABC 67")


@pytest.mark.parametrize(
    ("response", "muc_p", "b_cubed_p", "ceaf_p", "ceaf_r", "lea_p"),
    [
        # MUC: 9 of 10 links are right either way. B³: (5 + 4/7 + 25/7) / 12 = 16/21 against
        # (5 + 5 + 2) / 12 less what joining costs: (25/10 + 25/10 + 2) / 12 = 7/12.
        # CEAFe: 1 + 2*5/12 against 1 + 2*5/15, over 2 responses and 3 keys.
        # LEA: (5*1 + 7*(1 + 10)/21) / 12 against (10*(10 + 10)/45 + 2*1) / 12.
        (JOINED_SMALL, 9 / 10, 16 / 21, 11 / 12, 11 / 18, (5 + 7 * 11 / 21) / 12),
        (JOINED_LARGE, 9 / 10, 7 / 12, 5 / 6, 5 / 9, (10 * 20 / 45 + 2) / 12),
    ],
)
def test_two_events_joined(
    response: Clusters, muc_p: float, b_cubed_p: float, ceaf_p: float, ceaf_r: float, lea_p: float
) -> None:
    assert muc(KEY, response)[:2] == pytest.approx((muc_p, 1))
    assert b_cubed(KEY, response)[:2] == pytest.approx((b_cubed_p, 1))
    assert ceaf_e(KEY, response)[:2] == pytest.approx((ceaf_p, ceaf_r))
    assert lea(KEY, response)[:2] == pytest.approx((lea_p, 1))


def test_muc_counts_missing_links() -> None:
    # Vilain et al. 1995: a cluster of four found as two pairs lacks one of its three links.
    assert muc(clusters("abcd"), clusters("ab cd"))[:2] == pytest.approx((1, 2 / 3))
    # A mention that the response leaves out is a part of its own: abc in two parts, one link of 2.
    assert muc(clusters("abc"), clusters("ab"))[:2] == pytest.approx((1, 1 / 2))


def test_lea_with_mentions_on_one_side_only() -> None:
    # Moosavi and Strube 2016: of abc 1 link in 3 is found, of defg 1 in 6; of the response's, ab is
    # right, cd has nothing, fghi has 1 link in 6.
    score = lea(clusters("abc defg"), clusters("ab cd fghi"))
    assert score.recall == pytest.approx((3 / 3 + 4 / 6) / 7)
    assert score.precision == pytest.approx((2 + 0 + 4 / 6) / 8)


def test_lea_of_single_mentions() -> None:
    assert lea(clusters("a b"), clusters("a b"))[:2] == (1, 1)
    assert lea(clusters("a b"), clusters("ab"))[:2] == (0, 0)


def test_all_single_against_a_chain() -> None:
    key, response = clusters("abcd"), clusters("a b c d")
    assert muc(key, response) == (0, 0, 0)
    assert b_cubed(key, response)[:2] == pytest.approx((1, 1 / 4))
    # One of the four is aligned: 2*1/5, over 4 responses and 1 key.
    assert ceaf_e(key, response)[:2] == pytest.approx((1 / 10, 2 / 5))


def test_the_best_alignment_is_not_the_greedy_one() -> None:
    # The nearest pair, abcde and abcfg (6/10), would leave fg and de unmatched. Giving it up gains
    # abcde with de (4/7) and fg with abcfg (4/7).
    score = ceaf_e(clusters("abcde fg"), clusters("abcfg de"))
    assert score.recall == pytest.approx((4 / 7 + 4 / 7) / 2)


def test_conll_is_the_mean_of_three() -> None:
    found = all_scores(KEY, JOINED_SMALL)
    three = [SCORES[name](KEY, JOINED_SMALL).f1 for name in ("muc", "b_cubed", "ceaf_e")]
    assert found["conll_f1"] == pytest.approx(sum(three) / 3) == conll(KEY, JOINED_SMALL)


def test_nothing_scores_nothing() -> None:
    for score in SCORES.values():
        assert score([], []) == (0, 0, 0)
        assert score(KEY, []) == (0, 0, 0)


PARTITIONS = st.lists(st.integers(0, 5), min_size=1, max_size=12).map(
    lambda owners: [
        {at for at, owner in enumerate(owners) if owner == one} for one in sorted(set(owners))
    ]
)
PAIRS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12
).map(
    lambda rows: tuple(
        [{at for at, row in enumerate(rows) if row[side] == one} for one in range(5)]
        for side in (0, 1)
    )
)  # fmt: skip


@given(PARTITIONS)
def test_a_perfect_response_is_perfect(partition: list[set[int]]) -> None:
    for name, score in SCORES.items():
        links = any(len(cluster) > 1 for cluster in partition)
        wanted = 1 if links or name != "muc" else 0
        assert score(partition, partition) == pytest.approx((wanted, wanted, wanted))


@given(PAIRS)
def test_swapping_sides_swaps_precision_and_recall(
    pair: tuple[list[set[int]], list[set[int]]],
) -> None:
    key, response = ([cluster for cluster in side if cluster] for side in pair)
    for score in SCORES.values():
        forward, backward = score(key, response), score(response, key)
        assert forward[:2] == pytest.approx(backward[1::-1])
        assert all(-1e-9 <= part <= 1 + 1e-9 for part in forward)
