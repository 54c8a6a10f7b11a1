"""The pattern language of `codebooks/plover/patterns.yaml` and `codebooks/goods.yaml`.

A pattern is one line: a head, then slots (the syntax is explained at the top of patterns.yaml).
Patterns are looked up by the head's lemma, so reading costs the same however many there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from accord.claims.slots import Slots, canonical, ends_of, forms, lemma, may_be
from accord.claims.tokens import Token
from accord.codebooks.load import CodebookError

ROLES = frozenset({"A", "AA", "R", "S", "T", "I", "X"})
OBJECT = ""

NO_PARTY = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
"""Entity types of things that are never a party to an event."""

_HEAD = re.compile(
    r"^(?P<lemmas>[\w'/-]+)(?:\+(?P<particles>[\w/]+))?(?:=(?P<adj>[\w/]+))?(?P<passive>\^)?$"
)
_SLOT = re.compile(r"^(?:(?P<preps>[\w'/]+):)?(?P<filler>[^\s:]+?)(?P<mark>[?!])?$")


class Grouped(Protocol):
    """What a pattern belongs to: any record with an id and its pattern lines."""

    @property
    def id(self) -> str:
        """Name of the group, for messages."""
        ...

    @property
    def verbs(self) -> Sequence[str]:
        """Verb patterns."""
        ...

    @property
    def nouns(self) -> Sequence[str]:
        """Noun patterns."""
        ...


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: where it is looked for (`preps`, or the object), and what must stand there."""

    preps: tuple[str, ...] = (OBJECT,)
    role: str | None = None
    words: frozenset[str] | None = None
    inner: bool = False
    needed: bool = False
    actor: bool = False
    alone: bool = False
    noun: bool = False


@dataclass(frozen=True)
class Pattern:
    """One compiled line. `subject` is the slot of the subject; `order` its place in the file."""

    group: Grouped
    text: str
    subject: Slot
    slots: tuple[Slot, ...]
    particles: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    passive_only: bool = False
    order: int = 0

    @cached_property
    def operator(self) -> bool:
        """Whether the pattern takes an inner event."""
        return any(slot.inner for slot in self.slots)

    @cached_property
    def by_filling(self) -> tuple[Slot, ...]:
        """The slots in the order in which they are filled."""
        return tuple(sorted(self.slots, key=_fill_order))

    @cached_property
    def takes_object(self) -> bool:
        """Whether a slot asks for the object."""
        return any(slot.preps == (OBJECT,) for slot in self.slots)


@dataclass(slots=True)
class Match:
    """A pattern on a predicate: who fills which role, and the candidates for the inner event."""

    pattern: Pattern
    score: int = 0
    roles: dict[str, list[Token]] = field(default_factory=dict)
    inner: list[Token] = field(default_factory=list)
    used: list[Token] = field(default_factory=list)


def words_of(listing: str) -> frozenset[str]:
    """A comma-separated list as a set of canonical words."""
    parts = (" ".join(canonical(w) for w in part.split()) for part in listing.split(","))
    return frozenset(part for part in parts if part)


