"""Actors known beforehand: states, organisations, people, offices by date, and role nouns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Literal

import msgspec

from accord.codebooks.actors.bodies import Bodies, with_bodies
from accord.codebooks.actors.governments import Figures, Governments, merge
from accord.codebooks.actors.records import Gender as Gender
from accord.codebooks.actors.records import Office as Office
from accord.codebooks.actors.records import Organisation as Organisation
from accord.codebooks.actors.records import Person as Person
from accord.codebooks.actors.records import Term as Term
from accord.codebooks.load import load
from accord.codebooks.meta import Confidence, Meta

StateKind = Literal["state", "former", "partial", "territory"]
Means = Literal[
    "state", "government", "presidency", "head-of-government", "foreign-ministry",
    "defence-ministry", "armed-forces", "parliament",
]  # fmt: skip
RoleKind = Literal[
    "office", "leader", "state", "people", "person", "body", "relation", "thing"
]  # fmt: skip


class Metonym(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """A term that stands for a state or an organ of it, between two dates where they are given.

    `needs` names a context without which the term means something else ("korean-context").
    """

    term: str
    means: Means
    since: str | None = None
    to: str | None = None
    needs: Literal["korean-context"] | None = None
    note: str | None = None


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """A state by its ISO 3166 alpha-3 code. A capital also stands for the government.

    `kind` tells states that are no more (former), recognised by some only (partial), and
    territories (`part_of` says whose). `since`/`to` are ISO dates.
    """

    id: str
    name: str
    confidence: Confidence
    sources: tuple[str, ...]
    official: str | None = None
    kind: StateKind = "state"
    part_of: str | None = None
    since: str | None = None
    to: str | None = None
    capitals: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    metonyms: tuple[Metonym, ...] = ()
    cow: int | None = None
    note: str | None = None


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role noun: `id` ends the id of the actor ("usa-official")."""

    id: str
    kind: RoleKind
    sector: str
    terms: tuple[str, ...]
    plurals: tuple[str, ...] = ()


class Modifier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A modifier that turns the sectors in `only` into `sector`: a former minister is ELI."""

    term: str
    sector: str
    only: tuple[str, ...]


class Honorific(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A title before a name."""

    term: str
    role: str | None = None
    sector: str | None = None
    gender: Gender | None = None


class OrganisationHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that end the names of organisations of one sort."""

    id: str
    sector: str
    terms: tuple[str, ...]


class _States(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    states: tuple[State, ...]


class _Organisations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    organisations: tuple[Organisation, ...]


class _People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    source: str
    people: tuple[Person, ...]


class _Offices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    offices: tuple[Office, ...]


class _Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    source: str
    roles: tuple[Role, ...]
    modifiers: tuple[Modifier, ...]
    honorifics: tuple[Honorific, ...]
    organisation_heads: tuple[OrganisationHead, ...]


class Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that stands for persons or states named before ("the two leaders")."""

    term: str
    stands_for: Literal["person", "state", "any"]


class Readings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that decide how a name is to be read; lemmas in lower case except for names."""

    meta: Meta
    source: str
    shared_capitals: frozenset[str]
    place_prepositions: frozenset[str]
    motion_prepositions: frozenset[str]
    motion_verbs: frozenset[str]
    removing_verbs: frozenset[str]
    motion_nouns: frozenset[str]
    place_nouns: frozenset[str]
    place_verbs: frozenset[str]
    place_predicates: frozenset[str]
    korean_context: tuple[str, ...]
    references: tuple[Reference, ...]
    impersonal: frozenset[str]
    animate_verbs: frozenset[str]
    affiliation_prepositions: frozenset[str]
    affiliation_verbs: frozenset[str]
    body_words: dict[str, tuple[str, ...]]


class Agents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`agents.yaml`: nouns by sector in one line each, and what tells whose a ship or weapon is."""

    meta: Meta
    source: str
    sectors: dict[str, str]
    pronouns: frozenset[str]
    ranks: frozenset[str]
    fixed: frozenset[str]
    prefixes: dict[str, str]
    types: dict[str, str]


