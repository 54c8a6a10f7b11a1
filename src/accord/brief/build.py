"""From the data of a workspace to the page as values, section by section."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import cos, pi, sin

from accord.brief import charts, compose, rank
from accord.brief.data import BriefData, Index, has_words
from accord.brief.full import paragraphs, printed_claims, which_printed
from accord.brief.page import (
    ActorRow,
    Chart,
    Dispute,
    Entry,
    FullReport,
    Gate,
    Group,
    Ledger,
    Listing,
    Page,
    RelationRow,
    Row,
    Source,
)
from accord.brief.parts import Line, Name, Words, squeeze
from accord.brief.safe import visible, web_address
from accord.brief.words import words
from accord.matters.matter import goods
from accord.matters.standing import Standing
from accord.model import ActorRef, Claim, Instrument, Report
from accord.relations import Relation, relations

Composer = Callable[[Claim, Index], Line]


def build(data: BriefData, *, title: str | None = None, now: str | None = None) -> Page:
    """Compose, check and bound everything that a brief prints. `now` is printed as it is given."""
    index = Index(data)
    printed = which_printed(index)
    gate = Gate(index, printed_claims(index, printed))
    disputes, disputes_missing = _disputes(index, gate, "differs")
    key = _key(index, gate)
    updates, updates_missing = _disputes(index, gate, "updates")
    timeline, dated, undated, time_rows = _timeline(index, gate)
    ledgers = _ledgers(index, gate)
    claimants, claimants_missing = _claimants(index, gate)
    actors, actors_missing = _actors(index, gate)
    ties, tie_chart = _relations(index, gate)
    forecasts = _forecasts(index, gate)
    conditionals = _listing(
        [c for c in index.claims if c.kind == "conditional"], compose.outlook_line, index, gate
    )
    instruments = _instruments(index, gate)
    full = _full(index, gate, printed)
    limits = data.limits
    return Page(
        title=visible(title, 200) if title else _title(index),
        kicker="Accord brief",
        covers=_covers(index),
        now=visible(now, 60) if now else "",
        sources=_sources(index, printed)[: limits.sources],
        sources_missing=max(0, len(index.reports) - limits.sources),
        key=key,
        disputes=disputes,
        disputes_missing=disputes_missing,
        updates=updates,
        updates_missing=updates_missing,
        timeline=timeline,
        timeline_total=dated,
        timeline_chart=_timeline_chart(index, time_rows),
        timeline_table=_timeline_table(time_rows),
        undated=undated,
        ledgers=ledgers,
        claimants=claimants,
        claimants_missing=claimants_missing,
        instruments=instruments,
        forecasts=forecasts,
        conditionals=conditionals,
        actors=actors,
        actors_missing=actors_missing,
        relations=ties,
        relations_chart=tie_chart,
        reports=full,
        reports_missing=len(index.reports) - len(printed),
        set_aside=tuple(data.set_aside[: limits.set_aside]),
        set_aside_missing=max(0, len(data.set_aside) - limits.set_aside),
        blocked=gate.blocked(limits.left_out),
        blocked_total=gate.refused,
        lines=gate.passed,
        counts=_counts(index),
        read_by=tuple(sorted({_reader(c) for c in index.claims if c.read_by is not None})),
    )


def _listing(
    claims: Sequence[Claim], composer: Composer, index: Index, gate: Gate, place: int = 1
) -> Listing:
    """The most telling claims open, the rest of the listed ones folded, in reading order each.

    `place` is that of the list among its neighbours: later ones are kept shorter.
    """
    limits = index.data.limits
    wide = rank.widest(claims, index)
    first = rank.telling(wide, index, limits.shown)
    ids = {claim.id for claim in first}
    rest = [claim for claim in wide if claim.id not in ids][: limits.lines(place) - len(first)]
    made = [composer(claim, index) for claim in (*first, *rest)]
    return gate.listing(made, limits.shown, len(wide))


# --- masthead ----------------------------------------------------------------------------------


def _title(index: Index) -> str:
    """A title out of counts: what reports say is for the lines below."""
    number = len(index.reports)
    if not number:
        return "Nothing has been read yet"
    return f"What {in_words(number)} reports say" if number > 1 else "What one report says"


def in_words(number: int) -> str:
    """A number as a headline spells it: in words up to twenty, in figures above."""
    names = {value: name for name, value in words().numbers.units.items() if value <= 20}
    return names.get(number, f"{number:,}")


def _counts(index: Index) -> dict[str, int]:
    """Counts for the masthead."""
    return {
        "reports": len(index.reports), "claims": len(index.claims), "orphans": index.orphans,
        "claimants": len({rank.claimant_key(claim) for claim in index.claims}),
        "publishers": len({r.publisher for r in index.reports if r.publisher}),
        "hedged": sum(1 for c in index.claims if c.certainty.level != "asserted"),
        "negative": sum(1 for c in index.claims if c.certainty.polarity == "negative"),
        "set_aside": len(index.data.set_aside),
    }  # fmt: skip


def _covers(index: Index) -> tuple[str, ...]:
    """What the page covers: the period of publication and how the dates are known."""
    dates = sorted(r.published.value for r in index.reports if r.published.value)
    undated = len(index.reports) - len(dates)
    out = []
    if dates:
        first, last = say_date(dates[0]), say_date(dates[-1])
        out.append(f"Published {first}" if first == last else f"Published {first} to {last}")
    if undated:
        out.append(f"{undated} of {len(index.reports)} without a known date")
    return tuple(out)


def say_date(iso: str | None) -> str:
    """An ISO date in words, as fine as it is: "22 June 2024", "June 2024", "2024"."""
    if not iso:
        return ""
    pieces = [int(piece) for piece in iso.split("T")[0].split("-") if piece.isdigit()]
    if len(pieces) > 1 and not 1 <= pieces[1] <= 12:
        return visible(iso, 20)
    if len(pieces) == 3:
        return f"{pieces[2]} {_month(pieces[1])} {pieces[0]}"
    if len(pieces) == 2:
        return f"{_month(pieces[1])} {pieces[0]}"
    return str(pieces[0]) if len(pieces) == 1 else visible(iso, 20)


def _month(number: int) -> str:
    """The name of a month, 1 to 12."""
    return words().months[number - 1][0].capitalize()


_BASES = {
    "given": "date given by the reader", "stated": "date stated in the text",
    "metadata": "date from the document's metadata", "inferred": "date inferred from the text",
    "file": "date of the file", "unknown": "no date known",
}  # fmt: skip


def _sources(index: Index, printed: dict[str, int]) -> tuple[Source, ...]:
    """The list of reports."""
    return tuple(
        Source(
            label=index.label[report.id], report=report, dated=say_date(report.published.value),
            basis=_BASES[report.published.basis], claims=len(index.by_report[report.id]),
            printed=report.id in printed,
        )
        for report in index.reports
    )  # fmt: skip


def _reader(claim: Claim) -> str:
    """What read a claim."""
    read_by = claim.read_by
    return f"Accord {read_by.accord}, models {read_by.models}" if read_by else ""


# --- contested points --------------------------------------------------------------------------


def _by_matter(index: Index) -> list[tuple[str, list[Standing]]]:
    """Standings that differ or update, by matter: the matters in which claims differ first, among
    them those with differing figures; then the ones with most claims."""
    matter_of = {claim: m.id for m in index.data.matters for claim in m.claims}
    found: dict[str, list[Standing]] = defaultdict(list)
    for standing in index.data.standings:
        known = standing.first in index.claim and standing.second in index.claim
        if known and standing.relation in ("differs", "updates"):
            key = matter_of.get(standing.first, f"{standing.first}+{standing.second}")
            found[key].append(standing)

    def order(pair: tuple[str, list[Standing]]) -> tuple[bool, bool, int, str]:
        differs = [s for s in pair[1] if s.relation == "differs"]
        figures = any("quantity" in standing.how for standing in differs)
        return (not differs, not figures, -len(_members(pair[1])), pair[0])

    return sorted(found.items(), key=order)


def _contested(index: Index) -> list[tuple[str, list[Standing]]]:
    """Matters in which claims differ, with their standings of that kind."""
    split = ((key, [s for s in all_ if s.relation == "differs"]) for key, all_ in _by_matter(index))
    return [(key, standings) for key, standings in split if standings]


def _members(standings: Iterable[Standing]) -> list[str]:
    """Claims of some standings, each once, in the order of their standings."""
    return list(dict.fromkeys(c for s in standings for c in (s.first, s.second)))


def _disputes(index: Index, gate: Gate, relation: str) -> tuple[tuple[Dispute, ...], int]:
    """Matters whose claims differ (or, for "updates", only move on), with a chart of figures."""
    found = [
        (key, standings)
        for key, standings in _by_matter(index)
        if any(s.relation == "differs" for s in standings) == (relation == "differs")
    ]
    limits = index.data.limits
    out: list[Dispute] = []
    for number, (_, standings) in enumerate(found[: limits.contested], 1):
        members = [index.claim[c] for c in _members(standings)]
        order = _by_figure(_main_unit(members)) if relation == "differs" else _time_order
        claims = sorted(members, key=order)
        made = [compose.figure_line(c, index) for c in claims[: limits.listed]]
        rows = gate.listing(made, limits.shown, len(claims))
        if len(rows.entries) < 2:
            continue
        wanted = [s for s in standings if s.relation == relation]
        how = list(dict.fromkeys(h for standing in wanted for h in standing.how))
        drawn = sum(1 for dispute in out if dispute.chart)
        label = words().labels.how
        out.append(
            Dispute(
                id=f"{relation}-{number}",
                heading=_plainest(gate, (compose.about_line(c, index) for c in claims[:20])),
                how=tuple(label.get(h, h) for h in how),
                rows=rows,
                notes=tuple(dict.fromkeys(s.why for s in wanted if s.why)),
                chart=_figures_chart(rows.entries) if drawn < limits.charts else None,
            )
        )
    return tuple(out), max(0, len(found) - limits.contested)


def _first(gate: Gate, lines: Iterable[Line]) -> Entry | None:
    """The first of some lines that passes."""
    return next((entry for entry in map(gate.entry, lines) if entry is not None), None)


def _plainest(gate: Gate, lines: Iterable[Line]) -> Entry | None:
    """Of the lines that pass, the one in which Accord had to add least; then the commonest."""
    passed = [entry for entry in map(gate.entry, lines) if entry is not None]
    often = Counter(entry.line.text for entry in passed)

    def order(entry: Entry) -> tuple[int, int]:
        return (entry.line.text.count("["), -often[entry.line.text])

    return min(passed, key=order, default=None)


def _by_figure(unit: str | None) -> Callable[[Claim], tuple[float, str]]:
    """An order of claims, the greatest figure of a unit first; of any unit where it is None."""

    def order(claim: Claim) -> tuple[float, str]:
        counted = [q for q in claim.quantities if unit is None or (q.unit or "") == unit]
        known = [n for q in counted for n in (q.value, q.low, q.high) if n is not None]
        return (-max(known, default=0.0), claim.id)

    return order


def _main_unit(claims: Iterable[Claim]) -> str | None:
    """The unit that most figures of some claims share."""
    units = Counter(q.unit or "" for claim in claims for q in claim.quantities)
    return min(units, key=lambda u: (-units[u], u), default=None)


def _figures_chart(entries: Sequence[Entry]) -> Chart | None:
    """The chart of a contested point, of the unit that most of its figures share."""
    pairs = [(e, q) for e in entries if e.claim for q in e.claim.quantities]
    pairs = [(e, q) for e, q in pairs if (q.value, q.low, q.high) != (None, None, None)]
    unit = _main_unit(entry.claim for entry in entries if entry.claim)
    if unit is None:
        return None
    rows = []
    for entry, quantity in pairs:
        said = entry.line.cell("voice")
        if (quantity.unit or "") == unit and said is not None:
            row = charts.FigureRow(_who(entry), quantity.text, quantity.value,
                                   quantity.low, quantity.high, quantity.bound)  # fmt: skip
            rows.append(row)
    if len(rows) < 2:
        return None
    name = _unit_word(rows[0].words, unit)
    wide, narrow = (charts.figures_chart(rows[:10], name, w) for w in (charts.WIDE, charts.NARROW))
    return Chart(wide, narrow)


def _who(entry: Entry) -> str:
    """The claimant of an entry, as it is printed; the report's label for its own voice."""
    said = entry.line.cell("voice")
    found = [part.shown for part in said.parts if isinstance(part, Words | Name)] if said else []
    return found[0] if found else entry.citation.partition(":")[0]


