"""Composing lines from claims: each word from the claim's own spans, or marked as Accord's.

A composer never decides whether a line is true to its source; it hands the line to the check. What
a claim leaves open is left out, or said to be open by a label.
"""

from __future__ import annotations

from collections.abc import Iterable

from accord.brief.data import Index, has_words
from accord.brief.marks import FORECAST, mark_of
from accord.brief.naming import name, names
from accord.brief.numbers import figures, same_value
from accord.brief.parts import (
    Cell,
    Date,
    Hedge,
    Item,
    Label,
    Line,
    Name,
    Number,
    Part,
    Plain,
    Quote,
    Words,
    squeeze,
)
from accord.brief.spans import cites
from accord.brief.voices import fullest, said_by, source, speech, under_claimant, voice
from accord.brief.words import bound_before, hedge_pattern, words
from accord.model import ActorRef, Claim, Instrument, Quantity, Time


def line(claims: Iterable[Claim], cells: Iterable[Cell]) -> Line:
    """A line on `claims`, without its empty cells, citing every span of theirs."""
    members = tuple(claims)
    found = tuple(dict.fromkeys(cite for claim in members for cite in cites(claim)))
    return Line(tuple(c for c in cells if c.parts), found, tuple(c.id for c in members))


# --- cells -------------------------------------------------------------------------------------


def quote(claim: Claim, index: Index) -> Cell:
    """The claim's own words, cut at a word's end where they are long, without marks round them."""
    most = index.data.limits.quote_chars
    text = _bare_quote(claim.quote)
    opener, _, rest = text.partition(" ")
    if claim.voice and opener in words().connectives.openers and rest.strip():
        text = rest
    if len(text) <= most:
        return Cell("quote", (Quote(text),))
    short = text[:most].rsplit(None, 1)[0] if " " in text[:most] else text[:most]
    return Cell("quote", (Quote(short, cut=True),))


_OPENING, _CLOSING = '“"«„', '”"»“'


def _bare_quote(text: str) -> str:
    """`text` without the quotation marks that enclose the whole of it, and a comma before them."""
    inner = text.strip()[1:-1]
    stripped = text.strip()
    marks = _OPENING + _CLOSING
    if len(stripped) > 2 and stripped[0] in _OPENING and stripped[-1] in _CLOSING:
        return inner.rstrip(",") if not any(mark in inner for mark in marks) else text
    return text


def mark(claim: Claim) -> Cell:
    """How sure the claim is, as shapes and words of Accord's."""
    return Cell("mark", (mark_of(claim),))


def hedge(claim: Claim) -> Cell:
    """The hedges of the claim's words, literally: for lines that do not quote it."""
    found = dict.fromkeys(match[0] for match in hedge_pattern().finditer(claim.quote))
    return Cell("hedge", tuple(Hedge(term) for term in found))


def parties(claim: Claim, index: Index) -> Cell:
    """Who → whom, of an event."""
    who = names(claim.actors, claim, index, "actor")
    whom = names(claim.recipients, claim, index, "recipient")
    return Cell("parties", (*who, Plain("→"), *whom) if who and whom else who or whom)


def direction(claim: Claim, index: Index) -> Cell:
    """Supplier → recipient of a transfer, with what is not said said to be so."""
    label = words().labels.parties
    transfer = claim.transfer
    if transfer is None:
        return Cell("parties", ())
    giver = _party(transfer.supplier, claim, index, "supplier") or Label(label["supplier"])
    taker = _party(transfer.recipient, claim, index, "taker") or Label(label["recipient"])
    return Cell("parties", (giver, Plain("→"), taker))


def _party(actor_id: str | None, claim: Claim, index: Index, role: str) -> Part | None:
    """One end of a transfer, found among the claim's actors."""
    if actor_id is None:
        return None
    for actor in (*claim.actors, *claim.recipients):
        if actor.id == actor_id:
            return name(actor, claim, index, role)
    known = index.data.names.get(actor_id, ())
    if known:
        role_name = "supplier" if role == "supplier" else "taker"
        return Name(known[0], actor_id, role_name, inferred=True)  # type: ignore[arg-type]
    of_it = (a for a in (*claim.actors, *claim.recipients) if a.country == actor_id)
    found = next(of_it, None)
    return name(found, claim, index, "any") if found is not None else None


def item(claim: Claim, index: Index) -> Cell:
    """What is passed on or counted, in the report's words or, in brackets, Accord's."""
    wording = claim.transfer.item if claim.transfer else None
    wording = wording or next((q.item for q in claim.quantities if q.item), None)
    if not wording:
        return Cell("item", (Label(words().labels.parties["item"]),) if claim.transfer else ())
    texts = [index.text(cite.report, cite.span) or "" for cite in cites(claim)]
    stands = any(has_words(squeeze(text).casefold(), wording) for text in texts)
    return Cell("item", (Item(wording, inferred=not stands),))


