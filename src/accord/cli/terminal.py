"""Text on a terminal: made harmless, laid out to its width, paged where it is long."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDE = 110
"""Columns from which a table has one column for each field; below, fields share cells."""

SAMPLE = 500
"""Rows that column widths in a pipe are taken from; later, wider cells push their line out."""

# ESC sequences first (CSI, OSC and the like, with what they carry), then any control character,
# then what turns or hides text: direction overrides and isolates, zero-width marks, tags.
_SEQUENCES = re.compile(
    r"\x1b(?:\[[0-?]{0,64}[ -/]{0,16}[@-~]|[\]PX^_][^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)?|.)?"
    r"|\x9b[0-?]{0,64}[ -/]{0,16}[@-~]?",
    re.DOTALL,
)
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Text that can be printed: without escape sequences, controls and direction overrides.

    Tabs and line ends stay. A report's text must not steer the terminal it is shown on.
    """
    return _CONTROLS.sub("", _SEQUENCES.sub("", text))


def line(text: str) -> str:
    """`clean` text on one line."""
    return " ".join(clean(text).split())


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what stands in it, and how it takes part in the width.

    `style` is a Rich style, used on a terminal alone. `stack` names the cell that the field shares
    with others on a narrow terminal; `grow` columns take the width that is left.
    """

    heading: str
    cell: Callable[[Any], str]
    style: str = ""
    stack: str = ""
    grow: int = 0
    right: bool = False


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def plain_lines(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    """Rows as aligned lines for a pipe or a file: no colour, no rules, nothing cut off."""
    from rich.cells import cell_len

    made = ([line(column.cell(row)) for column in columns] for row in rows)
    sample = list(islice(made, SAMPLE))
    headings = [column.heading.upper() for column in columns]
    widths = [max(map(cell_len, cells)) for cells in zip(headings, *sample, strict=True)]
    for cells in chain([headings], sample, made):
        padded = []
        for column, text, width in zip(columns, cells, widths, strict=True):
            blanks = " " * (width - cell_len(text))
            padded.append(blanks + text if column.right else text + blanks)
        yield "  ".join(padded).rstrip()


def print_table(columns: Sequence[Column], rows: Iterable[Any], footer: str) -> None:
    """A table on the terminal, paged if it is longer than the screen."""
    from rich.console import Group
    from rich.text import Text

    width = shutil.get_terminal_size().columns
    table = _wide(columns, rows) if width >= WIDE else _narrow(columns, rows)
    show(Group(table, Text(footer, style="dim")))


def show(page: RenderableType) -> None:
    """Print something on the terminal; a long page goes through the pager."""
    from rich.console import Console

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    system: Literal["auto"] | None = None if plain else "auto"
    console = Console(highlight=False, markup=False, emoji=False, color_system=system)
    with console.capture() as capture:
        console.print(page)
    text = capture.get()
    if text.count("\n") < console.size.height or not _page(text):
        sys.stdout.write(text)


def _page(text: str) -> bool:
    """Hand text to the pager; False if there is none. A pager that is quit early is no error."""
    pager = os.environ.get("PAGER") or shutil.which("less") or shutil.which("more")
    if not pager or os.environ.get("TERM") in (None, "dumb"):
        return False
    environment = {**os.environ, "LESS": os.environ.get("LESS", "FRX")}
    try:
        with subprocess.Popen(
            pager, shell=True, stdin=subprocess.PIPE, env=environment, text=True, encoding="utf-8"
        ) as process:
            try:
                process.communicate(text)
            except KeyboardInterrupt:
                process.wait()
    except BrokenPipeError:
        pass
    except OSError:
        return False
    return True


def _wide(columns: Sequence[Column], rows: Iterable[Any]) -> RenderableType:
    """One column for each field."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    for column in columns:
        table.add_column(
            column.heading,
            ratio=column.grow or None,
            justify="right" if column.right else "left",
            overflow="fold",
        )
    for row in rows:
        cells = [Text(line(column.cell(row)), style=column.style) for column in columns]
        table.add_row(*cells)
    return table


def _narrow(columns: Sequence[Column], rows: Iterable[Any]) -> RenderableType:
    """Fields that name the same stack share one cell, each on lines of its own."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    stacks: dict[str, list[Column]] = {}
    for column in columns:
        stacks.setdefault(column.stack or column.heading, []).append(column)
    shared = any(len(several) > 1 for several in stacks.values())
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    for several in stacks.values():
        grow = sum(column.grow for column in several)
        heading = " · ".join(column.heading for column in several)
        table.add_column(heading, ratio=grow or None, overflow="fold",
                         justify="right" if several[0].right else "left")  # fmt: skip
    for row in rows:
        cells = []
        for several in stacks.values():
            made = [(line(column.cell(row)), column.style) for column in several]
            cells.append(Text("\n").join(Text(text, style=style) for text, style in made if text))
        table.add_row(*cells)
        if shared:
            table.add_row()
    return table
