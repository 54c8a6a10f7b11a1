"""Composing lines from claims: each word from the claim's own spans, or marked as Accord's.

A composer never decides whether a line is true to its source; it hands the line to the check. What
a claim leaves open is left out, or said to be open by a label.
"""

from __future__ import annotations

from collections.abc import Iterable

from accord.brief.data import Index, has_words
from accord.brief.numbers import figures, same_value
from accord.brief.parts import (
    Cell,
    Cite,
    Date,
    Hedge,
    Item,
    Label,
    Line,
    Mark,
    Name,
    Number,
    Part,
    Plain,
    Quote,
    Verb,
    Words,
    squeeze,
)
from accord.brief.words import hedge_pattern, words
from accord.codebooks.cues import cues
from accord.model import ActorRef, Claim, Instrument, Quantity, Time, VoiceLink


def cites(claim: Claim) -> tuple[Cite, ...]:
    """Every span that a claim holds, as citations; its own first."""
    found = [Cite(claim.report, claim.start, claim.end)]

    def add(span: tuple[int, int] | None, role: str) -> None:
        if span is not None:
            found.append(Cite(claim.report, *span, role=role))  # type: ignore[arg-type]

    for link in claim.voice:
        add(link.source_span, "source")
        add(link.cue_span, "cue")
        add(link.actor.span if link.actor else None, "actor")
    for actor in (*claim.actors, *claim.recipients):
        add(actor.span, "actor")
    add(claim.time.span if claim.time else None, "time")
    add(claim.place.span if claim.place else None, "place")
    for quantity in claim.quantities:
        add(quantity.span, "quantity")
    add(claim.condition.span if claim.condition else None, "condition")
    for instrument in claim.instruments:
        add(instrument.span, "instrument")
    return tuple(dict.fromkeys(found))


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


def voice(claim: Claim, index: Index) -> Cell:
    """Who says it, innermost first, with the cue: "X says, as reported by Y"."""
    if not claim.voice:
        return Cell("voice", (Label(words().labels.voice["own"]),))
    inner, *outer = claim.voice
    parts = [*source(inner, claim, index)]
    cue = _cue(inner)
    parts = [*cue, *parts] if _leads(inner) else [*parts, *cue]
    return Cell("voice", (*parts, *_relays(outer, claim, index)))


def said_by(claim: Claim, index: Index) -> Cell:
    """The voice; nothing where it is the outlet's own or the claim's words name source and cue."""
    quoted = bool(claim.voice) and all(
        _within(link.source_span, claim) and _within(link.cue_span, claim) for link in claim.voice
    )
    return Cell("voice", ()) if quoted or not claim.voice else voice(claim, index)


def _within(span: tuple[int, int] | None, claim: Claim) -> bool:
    """Whether a span lies in the claim's own words; a span that is not there does."""
    return span is None or (claim.start <= span[0] and span[1] <= claim.end)


def _cue(link: VoiceLink) -> list[Part]:
    """The cue of a link, unless the source's own words hold it."""
    if not link.cue or (link.source and has_words(squeeze(link.source).casefold(), link.cue)):
        return []
    return [Verb(link.cue, link.cue_lemma)]


def _leads(link: VoiceLink) -> bool:
    """Whether the cue stands before its source by nature ("according to")."""
    cue = (link.cue or "").casefold()
    return any(phrase.cue == cue for phrase in cues().phrases)


def _relays(links: Iterable[VoiceLink], claim: Claim, index: Index) -> tuple[Part, ...]:
    """The outer links of a chain."""
    parts: list[Part] = []
    for link in links:
        parts += [Plain(words().connectives.relay[0]), *source(link, claim, index)]
    return tuple(parts)


def source(link: VoiceLink, claim: Claim, index: Index) -> tuple[Part, ...]:
    """A source in the report's words, with the actor it was resolved to."""
    if not link.source:
        return (Label(words().labels.voice["unnamed"]),)
    parts: list[Part] = [Words(link.source)]
    actor = link.actor
    named = actor is None or has_words(squeeze(link.source).casefold(), actor.name)
    if actor is not None and not named and licensed(actor, claim, index):
        parts.append(Name(actor.name, actor.id, "source", inferred=True))
    return tuple(parts)


def mark(claim: Claim) -> Cell:
    """How sure the claim is, as a word of Accord's."""
    label = words().labels
    level = label.levels[claim.certainty.level]
    polarity = label.polarity.get(claim.certainty.polarity)
    text = f"{polarity}, {level}" if polarity else level
    return Cell("mark", (Mark(claim.certainty.level, claim.certainty.polarity, text),))


def hedge(claim: Claim) -> Cell:
    """The hedges of the claim's words, literally: for lines that do not quote it."""
    found = dict.fromkeys(match[0] for match in hedge_pattern().finditer(claim.quote))
    return Cell("hedge", tuple(Hedge(term) for term in found))


