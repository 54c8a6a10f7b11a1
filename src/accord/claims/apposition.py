"""Claims made by apposition: "South Korea, a big arms producer" says what South Korea is.

A comma and a noun phrase state as much as a clause does, and affiliations are mostly said this way
("Jane Doe of the Example Institute, a think-tank").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from accord.claims.findings import Findings, Neighbourhood, Shares
from accord.claims.parts import Mention
from accord.model import Claim, ReadBy, make_claim

_DESCRIBING = frozenset({"a", "an", "the", "one", "its", "his", "her", "their"})
"""An apposition that describes begins with one of these; "Kim Jong Un, Vladimir Putin" does not."""


def find_appositions(findings: Findings, shares: Shares, read_by: ReadBy) -> list[Claim]:
    """A state claim for each noun phrase set beside an actor to say what it is."""
    claims = []
    for token, mention in _described(findings, shares.nearby):
        start, end = mention.start, token.right_edge.idx + len(token.right_edge)
        end = _before_clause(token, end)
        passage = shares.nearby.of(start).passage
        if not passage.start <= start < end <= passage.end:
            continue
        voice = shares.voices.of((token.idx, token.idx + len(token)))
        claims.append(
            make_claim(
                findings.reading.report,
                start,
                end,
                kind="state",
                passage=(passage.start, passage.end),
                voice=voice,
                actors=mention.actors,
                read_by=read_by,
            )
        )
    return claims


def _described(findings: Findings, nearby: Neighbourhood) -> Iterator[tuple[Token, Mention]]:
    """Nouns in apposition to an actor, each with the mention that it describes."""
    for token in findings.reading.doc:
        if (
            token.dep_ != "appos"
            or token.pos_ != "NOUN"
            or token.left_edge.lower_ not in _DESCRIBING
        ):
            continue
        head = token.head
        mention = next(
            (m for m in nearby.of(head.idx).mentions if m.actors and m.start <= head.idx < m.end),
            None,
        )
        if mention is not None and mention.end <= token.left_edge.idx:
            yield token, mention


def _before_clause(token: Token, end: int) -> int:
    """The end of the apposition proper: a relative clause that follows makes its own claim."""
    for child in token.rights:
        if child.dep_ == "relcl" and child.left_edge.i > 0:
            before = token.doc[child.left_edge.i - 1]
            if before.is_punct:
                return min(end, before.idx)
    return end
