from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from factory import make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.parse import Parser
from accord.claims.places import find_places
from accord.codebooks.places import city_book, place_book

CASES = Path(__file__).parents[1] / "cases" / "places.yaml"
_ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
_PARSER = Parser()
_PIECES = st.sampled_from(["in", "Seoul", "to", "Rajin", "Moscow", "and", ".", "visit", "漢"])


@pytest.mark.parametrize("case", _ROWS, ids=lambda row: str(row["text"])[:50])
def test_places_and_their_countries(case: dict[str, Any], parser: Parser) -> None:
    found = find_places(make_reading(parser, case["text"]))
    got = [
        [case["text"][slice(*(place.span or (0, 0)))], place.name, place.country,
         place.latitude is not None]
        for place in found
    ]  # fmt: skip
    assert got == case["places"]


def test_a_name_that_several_cities_share_keeps_its_country_open(parser: Parser) -> None:
    def country(text: str) -> str | None:
        (place, *_) = find_places(make_reading(parser, text))
        return place.country

    assert country("The factory in Hyderabad closed.") in (None, "IND")
    assert country("The factory in Hyderabad closed, Pakistan said.") == "PAK"


def test_an_unknown_name_never_empties_the_rest(parser: Parser) -> None:
    text = "They met in Quxland, in Hanoi and in Yugoslavia."
    names = {place.name for place in find_places(make_reading(parser, text))}
    assert {"Hanoi", "Yugoslavia"} <= names


@given(st.lists(_PIECES, max_size=15).map(" ".join))
@settings(max_examples=30, deadline=None)
def test_spans_point_into_the_text(text: str) -> None:
    for place in find_places(make_reading(_PARSER, text)):
        assert place.span is not None
        start, end = place.span
        assert 0 <= start < end <= len(text)


def test_every_listed_place_lies_on_the_globe_and_cites_its_source() -> None:
    sources = {source.id for source in place_book().meta.sources}
    for place in place_book().places:
        assert place.source in sources
        assert place.at is None or (abs(place.at[0]) <= 90 and abs(place.at[1]) <= 180)
    for city in city_book().cities:
        assert abs(city.latitude) <= 90 and abs(city.longitude) <= 180 and len(city.country) == 3
    names = Counter(name for place in place_book().places for name in place.names)
    assert [name for name, count in names.items() if count > 1] == []
