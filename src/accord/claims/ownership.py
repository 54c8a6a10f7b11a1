"""Which clause a word belongs to: the nearest predicate above it that makes a claim.

A time, a number or a place is said of the clause that it stands in, not of the sentence: in "X said
on Monday that Y had signed in June" each date has its own predicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from accord.claims.parts import Clause, TimeExpression
from accord.claims.tokens import Doc, Token
from accord.claims.tokens import Span as TokenSpan
from accord.codebooks.times import time_words


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


P = TypeVar("P", bound=Placed)


def _of_another(span: TokenSpan, clause: Clause) -> bool:
    """Whether a time or place is that of a thing which only tells when: "after the May summit".

    So is the time of a comparison: "nearer than in any year since the war".
    """
    words = time_words()
    token, within = span.root, False
    while token.i != clause.head.i and token.head.i != token.i:
        if token.lower_ in words.comparing or (within and token.lower_ in words.ordering):
            return True
        within = within or (token.pos_ == "NOUN" and not span.start <= token.i < span.end)
        token = token.head
    return False


def _compares(span: TokenSpan, clause: Clause) -> bool:
    """Whether "since …" is how far back a comparison goes: "its biggest order since 2019"."""
    nouns = [token for token in clause.objects if token.i < span.start]
    token = span.root
    while token.i != clause.head.i and token.head.i != token.i:
        token = token.head
        nouns.append(token)
    return any(
        child.tag_ == "JJS" or child.lower_ in time_words().ranking
        for noun in nouns
        for child in noun.children
        if noun.pos_ == "NOUN" and child.dep_ == "amod"
    )


def _perfect_above(clause: Clause) -> Clause | None:
    """The nearest clause in the perfect tense, from `clause` upward."""
    at: Clause | None = clause
    while at is not None:
        if any(token.lemma_ == "have" for token in at.auxiliaries):
            return at
        at = at.parent
    return None


class Ownership:
    """Maps tokens to claim-making clauses; tokens below a clause that makes none pass upward."""

    def __init__(self, doc: Doc, clauses: Iterable[Clause]) -> None:
        self.doc = doc
        self._by_head = {clause.head.i: clause for clause in clauses}

    def owner(self, token: Token) -> Clause | None:
        """The clause whose predicate is `token` or the nearest word above it."""
        if token.i in self._by_head:
            return self._by_head[token.i]
        return next((self._by_head[t.i] for t in token.ancestors if t.i in self._by_head), None)

    def share_times(self, times: Sequence[TimeExpression]) -> dict[int, list[TimeExpression]]:
        """As `share`, but "since …" goes with the nearest perfect tense above it.

        In "has made two trips to meet him since 2019" the parser hangs the year from "meet", where
        English does not allow it.
        """
        shares: dict[int, list[TimeExpression]] = {}
        for head, found in self.share(times, circumstances=True).items():
            for time in found:
                clause = self._by_head[head]
                since = self._since(time)
                if since is not None and _compares(since, clause):
                    continue
                owner = _perfect_above(clause) if since is not None else None
                shares.setdefault((owner or clause).head.i, []).append(time)
        return shares

    def _since(self, time: TimeExpression) -> TokenSpan | None:
        """The words of a time that "since" stands before or in, else None."""
        span = self.doc.char_span(time.start, time.end, alignment_mode="expand")
        if span is None or not len(span):
            return None
        before = self.doc[max(span.start - 2, 0) : span.end]
        return span if any(token.lower_ == "since" for token in before) else None

    def share(self, things: Sequence[P], *, circumstances: bool = False) -> dict[int, list[P]]:
        """Things by the token index of the predicate that owns them; unowned ones are left out.

        `circumstances` are times and places: those of another thing in the clause are left out too.
        """
        shares: dict[int, list[P]] = {}
        for thing in things:
            span = self.doc.char_span(thing.start, thing.end, alignment_mode="expand")
            clause = self.owner(span.root) if span is not None and len(span) else None
            if clause is None or span is None:
                continue
            if not (circumstances and _of_another(span, clause)):
                shares.setdefault(clause.head.i, []).append(thing)
        return shares