def event(claim: Claim) -> Cell:
    """The event's type as one of Accord's words."""
    if claim.event is None:
        return Cell("event", ())
    label = words().labels
    text = label.modes.get(claim.event.mode or "") or label.events.get(claim.event.type)
    return Cell("event", (Label(text),) if text else ())


def stage(claim: Claim) -> Cell:
    """How far a transfer is said to be, and whether it is a running total."""
    if claim.transfer is None:
        return Cell("stage", ())
    label = words().labels
    parts = [Label(label.stages[claim.transfer.stage])]
    if claim.transfer.total:
        parts.append(Label(label.totals["total"]))
    return Cell("stage", tuple(parts))


def kind(claim: Claim) -> Cell:
    """The claim's kind as one of Accord's words; a forecast's mark has it already."""
    if claim.kind == FORECAST:
        return Cell("kind", ())
    return Cell("kind", (Label(words().labels.kinds[claim.kind]),))


def amounts(claim: Claim) -> Cell:
    """The figures in the report's words."""
    parts: list[Part] = []
    for quantity in claim.quantities:
        parts += [Plain(";"), Words(quantity.text)] if parts else [Words(quantity.text)]
    return Cell("figure", tuple(parts))


def ranges(claim: Claim) -> Cell:
    """The figures as numbers, with the words of their bound."""
    parts: list[Part] = []
    for quantity in claim.quantities:
        shown = _range(quantity)
        parts += [Plain(";"), *shown] if parts and shown else shown
    return Cell("range", tuple(parts))


def _range(quantity: Quantity) -> list[Part]:
    """One figure: "at least 9,000", "up to 5,000,000", "[24] – [99]"."""
    ends = (quantity.low, quantity.high)
    if quantity.value is None and None not in ends:
        low, high = (_number(end, quantity) for end in ends if end is not None)
        return [low, Plain("–"), high]
    known = quantity.value if quantity.value is not None else next((e for e in ends if e), None)
    return [] if known is None else [_number(known, quantity, bounded=True)]


def _number(value: float, quantity: Quantity, *, bounded: bool = False) -> Number:
    """A number, in brackets where the words do not name it; `bounded`: after its bound's words."""
    shown = format_number(value)
    named = next((f for f in figures(quantity.text) if same_value(f.value, value)), None)
    if named is None or not bounded:
        bound = quantity.bound if bounded else "exact"
        return Number(shown, value, bound, inferred=named is None)
    said = bound_before().search(quantity.text[: named.start])
    bound_words = said[1].lower() if said else words().labels.bounds[quantity.bound]
    return Number(f"{bound_words} {shown}".strip(), value, quantity.bound)


def format_number(value: float) -> str:
    """A number with thousands separators and no more decimals than it has."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def when(claim: Claim, index: Index) -> Cell:
    """The words that date the claim, and in brackets what Accord made of them."""
    time = claim.time
    if time is None:
        return Cell("when", ())
    parts: list[Part] = [*_time_word(claim, index), Words(time.text)]
    missing = _missing(time)
    if missing:
        parts.append(Date(missing, inferred=True))
    return Cell("when", tuple(parts))


def when_unsaid(claim: Claim, index: Index) -> Cell:
    """The date as Accord reads it, where the claim's own words do not give it in full."""
    time = claim.time
    quoted = time is not None and has_words(squeeze(claim.quote).casefold(), time.text)
    return Cell("when", ()) if quoted and not _missing(time) else when_short(claim, index)


def when_short(claim: Claim, index: Index) -> Cell:
    """As `when`, beside a quotation: words that stand in it are not said again."""
    time = claim.time
    if time is None or not has_words(squeeze(claim.quote).casefold(), time.text):
        return when(claim, index)
    whole = _whole(time) if _missing(time) else ""
    if not whole:
        return when(claim, index)
    return Cell("when", (*_time_word(claim, index), Date(whole, inferred=True)))


def _time_word(claim: Claim, index: Index) -> list[Part]:
    """The word that says on which side of its date a claim lies ("since", "until")."""
    span = claim.time.span if claim.time else None
    if span is None:
        return []
    inside = claim.start <= span[0] <= claim.end
    start = claim.start if inside else claim.passage[0]
    last = (index.text(claim.report, (start, span[0])) or "").split()[-1:]
    if not last or last[0].lower() not in words().time_words.words:
        return []
    if inside:
        return [Words(last[0])]
    # Outside the claim's own words it is not cited, and only joins.
    word = last[0].lower()
    return [Plain(word)] if word in words().connectives.words else []


