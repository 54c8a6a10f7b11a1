"""`accord export`: events in the columns of the sets that political scientists load."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import DEFAULT_WORKSPACE, WorkspaceOption, filtered

if TYPE_CHECKING:
    from accord.workspace import ExportSummary, Filter


class Layout(StrEnum):
    """Whose columns."""

    polecat = "polecat"
    icews = "icews"
    gdelt = "gdelt"
    gdelt1 = "gdelt1"


@filtered
def export(
    asked: Filter,
    format: Annotated[
        Layout,
        typer.Option(
            "-f", "--format", case_sensitive=False,
            help="Whose columns: POLECAT's (PLOVER), ICEWS's or GDELT's (CAMEO; gdelt is version "
            "2.0, gdelt1 version 1.0).",
        ),
    ],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to write it; - is stdout.")
    ] = "-",
    all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Also what is denied, only possible or hypothetical, promised or still to come; "
            "the column Status says which.",
        ),
    ] = False,
    fill_dates: Annotated[
        bool,
        typer.Option(
            "--fill-dates",
            help="Give an event whose day is not known its report's date, as those sets do; the "
            "column Date Basis then says 'published'.",
        ),
    ] = False,
    header: Annotated[
        bool | None,
        typer.Option(
            "--header/--no-header",
            help="Column names first or not; by default as the set has it (GDELT has none).",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Write events in the columns of POLECAT, ICEWS or GDELT.

    The files are tab-separated UTF-8 and hold only what is reported as having happened. Columns of
    the claimants, the certainty, the dates as far as known and the quote follow the set's own.
    What was left out is counted on stderr.
    """
    from accord.cli.output import destination
    from accord.cli.terminal import clean, is_terminal
    from accord.workspace import Store, Tally, export_lines

    path = None if output == "-" else Path(output)
    here = path is None and is_terminal()
    tally = Tally()
    with Store.open(workspace, create=False) as store:
        lines = export_lines(
            store.told_events(asked), format.value, tally,
            everything=all, fill_dates=fill_dates, header=header,
        )  # fmt: skip
        with destination(path) as file:
            for text in lines:
                file.write((clean(text) if here else text).encode("utf-8", "replace"))
    typer.echo(_told(tally.summary(), path), err=True)


def _told(summary: ExportSummary, path: Path | None) -> str:
    """One line: how much was written, and how much was left out why."""
    where = f" in {path}" if path else ""
    text = f"{summary.rows} rows for {summary.events} events{where}"
    why = ", ".join(f"{count} {reason}" for reason, count in summary.left_out.items())
    return f"{text}; left out: {why}" if why else text
