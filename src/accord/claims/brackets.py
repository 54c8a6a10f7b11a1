"""Asides: what a sentence sets between brackets or dashes, and what that means for a content."""

from __future__ import annotations

from collections.abc import Iterable

from accord.claims.tokens import Span as TokenSpan
from accord.claims.tokens import Token

_BRACKETS = {"(": ")", "[": "]"}
_DASHES = frozenset({"—", "–", "--", "-"})


def without_brackets(content: list[Token], cue: Token, sentence: TokenSpan) -> list[Token]:
    """Content without clauses in brackets: they are the writer's aside, unless the cue is in
    one."""
    out: set[int] = set()
    opened: int | None = None
    for token in sentence:
        if token.text in _BRACKETS and opened is None:
            opened = token.i
        elif token.text in _BRACKETS.values() and opened is not None:
            inside = token.doc[opened : token.i + 1]
            if any(t.pos_ in ("VERB", "AUX") for t in inside) and not opened < cue.i < token.i:
                out |= set(range(opened, token.i + 1))
            opened = None
    return [token for token in content if token.i not in out]


def remark_around(head: Token) -> tuple[int, int] | None:
    """Characters of the bracketed clause that a word stands in ("(which it once supported)")."""
    doc, low = head.doc, head.sent.start
    opened = next(
        (i for i in range(head.i - 1, low - 1, -1) if doc[i].text in (*_BRACKETS, ")", "]")), None
    )
    if opened is None or doc[opened].text not in _BRACKETS:
        return None
    closer = _BRACKETS[doc[opened].text]
    closed = next((i for i in range(head.i + 1, head.sent.end) if doc[i].text == closer), None)
    if closed is None or not any(t.pos_ in ("VERB", "AUX") for t in doc[opened:closed]):
        return None
    return doc[opened].idx, doc[closed].idx + 1


def aside_around(verb: Token, low: int, high: int) -> tuple[int, int] | None:
    """The pair of dashes or brackets that the cue stands between, as token indices inside it."""
    doc = verb.doc
    left = next((i for i in range(verb.i - 1, low - 1, -1) if _opens(doc[i])), None)
    if left is None:
        return None
    mark = doc[left].text
    closer = _BRACKETS.get(mark, mark)
    right = next((i for i in range(verb.i + 1, high) if doc[i].text == closer), None)
    if right is None or any(doc[i].text == closer for i in range(left + 1, verb.i)):
        return None
    if mark in _DASHES and _odd_dashes(doc[low:left], mark):
        return None
    return left + 1, right


def _opens(token: Token) -> bool:
    return token.text in _BRACKETS or (
        token.text in _DASHES and token.dep_ == "punct" and _free(token)
    )


def _free(token: Token) -> bool:
    """A dash, not a hyphen inside a word."""
    return token.text in ("—", "–", "--") or bool(
        token.whitespace_ and token.i and token.nbor(-1).whitespace_
    )


def _odd_dashes(tokens: Iterable[Token], mark: str) -> bool:
    return sum(1 for token in tokens if token.text == mark and _free(token)) % 2 == 1
