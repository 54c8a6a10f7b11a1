"""Where: names used as places, with country and coordinates where they are known.

The names of states and capitals are mostly actors in reporting ("Moscow denies"), so they count as
places only where the sentence puts something there: after "in" and its like, after "to" and "from"
with a word of motion, as the object of a verb of visiting, or beside a noun of place. Ports, bases
and sites do not act, and count wherever they stand. A name that several large cities share keeps
its country open unless the text names one of the countries or one city is far larger. What cannot
be resolved is kept by its name alone, and never stops the rest.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from accord.claims.counted import Parse
from accord.claims.parts import Reading
from accord.claims.tokens import Token
from accord.claims.words import Word, words_in, words_of
from accord.codebooks.actors import actors
from accord.codebooks.places import PlaceKind, city_book, place_book
from accord.model import Passage, Place

_MUCH_LARGER = 5
_NAME_LABELS = ("GPE", "LOC", "FAC")


@dataclass(frozen=True, slots=True)
class Known:
    """What a name may stand for. `people`: inhabitants in thousands, 0 if not known."""

    name: str
    country: str | None
    kind: PlaceKind
    at: tuple[float, float] | None = None
    capital: bool = False
    people: int = 0

    @property
    def acts(self) -> bool:
        """True if the name may stand for a government."""
        return self.kind == "state" or self.capital


Names = dict[str, dict[str, list[tuple[tuple[str, ...], tuple[Known, ...]]]]]


@cache
def _names() -> Names:
    """First word, then second ("" for none), to (words, what they may stand for), longest first.

    Words keep their case.
    """
    table: dict[tuple[str, ...], list[Known]] = {}
    for place in place_book().places:
        known = Known(place.name, place.country, place.kind, place.at, place.capital)
        for name in place.names:
            table.setdefault(_parts(name), []).append(known)
    for state in actors().states.values():
        known = Known(state.name, state.id, "state")
        for name in (state.name, *((state.official,) if state.official else ()), *state.aliases):
            table.setdefault(_parts(name), []).append(known)
    taken = set(table)
    spellings = {new: old for old, new in place_book().spellings.items()}
    for city in city_book().cities:
        shown = place_book().spellings.get(city.name, city.name)
        known = Known(
            shown, city.country, "city", (city.latitude, city.longitude), city.capital, city.people
        )
        for name in {city.name, shown, spellings.get(shown, shown)}:
            if _parts(name) not in taken:
                table.setdefault(_parts(name), []).append(known)
    names: Names = {}
    for parts, listed in table.items():
        second = parts[1] if len(parts) > 1 else ""
        names.setdefault(parts[0], {}).setdefault(second, []).append((parts, tuple(listed)))
    for seconds in names.values():
        for entries in seconds.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    return names


def _parts(name: str) -> tuple[str, ...]:
    """A name as the lexer cuts it."""
    return tuple("'" if word.text == "’" else word.text for word in words_of(name))


def find_places(reading: Reading) -> tuple[Place, ...]:
    """The places that the passages of a report name, in order, each mention apart."""
    words = words_in(reading.text)
    parse = Parse(reading.doc)
    mentions = list(_mentions(words))
    present = _states_named(mentions)
    starts = [passage.start for passage in reading.passages]
    found: list[Place] = []
    for first, stop, listed in mentions:
        start, end = words[first].start, words[stop - 1].end
        if not _within(reading.passages, starts, start, end):
            continue
        head = _head(parse, start, end)
        if head is not None and _is_place(head, listed, start):
            found.append(_made(_choose(listed, present), listed, (start, end)))
    known = {(words[first].start, words[stop - 1].end) for first, stop, _ in mentions}
    found += _unresolved(reading, starts, sorted(known))
    return tuple(sorted(found, key=lambda place: place.span or (0, 0)))


def _mentions(words: list[Word]) -> Iterator[tuple[int, int, tuple[Known, ...]]]:
    """(first, stop, meanings) of every known name, longest first, not overlapping."""
    names = _names()
    stop = 0
    for at, word in enumerate(words):
        if at < stop or not (word.text in names or word.text.isupper() or word.text == "’"):
            continue
        entry = _entry_at(names, words, at, False) or _entry_at(names, words, at, True)
        if entry is not None:
            stop = at + len(entry[0])
            yield at, stop, entry[1]


def _entry_at(
    names: Names, words: list[Word], at: int, capitals: bool
) -> tuple[tuple[str, ...], tuple[Known, ...]] | None:
    """The longest known name at a word; with `capitals`, one written all in capitals ("SEOUL")."""
    seconds = names.get(_written(words[at], capitals))
    if seconds is None:
        return None
    second = _written(words[at + 1], capitals) if at + 1 < len(words) else ""
    longer = seconds.get(second, ()) if second else ()
    for parts, listed in (*longer, *seconds.get("", ())):
        if tuple(_written(w, capitals) for w in words[at : at + len(parts)]) == parts:
            return parts, listed
    return None


def _is_loud(word: Word) -> bool:
    """Whether a word is written all in capitals, and no abbreviation."""
    return len(word.text) > 3 and word.text.isupper()


def _written(word: Word, capitals: bool) -> str:
    """A word as names are listed: curly apostrophes straight, capitals undone if asked for."""
    if capitals and _is_loud(word):
        return word.text.capitalize()
    return "'" if word.text == "’" else word.text


def _states_named(mentions: list[tuple[int, int, tuple[Known, ...]]]) -> frozenset[str]:
    """Ids of the states that a text names anywhere."""
    return frozenset(
        known.country
        for _, _, listed in mentions
        for known in listed
        if known.kind == "state" and known.country
    )


def _within(passages: tuple[Passage, ...], starts: list[int], start: int, end: int) -> bool:
    """True if characters [start, end) lie in one of the passages."""
    index = bisect.bisect_right(starts, start) - 1
    return index >= 0 and end <= passages[index].end


def _choose(listed: tuple[Known, ...], present: frozenset[str]) -> Known | None:
    """The meaning of a name, or None where it stays open."""
    if len(listed) == 1:
        return listed[0]
    named = [known for known in listed if known.country in present]
    if len(named) == 1:
        return named[0]
    ranked = sorted(listed, key=lambda known: -known.people)
    if ranked[0].people and ranked[0].people >= _MUCH_LARGER * max(ranked[1].people, 1):
        return ranked[0]
    capitals = [known for known in listed if known.capital]
    return capitals[0] if len(capitals) == 1 else None


def _made(known: Known | None, listed: tuple[Known, ...], span: tuple[int, int]) -> Place:
    """A place; of several meanings only what they share."""
    if known is None:
        countries = {meaning.country for meaning in listed}
        country = next(iter(countries)) if len(countries) == 1 else None
        return Place(name=listed[0].name, country=country, span=span)
    latitude, longitude = known.at if known.at else (None, None)
    return Place(
        name=known.name, country=known.country, latitude=latitude, longitude=longitude, span=span
    )


def _head(parse: Parse, start: int, end: int) -> Token | None:
    """The token of a span that the rest of the sentence hangs on."""
    first, last = parse.token_at(start), parse.token_at(end - 1)
    if first is None or last is None:
        return None
    for token in parse.doc[first.i : last.i + 1]:
        if token.head.i < first.i or token.head.i > last.i or token.head.i == token.i:
            return token
    return last


def _is_place(head: Token, listed: tuple[Known, ...], start: int) -> bool:
    """Whether a name is used as a place where it stands."""
    if _dateline(head, start):
        return True
    if _beside_place_noun(head):
        return True
    if head.dep_ == "poss":
        return False
    located = _located(_leader(head), any(known.acts for known in listed))
    if located is not None:
        return located
    return all(known.kind in place_book().standing_kinds for known in listed)


def _leader(token: Token) -> Token:
    """The first of coordinated names, or what a name stands in apposition to."""
    for _ in range(6):
        if token.dep_ not in ("conj", "appos") or token.head.i == token.i:
            break
        token = token.head
    return token


def _located(token: Token, acts: bool) -> bool | None:
    """True or False as preposition and verb decide; None where neither says anything."""
    book = place_book()
    above = token.head
    if token.dep_ == "pobj":
        if above.lower_ in book.locative:
            return True
        if above.lower_ in book.directional:
            return not acts or _moves(above)
        if above.lower_ == "of":
            return above.head.lemma_.lower() in book.place_nouns
        return False if acts else None
    if token.dep_ in ("dobj", "nsubjpass"):
        return True if above.lemma_.lower() in book.visiting else (False if acts else None)
    return False if acts else None


def _moves(preposition: Token) -> bool:
    """True if "to" or "from" hangs on a word of motion, or "from" on a verb that is no taking."""
    book = place_book()
    above = preposition.head
    if above.dep_ == "pobj" and above.head.lower_ in book.directional:
        above = above.head.head  # "to one place from another": parsers hang the second on the first
    lemma = above.lemma_.lower()
    if lemma in book.motion:
        return True
    if above.pos_ in ("ADP", "ADV") and above.head.lemma_.lower() in book.motion:
        return True
    watching = preposition.lower_ == "from" and above.pos_ == "VERB"
    has_object = any(child.dep_ in ("dobj", "nsubjpass") for child in above.children)
    return watching and not has_object and lemma not in book.giving_verbs


def _beside_place_noun(token: Token) -> bool:
    """ "Rajin port", "the Kursk region": the name modifies a noun of place."""
    noun = token.head
    return (
        token.dep_ in ("compound", "nmod", "amod")
        and noun.i == token.i + 1
        and noun.lemma_.lower() in place_book().place_nouns
    )


def _dateline(head: Token, start: int) -> bool:
    """ "SEOUL, South Korea —" at the start of a passage."""
    sent = head.sent
    if start != sent.start_char:
        return False
    marks = [token.text for token in sent.tokens[:8] if not token.is_alpha]
    return head.text.isupper() and any(mark in ("—", "–", "--", "(") for mark in marks)


def _unresolved(
    reading: Reading, starts: list[int], busy: list[tuple[int, int]]
) -> Iterator[Place]:
    """Names of places that the parser sees and no codebook knows, where "in" or the like leads.

    `busy` are the names that a codebook knows.
    """
    begins = [span[0] for span in busy]
    for entity in reading.doc.ents:
        start, end = entity.start_char, entity.end_char
        if entity.label_ not in _NAME_LABELS or not entity.text[:1].isupper():
            continue
        if not _within(reading.passages, starts, start, end) or _overlaps(busy, begins, start, end):
            continue
        token = _leader(entity.root)
        if token.dep_ == "pobj" and token.head.lower_ in place_book().locative:
            yield Place(name=" ".join(entity.text.split()), span=(start, end))


def _overlaps(spans: list[tuple[int, int]], begins: list[int], start: int, end: int) -> bool:
    """True if any of the sorted spans overlaps [start, end)."""
    index = bisect.bisect_left(begins, end) - 1
    return index >= 0 and spans[index][1] > start
