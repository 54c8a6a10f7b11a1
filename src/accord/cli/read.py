"""`accord read`: documents into the workspace."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import DEFAULT_WORKSPACE, WorkspaceOption

if TYPE_CHECKING:
    from accord.workspace.intake import ReadStep, ReadSummary

_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", re.ASCII | re.IGNORECASE)


def _amount(text: str) -> int:
    """A number of bytes or characters: "50000000", "50M", "50 MB"."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise typer.BadParameter(f"'{text}' is no amount: write 50000000, 500K or 50M.")
    return int(float(found[1]) * _UNITS[found[2].upper()])


def _bound(help: str) -> object:
    return typer.Option(parser=_amount, metavar="SIZE", help=help)


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, archives, http(s) addresses, or - for standard input.",
        ),
    ],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="When all of these were published: 2024, 2024-06 or 2024-06-22. "
            "Overrides what they say.",
        ),
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who published all of these. Overrides what they say."),
    ] = None,
    file_dates: Annotated[
        bool,
        typer.Option(
            "--file-dates", help="Take a file's own date as published date if there is no other."
        ),
    ] = False,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private", help="Fetch addresses inside a private network or on this machine."
        ),
    ] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="Read the claims of reports that are known already anew."),
    ] = False,
    max_bytes: Annotated[
        int | None, _bound("Largest single document (50M bytes unless said otherwise).")
    ] = None,
    max_text: Annotated[
        int | None, _bound("Longest text of one report (1M characters unless said otherwise).")
    ] = None,
    max_total: Annotated[
        int | None, _bound("Most one archive may unpack to (500M bytes unless said otherwise).")
    ] = None,
    max_fetch_bytes: Annotated[
        int | None, _bound("Largest page that is fetched (20M bytes unless said otherwise).")
    ] = None,
    max_members: Annotated[
        int | None,
        typer.Option(min=1, help="Most files in one archive (10,000)."),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(min=0.1, help="Most seconds for parsing one document (30)."),
    ] = None,
    fetch_timeout: Annotated[
        float | None,
        typer.Option(min=0.1, help="Most seconds for fetching one page (20)."),
    ] = None,
) -> None:  # fmt: skip
    """Read documents into the workspace (made if it is not there).

    Text, HTML, PDF, DOCX, mail, feeds and JSON lines of articles, alone or in folders and archives.
    What is known already is left as it is; what cannot be read is set aside with its reason.
    """
    import msgspec

    import accord
    from accord.reports import DEFAULTS
    from accord.workspace.dates import bounds

    if published is not None:
        bounds(published)  # before a workspace is made for nothing
    given = {
        "max_bytes": max_bytes, "max_text": max_text, "max_total": max_total,
        "max_fetch_bytes": max_fetch_bytes, "max_members": max_members, "time_limit": time_limit,
        "fetch_timeout": fetch_timeout,
    }  # fmt: skip
    settings = msgspec.structs.replace(
        DEFAULTS, file_dates=file_dates, allow_private=allow_private,
        **{name: value for name, value in given.items() if value is not None},
    )  # fmt: skip
    try:
        with accord.open(workspace) as ws, _progress(sources) as progress:
            summary = ws.read(
                sources,
                published=published,
                publisher=publisher,
                settings=settings,
                again=again,
                progress=progress,
            )
    except KeyboardInterrupt:
        typer.echo("Interrupted. What was read is kept; run it again to read the rest.", err=True)
        raise
    _print(summary)
    if not summary.anything:
        raise typer.Exit(1)


def _print(summary: ReadSummary) -> None:
    """The end of a run: one line of counts, and one line for each document set aside."""
    from accord.cli.terminal import line

    for document in summary.set_aside:
        typer.echo(f"set aside: {line(document.origin)}: {line(document.reason)}", err=True)
    counts = [f"{_count(len(summary.read), 'report')} read"]
    if summary.renewed:
        counts.append(f"{len(summary.renewed)} read again")
    if summary.read or summary.renewed:
        counts[-1] += f" ({_count(summary.claims, 'claim')})"
    if summary.replaced:
        counts.append(f"{len(summary.replaced)} in place of an earlier reading")
    counts.append(f"{len(summary.known)} already known")
    counts.append(f"{len(summary.set_aside)} set aside")
    typer.echo(", ".join(counts))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


@contextmanager
def _progress(sources: list[str]) -> Iterator[Callable[[ReadStep], None] | None]:
    """A progress bar on standard error, if that is a terminal; else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from accord.cli.terminal import line
    from accord.reports import find_sources

    shown = TextColumn("{task.description}", markup=False)
    columns = (BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn(), shown)
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as bar:
        # An archive or a feed holds more than one document, so the goal may move.
        task = bar.add_task("loading", total=max(1, len(find_sources(sources))))

        def step(done: ReadStep) -> None:
            goal = max(done.count, int(bar.tasks[0].total or 0))
            what = f"{done.outcome}  {line(done.origin)}"[:60]
            bar.update(task, completed=done.count, total=goal, description=what)

        yield step
