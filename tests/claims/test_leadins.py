"""What stands before the first sentence of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.leadins import lead_in

SENTENCE = "Ardania has closed its border."


@pytest.mark.parametrize(
    "lead",
    [
        "SEOUL, 2 November 2023 - ",
        "TAIPEI, June 3, 2024 (Strait News Agency) - ",
        "KYIV — ",
        "WASHINGTON—",
        "UNITED NATIONS (AP) -- ",
        "- ",
        "14. ",
        "(3) ",
        "18:40 ",
        "- 18:40 ",
        "[10:30 a.m. GMT] ",
        "16.10 GMT - ",
        "Q: ",
        "",
    ],
)
def test_lead_in_ends_where_the_sentence_begins(lead: str) -> None:
    assert lead_in(lead + SENTENCE) == len(lead)


@pytest.mark.parametrize(
    "text",
    [
        "NATO-Russia relations collapsed.",
        "U.S.-China ties are worse.",
        "Moscow - the capital - is quiet.",
        "2.5 million people fled.",
        "2024 saw a change.",
        "Seoul: it is over.",
        "14. ",
        "KYIV — ",
    ],
)
def test_what_belongs_to_the_sentence_stays(text: str) -> None:
    assert lead_in(text) == 0


@given(st.text(alphabet="A1a.:-—() [,]\n", max_size=300))
@settings(max_examples=150, deadline=None)
def test_lead_in_never_takes_the_whole_text(text: str) -> None:
    assert 0 <= lead_in(text) < max(len(text), 1)
