"""Finding the names of the actor codebook in text: words, a trie of name forms, longest match.

Names are matched on words, so that hyphens, full stops and accents do not matter ("Kim Jong-un",
"U.S."), but capitals do: "Us" is no country, and "turkey" no state. Linear in the length of the
text times the length of the longest name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.actors import ActorBook, actors, readings
from accord.codebooks.names import fold as fold

EntryKind = Literal[
    "state", "adjective", "demonym", "capital", "metonym", "organisation", "weak", "person",
    "family", "role", "honorific", "modifier",
]  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \t\u00a0.'’\-‐‑–]{1,3}")
_PLURAL_S = re.compile(r"(?:s|x|z|ch|sh)$")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: an id in the codebook (a state's alpha-3, a slug, a role's id).

    `term` is the form as the codebook writes it; `plural` is True for the plural of a role noun.
    """

    kind: EntryKind
    id: str
    term: str
    plural: bool = False


class Word(msgspec.Struct, frozen=True, gc=False):
    """A run of letters and digits with its folded form."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Match:
    """A name found at [start, end), with everything that it may stand for."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]

    def of(self, *kinds: EntryKind) -> Entry | None:
        """The first entry of one of these kinds, in the order asked for."""
        for kind in kinds:
            for entry in self.entries:
                if entry.kind == kind:
                    return entry
        return None


@dataclass(frozen=True, slots=True)
class _Form:
    """A form as the codebook writes it, its words, and what it stands for."""

    text: str
    words: tuple[str, ...]
    entry: Entry


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    forms: list[_Form] = field(default_factory=list)


def words(text: str) -> list[Word]:
    """The words of `text`, in order. Runs of more than 40 characters are no word of a name."""
    found = []
    for hit in _WORD.finditer(text):
        start, end = hit.span()
        if end - start <= _LONGEST_WORD:
            shown = hit[0]
            found.append(Word(start, end, shown, fold(shown)))
    return found


def plural(term: str) -> str:
    """The regular plural of a noun phrase: its last word's, or of what stands before "of"."""
    for preposition in (" of ", " to ", " for ", " with "):
        if preposition in term:
            head, tail = term.split(preposition, 1)
            return f"{plural(head)}{preposition}{tail}"
    if _PLURAL_S.search(term):
        return f"{term}es"
    if term.endswith("y") and term[-2:-1] not in "aeiou":
        return f"{term[:-1]}ies"
    return f"{term}s"


class NameIndex:
    """All forms of a codebook: by first word, below each in a trie made when first asked for."""

    def __init__(self, book: ActorBook) -> None:
        self._rows: dict[str, list[tuple[str, Entry]]] = {}
        self._tries: dict[str, _Node] = {}
        self._book = book
        for form, entry in _forms(book):
            first = _WORD.search(form)
            if first is not None:
                self._rows.setdefault(fold(first[0]), []).append((form, entry))

    def forms(self) -> Iterator[tuple[str, Entry]]:
        """Every form with its entry, in the order of the codebook."""
        return _forms(self._book)

    def _trie(self, key: str) -> _Node | None:
        """The forms that begin with a word, by their further words."""
        if key not in self._tries and key in self._rows:
            root = self._tries[key] = _Node()
            for form, entry in self._rows[key]:
                row = words(form)
                node = root
                for word in row[1:]:
                    node = node.children.setdefault(word.key, _Node())
                made = _Form(form, tuple(word.text for word in row), entry)
                if made not in node.forms:
                    node.forms.append(made)
        return self._tries.get(key)

    def scan(self, text: str, row: list[Word] | None = None) -> list[Match]:
        """The longest matches from left to right, without overlap; `row` are the text's words."""
        found = []
        row = words(text) if row is None else row
        firsts = self._rows
        stop = 0
        for at, word in enumerate(row):
            if at < stop or word.key not in firsts:
                continue
            length, match = self._longest(text, row, at)
            if match is not None:
                found.append(match)
                stop = at + length
        return found

    def _longest(self, text: str, row: list[Word], at: int) -> tuple[int, Match | None]:
        node = _Node()
        best: tuple[int, Match | None] = (0, None)
        for step in range(at, len(row)):
            if step > at and not _joined(text, row[step - 1], row[step]):
                break
            key = row[step].key
            following = self._trie(key) if step == at else node.children.get(key)
            if following is None:
                break
            node = following
            run = row[at : step + 1]
            entries = [form.entry for form in node.forms if _fits(form, run)]
            if entries:
                start, end = run[0].start, _closed(text, run)
                unique = tuple(dict.fromkeys(entries))
                best = (len(run), Match(start, end, text[start:end], unique))
        return best


