"""All codebooks: they load, agree with one another, and the linter sees what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from accord.codebooks.estimative import estimative
from accord.codebooks.lint import is_country, is_date, lint
from accord.codebooks.load import CodebookError, load, names_in
from accord.codebooks.measures import measures
from accord.codebooks.meta import Meta
from accord.codebooks.plover import plover
from accord.codebooks.treaties import obligations, treaties


def test_the_codebooks_are_clean() -> None:
    assert [str(problem) for problem in lint()] == []


GOOD: dict[str, Any] = {
    "meta": {
        "title": "Things",
        "as_of": "2024-05",
        "sources": [{"id": "one", "title": "The first"}],
    },
    "things": [
        {"id": "a", "term": "axe", "source": "one", "from": "2020-01-02", "to": "2021"},
        {"id": "b", "term": "bow", "sources": ["one"], "country": "NOR"},
    ],
}


def changed(**fields: Any) -> dict[str, Any]:
    """The good file with one field of its second record changed."""
    return {**GOOD, "things": [GOOD["things"][0], {**GOOD["things"][1], **fields}]}


def test_a_good_file_has_no_problem() -> None:
    assert lint({"things.yaml": GOOD}) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([], "is missing"),
        ({"things": []}, "is missing"),
        ({**GOOD, "meta": {**GOOD["meta"], "title": ""}}, "no title"),
        ({**GOOD, "meta": {**GOOD["meta"], "sources": []}}, "no sources"),
        ({**GOOD, "meta": {**GOOD["meta"], "as_of": "May 2024"}}, "no ISO date"),
        (changed(id="a"), "stands twice"),
        (changed(source="two"), "cites 'two'"),
        (changed(sources=["one", "two"]), "cites 'two'"),
        (changed(signed="2024-02-30"), "no ISO date"),
        (changed(**{"from": "2024-13"}), "no ISO date"),
        (changed(**{"from": "2024-03", "to": "2023"}), "lies after"),
        (changed(country="NRW"), "alpha-3"),
        (changed(parties=["NOR", "xx"]), "alpha-3"),
        (changed(members=["NOR", "ABC"]), "alpha-3"),
    ],
)
def test_the_linter_sees(content: Any, words: str) -> None:
    problems = lint({"things.yaml": content})
    assert any(words in problem.message for problem in problems), problems


def test_a_form_may_stand_twice_only_with_a_note() -> None:
    first = {"id": "a", "term": "axe", "source": "one"}
    rows = [first, {"id": "b", "terms": ["bow", "axe"], "source": "one"}]
    problems = lint({"things.yaml": {**GOOD, "things": rows}})
    assert [problem.message for problem in problems] == [
        "'axe' stands in things[0] too; add a note"
    ]
    noted = [{**first, "note": "also a tool"}, rows[1]]
    assert lint({"things.yaml": {**GOOD, "things": noted}}) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [("2024", True), ("2024-02", True), ("2024-02-29", True), ("2023-02-29", False),
     ("24-02", False), ("2024-2-1", False), ("", False), ("2024-02-29T10", False)],
)  # fmt: skip
def test_dates(text: str, right: bool) -> None:
    assert is_date(text) is right


def test_countries() -> None:
    assert all(map(is_country, ("NOR", "SUN", "XKX", "YUG")))
    assert not any(map(is_country, ("NO", "nor", "XXX", "")))


def test_an_unknown_field_is_an_error_that_names_the_file() -> None:
    with pytest.raises(CodebookError, match=r"estimative\.yaml"):
        load("estimative.yaml", Meta)


def test_every_file_is_found_by_name() -> None:
    names = names_in()
    assert {"estimative.yaml", "plover/codebook.yaml", "actors/states.yaml"} <= set(names)
    assert names == sorted(set(names))
    assert all(name.startswith("treaties/") for name in names_in("treaties"))


def test_plover_is_whole() -> None:
    book = plover()
    assert len(book.types) == 16
    assert sum(len(kind.modes) for kind in book.types) == 67
    assert len(book.contexts) == 37
    assert {quad.id for quad in book.quads} == {1, 2, 3, 4}
    assert book.score("ACCUSE") == -3.0
    assert book.quad("SANCTION") == 4
    assert book.score("CONSULT", "visit") == 4.0
    assert book.score("PROTEST", "vandalize") == book.score("PROTEST")
    assert book.score("FIGHT") is None and book.quad("FIGHT") is None


def test_scores_have_the_sign_of_their_class() -> None:
    for kind in plover().types:
        for score in (kind.score, *(m.score for m in kind.modes if m.score is not None)):
            assert -10 <= score <= 10
            if kind.quad != 3 or kind.id != "REQUEST":
                assert (score > 0) == (kind.quad in (1, 2)), kind.id
    contexts = {context.id for context in plover().contexts}
    assert all(set(mode.adds) <= contexts for kind in plover().types for mode in kind.modes)


def test_bands_are_in_order_and_within_a_hundred() -> None:
    for scheme in estimative().schemes:
        assert all(0 <= band.low <= band.high <= 100 for band in scheme.bands)
        lows = [band.low for band in scheme.bands]
        assert lows == sorted(lows), scheme.id
        if scheme.contiguous:
            for left, right in zip(scheme.bands, scheme.bands[1:], strict=False):
                assert left.high == right.low, scheme.id


def test_words_of_probability_follow_their_source() -> None:
    book = estimative()
    icd = book.scheme("icd203")
    assert icd is not None
    for term in book.probability:
        if term.source == "icd-203":
            assert icd.band(term.term) == (term.low, term.high), term.term
    assert book.band("Likely") == (55, 80)
    assert book.band("likely", "phia") == (55, 75)
    assert book.band("likely", "none") is None
    verb = book.report_verb("claim")
    assert verb is not None and verb.factivity == "non_factive"


def test_treaties_keep_their_ids_and_dates() -> None:
    found = treaties()
    assert len(found) == 17
    new, old = found["TR-RUS-PRK-2024"], found["TR-RUS-PRK-2000"]
    assert new.binds("PRK") and new.year == 2024 and new.in_force == old.ended == "2024-12-04"
    assert found["TR-SUN-PRK-1961"].binds("RUS") and not old.alliance
    assert {"DEFENSE", "CONSULTATION"} <= set(obligations())


def test_sanctions_keep_their_ids_and_checks() -> None:
    regime = measures()["unsc-dprk"]
    assert (len(regime.resolutions), len(regime.measures)) == (14, 150)
    luxury = regime.measures["UNSCR-1718-8a-iii"]
    assert luxury.para_check == "memory" and regime.resolution_of(luxury).number == 1718
    panel = regime.bodies["panel-of-experts"]
    assert panel.to == panel.mandates[-1].until == "2024-04-30"
    for one in regime.measures.values():
        assert regime.resolution_of(one).adopted <= one.in_force_from
