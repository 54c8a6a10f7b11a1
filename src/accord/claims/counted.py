"""What a number counts: the noun after it, its canonical singular, and the phrase around it."""

from __future__ import annotations

from dataclasses import dataclass

from accord.claims.plurals import looks_plural, singular
from accord.claims.tokens import Doc, Token
from accord.claims.words import Word
from accord.codebooks.units import unit_book

_LINKS = frozenset({"nummod", "quantmod", "compound", "amod", "npadvmod", "advmod", "nmod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_MOST_WORDS = 6
_TAIL_WORDS = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: its singular, its end, and the span of the phrase that names the item."""

    unit: str | None
    end: int
    item_start: int
    item_end: int


class Parse:
    """A parsed text, looked up by character."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def token_at(self, offset: int) -> Token | None:
        """The token that holds a character."""
        if not self.doc or offset < 0:
            return None
        token = self.doc.token_at(offset)
        return token if token.idx <= offset < token.idx + len(token) else None


def counted_by_parse(parse: Parse, start: int, end: int) -> Counted | None:
    """The noun that the number at characters [start, end) modifies, or that its "of" governs."""
    token = parse.token_at(end - 1)
    if token is None:
        return None
    head = _noun_of(token, parse.token_at(start) or token)
    if head is None or head.idx < end or head.i - token.i > _MOST_WORDS:
        return None
    between = parse.doc[token.i + 1 : head.i]
    if any(item.pos_ in ("VERB", "AUX", "PUNCT") and item.text != "-" and item.dep_ != "amod"
           for item in between if item.idx >= end):  # fmt: skip
        return None
    item_start = _item_start(parse, head, end)
    return Counted(singular(head.text), head.idx + len(head), item_start, item_end(head))


def _noun_of(token: Token, first: Token) -> Token | None:
    """Climb from a number to the noun it counts; or down through its "of"."""
    seen = token
    for _ in range(4):
        below = _governed(seen)
        if below is not None:
            return below
        if seen.pos_ in _NOUNS and seen.i > token.i:
            return seen
        if seen.dep_ not in _LINKS or seen.head.i < first.i:
            return None
        seen = seen.head
        if seen.pos_ in _NOUNS and seen.i > token.i:
            return seen if seen.dep_ != "compound" or seen.head.i < seen.i else _top(seen)
    return None


def _top(token: Token) -> Token:
    """The noun that a compound's part belongs to."""
    for _ in range(4):
        if token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ in _NOUNS:
            token = token.head
    return token


def _governed(token: Token) -> Token | None:
    """The noun after "of" right behind a number ("tens of thousands of people")."""
    for child in token.children:
        if child.lower_ == "of" and child.i == token.i + 1:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.pos_ in _NOUNS:
                    return noun
    return None


def _item_start(parse: Parse, head: Token, end: int) -> int:
    """Start of the item's phrase: the first of the noun's own modifiers after the number."""
    start = head.idx
    for token in reversed(parse.doc[max(0, head.i - _MOST_WORDS) : head.i]):
        if token.idx < end or token.lower_ == "of" or token.dep_ == "det" or token.pos_ == "PRON":
            break
        if token.head.i > head.i or token.i < head.left_edge.i:
            break
        if token.text != "-":
            start = token.idx
    return start


def item_end(head: Token) -> int:
    """End of the item's phrase: the noun with its "of" phrase or a short participle."""
    end = head.idx + len(head)
    for child in head.rights:
        if child.i > head.i + 1:
            break
        short = child.right_edge.i - child.i < _TAIL_WORDS
        plain = not any(token.pos_ == "PUNCT" for token in child.subtree)
        # A participle counts with what fills it ("filled with arms"), not alone ("left").
        filled = child.dep_ == "acl" and child.tag_ == "VBN" and _edge(child) is not child
        if short and plain and (child.lower_ == "of" or filled):
            edge = _edge(child)
            if edge.pos_ != "ADP":  # "Suspected of carrying": what it is of stands further on.
                end = edge.idx + len(edge)
    return end


def _edge(child: Token) -> Token:
    """The last word of a modifier, times and places after it left out ("… to Russia")."""
    if child.lower_ == "of":
        nouns = [token for token in child.children if token.dep_ == "pobj"]
        return nouns[-1] if nouns else child
    for inner in child.children:
        if inner.dep_ == "prep" and inner.lower_ in ("with", "of"):
            return _edge_of(inner)
    return child


def _edge_of(preposition: Token) -> Token:
    """The noun that a preposition governs, or the preposition itself."""
    return next((token for token in preposition.children if token.dep_ == "pobj"), preposition)


def counted_by_words(words: list[Word], at: int, one: bool = False) -> Counted | None:
    """The counted noun by its look alone: the first plural among the next words.

    After "one" (`one`) it is the next word, if that is no function word.
    """
    if at < len(words) and words[at].lower == "of":
        at += 1
    joined = at < len(words) and words[at].lower in ("-", "‐", "‑")
    if joined:
        return joined_noun(words, at)
    stops = unit_book().stops
    for index in range(at, min(at + 5, len(words))):
        word = words[index]
        if word.lower in ("-", "‐", "‑") and words[index - 1].touches(word):
            continue
        if word.kind != "letters" or word.lower in stops:
            return None
        if one or looks_plural(word.text):
            return Counted(singular(word.text), word.end, words[at].start, word.end)
    return None


def content_by_words(words: list[Word], at: int) -> Counted | None:
    """What a measure is of, by the words after its "of" at `at`: up to three, no function word."""
    stops = unit_book().stops
    first = at + 1
    while first < len(words) and first < at + 3 and words[first].lower in ("the", "its", "their"):
        first += 1
    last = first
    while last < min(first + 3, len(words)):
        word = words[last]
        if word.kind != "letters" or word.lower in stops:
            break
        last += 1
    if last == first:
        return None
    return Counted("", words[last - 1].end, words[first].start, words[last - 1].end)


def joined_noun(words: list[Word], at: int) -> Counted | None:
    """The noun of "20-member", if `words[at]` is a hyphen that joins a number and a noun."""
    if at >= len(words) or words[at].lower not in ("-", "‐", "‑"):
        return None
    tight = at + 1 < len(words) and words[at - 1].touches(words[at])
    if not tight or not words[at].touches(words[at + 1]) or words[at + 1].kind != "letters":
        return None
    word = words[at + 1]
    if word.lower in unit_book().strengths:
        after = words[at + 2] if at + 2 < len(words) else word
        item = after if after.kind == "letters" and after is not word else word
        return Counted(None, word.end, item.start, item.end)
    return Counted(singular(word.text), word.end, word.start, word.end)