def _unit_word(text: str, unit: str) -> str:
    """The form of a unit that a figure's own words use, for the axis of a chart."""
    last = text.split()[-1] if text.split() else ""
    return last if words().unit_of.get(last.lower(), last.lower()).startswith(unit[:3]) else unit


KEY_POINTS, LEAST_WEIGHT = 10, 2.0
"""How many key points there are at most, and what a claim must weigh to be one (see `rank`)."""


def _key(index: Index, gate: Gate) -> tuple[Entry, ...]:
    """Key points: what is contested, then what tells most, from as many claimants as can be."""
    out: list[Entry] = []
    used: set[str] = set()
    for _, standings in _contested(index)[:4]:
        claims = _sides(index, standings)
        entry = gate.entry(compose.key_line(claims, index)) if len(claims) > 1 else None
        if entry is not None:
            out.append(entry)
            used |= {claim.id for claim in claims}
    out += _telling_points(index, gate, used, KEY_POINTS - len(out))
    return tuple(out)


def _telling_points(index: Index, gate: Gate, used: set[str], most: int) -> list[Entry]:
    """Up to `most` telling claims: of each topic one, of each claimant one (a report's own two).

    What more reports take up comes first; no kind of topic takes more than its share of places.
    """
    matter = {claim: m.id for m in index.data.matters for claim in m.claims}
    seen = Counter({matter[claim]: 1 for claim in used if claim in matter})
    seen.update({repr(rank.topic(index.claim[claim])): 1 for claim in used})
    echo: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for claim in index.claims:
        echo[rank.topic(claim)].add(claim.report)

    def order(claim: Claim) -> tuple[float, tuple[int, int, int, str]]:
        taken_up = 0.5 * min(4, len(echo[rank.topic(claim)]) - 1)
        return (-rank.weight(claim) - taken_up, index.order(claim))

    out: list[Entry] = []
    heavy = (c for c in index.claims if rank.weight(c) >= LEAST_WEIGHT and not rank.hangs(c))
    for claim in sorted(heavy, key=order):
        if len(out) >= most:
            break
        who, topic = rank.claimant_key(claim), rank.topic(claim)
        sentence = f"{claim.report}:{claim.passage[0]}"
        about = (matter.get(claim.id, claim.id), repr(topic), sentence)
        if any(seen[key] for key in about) or seen[topic[0]] >= (most + 1) // 2:
            continue
        if seen[who] >= (1 if claim.voice else 2):
            continue
        entry = gate.entry(compose.voiced_line(claim, index))
        if entry is not None:
            seen.update((who, topic[0], *about))
            out.append(entry)
    return out


