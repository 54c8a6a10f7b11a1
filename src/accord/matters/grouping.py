"""Claims to matters, at a baseline: exact keys of parties, goods or type, then windows of time.

Every claim comes out in exactly one matter. The result does not depend on the order of the claims.
Time splits a key's claims as follows. Short windows (to a week) that touch or lie a day apart make
one occasion, up to ten days long. A longer window, to a month, joins the only occasion that it
meets; if it meets none or several it stays out, with its like: running totals by overlap, all else
by having the same window. A transfer or a figure without a date joins if there is only one place to
go, an event without a date stays by itself: type and parties do not make two events one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, count
from typing import NamedTuple

from accord.codebooks.matters import matters_book
from accord.matters.matter import (
    Label,
    Matter,
    MatterKind,
    Window,
    goods,
    is_real,
    parties,
    quantity_goods,
    window,
)
from accord.model import Claim, Report, content_id

SHORT = 7
"""Longest window, in days, that counts as a date rather than a period."""

MONTH = 31
"""Longest window, in days, that can stand for a date that is not given more exactly."""

OCCASION = 10
"""Longest that one occasion may last, in days."""


class _Key(NamedTuple):
    """What a matter is about, time apart. `phase` keeps wishes and forecasts from facts."""

    kind: MatterKind
    who: tuple[str, ...]
    what: str
    whom: tuple[str, ...]
    phase: str


class _Dated(NamedTuple):
    """A claim with its window; sorts by time, then by id."""

    window: Window
    id: str
    total: bool


def group(claims: Iterable[Claim], reports: Iterable[Report] = ()) -> list[Matter]:
    """Bring claims together into matters, sorted by id. `reports` give open windows an end."""
    published = {report.id: report.published.value for report in reports}
    by_key: dict[_Key, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        by_key[_key(claim)][claim.id] = claim
    matters = [
        _matter(key, anchor, ids)
        for key, members in by_key.items()
        for anchor, ids in _by_time(key, members.values(), published)
    ]
    return sorted(matters, key=lambda matter: matter.id)


def _matter(key: _Key, anchor: str | None, ids: Iterable[str]) -> Matter:
    """One matter with its id over what it is about."""
    about = (key.kind, "+".join(key.who), key.what, "+".join(key.whom), key.phase, anchor or "")
    when = "undated" if anchor is not None and anchor.startswith("undated") else anchor
    label = Label(who=key.who, what=key.what, whom=key.whom, when=when)
    return Matter(id=content_id("m", *about), kind=key.kind, label=label, claims=tuple(sorted(ids)))


def _key(claim: Claim) -> _Key:
    """What a claim is about, time apart; a claim that can meet no other is its own key."""
    who, whom = parties(claim)
    phase = "real" if is_real(claim) else "not_real"
    known = tuple(sorted({part.id for part in claim.instruments if part.id is not None}))
    if claim.transfer is not None:
        wanted = "wanted" if claim.transfer.stage == "wanted" else phase
        if (who or whom) and goods(claim):
            return _Key("transfer", who, goods(claim), whom, wanted)
    elif claim.kind == "commitment" and known:
        return _Key("commitment", (), "+".join(known), (), phase)
    elif claim.event is not None and who:
        return _event_key(claim.event.type, who, whom, phase)
    elif claim.quantities and (who or whom) and quantity_goods(claim.quantities[0]):
        return _Key("quantity", who, quantity_goods(claim.quantities[0]), whom, phase)
    elif known:
        return _Key("instrument", (), "+".join(known), (), phase)
    return _Key("single", (), claim.id, (), phase)


def _event_key(kind: str, who: tuple[str, ...], whom: tuple[str, ...], phase: str) -> _Key:
    """An event's key; where it is mutual, all parties stand on one side."""
    if kind in matters_book().mutual.types:
        return _Key("event", tuple(sorted({*who, *whom})), kind, (), phase)
    return _Key("event", who, kind, whom, phase)