class PatternTable:
    """Compiled patterns of verbs and of nouns, by lemma."""

    def __init__(self, groups: Iterable[Grouped], classes: Mapping[str, frozenset[str]]) -> None:
        self._classes = classes
        self._order = 0
        self.verbs: dict[str, list[Pattern]] = {}
        self.nouns: dict[str, list[Pattern]] = {}
        for group in groups:
            for line in group.verbs:
                self._verb(group, line)
            for line in group.nouns:
                self._noun(group, line)
        self.noun_ends = ends_of(self.nouns)

    def _verb(self, group: Grouped, line: str) -> None:
        items = line.split()
        subject = Slot(role="A")
        if len(items) > 1 and not _is_plain_head(items[0], items[1:]):
            subject, items = self._slot(group, line, items[0]), items[1:]
        slots = tuple(self._slot(group, line, item) for item in items[1:])
        for make in items[0].split("|"):
            head = _HEAD.match(make)
            if head is None:
                raise CodebookError(f"pattern group {group.id}: cannot read the head of {line!r}.")
            pattern = Pattern(
                group=group, text=line, subject=subject, slots=slots,
                particles=frozenset((head["particles"] or "").split("/")) - {""},
                adjectives=words_of((head["adj"] or "").replace("/", ",")),
                passive_only=bool(head["passive"]), order=self._next(),
            )  # fmt: skip
            for word in head["lemmas"].split("/"):
                self.verbs.setdefault(canonical(word), []).append(pattern)

    def _noun(self, group: Grouped, line: str) -> None:
        names, slots = _split_noun(line)
        pattern = Pattern(
            group=group, text=line, subject=Slot(role="A"),
            slots=tuple(self._slot(group, line, item) for item in slots), order=self._next(),
        )  # fmt: skip
        for name in names:
            self.nouns.setdefault(name, []).append(pattern)

    def _next(self) -> int:
        self._order += 1
        return self._order

    def _slot(self, group: Grouped, line: str, item: str) -> Slot:
        match = _SLOT.match(item)
        if match is None:
            raise CodebookError(f"pattern group {group.id}: cannot read {item!r} in {line!r}.")
        preps = tuple((match["preps"] or OBJECT).split("/"))
        filler, mark = match["filler"], match["mark"]
        if filler in ROLES:
            return Slot(preps, role=filler, needed=mark == "!", actor=mark == "!")
        if filler == ".":
            return Slot(preps, alone=True, needed=True)
        if filler in {"*", "*noun", "_"}:
            noun = filler == "*noun"
            return Slot(preps, inner=filler != "_", needed=mark != "?", noun=noun)
        return Slot(preps, words=self._words(group, filler), needed=mark != "?")

    def _words(self, group: Grouped, filler: str) -> frozenset[str]:
        found: set[str] = set()
        for part in filler.split("/"):
            if part.startswith("<"):
                name = part.strip("<>")
                if name not in self._classes:
                    raise CodebookError(f"pattern group {group.id}: no class {name!r}.")
                found |= self._classes[name]
            else:
                found |= words_of(part.replace("_", " "))
        return frozenset(found)


def _is_plain_head(first: str, rest: Sequence[str]) -> bool:
    """Whether the first item is the verb, rather than a subject slot before it."""
    return not (first.rstrip("!") in ROLES or first.startswith("<") or not rest)


def _split_noun(line: str) -> tuple[list[str], list[str]]:
    """Names ("peace talk/summit") and slots; names may hold blanks, slots hold a colon or are *."""
    items = line.split()
    at = next((i for i, item in enumerate(items) if ":" in item or item == "*"), len(items))
    names = " ".join(items[:at]).split("/")
    return [" ".join(canonical(w) for w in name.split()) for name in names], items[at:]


