"""One filter for API, command line and brief: which claims are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, get_args

import msgspec
from sqlalchemy import ColumnElement, and_, func, or_, select

from accord.codebooks.plover import plover
from accord.model import Kind, Level, Polarity
from accord.workspace import aliases
from accord.workspace.aliases import key
from accord.workspace.dates import bounds
from accord.workspace.errors import FilterError
from accord.workspace.schema import (
    claim_actors,
    claims,
    inferred_times,
    matter_members,
    reports,
)

OUTLET = "outlet"
"""As a claimant: what outlets say in their own voice."""


class FilterArgs(TypedDict, total=False):
    """The filters as keyword arguments: one value or several."""

    actor: str | Sequence[str]
    event: str | Sequence[str]
    kind: str | Sequence[str]
    claimant: str | Sequence[str]
    publisher: str | Sequence[str]
    certainty: str | Sequence[str]
    polarity: str | Sequence[str]
    category: str | Sequence[str]
    report: str | Sequence[str]
    matter: str | Sequence[str]
    since: str
    until: str
    published_since: str
    published_until: str
    text: str


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims are asked for; an empty filter asks for all.

    Each field narrows. Several values of one field mean any of them, but for `actor`: claims that
    involve every actor named (so two actors give what is between them). An actor or claimant is
    named by id ("PRK"), by name or alias ("North Korea", "DPRK"); a state's id also brings what is
    said of people and bodies of that state. `claimant="outlet"` asks for the outlets' own voice.

    `since` and `until` bound the time a claim is about, `published_since` and `published_until` the
    report's date: "2024", "2024-06" or "2024-06-22", both ends included. A span of time counts when
    any of it lies between them; what has no time is left out. `certainty` is a level ("alleged"),
    `event` a PLOVER type ("AID"), `category` a transfer's ("arms"), `report` an id or its start,
    `text` a search in the quotes (words, "phrases", AND, OR, NOT, prefix*).
    """

    actor: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    claimant: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    polarity: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    text: str | None = None


def make_filter(**fields: Any) -> Filter:
    """A checked filter from keyword arguments, where one value may stand for a list of one.

    None means "not filtered". Raises `FilterError` for an unknown level, kind, polarity or event
    type, for a date that cannot be read and for a span that ends before it begins, and TypeError
    for a field that does not exist.
    """
    unknown = sorted(set(fields) - set(Filter.__struct_fields__))
    if unknown:
        raise TypeError(f"there is no filter named {', '.join(unknown)}")
    single = {"since", "until", "published_since", "published_until", "text"}
    plain: dict[str, Any] = {
        name: value if name in single else _several(value)
        for name, value in fields.items()
        if value is not None
    }
    made = Filter(**plain)
    _check(made)
    return made


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check(made: Filter) -> None:
    """Meet an unknown value loudly: an empty list would look like an answer."""
    for name, given, known in (
        ("certainty", made.certainty, get_args(Level)),
        ("kind", made.kind, get_args(Kind)),
        ("polarity", made.polarity, get_args(Polarity)),
    ):
        for value in given:
            if value not in known:
                raise FilterError(f"there is no {name} '{value}'.", remedy=f"Use {_either(known)}.")
    if made.event:
        _check_events(made.event)
    for first, last in (
        (made.since, made.until), (made.published_since, made.published_until),
    ):  # fmt: skip
        days = [bounds(day) for day in (first, last) if day is not None]
        if len(days) == 2 and days[0][0] > days[1][1]:
            raise FilterError(f"{first} is after {last}.", remedy="Put the earlier date first.")


def _check_events(given: Sequence[str]) -> None:
    known = [one.id for one in plover().types]
    for value in given:
        if value.upper() not in known:
            remedy = f"PLOVER has {', '.join(known[:-1])} and {known[-1]}."
            raise FilterError(f"there is no event type '{value}'.", remedy=remedy)


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def time_first() -> ColumnElement[Any]:
    """First day of what a claim is about: as read, else as inferred."""
    return func.coalesce(claims.c.time_first, inferred_times.c.first)


def time_last() -> ColumnElement[Any]:
    """Last day of what a claim is about: as read, else as inferred."""
    return func.coalesce(claims.c.time_last, inferred_times.c.last)


def on_reports(asked: Filter) -> list[ColumnElement[bool]]:
    """Conditions on `reports` that the filter asks for."""
    found: list[ColumnElement[bool]] = []
    if asked.report:
        found.append(or_(*(reports.c.id.startswith(i, autoescape=True) for i in asked.report)))
    if asked.publisher:
        found.append(reports.c.publisher_key.in_([key(name) for name in asked.publisher]))
    if asked.published_since:
        found.append(reports.c.published_last >= bounds(asked.published_since)[0])
    if asked.published_until:
        found.append(reports.c.published_first <= bounds(asked.published_until)[1])
    return found


def on_claims(asked: Filter) -> list[ColumnElement[bool]]:
    """Conditions on `claims` (joined to `inferred_times`) but for `text`, which `search` adds."""
    found: list[ColumnElement[bool]] = []
    for column, values in (
        (claims.c.event_type, tuple(value.upper() for value in asked.event)),
        (claims.c.kind, asked.kind),
        (claims.c.level, asked.certainty),
        (claims.c.polarity, asked.polarity),
        (claims.c.category, asked.category),
    ):
        if values:
            found.append(column.in_(values))
    if asked.matter:
        members = select(matter_members.c.claim).where(matter_members.c.matter.in_(asked.matter))
        found.append(claims.c.id.in_(members))
    found += [_involves(("actor", "recipient"), name) for name in asked.actor]
    if asked.claimant:
        found.append(or_(*(_claimed_by(name) for name in asked.claimant)))
    return found + _when(asked)


def _when(asked: Filter) -> list[ColumnElement[bool]]:
    """Conditions on the time a claim is about. An open end reaches as far as is asked."""
    found: list[ColumnElement[bool]] = []
    if asked.since or asked.until:
        found.append(or_(time_first().is_not(None), time_last().is_not(None)))
    if asked.since:
        first = bounds(asked.since)[0]
        found.append(or_(time_last() >= first, time_last().is_(None)))
    if asked.until:
        last = bounds(asked.until)[1]
        found.append(or_(time_first() <= last, time_first().is_(None)))
    return found


def _claimed_by(name: str) -> ColumnElement[bool]:
    if key(name) == OUTLET:
        return claims.c.voices == 0
    # A source that could not be resolved to an actor is found by any part of its wording.
    worded = select(claim_actors.c.claim).where(
        claim_actors.c.role.in_(("claimant", "source")),
        claim_actors.c.name_key.contains(key(name), autoescape=True),
    )
    return or_(_involves(("claimant",), name), claims.c.id.in_(worded))


def _involves(roles: Sequence[str], name: str) -> ColumnElement[bool]:
    """Claims in which the actor that `name` stands for has one of `roles`."""
    keys = sorted({key(name), *(key(other) for other in aliases.ids(name))})
    countries = sorted(word.upper() for word in keys if len(word) == 3)
    named = or_(
        claim_actors.c.actor_key.in_(keys),
        claim_actors.c.name_key == key(name),
        claim_actors.c.country.in_(countries),
    )
    matching = select(claim_actors.c.claim).where(and_(claim_actors.c.role.in_(roles), named))
    return claims.c.id.in_(matching)
