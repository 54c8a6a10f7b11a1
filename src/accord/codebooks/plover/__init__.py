"""The PLOVER codebook: event types with their modes and scores, contexts and sectors."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta


class Quad(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the four classes: verbal or material, cooperation or conflict."""

    id: int
    name: str


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way in which an event of its type is done. `score` is None where the manual has none.

    `adds` names contexts that the mode brings with it.
    """

    id: str
    score: float | None
    about: str
    adds: tuple[str, ...] = ()


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the sixteen types. `score` runs from -10 (conflict) to 10 (cooperation)."""

    id: str
    quad: int
    score: float
    recipient: Literal["required", "optional"]
    about: str
    modes: tuple[Mode, ...]
    borders: tuple[str, ...] = ()
    note: str | None = None

    def mode(self, mode_id: str) -> Mode | None:
        """The mode with that id, or None."""
        return next((mode for mode in self.modes if mode.id == mode_id), None)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A context or an auxiliary mode."""

    id: str
    about: str


class Sector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an actor is: the code that stands beside its country."""

    id: str
    about: str
    frequent: bool


class Plover(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The whole codebook."""

    meta: Meta
    source: str
    quads: tuple[Quad, ...]
    types: tuple[EventType, ...]
    auxiliary_modes: tuple[Entry, ...]
    contexts: tuple[Entry, ...]
    sectors: tuple[Sector, ...]

    def type(self, type_id: str) -> EventType | None:
        """The event type with that id, or None."""
        return next((kind for kind in self.types if kind.id == type_id), None)

    def score(self, type_id: str, mode_id: str | None = None) -> float | None:
        """Intensity of an event from -10 to 10: its mode's score, else its type's, else None."""
        kind = self.type(type_id)
        if kind is None:
            return None
        mode = kind.mode(mode_id) if mode_id else None
        return kind.score if mode is None or mode.score is None else mode.score

    def quad(self, type_id: str) -> int | None:
        """The quad class (1 to 4) of an event type, or None."""
        kind = self.type(type_id)
        return None if kind is None else kind.quad


@cache
def plover() -> Plover:
    """Read `plover/codebook.yaml` (once)."""
    return load("plover/codebook.yaml", Plover)
