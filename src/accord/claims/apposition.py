"""Claims made by apposition: "South Korea, a big arms producer" says what South Korea is.

A comma and a noun phrase state as much as a clause does, and affiliations are mostly said this way
("Jane Doe of the Example Institute, a think-tank").
"""

from __future__ import annotations

from collections.abc import Iterator

from accord.claims.findings import Findings, Neighbourhood, Shares
from accord.claims.parts import Mention
from accord.claims.tokens import Token
from accord.model import ActorRef, Claim, ReadBy, make_claim

_DESCRIBING = frozenset({"a", "an", "the", "one", "its", "his", "her", "their"})
"""An apposition that describes begins with one of these; "Kim Jong Un, Vladimir Putin" does not."""


def find_appositions(findings: Findings, shares: Shares, read_by: ReadBy) -> list[Claim]:
    """A state claim for each noun phrase set beside an actor to say what it is."""
    claims = []
    for token, mention in _described(findings, shares.nearby):
        body = _employer(findings, mention, token)
        start = body.span[0] if body is not None and body.span else mention.start
        end = token.right_edge.idx + len(token.right_edge)
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
                actors=(body,) if body is not None else mention.actors,
                read_by=read_by,
            )
        )
    return claims


def _employer(findings: Findings, mention: Mention, noun: Token) -> ActorRef | None:
    """The organisation that an apposition describes where it stands behind a person's.

    In "Jane Doe of the Example Institute, a think-tank" it is the institute that is one.
    """
    bodies = [findings.affiliations.get(ref.id) for ref in mention.actors]
    at = noun.left_edge.idx
    return next(
        (b for b in bodies if b and b.span and mention.start < b.span[0] and b.span[1] <= at), None
    )


def find_affiliations(findings: Findings, shares: Shares, read_by: ReadBy) -> list[Claim]:
    """A state claim for each person said to be of an organisation: "X of Y University says …".

    Its actors are the person and the organisation; its words go from the one to the other.
    """
    claims = []
    for person, body in findings.affiliations.items():
        named = next((m for m in findings.mentions if _stands_before(m, person, body)), None)
        if named is None or body.span is None:
            continue
        passage = shares.nearby.of(named.start).passage
        if body.span[1] > passage.end:
            continue
        claims.append(
            make_claim(
                findings.reading.report,
                named.start,
                body.span[1],
                kind="state",
                passage=(passage.start, passage.end),
                voice=shares.voices.of((named.start, named.end)),
                actors=(*named.actors, body),
                read_by=read_by,
            )
        )
    return claims


def _stands_before(mention: Mention, person: str, body: ActorRef) -> bool:
    """Whether a mention is of `person`, with `body` named behind it."""
    behind = body.span is not None and mention.start < body.span[0]
    return behind and [ref.id for ref in mention.actors] == [person]


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
