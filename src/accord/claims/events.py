"""Who did what to whom: PLOVER events from clauses, by the patterns of the codebook.

Actor, act and recipient come from one clause, or are left empty with a reason. There is no default
type: a clause that no pattern fits gives no event. See Open Event Data Alliance, PLOVER manual.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from accord.claims.cameo import inner_code
from accord.claims.event_patterns import Group, PatternBook, pattern_book
from accord.claims.mention_index import MentionIndex, reasons, refs
from accord.claims.parts import Clause, Mention, Reading
from accord.claims.patterns import Match, Matcher, Pattern, PatternTable, after_role, words_of
from accord.claims.slots import (
    Slots,
    forms,
    lemma,
    of_clause,
    of_noun,
    of_verb,
    subjects_of,
)
from accord.claims.tokens import Token
from accord.model import ActorRef, Event, Span

MAX_INNER = 3
"""How many events deep an operator is followed: "agreed to consider an offer of talks"."""

_ENTITY = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"})
_SPOKEN = frozenset(
    {"THREATEN", "REQUEST", "ACCUSE", "AGREE", "CONCEDE", "SUPPORT", "REJECT", "CONSULT"}
)
"""Types of acts in words, whose subject must be able to speak."""

_PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "we", "us", "who", "whom"})


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event with its parties, the clause it is from, and the word that gives it away.

    `pattern` is the id of the pattern group, `cameo` its CAMEO code if the group names one, `older`
    the type under the older PLOVER of the PLV data. `nominal` is True for an event that is only
    named ("after the raid"). `abstained` says what could not be decided (`no_actor`, …).
    """

    event: Event
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    clause: Clause
    trigger: Span
    abstained: tuple[str, ...]
    pattern: str = ""
    cameo: str | None = None
    older: str = ""
    nominal: bool = False


@dataclass(slots=True)
class _Draft:
    """An event in the making."""

    group: Group
    type: str
    mode: str | None
    head: Token
    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    older: str = ""
    used: set[int] = field(default_factory=set)
    recipient_named: bool = False


class EventCoder:
    """Codes clauses. Holds the compiled patterns; make one and keep it.

    `codebook` is any `PatternBook`; the one that ships with Accord if None.
    """

    def __init__(self, codebook: PatternBook | None = None) -> None:
        book = codebook or pattern_book()
        self.book = book
        self._classes = {name: words_of(text) for name, text in book.classes.items()}
        table = PatternTable(book.groups, self._classes)
        self._matcher = Matcher(table, words_of(book.transparent))
        self._light = words_of(book.light.active)
        self._undergo = words_of(book.light.passive)
        self._family = {t: name for name, text in book.families.items() for t in _list(text)}
        self._modes = {
            kind: [(mode, words_of(text)) for mode, text in modes.items()]
            for kind, modes in book.mode_words.items()
        }
        self._contexts = [(name, words_of(text)) for name, text in book.context_words.items()]

    def code(
        self, clause: Clause, mentions: MentionIndex, reading: Reading
    ) -> tuple[CodedEvent, ...]:
        """The events of one clause: that of its predicate first, then those its nouns name."""
        job = _Job(self, clause, mentions, reading)
        return tuple(job.run())

    # ------------------------------------------------------- what a job asks the codebook

    def family(self, kind: str) -> str:
        """The family (cooperation, yield, words, conflict) of an event type."""
        return self._family.get(kind, "")

    def inner_mode(self, outer: str, inner: _Draft) -> str | None:
        """Mode of REQUEST, REJECT or THREATEN by the event inside."""
        table = self.book.inner_modes.get(outer, {})
        return table.get(f"{inner.type}.{inner.mode}") or table.get(inner.type)

    def mode_by_words(self, kind: str, words: frozenset[str]) -> str | None:
        """Mode of a type by the words of its clause (weapons for ASSAULT)."""
        return next((mode for mode, names in self._modes.get(kind, ()) if names & words), None)

    def contexts_by_words(self, words: frozenset[str]) -> tuple[str, ...]:
        """Contexts whose words stand in the clause, in the codebook's order."""
        return tuple(name for name, names in self._contexts if names & words)

    @property
    def matcher(self) -> Matcher:
        """The compiled patterns."""
        return self._matcher

    def is_light(self, word: str) -> bool:
        """Whether a verb only carries its object's event, done by its subject."""
        return word in self._light

    def is_undergone(self, word: str) -> bool:
        """Whether a verb only carries its object's event, done to its subject."""
        return word in self._undergo

    def in_class(self, token: Token, name: str) -> bool:
        """Whether a noun belongs to a class of the codebook."""
        return self._matcher.has_word(token, self._classes[name])


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