def _sides(index: Index, standings: Sequence[Standing]) -> list[Claim]:
    """Up to three claims of a contested point, each of another claimant."""
    found: dict[str, Claim] = {}
    for claim_id in _members(standings):
        claim = index.claim[claim_id]
        found.setdefault(rank.claimant_key(claim), claim)
    if len(found) < 2:
        found = {claim: index.claim[claim] for claim in _members(standings)}
    sides = list(found.values())[:3]
    return sorted(sides, key=_by_figure(_main_unit(sides)))


def _time_order(claim: Claim) -> tuple[str, str]:
    """Claims by the day that they reach to."""
    return ((claim.time.end or claim.time.start or "") if claim.time else "", claim.id)


# --- timeline ----------------------------------------------------------------------------------


def _timeline(
    index: Index, gate: Gate
) -> tuple[tuple[Group, ...], int, int, tuple[charts.TimeRow, ...]]:
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
    return kept, len(timed), undated, rows


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
    label = words().labels
    negative = claim.certainty.polarity == "negative"
    look = label.polarity["negative"] if negative else label.levels[claim.certainty.level]
    acts = [a.country for a in claim.actors if a.country]
    return charts.TimeRow(_day(start, "01"), _day(end, "28"), acts[0] if acts else NO_STATE, look)


