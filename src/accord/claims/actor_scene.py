"""The working table of the actor finder: a reading's names, tokens and drafts of mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from accord.claims.actor_names import Match, name_index, words
from accord.claims.actor_refs import Refs
from accord.claims.parts import Mention, MentionKind, Reading
from accord.claims.tokens import Token
from accord.codebooks.actors import ActorBook, Gender, Readings, Role
from accord.model import ActorRef


@dataclass(slots=True, eq=False)
class Draft:
    """A mention in the making.

    `head` is its syntactic head. `role` and `plural` are set for descriptions; `pending` marks one
    whose actor is to be found in what was said before ("the two leaders", "its ambassador").
    """

    start: int
    end: int
    kind: MentionKind
    head: Token
    actors: tuple[ActorRef, ...] = ()
    possessive: bool = False
    reason: str | None = None
    role: Role | None = None
    plural: bool = False
    gender: Gender | None = None
    pending: bool = False
    owner: Draft | None = None
    words: str = ""
    sector: str | None = None

    def mention(self, text: str) -> Mention:
        """The finished mention."""
        return Mention(
            start=self.start,
            end=self.end,
            text=text[self.start : self.end],
            kind=self.kind,
            actors=self.actors,
            possessive=self.possessive,
            reason=None if self.actors else self.reason,
        )


@dataclass(slots=True, eq=False)
class Member:
    """Someone in a report's cast: a person named in full somewhere in it."""

    ref: ActorRef
    family: frozenset[str]
    gender: Gender | None
    known: bool
    places: list[int] = field(default_factory=list)
    head: Token | None = None


class Scene:
    """A reading with the names found in it and look-ups between characters and tokens."""

    def __init__(self, reading: Reading, book: ActorBook, readings: Readings) -> None:
        self.reading = reading
        self.text = reading.text
        self.doc = reading.doc
        self.book = book
        self.readings = readings
        self.refs = Refs(book, reading.report.published.value)
        self.words = words(self.text)
        self.matches: list[Match] = name_index().scan(self.text, self.words)
        self._match_starts = [match.start for match in self.matches]
        self.drafts: list[Draft] = []

    def token_at(self, char: int) -> Token:
        """The token that holds a character."""
        return self.doc.token_at(char)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that [start, end) touches."""
        return list(self.doc.between(start, end))

    def root(self, start: int, end: int) -> Token:
        """The token of [start, end) whose head lies outside it (the last such by default)."""
        row = self.tokens(start, end)
        inside = {token.i for token in row}
        for token in row:
            if token.head.i not in inside or token.head.i == token.i:
                return token
        return row[-1]

    def match_at(self, token: Token) -> Match | None:
        """The name that covers a token, or None."""
        at = bisect_right(self._match_starts, token.idx) - 1
        if at < 0:
            return None
        match = self.matches[at]
        return match if match.start <= token.idx < match.end else None

    def matches_in(self, start: int, end: int) -> list[Match]:
        """The names that lie within [start, end)."""
        first = bisect_left(self._match_starts, start)
        upto = bisect_left(self._match_starts, end)
        return [match for match in self.matches[first:upto] if match.end <= end]

    def draft_at(self, token: Token) -> Draft | None:
        """The longest draft that covers a token, or None."""
        return self._drafts_by_token.get(token.i)

    def name_at(self, token: Token) -> Draft | None:
        """The longest name drafted over a token, also where a description takes it in; or None."""
        return self._names_by_token.get(token.i)

    @cached_property
    def _names_by_token(self) -> dict[int, Draft]:
        named = sorted((d for d in self.drafts if d.kind == "name"), key=lambda d: d.end - d.start)
        return {
            token.i: draft for draft in named for token in self.doc.between(draft.start, draft.end)
        }  # fmt: skip

    @cached_property
    def _drafts_by_token(self) -> dict[int, Draft]:
        """Token -> longest draft over it; made once all names are drafted."""
        found: dict[int, Draft] = {}
        for draft in sorted(self.drafts, key=lambda d: d.end - d.start):
            for token in self.doc.between(draft.start, draft.end):
                found[token.i] = draft
        return found

    def index_drafts(self) -> None:
        """Look drafts up anew from here on."""
        self.__dict__.pop("_drafts_by_token", None)
        self.__dict__.pop("_names_by_token", None)

    @cached_property
    def named_states(self) -> frozenset[str]:
        """States that the report names, by name, adjective or people."""
        found: set[str] = set()
        for match in self.matches:
            entry = match.of("state", "adjective", "demonym")
            if entry is not None:
                found.add(entry.id)
        return frozenset(found)

    @cached_property
    def named_organisations(self) -> frozenset[str]:
        """Organisations that the report names by a form that stands alone."""
        found = (match.of("organisation") for match in self.matches)
        return frozenset(entry.id for entry in found if entry is not None)

    @cached_property
    def korean(self) -> bool:
        """Whether the report speaks of Korea, so that "the North" is a state."""
        people = (match.of("person") for match in self.matches)
        named = {self.book.people[entry.id].country for entry in people if entry is not None}
        return bool({"PRK", "KOR"} & (self.named_states | named)) or any(
            place in self.text for place in self.readings.korean_context
        )

    def in_passage(self, start: int) -> bool:
        """Whether a character lies in a passage that claims are read from."""
        at = bisect_right(self._passage_starts, start) - 1
        return at >= 0 and start < self.reading.passages[at].end

    def sentence(self, start: int) -> int:
        """The number of the passage at or before a character (-1 before the first)."""
        return bisect_right(self._passage_starts, start) - 1

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [passage.start for passage in self.reading.passages]


def possessed(token: Token) -> bool:
    """Whether a possessive 's (or ') follows the token."""
    following = token.i + 1
    return following < len(token.doc) and token.doc[following].tag_ == "POS"


def modifies(token: Token, last: Token | None = None) -> bool:
    """Whether a name is a modifier: possessive, before a noun, or joined to a word by a hyphen."""
    last = last or token
    following = last.i + 1
    if following < len(last.doc):
        after = last.doc[following]
        if after.tag_ == "POS":
            return True
        if after.text in "-‐‑–" and not last.whitespace_ and not after.whitespace_:
            return True
    return token.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod") and token.head.i > last.i


def prefixed(scene: Scene, start: int) -> bool:
    """Whether a name follows a hyphen: "anti-American", "non-NATO"."""
    return start > 1 and scene.text[start - 1] in "-‐‑" and scene.text[start - 2].isalpha()


def first_conjunct(token: Token) -> Token:
    """The first member of the coordination that a token belongs to."""
    seen = 0
    while token.dep_ == "conj" and token.head.i != token.i and seen < 20:
        token = token.head
        seen += 1
    return token
