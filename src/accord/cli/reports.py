"""`accord reports`: what has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import Output, filtered_reports, listing

if TYPE_CHECKING:
    from accord.workspace import Filter, ReportLine


@filtered_reports
@listing
def reports(
    asked: Filter,
    out: Output,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="List what could not be read instead, and why.")
    ] = False,
) -> None:
    """List what has been read: date, publisher, title, claims."""
    from accord.cli.output import write
    from accord.cli.terminal import Column

    with out.store() as store:
        if set_aside:
            columns = [
                Column("Document", lambda row: row.origin, grow=2),
                Column("Why", lambda row: row.reason, grow=3),
                Column("Code", lambda row: row.code, "dim"),
            ]
            write(out, store.set_aside(), columns, "documents set aside")
            return
        columns = [
            Column("Report", lambda row: row.id, "cyan", "id"),
            Column("Published", _published, "", "id"),
            Column("Publisher", lambda row: row.publisher or "", "", "title", grow=2),
            Column("Title", lambda row: row.title or row.origin, "bold", "title", grow=5),
            Column("Claims", lambda row: str(row.claims), "", "claims", right=True),
        ]
        write(out, store.reports(asked), columns, "reports")


def _published(row: ReportLine) -> str:
    """The date with how it is known, where that is not plain."""
    if row.published is None:
        return "no date"
    plain = row.published_basis in ("stated", "metadata")
    return row.published if plain else f"{row.published} ({row.published_basis})"
