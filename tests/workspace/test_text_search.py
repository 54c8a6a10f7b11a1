"""Text search: one language on two databases; every hit at its span; no query an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.workspace import Store, make_filter
from accord.workspace.search import parse
from workspace.factory import actor, make, make_report

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "search.yaml").read_text())


@pytest.fixture
def library(store: Store) -> Store:
    """One report with a line for each passage of the cases, and a claim on the first."""
    lines = list(CASES["passages"].values())
    report = make_report("\n".join(lines))
    store.add(report, [make(report, lines[0], actors=(actor("PRK"),))])
    return store


@pytest.mark.parametrize("case", CASES["queries"], ids=lambda case: str(case["query"]))
def test_queries(library: Store, case: dict[str, Any]) -> None:
    names = {text: name for name, text in CASES["passages"].items()}
    found = library.search(case["query"])
    assert sorted(names[hit.text] for hit in found) == sorted(case["found"])
    assert len(found) == len(case["found"])


def test_a_hit_says_where_to_open_it(library: Store) -> None:
    text = next(library.full_reports()).text
    hit = library.search("containers")[0]
    assert hit.text == text[hit.start : hit.end]
    assert [text[start:end] for start, end in hit.marks] == ["containers"]
    assert (hit.publisher, hit.published) == ("The Gazette", "2024-06-22")
    first = library.search("trains")[0]
    assert first.claims == tuple(claim.id for claim in library.claims())


def test_marks_point_at_the_words_whatever_stands_before_them(store: Store) -> None:
    report = make_report("😀 é \u202e עברית 中文 and then ships.\nShips, ships and shipping.")
    store.add(report, [])
    for hit in store.search("ship"):
        marked = [report.text[start:end].lower() for start, end in hit.marks]
        assert marked
        assert all(word.startswith("ship") for word in marked)


def test_marks_are_not_guessed_where_the_text_holds_them_already(store: Store) -> None:
    store.add(make_report("odd \ue000ships\ue001 here."), [])
    assert [hit.marks for hit in store.search("here")] == [()]


def test_the_better_match_comes_first(store: Store) -> None:
    store.add(make_report("Ships, ships, ships.\nA long line in which ships are but one word."), [])
    hits = list(store.search("ships"))
    assert hits[0].text == "Ships, ships, ships."
    assert hits[0].score > hits[1].score


def test_filters_narrow_a_search(library: Store) -> None:
    query = "trains OR containers"
    assert len(library.search(query)) == 2
    assert len(library.search(query, make_filter(actor="PRK"))) == 1
    assert len(library.search(query, make_filter(actor="RUS"))) == 0
    assert len(library.search(query, make_filter(publisher="The Gazette"))) == 2
    assert len(library.search(query, make_filter(publisher="Nobody"))) == 0
    assert len(library.search(query, make_filter(text="trains"))) == 1


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with one passage, for many queries."""
    with Store.open(tmp_path_factory.mktemp("search") / "x.accord") as store:
        store.add(make_report("The ships left AND did NOT come back OR so they say."), [])
        yield store


_HOSTILE = st.lists(
    st.sampled_from(['"', "*", "(", ")", "AND", "OR", "NOT", "NEAR(a b, 2)", "text:ships", "^ships",
                     "ships", "'", ";", "--", "{", "\x00", "\ud800", "+", "%", "_", "\\",
                     ":*", "&", "!"])
    | st.text(max_size=8),
    max_size=12,
).map(" ".join)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(query=_HOSTILE)
def test_no_query_is_an_error(small: Store, query: str) -> None:
    found = list(small.search(query))
    assert len(small.search(query)) == len(found) <= 1
    assert len(small.claims(make_filter(text=query))) == 0


def test_a_long_query_is_cut_not_refused(small: Store) -> None:
    assert len(small.search("ships " * 100_000)) == 1
    assert sum(len(one.wanted) for one in parse("a " * 1000)) < 100
