"""Who is meant: mentions, offices by date, references, and phrases on their own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.claims.actors import ActorFinder, affiliations, place_names
from accord.claims.parse import Parser
from accord.claims.parts import Mention

CASES = Path(__file__).parents[1] / "cases" / "actors.yaml"
_ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
FINDER = ActorFinder()


def matching(case: dict[str, Any], mention: Mention) -> bool:
    """Whether a mention is as a case wants it."""
    ids = [ref.id for ref in mention.actors]
    wanted = case.get("ids")
    if wanted is not None and (
        sorted(ids) != sorted(wanted) if "any_order" in case else ids != wanted
    ):
        return False
    ref = mention.actors[0] if mention.actors else None
    checks = {
        "kind": mention.kind,
        "possessive": mention.possessive,
        "reason": mention.reason,
        "country": ref.country if ref else None,
        "sector": ref.sector if ref else None,
    }
    return all(case[key] == got for key, got in checks.items() if key in case)


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["say"])
def test_mentions_are_as_a_reader_takes_them(row: dict[str, Any], parser: Parser) -> None:
    reading = make_reading(parser, row["text"], row.get("published"))
    found = FINDER.find(reading)
    rest = list(found)
    for case in row.get("mentions", ()):
        fitting = [m for m in rest if m.text == case["words"] and matching(case, m)]
        assert fitting, f"{case} is not among {[(m.text, m.actors, m.reason) for m in found]}"
        rest.remove(fitting[0])
    for words in row.get("absent", ()):
        assert words not in [mention.text for mention in found]
    if "places" in row:
        assert [place.text for place in place_names(reading)] == row["places"]
    if "affiliations" in row:
        got = {person: ref.id for person, ref in affiliations(reading).items()}
        assert got == row["affiliations"]


def check_shape(text: str, mentions: tuple[Mention, ...]) -> None:
    """Mentions quote the text, are sorted, and overlap only as modifiers inside descriptions."""
    assert list(mentions) == sorted(mentions, key=lambda m: (m.start, -m.end))
    for mention in mentions:
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.actors or mention.reason
        for ref in mention.actors:
            assert ref.id and ref.name
            assert ref.span == (mention.start, mention.end)
    outer = None
    for mention in mentions:
        if outer is not None and mention.start < outer.end:
            assert mention.possessive and mention.end <= outer.end
        else:
            outer = mention
    for one, other in pairwise(mentions):
        assert (one.start, one.end) != (other.start, other.end)


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["say"])
def test_mentions_keep_their_shape(row: dict[str, Any], parser: Parser) -> None:
    reading = make_reading(parser, row["text"], row.get("published"))
    check_shape(reading.text, FINDER.find(reading))


PIECES = st.sampled_from(
    [
        "Mr Kim", "South Korea's", "the two leaders", "Kyiv", "he", "its", "said", "Gen.", "“", '"',
        "’s", "U.S.", "Russian-made", "officials in Seoul", "the regime", ", a think-tank in Oslo,",
        "\n", "🙂", "平壤", "\u202e", "Ada Stone of the Harbour Institute", "their", "President",
    ]
)  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=st.lists(PIECES, max_size=14), junk=st.text(max_size=12))
def test_any_text_gives_mentions_in_shape(pieces: list[str], junk: str, parser: Parser) -> None:
    text = " ".join([*pieces, junk])
    reading = make_reading(parser, text)
    found = FINDER.find(reading)
    check_shape(text, found)
    assert found == FINDER.find(reading)


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "Kim " * 1_500, "he said it. " * 300, "🙂" * 500, "“the two " * 800],
)
def test_junk_is_read_in_bounds(text: str, parser: Parser) -> None:
    reading = make_reading(parser, text)
    check_shape(text, FINDER.find(reading))


@pytest.mark.parametrize(
    ("phrase", "date", "actor", "country", "sector"),
    [
        ("Norway", None, "NOR", "NOR", "GOV"),
        ("the Danish prime minister", None, "dnk-prime-minister", "DNK", "GOV"),
        ("ordinary Danes", None, "dnk-people", "DNK", "CVL"),
        ("former Greek ministers", None, "grc-eli-minister", "GRC", "ELI"),
        ("Angela Merkel", "2019-01-01", "angela-merkel", "DEU", "GOV"),
        ("Angela Merkel", "2023-01-01", "angela-merkel", "DEU", "ELI"),
        ("President Macron", "2020-01-01", "emmanuel-macron", "FRA", "GOV"),
        ("a spokesman for the Polish army", None, "pol-mil-spokesman", "POL", "MIL"),
        ("Ruritanian police", None, "police", None, "COP"),
        ("police in Texas", None, "usa-police", "USA", "COP"),
        ("a UN official", None, "un-official", None, "UNO"),
        ("an EU lawmaker", None, "eu-lawmaker", None, "LEG"),
        ("Norwgeian soldiers", None, "nor-soldier", "NOR", "MIL"),
        ("army accountants", None, "mil-businessman", None, "MIL"),
    ],
)
def test_a_phrase_alone_resolves(
    phrase: str, date: str | None, actor: str, country: str | None, sector: str
) -> None:
    ref = FINDER.resolve(phrase, date=date)
    assert ref is not None
    assert (ref.id, ref.country, ref.sector) == (actor, country, sector)


@pytest.mark.parametrize("phrase", ["", "a teapot", "yesterday", "Zbigniew Xylophone", "???"])
def test_a_phrase_that_names_nobody_resolves_to_nothing(phrase: str) -> None:
    assert FINDER.resolve(phrase) is None


def test_hint_and_context_stand_in_for_a_missing_country() -> None:
    hinted = FINDER.resolve("the army", country_hint="PER")
    assert hinted is not None and hinted.country == "PER"
    told = FINDER.resolve("the army", context="The Peruvian government spoke of new rules.")
    assert told is not None and told.country == "PER"
    unsure = FINDER.resolve("the army", context="Peru and Chile spoke of new rules.")
    assert unsure is not None and unsure.country is None


_PHRASES: list[dict[str, Any]] = yaml.safe_load(
    (CASES.parent / "actors_phrases.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", _PHRASES, ids=lambda row: row["phrase"])
def test_a_phrase_on_its_own_is_somebody(row: dict[str, Any]) -> None:
    ref = FINDER.resolve(
        row["phrase"], date=row.get("date"), country_hint=row.get("country_hint"),
        context=row.get("context", ""),
    )  # fmt: skip
    if row.get("nobody"):
        assert ref is None
        return
    assert ref is not None
    assert (ref.country or "", ref.sector or "") == (row["country"], row["sector"])
    assert ref.id == row.get("id", ref.id)
