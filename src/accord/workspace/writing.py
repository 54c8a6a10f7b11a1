"""Rows into tables: the steps of a write, each run inside the store's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from accord.model import Claim, Passage, Report, SetAside, check_spans
from accord.workspace import rows
from accord.workspace.derived import Derived
from accord.workspace.schema import (
    claim_actors,
    claim_quantities,
    claims,
    inferred_times,
    matter_members,
    matters,
    meta,
    passages,
    reports,
    set_aside,
)


def checked(report: Report, found: Iterable[Claim]) -> list[Claim]:
    """The claims, each once, in the order of the text. Raises `SpanError` for a wrong span."""
    unique = {claim.id: claim for claim in found}
    for claim in unique.values():
        if claim.report != report.id:
            raise ValueError(f"claim {claim.id} is of report {claim.report}, not {report.id}")
        check_spans(claim, report.text)
    return sorted(unique.values(), key=lambda claim: (claim.start, claim.end, claim.id))


def has_report(connection: Connection, report: str) -> bool:
    """Whether a report with exactly this id is kept."""
    return connection.execute(select(reports.c.n).where(reports.c.id == report)).first() is not None


def put_report(
    connection: Connection, report: Report, sentences: Sequence[Passage], found: Sequence[Claim]
) -> None:
    """A report with its passages, in place of earlier readings of the same document.

    A document that was set aside earlier and is read now is set aside no longer.
    """
    connection.execute(delete(reports).where(*_earlier(report)))
    connection.execute(insert(reports), rows.report_row(report))
    put(connection, passages, rows.passage_rows(report, found, sentences))
    same = (set_aside.c.origin == report.origin, set_aside.c.sha256 == report.sha256)
    connection.execute(delete(set_aside).where(*same))


def earlier(connection: Connection, report: Report) -> tuple[str, ...]:
    """Ids of earlier readings of the same document that gave it another date or publisher."""
    query = select(reports.c.id).where(*_earlier(report)).order_by(reports.c.id)
    return tuple(connection.execute(query).scalars())


def _earlier(report: Report) -> tuple[ColumnElement[bool], ...]:
    """The same bytes from the same place, with the same text, under another id."""
    return (
        reports.c.sha256 == report.sha256,
        reports.c.origin == report.origin,
        reports.c.text == report.text,
        reports.c.id != report.id,
        reports.c.sha256 != "",
    )


def put_claims(connection: Connection, report: Report, found: Sequence[Claim]) -> None:
    """The machine's claims of a report, in place of any that it made before."""
    mine = (claims.c.report == report.id, claims.c.maker == rows.MACHINE)
    connection.execute(delete(claims).where(*mine))
    put(connection, claims, [rows.claim_row(claim) for claim in found])
    put(connection, claim_actors, [row for claim in found for row in rows.actor_rows(claim)])
    put(connection, claim_quantities, [row for claim in found for row in rows.quantity_rows(claim)])
    read_by = rows.encoded(found[0].read_by) if found else None
    connection.execute(update(reports).where(reports.c.id == report.id).values(read_by=read_by))


def put_aside(connection: Connection, document: SetAside) -> None:
    """A document that could not be read; the newest time replaces an older one."""
    row = rows.set_aside_row(document)
    same = [set_aside.c[name] == row[name] for name in ("origin", "sha256", "code")]
    connection.execute(delete(set_aside).where(*same))
    connection.execute(insert(set_aside), row)


def put_derived(connection: Connection, derived: Derived) -> None:
    """Matters and inferred years in place of all earlier ones."""
    for table in (matter_members, matters, inferred_times):
        connection.execute(delete(table))
    times = sorted(derived.times.items())
    put(connection, inferred_times, [rows.time_row(claim, time) for claim, time in times])
    found = derived.matters
    put(connection, matters, [{"id": one.id, "json": rows.encoded(one)} for one in found])
    members = [{"claim": claim, "matter": one.id} for one in found for claim in one.claims]
    put(connection, matter_members, members)


def put(connection: Connection, table: Table, values: Sequence[rows.Row]) -> None:
    """Insert rows, all with the same columns; none is no error.

    To SQLite straight through its driver: with hundreds of rows for each report the way through
    SQLAlchemy costs as much as the storing.
    """
    if not values:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), values)
        return
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(values[0]))
    keys = statement.positiontup or ()
    connection.exec_driver_sql(str(statement), [tuple(row[key] for key in keys) for row in values])


def touch(connection: Connection) -> None:
    """Note that the set of claims has changed, so that `refresh` knows."""
    put_meta(connection, "generation", str(int(get_meta(connection, "generation") or 0) + 1))


def get_meta(connection: Connection, key: str) -> str | None:
    """A value of the `meta` table."""
    found: str | None = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    return found


def put_meta(connection: Connection, key: str, value: str) -> None:
    """Set a value of the `meta` table."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta), {"key": key, "value": value})