def _whole(time: Time) -> str:
    """A date in full as far as it is known; "" where its words say more than a date can."""
    iso = time.start or time.end
    if iso is None or time.precision not in ("day", "month", "year"):
        return ""
    if time.precision == "day" and time.start != time.end:
        return ""  # "June 18-19" is not the 18th
    pieces = [int(piece) for piece in iso.split("-")]
    wanted = {"year": 1, "month": 2, "day": 3}[time.precision]
    if len(pieces) < wanted:
        return ""
    month = words().months[pieces[1] - 1][0].capitalize() if wanted > 1 else ""
    found = (str(pieces[2]) if wanted > 2 else "", month, str(pieces[0]))
    return " ".join(piece for piece in found if piece)


def _missing(time: Time | None) -> str:
    """What the words leave out of the start of a time: the year, month and year, or the day too.

    Never more than the time's precision holds: a season or a quarter gets its year alone.
    """
    iso = (time.start or time.end) if time else None
    if time is None or iso is None or time.precision == "decade":
        return ""
    year, month, day = [int(piece) for piece in (*iso.split("-"), "1", "1")[:3]]
    months = words().months
    said = {round(figure.value) for figure in figures(time.text)}
    low = set(time.text.lower().replace(".", " ").replace("-", " ").split())
    has_month = bool(low & set(months[month - 1]))
    found = [] if year in said else [str(year)]
    if time.precision not in ("year", "season", "quarter") and not has_month:
        found.insert(0, months[month - 1][0].capitalize())
        if time.precision == "day" and day not in said:
            found.insert(0, str(day))
    return " ".join(found)


def condition(claim: Claim) -> Cell:
    """The condition that the claim hangs on, in its own words."""
    if claim.condition is None:
        return Cell("condition", ())
    inside = claim.start <= claim.condition.span[0] and claim.condition.span[1] <= claim.end
    parts: list[Part] = [] if inside else [Quote(claim.condition.text)]
    if claim.condition.counterfactual:
        parts.append(Label(words().labels.condition["counterfactual"]))
    return Cell("condition", tuple(parts))


# --- lines -------------------------------------------------------------------------------------


def claim_line(claim: Claim, index: Index) -> Line:
    """A claim under its claimant: how it is said, cue or chain, quote, date, certainty."""
    said = under_claimant(claim, index)
    return line([claim], [mark(claim), speech(claim), said, quote(claim, index),
                          when_unsaid(claim, index)])  # fmt: skip


def unnamed_line(claim: Claim, index: Index) -> Line:
    """A claim whose source is not named: the words that stand for it, quote, date, certainty."""
    said = voice(claim, index, read=len(claim.voice) > 1)
    return line([claim], [mark(claim), speech(claim), said, quote(claim, index),
                          when_unsaid(claim, index)])  # fmt: skip


def voiced_line(claim: Claim, index: Index) -> Line:
    """A claim with its whole voice."""
    who = said_by(claim, index) if claim.voice else voice(claim, index)
    return line([claim], [mark(claim), who, quote(claim, index), when_unsaid(claim, index)])


def said_line(claim: Claim, index: Index) -> Line:
    """As `voiced_line`, but nothing where the report itself says it."""
    cells = [mark(claim), said_by(claim, index), quote(claim, index), when_unsaid(claim, index)]
    return line([claim], cells)


def timeline_line(claim: Claim, index: Index) -> Line:
    """When, who says so, in which words; last, who did what to whom in Accord's coding."""
    cells = [mark(claim), when_short(claim, index), said_by(claim, index), quote(claim, index)]
    return line([claim], [*cells, coded(claim, index)])


def coded(claim: Claim, index: Index) -> Cell:
    """Who did what to or with whom, in Accord's coding; nothing where one side is not known."""
    kind = event(claim).parts
    who = parties(claim, index).parts if kind else ()
    return Cell("coded", (*who, Plain(":"), *kind) if len(who) > 1 else ())


def ledger_line(claim: Claim, index: Index) -> Line:
    """A row of the ledger: claimant, figure, range, period, stage, certainty, words."""
    cells = [voice(claim, index), amounts(claim), ranges(claim), when(claim, index), stage(claim)]
    return line([claim], [*cells, mark(claim), quote(claim, index)])


