"""From entries of the actor codebook to actor references, with offices by date.

Ids: alpha-3 for a state and its government; the codebook's slug for organisations and people;
"country-role" for offices and unnamed people ("kor-defence-minister", "usa-official"); the bare
role ("scholar") where no country is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from accord.codebooks.actors import ActorBook, Office, Person, Role
from accord.codebooks.names import slug as slug
from accord.model import ActorRef, Span

_ORGAN_ROLE = {
    "presidency": "president",
    "head-of-government": "prime-minister",
    "foreign-ministry": "foreign-ministry",
    "defence-ministry": "defence-ministry",
    "armed-forces": "military",
    "parliament": "parliament",
}


@dataclass(frozen=True, slots=True)
class Organ:
    """A role noun with what its phrase says: country, date, sector modifier, words as written."""

    role: Role
    country: str | None
    words: str
    sector: str | None = None
    plural: bool = False


class Refs:
    """Makes actor references; `date` is the published date (ISO, maybe partial) or None."""

    def __init__(self, book: ActorBook, date: str | None) -> None:
        self.book = book
        self.date = date

    def state(self, state_id: str, span: Span | None = None) -> ActorRef:
        """A state, which acts through its government."""
        name = self.book.states[state_id].name
        return ActorRef(id=state_id, name=name, country=state_id, sector="GOV", span=span)

    def metonym(self, state_id: str, means: str, span: Span | None = None) -> ActorRef:
        """The government or the organ that a metonym stands for.

        Presidencies and cabinets are the government itself; ministries and parliaments are organs.
        """
        role = self.book.roles.get(_ORGAN_ROLE.get(means, ""))
        if role is None or role.kind == "office":
            return self.state(state_id, span)
        name = self.book.states[state_id].name
        return ActorRef(
            id=f"{state_id.lower()}-{role.id}",
            name=f"{role.terms[0].capitalize()} of {name}",
            country=state_id,
            sector=role.sector,
            span=span,
        )

    def organisation(self, organisation_id: str, span: Span | None = None) -> ActorRef:
        """An organisation of the codebook."""
        found = self.book.organisations[organisation_id]
        return ActorRef(
            id=found.id, name=found.name, country=found.country, sector=found.sector, span=span
        )

    def person(self, person: Person, span: Span | None = None) -> ActorRef:
        """A person of the codebook, with the sector of the office held on the date.

        Who held an office before the date, and holds none on it, belongs to the former elite.
        """
        return ActorRef(
            id=person.id,
            name=person.name,
            country=person.country,
            sector=self._sector(person),
            span=span,
        )

    def _sector(self, person: Person) -> str | None:
        office = self.book.office_of(person, self.date)
        if office is not None:
            role = self.book.roles.get(office.kind)
            return self._office_sector(office, role)
        if person.sector is not None:
            return person.sector
        terms = self.book.terms_of.get(person.id, ())
        past = self.date is not None and any(term.since[:10] < self.date for _, term in terms)
        return "ELI" if past else ("GOV" if terms else None)

    def _office_sector(self, office: Office, role: Role | None) -> str:
        if office.organisation is not None:
            return self.book.organisations[office.organisation].sector
        return role.sector if role else "GOV"

    def office(self, office: Office, span: Span | None = None) -> ActorRef:
        """An office whose holder the report does not name."""
        role = self.book.roles.get(office.kind)
        return ActorRef(
            id=office.id,
            name=office.title,
            country=office.country,
            sector=self._office_sector(office, role),
            span=span,
        )

    def organ(self, organ: Organ, span: Span | None = None) -> ActorRef | None:
        """The actor that a role noun with (or without) a country stands for, or None.

        A government is its state; a leader or an office is the office, if the codebook has it.
        """
        role, country = organ.role, organ.country
        if role.kind == "relation" or role.kind == "thing":
            return None
        if role.kind == "state" and organ.sector is None:
            return self.state(country, span) if country else None
        if role.kind in ("leader", "office") and country and not organ.plural:
            office = self.named_office(role, country)
            if office is not None and organ.sector is None:
                return self.office(office, span)
        sector = organ.sector or role.sector
        if role.kind == "people" and country and organ.sector is None:
            return self._people(country, organ, span)
        return ActorRef(
            id=self._organ_id(organ),
            name=organ.words or role.terms[0],
            country=country,
            sector=sector,
            span=span,
        )

    def _organ_id(self, organ: Organ) -> str:
        prefix = f"{organ.country.lower()}-" if organ.country else ""
        own = organ.sector is not None and organ.sector != organ.role.sector
        former = f"{str(organ.sector).lower()}-" if own else ""
        return f"{prefix}{former}{organ.role.id}"

    def _people(self, country: str, organ: Organ, span: Span | None) -> ActorRef:
        return ActorRef(
            id=f"{country.lower()}-people",
            name=organ.words,
            country=country,
            sector="CVL",
            span=span,
        )

    def named_office(self, role: Role, country: str) -> Office | None:
        """The office of a country that a role noun means: "the leader" is whoever rules it."""
        if role.kind == "leader":
            return self.book.ruling.get(country)
        return self.book.office(country, role.id)
