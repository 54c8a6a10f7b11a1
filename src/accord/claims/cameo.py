"""CAMEO codes for those who need them: of events and of actors.

CAMEO (Schrodt 2012) is older and finer than PLOVER in places. A code is derived from what an event
is in PLOVER; where CAMEO asks for more than is known, the coarser code is given.
"""

from __future__ import annotations

from functools import cache

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta
from accord.model import ActorRef, Event


class CameoBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`codebooks/plover/cameo.yaml` as it is written."""

    meta: Meta
    codes: dict[str, tuple[str, str | None, tuple[str, ...]]]
    derived: dict[str, str]
    inner: dict[str, str]
    governments: str
    sectors: dict[str, str]
    actors: dict[str, str]


class CameoCodes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`codebooks/plover/cameo_codes.yaml` as it is written: code to (name, Goldstein score)."""

    meta: Meta
    codes: dict[str, tuple[str, float]]


@cache
def cameo_book() -> CameoBook:
    """The CAMEO tables, read once."""
    return load("plover/cameo.yaml", CameoBook)


@cache
def cameo_codes() -> dict[str, tuple[str, float]]:
    """CAMEO codes to their names and Goldstein scores, read once."""
    return load("plover/cameo_codes.yaml", CameoCodes).codes


def cameo_quad(code: str) -> int:
    """Quad class (1 to 4) of a CAMEO code: it follows from the root, as GDELT and ICEWS have it."""
    root = int(code[:2])
    return 1 + sum(root > last for last in _LAST_ROOTS)


_LAST_ROOTS = (5, 8, 13)
"""The last roots of verbal cooperation, material cooperation and verbal conflict."""


def event_code(event: Event, hint: str | None = None) -> str | None:
    """CAMEO code of an event; None if its type has none.

    `hint` is the code that the event's pattern names: it holds, and contexts only make it finer
    ("070" with the military context is "072").
    """
    book = cameo_book()
    base = hint or book.derived.get(f"{event.type}.{event.mode}") or book.derived.get(event.type)
    if base is None:
        return None
    stem = base.rstrip("0") if len(base.rstrip("0")) > 1 else base
    finer = [
        code
        for code, (kind, mode, contexts) in book.codes.items()
        if code.startswith(stem) and code != base and kind == event.type
        and mode in {None, event.mode} and contexts and set(contexts) <= set(event.contexts)
        and _is_finer(code, base, event)
    ]  # fmt: skip
    return min(finer, key=lambda code: (len(code), code), default=base)


def _is_finer(code: str, base: str, event: Event) -> bool:
    """Whether a code says no more than the event's contexts do: only these differ by context."""
    if event.type not in {"AID", "COOPERATE", "AGREE", "REQUEST", "REJECT", "ACCUSE"}:
        return False
    contexts = cameo_book().codes[code][2]
    telling = {"military", "economic", "intelligence", "peacekeeping", "asylum", "human_security"}
    return set(contexts) <= telling and len(code) == max(len(base), 3 if base[-1] == "0" else 4)


def inner_code(outer: str, inner: str, mode: str | None = None) -> str | None:
    """Code of a promise, demand, refusal, threat … of an event of type `inner`, if there is one."""
    table = cameo_book().inner
    return table.get(f"{outer}.{inner}.{mode}") or table.get(f"{outer}.{inner}")


def actor_code(ref: ActorRef, words: str = "") -> str:
    """CAMEO-style code of an actor: country and sector ("USAGOV"), the country alone for a state.

    `words` are those that name it in the text: "the Ardanian government" is more than the state.
    """
    book = cameo_book()
    if ref.id in book.actors:
        return book.actors[ref.id]
    sector = book.sectors.get(ref.sector or "", ref.sector or "")
    if ref.country is None:
        return sector or "---"
    if ref.id != ref.country:
        return ref.country + sector
    last = words.lower().split()[-1:]
    return f"{ref.country}GOV" if last and last[0] in _governments() else ref.country


@cache
def _governments() -> frozenset[str]:
    return frozenset(word.strip() for word in cameo_book().governments.split(","))