def _by_time(
    key: _Key, claims: Iterable[Claim], published: Mapping[str, str | None]
) -> Iterator[tuple[str | None, list[str]]]:
    """Split a key's claims by when, giving each part's anchor and claim ids."""
    if key.kind in ("commitment", "instrument", "single"):
        yield None, [claim.id for claim in claims]
        return
    dated: list[_Dated] = []
    undated: list[str] = []
    for claim in claims:
        when = window(claim, published.get(claim.report))
        total = claim.transfer is not None and claim.transfer.total
        if when is None:
            undated.append(claim.id)
        else:
            dated.append(_Dated(when, claim.id, total))
    parts = _parts(sorted(dated), by_overlap=key.kind in ("transfer", "quantity"))
    if len(parts) == 1 and key.kind != "event":
        parts[0] += [_Dated(parts[0][0].window, claim, False) for claim in undated]
    elif key.kind != "event":
        yield from [("undated", undated)] if undated else []
    else:
        yield from ((f"undated {claim}", [claim]) for claim in undated)
    taken: set[str] = set()
    for part in parts:
        anchor = _anchor(part, taken)
        taken.add(anchor)
        yield anchor, [at.id for at in part]


def _anchor(part: list[_Dated], taken: set[str]) -> str:
    """Where a part's most exact window begins (the shortest, of those the earliest).

    A window with no known beginning is named by its end.

    Where another part of the key has that name already, the window's end or a number is added.
    """
    best = min((at.window for at in part), key=lambda when: (when.days, when))
    begins = f"until {best.end}" if best.start == date.min else str(best.start)
    names = chain(
        (begins, f"{best.start}/{best.end}"),
        (f"{best.start}/{best.end}#{number}" for number in count(2)),
    )
    return next(name for name in names if name not in taken)


def _parts(dated: list[_Dated], *, by_overlap: bool) -> list[list[_Dated]]:
    """Occasions first, then the periods that fit exactly one of them, then the other periods."""
    short = [at for at in dated if at.window.days <= SHORT and not at.total]
    occasions, spans = _occasions(short)
    left: list[_Dated] = []
    for at in dated:
        if at.window.days <= SHORT and not at.total:
            continue
        met = _met(at.window, spans) if at.window.days <= MONTH and not at.total else []
        if len(met) == 1:
            occasions[met[0]].append(at)
        else:
            left.append(at)
    return occasions + (_overlapping(left) if by_overlap else _identical(left))


def _occasions(short: list[_Dated]) -> tuple[list[list[_Dated]], list[Window]]:
    """Chain short windows that touch or lie a day apart, to `OCCASION` days; in order of time."""
    parts: list[list[_Dated]] = []
    spans: list[Window] = []
    for at in short:
        if parts and at.window.meets(spans[-1], slack=1):
            joined = Window(spans[-1].start, max(spans[-1].end, at.window.end))
            if joined.days <= OCCASION:
                parts[-1].append(at)
                spans[-1] = joined
                continue
        parts.append([at])
        spans.append(at.window)
    return parts, spans


def _met(when: Window, spans: list[Window]) -> list[int]:
    """Indices of the first two `spans` (sorted by start, hardly overlapping) that `when` meets."""
    at = max(0, bisect_left(spans, when.start, key=lambda span: span.start) - 3)
    found: list[int] = []
    while at < len(spans) and spans[at].start <= when.end and len(found) < 2:
        if spans[at].meets(when):
            found.append(at)
        at += 1
    return found


def _overlapping(periods: list[_Dated]) -> list[list[_Dated]]:
    """Chain periods that share a day, however long the chain: a running total has one past."""
    parts: list[list[_Dated]] = []
    end = None
    for at in periods:
        if end is not None and at.window.start <= end:
            parts[-1].append(at)
            end = max(end, at.window.end)
        else:
            parts.append([at])
            end = at.window.end
    return parts


def _identical(periods: list[_Dated]) -> list[list[_Dated]]:
    """Put periods together that are the very same."""
    parts: dict[Window, list[_Dated]] = defaultdict(list)
    for at in periods:
        parts[at.window].append(at)
    return list(parts.values())
