"""The plain tokens say of a parse what the parser's own say, whatever the text."""

from __future__ import annotations

import pytest
import spacy
from factory import make_reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc as ParsedDoc

from accord.claims.parse import Parser
from accord.claims.tokens import Doc, Token, once

TEXTS = [
    "Ruritania, which has sent Belmark 200 lorries—its minister says 300—wants peace talks; the "
    "king isn't gonna sign, and there's no treaty that let's him. “We'll see,” he said.",
    "Y'all ain't gotta go: c'mon, there were none.\n\n  It's hers.\tGets it, got it ; 5m rounds!",
    "The unions of the ports and of the mines, long divided, met in Port Arden and struck.",
]
PIECES = [
    *TEXTS,
    "",
    " ",
    "\n\n",
    "—",
    "(",
    "“",
    "👩‍🚀",
    "договор",
    "条約",
    "\u202e",
    "a" * 500,
    ". ",
]

texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@pytest.fixture(scope="module")
def plain(parser: Parser) -> Language:
    """The pipeline as its package has it."""
    return spacy.load(parser.model)


def row(token: Token) -> tuple[object, ...]:
    """What both kinds of token say of a word; the other words by their number."""
    return (
        token.i, token.idx, token.text, token.whitespace_, token.lower_, token.lemma_, token.tag_,
        token.pos_, token.dep_, str(token.morph), token.ent_type_, token.ent_iob_, token.is_space,
        token.is_punct, token.is_alpha, token.is_title, token.is_upper, token.is_quote,
        bool(token.like_num), bool(token.is_sent_start), token.head.i, token.left_edge.i,
        token.right_edge.i, [t.i for t in token.children], [t.i for t in token.lefts],
        [t.i for t in token.rights], [t.i for t in token.subtree], [t.i for t in token.ancestors],
        [t.i for t in token.conjuncts], (token.sent.start, token.sent.end), len(token),
    )  # fmt: skip


def spans(doc: Doc) -> list[object]:
    """Spans by characters and their roots, and the entities."""
    found: list[object] = [(e.start, e.end, e.label_, e.root.i) for e in doc.ents]
    for start in range(0, len(doc.text), 3):
        for size in (1, 4, 30):
            span = doc.char_span(start, start + size, alignment_mode="expand")
            if span is None or not len(span):
                found.append(None)
            else:
                found.append((span.start, span.end, span.root.i, span.text))
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_spans_are_those_of_the_parse(parser: Parser, text: str) -> None:
    parsed = parser.nlp(text)
    copied = parser.copy(parsed)
    assert [row(token) for token in copied] == [row(token) for token in parsed]  # type: ignore[arg-type]
    assert spans(copied) == spans(parsed)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", TEXTS)
def test_morphology_and_lemmas_are_those_of_the_pipeline(
    parser: Parser, plain: Language, text: str
) -> None:
    """The rules that are tried once for each word give what they give when tried on each."""
    ours = [pipe for name, pipe in parser.nlp.pipeline if name == "accord_morphology"]
    assert ours and not {"attribute_ruler", "lemmatizer"} & set(parser.nlp.pipe_names)
    with plain.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        bare = plain(text)
    after = ParsedDoc(plain.vocab).from_bytes(bare.to_bytes())
    for name in ("attribute_ruler", "lemmatizer"):
        after = plain.get_pipe(name)(after)
    own = ours[0](ParsedDoc(parser.nlp.vocab).from_bytes(bare.to_bytes()))
    assert [(t.text, t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph)) for t in own] == [
        (t.text, t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph)) for t in after
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts)
def test_words_cover_any_text_and_hang_together(parser: Parser, text: str) -> None:
    doc = make_reading(parser, text).doc
    assert "".join(token.text + token.whitespace_ for token in doc) == text == doc.text
    for token in doc:
        assert doc[token.i] is token and token.doc is doc
        assert text[token.idx : token.idx + len(token)] == token.text
        assert token.head is token or token in token.head.children
        assert {t.i for t in token.subtree} <= set(range(token.left_edge.i, token.right_edge.i + 1))
        assert token in list(token.sent)
        assert doc.token_at(token.idx) is token
    assert [t for sent in doc.sents for t in sent] == list(doc)


def test_what_is_kept_of_a_word_is_worked_out_once(parser: Parser) -> None:
    asked: list[str] = []

    @once
    def shouted(token: Token) -> str:
        asked.append(token.text)
        return token.text.upper()

    token = make_reading(parser, "Ruritania sleeps.").doc[1]
    assert [shouted(token), shouted(token)] == ["SLEEPS", "SLEEPS"]
    assert asked == ["sleeps"]


def test_beyond_the_edges_there_is_no_word(parser: Parser) -> None:
    doc = make_reading(parser, "Ruritania sleeps.").doc
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[-1].nbor()
    assert doc.char_span(0, len(doc.text) + 1) is None
