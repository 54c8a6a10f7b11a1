"""`accord claims`: what reports claim, according to whom and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accord.cli.options import Output, filtered, listing

if TYPE_CHECKING:
    from accord.cli.terminal import Column
    from accord.workspace import Filter, Store


@filtered
@listing
def claims(asked: Filter, out: Output) -> None:
    """List claims: who says what, how surely, and when.

    JSON, JSONL and Parquet hold every field of a claim in the shape that docs/claim.schema.json
    describes; CSV holds the same, nested fields as columns of their own.
    """
    from accord.cli.output import write

    with out.store() as store:
        write(out, store.claims(asked), columns(store), "claims")


def columns(store: Store) -> list[Column]:
    """Columns of a list of claims."""
    from accord.cli import words
    from accord.cli.terminal import Column

    publisher = words.publishers(store)
    return [
        Column("When", lambda claim: words.when(claim.time), "cyan", "by"),
        Column("Who says so", lambda c: words.who(c, publisher(c.report)), "", "by", grow=4),
        Column("Certainty", words.certainty, "yellow", "by"),
        Column("What", words.what, "bold", "what", grow=4),
        Column("Quote", lambda claim: f"“{claim.quote}”", "", "what", grow=7),
        Column("Where", lambda claim: f"{claim.report}:{claim.start}", "dim", "what"),
    ]