class Matcher:
    """Tries patterns on predicates. `is_actor` says whether a noun phrase names an actor."""

    def __init__(self, table: PatternTable, transparent: frozenset[str]) -> None:
        self.table = table
        self.transparent = transparent

    def verb(self, slots: Slots, is_actor: Callable[[Token], bool]) -> list[Match]:
        """All patterns that fit a verb, best first; of equals, the one that stands first."""
        patterns = self.table.verbs.get(lemma(slots.head), ())
        particles = _particles(slots) if any(p.particles for p in patterns) else set()
        found = [
            match
            for pattern in patterns
            if _head_fits(pattern, slots, particles)
            and (match := self._match(pattern, slots, is_actor)) is not None
        ]
        return sorted(found, key=lambda match: (-match.score, match.pattern.order))

    def noun_patterns(self, token: Token) -> list[Pattern]:
        """Patterns of an event noun, by its longest known form ("peace talks" before "talks")."""
        if not may_be(token, self.table.noun_ends):
            return []
        for form in forms(token):
            if form in self.table.nouns:
                return self.table.nouns[form]
        return []

    def _match(
        self, pattern: Pattern, slots: Slots, is_actor: Callable[[Token], bool]
    ) -> Match | None:
        subjects, objects = _surface(pattern, slots)
        if subjects is None:
            return None
        match = Match(pattern, score=2 * bool(pattern.particles) + 2 * bool(pattern.adjectives))
        match.score += pattern.passive_only
        if not self._subject(pattern.subject, subjects, match, is_actor):
            return None
        # Slots that name words are filled first: "give Ardania a loan" has two objects.
        for slot in pattern.by_filling:
            if not self._fill(slot, slots, objects, match, is_actor):
                return None
        return match

    def _subject(
        self, slot: Slot, subjects: list[Token], match: Match, is_actor: Callable[[Token], bool]
    ) -> bool:
        if slot.words is not None:
            hit = [t for t in subjects if self.has_word(t, slot.words)]
            match.score += 3 * bool(hit)
            match.roles["A"] = subjects
            return bool(hit)
        role = "A" if slot.role == "AA" else slot.role or "A"
        match.roles[role] = list(subjects)
        if slot.role == "AA":
            match.score += 2
            return len(subjects) > 1 or any(t.tag_ in {"NNS", "NNPS"} for t in subjects)
        if slot.actor:
            match.score += 2
            return any(is_actor(t) for t in subjects)
        return True

    def _fill(
        self, slot: Slot, slots: Slots, objects: list[Token], match: Match,
        is_actor: Callable[[Token], bool],
    ) -> bool:  # fmt: skip
        if slot.alone:
            return _is_alone(match, slots, objects)
        if slot.inner:
            return self._inner(slot, slots, objects, match)
        found = objects if slot.preps == (OBJECT,) else slots.after(slot.preps)
        found = [t for t in found if t not in match.used]
        if slot.words is not None:
            return self._worded(slot, slots, found, match)
        if slot.role is None:
            match.score += bool(found)
            return bool(found) or not slot.needed
        if slot.preps != (OBJECT,):
            found = after_role(slots, slot.preps, is_actor)
        if slot.actor:
            found = [t for t in found if is_actor(t)]
            # "Sent Ardania workers": of two objects the dative is the party, the other the thing.
            found = [t for t in found if _is_dative(t)] or found
        if not found:
            return not slot.needed
        match.score += 2 if slot.actor else 1
        match.roles.setdefault(slot.role, []).extend(found)
        if slot.preps == (OBJECT,):
            match.used += found if len(found) == len(objects) else found[:1]
        return True

    def _worded(self, slot: Slot, slots: Slots, found: list[Token], match: Match) -> bool:
        words = slot.words or frozenset()
        hits = [t for t in found if self.has_word(t, words)]
        if not hits and slot.preps == (OBJECT,):
            if slots.adjective is not None and lemma(slots.adjective) in words:
                match.score += 3
                return True
            inner = slots.inner.get("", ())
            hits = [t for t in inner if t.pos_ == "ADJ" and lemma(t) in words]
            hits = hits or [t for t in slots.after(("as",), far=False) if self.has_word(t, words)]
        match.used += hits
        longest = max((self.word_length(t, words) for t in hits), default=0)
        match.score += 3 * bool(hits) + (longest > 1)
        return bool(hits) or not slot.needed

    def _inner(self, slot: Slot, slots: Slots, objects: list[Token], match: Match) -> bool:
        if slot.preps == (OBJECT,):
            found = [*slots.inner.get("", ()), *objects]
            found = [t for t in found if t not in match.used and t not in match.roles.get("R", ())]
            found = found or _purpose_of(slots.head, match.roles.get("R", ()))
        else:
            found = [t for p in slot.preps for t in slots.inner.get(p, ())]
            if "inf" in slot.preps:
                found += [t for t in slots.inner.get("", ()) if _is_infinitive(t)]
            found += slots.after(slot.preps)
            found += [] if "to" not in slot.preps else slots.inner.get("", [])
        if slot.noun:
            found = [t for t in found if t.pos_ not in {"VERB", "AUX"}]
        match.inner += found
        match.score += bool(found)
        return bool(found)

    def has_word(self, token: Token, words: frozenset[str]) -> bool:
        """Whether a noun phrase's head is one of `words`, looking through "a series of …"."""
        if any(form in words for form in forms(token)):
            return True
        through = self.see_through(token)
        return through is not token and any(form in words for form in forms(through))

    def word_length(self, token: Token, words: frozenset[str]) -> int:
        """How many words the form of a noun has by which it belongs to `words`; 0 for none."""
        found = (*forms(token), *forms(self.see_through(token)))
        return max((form.count(" ") + 1 for form in found if form in words), default=0)

    def see_through(self, token: Token) -> Token:
        """The noun that "a number of …" is about; the token itself otherwise."""
        at = token
        for _ in range(4):
            inner = [
                obj for prep in at.children if prep.dep_ == "prep" and prep.lower_ == "of"
                for obj in prep.children if obj.dep_ == "pobj"
            ]  # fmt: skip
            if lemma(at) not in self.transparent or not inner:
                break
            at = inner[0]
        return at


