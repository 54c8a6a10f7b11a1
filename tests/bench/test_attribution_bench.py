"""The attribution benchmark: its figures on records whose answers are known."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.bench.attribution import alpha, attributions_of, jaccard, labels, matching, run
from accord.claims.encoder import Encoder
from accord.claims.parse import Parser

TEXT = (
    "The ferry was late, the harbour master said.\n\n"
    "“We lost two days,” said Ada Lund. “Nobody told us.”\n\n"
    "Officials in Gdynia said that the crew drank."
)


def gold(parser: Parser, encoder: Encoder, text: str = TEXT) -> dict[str, Any]:
    """A record whose gold is what is found in it."""
    rows = [
        {"source": list(a.source), "cue": list(a.cue), "content": list(a.content)}
        for a in attributions_of(text, parser, encoder)
    ]
    return {"doc": "own", "text": text, "primary": True, "attributions": rows}


def test_agreement_with_itself_is_perfect(parser: Parser, encoder: Encoder) -> None:
    record = gold(parser, encoder)
    assert len(record["attributions"]) == 3
    outcome = run([record], parser, encoder)
    metrics = outcome.metrics
    assert metrics["attribution"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert metrics["alpha"] == metrics["alpha_in_or_out"] == 1.0
    assert all(metrics["roles"][r][k]["f1"] == 1.0 for r in metrics["roles"]
               for k in ("token", "begin", "exact"))  # fmt: skip
    (row,) = outcome.predictions
    assert row["doc"] == "own" and set(row["attributions"][0]) == {"source", "cue", "content"}


def test_a_missing_and_an_invented_attribution_cost_recall_and_precision(
    parser: Parser, encoder: Encoder
) -> None:
    record = gold(parser, encoder)
    kept = record["attributions"][1:]
    invented = {"source": [(0, 9)], "cue": [(10, 13)], "content": [(14, 18)]}
    record["attributions"] = [*kept, invented]
    figures = run([record], parser, encoder).metrics["attribution"]
    assert figures["p"] == pytest.approx(2 / 3) and figures["r"] == pytest.approx(2 / 3)


def test_records_of_further_annotators_are_left_out(parser: Parser, encoder: Encoder) -> None:
    record = gold(parser, encoder)
    outcome = run([record, {**record, "primary": False}], parser, encoder)
    assert outcome.metrics["documents"] == 1
    assert any("further annotator" in note for note in outcome.notes)


def test_matching_is_as_large_as_can_be() -> None:
    def roles(start: int, end: int) -> dict[str, tuple[tuple[int, int], ...]]:
        return {"source": (), "cue": ((start, end),), "content": ()}

    # The first gold fits both, the second only the first found one: a greedy match would lose it.
    wanted = [roles(0, 10), roles(0, 6)]
    found = [roles(0, 7), roles(0, 12)]
    assert len(matching(wanted, found)) == 2


def test_jaccard_of_characters() -> None:
    assert jaccard((), ()) == 1.0
    assert jaccard(((0, 4),), ()) == 0.0
    assert jaccard(((0, 4),), ((2, 6),)) == pytest.approx(2 / 6)
    assert jaccard(((0, 2), (4, 6)), ((0, 6),)) == pytest.approx(4 / 6)


def test_alpha_on_a_worked_example() -> None:
    # Ten units, one disagreement; Do = 0.1, De = 1 - (11*10 + 9*8) / (20*19).
    pairs = Counter({("a", "a"): 5, ("b", "b"): 4, ("a", "b"): 1})
    assert alpha(pairs) == pytest.approx(1 - 0.1 / (1 - (11 * 10 + 9 * 8) / (20 * 19)))
    assert alpha(Counter({("a", "a"): 3})) == 1.0
    assert alpha(Counter()) == 0.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=6))
def test_every_token_has_one_label(pieces: list[tuple[int, int]]) -> None:
    starts = list(range(0, 50, 5))
    item = {"source": tuple((s, s + n) for s, n in pieces), "cue": (), "content": ((10, 30),)}
    found = labels(starts, [item])
    assert len(found) == len(starts)
    inside = [i for i, start in enumerate(starts) if 10 <= start < 30]
    assert all("content" in found[i] for i in inside)
