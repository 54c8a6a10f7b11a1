"""Resolving a phrase on its own: no parse, only its words, a date and what the caller knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
import pycountry
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from accord.claims.actor_names import Entry, EntryKind, Match, fold, name_index, words
from accord.claims.actor_refs import Organ, Refs
from accord.codebooks.actors import ActorBook, Person, Role
from accord.codebooks.places import city_book
from accord.model import ActorRef

_CUT = re.compile(
    r"\b(?:of|for|in|to|from|with|at|by|on|near|who|that|which|after|against|inside|outside|"
    r"including|during|over|under|between|about|belonging|linked|loyal)\b|[,;:(]",
    re.IGNORECASE,
)
_NATIONAL: tuple[EntryKind, ...] = ("state", "adjective", "demonym", "metonym", "capital")
"""Kinds of name that tell a country, the surest first."""

_VAGUE = frozenset(("GOV", "BUS", "UNK", "LAB", "SOC"))
"""Sectors of nouns ("official", "accountant") that the noun before them makes more exact."""

_OWN = frozenset(("LEG", "JUD", "MIL", "COP"))
"""Sectors that people of an organisation keep: "an EU lawmaker" is LEG."""

_LEAST = 5
"""Least letters of a word that may be misspelt."""

_LONG = 9
"""From this many letters on a word may be misspelt twice."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A phrase cut at its first preposition: names in its head and in its tail."""

    head: list[Match]
    tail: list[Match]


def resolve_phrase(
    book: ActorBook, phrase: str, *, date: str | None, country_hint: str | None, context: str
) -> ActorRef | None:
    """The actor that a phrase stands for, or None; see `ActorFinder.resolve`."""
    refs = Refs(book, date)
    matches = name_index().scan(phrase)
    matches = sorted([*matches, *_close(book, phrase, matches)], key=lambda m: m.start)
    parts = _cut(phrase, matches)
    role = _role(book, parts)
    for find in (_person, _organisation):
        ref = find(refs, parts, role)
        if ref is not None:
            return ref
    country = _country(book, parts)
    if role is not None:
        country = country or _region(phrase) or country_hint or _only_state(book, context)
        return _organ(refs, parts, role, country, phrase)
    if country is not None and _ordinary(book, parts):
        people = Organ(book.roles["people"], country, phrase)
        return refs.organ(people)
    return refs.state(country) if country else None


def _ordinary(book: ActorBook, parts: _Parts) -> bool:
    """Whether the people of a country are meant, not the country: "ordinary Danes"."""
    found = (match.of("modifier") for match in parts.head)
    return any(e is not None and book.modifiers[e.id].sector == "CVL" for e in found)


def _cut(phrase: str, matches: Sequence[Match]) -> _Parts:
    """Cut a phrase at the first preposition that is no part of a name."""
    for hit in _CUT.finditer(phrase):
        inside = any(m.start <= hit.start() < m.end for m in matches)
        before = any(m.end <= hit.start() for m in matches)
        if not inside and before:
            head = [m for m in matches if m.end <= hit.start()]
            return _Parts(head, [m for m in matches if m.start >= hit.end()])
    return _Parts(list(matches), [])


def _role(book: ActorBook, parts: _Parts) -> tuple[Match, Role] | None:
    """The role noun that heads the phrase: the last before the cut, else the first after it.

    A noun that says nothing itself ("group of …") gives way to what comes after.
    """
    empty: tuple[Match, Role] | None = None
    for row in (reversed(parts.head), iter(parts.tail)):
        for match in row:
            entry = match.of("role")
            if entry is None:
                continue
            role = book.roles[entry.id]
            if role.sector != "UNK" or role.kind != "thing":
                return match, role
            empty = empty or (match, role)
    return empty


def _person(refs: Refs, parts: _Parts, role: tuple[Match, Role] | None) -> ActorRef | None:
    """A person named in the head of the phrase, unless a role noun follows ("X's spokesman")."""
    for match in parts.head:
        person = _named(refs, match, parts, role)
        if person is None:
            continue
        if role is not None and role[0].start >= match.end and role[0] in parts.head:
            organ = Organ(role[1], person.country, role[0].text)
            return refs.organ(organ)
        ref = refs.person(person)
        modified = _modifier(refs.book, parts, match)
        return msgspec.structs.replace(ref, sector="ELI") if modified == "ELI" else ref
    return None