class _Job:
    """Codes one clause."""

    def __init__(
        self, coder: EventCoder, clause: Clause, index: MentionIndex, reading: Reading
    ) -> None:
        self.coder = coder
        self.clause = clause
        self.index = index
        self.reading = reading
        self.settled: set[int] = set()

    def run(self) -> Iterator[CodedEvent]:
        if self.clause.head.pos_ in {"NOUN", "PROPN"} and self.clause.role == "nominal":
            draft = self._noun(self.clause.head)
            if draft is not None:
                yield self._finish(draft, nominal=True)
            return
        done: list[CodedEvent] = []
        draft = self._clause_event()
        used = self.settled | (draft.used if draft is not None else set())
        if draft is not None and not self._governed():
            done.append(self._finish(draft))
        for draft in self._named_events(used):
            event = self._finish(draft, nominal=True)
            if not any(_repeats(event, other) for other in done):
                done.append(event)
        yield from done

    # ------------------------------------------------------------------ the predicate

    def _clause_event(self) -> _Draft | None:
        word = lemma(self.clause.head)
        carries = self.coder.is_light(word) or self.coder.is_undergone(word)
        if not carries and word not in self.coder.matcher.table.verbs:
            return None  # No pattern asks what stands round it.
        slots = of_clause(self.clause)
        if self._is_reported_future(slots):
            slots.future = True
        return self._verb(slots, 0, top=True)

    def _is_reported_future(self, slots: Slots) -> bool:
        """ "Would" in what somebody said is a future; so is "will" above "begin to"."""
        if slots.modal in {"would", "'d"} and self.clause.head.dep_ == "ccomp":
            return True
        above = self.clause.head.head
        for _ in range(3):
            if self.clause.head.dep_ != "xcomp" or not self._is_aspect(above):
                return False
            if of_verb(above).future:
                return True
            if above.dep_ != "xcomp":
                return False
            above = above.head
        return False

    def _is_aspect(self, token: Token) -> bool:
        patterns = self.coder.matcher.table.verbs.get(lemma(token), [])
        return any(set(_group(p).by_inner.values()) == {"same"} for p in patterns)

    def _verb(self, slots: Slots, depth: int, *, top: bool = False) -> _Draft | None:
        """The event of a verb with its slots, or None."""
        for match in self.coder.matcher.verb(slots, self._is_actor):
            group = _group(match.pattern)
            if group.by_inner and match.pattern.operator:
                draft, settled = self._operate(match, slots, depth, top)
            else:
                draft, settled = self._plain(match, slots), False
            if draft is not None:
                return self._in_time(draft, slots)
            if settled:
                return None
        draft = self._lightly(slots, depth)
        return self._in_time(draft, slots) if draft is not None else None

    def _plain(self, match: Match, slots: Slots) -> _Draft | None:
        group = _group(match.pattern)
        if group.type is None or not self._can_speak(group.type, match.roles.get("A", ())):
            return None
        if group.type == "AID" and slots.inner.get("") and self._is_thing(match.roles.get("A", ())):
            return None  # "It helped them buy time" is no aid.
        draft = self._draft(group, group.type, group.mode, slots.head)
        self._assign(draft, match)
        if group.origin and not draft.actors and slots.passive:
            draft.actors = self._parties(after_role(slots, ("from",), self._is_actor))
        return draft

    def _can_speak(self, kind: str, doers: Sequence[Token]) -> bool:
        """Whether a subject can do what is done in words: "closer ties threaten" does not."""
        if not doers or kind not in _SPOKEN:
            return True
        return any(
            t.pos_ == "PRON" or self._is_actor(t) or self.coder.in_class(t, "voices") for t in doers
        ) or any(self.index.owner(t, ("of", "by")) and not self._is_event(t) for t in doers)

    def _is_thing(self, doers: Sequence[Token]) -> bool:
        """Whether all that does it is an "it" that stands for no known actor."""
        named = [t for t in doers if t.lower_ != "it" or refs(self.index.at(t))]
        return bool(doers) and not named

    def _is_event(self, token: Token) -> bool:
        return bool(self.coder.matcher.noun_patterns(token))

    def _draft(self, group: Group, kind: str, mode: str | None, head: Token) -> _Draft:
        older = group.older if isinstance(group.older, str) else kind
        return _Draft(
            group, kind, mode, head, contexts=group.contexts, cameo=group.cameo, older=older,
            used={head.i},
        )  # fmt: skip

    def _assign(self, draft: _Draft, match: Match) -> None:
        draft.actors = self._parties(match.roles.get("A", ()))
        tokens = match.roles.get("R", [])
        draft.recipient_named = bool(tokens)
        draft.recipients = self._parties(tokens or match.used, target=True)
        if draft.group.places and not draft.recipients:
            draft.recipients = self._states(tokens)
        draft.used.update(token.i for token in (*match.used, *tokens))

    # ------------------------------------------------------------------ operators

    def _operate(
        self, match: Match, slots: Slots, depth: int, top: bool
    ) -> tuple[_Draft | None, bool]:
        """The event of an operator, and whether the matter is settled if there is none."""
        group = _group(match.pattern)
        if group.type == "REQUEST" and not match.roles.get("R"):
            tokens = [t for verb in match.inner for t in _stated_subjects(verb)]
            match.roles["R"] = [t for t in tokens if self._is_actor(t)]
        inner, token = self._inner(match, slots, depth)
        if inner is None or token is None:
            if group.type is None or not self._stands_alone(match):
                return None, False
            return self._plain(match, slots), False
        outcome = self._outcome(group, inner)
        if outcome in (None, "none"):
            self.settled |= inner.used
            return None, True
        if outcome == "same":
            if top and token.pos_ in {"VERB", "AUX"}:
                return None, True  # The inner clause is coded on its own.
            return inner, True
        return self._whole(match, slots, inner, str(outcome)), True

    def _outcome(self, group: Group, inner: _Draft) -> str | None:
        """What the codebook makes of an inner event under an operator."""
        return group.by_inner.get(inner.type) or group.by_inner.get(self.coder.family(inner.type))

    def _stands_alone(self, match: Match) -> bool:
        """Whether an operator without a known inner event is an event itself ("demanded answers").

        A promise is one only if something is to be done: "agreed to rename the square", not
        "offered a view".
        """
        group = _group(match.pattern)
        if group.type not in {"REQUEST", "REJECT", "AGREE", "THREATEN"}:
            return False
        return group.type != "AGREE" or any(t.pos_ == "VERB" for t in match.inner)

    def _whole(self, match: Match, slots: Slots, inner: _Draft, kind: str) -> _Draft:
        group = _group(match.pattern)
        mode = self.coder.inner_mode(kind, inner) or (group.mode if kind == group.type else None)
        draft = self._draft(group, kind, mode, slots.head)
        draft.older = self._older(group, kind, inner)
        draft.cameo = inner_code(kind, inner.type, inner.mode)
        self._assign(draft, match)
        draft.contexts = tuple(dict.fromkeys((*group.contexts, *inner.contexts)))
        draft.used |= inner.used
        if kind == "THREATEN" and self.coder.family(inner.type) == "cooperation":
            # Closer ties with a friend are no threat to the friend.
            draft.recipients = self._parties(match.roles.get("R", ()), target=True)
            return draft
        own = draft.recipients
        choices = {"R": own, "inner.R": inner.recipients, "inner.A": inner.actors}
        actors = refs(draft.actors)
        for name in group.recipients:
            fit = [m for m in choices[name] if not set(m.actors) & set(actors) or not m.actors]
            if fit:
                draft.recipients = fit
                break
        return draft

    def _older(self, group: Group, kind: str, inner: _Draft) -> str:
        if isinstance(group.older, dict):
            family = self.coder.family(inner.type)
            return group.older.get(inner.type) or group.older.get(family, kind)
        return kind

    def _inner(
        self, match: Match, slots: Slots, depth: int
    ) -> tuple[_Draft, Token] | tuple[None, None]:
        """The first inner event among an operator's complements, and the complement."""
        if depth >= MAX_INNER:
            return None, None
        for token in match.inner:
            if token.pos_ in {"VERB", "AUX"}:
                subjects = match.roles.get("R") or slots.subjects
                view = of_verb(token)
                view.subjects = view.subjects or list(subjects)
                draft = self._verb(view, depth + 1)
            else:
                draft = self._noun(token, depth=depth + 1)
                if draft is not None and not draft.recipients:
                    self._borrow(draft, slots)
            if draft is not None:
                return draft, token
        return None, None

    def _borrow(self, draft: _Draft, slots: Slots) -> None:
        """Recipients of an event noun whose phrase the parser hung on the verb."""
        for pattern in self.coder.matcher.noun_patterns(draft.head):
            for slot in pattern.slots:
                if slot.role == "R" and _group(pattern) is draft.group:
                    draft.recipients = self._parties(slots.after(slot.preps), target=True)
                    if draft.recipients:
                        return

    # ------------------------------------------------------------------ event nouns

    def _lightly(self, slots: Slots, depth: int) -> _Draft | None:
        """ "Held talks", "faced criticism": the object is the event."""
        word = lemma(slots.head)
        objects = [*slots.objects, *(slots.subjects if slots.passive else ())]
        if word == "come":
            objects = slots.after(("under",), far=False)
        light, undergone = self.coder.is_light(word), self.coder.is_undergone(word)
        if not (light or undergone) or depth > MAX_INNER:
            return None
        for token in objects:
            draft = self._noun(token, carrier=slots, depth=depth + 1)
            if draft is None:
                continue
            doers = slots.agents if slots.passive else slots.subjects
            if (undergone and not light) or (undergone and slots.after(("from", "by"), far=False)):
                draft.recipients = self._parties(slots.subjects, target=True) or draft.recipients
                draft.actors = draft.actors or self._parties(slots.after(("from", "by")))
            elif doers:
                draft.actors = self._parties(doers) or draft.actors
            draft.used.add(slots.head.i)
            return draft
        return None

    def _noun(self, token: Token, *, carrier: Slots | None = None, depth: int = 0) -> _Draft | None:
        """The event that a noun names, with its own arguments; `carrier` is its light verb."""
        at = self.coder.matcher.see_through(token)
        patterns = self.coder.matcher.noun_patterns(at)
        if not patterns:
            child = self._compound_event(at)
            if child is None:
                return None
            at, patterns = child, self.coder.matcher.noun_patterns(child)
        best: tuple[int, _Draft] | None = None
        for pattern in patterns:
            found = self._noun_match(pattern, at, token, carrier, depth)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
        return best[1] if best else None

    def _compound_event(self, token: Token) -> Token | None:
        """An event noun in front of another: "the sanctions regime", "aid package"."""
        for child in reversed(list(token.lefts)):
            if child.dep_ in {"compound", "nmod"} and self.coder.matcher.noun_patterns(child):
                return child
        return None

    def _noun_match(
        self, pattern: Pattern, head: Token, top: Token, carrier: Slots | None, depth: int
    ) -> tuple[int, _Draft] | None:
        group = _group(pattern)
        slots = of_noun(head)
        if head is not top:
            for prep, tokens in of_noun(top).near.items():
                slots.near.setdefault(prep, [t for t in tokens if t is not head])
        match = Match(pattern)
        for slot in pattern.slots:
            if slot.inner:
                match.inner += self._noun_inner(slot.preps, slots)
                if slot.needed and not match.inner:
                    return None
                continue
            tokens = self._noun_slot(slot.preps, slots, head, carrier)
            if slot.actor:
                tokens = [t for t in tokens if self._is_actor(t)]
            if slot.words is not None:
                tokens = [t for t in tokens if self.coder.matcher.has_word(t, slot.words)]
            if slot.needed and not tokens:
                return None
            match.score += bool(tokens) * (2 if slot.actor or slot.words else 1)
            if slot.role:
                match.roles.setdefault(slot.role, []).extend(tokens)
        return self._noun_draft(match, slots, head, top, group, depth)

    def _noun_inner(self, preps: Sequence[str], slots: Slots) -> list[Token]:
        if preps == ("",):
            return list(slots.inner.get("", ()))
        return [*(t for p in preps for t in slots.inner.get(p, ())), *slots.after(preps)]

    def _noun_slot(
        self, preps: Sequence[str], slots: Slots, head: Token, carrier: Slots | None
    ) -> list[Token]:
        if "'s" in preps:
            return [c for c in head.children if c.dep_ == "poss"]
        found = slots.after(preps)
        if not found and carrier is not None:
            found = carrier.after(preps)
        return found

    def _noun_draft(
        self, match: Match, slots: Slots, head: Token, top: Token, group: Group, depth: int
    ) -> tuple[int, _Draft] | None:
        kind, mode = group.type, group.mode
        inner = self._inner(match, slots, depth)[0] if match.inner else None
        if group.by_inner and match.pattern.operator:
            outcome = None
            if inner is not None:
                outcome = self._outcome(group, inner)
                if outcome == "same":
                    return match.score, inner
            kind = kind if inner is None else outcome
            if kind in (None, "none") or (inner is None and group.type == "SANCTION"):
                return None
            mode = self.coder.inner_mode(str(kind), inner) if inner is not None else mode
        if kind is None:
            return None
        draft = self._draft(group, kind, mode, head)
        draft.used |= {top.i, head.i}
        self._noun_parties(draft, match, head, top)
        if inner is not None:
            draft.used |= inner.used
            draft.recipients = draft.recipients or inner.recipients or inner.actors
        return match.score, draft

    def _noun_parties(self, draft: _Draft, match: Match, head: Token, top: Token) -> None:
        roles = match.roles
        draft.recipients = self._parties(roles.get("R", ()), target=True)
        if draft.group.places and not draft.recipients:
            draft.recipients = self._states(roles.get("R", ()))
        draft.recipient_named = bool(roles.get("R"))
        draft.actors = self._parties(roles.get("A", ()))
        taken = {t.i for ts in roles.values() for t in ts}
        for token in roles.get("R", ()):
            draft.used.add(token.i)
        if draft.actors:
            return
        uses_of = any("of" in slot.preps for slot in match.pattern.slots)
        preps = ("by",) if uses_of else ("by", "of")
        owners = [
            m for noun in dict.fromkeys((head, top)) for m in self._owners(noun, preps, taken)
        ]
        draft.actors = [m for m in owners if m not in draft.recipients]

    def _owners(self, noun: Token, preps: Sequence[str], taken: set[int]) -> list[Mention]:
        """Possessor, modifiers and by-phrase of a noun, without those that fill another slot."""
        possessors = [c for c in noun.children if c.dep_ == "poss"]
        if any(c.i in taken for c in possessors):
            return [m for t in of_noun(noun).after(("by",)) for m in self.index.at(t)]
        return list(self.index.owner(noun, preps))

    # ------------------------------------------------------------------ who

    def _is_actor(self, token: Token) -> bool:
        """Whether a noun phrase names an actor: a mention, a named entity, people or bodies."""
        if self.index.at(token):
            return True
        if token.ent_type_ in _ENTITY or token.lower_ in _PERSONAL:
            return True
        if token.pos_ == "PROPN" and token.ent_type_ not in {"DATE", "TIME", "MONEY"}:
            return True
        return self.coder.in_class(token, "people")

    def _parties(self, tokens: Iterable[Token], *, target: bool = False) -> list[Mention]:
        """Mentions that argument heads stand for; for a thing, those whose it is."""
        found: list[Mention] = []
        for token in tokens:
            mentions = self.index.at(token) or self._behind(token, target)
            found += [m for m in mentions if m not in found]
        return found

    def _states(self, tokens: Iterable[Token]) -> list[Mention]:
        """The states of places: somebody who goes to a capital visits its state."""
        found = [self.index.state_of_place(token) for token in tokens]
        return [mention for mention in found if mention is not None]

    def _behind(self, token: Token, target: bool) -> Sequence[Mention]:
        """Who is behind a thing: the doer of an event noun, else its owner."""
        at = self.coder.matcher.see_through(token)
        if at is not token and self.index.at(at):
            return self.index.at(at)
        if target and self.coder.matcher.noun_patterns(at):
            draft = self._noun(at, depth=MAX_INNER)
            return draft.actors if draft is not None else ()
        return self.index.owner(at, ("of", "between", "by", "from", "in", "against", "on", "to"))

    # ------------------------------------------------------------------ time and refusal

    def _in_time(self, draft: _Draft, slots: Slots) -> _Draft:
        """ "Will" and "will not" change the type, as the manual has it."""
        book = self.coder.book
        if draft.head is not slots.head and not slots.future:
            return draft
        if not slots.future:
            return draft
        table = book.refused if slots.negated else book.future
        kind = table.get(draft.type)
        if kind is None:
            return draft
        mode = self.coder.inner_mode(kind, draft)
        older = kind if kind != "CONCEDE" else "AGREE"
        if kind == "CONCEDE":
            mode = None
        cameo = inner_code(kind, draft.type, draft.mode)
        return replace(draft, type=kind, mode=mode, older=older, cameo=cameo)

    # ------------------------------------------------------------------ governed, named

    def _governed(self) -> bool:
        """Whether an operator above already speaks for this clause ("refused to meet")."""
        head = self.clause.head
        if head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"}:
            head = _first_conjunct(head)
        above = _governor(head)
        if above is None:
            return False
        if head.dep_ == "acl" and head.tag_ == "VB":
            return True  # "An incentive to meet" is no meeting.
        if above.pos_ in {"NOUN", "PROPN"}:
            patterns = self.coder.matcher.noun_patterns(above)
            return any(p.operator for p in patterns)
        parent = self.clause.parent
        slots = of_clause(parent) if parent is not None and parent.head == above else of_verb(above)
        for match in self.coder.matcher.verb(slots, self._is_actor):
            group = _group(match.pattern)
            if group.by_inner and head in match.inner:
                return set(group.by_inner.values()) != {"same"}
        return False

    def _named_events(self, used: set[int]) -> Iterator[_Draft]:
        """Events that nouns of the clause name and the predicate has not taken up."""
        for token in self.clause.nouns:
            if token.i in used or not self.coder.matcher.noun_patterns(token):
                continue
            draft = self._noun(token)
            if draft is None or not (draft.actors or draft.recipients):
                continue
            if self.index.direct(token) is not None or self._negated_noun(token):
                continue
            if not draft.actors and draft.type == "CONSULT" and self._is_own_doing(draft.head):
                known = refs(draft.recipients)
                doers = self._parties(self.clause.subjects)
                draft.actors = [m for m in doers if not set(m.actors) & set(known)]
            used |= draft.used
            yield draft

    def _is_own_doing(self, noun: Token) -> bool:
        """ "During a summit with Corvia, Ardania endorsed …": the subject took part in it."""
        definite = any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an")
                       for c in noun.children)  # fmt: skip
        below = noun.dep_ == "pobj" and noun.head.head == self.clause.head
        return below and not definite and not self.clause.passive

    def _negated_noun(self, token: Token) -> bool:
        return any(c.dep_ == "det" and c.lower_ in {"no", "any"} for c in token.children)

    # ------------------------------------------------------------------ the event

    def _finish(self, draft: _Draft, *, nominal: bool = False) -> CodedEvent:
        words = self._words(draft.head)
        mode = draft.mode or self.coder.mode_by_words(draft.type, words)
        contexts = tuple(dict.fromkeys((*draft.contexts, *self.coder.contexts_by_words(words))))
        actors = refs(draft.actors)
        known = {actor.id for actor in actors}
        recipients = tuple(r for r in refs(draft.recipients) if r.id not in known)
        abstained = list(reasons((*draft.actors, *draft.recipients)))
        abstained += [] if actors else ["no_actor"]
        if draft.recipient_named and not recipients:
            abstained.append("no_recipient")
        head = draft.head
        return CodedEvent(
            event=Event(type=draft.type, mode=mode, contexts=contexts),
            actors=actors, recipients=recipients, clause=self.clause,
            trigger=(head.idx, head.idx + len(head)),
            abstained=tuple(dict.fromkeys(abstained)), pattern=draft.group.id, cameo=draft.cameo,
            older=draft.older, nominal=nominal,
        )  # fmt: skip

    def _words(self, head: Token) -> frozenset[str]:
        """Words and compounds of the clause (of an event noun: its phrase), for mode, context."""
        tokens: Iterable[Token]
        if head.pos_ in {"NOUN", "PROPN"}:
            tokens = head.subtree
        else:
            span = self.reading.doc.char_span(
                self.clause.start, self.clause.end, alignment_mode="expand"
            )
            tokens = span if span is not None else [head]
        found: set[str] = set()
        for token in tokens:
            found.add(lemma(token))
            if token.pos_ in {"NOUN", "PROPN"}:
                found.update(forms(token))
        return frozenset(found)


def _group(pattern: Pattern) -> Group:
    if not isinstance(pattern.group, Group):
        raise TypeError("an event pattern belongs to an event group")
    return pattern.group


def _repeats(event: CodedEvent, other: CodedEvent) -> bool:
    """Whether a named event says no more than another of its type: "the attack killed two"."""
    ours = {r.id for r in (*event.actors, *event.recipients)}
    theirs = {r.id for r in (*other.actors, *other.recipients)}
    return event.event.type == other.event.type and ours <= theirs


def _stated_subjects(verb: Token) -> list[Token]:
    """Who is to act in "demanded that the mayor resign"."""
    return subjects_of(verb) if verb.pos_ in {"VERB", "AUX"} and verb.dep_ == "ccomp" else []


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


def _governor(head: Token) -> Token | None:
    """The verb, adjective's verb or noun that takes a clause as its complement."""
    if head.dep_ in {"xcomp", "ccomp"}:
        above = head.head
    elif head.dep_ == "pcomp":
        above = head.head.head
    elif head.dep_ == "acl" and head.tag_ in {"VB", "VBG"}:
        return head.head
    else:
        return None
    return above.head if above.pos_ == "ADJ" and above.dep_ == "acomp" else above
