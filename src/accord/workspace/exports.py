"""Events as rows that users of POLECAT, ICEWS and GDELT load, with claimant and certainty added.

What a set asks for and nobody found out stays empty, as that set writes it: nothing is filled by
default. An event without a day has no date unless the report's is asked for, and then it says so.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from itertools import product
from typing import Any

import msgspec

from accord.claims.cameo import actor_code, cameo_codes, cameo_quad, event_code
from accord.codebooks.actors import actors
from accord.codebooks.exports import LAYOUTS, Layout, LayoutName, export_book
from accord.codebooks.places import place_book
from accord.codebooks.plover import plover
from accord.model import ActorRef, Claim, Place
from accord.workspace.cells import cell, taken
from accord.workspace.errors import FilterError
from accord.workspace.events import claimants, raw_name
from accord.workspace.standing import mark_of

Cells = Mapping[str, Any]
"""A row's values by column; columns that it lacks are not known."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event claim and what is known of its report."""

    claim: Claim
    published: str | None
    publisher: str | None
    url: str | None
    language: str | None
    read_at: str


class ExportSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What an export came to: rows, the events they stand for, and how many were left out why."""

    rows: int
    events: int
    left_out: dict[str, int]


@dataclass(slots=True)
class Tally:
    """Counts while rows are written."""

    rows: int = 0
    events: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def summary(self) -> ExportSummary:
        """The counts, most frequent reason first."""
        ordered = sorted(self.left_out.items(), key=lambda item: (-item[1], item[0]))
        return ExportSummary(rows=self.rows, events=self.events, left_out=dict(ordered))


def check_layout(name: str) -> LayoutName:
    """The layout of that name. Raises `FilterError` for any other."""
    for known in LAYOUTS:
        if name.lower() == known:
            return known
    remedy = f"Use {', '.join(LAYOUTS[:-1])} or {LAYOUTS[-1]}."
    raise FilterError(f"there is no export format '{name}'.", remedy=remedy)


def export_lines(
    told: Iterable[Told],
    name: LayoutName,
    tally: Tally,
    *,
    everything: bool = False,
    fill_dates: bool = False,
    header: bool | None = None,
) -> Iterator[str]:
    """Tab-separated lines of one layout, line ends included; `tally` counts as they are drawn.

    Only what is reported as having happened, unless `everything`; then the column Status says what
    the rest is. With `fill_dates`, an event without a day takes its report's. `header` overrides
    whether column names come first. A text cell that a spreadsheet would take for a formula gets an
    apostrophe in front; a cell with quotation marks is quoted, so that no reader loses its place.
    """
    layout = export_book().formats[name]
    names = (*layout.columns, *layout.own)
    buffer = io.StringIO()
    writer = csv.writer(buffer, dialect="excel-tab", lineterminator="\n")
    if layout.header if header is None else header:
        writer.writerow(names)
        yield taken(buffer)
    for one in told:
        for row in _rows(one, name, layout, tally, everything, fill_dates):
            tally.rows += 1
            writer.writerow([_cell(row.get(column), layout) for column in names])
            yield taken(buffer)


def _rows(
    told: Told, name: LayoutName, layout: Layout, tally: Tally, everything: bool, fill_dates: bool
) -> Iterator[Cells]:
    """The rows of one event: none if it is left out, one for each pair where a row holds a pair."""
    claim = told.claim
    mark = mark_of(claim, told.published)
    if mark is not None and not everything:
        tally.left_out[mark] += 1
        return
    known = bool(claim.actors) + bool(claim.recipients)
    if known < layout.sides:
        tally.left_out["only one side known" if known else "no actor known"] += 1
        return
    tally.events += 1
    day, basis = _day(told, fill_dates)
    own = _own(told, mark or "reported", basis, layout)
    if layout.several:
        yield {**_polecat(told, day), **own}
        return
    make: Callable[[_Pair], Cells] = _icews if name == "icews" else _gdelt
    if name == "gdelt1":  # Its dates of adding are days.
        told = replace(told, read_at=told.read_at[:10])
    pairs = product(claim.actors or (None,), claim.recipients or (None,))
    for at, (actor, recipient) in enumerate(pairs):
        pair = _Pair(told, actor, recipient, day, at)
        yield {**make(pair), **own}


def _day(told: Told, fill_dates: bool) -> tuple[str | None, str | None]:
    """The event's day and what it rests on; the report's only where that is asked for."""
    time = told.claim.time
    if time is not None and time.start is not None and time.start == time.end:
        return time.start, time.basis
    if fill_dates and told.published is not None and _as_date(told.published) is not None:
        return told.published[:10], "published"
    return None, time.basis if time else None


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _own(told: Told, status: str, basis: str | None, layout: Layout) -> Cells:
    """Accord's columns: who says so, how surely, and where it stands."""
    claim = told.claim
    sure, time = claim.certainty, claim.time
    low, high = sure.band or (None, None)
    # The outlet's own voice is the publisher's; "reportedly" is nobody's.
    who = claimants(claim) or ((told.publisher,) if told.publisher and not claim.voice else ())
    ids = [actor.id for link in claim.voice for actor in link.claimants]
    values = (
        _joined(who), _joined(ids), sure.level, sure.polarity, sure.term, low, high,
        sure.factuality, status, time.start if time else None, time.end if time else None,
        time.precision if time else None, basis, claim.id, claim.report, claim.quote,
    )  # fmt: skip
    return dict(zip(layout.own, values, strict=True))


