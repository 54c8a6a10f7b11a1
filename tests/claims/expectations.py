"""What a case expects of a claim: the fields that must match, and what must never be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from accord.model import ActorRef, Claim


def one_of(expected: Any, got: Any) -> bool:
    return got in expected if isinstance(expected, list) else got == expected


def is_actor(expected: Any, ref: ActorRef | None) -> bool:
    if ref is None:
        return False
    if isinstance(expected, str):
        return expected in (ref.country, ref.id)
    return all(getattr(ref, field) == value for field, value in expected.items())


def names_all(expected: Iterable[Any], refs: Iterable[ActorRef]) -> bool:
    found = list(refs)
    return all(any(is_actor(wanted, ref) for ref in found) for wanted in expected)


def holds_voice(expected: list[Any], claim: Claim) -> bool:
    if len(claim.voice) < len(expected):
        return False
    for wanted, link in zip(expected, claim.voice, strict=False):
        if wanted == {"source": None}:
            if link.source is not None:
                return False
        elif not is_actor(wanted, link.actor):
            return False
    return True


def holds_fields(expected: dict[str, Any], thing: Any) -> bool:
    return thing is not None and all(one_of(v, getattr(thing, k)) for k, v in expected.items())


def happened(claim: Claim) -> bool:
    """Whether a claim would be counted as something that has happened."""
    certain = claim.certainty
    done = claim.kind not in ("forecast", "conditional", "commitment")
    moved = claim.transfer is None or claim.transfer.stage in (
        "sent", "delivered", "received", "seized",
    )  # fmt: skip
    eventful = claim.event is not None or claim.transfer is not None
    sure = certain.polarity == "positive" and certain.level in ("asserted", "probable", "alleged")
    return eventful and done and moved and sure


def meets(case: dict[str, Any], claim: Claim) -> list[str]:
    """The expectations of a case that a claim does not meet."""
    event = claim.event.type if claim.event else None
    band = list(claim.certainty.band) if claim.certainty.band else None
    manners = [link.manner for link in claim.voice]
    checks: dict[str, bool] = {
        "kind": one_of(case.get("kind"), claim.kind),
        "event": one_of(case.get("event"), event),
        "actors": names_all(case.get("actors", ()), claim.actors),
        "recipients": names_all(case.get("recipients", ()), claim.recipients),
        "voice": holds_voice(case.get("voice", []), claim),
        "voice_length": len(claim.voice) == case.get("voice_length"),
        "manner": any(one_of(case.get("manner"), manner) for manner in manners),
        "level": one_of(case.get("level"), claim.certainty.level),
        "polarity": one_of(case.get("polarity"), claim.certainty.polarity),
        "band": case.get("band") == band,
        "term": case.get("term") == claim.certainty.term,
        "time": holds_fields(case.get("time", {}), claim.time),
        "place": claim.place is not None and claim.place.country == case.get("place"),
        "quantities": all(
            any(holds_fields(q, found) for found in claim.quantities)
            for q in case.get("quantities", ())
        ),
        "transfer": holds_fields(case.get("transfer", {}), claim.transfer),
        "condition": claim.condition is not None,
        "instrument": any(i.id == case.get("instrument") for i in claim.instruments),
        "instrument_name": any(
            str(case.get("instrument_name")).lower() in i.name.lower() for i in claim.instruments
        ),
        "voice_or_actor": any(
            str(case.get("voice_or_actor")) in (ref.name or "").lower()
            for ref in (*claim.actors, *(link.actor for link in claim.voice if link.actor))
        ),
    }
    return [name for name, holds in checks.items() if name in case and not holds]


def never(case: dict[str, Any], claim: Claim) -> list[str]:
    """The prohibitions of a case that a claim breaks."""

    def any_is(name: str, refs: Iterable[ActorRef | None]) -> bool:
        return any(case[name] is True or is_actor(case[name], ref) for ref in refs)

    def event_is_not() -> bool:
        wrong = case["no_event"]
        return claim.event is not None and (wrong is True or one_of(wrong, claim.event.type))

    checks: dict[str, Callable[[], bool]] = {
        "not_happened": lambda: happened(claim),
        "not_kind": lambda: claim.kind == case["not_kind"],
        "no_voice": lambda: any_is("no_voice", [link.actor for link in claim.voice]),
        "no_actor": lambda: any_is("no_actor", claim.actors),
        "no_recipient": lambda: any_is("no_recipient", claim.recipients),
        "no_event": event_is_not,
        "no_time": lambda: claim.time is not None,
        "no_place": lambda: claim.place is not None,
        "no_quantities": lambda: bool(claim.quantities),
        "not_quantity": lambda: any(q.value == case["not_quantity"] for q in claim.quantities),
        "transfer_none": lambda: claim.transfer is not None,
        "no_reason": lambda: case["no_reason"] in claim.abstained,
        "begins_not": lambda: claim.quote.lower().startswith(case["begins_not"] + " "),
    }
    return [name for name, breaks in checks.items() if name in case and breaks()]