def _named(
    refs: Refs, match: Match, parts: _Parts, role: tuple[Match, Role] | None
) -> Person | None:
    book = refs.book
    full = match.of("person")
    if full is not None:
        return book.people[full.id]
    people = [book.people[e.id] for e in match.entries if e.kind == "family"]
    if not people or match.of(*_NATIONAL, "organisation"):
        return None
    country = _country(book, parts)
    if country is not None:
        people = [p for p in people if p.country == country]
    if role is not None:
        people = [p for p in people if _held(book, p, role[1].id, refs.date)] or people
    if len(people) > 1:
        people = [p for p in people if p.prominent]
    if len(people) != 1:
        return None
    titled = any(m.of("honorific", "role") and m.end <= match.start for m in parts.head)
    return people[0] if titled or people[0].prominent else None


def _held(book: ActorBook, person: Person, kind: str, date: str | None) -> bool:
    terms = [term for office, term in book.terms_of.get(person.id, ()) if office.kind == kind]
    return any(term.covers(date) if date else True for term in terms)


def _organisation(refs: Refs, parts: _Parts, role: tuple[Match, Role] | None) -> ActorRef | None:
    """An organisation in the head, or after "of" where a role noun is all there is before it."""
    book = refs.book
    for match in [*parts.head, *(parts.tail if role else [])]:
        entry = match.of("organisation", "weak")
        if entry is None or (entry.kind == "weak" and not _weak_fits(book, entry, parts, match)):
            continue
        ref = refs.organisation(entry.id)
        inside = match in parts.head
        if role is None or role[0] is match or (inside and role[0].end <= match.start):
            return ref
        kind = role[1]
        if kind.kind == "thing" or (not inside and role[0] in parts.tail):
            return ref
        office = book.offices.get(f"{entry.id}-{kind.id}")
        if office is not None:
            return refs.office(office)
        return _of_body(refs, parts, entry.id, role)
    return None


def _of_body(refs: Refs, parts: _Parts, body: str, role: tuple[Match, Role]) -> ActorRef:
    """Somebody of an organisation: "a UN official", "a former CIA official"."""
    match, kind = role
    ref = refs.organisation(body)
    sector = kind.sector if kind.sector in _OWN else ref.sector
    modified = _modifier(refs.book, parts, match)
    return ActorRef(
        id=f"{body}-{kind.id}", name=match.text, country=ref.country, sector=modified or sector
    )


def _weak_fits(book: ActorBook, entry: Entry, parts: _Parts, match: Match) -> bool:
    """Whether a weak name may stand: written as an abbreviation, or beside its country."""
    if match.of(*_NATIONAL):
        return False
    country = book.organisations[entry.id].country
    return match.text.isupper() or (country is not None and country == _country(book, parts))


def _country(book: ActorBook, parts: _Parts) -> str | None:
    """The first country in the head of the phrase, else in its tail."""
    for row in (parts.head, parts.tail):
        for match in row:
            found = [e for e in match.entries if e.kind in _NATIONAL]
            found.sort(key=lambda e: (book.states[e.id].kind == "former", _NATIONAL.index(e.kind)))
            if found and not match.of("organisation"):
                return found[0].id
    return None


def _modifier(book: ActorBook, parts: _Parts, before: Match) -> str | None:
    """The sector that a modifier in front of a noun or name gives ("former" is ELI)."""
    for match in parts.head:
        entry = match.of("modifier")
        if entry is not None and match.start < before.start:
            return book.modifiers[entry.id].sector
    return None


def _specified(book: ActorBook, parts: _Parts, role: tuple[Match, Role]) -> str | None:
    """The sector that words before a role noun give it: "former", "army", "hospital"."""
    match, kind = role
    for earlier in parts.head:
        if earlier.start >= match.start:
            break
        modifier = earlier.of("modifier")
        if modifier is not None and kind.sector in book.modifiers[modifier.id].only:
            return book.modifiers[modifier.id].sector
        noun = earlier.of("role")
        vague = kind.sector in _VAGUE and kind.kind != "office"
        if noun is not None and vague and book.roles[noun.id].sector not in ("UNK", "GOV"):
            return book.roles[noun.id].sector
    return _sector_after(book, parts, kind) if match in parts.head else None


def _sector_after(book: ActorBook, parts: _Parts, kind: Role) -> str | None:
    """The sector of the body that somebody speaks for or leads: "chief of the navy" is MIL."""
    if kind.sector not in _VAGUE or kind.kind in ("state", "people", "body"):
        return None
    for match in parts.tail:
        entry = match.of("role")
        if entry is not None:
            body = book.roles[entry.id]
            exact = body.kind in ("body", "person") and body.sector not in ("GOV", "UNK")
            return body.sector if exact else None
    return None


