"""`accord events`: who is reported to have done what to whom, coded in PLOVER or CAMEO."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import Output, filtered, listing

if TYPE_CHECKING:
    from accord.workspace import EventEntry, Filter


class Ontology(StrEnum):
    """The codebook that events are given in."""

    plover = "plover"
    cameo = "cameo"


@filtered
@listing
def events(
    asked: Filter,
    out: Output,
    ontology: Annotated[
        Ontology,
        typer.Option(
            case_sensitive=False, help="Code events in PLOVER's types or in CAMEO's codes."
        ),
    ] = Ontology.plover,
    all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Also what is denied, only possible or hypothetical, promised or still to come, "
            "each marked so.",
        ),
    ] = False,
) -> None:
    """List events: who is reported to have done what to whom.

    Parquet has list columns for actors, recipients, contexts and claimants. `accord export` writes
    the same events in the columns of POLECAT, ICEWS and GDELT.
    """
    from accord.cli import words
    from accord.cli.output import write
    from accord.cli.terminal import Column

    with out.store() as store:
        publisher = words.publishers(store)
        columns = [
            Column("When", lambda row: words.when(row.claim.time), "cyan", "by"),
            Column("Event", _code, "bold", "by", grow=3),
            Column("Who to whom", _parties, "bold", "what", grow=4),
            Column("Certainty", lambda row: words.certainty(row.claim), "yellow", "by"),
            Column("Who says so", lambda row: words.who(row.claim, publisher(row.claim.report)),
                   "", "by", grow=4),
            Column("Quote", lambda row: f"“{row.claim.quote}”", "", "what", grow=7),
            Column("Where", lambda row: f"{row.claim.report}:{row.claim.start}", "dim", "what"),
        ]  # fmt: skip
        if all:
            marked = Column(
                "Happened", lambda row: f"no: {row.mark}" if row.mark else "", "red", "by"
            )
            columns.insert(1, marked)
        found = store.events(asked, ontology=ontology.value, everything=all)
        write(out, found, columns, "events")


def _code(row: EventEntry) -> str:
    """The type with its mode, or the code with its name; then the intensity."""
    if row.ontology == "cameo":
        text = f"{row.code} {row.name}" if row.code else "no code"
    else:
        text = f"{row.code} ({row.mode})" if row.mode else f"{row.code}"
    return text if row.intensity is None else f"{text} {row.intensity:+g}"


def _parties(row: EventEntry) -> str:
    """Who to whom: codes in CAMEO, names in PLOVER."""
    from accord.cli import words

    if row.ontology == "plover":
        return words.between(row.claim.actors, row.claim.recipients)
    left, right = ", ".join(row.actors), ", ".join(row.recipients)
    return f"{left} → {right}".strip() if right else left
