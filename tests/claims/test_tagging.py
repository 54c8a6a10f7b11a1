"""From figures to cues, sources and contents."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.claims.encoding import bucket
from accord.claims.tagging import (
    NONE,
    UNRULED,
    Decoding,
    Ruled,
    accepted,
    between,
    cues_in,
    hints,
    hints_for,
    link,
    smooth,
)  # fmt: skip

FIGURES = st.lists(
    st.tuples(*[st.floats(-4, 4, allow_nan=False, width=32)] * 12), min_size=1, max_size=6
)
KEEP = (0.0, -1.0, -1.0, -1.0, 0.0, -1.0, -1.0, -1.0, 0.0)
"""Steps from role to role where changing costs one."""


def worth(figures: list[tuple[float, ...]], roles: tuple[int, ...]) -> float:
    steps = zip(figures[1:], pairwise(roles), strict=True)
    changes = sum(row[3 + before * 3 + after] for row, (before, after) in steps)
    return changes + sum(row[role] for row, role in zip(figures, roles, strict=True))


@given(FIGURES)
def test_no_sequence_of_roles_is_worth_more(figures: list[tuple[float, ...]]) -> None:
    roles, gain = smooth(np.array(figures, dtype=np.float32))
    found = tuple(int(role) for role in roles)
    best = max(worth(figures, r) for r in product(range(3), repeat=len(figures)))
    assert worth(figures, found) == pytest.approx(best, abs=1e-4)
    assert gain == pytest.approx(best - worth(figures, (NONE,) * len(figures)), abs=1e-4)


def rows(roles: str, steps: tuple[float, ...] = (0.0,) * 9) -> np.ndarray:
    """Figures that speak clearly for "." none, "s" source, "c" content; "?" for nothing."""
    clear = {".": (4, 0, 0), "s": (0, 4, 0), "c": (0, 0, 4), "?": (0, 0, 0)}
    return np.array([(*clear[role], *steps) for role in roles], dtype=np.float32)


def test_a_content_may_stand_on_both_sides_of_its_cue() -> None:
    found = link((4, 5), rows("ccc..ss.cc"))
    assert found.content == ((0, 3), (8, 10)) and found.source == ((5, 7),)


def test_the_cue_is_no_part_of_what_hangs_on_it() -> None:
    found = link((2, 4), rows("sscccc"))
    assert found.source == ((0, 2),) and found.content == ((4, 6),)


def test_a_cue_has_the_one_source_that_most_speaks_for() -> None:
    assert link((3, 4), rows("s.....sss")).source == ((6, 9),)


def test_a_hole_in_a_content_is_filled_where_changing_costs_more() -> None:
    assert link((0, 1), rows(".cc?cc", KEEP)).content == ((1, 6),)


def test_a_candidate_needs_figures_for_itself_or_for_what_hangs_on_it() -> None:
    unsure = np.array([(1.0, 0.0, 0.0), *[(0.0, 0.0, 0.0)] * 5], dtype=np.float32)
    decoding = Decoding(no_cue=-2.0, path=0.5, accept=0.0)
    assert cues_in(unsure, decoding)[0][0] == 0
    bare, full = link((0, 1), rows("......")), link((0, 1), rows("..cccc"))
    assert not accepted(bare, unsure, decoding) and accepted(full, unsure, decoding)


RULED = (
    Ruled((2, 3), np.array([1, 0, 0, 2, 2, 2, 2])),
    Ruled((5, 6), np.array([0, 0, 0, 0, 1, 0, 2])),
)


def test_hints_show_the_inner_of_nested_attributions() -> None:
    assert hints(7, RULED).tolist() == [1, 0, 3, 2, 1, 3, 2]


def test_hints_for_a_cue_are_those_of_the_attribution_that_shares_it() -> None:
    assert hints_for((2, 4), 7, RULED).tolist() == [1, 0, 0, 2, 2, 2, 2]
    assert set(hints_for((0, 1), 7, RULED).tolist()) == {UNRULED}


@pytest.mark.parametrize(
    ("labels", "cues"),
    [("BII.B", [(0, 3), (4, 5)]), (".I.", [(1, 2)]), ("BB", [(0, 1), (1, 2)]), ("...", [])],
)
def test_cues_of_labels(labels: str, cues: list[tuple[int, int]]) -> None:
    figures = np.zeros((len(labels), 3), dtype=np.float32)
    for word, label in enumerate(labels):
        figures[word, ".BI".index(label)] = 2.0
    assert cues_in(figures, Decoding()) == cues
    assert cues_in(figures, Decoding(no_cue=9.0)) == []


def test_cues_between_a_word_and_its_cue_are_counted() -> None:
    assert between(8, (2, 3), [(2, 3), (5, 6)]).tolist() == [0, 0, 0, 0, 0, 0, 1, 1]
    assert between(6, (5, 6), [(1, 2), (3, 4), (5, 6)]).tolist() == [2, 1, 1, 0, 0, 0]


@given(st.lists(st.integers(-300, 300), min_size=1))
def test_buckets_keep_order_and_side(away: list[int]) -> None:
    found = bucket(np.array(sorted(away)))
    assert ((found >= 0) & (found <= 32)).all() and (np.diff(found) >= 0).all()
    assert all((b > 16) == (a > 0) and (b < 16) == (a < 0)
               for a, b in zip(sorted(away), found.tolist(), strict=True))  # fmt: skip