def _closed(text: str, run: list[Word]) -> int:
    """Where a match ends: the full stop of "U.S." belongs to it."""
    end = run[-1].end
    dotted = len(run) > 1 and len(run[-1].text) == 1 and text[run[-1].start - 1] == "."
    return end + 1 if dotted and text[end : end + 1] == "." else end


def _joined(text: str, left: Word, right: Word) -> bool:
    """Whether two words can belong to one name: no comma or sentence end between them."""
    gap = text[left.end : right.start]
    if gap == " ":
        return True
    if not _GAP.fullmatch(gap):
        return False
    return "." not in gap or len(left.text) <= 4


def _fits(form: _Form, run: list[Word]) -> bool:
    """Whether the text's capitals and accents allow this form."""
    if form.entry.kind in ("role", "modifier"):
        return _fits_role(form.text, run)
    shouted = len(run) > 1 and all(word.text.isupper() for word in run)
    # One word in capitals may be anything; several together are a name.
    loud = shouted or form.entry.kind in ("organisation", "person", "state", "capital")
    return all(_fits_word(one, word.text, loud) for one, word in zip(form.words, run, strict=True))


def _fits_word(written: str, found: str, loud: bool) -> bool:
    """Whether a word of the text is a word of a form; `loud` allows capitals throughout."""
    if written.isupper() and written.isalpha() and len(written) <= 6:
        return found == written
    if written[:1].isupper() and not found[:1].isupper():
        return False
    if found.isupper() and len(found) > 1 and not loud:
        return False
    # Short names need their accents: "Malé" is no "Male".
    accented = len(written) <= 4 and fold(written) != written.casefold()
    return not accented or found.casefold() == written.casefold()


def _fits_role(form: str, run: list[Word]) -> bool:
    """A role noun may be written with or without capitals; an abbreviation ("MP") only in them."""
    if form.isupper():
        return all(word.text.isupper() for word in run)
    return not any(word.text.isupper() and len(word.text) > 1 for word in run) or len(run) > 1


def _forms(book: ActorBook) -> Iterator[tuple[str, Entry]]:
    """Every form with its entry."""
    yield from _state_forms(book)
    for organisation in book.organisations.values():
        for form in (organisation.name, *organisation.aliases, *organisation.metonyms):
            bare = form.removeprefix("the ").removeprefix("The ")
            if form not in organisation.metonyms:
                yield bare, Entry("organisation", organisation.id, form)
            else:
                yield bare, Entry("weak", organisation.id, form)
        for form in organisation.weak:
            yield form.removeprefix("the "), Entry("weak", organisation.id, form)
    for person in book.people.values():
        for form in (person.name, *person.aliases):
            yield form, Entry("person", person.id, form)
        if person.family:
            yield person.family, Entry("family", person.id, person.family)
    yield from _role_forms(book)


def _state_forms(book: ActorBook) -> Iterator[tuple[str, Entry]]:
    for state in book.states.values():
        names = [state.name, *([state.official] if state.official else []), *state.aliases]
        for form in names:
            bare = form.removeprefix("the ").removeprefix("The ")
            yield bare, Entry("state", state.id, form)
        for form in state.adjectives:
            yield form, Entry("adjective", state.id, form)
        for form in state.demonyms:
            yield form, Entry("demonym", state.id, form)
            for single in _singular(form):
                yield single, Entry("demonym", state.id, form)
        for form in state.capitals:
            yield form, Entry("capital", state.id, form)
        for metonym in state.metonyms:
            bare = metonym.term.removeprefix("the ")
            yield bare, Entry("metonym", state.id, metonym.term)


def _singular(demonym: str) -> Iterable[str]:
    """ "Danes" -> "Dane"; "Frenchmen" -> "Frenchman"."""
    if demonym.endswith("men"):
        yield demonym[:-3] + "man"
    elif demonym.endswith("s") and not demonym.endswith("ss"):
        yield demonym[:-1]


def _role_forms(book: ActorBook) -> Iterator[tuple[str, Entry]]:
    for role in book.roles.values():
        for term in role.terms:
            yield term, Entry("role", role.id, term)
            yield plural(term), Entry("role", role.id, term, plural=True)
        for term in role.plurals:
            yield term, Entry("role", role.id, term, plural=True)
    for modifier in book.modifiers.values():
        yield modifier.term, Entry("modifier", modifier.term, modifier.term)
    for honorific in book.honorifics:
        yield honorific.term, Entry("honorific", honorific.term, honorific.term)


@cache
def name_index() -> NameIndex:
    """The index of the codebook that comes with Accord (built once)."""
    return NameIndex(actors())


def speaks_alone(capital: str) -> bool:
    """Whether a capital may stand for its government in a report that never names the state."""
    return capital not in readings().shared_capitals
