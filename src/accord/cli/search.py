"""`accord search`: passages that hold the words asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import Output, filtered_search, listing

if TYPE_CHECKING:
    from accord.workspace import Filter, SearchHit

AROUND = 70
"""Characters shown before the first match and after the last in a table."""


@filtered_search
@listing
def search(
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY",
            help='Words to find; "phrases" in quotes, AND, OR, NOT and prefix* work.',
        ),
    ],
    asked: Filter,
    out: Output,
) -> None:
    """Search the text of all reports, best passages first.

    Filters on claims keep passages in which such a claim is made.
    """
    from accord.cli.output import write
    from accord.cli.terminal import Column

    columns = [
        Column("Where", lambda row: f"{row.report}:{row.start}-{row.end}", "cyan", "where"),
        Column("Published", lambda row: row.published or "", "", "where"),
        Column("Publisher", lambda row: row.publisher or "", "", "where", grow=2),
        Column("Passage", _around, "", "passage", grow=7),
        Column("Claims", lambda row: str(len(row.claims)), "", "claims", right=True),
    ]
    with out.store() as store:
        write(out, store.search(" ".join(query), asked), columns, "passages")


def _around(row: SearchHit) -> str:
    """The passage with its matches in brackets, a long one cut to what is around them."""
    if not row.marks:
        return row.text
    first, last = row.marks[0][0] - row.start, row.marks[-1][1] - row.start
    begin = 0 if first <= AROUND * 2 else first - AROUND
    end = len(row.text) if len(row.text) - last <= AROUND * 2 else last + AROUND
    text, at = "…" if begin else "", begin
    for start, stop in row.marks:
        text += (
            f"{row.text[at : start - row.start]}[{row.text[start - row.start : stop - row.start]}]"
        )
        at = stop - row.start
    return text + row.text[at:end] + ("…" if end < len(row.text) else "")