def _day(iso: str, day: str) -> str:
    """An ISO date made a full day for drawing only."""
    return {4: f"{iso}-{'01' if day == '01' else '12'}-{day}", 7: f"{iso}-{day}"}.get(len(iso), iso)


def _timeline_chart(index: Index, rows: Sequence[charts.TimeRow]) -> Chart | None:
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


def _timeline_table(rows: Sequence[charts.TimeRow]) -> tuple[Row, ...]:
    """The chart's numbers: claims by year and certainty."""
    found = Counter((row.start[:4], row.look) for row in rows)
    return tuple((year, look, str(found[year, look])) for year, look in sorted(found))


# --- ledger ------------------------------------------------------------------------------------

_PHASES: tuple[tuple[rank.Phase, str, str], ...] = (
    ("reported", "Reported", "said to have been sent, delivered, received or seized"),
    ("wanted", "Wanted, offered or promised", "not said to have passed"),
    ("foreseen", "Possible, feared or foreseen", "not said outright to have passed"),
    ("denied", "Denied", "said not to have passed"),
)


def _ledgers(index: Index, gate: Gate) -> tuple[Ledger, ...]:
    """Transfers by phase, then by direction and goods."""
    transfers = [claim for claim in index.claims if claim.transfer is not None]
    out = []
    for phase, title, note in _PHASES:
        members = [claim for claim in transfers if rank.phase(claim) == phase]
        groups, missing = _directions(members, phase, index, gate)
        if groups:
            out.append(Ledger(f"ledger-{phase}", title, note, groups, missing))
    return tuple(out)