def name(actor: ActorRef, claim: Claim, index: Index, role: str) -> Part | None:
    """An actor by its canonical name if that can be shown, else by the words that name it.

    The canonical name stands plain where the cited words have it, in brackets where the report
    elsewhere or the codebook bears it out. None where neither holds and the actor is nowhere named.
    """
    known = role if role in ("actor", "recipient", "supplier", "taker") else None
    cited = [index.text(cite.report, cite.span) or "" for cite in cites(claim)]
    if any(has_words(squeeze(text).casefold(), actor.name) for text in cited):
        return Name(actor.name, actor.id, known)  # type: ignore[arg-type]
    if licensed(actor, claim, index):
        return Name(actor.name, actor.id, known, inferred=True)  # type: ignore[arg-type]
    words_of = index.text(claim.report, actor.span) if actor.span else None
    return Name(words_of, actor.id, known) if words_of else None  # type: ignore[arg-type]


def licensed(actor: ActorRef, claim: Claim, index: Index) -> bool:
    """Whether Accord may call an actor by its canonical name in a line on `claim`."""
    if actor.name.casefold() in index.known_names(actor):
        return True
    return index.stands_in(claim.report, actor.name)


def names(actors: Iterable[ActorRef], claim: Claim, index: Index, role: str) -> tuple[Part, ...]:
    """Several actors, separated by commas, each once."""
    parts: list[Part] = []
    for actor in {actor.id: actor for actor in actors}.values():
        part = name(actor, claim, index, role)
        if part is not None and part not in parts:
            parts += [Plain(","), part] if parts else [part]
    return tuple(parts)


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
    for actor in (*claim.actors, *claim.recipients):
        if actor.country == actor_id:
            return name(actor, claim, index, "any")
    known = index.data.names.get(actor_id, ())
    role_name = "supplier" if role == "supplier" else "taker"
    return Name(known[0], actor_id, role_name, inferred=True) if known else None  # type: ignore[arg-type]


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
    """The claim's kind as one of Accord's words."""
    return Cell("kind", (Label(words().labels.kinds[claim.kind]),))


def amounts(claim: Claim) -> Cell:
    """The figures in the report's words."""
    parts: list[Part] = []
    for quantity in claim.quantities:
        parts += [Plain(";"), Words(quantity.text)] if parts else [Words(quantity.text)]
    return Cell("figure", tuple(parts))


def ranges(claim: Claim) -> Cell:
    """The figures as low–high, with the sign of their bound."""
    parts: list[Part] = []
    for quantity in claim.quantities:
        shown = _range(quantity)
        parts += [Plain(";"), *shown] if parts and shown else shown
    return Cell("range", tuple(parts))


_SIGNS = {"at_least": "≥", "at_most": "≤", "up_to": "≤", "about": "≈"}


def _range(quantity: Quantity) -> list[Part]:
    """One figure: "≥ 9,000", "≤ 5,000,000", "24 – 99"."""
    ends = (quantity.low, quantity.high)
    if quantity.value is None and None not in ends:
        low, high = (_number(end, quantity, exact=True) for end in ends if end is not None)
        return [low, Plain("–"), high]
    known = quantity.value if quantity.value is not None else next((e for e in ends if e), None)
    if known is None:
        return []
    sign = _SIGNS.get(quantity.bound)
    number = _number(known, quantity)
    return [Plain(sign), number] if sign else [number]


def _number(value: float, quantity: Quantity, *, exact: bool = False) -> Number:
    """A number, in brackets where the words do not name it."""
    named = any(same_value(figure.value, value) for figure in figures(quantity.text))
    bound = "exact" if exact else quantity.bound
    return Number(format_number(value), value, bound, inferred=not named)


def format_number(value: float) -> str:
    """A number with thousands separators and no more decimals than it has."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def when(claim: Claim) -> Cell:
    """The words that date the claim, and in brackets what Accord made of them."""
    time = claim.time
    if time is None:
        return Cell("when", ())
    parts: list[Part] = [Words(time.text)]
    missing = _missing(time)
    if missing:
        parts.append(Date(missing, inferred=True))
    return Cell("when", tuple(parts))


def when_unsaid(claim: Claim) -> Cell:
    """As `when`, but nothing where the claim's own words date it in full."""
    time = claim.time
    if (
        time is not None
        and not _missing(time)
        and has_words(squeeze(claim.quote).casefold(), time.text)
    ):
        return Cell("when", ())
    return when(claim)


