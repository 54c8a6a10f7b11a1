"""Asides between dashes, parsed apart from the sentence that they interrupt.

"The cargo included shells—the minister speaks of 5m rounds—as well as missiles" holds two
statements. Parsed as one string, small parsers hang "missiles" from "speaks", and the minister is
made to say what he did not. So an aside is cut out, both parts are parsed, and the two trees are
joined again over the original characters: the aside's root hangs from the word before the dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from accord.model import Span

_DASH = re.compile(r"—|(?<=\s)[–-]{1,2}(?=\s)")
_SENTENCE_END = re.compile(r"[.?!]['”’\")]*\s|\n")
MAX_ASIDE = 300
"""Longest aside in characters; what is longer is no aside but a text that uses dashes freely."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text with its asides taken out.

    `outer` is the text that is left, `offsets[i]` the position in the original of its character i;
    `asides` are the spans between the dashes in the original.
    """

    outer: str
    offsets: list[int]
    asides: tuple[Span, ...]


def cut_asides(text: str) -> Cut:
    """Take out what stands between a pair of dashes within one sentence."""
    asides = tuple(_find(text))
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end in asides:
        left, right = _outer_edges(text, start, end)
        kept.append(text[at:left] + " ")
        offsets += [*range(at, left), left]
        at = right
    kept.append(text[at:])
    offsets += range(at, len(text))
    return Cut("".join(kept), offsets, asides)


def _find(text: str) -> Iterator[Span]:
    """Spans between paired dashes: two dashes with no end of a sentence in or just before them."""
    marks = list(_DASH.finditer(text))
    number = 0
    while number + 1 < len(marks):
        first, second = marks[number], marks[number + 1]
        inner = text[first.end() : second.start()]
        if len(inner) <= MAX_ASIDE and " " in inner.strip() and not _SENTENCE_END.search(inner):
            start = first.end() + len(inner) - len(inner.lstrip())
            yield start, start + len(inner.strip())
            number += 2
        else:
            number += 1


def _outer_edges(text: str, start: int, end: int) -> Span:
    """The stretch to take out with an aside: its dashes and the blanks round them."""
    left, right = start, end
    while left > 0 and (text[left - 1].isspace() or text[left - 1] in "—–-"):
        left -= 1
    while right < len(text) and (text[right].isspace() or text[right] in "—–-"):
        right += 1
    return left, right


@dataclass(slots=True)
class _Word:
    """A token's annotation and its place in the original text; `head` points into the word list."""

    start: int
    text: str
    token: Token | None
    head: _Word | None = None
    dep: str = ""


def join_asides(vocab: Vocab, text: str, cut: Cut, outer: Doc, inner: list[Doc]) -> Doc:
    """One Doc over `text` from the parse of `cut.outer` and those of its asides, in order."""
    words = _words(outer, cut.offsets)
    for (start, end), doc in zip(cut.asides, inner, strict=True):
        words += _attach(_words(doc, list(range(start, end))), words)
    words += list(_between(text, words))
    words.sort(key=lambda word: word.start)
    return _build(vocab, text, words)


def _words(doc: Doc, offsets: list[int]) -> list[_Word]:
    """Words of a parse with their heads, blank tokens left out."""
    by_index = {
        token.i: _Word(offsets[token.idx], token.text, token, dep=token.dep_)
        for token in doc
        if not token.is_space
    }
    for token in doc:
        if token.i in by_index:
            by_index[token.i].head = by_index.get(token.head.i)
    return list(by_index.values())


def _attach(aside: list[_Word], words: list[_Word]) -> list[_Word]:
    """Hang an aside's roots from the last word before it."""
    if not aside:
        return []
    before = [word for word in words if word.start < aside[0].start]
    anchor = max(before, key=lambda word: word.start, default=None)
    for word in aside:
        if word.head is None or word.head is word:
            verbal = word.token is not None and word.token.pos_ in ("VERB", "AUX")
            word.head, word.dep = anchor or word, "parataxis" if verbal else "appos"
    return aside


def _between(text: str, words: list[_Word]) -> Iterator[_Word]:
    """The characters that no parse holds (the dashes), each hung from the word before it."""
    covered = sorted((word.start, word.start + len(word.text), word) for word in words)
    at, last = 0, None
    for start, end, word in [*covered, (len(text), len(text), None)]:
        for match in re.finditer(r"\S+", text[at:start]):
            yield _Word(at + match.start(), match.group(), None, head=last, dep="punct")
        at, last = max(at, end), word


def _build(vocab: Vocab, text: str, words: list[_Word]) -> Doc:
    """A Doc whose text is `text`; longer runs of blanks become tokens of their own."""
    tokens: list[_Word] = []
    spaces: list[bool] = []
    at = 0
    for word in [*words, None]:
        start = word.start if word else len(text)
        gap = text[at:start]
        if gap and tokens and gap[0] == " ":
            spaces[-1], gap = True, gap[1:]
        if gap:
            tokens.append(_Word(start - len(gap), gap, None, head=tokens[-1] if tokens else None))
            spaces.append(False)
        if word:
            tokens.append(word)
            spaces.append(False)
            at = word.start + len(word.text)
    index = {id(word): number for number, word in enumerate(tokens)}
    return Doc(
        vocab,
        words=[word.text for word in tokens],
        spaces=spaces,
        heads=[index.get(id(word.head), number) for number, word in enumerate(tokens)],
        deps=[word.dep or "dep" for word in tokens],
        tags=[word.token.tag_ if word.token else "" for word in tokens],
        pos=[word.token.pos_ if word.token else _plain_pos(word.text) for word in tokens],
        morphs=[str(word.token.morph) if word.token else "" for word in tokens],
        lemmas=[word.token.lemma_ if word.token else word.text for word in tokens],
        ents=list(_entities(tokens)),
    )


def _plain_pos(text: str) -> str:
    return "SPACE" if text.isspace() else "PUNCT"


def _entities(tokens: list[_Word]) -> Iterator[str]:
    """IOB tags of the words; an entity cut in two by an aside begins anew."""
    previous: Token | None = None
    for word in tokens:
        token = word.token
        if token is None or not token.ent_type_:
            yield "O"
        elif token.ent_iob_ == "B" or previous is None or previous.ent_type_ != token.ent_type_:
            yield f"B-{token.ent_type_}"
        else:
            yield f"I-{token.ent_type_}"
        previous = token