def _directions(
    claims: Sequence[Claim], phase: str, index: Index, gate: Gate
) -> tuple[tuple[Group, ...], int]:
    """Groups of transfers with one supplier, recipient and kind of goods; the fullest first."""
    found: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.transfer is not None:
            ends = (claim.transfer.supplier or "", claim.transfer.recipient or "")
            found[(*ends, goods(claim))].append(claim)
    ordered = sorted(
        found.items(),
        key=lambda pair: (-sum(1 for c in pair[1] if c.quantities), -len(pair[1]), pair[0]),
    )
    merged = _merge_same_words([members for _, members in ordered])
    limits = index.data.limits
    groups = []
    for number, goods_of in enumerate(merged[: limits.listed], 1):
        members = goods_of[0]
        by_figure = _by_figure(_main_unit(members))
        ranked = sorted(members, key=lambda c: (not c.quantities, *by_figure(c)))
        made = [compose.ledger_line(claim, index) for claim in ranked[: limits.lines(number)]]
        rows = gate.listing(made, limits.shown, len(members))
        heads = _heads([claim for kind in goods_of for claim in kind])
        heading = _plainest(gate, (compose.about_lines(head, index) for head in heads))
        if rows.entries and heading is not None:
            groups.append(Group(f"{phase}-{number}", heading, "", "", rows, len(members)))
    return tuple(groups), max(0, len(merged) - limits.listed)


def _heads(members: list[Claim]) -> list[list[Claim]]:
    """What a group of transfers may be headed by: one claim of it, or all where all rest on the
    same words, in the order in which those name the goods."""

    def named_at(claim: Claim) -> int:
        item = claim.transfer.item if claim.transfer else None
        return claim.quote.find(item) if item else -1

    if len({(c.report, c.start, c.end) for c in members}) == 1:
        return [sorted(members, key=named_at)[:8]]
    return [[claim] for claim in members[:8]]


def _merge_same_words(groups: Iterable[list[Claim]]) -> list[list[list[Claim]]]:
    """Groups of one direction that rest on the very same words ("food and fuel") together."""
    found: dict[object, list[list[Claim]]] = {}
    for members in groups:
        ends = [(c.transfer.supplier, c.transfer.recipient) for c in members if c.transfer]
        said = sorted({(c.report, c.start, c.end) for c in members})
        found.setdefault((ends[0], tuple(said)), []).append(members)
    return list(found.values())


