"""`bodies.yaml`: organisations in one line a country, read into records.

An entry is "Name = Other name = ?ABC": a form after "?" is a weak one (see `Organisation`).
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from accord.codebooks.actors.records import Organisation
from accord.codebooks.meta import Meta
from accord.codebooks.names import fold, slug

NOWHERE = "-"
"""What stands in place of a country for bodies of no single one."""


class BodyKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Organisations of one kind and sector: country -> their names in one line."""

    kind: str
    sector: str
    of: dict[str, str]


class Bodies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`bodies.yaml`."""

    meta: Meta
    source: str
    bodies: tuple[BodyKind, ...]


def with_bodies(known: Iterable[Organisation], more: Bodies) -> dict[str, Organisation]:
    """Organisations by id; one that `known` describes already gains only the names it lacks."""
    found = {organisation.id: organisation for organisation in known}
    ids: dict[tuple[str | None, str], str] = {}
    for organisation in found.values():
        for form in (organisation.name, *organisation.aliases):
            ids.setdefault((organisation.country, fold(form)), organisation.id)
    for group in more.bodies:
        for country, line in group.of.items():
            place = None if country == NOWHERE else country
            for entry in line.split("; "):
                forms = entry.strip().split(" = ")
                same = (ids.get((place, fold(form))) for form in forms if form[:1] != "?")
                known_id = next((one for one in same if one is not None), None)
                made = (
                    _made(forms, group, place, more.source, found)
                    if known_id is None
                    else _named(found[known_id], forms)
                )
                found[made.id] = made
                for form in (made.name, *made.aliases):
                    ids.setdefault((place, fold(form)), made.id)
    return found


def _made(
    forms: list[str], group: BodyKind, country: str | None, source: str,
    taken: dict[str, Organisation],
) -> Organisation:  # fmt: skip
    name = forms[0].removeprefix("?")
    body_id = slug(name)
    if body_id in taken:
        body_id = f"{body_id}-{(country or group.kind).lower()}"
    made = Organisation(
        id=body_id, name=name, kind=group.kind, sector=group.sector, confidence="medium",
        sources=(source,), country=country,
    )  # fmt: skip
    return _named(made, forms)


def _named(organisation: Organisation, forms: list[str]) -> Organisation:
    """An organisation with further forms, each strong or weak."""
    have = {organisation.name, *organisation.aliases, *organisation.weak}
    strong = tuple(form for form in forms if form[:1] != "?" and form not in have)
    weak = tuple(form[1:] for form in forms if form[:1] == "?" and form[1:] not in have)
    if not strong and not weak:
        return organisation
    return msgspec.structs.replace(
        organisation, aliases=organisation.aliases + strong, weak=organisation.weak + weak
    )
