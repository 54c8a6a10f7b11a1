"""Resolving a phrase on its own: no parse, only its words, a date and what the caller knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from accord.claims.actor_names import Entry, EntryKind, Match, Word, name_index, words
from accord.claims.actor_nouns import is_noun, is_pronoun, noun_sector, owner
from accord.claims.actor_places import site, whole_site
from accord.claims.actor_refs import Organ, Refs
from accord.codebooks.actors import ActorBook, Organisation, Person, Role, agents
from accord.codebooks.actors.listed import listed
from accord.codebooks.names import slug
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

_FORCES = frozenset(("MIL", "SPY", "COP", "REB", "PRM", "UAF", "CRM", "IMG"))
"""Sectors whose bodies give it to all their people: "FSB officers" are SPY."""

_LEAST = 5
"""Least letters of a word that may be misspelt."""

_NAME_WORDS = 5
"""Most words of a person's name."""

_LONG = 9
"""From this many letters on a word may be misspelt twice."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A phrase cut at its first preposition: names in its head and in its tail, and where."""

    head: list[Match]
    tail: list[Match]
    cut: int


class _Near:
    """What decides among states: the one a phrase names, and what the caller knows besides."""

    def __init__(
        self, book: ActorBook, parts: _Parts, country_hint: str | None, context: str
    ) -> None:
        self.named = _country(book, parts)
        self._book = book
        self._hint = country_hint
        self._context = context

    @cached_property
    def told(self) -> str | None:
        """The caller's country, else the only one in the text around."""
        return self._hint or _only_state(self._book, self._context)

    @property
    def any(self) -> str | None:
        """The country named, else the one told."""
        return self.named or self.told


def resolve_phrase(
    book: ActorBook, phrase: str, *, date: str | None, country_hint: str | None, context: str
) -> ActorRef | None:
    """The actor that a phrase stands for, or None; see `ActorFinder.resolve`."""
    refs = Refs(book, date)
    matches = name_index().scan(phrase)
    matches = sorted([*matches, *_close(book, phrase, matches)], key=lambda m: m.start)
    parts = _cut(phrase, matches)
    near = _Near(book, parts, country_hint, context)
    role = _role(book, parts, phrase)
    ref = _person(refs, parts, role) or _official(refs, parts, near, role, phrase)
    ref = ref or _organisation(refs, parts, near, role, phrase)
    if ref is not None:
        return ref
    if role is not None:
        return _organ(refs, parts, role, _placed(near, matches, phrase), phrase)
    return _unnamed(refs, parts, near, matches, phrase)


def _unnamed(
    refs: Refs, parts: _Parts, near: _Near, matches: Sequence[Match], phrase: str
) -> ActorRef | None:
    """Who is meant where no role noun says so: a state or its people, by another noun, a place."""
    if is_pronoun(phrase):
        return ActorRef(id="unknown", name=phrase.strip(), sector="UNK")
    country = near.named
    noun = noun_sector(phrase[: parts.cut])
    if noun is not None:
        country = _placed(near, matches, phrase)
        prefix = f"{country.lower()}-" if country else ""
        return ActorRef(
            id=f"{prefix}{slug(noun[0])}", name=phrase.strip(), country=country, sector=noun[1]
        )
    if country is not None:
        if _ordinary(refs.book, parts):
            return refs.organ(Organ(refs.book.roles["people"], country, phrase))
        return refs.state(country)
    place = whole_site(phrase)
    if place is not None:
        return ActorRef(
            id=f"{place.country.lower()}-{slug(place.name)}", name=place.name,
            country=place.country,
        )  # fmt: skip
    state = owner(phrase)
    if state is not None:
        return ActorRef(id=slug(phrase), name=phrase, country=state, sector="MIL")
    return _stranger(near, phrase)


def _stranger(near: _Near, phrase: str) -> ActorRef | None:
    """A name that no list has, as an actor of its own where the caller tells the state."""
    row = words(phrase[:100])
    named = 2 <= len(row) <= _NAME_WORDS and all(word.text.istitle() for word in row)
    if not named or near.told is None:
        return None
    return ActorRef(id=slug(phrase), name=phrase.strip(), country=near.told)


def _placed(near: _Near, matches: Sequence[Match], phrase: str) -> str | None:
    """The country of a phrase: as named, by a ship or a place in it, by what the caller knows."""

    def taken(word: Word) -> bool:
        here = [m for m in matches if m.start <= word.start < m.end]
        return any(entry.kind != "family" for m in here for entry in m.entries)

    if near.named is not None:
        return near.named
    place = site(phrase, taken)
    return owner(phrase) or (place.country if place else None) or near.told


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
            return _Parts(head, [m for m in matches if m.start >= hit.end()], hit.start())
    return _Parts(list(matches), [], len(phrase))


def _role(book: ActorBook, parts: _Parts, phrase: str) -> tuple[Match, Role] | None:
    """The role noun that heads the phrase: the last before the cut, else the first after it.

    A noun that says nothing itself ("group of …") gives way to what comes after, and one for people
    that is an adjective of the noun behind it ("the national board") to that noun; the title before
    a name counts where there is no other.
    """
    empty: tuple[Match, Role] | None = None
    for row in (reversed(parts.head), iter(parts.tail)):
        for match in row:
            entry = match.of("role")
            if entry is None or _adjectival(book, parts, match, phrase):
                continue
            role = book.roles[entry.id]
            if role.sector != "UNK" or role.kind != "thing":
                return match, role
            empty = empty or (match, role)
    return empty or _title(book, parts)


