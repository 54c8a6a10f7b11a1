"""A line of the brief: typed parts in cells, and the spans that it cites.

A line is never a bare string. Each part says what it is, so that the check knows what to ask of it;
`Line.text` is the one projection that is printed and checked again as text. In it a quote stands
in “…” and what Accord inferred in […].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from accord.model import Bound, Level, Manner, Polarity, Span

CiteRole = Literal[
    "claim", "source", "cue", "actor", "time", "place", "quantity", "condition", "instrument",
    "passage",
]  # fmt: skip

_SPACE = re.compile(r"\s+")
_MARKS = str.maketrans({"“": "‘", "”": "’", '"': "’", "„": "‘", "«": "‹", "»": "›"})
_BRACKETS = str.maketrans({"[": "(", "]": ")", "“": "‘", "”": "’", '"': "’"})


def squeeze(text: str) -> str:
    """`text` with every run of white space as one space, and no blank edges."""
    return _SPACE.sub(" ", text).strip()


def unquoted(text: str) -> str:
    """`text` on one line, its double quotation marks made single: it can stand inside “…”."""
    return squeeze(text).translate(_MARKS)


def unbracketed(text: str) -> str:
    """`text` on one line without square brackets or double quotation marks."""
    return squeeze(text).translate(_BRACKETS)


@dataclass(frozen=True, slots=True)
class Cite:
    """Characters `start:end` of a report, by its id, and what the line takes from them."""

    report: str
    start: int
    end: int
    role: CiteRole = "claim"

    @property
    def span(self) -> Span:
        """The characters as (start, end)."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, verbatim, in quotation marks. `cut`: words were left out after them."""

    text: str
    cut: bool = False

    @property
    def shown(self) -> str:
        """The words in “…”."""
        return f"“{unquoted(self.text)}{' …' if self.cut else ''}”"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report, verbatim, without quotation marks: a claimant, an item, a figure."""

    text: str

    @property
    def shown(self) -> str:
        """The words on one line."""
        return unbracketed(self.text)


@dataclass(frozen=True, slots=True)
class Name:
    """An actor. `inferred`: resolved from a pronoun, an office, a metonym; shown in […].

    `role` is the place in the claim that the name must hold; None where any will do.
    """

    text: str
    actor: str | None = None
    role: Literal["actor", "recipient", "supplier", "taker", "source"] | None = None
    inferred: bool = False

    @property
    def shown(self) -> str:
        """The name, in brackets where it is inferred."""
        return _bracket(unbracketed(self.text), self.inferred)


@dataclass(frozen=True, slots=True)
class Item:
    """What a figure or a transfer is about. `inferred`: Accord's wording, not the report's."""

    text: str
    inferred: bool = False

    @property
    def shown(self) -> str:
        """The item, in brackets where it is Accord's wording."""
        return _bracket(unbracketed(self.text), self.inferred)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its bound. `inferred`: read out of a vague word ("dozens")."""

    text: str
    value: float
    bound: Bound = "exact"
    inferred: bool = False

    @property
    def shown(self) -> str:
        """The number as it is printed."""
        return _bracket(self.text, self.inferred)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, in the report's own form or the codebook's."""

    text: str

    @property
    def shown(self) -> str:
        """The unit as it is printed."""
        return unbracketed(self.text)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a piece of one. `inferred`: not in the cited words, worked out from them."""

    text: str
    inferred: bool = False

    @property
    def shown(self) -> str:
        """The date, in brackets where it is inferred."""
        return _bracket(self.text, self.inferred)


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `inferred`: its name is not in the cited words."""

    text: str
    inferred: bool = False

    @property
    def shown(self) -> str:
        """The place, in brackets where it is inferred."""
        return _bracket(unbracketed(self.text), self.inferred)


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb or cue, as it stands in the report."""

    text: str
    lemma: str | None = None

    @property
    def shown(self) -> str:
        """The cue as it is printed."""
        return unbracketed(self.text)


@dataclass(frozen=True, slots=True)
class Hedge:
    """An estimative word, as it stands in the report."""

    text: str

    @property
    def shown(self) -> str:
        """The word as it is printed."""
        return unbracketed(self.text)


@dataclass(frozen=True, slots=True)
class Mark:
    """How sure the claim is, in Accord's reading: shapes to see and words to read (`marks`)."""

    level: Level
    polarity: Polarity
    text: str
    forecast: bool = False
    band: tuple[int, int] | None = None

    @property
    def shown(self) -> str:
        """The reading, in brackets."""
        return f"[{self.text}]"


@dataclass(frozen=True, slots=True)
class Speech:
    """How a source says it, in Accord's reading: what its cue does, and whether in its own words.

    `act` is None where the codebook does not know the cue.
    """

    text: str
    act: str | None
    manner: Manner

    @property
    def shown(self) -> str:
        """The reading, in brackets."""
        return f"[{self.text}]"


@dataclass(frozen=True, slots=True)
class Where:
    """Where the words before it were read. It has no words; each format prints its citation."""

    cite: Cite

    @property
    def shown(self) -> str:
        """Nothing: what is printed of it is a citation, no part of the line's words."""
        return ""


@dataclass(frozen=True, slots=True)
class Label:
    """One of Accord's own words (an event type, a stage). Always shown as Accord's."""

    text: str

    @property
    def shown(self) -> str:
        """The label, in brackets."""
        return f"[{self.text}]"


@dataclass(frozen=True, slots=True)
class Plain:
    """Connecting words from the closed list, or a sign (→ – · , ; :)."""

    text: str

    @property
    def shown(self) -> str:
        """The words as they are printed."""
        return self.text


Part = (
    Quote | Words | Name | Item | Number | Unit | Date | Place | Verb | Hedge | Mark | Speech
    | Where | Label | Plain
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """The parts that stand together, and the slot of the page that they go to."""

    slot: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The parts as one string."""
        return join(self.parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: cells of parts, the spans it cites, the claims it rests on.

    A heading asserts nothing; the claims it is `about` only license its names and its date.
    """

    cells: tuple[Cell, ...]
    cites: tuple[Cite, ...]
    claims: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line as it is printed: cells separated by middle dots."""
        return " · ".join(cell.text for cell in self.cells if cell.parts)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in order."""
        return tuple(part for cell in self.cells for part in cell.parts)

    def cell(self, slot: str) -> Cell | None:
        """The cell of that slot, or None."""
        return next((cell for cell in self.cells if cell.slot == slot), None)


_TIGHT = (",", ";", ":", ")", "%", "’s")
_OPEN = ("(", "$", "€", "£", "≥", "≤", "≈")


def join(parts: tuple[Part, ...]) -> str:
    """Parts as one string with single spaces, none before closing punctuation."""
    return "".join(f"{gap}{part.shown}" for gap, part in spaced(parts))


def spaced(parts: tuple[Part, ...]) -> list[tuple[str, Part]]:
    """Each part with the blank before it, if there is one."""
    out: list[tuple[str, Part]] = []
    before = ""
    for part in parts:
        shown = part.shown
        apart = before and shown and not shown.startswith(_TIGHT) and not before.endswith(_OPEN)
        out.append((" " if apart else "", part))
        before = shown or before
    return out


def _bracket(text: str, inferred: bool) -> str:
    """`text` as Accord's own where it is inferred."""
    return f"[{unbracketed(text)}]" if inferred else text