def _fill_order(slot: Slot) -> tuple[bool, ...]:
    """Worded slots, then those that want an actor, then other roles, then the rest."""
    return slot.alone, slot.words is None, not slot.actor, slot.role is None


def _is_alone(match: Match, slots: Slots, objects: list[Token]) -> bool:
    """Whether nothing stands as an object that the pattern has not taken up."""
    taken = {*match.used, *match.inner, *match.roles.get("R", ())}
    return all(t in taken for t in objects) and all(t in taken for t in slots.inner.get("", ()))


def after_role(
    slots: Slots, preps: Sequence[str], is_actor: Callable[[Token], bool]
) -> list[Token]:
    """What stands after the first of `preps` that has an actor after it; else after any of them."""
    every: list[Token] = []
    for prep in preps:
        found = [t for t in slots.after((prep,)) if t.ent_type_ not in NO_PARTY]
        if any(is_actor(t) for t in found):
            return found
        every += found
    return every


def _head_fits(pattern: Pattern, slots: Slots, particles: AbstractSet[str]) -> bool:
    """Particle and predicate adjective (or noun) are there."""
    if pattern.particles and not pattern.particles & particles:
        return False
    if slots.particles and not pattern.particles:
        return False  # "Gave up" is another verb than "gave".
    if pattern.adjectives:
        candidates = [slots.adjective] if slots.adjective is not None else []
        candidates += [*slots.objects, *slots.inner.get("", ())]
        return any({lemma(t), t.lower_} & pattern.adjectives for t in candidates)
    return True


def _particles(slots: Slots) -> set[str]:
    """Particles, and adverbs or bare prepositions that a parser took them for."""
    found = set(slots.particles)
    for child in slots.head.children:
        bare = child.dep_ != "prep" or not any(c.dep_ in {"pobj", "pcomp"} for c in child.children)
        if child.dep_ in {"advmod", "prep", "prt", "acomp"} and child.i > slots.head.i and bare:
            found.add(child.lower_)
    return found


def _surface(pattern: Pattern, slots: Slots) -> tuple[list[Token] | None, list[Token]]:
    """Subjects and objects as the active form would have them; None if the pattern cannot be it."""
    if not slots.passive:
        return (None, []) if pattern.passive_only else (slots.subjects, slots.objects)
    if pattern.passive_only:
        return slots.subjects, slots.objects
    if not pattern.takes_object:
        return None, []
    return slots.agents, [*slots.subjects, *slots.objects]


def _purpose_of(head: Token, asked: Sequence[Token]) -> list[Token]:
    """ "Called on Ardania to refrain": an infinitive right behind who is asked is what is asked."""
    edges = {token.right_edge.i + 1 for token in asked}
    return [
        child for child in head.children
        if child.dep_ == "advcl" and _is_infinitive(child) and child.left_edge.i in edges
    ]  # fmt: skip


def _is_dative(token: Token) -> bool:
    return any(t.dep_ == "dative" for t in (token, *token.conjuncts))


def _is_infinitive(token: Token) -> bool:
    """Whether a complement is an infinitive with "to", not a clause ("told them to go")."""
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in token.children)
