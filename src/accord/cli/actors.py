"""`accord actors`: who stands in the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accord.cli.options import Output, filtered, listing

if TYPE_CHECKING:
    from accord.workspace import Filter


@filtered
@listing
def actors(asked: Filter, out: Output) -> None:
    """List actors and how many claims each stands in."""
    from accord.cli.output import write
    from accord.cli.terminal import Column

    columns = [
        Column("Actor", lambda row: row.name, "bold", "actor", grow=4),
        Column("Id", lambda row: row.id, "cyan", "actor", grow=3),
        Column("Country", lambda row: row.country or "", "", "state"),
        Column("Sector", lambda row: row.sector or "", "", "state"),
        Column("Acts", lambda row: str(row.as_actor), right=True),
        Column("Acted on", lambda row: str(row.as_recipient), right=True),
        Column("Speaks", lambda row: str(row.as_claimant), right=True),
        Column("Claims", lambda row: str(row.claims), right=True),
        Column("Reports", lambda row: str(row.reports), right=True),
    ]
    with out.store() as store:
        write(out, store.actors(asked), columns, "actors")
