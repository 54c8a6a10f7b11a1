"""How claims are put in the cells of a table: who says so, how surely, what, when."""

from __future__ import annotations

from collections.abc import Callable

from accord.model import ActorRef, Claim, Quantity, Time
from accord.workspace import Store


def who(claim: Claim, publisher: str | None) -> str:
    """The voice, innermost first; the outlet itself where nobody else is named."""
    names = [link.source or (link.actor.name if link.actor else None) for link in claim.voice]
    named = [name for name in names if name]
    if named:
        return " via ".join(named)
    outlet = publisher or "the outlet"
    return f"unnamed, in {outlet}" if claim.voice else outlet


def certainty(claim: Claim) -> str:
    """Level, denial and estimative word: "alleged", "asserted not", "probable (likely)"."""
    sure = claim.certainty
    text: str = sure.level
    if sure.polarity == "negative":
        text += ", negated"
    elif sure.polarity == "unknown":
        text += ", open"
    if sure.term:
        band = f" {sure.band[0]}–{sure.band[1]} %" if sure.band else ""
        text += f" ({sure.term}{band})"
    return text


def what(claim: Claim) -> str:
    """Kind or event, who to whom, and the figures: "AID: North Korea → Russia; up to 5m rounds"."""
    head = claim.event.type if claim.event else claim.kind
    if claim.event and claim.event.mode:
        head += f" ({claim.event.mode})"
    text = head
    parties = between(claim.actors, claim.recipients)
    if parties:
        text += f": {parties}"
    figures = "; ".join(quantity.text for quantity in claim.quantities)
    return f"{text}; {figures}" if figures else text


def between(actors: tuple[ActorRef, ...], recipients: tuple[ActorRef, ...]) -> str:
    """Write "A, B → C", or one side alone where the other is not known."""
    left = ", ".join(actor.name for actor in actors)
    right = ", ".join(actor.name for actor in recipients)
    return f"{left} → {right}".strip() if right else left


def when(time: Time | None) -> str:
    """A time no finer than it is known, in the report's words where it gives no dates.

    What Accord inferred says so.
    """
    if time is None:
        return ""
    mark = " (inferred)" if time.basis == "inferred" else ""
    return (_dates(time) or f"“{time.text}”") + mark


def _dates(time: Time) -> str:
    """The interval as dates: cut to its precision, one date where both ends are the same."""
    if time.start is None and time.end is None:
        return ""
    length = {"year": 4, "month": 7}.get(time.precision, 10)
    first, last = (time.start or "")[:length], (time.end or "")[:length]
    if first == last:
        return first
    return f"{first} – {last}".strip() if first else f"until {last}"


def quantity(amount: Quantity) -> str:
    """A figure with its bounds: "≤ 5,000,000 rounds", "9,000–11,000 containers"."""
    counted = amount.item or amount.unit
    unit = f" {counted}" if counted else ""
    if amount.bound == "range" or amount.value is None:
        low = "?" if amount.low is None else number(amount.low)
        high = "?" if amount.high is None else number(amount.high)
        return f"{low}–{high}{unit}"
    sign = {"at_least": "≥ ", "at_most": "≤ ", "up_to": "≤ ", "about": "≈ "}.get(amount.bound, "")
    return f"{sign}{number(amount.value)}{unit}"


def number(value: float) -> str:
    """A number with thousands apart, whole numbers without a point."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def publishers(store: Store) -> Callable[[str], str | None]:
    """A look-up of a report's publisher by its id; each report is asked for once."""
    from accord.workspace import Filter

    known: dict[str, str | None] = {}

    def find(report: str) -> str | None:
        if report not in known:
            line = next(iter(store.reports(Filter(report=(report,)))), None)
            known[report] = line.publisher if line else None
        return known[report]

    return find
