"""What is asked of the tables, as SQL: one function for each listing."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    exists,
    false,
    func,
    select,
)

from accord.workspace import search, standing
from accord.workspace.filter import Filter, on_claims, on_reports, time_first, time_last
from accord.workspace.schema import (
    claim_actors,
    claims,
    inferred_times,
    matter_members,
    passages,
    reports,
)
from accord.workspace.search import SearchHit


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list: what it is, without its text. `claims` is how many it makes."""

    id: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: str
    language: str | None
    media_type: str
    origin: str
    url: str | None
    sha256: str
    read_at: str
    characters: int
    claims: int


class ActorLine(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, and in how many claims it stands: as actor, as recipient, as claimant."""

    id: str
    name: str
    country: str | None
    sector: str | None
    claims: int
    as_actor: int
    as_recipient: int
    as_claimant: int
    reports: int


def _report_order() -> tuple[ColumnElement[Any], ...]:
    return reports.c.published_first.is_(None), reports.c.published_first, reports.c.id


def _claim_order() -> tuple[ColumnElement[Any], ...]:
    return (*_report_order(), claims.c.start, claims.c.end, claims.c.id)


def _time_order() -> tuple[ColumnElement[Any], ...]:
    """By first day, then last; what has neither comes last."""
    begins = func.coalesce(time_first(), time_last())
    return (begins.is_(None), begins, time_last(), *_claim_order())


def count(connection: Connection, query: Select[Any]) -> int:
    """How many rows a query gives."""
    inner = query.order_by(None).subquery()
    return connection.execute(select(func.count()).select_from(inner)).scalar_one()


def full_reports(asked: Filter) -> Select[Any]:
    """Whole rows of `reports`."""
    return select(reports).where(*on_reports(asked)).order_by(*_report_order())


def report_heads() -> Select[Any]:
    """What is known of every report but its text and what is in it."""
    left_out = ("text", "blocks", "furniture")
    kept = [column for column in reports.c if column.name not in left_out]
    return select(*kept).order_by(*_report_order())


def report_lines(asked: Filter) -> Select[Any]:
    """Reports without their texts."""
    many = select(func.count()).where(claims.c.report == reports.c.id).scalar_subquery()
    plain = [reports.c[name] for name in ReportLine.__struct_fields__ if name in reports.c]
    return (
        select(*plain, func.length(reports.c.text).label("characters"), many.label("claims"))
        .where(*on_reports(asked))
        .order_by(*_report_order())
    )


def some_claims(connection: Connection, asked: Filter) -> Select[Any]:
    """Claims with their matter, inferred time and report's date, unordered."""
    query = (
        select(
            claims.c.json,
            matter_members.c.matter.label("matter"),
            inferred_times.c.json.label("inferred"),
            reports.c.published,
        )
        .join_from(claims, reports, reports.c.id == claims.c.report)
        .outerjoin(inferred_times, inferred_times.c.claim == claims.c.id)
        .outerjoin(matter_members, matter_members.c.claim == claims.c.id)
        .where(*on_reports(asked), *on_claims(asked))
    )
    return query.where(*_in_quotes(connection, asked))


def _in_quotes(connection: Connection, asked: Filter) -> list[ColumnElement[bool]]:
    """Claims whose quotes answer the filter's text, if it has one."""
    if asked.text is None:
        return []
    found = search.matching(connection, "claims", asked.text)
    return [false() if found is None else claims.c.n.in_(select(found.c.n))]


def claim_list(connection: Connection, asked: Filter) -> Select[Any]:
    """Claims in the order of their reports and of the text."""
    return some_claims(connection, asked).order_by(*_claim_order())


def timeline(connection: Connection, asked: Filter, everything: bool) -> Select[Any]:
    """Dated events in order of time; only those that happened unless `everything`."""
    query = some_claims(connection, asked).where(standing.is_dated_event())
    if not everything:
        query = query.where(standing.happened())
    return query.order_by(*_time_order())


def events(connection: Connection, asked: Filter, everything: bool) -> Select[Any]:
    """Claims with an event, in the order of their reports; only those that happened unless all."""
    query = some_claims(connection, asked).where(claims.c.event_type.is_not(None))
    if not everything:
        query = query.where(standing.happened())
    return query.order_by(*_claim_order())


def told_events(connection: Connection, asked: Filter) -> Select[Any]:
    """All claims with an event, with what an export needs of their reports."""
    extra = [reports.c[name] for name in ("publisher", "url", "language", "read_at")]
    return events(connection, asked, True).add_columns(*extra)


def ledger(connection: Connection, asked: Filter, everything: bool) -> Select[Any]:
    """Transfers in order of time; only those that are affirmed unless `everything`."""
    query = some_claims(connection, asked).where(claims.c.stage.is_not(None))
    if not everything:
        query = query.where(standing.in_ledger())
    return query.order_by(*_time_order())


def actor_lines(connection: Connection, asked: Filter) -> Select[Any]:
    """Actors of the claims asked for, those in most claims first."""
    columns = (claims.c.id, claims.c.report)
    named = some_claims(connection, asked).with_only_columns(*columns).subquery()
    who = claim_actors
    every = func.count(func.distinct(who.c.claim))
    by_role = [
        func.count(func.distinct(who.c.claim)).filter(who.c.role == role).label(f"as_{role}")
        for role in ("actor", "recipient", "claimant")
    ]
    return (
        select(
            who.c.actor.label("id"),
            func.min(who.c.name).label("name"),
            func.min(who.c.country).label("country"),
            func.min(who.c.sector).label("sector"),
            every.label("claims"),
            *by_role,
            func.count(func.distinct(named.c.report)).label("reports"),
        )
        .join_from(who, named, named.c.id == who.c.claim)
        .where(who.c.actor.is_not(None))
        .group_by(who.c.actor)
        .order_by(every.desc(), who.c.actor)
    )


def hits(connection: Connection, text: str, asked: Filter) -> Select[Any] | None:
    """Passages that answer `text`, best first; None if it asks for nothing."""
    found = search.matching(connection, "passages", text)
    if found is None:
        return None
    query = (
        select(
            passages.c.report, passages.c.start, passages.c.end, passages.c.text, passages.c.role,
            found.c.score, found.c.marked, reports.c.title, reports.c.publisher,
            reports.c.published,
        )
        .join_from(passages, found, found.c.n == passages.c.n)
        .join(reports, reports.c.id == passages.c.report)
        .where(*on_reports(asked))
        .order_by(found.c.score.desc(), *_report_order(), passages.c.start)
    )  # fmt: skip
    conditions = [*on_claims(asked), *_in_quotes(connection, asked)]
    if conditions:
        made = (
            select(claims.c.n)
            .outerjoin_from(claims, inferred_times, inferred_times.c.claim == claims.c.id)
            .where(_made_in_passage(), *conditions)
        )
        query = query.where(exists(made.correlate(passages)))
    return query


def _made_in_passage() -> ColumnElement[bool]:
    """Claims that begin in a passage."""
    return and_(
        claims.c.report == passages.c.report,
        claims.c.start >= passages.c.start,
        claims.c.start < passages.c.end,
    )


def hit(connection: Connection, row: RowMapping) -> SearchHit:
    """A row of `hits` as what is given out, with the claims made in the passage."""
    made = (
        select(claims.c.id)
        .where(
            claims.c.report == row["report"],
            claims.c.start >= row["start"],
            claims.c.start < row["end"],
        )
        .order_by(claims.c.start, claims.c.end, claims.c.id)
    )
    return SearchHit(
        report=row["report"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        role=row["role"],
        marks=search.spans(row["marked"], row["text"], row["start"]),
        score=float(row["score"]),
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        claims=tuple(connection.execute(made).scalars()),
    )