def figure_line(claim: Claim, index: Index) -> Line:
    """A row of a contested point: claimant, figure, range, period, certainty, words."""
    cells = [voice(claim, index), amounts(claim), ranges(claim), when(claim, index), mark(claim)]
    return line([claim], [*cells, quote(claim, index)])


def outlook_line(claim: Claim, index: Index) -> Line:
    """A forecast or a conditional: voice, condition and words as they follow on each other."""
    hangs = claim.condition is not None and claim.condition.span[0] > claim.start
    said = [condition(claim), quote(claim, index)]
    cells = [mark(claim), said_by(claim, index), *(said[::-1] if hangs else said)]
    return line([claim], [*cells, when_unsaid(claim, index)])


def note_line(claim: Claim, index: Index) -> Line:
    """Everything that Accord read out of a claim, for the note beside its sentence."""
    cells = [
        mark(claim), kind(claim), quote(claim, index), voice(claim, index, read=True),
        speech(claim),
        direction(claim, index) if claim.transfer else parties(claim, index), event(claim),
        item(claim, index), amounts(claim), stage(claim), when(claim, index), condition(claim),
    ]  # fmt: skip
    return line([claim], cells)


def side(claim: Claim, index: Index) -> Cell:
    """One side of a matter: the claimant with its figure, or its words where it gives none."""
    told = amounts(claim).parts or quote(claim, index).parts
    tail = hedge(claim).parts if claim.quantities else ()
    dated = (Plain(","), *when(claim, index).parts) if claim.time else ()
    return Cell(
        "side", (*voice(claim, index).parts, Plain(":"), *told, *dated, *tail, *mark(claim).parts)
    )


def source_line(claim: Claim, index: Index) -> Line:
    """Who a claim rests on, as a heading: the innermost source, without its cue."""
    return heading([claim], [Cell("name", source(fullest(claim), claim, index))])


def about_line(claim: Claim, index: Index) -> Line:
    """What one claim is about, as a heading."""
    return about_lines([claim], index)


def about_lines(claims: list[Claim], index: Index) -> Line:
    """What claims are about, as a heading: supplier → recipient and items, or parties and event.

    All have the direction of the first; of transfers, each item is named once.
    """
    first = claims[0]
    if first.transfer is None:
        return heading(claims[:1], [parties(first, index), _topic(first, index), event(first)])
    parts: list[Part] = []
    for claim in claims:
        for part in item(claim, index).parts:
            if part not in parts:
                parts += [Plain(","), part] if parts else [part]
    return heading(claims, [direction(first, index), Cell("item", tuple(parts))])


def _topic(claim: Claim, index: Index) -> Cell:
    """The item, unless the parties' names say it already."""
    said = parties(claim, index).text.casefold()
    found = item(claim, index)
    return Cell("item", ()) if found.text.casefold() in said else found


def heading(claims: Iterable[Claim], cells: Iterable[Cell]) -> Line:
    """A line that asserts nothing: what the claims below it are about."""
    members = tuple(claims)
    found = tuple(dict.fromkeys(cite for claim in members for cite in cites(claim)))
    return Line(tuple(c for c in cells if c.parts), found, about=tuple(c.id for c in members))


def key_line(claims: list[Claim], index: Index) -> Line:
    """A contested point in one line: what it is about, then each claimant's figure or words."""
    first = claims[0]
    head = direction(first, index) if first.transfer else parties(first, index)
    topic = item(first, index) if first.transfer else _topic(first, index)
    cells = [head, topic, *(side(claim, index) for claim in claims)]
    return line(claims, cells)


def name_line(actor: ActorRef, claim: Claim, index: Index) -> Line:
    """An actor's name alone, citing where it is named."""
    part = name(actor, claim, index, "any")
    return heading([claim], [Cell("name", (part,) if part else ())])


def pair_line(left: ActorRef, right: ActorRef, claim: Claim, index: Index) -> Line:
    """Two actors as a heading."""
    found = [name(actor, claim, index, "any") for actor in (left, right)]
    parts = tuple(part for part in found if part is not None)
    named = (parts[0], Plain("–"), parts[1]) if len(parts) == 2 else ()
    return heading([claim], [Cell("name", named)])


def instrument_line(claim: Claim, instrument: Instrument, index: Index) -> Line:
    """A treaty, resolution or measure in the words that name it, with the codebook's full name."""
    text = index.text(claim.report, instrument.span) if instrument.span else instrument.name
    full = index.data.names.get(instrument.id or "", ())
    cells = [Cell("name", (Words(text),) if text else ())]
    if text and full and squeeze(full[0]).casefold() != squeeze(text).casefold():
        cells.append(Cell("full", (Name(full[0], instrument.id, inferred=True),)))
    return heading([claim], cells)
