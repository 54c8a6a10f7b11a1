"""Timeline and ledger: what is said to have happened, apart from what is denied, wished or feared.

The same rules stand here twice: as a function over a claim, which says why an entry is not reported
as having happened, and as SQL conditions, which select. A test holds them together.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, and_, func, or_

from accord.model import Claim, Precision, Quantity, Stage, TimeBasis
from accord.workspace.dates import bounds_or_none
from accord.workspace.filter import time_first, time_last
from accord.workspace.schema import claims, reports

SURE_ENOUGH = ("asserted", "probable", "alleged")
"""Levels at which a claim is reported as having happened (or as alleged to have)."""

FACTUAL = ("event", "state", "quantity")
"""Kinds of claims that speak of what is or was."""

PASSED = ("sent", "delivered", "received", "seized")
"""Stages of a transfer at which something has changed hands or been on its way."""

Mark = Literal[
    "denied", "unknown whether", "hypothetical", "possible", "forecast", "conditional",
    "commitment", "assessment", "expected", "wanted", "offered", "promised", "ordered",
]  # fmt: skip
"""Why an entry is not reported as having happened. "expected" lies after its report's date."""


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A dated event. `happened` is False where `mark` says what it is instead."""

    start: str | None
    end: str | None
    precision: Precision
    basis: TimeBasis
    happened: bool
    mark: Mark | None
    claim: Claim


class TransferEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the ledger. `supplier` and `recipient` are actor ids; `route` is in words."""

    supplier: str | None
    recipient: str | None
    item: str | None
    category: str | None
    stage: Stage
    total: bool
    route: str | None
    start: str | None
    end: str | None
    quantities: tuple[Quantity, ...]
    happened: bool
    mark: Mark | None
    claim: Claim


def timeline_entry(claim: Claim, published: str | None) -> TimelineEntry:
    """The entry of a claim with a time, read from a report published on `published`."""
    time = claim.time
    assert time is not None, "only dated claims stand in a timeline"
    mark = mark_of(claim, published)
    return TimelineEntry(
        start=time.start, end=time.end, precision=time.precision, basis=time.basis,
        happened=mark is None, mark=mark, claim=claim,
    )  # fmt: skip


def transfer_entry(claim: Claim, published: str | None) -> TransferEntry:
    """The entry of a claim with a transfer."""
    transfer, time = claim.transfer, claim.time
    assert transfer is not None, "only claims with a transfer stand in the ledger"
    mark = mark_of(claim, published) or _stage_mark(transfer.stage)
    return TransferEntry(
        supplier=transfer.supplier, recipient=transfer.recipient, item=transfer.item,
        category=transfer.category, stage=transfer.stage, total=transfer.total,
        route=transfer.route, start=time.start if time else None, end=time.end if time else None,
        quantities=claim.quantities, happened=mark is None, mark=mark, claim=claim,
    )  # fmt: skip


def mark_of(claim: Claim, published: str | None) -> Mark | None:
    """Why a claim does not say that something happened; None if it does."""
    certainty = claim.certainty
    if certainty.polarity == "negative":
        return "denied"
    if certainty.polarity == "unknown":
        return "unknown whether"
    if certainty.level == "hypothetical":
        return "hypothetical"
    if certainty.level == "possible":
        return "possible"
    if claim.kind in ("forecast", "conditional", "commitment", "assessment"):
        return claim.kind
    return "expected" if _after(claim, published) else None


def _after(claim: Claim, published: str | None) -> bool:
    """Whether what a claim is about begins after the last day its report may be from."""
    _, last = bounds_or_none(published)
    first, _ = bounds_or_none(claim.time.start if claim.time else None)
    return first is not None and last is not None and first > last


def _stage_mark(stage: Stage) -> Mark | None:
    if stage == "denied":
        return "denied"
    if stage in ("wanted", "offered", "promised", "ordered"):
        return stage
    return None


def positive() -> ColumnElement[bool]:
    """Claims that affirm something surely enough, of any kind."""
    return and_(claims.c.polarity == "positive", claims.c.level.in_(SURE_ENOUGH))


def happened() -> ColumnElement[bool]:
    """Claims (joined to `reports` and `inferred_times`) that say that something happened."""
    not_after = or_(
        time_first().is_(None),
        reports.c.published_last.is_(None),
        time_first() <= reports.c.published_last,
    )
    return and_(positive(), claims.c.kind.in_(FACTUAL), not_after)


def is_dated_event() -> ColumnElement[bool]:
    """Claims with an event type and a time."""
    return and_(
        claims.c.event_type.is_not(None), func.coalesce(time_first(), time_last()).is_not(None)
    )


def in_ledger() -> ColumnElement[bool]:
    """Affirmed transfers: what passed, and what is wanted, offered, promised or ordered."""
    return and_(positive(), claims.c.kind.in_((*FACTUAL, "commitment")), claims.c.stage != "denied")