def _missing(time: Time) -> str:
    """What the words leave out of the start of a time: the year, month and year, or the day too.

    Never more than the time's precision holds: a season or a quarter gets its year alone.
    """
    iso = time.start or time.end
    if iso is None or time.precision == "decade":
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
    """A claim under its claimant: cue, quote, date, certainty."""
    said = Cell("cue", ())
    if claim.voice and said_by(claim, index).parts:
        inner, *outer = claim.voice
        lead = [*_cue(inner), *source(inner, claim, index)] if _leads(inner) else _cue(inner)
        said = Cell("cue", (*lead, *_relays(outer, claim, index)))
    return line([claim], [mark(claim), said, quote(claim, index), when_unsaid(claim)])


def voiced_line(claim: Claim, index: Index) -> Line:
    """A claim with its whole voice."""
    who = said_by(claim, index) if claim.voice else voice(claim, index)
    return line([claim], [mark(claim), who, quote(claim, index), when_unsaid(claim)])


def timeline_line(claim: Claim, index: Index) -> Line:
    """When, who → whom, what kind of event, who says so, in which words."""
    cells = [when(claim), parties(claim, index), event(claim), mark(claim), said_by(claim, index)]
    return line([claim], [*cells, quote(claim, index)])


def ledger_line(claim: Claim, index: Index) -> Line:
    """A row of the ledger: claimant, figure, range, period, stage, certainty, words."""
    cells = [voice(claim, index), amounts(claim), ranges(claim), when(claim), stage(claim)]
    return line([claim], [*cells, mark(claim), quote(claim, index)])


def figure_line(claim: Claim, index: Index) -> Line:
    """A row of a contested point: claimant, figure, range, period, certainty, words."""
    cells = [voice(claim, index), amounts(claim), ranges(claim), when(claim), mark(claim)]
    return line([claim], [*cells, quote(claim, index)])


def outlook_line(claim: Claim, index: Index) -> Line:
    """A forecast or a conditional: condition, words, voice, certainty."""
    cells = [mark(claim), said_by(claim, index), condition(claim), quote(claim, index)]
    cells.append(when_unsaid(claim))
    return line([claim], cells)


def note_line(claim: Claim, index: Index) -> Line:
    """Everything that Accord read out of a claim, for the note beside its sentence."""
    cells = [
        mark(claim), kind(claim), quote(claim, index), voice(claim, index),
        direction(claim, index) if claim.transfer else parties(claim, index), event(claim),
        item(claim, index), amounts(claim), stage(claim), when(claim), condition(claim),
    ]  # fmt: skip
    return line([claim], cells)


def side(claim: Claim, index: Index) -> Cell:
    """One side of a matter: the claimant with its figure, or its words where it gives none."""
    told = amounts(claim).parts or quote(claim, index).parts
    tail = hedge(claim).parts if claim.quantities else ()
    turned = mark(claim).parts if claim.certainty.polarity == "negative" else ()
    dated = (Plain(","), *when(claim).parts) if claim.time else ()
    return Cell("side", (*voice(claim, index).parts, Plain(":"), *told, *dated, *tail, *turned))


def source_line(claim: Claim, index: Index) -> Line:
    """Who a claim rests on, as a heading: the innermost source, without its cue."""
    return heading(claim, [Cell("name", source(claim.voice[0], claim, index))])


def about_line(claim: Claim, index: Index) -> Line:
    """What a claim is about, as a heading: supplier → recipient and item, or parties and event."""
    if claim.transfer is not None:
        return heading(claim, [direction(claim, index), item(claim, index)])
    return heading(claim, [parties(claim, index), item(claim, index), event(claim)])


def heading(claim: Claim, cells: Iterable[Cell]) -> Line:
    """A line that asserts nothing: what the claims below it are about."""
    return Line(tuple(c for c in cells if c.parts), cites(claim), about=(claim.id,))


def key_line(claims: list[Claim], index: Index) -> Line:
    """A contested point in one line: what it is about, then each claimant's figure or words."""
    first = claims[0]
    head = direction(first, index) if first.transfer else parties(first, index)
    cells = [head, item(first, index), *(side(claim, index) for claim in claims)]
    return line(claims, cells)


def name_line(actor: ActorRef, claim: Claim, index: Index) -> Line:
    """An actor's name alone, citing where it is named."""
    part = name(actor, claim, index, "any")
    return heading(claim, [Cell("name", (part,) if part else ())])


def pair_line(left: ActorRef, right: ActorRef, claim: Claim, index: Index) -> Line:
    """Two actors as a heading."""
    found = [name(actor, claim, index, "any") for actor in (left, right)]
    parts = tuple(part for part in found if part is not None)
    named = (parts[0], Plain("–"), parts[1]) if len(parts) == 2 else ()
    return heading(claim, [Cell("name", named)])


def instrument_line(claim: Claim, instrument: Instrument, index: Index) -> Line:
    """A treaty, resolution or measure in the words that name it."""
    text = index.text(claim.report, instrument.span) if instrument.span else instrument.name
    return heading(claim, [Cell("name", (Words(text),) if text else ())])
