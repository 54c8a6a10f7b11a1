"""`governments.yaml` and `figures.yaml`: people in one line an office or sector, read into records.

An entry is "Name = Other spelling f 2019-02..2022-07-01": "f" marks a woman, "*" stands before the
family name where it is not the last word, and "~" after the name says that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from accord.codebooks.actors.records import Gender, Office, Person, Term
from accord.codebooks.load import CodebookError
from accord.codebooks.meta import Meta
from accord.codebooks.names import fold, slug

_ENTRY = re.compile(
    r"(?P<names>[^;]+?)(?P<woman> f)?(?: (?P<since>\d{4}[\d-]*)\.\.(?P<to>\d{4}[\d-]*)?)?"
)


class Governments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`governments.yaml`: country -> kind of office -> its holders in one line."""

    meta: Meta
    source: str
    governments: dict[str, dict[str, str]]


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`figures.yaml`: country -> sector -> people in one line."""

    meta: Meta
    source: str
    figures: dict[str, dict[str, str]]


class _Holder(msgspec.Struct, frozen=True):
    """An entry of a line: somebody's names, family name and gender, and a term if there is one."""

    names: tuple[str, ...]
    family: str | None
    gender: Gender
    since: str | None
    to: str | None


def merge(
    people: Iterable[Person], offices: Iterable[Office], more: Governments, figures: Figures
) -> tuple[dict[str, Person], dict[str, Office]]:
    """People and offices by id, with those of `more` added; what is there already stays."""
    cast = _Cast(people)
    held = {office.id: office for office in offices}
    led = {office.country for office in held.values() if office.rules}
    for country, lines in more.governments.items():
        for kind, line in lines.items():
            terms = [
                Term(person=cast.add(holder, country), since=holder.since, to=holder.to)
                for holder in _holders(country, kind, line)
                if holder.since is not None
            ]
            office_id = f"{country.lower()}-{kind}"
            found = held.get(office_id)
            if found is None:
                title = f"{kind.replace('-', ' ').capitalize()} of {country}"
                found = Office(
                    id=office_id, kind=kind, title=title, confidence="medium",
                    sources=(more.source,), holders=(), country=country, rules=country not in led,
                )  # fmt: skip
            led.add(country)
            held[office_id] = msgspec.structs.replace(found, holders=_with(found.holders, terms))
    for country, lines in figures.figures.items():
        for sector, line in lines.items():
            for holder in _holders(country, sector, line):
                cast.add(holder, country, sector)
    return cast.people, held


def _holders(country: str, kind: str, line: str) -> Iterator[_Holder]:
    for entry in line.split("; "):
        hit = _ENTRY.fullmatch(entry.strip())
        if hit is None:
            raise CodebookError(f"codebook actors: {country} {kind}: {entry!r}.")
        first, *others = hit["names"].split(" = ")
        name = first.replace("*", "").rstrip("~")
        aliases = tuple(other.replace("*", "") for other in others)
        yield _Holder(
            names=(name, *aliases),
            family=_family(first),
            gender="female" if hit["woman"] else "male",
            since=hit["since"],
            to=hit["to"],
        )


def _family(marked: str) -> str | None:
    """The family name of a name as marked; for names in the family's order one word."""
    if marked.endswith("~"):
        return None
    before, star, after = marked.partition("*")
    if not star:
        return marked.rsplit(" ", 1)[-1]
    return after.split(" ", 1)[0] if not before else after


def _with(held: tuple[Term, ...], terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms and those of further ones that they do not say already."""
    found = list(held)
    for term in terms:
        if not any(_same(term, known) for known in held):
            found.append(term)
    return tuple(found)


def _same(term: Term, known: Term) -> bool:
    """Whether a known term of the same person is this one, give or take a year."""
    near = abs(int(term.since[:4]) - int(known.since[:4])) <= 1
    return term.person == known.person and (near or known.covers(term.since))


class _Cast:
    """People by id, found again by country and any spelling of their names."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.id: person for person in people}
        self._ids: dict[tuple[str | None, str], str] = {}
        for person in self.people.values():
            self._remember(person)

    def _remember(self, person: Person) -> None:
        for name in (person.name, *person.aliases):
            self._ids.setdefault((person.country, fold(name)), person.id)

    def add(self, holder: _Holder, country: str, sector: str | None = None) -> str:
        """The id of the person that an entry names, made if new; `sector` is for new ones."""
        known = next(
            (self._ids[country, fold(n)] for n in holder.names if (country, fold(n)) in self._ids),
            None,
        )
        if known is None:
            person = self._made(holder, country, sector)
        else:
            person = self._respelt(self.people[known], holder.names)
        self.people[person.id] = person
        self._remember(person)
        return person.id

    def _made(self, holder: _Holder, country: str, sector: str | None) -> Person:
        name, *aliases = holder.names
        person_id = slug(name)
        if person_id in self.people:
            person_id = f"{person_id}-{country.lower()}"
        return Person(
            id=person_id, name=name, country=country, family=holder.family, gender=holder.gender,
            aliases=tuple(aliases), sector=sector,
        )  # fmt: skip

    def _respelt(self, person: Person, names: tuple[str, ...]) -> Person:
        spelt = (person.name, *person.aliases)
        new = tuple(name for name in names if name not in spelt)
        return msgspec.structs.replace(person, aliases=person.aliases + new) if new else person