# --- claimants ---------------------------------------------------------------------------------

_CLASSES: tuple[tuple[rank.ClaimantClass, str], ...] = (
    ("officials", "Officials and governments"),
    ("scholars", "Scholars and analysts"),
    ("media", "News outlets, as reported by others"),
    ("others", "Other named sources"),
    ("unnamed", "Sources that are not named"),
    ("own", "The reports in their own voice"),
)


def _claimants(index: Index, gate: Gate) -> tuple[tuple[tuple[str, tuple[Group, ...]], ...], int]:
    """Who claims what, by class of claimant; within a class the ones with most claims first."""
    by_key: dict[str, list[Claim]] = defaultdict(list)
    for claim in index.claims:
        by_key[rank.claimant_key(claim)].append(claim)
    by_class: dict[str, list[list[Claim]]] = defaultdict(list)
    for key in sorted(by_key, key=lambda k: (-len(by_key[k]), k)):
        by_class[rank.claimant_class(by_key[key][0])].append(by_key[key])
    most = index.data.limits.claimants
    out = []
    for kind, title in _CLASSES:
        made = [
            _claimant(kind, number, claims, index, gate)
            for number, claims in enumerate(by_class[kind][:most], 1)
        ]
        groups = tuple(group for group in made if group is not None and group.lines.entries)
        if groups:
            out.append((title, groups))
    return tuple(out), sum(max(0, len(groups) - most) for groups in by_class.values())


def _claimant(
    kind: str, number: int, claims: list[Claim], index: Index, gate: Gate
) -> Group | None:
    """One claimant with its claims; `number` is its place among those of its kind."""
    anchor = f"by-{kind}-{number}"
    first = claims[0]
    unnamed = rank.is_unnamed(first)
    composer = compose.voiced_line if unnamed else compose.claim_line
    lines = _listing(claims, composer, index, gate, number)
    if not first.voice:
        report = index.report[first.report]
        title = visible(report.publisher or report.title or "Report", 120)
        return Group(anchor, None, title, index.label[report.id], lines, len(claims))
    if unnamed:
        return Group(anchor, None, "No source is named", "", lines, len(claims))
    # The fullest way in which a report names the source carries office and affiliation.
    full = sorted(claims, key=lambda c: (_is_one_of_many(c), -_fullness(c), index.order(c)))
    heading = _first(gate, (compose.source_line(c, index) for c in full[:20]))
    return Group(anchor, heading, "Source", "", lines, len(claims)) if heading else None


def _fullness(claim: Claim) -> int:
    """How fully a claim names its source: the length of the words, up to a bound."""
    return min(120, len(claim.voice[0].source or ""))


def _is_one_of_many(claim: Claim) -> bool:
    """Whether a source's words make no heading: "an official", "its spokesman"."""
    source, actor = squeeze(claim.voice[0].source or ""), claim.voice[0].actor
    opener = source.casefold().partition(" ")[0]
    if opener in words().pronouns.words:
        return True
    named = actor is None or has_words(source.casefold(), actor.name)
    return opener in ("a", "an") and not named


# --- law, outlook, actors ----------------------------------------------------------------------


def _is_forecast(claim: Claim) -> bool:
    """Whether a claim foretells, or puts a probability on something."""
    banded = claim.certainty.band is not None and claim.kind != "conditional"
    return claim.kind == "forecast" or banded


def _forecasts(index: Index, gate: Gate) -> Listing:
    """What is foretold: first what a report puts odds on, the likeliest first; then the rest."""
    wide = rank.widest([c for c in index.claims if _is_forecast(c)], index)
    odds = sorted((c for c in wide if c.certainty.band), key=_odds)
    limits = index.data.limits
    rest = [claim for claim in wide if not claim.certainty.band]
    first = rank.telling(rest, index, max(0, limits.shown - len(odds)))
    ids = {claim.id for claim in first}
    chosen = [*odds, *first, *(claim for claim in rest if claim.id not in ids)][: limits.listed]
    made = [compose.outlook_line(claim, index) for claim in chosen]
    return gate.listing(made, max(limits.shown, min(len(odds), 2 * limits.shown)), len(wide))


