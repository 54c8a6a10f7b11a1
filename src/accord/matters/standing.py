"""How two claims stand to each other: they agree, differ, update, are more exact, or do not meet.

Only claims about comparable things are compared at all. What a claim's words allow is honoured: "at
least 9,000" and "11,000" can both be so; "at least 10,000" and "as many as 8,000" cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Literal

import msgspec

from accord.codebooks.matters import matters_book
from accord.matters.matter import (
    Figure,
    Matter,
    Window,
    claimant,
    figure,
    goods,
    is_denial,
    is_real,
    parties,
    quantity_goods,
    side,
    until,
    window,
)
from accord.model import Claim, Stage

Relation = Literal["agrees", "differs", "updates", "more_exact", "unrelated"]
Respect = Literal["quantity", "time", "polarity", "certainty", "stage"]

SAME_CUTOFF = 7
"""Running totals whose windows end within this many days are totals at the same time."""

NEAR = 7
"""Events this many days apart or less, with one key, are one event with two dates."""

PLEDGED: frozenset[Stage] = frozenset({"offered", "promised", "ordered"})
"""Stages at which nothing has moved yet. A wish is none: it may never become a deal."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How claim `first` stands to claim `second`: "`first` updates `second`", and so on.

    `how` names in what respects they differ or are unlike: for "differs" what cannot both be so,
    for "updates" what moved on, for "agrees" what is unlike all the same (certainty; opposite
    bounds). `why` says it in one sentence.
    """

    relation: Relation
    first: str
    second: str
    how: tuple[Respect, ...] = ()
    why: str = ""


def standing(a: Claim, b: Claim, *, as_of: Mapping[str, str | None] | None = None) -> Standing:
    """How `a` and `b` stand to each other.

    `as_of` gives the published date of a report by its id; it closes windows that are open at their
    end ("since September"). Swapping the claims gives the same relation: "updates" and "more_exact"
    name the newer or more exact claim as `first` either way.
    """
    if b.id < a.id:
        a, b = b, a
    reason = _incomparable(a, b)
    if reason:
        return _say("unrelated", a, b, why=reason)
    dates = as_of or {}
    first, second = window(a, dates.get(a.report)), window(b, dates.get(b.report))
    if is_denial(a) or is_denial(b):
        return _polarity(a, b, first, second)
    if a.transfer is not None and b.transfer is not None:
        step = _stage(a, b)
        if step is not None:
            return step
    figures = _figures(a, b)
    if figures is None:
        return _when(a, b, first, second)
    if first is not None and second is not None:
        return _quantity(a, b, figures, (first, second))
    reports = (dates.get(a.report), dates.get(b.report))
    return _undated_quantity(a, b, figures, (until(first, reports[0]), until(second, reports[1])))


def _say(relation: Relation, first: Claim, second: Claim, *how: Respect, why: str = "") -> Standing:
    """A standing between two claims."""
    return Standing(relation=relation, first=first.id, second=second.id, how=how, why=why)


def _incomparable(a: Claim, b: Claim) -> str:
    """Why two claims are not about comparable things; empty if they are."""
    if is_real(a) != is_real(b):
        return "One speaks of what was, the other of what may be."
    if "unknown" in (a.certainty.polarity, b.certainty.polarity):
        return "One leaves open whether it is so."
    if (a.transfer is None) != (b.transfer is None):
        return "Only one is a transfer."
    if a.transfer is not None and b.transfer is not None:
        return _other_transfer(a, b, a.transfer.stage, b.transfer.stage)
    if a.event is not None and b.event is not None:
        return _other_event(a, b, a.event.type, b.event.type)
    if parties(a) != parties(b) or not any(parties(a)):
        return "They name different parties, or none."
    if _figures(a, b) is None:
        return "They give no figure for the same thing."
    return ""


def _other_transfer(a: Claim, b: Claim, stage_a: Stage, stage_b: Stage) -> str:
    """Why two transfers are not the same; empty if they may be."""
    if parties(a) != parties(b) or not all(parties(a)):
        return "They go between different parties, or leave a party open."
    if goods(a) != goods(b) and _figures(a, b) is None:
        return "They are of different goods."
    if (stage_a == "wanted") != (stage_b == "wanted"):
        return "One is wished for, the other is not."
    return ""


def _other_event(a: Claim, b: Claim, type_a: str, type_b: str) -> str:
    """Why two events are not the same; empty if they may be."""
    if type_a != type_b:
        return "They are different kinds of event."
    sides_a, sides_b = parties(a), parties(b)
    if type_a in matters_book().mutual.types:
        same = {*sides_a[0], *sides_a[1]} == {*sides_b[0], *sides_b[1]}
    else:
        same = sides_a == sides_b
    return "" if same and sides_a[0] else "They name different parties, or none."


def _polarity(a: Claim, b: Claim, first: Window | None, second: Window | None) -> Standing:
    """Claims of which at least one denies."""
    if first is not None and second is not None and not first.meets(second):
        return _say("unrelated", a, b, why="They speak of different times.")
    if _pledged(a) != _pledged(b):
        return _say("unrelated", a, b, why="One is of a pledge, the other of what was sent.")
    if a.transfer is None and (first is None or second is None):
        return _say("unrelated", a, b, why="One of them does not say when it means.")
    if is_denial(a) and is_denial(b):
        return _say("agrees", a, b, why="Both say that it is not so.")
    return _say(
        "differs", a, b, "polarity", why="One says that it is so, the other that it is not."
    )


def _stage(a: Claim, b: Claim) -> Standing | None:
    """Transfers at different stages: a promise kept is an update. None if they are at one stage."""
    if a.transfer is None or b.transfer is None:
        return None
    if _pledged(a) == _pledged(b):
        return None
    newer, older = (b, a) if _pledged(a) else (a, b)
    return _say("updates", newer, older, "stage", why="What was pledged is said to have been sent.")


def _pledged(claim: Claim) -> bool:
    """Whether a transfer was offered, promised or ordered, and not yet sent."""
    return claim.transfer is not None and claim.transfer.stage in PLEDGED


def _figures(a: Claim, b: Claim) -> tuple[Figure, Figure] | None:
    """The first figures of the two claims that count the same thing, or None."""
    for mine in a.quantities:
        for theirs in b.quantities:
            kind = quantity_goods(mine)
            first, second = figure(mine), figure(theirs)
            if kind and kind == quantity_goods(theirs) and first and second:
                return first, second
    return None


def _quantity(
    a: Claim, b: Claim, figures: tuple[Figure, Figure], windows: tuple[Window, Window]
) -> Standing:
    """Claims with a figure for the same thing, each for a known time."""
    first, second = windows
    total = _is_total(a, first) and _is_total(b, second)
    if not first.meets(second):
        return _say("unrelated", a, b, why="The figures are for different times.")
    if not total and not (first.holds(second) or second.holds(first)):
        return _say("unrelated", a, b, why="The figures are for different spans of time.")
    later = (first.end - second.end).days
    newer, older = (a, b) if later > 0 else (b, a)
    now, before = figures if later > 0 else (figures[1], figures[0])
    if total and abs(later) > SAME_CUTOFF:
        return _later_total(newer, older, now, before)
    if total and later and _one_side(a, b) and now.low > before.high:
        why = "The same side gives a higher total some days later."
        return _say("updates", newer, older, "quantity", why=why)
    return _same_time(a, b, *figures)


def _undated_quantity(
    a: Claim, b: Claim, figures: tuple[Figure, Figure], ends: tuple[date | None, date | None]
) -> Standing:
    """Claims with a figure for the same thing, of which at least one does not say for when.

    It was known by the date of its report: a higher figure known later may be an update.
    """
    first, second = ends
    if first is None or second is None or abs((first - second).days) <= SAME_CUTOFF:
        return _same_time(a, b, *figures)
    newer, older = (a, b) if first > second else (b, a)
    now, before = figures if first > second else (figures[1], figures[0])
    if now.low > before.high:
        why = "It is a higher figure, known later; one of them does not say for when."
        return _say("updates", newer, older, "quantity", why=why)
    return _same_time(a, b, *figures)


def _one_side(a: Claim, b: Claim) -> bool:
    """Whether two claims rest on sources of one country: a government that counts on."""
    first, second = side(a), side(b)
    return first is not None and first == second


def _is_total(claim: Claim, when: Window) -> bool:
    """Whether a claim's figure is a running total: marked as one, or over a long window."""
    marked = claim.transfer is not None and claim.transfer.total
    return marked or when.days > SAME_CUTOFF


