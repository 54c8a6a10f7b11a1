"""`accord brief`: the workspace as one page."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import DEFAULT_WORKSPACE, WorkspaceOption, filtered

if TYPE_CHECKING:
    from accord.workspace import Filter


class Page(StrEnum):
    """What kind of page."""

    html = "html"
    md = "md"


@filtered
def brief(
    asked: Filter,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to write it; - is stdout.")
    ] = "-",
    format: Annotated[
        Page | None,
        typer.Option(
            "-f", "--format", case_sensitive=False,
            help="A web page in one file, or Markdown; by default what the file's name ends in.",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Write the brief: the workspace as one page.

    The page is one file that needs no network. Every line of it leads to the sentence it rests on.
    """
    import accord
    from accord.cli.output import destination
    from accord.cli.terminal import clean, is_terminal

    path = None if output == "-" else Path(output)
    if format is None:
        format = Page.md if path and path.suffix.lower() in (".md", ".markdown") else Page.html
    if path is None and format is Page.html and is_terminal():
        raise typer.BadParameter(
            "a web page is not for a terminal: name a file with -o, or use --format md.",
            param_hint="--output",
        )
    with accord.open(workspace, create=False) as ws:
        page = ws.brief_of(asked, format=format.value)
    if path is None and is_terminal():
        page = clean(page)
    with destination(path) as file:
        file.write(page.encode("utf-8", "replace"))
    if path is not None:
        typer.echo(f"The brief is in {path}", err=True)
