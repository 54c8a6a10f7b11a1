"""Claim: one assertion that a report makes in one passage, in the published contract's shape.

The field names here are the public format (`docs/claim.schema.json`); JSON, JSONL, Parquet and the
Python API all use them.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from accord.model.errors import SpanError
from accord.model.ids import content_id
from accord.model.report import Report, Span

Kind = Literal["event", "state", "quantity", "commitment", "assessment", "forecast", "conditional"]
Manner = Literal["direct", "indirect", "mixed"]
Polarity = Literal["positive", "negative", "unknown"]
Level = Literal["asserted", "probable", "possible", "alleged", "hypothetical"]
Bound = Literal["exact", "at_least", "at_most", "up_to", "about", "range"]
TimeBasis = Literal["stated", "relative", "inferred"]
Precision = Literal["day", "week", "month", "season", "quarter", "year", "decade", "interval"]
SourceKind = Literal[
    "named", "office", "described", "pronoun", "people", "anonymous", "document"
]  # fmt: skip
Stage = Literal[
    "wanted", "offered", "promised", "ordered", "sent", "delivered", "received", "seized", "denied"
]


class ActorRef(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as a claim names it. `id` is ISO 3166 alpha-3 for a state, else a slug.

    `country` is alpha-3 (or None), `sector` one of PLOVER's codes; `span` is where it is named,
    None where it is understood from elsewhere.
    """

    id: str
    name: str
    country: str | None = None
    sector: str | None = None
    span: Span | None = None


class VoiceLink(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a voice: a source, a cue and a manner. `source` is None for "reportedly".

    `actor` is the one actor that the source stands for; `actors` are all of them, several for a
    joint source ("Washington and Seoul"), which has no `actor`. `source_kind` is how the source is
    given: named; by its office; described by a party that is known ("a Ukrainian official"); by a
    pronoun; people in general ("critics"); anonymous ("two people familiar with the matter"); a
    document ("the statement", "satellite images"). It is None where that could not be told.
    """

    source: str | None
    source_span: Span | None
    cue: str | None
    cue_lemma: str | None
    cue_span: Span | None
    manner: Manner
    actor: ActorRef | None = None
    actors: tuple[ActorRef, ...] = ()
    source_kind: SourceKind | None = None

    @property
    def claimants(self) -> tuple[ActorRef, ...]:
        """Everyone known whom the source stands for: `actors`, or the one `actor`."""
        return self.actors or ((self.actor,) if self.actor is not None else ())


class Certainty(msgspec.Struct, frozen=True, kw_only=True):
    """How surely a claim is made. `term` is the estimative word; `band` its probability in percent.

    `factuality` runs from -3 (certainly not) to 3 (certainly so), None where it was not scored.
    """

    polarity: Polarity = "positive"
    level: Level = "asserted"
    term: str | None = None
    band: tuple[int, int] | None = None
    factuality: float | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A PLOVER event: type, mode and contexts. Auxiliary modes follow from the certainty."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """When: an interval of ISO dates (either end may be None) and the words that gave it.

    Of a forecast it is the horizon: "within two years" begins on the report's day. `value` is the
    TIMEX3 value ("2023-09", "XXXX-06-18"). A missing year leaves `start` and `end`
    empty unless it was inferred, and then `basis` says so.
    """

    start: str | None
    end: str | None
    text: str
    value: str
    precision: Precision
    basis: TimeBasis
    span: Span | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where: a name, its country (alpha-3) and coordinates where they are known."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    span: Span | None = None


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """How much. `low`/`high` bracket what the words allow; `value` is the number they name.

    A range has no `value`: a midpoint is never made up.
    """

    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    item: str | None
    text: str
    span: Span | None = None


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """Something that passed, or is said to have passed or to be wanted, between two actors.

    `supplier` and `recipient` are actor ids: of the state (alpha-3) where one of its officers or
    organs gives or takes, whom the claim's actors and recipients name; `total` is True for a
    running total ("since …"). `route` is the report's words for the way it went ("via Duvria",
    "by rail").
    """

    supplier: str | None
    recipient: str | None
    item: str | None
    category: str | None
    stage: Stage
    total: bool = False
    route: str | None = None


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """What a conditional claim hangs on: the condition's own words, and those of what follows.

    `consequence` is the span of the claim's words without the condition; where the condition parts
    them ("the deal, if signed, would …") it is the whole.
    """

    text: str
    span: Span
    counterfactual: bool = False
    consequence: Span | None = None


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A treaty, resolution or sanctions measure that a claim names. `id` is None if not known."""

    id: str | None
    name: str
    span: Span | None = None


class ReadBy(msgspec.Struct, frozen=True, kw_only=True):
    """What made a claim: the version of Accord and of its models."""

    accord: str
    models: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion. `quote` is `report.text[start:end]`, always: make claims with `make_claim`.

    `voice` is innermost first; empty is the outlet in its own voice. `passage` is the sentence that
    holds the claim. `abstained` names what could not be decided.
    """

    id: str
    report: str
    start: int
    end: int
    quote: str
    passage: Span
    kind: Kind
    voice: tuple[VoiceLink, ...] = ()
    certainty: Certainty = Certainty()
    event: Event | None = None
    actors: tuple[ActorRef, ...] = ()
    recipients: tuple[ActorRef, ...] = ()
    time: Time | None = None
    place: Place | None = None
    quantities: tuple[Quantity, ...] = ()
    transfer: Transfer | None = None
    condition: Condition | None = None
    instruments: tuple[Instrument, ...] = ()
    abstained: tuple[str, ...] = ()
    matter: str | None = None
    read_by: ReadBy | None = None


def make_claim(report: Report, start: int, end: int, *, kind: Kind, **fields: Any) -> Claim:
    """Make a claim on `report.text[start:end]`, with its quote and its content-hash id.

    Raises `SpanError` if any span in it lies outside the report's text or is empty.
    """
    claim = Claim(
        id="", report=report.id, start=start, end=end, quote=report.text[start:end], kind=kind,
        **{"passage": (start, end), **fields},
    )  # fmt: skip
    check_spans(claim, report.text)
    return msgspec.structs.replace(claim, id=claim_id(claim))


def claim_id(claim: Claim) -> str:
    """Hash over what the claim says and where, not over which version read it or its matter."""
    plain = msgspec.structs.replace(claim, id="", matter=None, read_by=None)
    return content_id("c", msgspec.json.encode(plain, order="sorted").decode())


def check_spans(claim: Claim, text: str) -> None:
    """Raise `SpanError` unless every span of `claim` points into `text` and its quote is there."""
    if text[claim.start : claim.end] != claim.quote or not claim.quote.strip():
        raise SpanError(f"claim at {claim.start}-{claim.end} does not quote its report")
    for start, end in _spans(claim):
        if not 0 <= start < end <= len(text):
            raise SpanError(f"span {start}-{end} lies outside the report's {len(text)} characters")


def _spans(claim: Claim) -> list[Span]:
    """Every span that a claim holds."""
    spans: list[Span | None] = [(claim.start, claim.end), claim.passage]
    for link in claim.voice:
        spans += [link.source_span, link.cue_span, *(actor.span for actor in link.claimants)]
    parts: tuple[Any, ...] = (
        *claim.actors, *claim.recipients, *claim.quantities, *claim.instruments,
        claim.time, claim.place, claim.condition,
    )  # fmt: skip
    spans += [part.span for part in parts if part is not None]
    spans.append(claim.condition.consequence if claim.condition else None)
    return [span for span in spans if span is not None]
