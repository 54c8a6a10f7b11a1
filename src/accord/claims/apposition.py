"""Claims made by apposition: "South Korea, a big arms producer" says what South Korea is.

A comma and a noun phrase state as much as a clause does, and affiliations are mostly said this way
("Jane Doe of the Example Institute, a think-tank").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from accord.claims.findings import Findings
from accord.claims.parts import Mention
from accord.claims.voice import Voices
from accord.model import Claim, ReadBy, make_claim

_DESCRIBING = frozenset({"a", "an", "the", "one", "its", "his", "her", "their"})
"""An apposition that describes begins with one of these; "Kim Jong Un, Vladimir Putin" does not."""


def find_appositions(findings: Findings, read_by: ReadBy) -> list[Claim]:
    """A state claim for each noun phrase set beside an actor to say what it is."""
    claims = []
    voices = Voices(findings.attributions, findings.mentions, findings.reading)
    for token, mention in _described(findings):
        start, end = mention.start, token.right_edge.idx + len(token.right_edge)
        end = _before_clause(token, end)
        passage = _passage(findings, start, end)
        if passage is None:
            continue
        voice = voices.of((token.idx, token.idx + len(token)))
        claims.append(
            make_claim(
                findings.reading.report,
                start,
                end,
                kind="state",
                passage=passage,
                voice=voice,
                actors=mention.actors,
                read_by=read_by,
            )
        )
    return claims


def _described(findings: Findings) -> Iterator[tuple[Token, Mention]]:
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
            (m for m in findings.mentions if m.actors and m.start <= head.idx < m.end), None
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


def _passage(findings: Findings, start: int, end: int) -> tuple[int, int] | None:
    return next(
        ((p.start, p.end) for p in findings.reading.passages if p.start <= start and end <= p.end),
        None,
    )
