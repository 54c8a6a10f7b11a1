from __future__ import annotations

import pytest
from factory import make_reading, make_report
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.claims.asides import cut_asides
from accord.claims.parse import MAX_BLOCK, Parser
from accord.model import Block, Report

_PARSER = Parser()

texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("abc .,;—–-“”'\"()5m’\n😀漢ש"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=120,
)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_the_parse_covers_the_text_exactly(text: str) -> None:
    reading = make_reading(_PARSER, text)
    assert reading.doc.text == text
    for passage in reading.passages:
        words = text[passage.start : passage.end]
        assert words.strip() == words != ""


def test_passages_stay_inside_their_blocks(parser: Parser) -> None:
    text = "A heading without a stop\n\nThe convoy left. It came back"
    reading = make_reading(parser, text)
    found = [text[p.start : p.end] for p in reading.passages]
    assert found == ["A heading without a stop", "The convoy left.", "It came back"]


def test_titles_and_captions_make_no_passages(parser: Parser) -> None:
    text = "Talks open\n\nThe ministers met."
    blocks = (Block(start=0, end=10, role="title"), Block(start=12, end=30, role="body"))
    reading = parser.read(Report(id="r", text=text, blocks=blocks))
    assert [(p.start, p.end) for p in reading.passages] == [(12, 30)]


def test_a_semicolon_does_not_end_a_passage_but_frees_the_parser(parser: Parser) -> None:
    text = "The envoy spoke of a loan; the bank said it had agreed."
    reading = make_reading(parser, text)
    assert [text[p.start : p.end] for p in reading.passages] == [text]
    assert next(token for token in reading.doc if token.text == "spoke").dep_ == "ROOT"


def test_an_aside_between_dashes_is_parsed_apart(parser: Parser) -> None:
    text = "The cargo holds rifles—the envoy speaks of 5m rounds—as well as rockets."
    reading = make_reading(parser, text)
    word = {token.text: token for token in reading.doc}
    assert word["speaks"].dep_ == "parataxis"
    assert word["holds"] in word["rockets"].ancestors
    assert word["speaks"] not in word["rockets"].ancestors


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He left—so they say—at dawn.", ["so they say"]),
        ("He left – so they say – at dawn.", ["so they say"]),
        ("He left—at dawn.", []),
        ("He left—at dawn. She stayed—at home.", []),
        ("A 10–20 range and a 5–6 one", []),
    ],
)
def test_asides_are_found_in_pairs_within_a_sentence(text: str, inner: list[str]) -> None:
    cut = cut_asides(text)
    assert [text[start:end] for start, end in cut.asides] == inner
    assert len(cut.outer) == len(cut.offsets)


def test_words_that_belong_together_stay_one(parser: Parser) -> None:
    reading = make_reading(parser, "Their co-operation cost 1.2bn dollars.")
    assert {"co-operation", "1.2bn"} <= {token.text for token in reading.doc}


def test_contracted_verbs_have_their_lemma(parser: Parser) -> None:
    reading = make_reading(parser, "It’s a ruse and they’ve left.")
    lemmas = {token.text: token.lemma_ for token in reading.doc}
    assert (lemmas["’s"], lemmas["’ve"]) == ("be", "have")


def test_one_line_of_great_length_is_parsed_in_bounded_pieces(parser: Parser) -> None:
    text = "word " * (MAX_BLOCK // 2)
    reading = parser.read(make_report(text))
    assert reading.doc.text == text