def _odds(claim: Claim) -> tuple[int, int, str]:
    """The likeliest first."""
    low, high = claim.certainty.band or (0, 0)
    return (-high, -low, claim.id)


def _instruments(index: Index, gate: Gate) -> tuple[Group, ...]:
    """Treaties, resolutions and measures that claims name; the most named first."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in index.claims:
        for instrument in claim.instruments:
            key = instrument.id or instrument.name.casefold()
            if not found[key] or found[key][-1].id != claim.id:
                found[key].append(claim)
    limits = index.data.limits
    groups = []
    ordered = sorted(found, key=lambda k: (-len(found[k]), k))[: limits.instruments]
    for number, key in enumerate(ordered, 1):
        named = [
            (claim, instrument)
            for claim in found[key][:20]
            for instrument in claim.instruments
            if (instrument.id or instrument.name.casefold()) == key
        ]
        # The fullest name that a report gives it stands as the heading.
        named.sort(key=lambda pair: (*_name_order(pair[0], pair[1], index), index.order(pair[0])))
        heading = _first(gate, (compose.instrument_line(c, i, index) for c, i in named))
        lines = _listing(found[key], compose.said_line, index, gate, number)
        if heading is not None and lines.entries:
            where = sorted({index.rank[claim.report] for claim in found[key]})
            note = ", ".join(index.label[index.reports[place].id] for place in where[:12])
            note += " …" if len(where) > 12 else ""
            groups.append(Group(f"law-{number}", heading, "", note, lines, len(found[key])))
    return tuple(groups)


def _name_order(claim: Claim, instrument: Instrument, index: Index) -> tuple[bool, int]:
    """Names that begin with a capital first, then the longest."""
    text = (index.text(claim.report, instrument.span) if instrument.span else "") or ""
    return (not text[:1].isupper(), -len(text))


def _actors(index: Index, gate: Gate) -> tuple[tuple[ActorRow, ...], int]:
    """Actors by how often claims name them as actor, recipient or source."""
    acts: Counter[str] = Counter()
    receives: Counter[str] = Counter()
    speaks: Counter[str] = Counter()
    where: dict[str, tuple[ActorRef, Claim]] = {}
    for claim in index.claims:
        spoken = [link.actor for link in claim.voice if link.actor is not None]
        sides = ((acts, claim.actors), (receives, claim.recipients), (speaks, spoken))
        for counter, actors in sides:
            for actor in {actor.id: actor for actor in actors}.values():
                counter[actor.id] += 1
                known = where.get(actor.id)
                if known is None or _plainer(actor, claim, *known, index):
                    where[actor.id] = (actor, claim)
    order = sorted(where, key=lambda a: (-(acts[a] + receives[a] + speaks[a]), a))
    most = index.data.limits.actors
    rows = []
    for actor_id in order[:most]:
        actor, claim = where[actor_id]
        entry = gate.entry(compose.name_line(actor, claim, index))
        if entry is not None:
            kind = _kind(actor, index)
            rows.append(ActorRow(entry, kind, acts[actor_id], receives[actor_id], speaks[actor_id]))
    return tuple(rows), max(0, len(order) - most)


def _kind(actor: ActorRef, index: Index) -> str:
    """An actor's state and sector in the codebook's words: "Russia, government"."""
    known = index.data.names.get(actor.country or "", ())
    state = known[0] if known else actor.country
    sector = words().sectors.names.get(actor.sector or "", actor.sector)
    return ", ".join(piece for piece in (state, sector) if piece)


def _plainer(actor: ActorRef, claim: Claim, old: ActorRef, old_claim: Claim, index: Index) -> bool:
    """Whether a claim names an actor by its very name, where the one before did not."""

    def named(ref: ActorRef, where: Claim) -> bool:
        return ref.span is not None and index.text(where.report, ref.span) == ref.name

    return named(actor, claim) and not named(old, old_claim)


def _relations(index: Index, gate: Gate) -> tuple[tuple[RelationRow, ...], Chart | None]:
    """Relations between states with a chart of the twelve states with most claims."""
    found = relations(index.claims)
    rows: list[RelationRow] = []
    edges: list[charts.EdgeRow] = []
    for relation in found[: index.data.limits.actors]:
        named = _pair_names(relation, index)
        if named is None:
            continue
        left, right, claim = named
        entry = gate.entry(compose.pair_line(left, right, claim, index))
        if entry is None:
            continue
        one, two, three, four = (relation.count(quad) for quad in (1, 2, 3, 4))
        rows.append(
            RelationRow(entry, (one, two, three, four), len(relation.claims),
                        len(relation.reports), say_date(relation.latest))
        )  # fmt: skip
        drawn = [(q, n) for q, n in enumerate((one, two, three, four), 1) if n]
        middle = (len(drawn) - 1) / 2
        edges += [
            charts.EdgeRow(left.name, right.name, quad, count, place - middle)
            for place, (quad, count) in enumerate(drawn)
        ]
    return tuple(rows), _edges_chart(edges) if index.data.limits.charts else None


def _pair_names(relation: Relation, index: Index) -> tuple[ActorRef, ActorRef, Claim] | None:
    """How the two states of a relation are called, and a claim that names both, best by name."""
    best: tuple[int, ActorRef, ActorRef, Claim] | None = None
    for claim_id in relation.claims[:200]:
        claim = index.claim[claim_id]
        found: dict[str, ActorRef] = {}
        for actor in (*claim.actors, *claim.recipients):
            if actor.country in relation.pair and actor.country is not None:
                state = actor.id == actor.country
                if state or actor.country not in found:
                    found[actor.country] = actor
        if len(found) < 2:
            continue
        left, right = (_as_state(found[code], index) for code in relation.pair)
        plain = sum(
            actor.span is not None and index.text(claim.report, actor.span) == actor.name
            for actor in (left, right)
        )
        if best is None or plain > best[0]:
            best = (plain, left, right, claim)
    return best[1:] if best else None


def _as_state(actor: ActorRef, index: Index) -> ActorRef:
    """The state that an actor belongs to, if the codebook names it; else the actor."""
    names = index.data.names.get(actor.country or "", ())
    if actor.id == actor.country or not names or actor.country is None:
        return actor
    return ActorRef(id=actor.country, name=names[0], country=actor.country, span=actor.span)


def _edges_chart(edges: Sequence[charts.EdgeRow]) -> Chart | None:
    """The relation chart: actors on a circle, in the order of their weight."""
    weight: Counter[str] = Counter()
    for edge in edges:
        weight[edge.left] += edge.claims
        weight[edge.right] += edge.claims
    names = sorted(weight, key=lambda n: (-weight[n], n))[:12]
    kept = [edge for edge in edges if edge.left in names and edge.right in names]
    if not kept:
        return None
    turn = 2 * pi / len(names)
    start = pi if len(names) == 2 else pi / 2
    places = {n: (cos(start - i * turn), sin(start - i * turn)) for i, n in enumerate(names)}
    wide, narrow = (charts.relations_chart(kept, places, w) for w in (520, charts.NARROW))
    return Chart(wide, narrow)


# --- reports in full ---------------------------------------------------------------------------


def _full(index: Index, gate: Gate, printed: dict[str, int]) -> tuple[FullReport, ...]:
    """Reports in full, within the limits, in the order of their labels."""

    def read(claim: Claim) -> Entry | None:
        return gate.entry(compose.note_line(claim, index))

    sources = {source.report.id: source for source in _sources(index, printed)}
    return tuple(
        _one(index, sources[report.id], report, printed[report.id], gate, read)
        for report in index.reports
        if report.id in printed
    )


def _one(
    index: Index, source: Source, report: Report, most: int, gate: Gate,
    read: Callable[[Claim], Entry | None],
) -> FullReport:  # fmt: skip
    """One report in full."""
    made = paragraphs(index, report, most, gate.printed, read)
    return FullReport(source, made, len(report.text) - most, web_address(report.url))
