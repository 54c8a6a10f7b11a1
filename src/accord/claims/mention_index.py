"""Finding the actors that a noun phrase stands for: the bridge from tokens to mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from accord.claims.parts import Mention, Reading
from accord.claims.slots import conjuncts, prep_objects
from accord.claims.tokens import Token
from accord.codebooks.clauses import clause_words
from accord.model import ActorRef

MAX_STEPS = 5
"""How many links (apposition, owner) are followed from a noun phrase to an actor."""


class PlaceName(Protocol):
    """A name read as a place: [start, end), its words, and the state (alpha-3) it lies in."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """One past the last character."""
        ...

    @property
    def text(self) -> str:
        """Its words."""
        ...

    @property
    def country(self) -> str:
        """Alpha-3 code of its state."""
        ...


def joint_owner(owner: Token) -> Token | None:
    """The first owner in "Ardania's and Belmark's talks", which parsers tear apart."""
    at = owner.left_edge.i
    if owner.dep_ != "poss" or at < 2:
        return None
    before, joiner = owner.doc[at - 2], owner.doc[at - 1]
    return before.head if joiner.dep_ == "cc" and before.dep_ == "case" else None


class MentionIndex:
    """Mentions by token. Build it once for each reading.

    `places` are names read as places: where somebody goes, they stand for their state.

    `at` gives the mentions that a noun phrase's head stands for itself; `owner` those that it
    belongs to ("Ardania's fleet", "the Ardanian fleet", "the fleet of Ardania").
    """

    def __init__(
        self, mentions: Iterable[Mention], reading: Reading, places: Iterable[PlaceName] = ()
    ) -> None:
        self._doc = reading.doc
        self._states: dict[int, Mention] = {}
        self._by_token: dict[int, Mention] = {}
        ordered = sorted(mentions, key=lambda m: (m.end - m.start, m.start))
        self.mentions: tuple[Mention, ...] = tuple(ordered)
        self._roots: dict[int, Mention] = {}
        for mention in ordered:
            self._add(mention)
        for place in places:
            self._add_place(place)

    def _add(self, mention: Mention) -> None:
        span = self._doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or not len(span):
            return
        for token in span:
            self._by_token.setdefault(token.i, mention)
        self._roots[span.root.i] = mention

    def _add_place(self, place: PlaceName) -> None:
        span = self._doc.char_span(place.start, place.end, alignment_mode="expand")
        where = (place.start, place.end)
        ref = ActorRef(
            id=place.country, name=place.text, country=place.country, sector="GOV", span=where
        )
        for token in span if span is not None else ():
            self._states[token.i] = Mention(*where, place.text, "metonym", (ref,))

    def state_of_place(self, token: Token) -> Mention | None:
        """The state that a place name lies in: a visit to a capital is a visit to its state."""
        return self._states.get(token.i)

    def direct(self, token: Token) -> Mention | None:
        """The mention that `token` heads, or else lies in."""
        return self._roots.get(token.i) or self._by_token.get(token.i)

    def at(self, token: Token) -> tuple[Mention, ...]:
        """Mentions that the noun phrase headed by `token` stands for; its coordination included."""
        found: list[Mention] = []
        for head in (token, *conjuncts(token)):
            mention = self._one(head, 0)
            if mention is not None and mention not in found:
                found.append(mention)
        return tuple(found)

    def _one(self, token: Token, steps: int) -> Mention | None:
        """Direct mention, or that of an apposition either way."""
        mention = self.direct(token)
        if mention is not None or steps > MAX_STEPS:
            return mention
        for child in token.children:
            if child.dep_ == "appos":
                mention = self._one(child, steps + 1)
                if mention is not None:
                    return mention
        return None

    def owner(
        self, token: Token, preps: Sequence[str] = ("of", "by"), steps: int = 0
    ) -> tuple[Mention, ...]:
        """Mentions that `token` belongs to: possessor, then modifier, then after a preposition."""
        if steps > MAX_STEPS:
            return ()
        for deps in (("poss",), ("compound", "amod", "nmod", "npadvmod")):
            found = self._modifiers(token, deps, preps, steps)
            if found:
                return found
        if token.lemma_.lower() in clause_words().relational.words:
            return ()
        for obj in prep_objects(token, preps):
            found = self.at(obj) or self.owner(obj, preps, steps + 1)
            if found:
                return found
        return ()

    def _modifiers(
        self, token: Token, deps: Sequence[str], preps: Sequence[str], steps: int
    ) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for child in token.children:
            if child.dep_ not in deps:
                continue
            mentions = self.at(child)
            if not mentions and child.dep_ == "poss":
                mentions = self.owner(child, preps, steps + 1)
            other = joint_owner(child)
            if mentions and other is not None:
                mentions = (*self.at(other), *mentions)
            found += [m for m in mentions if m not in found]
        return tuple(found)


def refs(mentions: Iterable[Mention]) -> tuple[ActorRef, ...]:
    """The actors of `mentions`, each once, in order; each with the place where it is named."""
    found: dict[str, ActorRef] = {}
    for mention in mentions:
        for ref in mention.actors:
            found.setdefault(ref.id, ref)
    return tuple(found.values())


def reasons(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Why mentions without an actor have none, each reason once."""
    return tuple(dict.fromkeys(m.reason for m in mentions if not m.actors and m.reason))