def _later_total(newer: Claim, older: Claim, now: Figure, before: Figure) -> Standing:
    """Two running totals, one to a later day: it may have grown, it cannot have shrunk."""
    if now.high < before.low:
        return _say(
            "differs", newer, older, "quantity", why="A later total cannot be below an earlier one."
        )
    return _say("updates", newer, older, "quantity", why="It is a total to a later day.")


def _same_time(a: Claim, b: Claim, first: Figure, second: Figure) -> Standing:
    """Two figures for one time."""
    if not first.meets(second):
        return _say("differs", a, b, "quantity", why="No number fits both figures.")
    if first.touches(second):
        return _agree(a, b, "They give opposite bounds: only one number fits both.", "quantity")
    if first.holds(second):
        return _say("more_exact", b, a, why="Its figure lies inside what the other allows.")
    if second.holds(first):
        return _say("more_exact", a, b, why="Its figure lies inside what the other allows.")
    return _agree(a, b, "The figures fit each other.")


def _when(a: Claim, b: Claim, first: Window | None, second: Window | None) -> Standing:
    """Claims that have only their time to compare."""
    if first is None or second is None:
        if a.transfer is None:
            return _say("unrelated", a, b, why="One of them does not say when it means.")
        if first == second:
            return _agree(a, b, "Both say so; neither says when.")
        dated, undated = (b, a) if first is None else (a, b)
        return _say("more_exact", dated, undated, why="It says when.")
    if not first.meets(second):
        if first.meets(second, slack=NEAR):
            return _say("differs", a, b, "time", why="They give different days for it.")
        return _say("unrelated", a, b, why="They speak of different times.")
    if first == second:
        return _agree(a, b, "They give the same time.")
    if first.holds(second):
        return _say("more_exact", b, a, why="Its time lies inside the other's.")
    if second.holds(first):
        return _say("more_exact", a, b, why="Its time lies inside the other's.")
    return _agree(a, b, "Their times overlap.")