def _organ(
    refs: Refs, parts: _Parts, role: tuple[Match, Role], country: str | None, phrase: str
) -> ActorRef | None:
    match, kind = role
    sector = _specified(refs.book, parts, role)
    if kind.kind in ("thing", "relation"):
        return ActorRef(
            id=kind.id, name=phrase, country=country, sector=sector or kind.sector
        )  # fmt: skip
    if kind.kind == "state" and country is None:
        return ActorRef(id=kind.id, name=phrase, sector=kind.sector)
    plural = any(e.plural for e in match.entries if e.kind == "role")
    ref = refs.organ(Organ(kind, country, match.text, sector, plural))
    if ref is not None and ref.id in refs.book.states:
        # A government named as such is GOV; the bare name of a state is the state.
        return msgspec.structs.replace(ref, id=f"{ref.id.lower()}-government")
    return ref


def _only_state(book: ActorBook, context: str) -> str | None:
    """The one state that a context names, or None."""
    found: set[str] = set()
    for match in name_index().scan(context[:5000]):
        for entry in match.entries:
            if entry.kind in ("state", "adjective", "demonym"):
                found.add(entry.id)
    found = {state for state in found if book.states[state].kind != "former"} or found
    return next(iter(found)) if len(found) == 1 else None


def _close(book: ActorBook, phrase: str, matches: Sequence[Match]) -> list[Match]:
    """Misspelt words: the one known word that is a single slip away (two in a long word)."""
    found: list[Match] = []
    forms = _spellings(book)
    for hit in re.finditer(r"[^\W\d_]{5,40}", phrase[:200]):
        word = hit.group()
        if any(m.start < hit.end() and hit.start() < m.end for m in matches):
            continue
        letters = forms.get(word[:1].lower(), {})
        near = [form for form in letters if abs(len(form) - len(word)) <= 2]
        slips = 1 if len(word) < _LONG else 2
        near = [form for form in near if letters[form].kind != "role" or len(form) >= _LONG]
        best = process.extract(
            word, near, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=2
        )
        if best and (len(best) == 1 or best[0][1] < best[1][1]):
            entry = letters[best[0][0]]
            named = word[:1].isupper() and not _in_name(phrase, hit.start(), hit.end())
            if named or entry.kind == "role":
                found.append(Match(hit.start(), hit.end(), word, (entry,)))
    return found


def _in_name(phrase: str, start: int, end: int) -> bool:
    """Whether a capitalised word has another beside it, as the parts of a person's name have."""
    before, after = phrase[:start].split(), phrase[end:].split()
    return (bool(before) and before[-1][:1].isupper() and len(before) > 1) or (
        bool(after) and after[0][:1].isupper()
    )


@cache
def _spellings(book: ActorBook) -> dict[str, dict[str, Entry]]:
    """First letter -> single words of five letters and more that name states, people or roles."""
    forms: dict[str, dict[str, Entry]] = {}
    for form, entry in name_index().forms():
        usual = entry.kind in (*_NATIONAL, "role") or (
            entry.kind == "family" and book.people[entry.id].prominent
        )
        if usual and " " not in form and len(form) >= _LEAST:
            forms.setdefault(form[:1].lower(), {}).setdefault(form, entry)
    return forms


@cache
def _regions() -> dict[str, str]:
    """Folded name of a city or region (ISO 3166-2) -> alpha-3, where only one state has it."""
    found: dict[str, set[str]] = {}
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    for region in pycountry.subdivisions:
        name = region.name.split("[")[0].split("(")[0].strip()
        found.setdefault(fold(name), set()).add(codes[region.country_code])
    for city in city_book().cities:
        found.setdefault(fold(city.name), set()).add(city.country)
    return {name: next(iter(states)) for name, states in found.items() if len(states) == 1}


def _region(phrase: str) -> str | None:
    """The state of the first province or region that a phrase names, longest name first."""
    row = words(phrase[:300])
    names = _regions()
    for at, word in enumerate(row):
        if not word.text[:1].isupper():
            continue
        for upto in range(min(at + 4, len(row)), at, -1):
            state = names.get(" ".join(w.key for w in row[at:upto]))
            if state is not None and (upto - at > 1 or len(word.text) >= _LEAST - 1):
                return state
    return None
