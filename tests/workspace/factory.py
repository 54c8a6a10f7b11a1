"""Reports and claims in few words, and a stand-in for what reads claims, for tests of the store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from accord.model import (
    ActorRef,
    Block,
    Certainty,
    Claim,
    Event,
    Level,
    Polarity,
    Precision,
    Published,
    Quantity,
    ReadBy,
    Report,
    Stage,
    Time,
    Transfer,
    VoiceLink,
    make_claim,
    report_id,
)

READ_BY = ReadBy(accord="0.1.0", models="test.v1")

STATES = {"PRK": "North Korea", "RUS": "Russia", "KOR": "South Korea", "CHN": "China"}


def make_report(
    body: str,
    *,
    publisher: str | None = "The Gazette",
    published: str | None = "2024-06-22",
    title: str | None = None,
    origin: str = "press/one.txt",
) -> Report:
    """A report whose blocks are its paragraphs; the title, if there is one, is the first."""
    text = f"{title}\n\n{body}" if title else body
    blocks = [
        Block(start=found.start(), end=found.end(), role="body")
        for found in re.finditer(r"\S(?:[^\n]*\S)?", text)
    ]
    if title:
        blocks[0] = Block(start=0, end=len(title), role="title")
    return Report(
        id=report_id(text, publisher, published),
        text=text,
        blocks=tuple(blocks),
        title=title,
        publisher=publisher,
        published=Published(value=published, basis="stated" if published else "unknown"),
        origin=origin,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        read_at="2026-01-02T03:04:05+00:00",
    )


def actor(name: str) -> ActorRef:
    """A state by its code, or "person@CODE" for a person of a state."""
    person, _, country = name.partition("@")
    return ActorRef(
        id=person, name=STATES.get(person, person.replace("-", " ").title()),
        country=country or person, sector="GOV",
    )  # fmt: skip


def on(start: str, end: str | None = None, precision: Precision = "day") -> Time:
    """A stated time."""
    return Time(
        start=start, end=end or start, text=start, value=start, precision=precision, basis="stated"
    )


def days_of_no_year(value: str) -> Time:
    """A time such as "XXXX-06-18", whose year its report does not give."""
    return Time(start=None, end=None, text=value, value=value, precision="day", basis="stated")


def sure(level: Level = "asserted", polarity: Polarity = "positive") -> Certainty:
    """A certainty."""
    return Certainty(level=level, polarity=polarity)


def passing(
    supplier: str, recipient: str, item: str, stage: Stage = "delivered", category: str = "arms"
) -> Transfer:
    """A transfer."""
    return Transfer(
        supplier=supplier, recipient=recipient, item=item, category=category, stage=stage
    )


def amount(value: float, unit: str) -> Quantity:
    """An exact quantity."""
    return Quantity(
        value=value, low=value, high=value, bound="exact", unit=unit, item=f"{unit}s",
        text=f"{value:.0f} {unit}s",
    )  # fmt: skip


def said_by(source: str, who: str | None = None) -> VoiceLink:
    """A link of a voice, with a source in words and maybe an actor."""
    return VoiceLink(
        source=source, source_span=None, cue="said", cue_lemma="say", cue_span=None,
        manner="indirect", actor=actor(who) if who else None,
    )  # fmt: skip


def make(report: Report, quote: str, **fields: Any) -> Claim:
    """A claim on the first place where `quote` stands in the report."""
    start = report.text.index(quote)
    fields.setdefault("kind", "event")
    return make_claim(report, start, start + len(quote), read_by=READ_BY, **fields)


class PlainExtractor:
    """Makes one claim of each line that ends in a full stop, and fails at the word BREAK."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def extract_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Claim]]]:
        """Each report with its claims."""
        for report in reports:
            self.seen.append(report.id)
            if "BREAK" in report.text:
                raise RuntimeError("this text breaks the reading")
            yield report, list(plain_claims(report))


def plain_claims(report: Report) -> Iterator[Claim]:
    """One claim for each line that ends in a full stop: North Korea sent Russia something."""
    for found in re.finditer(r"[^\n]+\.", report.text):
        yield make(
            report, found[0], actors=(actor("PRK"),), recipients=(actor("RUS"),),
            event=Event(type="AID"), time=on("2024-06-01"),
        )  # fmt: skip
