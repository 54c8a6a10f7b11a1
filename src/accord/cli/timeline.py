"""`accord timeline`: what is said to have happened, in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import Output, filtered, listing

if TYPE_CHECKING:
    from accord.workspace import Filter


@filtered
@listing
def timeline(
    asked: Filter,
    out: Output,
    all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Also what is denied, only possible or hypothetical, promised or still to come, "
            "each marked so.",
        ),
    ] = False,
) -> None:
    """List what is said to have happened, in order of time."""
    from accord.cli import words
    from accord.cli.output import write
    from accord.cli.terminal import Column

    with out.store() as store:
        publisher = words.publishers(store)
        columns = [
            Column("When", lambda row: words.when(row.claim.time), "cyan", "by"),
            Column("What", lambda row: words.what(row.claim), "bold", "what", grow=4),
            Column("Certainty", lambda row: words.certainty(row.claim), "yellow", "by"),
            Column("Who says so", lambda row: words.who(row.claim, publisher(row.claim.report)),
                   "", "by", grow=4),
            Column("Quote", lambda row: f"“{row.claim.quote}”", "", "what", grow=6),
        ]  # fmt: skip
        if all:
            marked = Column(
                "Happened", lambda row: f"no: {row.mark}" if row.mark else "", "red", "by"
            )
            columns.insert(1, marked)
        write(out, store.timeline(asked, everything=all), columns, "events")
