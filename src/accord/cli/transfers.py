"""`accord transfers`: the ledger of what passed between actors, or is said to, or is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import Output, filtered, listing

if TYPE_CHECKING:
    from accord.workspace import Filter, TransferEntry


@filtered
@listing
def transfers(
    asked: Filter,
    out: Output,
    all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Also what is denied, only possible or hypothetical, forecast or conditional, "
            "each marked so.",
        ),
    ] = False,
) -> None:
    """List transfers: who sent, or wants, what and how much.

    What is only wanted, offered, promised or ordered is listed under that stage, not as delivered.
    """
    from accord.cli import words
    from accord.cli.output import write
    from accord.cli.terminal import Column

    with out.store() as store:
        publisher = words.publishers(store)
        columns = [
            Column("When", lambda row: words.when(row.claim.time), "cyan", "when"),
            Column("Stage", _stage, "magenta", "when"),
            Column("From → to", _direction,
                   "bold", "what"),
            Column("What", lambda row: row.item or row.category or "?", "bold", "what", grow=3),
            Column("How much", _amount, "", "what", grow=3),
            Column("Who says so", lambda row: words.who(row.claim, publisher(row.claim.report)),
                   "", "when", grow=3),
            Column("Certainty", lambda row: words.certainty(row.claim), "yellow", "when"),
            Column("Quote", lambda row: f"“{row.claim.quote}”", "", "quote", grow=5),
        ]  # fmt: skip
        write(out, store.transfers(asked, everything=all), columns, "transfers")


def _direction(row: TransferEntry) -> str:
    """Supplier and recipient: a state by its code, anyone else by name; "?" where not known."""
    claim = row.claim
    names = {actor.id: actor.name for actor in (*claim.actors, *claim.recipients)}
    sides = [
        "?" if side is None else side if len(side) == 3 else names.get(side, side)
        for side in (row.supplier, row.recipient)
    ]
    return " → ".join(sides)


def _stage(row: TransferEntry) -> str:
    """The stage, and why it does not count as having happened where that is another reason."""
    if row.mark is None or row.mark == row.stage:
        return row.stage
    return f"{row.stage} ({row.mark})"


def _amount(row: TransferEntry) -> str:
    """The figures with their bounds; a running total says so."""
    from accord.cli import words

    text = "; ".join(words.quantity(amount) for amount in row.quantities)
    return f"{text} in total" if text and row.total else text