def _adjectival(book: ActorBook, parts: _Parts, match: Match, phrase: str) -> bool:
    """Whether a noun for people stands before another noun that no list of roles has."""
    entry = match.of("role")
    if entry is None or match not in parts.head or entry.plural:
        return False
    rest = phrase[match.end : parts.cut]
    loose = book.roles[entry.id].kind == "people" and noun_sector(rest) is not None
    return loose and not any(m.start >= match.end for m in parts.head)


def _title(book: ActorBook, parts: _Parts) -> tuple[Match, Role] | None:
    """The role that a title before a name tells: "Sen.", "Gen."."""
    roles = {h.term: h.role for h in book.honorifics}
    for match in parts.head:
        entry = match.of("honorific")
        role = roles.get(entry.id) if entry is not None else None
        if role is not None and role in book.roles:
            return match, book.roles[role]
    return None


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


def _official(
    refs: Refs, parts: _Parts, near: _Near, role: tuple[Match, Role] | None, phrase: str
) -> ActorRef | None:
    """Somebody of the long list of officials, unless a role noun follows the name."""
    row = [word for word in words(phrase[: min(parts.cut, 300)]) if word.text[:1].isupper()]
    hit = listed().officials_in([word.key for word in row])
    if hit is None:
        return None
    at, upto, found = hit
    start, end = row[at].start, row[upto - 1].end
    if any(m.start < end and start < m.end and not _personal(m) for m in parts.head):
        return None
    follows = role is not None and role[0].start >= end and role[0] in parts.head
    states = {official.country for official in found}
    country = next(iter(states)) if len(states) == 1 else near.any
    if follows or country not in states or (near.named not in (None, country)):
        return None
    official = next(o for o in found if o.country == country)
    name = " ".join(phrase[start:end].split())
    return ActorRef(
        id=slug(name), name=name, country=country, sector=official.sector(refs.date)
    )  # fmt: skip


def _personal(match: Match) -> bool:
    """Whether a known name may be part of a person's."""
    return match.of("person", "family", "honorific") is not None


def _organisation(
    refs: Refs, parts: _Parts, near: _Near, role: tuple[Match, Role] | None, phrase: str
) -> ActorRef | None:
    """An organisation in the head, or after "of" where a role noun is all there is before it."""
    for match in [*parts.head, *(parts.tail if role else [])]:
        found = _meant(refs.book, near, match)
        if found is None:
            continue
        ref = refs.organisation(found.id)
        inside = match in parts.head
        if role is None or role[0] is match or (inside and role[0].end <= match.start):
            return ref
        kind = role[1]
        same = kind.kind == "thing" or (kind.kind == "body" and kind.sector == ref.sector)
        if same or (not inside and role[0] in parts.tail):
            return ref
        office = refs.book.offices.get(f"{found.id}-{kind.id}")
        if office is not None:
            return refs.office(office)
        return _of_body(refs, parts, found.id, role)
    return _listed_body(phrase) if role is None or role[1].kind == "body" else None


def _meant(book: ActorBook, near: _Near, match: Match) -> Organisation | None:
    """The organisation that a name means: of several, the one of the country that is spoken of."""
    rows = [(e, book.organisations[e.id]) for e in match.entries if e.kind == "organisation"]
    if not rows and not match.of(*_NATIONAL):
        rows = [(e, book.organisations[e.id]) for e in match.entries if e.kind == "weak"]
    near_by = [row for row in rows if row[1].country is not None and row[1].country == near.any]
    if near_by:
        return near_by[0][1]
    rows = [(e, o) for e, o in rows if e.kind == "organisation" or match.text.isupper()]
    strong = rows and rows[0][0].kind == "organisation"
    return rows[0][1] if rows and (strong or len(rows) == 1) else None


def _listed_body(phrase: str) -> ActorRef | None:
    """An organisation of the long list that is the whole phrase."""
    row = words(phrase[:200])
    while row and row[0].key in ("the", "a", "an"):
        row = row[1:]
    found = listed().body([word.key for word in row])
    if found is None:
        return None
    name = phrase[row[0].start : row[-1].end]
    return ActorRef(id=slug(name), name=name, country=found.country, sector=found.sector)


def _of_body(refs: Refs, parts: _Parts, body: str, role: tuple[Match, Role]) -> ActorRef:
    """Somebody of an organisation: "a UN official", "a former CIA official"."""
    match, kind = role
    ref = refs.organisation(body)
    own = kind.sector in _OWN and ref.sector not in _FORCES
    sector = kind.sector if own else ref.sector
    modified = _modifier(refs.book, parts, match)
    return ActorRef(
        id=f"{body}-{kind.id}", name=match.text, country=ref.country, sector=modified or sector
    )


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


def _specified(book: ActorBook, parts: _Parts, role: tuple[Match, Role], phrase: str) -> str | None:
    """The sector that words before a role noun give it: "former", "army", "hospital"."""
    match, kind = role
    fixed = kind.id in agents().fixed
    exact = noun_sector(phrase[: match.end])
    if exact is not None and len(exact[0]) > len(match.text) and exact[0].endswith(match.text):
        return exact[1]
    for earlier in parts.head:
        if earlier.start >= match.start:
            break
        modifier = earlier.of("modifier")
        if modifier is not None and kind.sector in book.modifiers[modifier.id].only:
            return book.modifiers[modifier.id].sector
        noun = earlier.of("role")
        vague = kind.sector in _VAGUE and kind.kind != "office" and not fixed
        if noun is None or noun.term in agents().ranks or book.roles[noun.id].kind == "people":
            continue
        if vague and book.roles[noun.id].sector not in ("UNK", "GOV"):
            return book.roles[noun.id].sector
    return _sector_after(book, parts, kind) if match in parts.head and not fixed else None


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
    sector = _specified(refs.book, parts, role, phrase)
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
        if is_noun(word) or whole_site(word) is not None:
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