def _joined(values: Iterable[str | None]) -> str | None:
    """Values in one cell, each once, as POLECAT parts them."""
    return "; ".join(dict.fromkeys(value for value in values if value)) or None


# ---------------------------------------------------------------------------- POLECAT


def _polecat(told: Told, day: str | None) -> Cells:
    claim = told.claim
    event, place = claim.event, claim.place
    assert event is not None, "only events are exported"
    quad = plover().quad(event.type)
    names = {one.id: one.name.upper() for one in plover().quads}
    made = claim.read_by
    return {
        "Event ID": claim.id, "Event Date": day, "Event Type": event.type,
        "Event Mode": event.mode, "Intensity": plover().score(event.type, event.mode),
        "Quad Code": names.get(quad) if quad else None, "Contexts": _joined(event.contexts),
        **_polecat_side(claim, claim.actors, "Actor"),
        **_polecat_side(claim, claim.recipients, "Recipient"),
        "Source": told.publisher, "Publication Date": (told.published or "")[:10] or None,
        "Language": told.language, "Version": f"{made.accord} {made.models}" if made else None,
        **_place(place, "Placename", country=place.country if place else None),
        "Raw Placename": _raw_place(claim, place),
    }  # fmt: skip


def _polecat_side(claim: Claim, side: tuple[ActorRef, ...], name: str) -> Cells:
    states = actors().states
    codes = [states[ref.country].cow for ref in side if ref.country and ref.country in states]
    sectors = [ref.sector for ref in side]
    return {
        f"{name} Name": _joined(ref.name for ref in side),
        f"{name} Country": _joined(ref.country for ref in side),
        f"{name} COW": _joined(str(code) for code in codes if code is not None),
        f"Primary {name} Sector": next((sector for sector in sectors if sector), None),
        f"{name} Sectors": _joined(sectors),
        f"{name} Name Raw": _joined(raw_name(claim, ref) for ref in side),
    }


def _raw_place(claim: Claim, place: Place | None) -> str | None:
    if place is None or place.span is None:
        return None
    start, end = (at - claim.start for at in place.span)
    return claim.quote[start:end] if 0 <= start < end <= len(claim.quote) else None


def _place(place: Place | None, name: str | None, country: str | None) -> Cells:
    """City, country and coordinates; a region, a base or a state is no city."""
    if place is None:
        return {}
    cells = {
        "City": place.name if _kind(place) in ("city", "port") else None, "Country": country,
        "Latitude": place.latitude, "Longitude": place.longitude,
    }  # fmt: skip
    return {**cells, name: place.name} if name else cells


def _kind(place: Place) -> str:
    """What kind of place it is, as the codebooks have it; "unknown" where nobody placed it."""
    if any(place.name == state.name for state in actors().states.values()):
        return "state"
    for known in place_book().places:
        if known.name == place.name:
            return known.kind
    return "city" if place.latitude is not None else "unknown"


# ---------------------------------------------------------------------------- ICEWS and GDELT


@dataclass(frozen=True, slots=True)
class _Pair:
    """An event between one actor and one recipient; `at` counts the pairs of its claim."""

    told: Told
    actor: ActorRef | None
    recipient: ActorRef | None
    day: str | None
    at: int

    @property
    def code(self) -> str | None:
        """The event's CAMEO code."""
        event = self.told.claim.event
        return event_code(event) if event else None

    @property
    def number(self) -> int:
        """A number for the row: these sets have no other ids."""
        return _number(f"{self.told.claim.id}/{self.at}")


def _number(text: str) -> int:
    """A whole number that follows from a text; 53 bits, so that readers with doubles keep it."""
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big") >> 11


