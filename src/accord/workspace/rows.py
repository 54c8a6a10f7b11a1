"""Reports and claims to table rows and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import RowMapping

from accord.model import (
    ActorRef,
    Block,
    BlockRole,
    Claim,
    Passage,
    Published,
    Report,
    SetAside,
    Span,
    Time,
)
from accord.workspace.aliases import key
from accord.workspace.dates import bounds_or_none
from accord.workspace.errors import UnstorableText

Row = dict[str, Any]

MACHINE = "machine"
"""Maker of the claims that Accord read, apart from what people will add."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])([\"'”’)\]]{0,2})\s+|\n+")

_claim_json = msgspec.json.Encoder()
_claim_from_json = msgspec.json.Decoder(Claim)
_blocks_from_json = msgspec.json.Decoder(tuple[Block, ...])
_lines_from_json = msgspec.json.Decoder(tuple[str, ...])
_time_from_json = msgspec.json.Decoder(Time)


def encoded(value: Any) -> str:
    """JSON of any part of the model, as it is kept in a text column."""
    return _claim_json.encode(value).decode()


def check_storable(report: Report) -> None:
    """Raise `UnstorableText` if a part of the report cannot be kept as it is."""
    parts = (report.text, report.title, report.publisher, report.author, report.url, report.origin)
    for part in (*parts, report.published.text, *report.furniture):
        if part and _UNSTORABLE.search(part):
            raise UnstorableText(
                f"{printable(report.origin)} holds characters that cannot be stored."
            )


def printable(text: str) -> str:
    """Text without the characters that no database can keep."""
    return _UNSTORABLE.sub("\ufffd", text)


def report_row(report: Report) -> Row:
    """The row of `reports` for one report; what read its claims is added with them."""
    first, last = bounds_or_none(report.published.value)
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "publisher_key": key(report.publisher) if report.publisher else None,
        "author": report.author,
        "url": report.url,
        "published": report.published.value,
        "published_basis": report.published.basis,
        "published_text": report.published.text,
        "published_first": first,
        "published_last": last,
        "language": report.language,
        "media_type": report.media_type,
        "origin": report.origin,
        "sha256": report.sha256,
        "read_at": report.read_at,
        "text": report.text,
        "blocks": encoded(report.blocks),
        "furniture": encoded(report.furniture),
    }


def report_from(row: RowMapping) -> Report:
    """The report of a row of `reports`."""
    return msgspec.structs.replace(
        report_head(row),
        text=row["text"],
        blocks=_blocks_from_json.decode(row["blocks"]),
        furniture=_lines_from_json.decode(row["furniture"]),
    )


def report_head(row: RowMapping) -> Report:
    """A report without its text, for what is worked out from many reports at once."""
    return Report(
        id=row["id"],
        text="",
        blocks=(),
        title=row["title"],
        publisher=row["publisher"],
        author=row["author"],
        url=row["url"],
        published=Published(
            value=row["published"], basis=row["published_basis"], text=row["published_text"]
        ),
        language=row["language"],
        media_type=row["media_type"],
        origin=row["origin"],
        sha256=row["sha256"],
        read_at=row["read_at"],
    )


def set_aside_row(document: SetAside) -> Row:
    """The row of `set_aside` for one document."""
    return {
        "origin": printable(document.origin),
        "sha256": document.sha256,
        "code": document.code,
        "reason": printable(document.reason),
        "at": document.at,
    }


def claim_row(claim: Claim) -> Row:
    """The row of `claims` for one claim."""
    transfer, event = claim.transfer, claim.event
    first, _ = bounds_or_none(claim.time.start if claim.time else None)
    _, last = bounds_or_none(claim.time.end if claim.time else None)
    return {
        "id": claim.id,
        "report": claim.report,
        "maker": MACHINE,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "kind": claim.kind,
        "voices": len(claim.voice),
        "polarity": claim.certainty.polarity,
        "level": claim.certainty.level,
        "event_type": event.type if event else None,
        "event_mode": event.mode if event else None,
        "time_first": first,
        "time_last": last,
        "supplier": transfer.supplier if transfer else None,
        "recipient": transfer.recipient if transfer else None,
        "item": transfer.item if transfer else None,
        "category": transfer.category if transfer else None,
        "stage": transfer.stage if transfer else None,
        "total": transfer.total if transfer else None,
        # A matter is worked out from all claims, so it is never kept with one.
        "json": encoded(msgspec.structs.replace(claim, matter=None)),
    }


