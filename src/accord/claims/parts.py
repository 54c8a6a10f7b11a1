"""What the modules of `claims/` hand to one another on the way from a report to its claims.

All offsets are half-open characters [start, end) into `reading.text`, which is the report's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from accord.claims.tokens import Doc, Token
from accord.model import (
    ActorRef,
    Block,
    Bound,
    Manner,
    Passage,
    Precision,
    Report,
    Span,
    TimeBasis,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with its one parse. `doc.text == report.text`, so token offsets are report offsets.

    `passages` are the sentences of the blocks that claims are read from, in order. Tokens outside
    them (titles, captions) are in `doc` too but belong to no passage.
    """

    report: Report
    doc: Doc
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text


def one_passage(doc: Doc) -> Reading:
    """A reading of a document that is one passage, for texts that come sentence by sentence."""
    block = Block(start=0, end=len(doc.text), role="body")
    report = Report(id="r_passage", text=doc.text, blocks=(block,))
    return Reading(report, doc, (Passage(start=0, end=len(doc.text)),))


MentionKind = Literal["name", "metonym", "office", "demonym", "description", "pronoun", "group"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that stands for one or more actors.

    `actors` holds one reference for "Seoul", two for "the two leaders", none where it could not be
    resolved (`reason` says why: `unresolved_pronoun`, `ambiguous_korea`, …). `possessive` is True
    for a modifier ("North Korea's wish-list", "Russian-made"): the actor is named but does not act.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    actors: tuple[ActorRef, ...]
    possessive: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: source, cue and content, each a sequence of spans in order (maybe empty).

    `source` is empty for "reportedly" and for passives without an agent. `confidence` is None for
    rules. `nested_in` need not be set: nesting follows from contents that contain attributions.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    cue_lemma: str | None
    manner: Manner


TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with its TIMEX3 type and value, and the interval it denotes.

    `first` and `last` are ISO dates (inclusive) or None where the words leave them open or the year
    is not known; "since September" has a first and, for a known published date, that date as last.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    first: str | None
    last: str | None
    precision: Precision
    basis: TimeBasis


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number with its unit and bound. `noun` is the span of what is counted, if any.

    `unit` is a canonical singular ("round", "container", "barrel", "USD", "percent", "kilometre"),
    or None for a bare number. `ordinal` is set for ranks ("fifth-largest" is 5).
    """

    start: int
    end: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    item: str | None
    noun: Span | None = None
    ordinal: int | None = None


ClauseRole = Literal[
    "main", "coordinate", "complement", "relative", "adverbial", "participial", "infinitive",
    "parenthesis", "nominal",
]  # fmt: skip


@dataclass(slots=True, eq=False)
class Clause:
    """One predicate with its arguments: the unit that a claim is made from.

    `head` is the predicate's token (for a copula, the predicate noun or adjective's verb "be").
    `subjects` and `objects` are head tokens of noun phrases, control and coordination resolved (the
    subject of "signs" in "visits Pyongyang and signs a pact" is that of "visits"; that of a
    relative clause is its antecedent). For a passive, `subjects` are what is acted on and `agents`
    the by-phrase. `obliques` maps a preposition to the heads of its objects ("to" -> [Russia]).
    `auxiliaries` and `adverbs` are tokens; `negated`, `passive` as they say. `mark` is the
    subordinator's lower-case form ("if", "that", "although") or None. `nouns` are those within the
    clause, parts of compounds apart, whose nearest verb above is the predicate.
    """

    head: Token
    start: int
    end: int
    role: ClauseRole
    passage: Passage
    subjects: Sequence[Token] = ()
    objects: Sequence[Token] = ()
    agents: Sequence[Token] = ()
    obliques: dict[str, list[Token]] = field(default_factory=dict)
    auxiliaries: Sequence[Token] = ()
    adverbs: Sequence[Token] = ()
    negated: bool = False
    passive: bool = False
    mark: str | None = None
    parent: Clause | None = None
    nouns: Sequence[Token] = ()

    @property
    def lemma(self) -> str:
        """The predicate's lemma in lower case."""
        return str(self.head.lemma_).lower()