def _icews(pair: _Pair) -> Cells:
    claim, code = pair.told.claim, pair.code
    name, score = cameo_codes()[code] if code else (None, None)
    place = claim.place
    return {
        "Event ID": pair.number, "Event Date": pair.day,
        "Source Name": _name(pair.actor), "Source Sectors": _icews_sector(pair.actor),
        "Source Country": _icews_state(pair.actor.country if pair.actor else None),
        "Event Text": name, "CAMEO Code": code, "Intensity": score,
        "Target Name": _name(pair.recipient), "Target Sectors": _icews_sector(pair.recipient),
        "Target Country": _icews_state(pair.recipient.country if pair.recipient else None),
        "Story ID": _number(claim.report), "Publisher": pair.told.publisher,
        **_place(place, None, country=_icews_state(place.country if place else None)),
    }  # fmt: skip


def _name(ref: ActorRef | None) -> str | None:
    return ref.name if ref else None


def _icews_sector(ref: ActorRef | None) -> str | None:
    if ref is None or ref.sector is None:
        return None
    return export_book().icews_sectors.get(ref.sector, ref.sector)


def _icews_state(country: str | None) -> str | None:
    if country is None:
        return None
    state = actors().states.get(country)
    return export_book().icews_states.get(country) or (state.name if state else country)


def _gdelt(pair: _Pair) -> Cells:
    told, code = pair.told, pair.code
    score = cameo_codes()[code][1] if code else None
    read = "".join(mark for mark in told.read_at[:19] if mark.isdigit())
    return {
        "GLOBALEVENTID": pair.number, **_gdelt_date(pair),
        **_gdelt_actor(told.claim, pair.actor, "Actor1"),
        **_gdelt_actor(told.claim, pair.recipient, "Actor2"),
        "EventCode": code, "EventBaseCode": code[:3] if code else None,
        "EventRootCode": code[:2] if code else None,
        "QuadClass": cameo_quad(code) if code else None, "GoldsteinScale": score,
        "NumMentions": 1, "NumSources": 1, "NumArticles": 1,
        **_gdelt_place(told.claim.place),
        "DATEADDED": read or None, "SOURCEURL": told.url,
    }  # fmt: skip


def _gdelt_date(pair: _Pair) -> Cells:
    """Day, month, year and fraction, each as far as it is known."""
    time = pair.told.claim.time
    ends = {time.start, time.end} if time and pair.day is None else {pair.day}
    spans = [one for one in map(_as_date, (end for end in ends if end)) if one is not None]
    if not spans or len(spans) < len(ends):
        return {}
    years = {one.year for one in spans}
    months = {(one.year, one.month) for one in spans}
    cells: dict[str, Any] = {"Year": spans[0].year} if len(years) == 1 else {}
    if len(months) == 1:
        cells["MonthYear"] = f"{spans[0]:%Y%m}"
    if pair.day is not None:
        cells["SQLDATE"] = f"{spans[0]:%Y%m%d}"
        cells["FractionDate"] = f"{spans[0].year + (spans[0].month * 30 + spans[0].day) / 365:.4f}"
    return cells


def _gdelt_actor(claim: Claim, ref: ActorRef | None, side: str) -> Cells:
    """An actor's code, taken apart as GDELT does: country, or known group, then types."""
    if ref is None:
        return {}
    code = actor_code(ref, raw_name(claim, ref))
    if code == "---":
        return {f"{side}Name": ref.name.upper()}
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    cells: dict[str, Any] = {f"{side}Code": code, f"{side}Name": ref.name.upper()}
    if ref.country is not None and parts[0] == ref.country:
        cells[f"{side}CountryCode"] = parts.pop(0)
    elif parts[0] == "IGO" and len(parts) > 1:
        cells[f"{side}KnownGroupCode"] = parts.pop(1)
    for at, part in enumerate(parts[:3], 1):
        cells[f"{side}Type{at}Code"] = part
    return cells


def _gdelt_place(place: Place | None) -> Cells:
    """Where it happened, with FIPS codes and GDELT's numbers for kinds of places."""
    if place is None:
        return {}
    american = place.country == "USA"
    point = 3 if american else 4  # GDELT's cities are landmarks too.
    kinds = {"state": 1, "region": 2 if american else 5}
    kinds |= dict.fromkeys(("city", "port", "base", "site"), point)
    return {
        "ActionGeo_Type": kinds.get(_kind(place)), "ActionGeo_FullName": place.name,
        "ActionGeo_CountryCode": export_book().fips.get(place.country or ""),
        "ActionGeo_Lat": place.latitude, "ActionGeo_Long": place.longitude,
    }  # fmt: skip


# ---------------------------------------------------------------------------- cells


def _cell(value: Any, layout: Layout) -> str:
    """One cell on one line; what is not known as the set writes it."""
    if value is None or value == "":
        return layout.missing
    return cell(" ".join(value.split()) if isinstance(value, str) else value)
