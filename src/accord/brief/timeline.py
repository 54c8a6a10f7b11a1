"""The timeline: dated claims by period, with a chart by acting state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from accord.brief import charts, compose, rank
from accord.brief.data import Index
from accord.brief.dates import say_date
from accord.brief.marks import leading, word
from accord.brief.page import (
    Chart,
    Gate,
    Group,
    Row,
    Timeline,
)
from accord.model import Claim


def timeline(index: Index, gate: Gate) -> Timeline:
    """Claims of what happened, by month (or year), the latest first."""
    happened = [c for c in index.claims if _is_told_as_past(c)]
    timed = rank.widest([c for c in happened if _has_date(c)], index)
    dated = [c for c in timed if rank.time_key(c)]
    limits = index.data.limits
    most = 3 * limits.listed
    chosen = sorted(dated, key=lambda c: (-rank.weight(c), index.order(c)))[:most]
    periods: dict[str, list[Claim]] = defaultdict(list)
    in_order = sorted(chosen, key=index.order)
    for claim in sorted(in_order, key=rank.time_key, reverse=True):
        periods[_period(claim)].append(claim)
    no_year = [c for c in timed if not rank.time_key(c)][: limits.listed]
    groups = [_time_group(key, periods[key], index, gate) for key in sorted(periods, reverse=True)]
    if no_year:
        groups.append(_time_group("", no_year, index, gate))
    rows = tuple(_time_row(claim) for claim in chosen)
    kept = tuple(group for group in groups if group.lines.entries)
    # Claims inside others are not listed, but they are not undated for that.
    undated = sum(1 for claim in happened if not _has_date(claim))
    return Timeline(
        groups=kept, total=len(timed), undated=undated,
        chart=_chart(index, rows), table=_table(rows),
    )  # fmt: skip


def _is_told_as_past(claim: Claim) -> bool:
    """Whether a claim tells what was or is, in a clause that can be read by itself."""
    foretold = claim.kind in ("forecast", "conditional")
    return not foretold and claim.certainty.level != "hypothetical" and not rank.hangs(claim)


def _has_date(claim: Claim) -> bool:
    """Whether a claim says when; how long a thing took ("six months") is no date."""
    return claim.time is not None and not claim.time.value.startswith("P")


def _period(claim: Claim) -> str:
    """The month a claim is put under ("2024-06"), or the year where no month is known."""
    key = rank.time_key(claim)
    coarse = claim.time is not None and claim.time.precision in ("year", "decade")
    return key[:4] if coarse else key[:7]


def _time_group(key: str, claims: list[Claim], index: Index, gate: Gate) -> Group:
    """One month or year of the timeline."""
    shown = index.data.limits.shown
    made = [compose.timeline_line(claim, index) for claim in claims]
    title = say_date(key) if key else "Year not stated"
    return Group(f"t-{key or 'none'}", None, title, "", gate.listing(made, shown), len(claims))


def _time_row(claim: Claim) -> charts.TimeRow:
    """A claim for the timeline's chart."""
    start = rank.time_key(claim)
    end = (claim.time.end if claim.time else None) or start
    acts = [a.country for a in claim.actors if a.country]
    return charts.TimeRow(
        _day(start, "01"), _day(end, "28"), acts[0] if acts else NO_STATE, leading(claim)
    )


def _day(iso: str, day: str) -> str:
    """An ISO date made a full day for drawing only."""
    return {4: f"{iso}-{'01' if day == '01' else '12'}-{day}", 7: f"{iso}-{day}"}.get(len(iso), iso)


def _chart(index: Index, rows: Sequence[charts.TimeRow]) -> Chart | None:
    """The timeline's chart, of the years that hold most claims; older ones are in the list."""
    drawable = list(rows)
    if len(drawable) < 3 or not index.data.limits.charts:
        return None
    starts = sorted(row.start for row in drawable)
    floor = f"{int(starts[-1][:4]) - 5}{starts[-1][4:]}"
    recent = [row for row in drawable if row.start >= floor] if _spread(starts) else drawable
    number = Counter(row.lane for row in recent)
    kept = sorted(number, key=lambda lane: (-number[lane], lane))[:8]
    names = _state_names(index)
    chosen = [
        charts.TimeRow(row.start, row.end, names.get(row.lane, row.lane), row.look)
        for lane in kept for row in recent if row.lane == lane
    ]  # fmt: skip
    if len(chosen) < 3:
        return None
    wide, narrow = (charts.timeline_chart(chosen, w) for w in (charts.WIDE, charts.NARROW))
    return Chart(wide, narrow)


def _state_names(index: Index) -> dict[str, str]:
    """What each state is called: by the codebook, else by the claims that name it."""
    found = {NO_STATE: "none named"}
    for claim in index.claims:
        for actor in (*claim.actors, *claim.recipients):
            if actor.country and actor.id == actor.country:
                found.setdefault(actor.country, actor.name)
    known = {code: names[0] for code, names in index.data.names.items() if code in found and names}
    return found | known


NO_STATE = "–"
"""The lane of claims that name no acting state."""


def _spread(starts: Sequence[str]) -> bool:
    """Whether dates lie more than five years apart, so that old ones would squeeze the new."""
    return int(starts[-1][:4]) - int(starts[0][:4]) > 5


def _table(rows: Sequence[charts.TimeRow]) -> tuple[Row, ...]:
    """The chart's numbers: claims by year and certainty."""
    found = Counter((row.start[:4], word(row.look)) for row in rows)
    return tuple((year, look, str(found[year, look])) for year, look in sorted(found))
