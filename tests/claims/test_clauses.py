from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.clauses import find_clauses
from accord.claims.parse import Parser

CASES = Path(__file__).parents[1] / "cases" / "clauses.yaml"
_ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
_PARSER = Parser()


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: str(row["text"])[:50])
def test_clauses_and_their_arguments(case: dict[str, Any], parser: Parser) -> None:
    reading = make_reading(parser, case["text"])
    clauses = {clause.lemma: clause for clause in find_clauses(reading)}
    for lemma, expected in case["clauses"].items():
        clause = clauses[lemma]
        got = {
            "subjects": [token.text for token in clause.subjects],
            "objects": [token.text for token in clause.objects],
            "agents": [token.text for token in clause.agents],
            "obliques": {
                prep: [token.text for token in tokens]
                for prep, tokens in clause.obliques.items()
                if prep in expected.get("obliques", {})
            },
            "passive": clause.passive,
            "negated": clause.negated,
            "role": clause.role,
            "mark": clause.mark,
            "words": reading.text[clause.start : clause.end],
        }
        assert {key: got[key] for key in expected} == expected, lemma


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Ardania", "said", "that", "it", "sent", "; ", "—", "“", "”", "if", "ships", ",", "to",
             "be", "which", "and", ".", "5m", "😀", "(", ")"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_every_clause_lies_in_its_passage(words: list[str]) -> None:
    reading = make_reading(_PARSER, " ".join(words))
    for clause in find_clauses(reading):
        assert clause.passage.start <= clause.start < clause.end <= clause.passage.end
        assert clause.start <= clause.head.idx or clause.head.is_punct