class ActorBook:
    """Everything known of actors, with look-ups by id, by country and by date."""

    def __init__(
        self, states: _States, organisations: _Organisations, people: _People, offices: _Offices,
        roles: _Roles, governments: Governments, figures: Figures, bodies: Bodies,
    ) -> None:  # fmt: skip
        self.states: Mapping[str, State] = {s.id: s for s in states.states}
        self.organisations: Mapping[str, Organisation] = with_bodies(
            organisations.organisations, bodies
        )
        cast, held = merge(people.people, offices.offices, governments, figures)
        self.people: Mapping[str, Person] = cast
        self.offices: Mapping[str, Office] = held
        self.roles: Mapping[str, Role] = {r.id: r for r in roles.roles}
        self.modifiers = {m.term: m for m in roles.modifiers}
        self.honorifics = roles.honorifics
        self.organisation_heads = {
            term: head for head in roles.organisation_heads for term in head.terms
        }

    @cached_property
    def terms_of(self) -> Mapping[str, tuple[tuple[Office, Term], ...]]:
        """Person id -> the offices held, each with its term, in the order of their start."""
        held: dict[str, list[tuple[Office, Term]]] = {}
        for office in self.offices.values():
            for term in office.holders:
                held.setdefault(term.person, []).append((office, term))
        return {
            person: tuple(sorted(terms, key=lambda pair: (pair[1].since, pair[0].id)))
            for person, terms in held.items()
        }

    @cached_property
    def ruling(self) -> Mapping[str, Office]:
        """Country -> the office that leads it."""
        return {o.country: o for o in self.offices.values() if o.rules and o.country}

    def office(self, country: str | None, kind: str) -> Office | None:
        """The office of that kind in a country, or None."""
        return self.offices.get(f"{country.lower()}-{kind}") if country else None

    def holders(self, office: Office, date: str) -> tuple[Person, ...]:
        """Who held the office on `date` (ISO, maybe partial): acting holders, then the latest."""
        terms = [term for term in office.holders if term.covers(date)]
        terms.sort(key=lambda term: term.since, reverse=True)
        terms.sort(key=lambda term: not term.acting)
        return tuple(dict.fromkeys(self.people[term.person] for term in terms))

    def holder(self, office: Office, date: str | None) -> Person | None:
        """The one holder on `date`; None without a date or where the date does not settle it."""
        if date is None:
            return None
        if len(date) == 10:
            found = self.holders(office, date)
            return found[0] if found else None
        found = self.holders(office, date)
        return found[0] if len(found) == 1 else None

    def office_of(self, person: Person, date: str | None) -> Office | None:
        """The highest office a person held on `date` (without a date: holds or last held)."""
        terms = self.terms_of.get(person.id, ())
        held = [pair for pair in terms if date is None or pair[1].covers(date)]
        if not held:
            return None
        return max(held, key=lambda pair: (pair[0].rules, pair[1].since))[0]

    def iter_metonyms(self) -> Iterator[tuple[State, Metonym]]:
        """Every metonym with its state."""
        for state in self.states.values():
            for metonym in state.metonyms:
                yield state, metonym


@cache
def actors() -> ActorBook:
    """Read the files of `codebooks/actors/` (once)."""
    return ActorBook(
        load("actors/states.yaml", _States),
        load("actors/organisations.yaml", _Organisations),
        load("actors/people.yaml", _People),
        load("actors/offices.yaml", _Offices),
        load("actors/roles.yaml", _Roles),
        load("actors/governments.yaml", Governments),
        load("actors/figures.yaml", Figures),
        load("actors/bodies.yaml", Bodies),
    )


@cache
def readings() -> Readings:
    """Read `actors/readings.yaml` (once)."""
    return load("actors/readings.yaml", Readings)


@cache
def agents() -> Agents:
    """Read `actors/agents.yaml` (once)."""
    return load("actors/agents.yaml", Agents)
