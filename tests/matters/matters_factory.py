"""Claims in short notation, for tests of matters."""

from __future__ import annotations

from typing import Any, cast

import msgspec

from accord.model import (
    ActorRef,
    Bound,
    Certainty,
    Claim,
    Event,
    Instrument,
    Published,
    Quantity,
    Report,
    Time,
    Transfer,
    VoiceLink,
    claim_id,
    report_id,
)


def report(name: str, published: str | None = None) -> Report:
    text = f"Report {name}."
    return Report(
        id=report_id(text, None, published),
        text=text,
        blocks=(),
        published=Published(value=published, basis="given" if published else "unknown"),
    )


def actor(name: str) -> ActorRef:
    """A state by its code, or "person@CODE" for a person of a state."""
    person, _, country = name.partition("@")
    return ActorRef(id=person, name=person, country=country or person)


def quantity(words: str) -> Quantity:
    """ "at_least 9000 container", "range 3000-5000 troop"."""
    bound, number, unit = words.split()
    first, _, last = number.partition("-")
    low, high = (float(first), float(last)) if last else (None, None)
    return Quantity(
        value=None if last else float(first), low=low, high=high, bound=cast(Bound, bound),
        unit=unit, item=f"{unit}s", text=words,
    )  # fmt: skip


def time(words: str, value: str | None = None) -> Time:
    """ "2024-06-18", "2023-09-01/2024-06-22", "2023-09-01/" (open), or "XXXX-06-18"."""
    if words.startswith("XXXX"):
        return Time(
            start=None, end=None, text=words, value=words, precision="day", basis="stated"
        )  # fmt: skip
    start, slash, end = words.partition("/")
    return Time(
        start=start or None, end=(end or None) if slash else start, text=words,
        value=value or words, precision="interval" if slash else "day", basis="stated",
    )  # fmt: skip


def claim(**short: Any) -> Claim:
    """A claim from a mapping such as a test case holds; what is left out is left open."""
    kind = short.get("kind", "transfer" if "goods" in short or "supplier" in short else "event")
    fields: dict[str, Any] = {
        "kind": "quantity" if kind == "transfer" else kind,
        "certainty": Certainty(
            polarity=short.get("polarity", "positive"), level=short.get("level", "asserted")
        ),
        "actors": tuple(map(actor, short.get("actors", ()))),
        "recipients": tuple(map(actor, short.get("recipients", ()))),
        "time": time(short["time"]) if "time" in short else None,
        "quantities": tuple(map(quantity, short.get("quantities", ()))),
        "event": Event(type=short["type"]) if "type" in short else None,
        "instruments": tuple(Instrument(id=one, name=one) for one in short.get("instruments", ())),
    }
    if kind == "transfer":
        fields["transfer"] = Transfer(
            supplier=short.get("supplier"), recipient=short.get("recipient"),
            item=short.get("item"), category=short.get("goods"),
            stage=short.get("stage", "delivered"), total=short.get("total", False),
        )  # fmt: skip
    if "by" in short:
        fields["voice"] = (
            VoiceLink(
                source=short["by"], source_span=None, cue=None, cue_lemma=None, cue_span=None,
                manner="indirect", actor=actor(short["by"]),
            ),
        )  # fmt: skip
    quote = short.get("quote", "words")
    made = Claim(
        id="", report=short.get("report", "r_one"), start=0, end=len(quote), quote=quote,
        passage=(0, len(quote)), **fields,
    )  # fmt: skip
    return msgspec.structs.replace(made, id=claim_id(made))