def _agree(a: Claim, b: Claim, why: str, *unlike: Respect) -> Standing:
    """Two claims that agree, perhaps not equally surely."""
    if a.certainty.level != b.certainty.level:
        unlike = (*unlike, "certainty")
    return _say("agrees", a, b, *unlike, why=why)


def disputes(
    matter: Matter, claims: Mapping[str, Claim], *, as_of: Mapping[str, str | None] | None = None
) -> Iterator[Standing]:
    """Pairs of a matter's claims, from different claimants or reports, that differ.

    `claims` maps claim ids to claims. Pairs come in order of their ids; claims of one report that
    are alike in all that counts are compared once.
    """
    yield from contests((claims[claim] for claim in matter.claims), as_of=as_of)


def contests(
    claims: Iterable[Claim], *, as_of: Mapping[str, str | None] | None = None
) -> Iterator[Standing]:
    """As `disputes`, over claims that are known to be of one matter."""
    alike: dict[object, Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        alike.setdefault(_position(claim), claim)
    for a, b in combinations(alike.values(), 2):
        if claimant(a) == claimant(b) and a.report == b.report:
            continue
        found = standing(a, b, as_of=as_of)
        if found.relation == "differs":
            yield found


def _position(claim: Claim) -> object:
    """All of a claim that its standing depends on, and who makes it where."""
    time = (claim.time.start, claim.time.end) if claim.time else None
    amounts = tuple((quantity_goods(part), figure(part)) for part in claim.quantities)
    stage = (claim.transfer.stage, claim.transfer.total) if claim.transfer else None
    return (
        claimant(claim), side(claim), claim.report, parties(claim), goods(claim), time, amounts,
        stage, claim.event.type if claim.event else None, is_denial(claim), is_real(claim),
        claim.certainty.polarity,
    )  # fmt: skip