def claim_as_read(row: RowMapping) -> Claim:
    """The claim of a row as it was read, without what was worked out since."""
    return _claim_from_json.decode(row["json"])


def claim_from(row: RowMapping) -> Claim:
    """The claim of a row with `json`, `matter` and `inferred` (a time as JSON, or None)."""
    claim = claim_as_read(row)
    changes: dict[str, Any] = {}
    if row["matter"] is not None:
        changes["matter"] = row["matter"]
    if row["inferred"] is not None:
        changes["time"] = _time_from_json.decode(row["inferred"])
    return msgspec.structs.replace(claim, **changes) if changes else claim


def time_row(claim: str, time: Time) -> Row:
    """The row of `inferred_times` for the claim with id `claim`."""
    first, _ = bounds_or_none(time.start)
    _, last = bounds_or_none(time.end)
    return {"claim": claim, "first": first, "last": last, "json": encoded(time)}


def actor_rows(claim: Claim) -> Iterator[Row]:
    """Rows of `claim_actors`: actors, recipients, and each link of the voice as a claimant."""
    for role, actors in (("actor", claim.actors), ("recipient", claim.recipients)):
        for position, actor in enumerate(actors):
            yield _actor_row(claim, role, position, actor)
    for position, link in enumerate(claim.voice):
        for actor in link.claimants:
            yield _actor_row(claim, "claimant", position, actor)
        if link.source is not None and (link.actor is None or link.source != link.actor.name):
            unnamed = ActorRef(id="", name=link.source)
            yield _actor_row(claim, "source", position, unnamed)


def _actor_row(claim: Claim, role: str, position: int, actor: ActorRef) -> Row:
    return {
        "claim": claim.id,
        "role": role,
        "position": position,
        "actor": actor.id or None,
        "name": actor.name,
        "actor_key": key(actor.id) if actor.id else None,
        "name_key": key(actor.name),
        "country": actor.country,
        "sector": actor.sector,
    }


def quantity_rows(claim: Claim) -> Iterator[Row]:
    """Rows of `claim_quantities`."""
    for position, quantity in enumerate(claim.quantities):
        row = msgspec.structs.asdict(quantity)
        row.pop("span")
        yield {"claim": claim.id, "position": position, **row}


def passage_rows(report: Report, claims: Iterable[Claim], given: Sequence[Passage]) -> list[Row]:
    """Rows of `passages`: those given, else the claims' sentences and what lies between them.

    Together they cover every block, so that titles and captions can be found too.
    """
    known = [(passage.start, passage.end) for passage in given]
    known += [claim.passage for claim in claims]
    spans = _apart(sorted(set(known)))
    found: list[tuple[Span, BlockRole]] = []
    at = 0
    for block in sorted(report.blocks, key=lambda block: block.start):
        while at < len(spans) and spans[at][1] <= block.start:
            at += 1
        first = at
        while at < len(spans) and spans[at][0] < block.end:
            at += 1
        inside = spans[first:at]
        found += [(span, block.role) for span in inside]
        found += [(span, block.role) for span in _between(report.text, block, inside)]
        at = max(first, at - 1) if inside and inside[-1][1] > block.end else at
    return [
        {
            "report": report.id, "start": start, "end": end, "role": role,
            "text": report.text[start:end],
        }
        for (start, end), role in sorted(set(found))
    ]  # fmt: skip


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Spans in order without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _between(text: str, block: Block, inside: Sequence[Span]) -> Iterator[Span]:
    """What of a block no known passage covers, cut at sentence ends, without blank edges."""
    edges = [block.start, *(edge for span in inside for edge in span), block.end]
    for gap_start, gap_end in zip(edges[::2], edges[1::2], strict=True):
        if gap_start >= gap_end:
            continue
        start = gap_start
        for cut in (*_SENTENCE_END.finditer(text, gap_start, gap_end), None):
            end = gap_end if cut is None else max(cut.end(1), cut.start())
            piece = text[start:end]
            if piece.strip():
                left = start + len(piece) - len(piece.lstrip())
                yield left, left + len(piece.strip())
            start = end
