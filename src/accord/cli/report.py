"""`accord report ID`: one report, whole, with the claims it makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.options import Format, Output, listing

if TYPE_CHECKING:
    from accord.model import Claim, Report


@listing
def report(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The report's id, or the beginning of it.")
    ],
    out: Output,
) -> None:
    """Show one report with the claims that it makes.

    JSON holds the whole report, with its text, its blocks and what was taken for page furniture.
    """
    from accord.cli import terminal
    from accord.cli.output import destination, write
    from accord.workspace import Filter, Listing

    with out.store() as store:
        found = store.report(id)
        if out.format is not Format.table:
            one = [found]
            only = Listing(type(found), count=lambda: 1, fetch=lambda limit, at: iter(one[at:]))
            write(out, only, (), "reports")
            return
        claims = list(store.claims(Filter(report=(found.id,))).page(out.limit, out.offset))
    lines = [*_head(found, len(claims)), "", *_body(found, claims)]
    if out.path is None and terminal.is_terminal():
        _on_terminal(lines)
        return
    with destination(out.path) as file:
        file.write("".join(f"{text}\n" for text in lines).encode("utf-8", "replace"))


def _head(report: Report, claims: int) -> Iterator[str]:
    """What is known of a report, a line for each thing."""
    from accord.cli.terminal import line

    date = report.published
    published = date.value or "not known"
    if date.value is not None:
        published += f" ({date.basis}" + (f": {line(date.text)}" if date.text else "") + ")"
    yield line(report.title or report.origin)
    for name, value in (
        ("report", report.id),
        ("published", published),
        ("publisher", report.publisher),
        ("author", report.author),
        ("address", report.url),
        ("from", report.origin),
        ("read", report.read_at),
        ("sha256", report.sha256),
        ("claims", str(claims)),
        ("left out", f"{len(report.furniture)} lines of page furniture"),
    ):
        if value:
            yield f"  {name:<10}{line(value)}"


def _body(report: Report, claims: Sequence[Claim]) -> Iterator[str]:
    """The text block by block, after each passage the claims made in it."""
    from accord.cli.terminal import line

    waiting = sorted(claims, key=lambda claim: (claim.passage, claim.start, claim.end, claim.id))
    for block in sorted(report.blocks, key=lambda block: block.start):
        at = block.start
        if block.role != "body":
            yield f"[{block.role}]"
        while waiting and waiting[0].passage[0] < block.end:
            end = min(max(waiting[0].passage[1], at), block.end)
            if report.text[at:end].strip():
                yield line(report.text[at:end])
            at = end
            yield from _claim_lines(waiting.pop(0), report)
        if report.text[at : block.end].strip():
            yield line(report.text[at : block.end])
        yield ""


def _claim_lines(claim: Claim, report: Report) -> Iterator[str]:
    """One claim in two lines: what and when; who says so and how surely, with its own words."""
    from accord.cli import words
    from accord.cli.terminal import line

    when = words.when(claim.time)
    yield _MARK + line(words.what(claim) + (f"; {when}" if when else ""))
    said = line(f"{words.who(claim, report.publisher)}; {words.certainty(claim)}")
    whole = (claim.start, claim.end) == claim.passage
    yield f"    {said}: the whole sentence" if whole else f"    {said}: “{line(claim.quote)}”"


_MARK = "  > "
"""Before a claim. A report's own lines are never indented, so none can pass for one."""


def _on_terminal(lines: Sequence[str]) -> None:
    """The same lines folded to the terminal's width, claims set apart by colour."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from accord.cli.terminal import show

    parts = []
    for number, text in enumerate(lines):
        indent = len(text) - len(text.lstrip())
        style = "bold" if number == 0 else "cyan" if text.startswith(_MARK) else ""
        if text.startswith("    "):
            style = "dim"
        parts.append(Padding(Text(text.strip(), style=style), (0, 0, 0, indent)))
    show(Group(*parts))
