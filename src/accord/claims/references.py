"""Words that point back: pronouns and descriptions such as "the two leaders", "the country".

Each is resolved to what was named before it, by number, gender and kind, the subject of the clause
before preferred; where two fit equally well, neither is chosen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accord.claims.actor_refs import Organ
from accord.claims.actor_scene import Draft, Scene
from accord.claims.quotes import find_quotes
from accord.claims.tokens import Doc, Token
from accord.codebooks.actors import Gender
from accord.model import ActorRef

_MALE = frozenset(("he", "him", "his", "himself"))
_FEMALE = frozenset(("she", "her", "hers", "herself"))
_THING = frozenset(("it", "its", "itself"))
_MANY = frozenset(("they", "them", "their", "theirs", "themselves"))
_PRONOUNS = _MALE | _FEMALE | _THING | _MANY
_OWNING = frozenset(("his", "its", "their", "hers", "theirs"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_SUBJECT = frozenset(("nsubj", "nsubjpass", "csubj"))
_OFFICIAL = frozenset(("GOV", "MIL", "SPY", "LEG", "COP"))
"""Sectors of those who stand for their state when "the country" points back."""

_SHARED = frozenset(("conj", "xcomp", "advcl", "acomp", "pcomp", "prep"))
"""Dependencies under which a verb without a subject has that of what it hangs on."""

_COUNTS = {"two": 2, "both": 2, "either": 2, "neither": 2, "three": 3, "four": 4}

_WINDOW = 3
"""How many sentences back a pronoun may point."""

_FARTHEST = 12
"""How many sentences back are looked at in all; quoted ones are passed over."""

_NOUNS = 60
"""How many nouns before a pronoun are considered at most."""

_RECENT = 300
"""How many mentions back a description may point."""

_DEEPEST = 30
"""How many steps up the tree are taken at most."""

_DECAY = 0.9
"""What a mention's weight in salience is multiplied by for each sentence that has passed."""


@dataclass(slots=True)
class _Candidate:
    """Something that a pronoun may stand for: a draft with its actors, or another noun (None)."""

    actors: tuple[ActorRef, ...]
    score: float
    start: int


class Resolver:
    """Resolves the pending drafts and the pronouns of one scene, in the order of the text."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.done: list[Draft] = []
        self._headed: dict[int, Draft] = {}
        self._covering: dict[int, Draft] = {}
        self._genders: dict[str, Gender | None] = {
            ref.id: draft.gender for draft in scene.drafts if draft.gender for ref in draft.actors
        }
        self._tree = _Tree(scene.doc)
        self._quotes = find_quotes(scene.text)
        self._nouns: dict[int, list[Token]] = {}
        for token in scene.doc:
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                self._nouns.setdefault(scene.sentence(token.idx), []).append(token)

    def run(self) -> None:
        """Resolve everything; pronouns become drafts of their own."""
        pronouns = self._pronouns()
        for draft in sorted([*self.scene.drafts, *pronouns], key=lambda d: (d.start, d.end)):
            if draft.pending:
                self._resolve(draft)
            self._finish(draft)
        self.scene.drafts += [p for p in pronouns if not self._superfluous(p)]

    def _superfluous(self, pronoun: Draft) -> bool:
        """A pronoun that stands for no actor at all, such as the "it" of "it rains"."""
        return pronoun.reason == "impersonal"

    def _pronouns(self) -> list[Draft]:
        found = []
        for token in self.scene.doc:
            word = token.lower_
            if word not in _PRONOUNS or not token.is_alpha:
                continue
            if not self.scene.in_passage(token.idx):
                continue
            owning = word in _OWNING or (word == "her" and token.dep_ == "poss")
            found.append(
                Draft(
                    start=token.idx, end=token.idx + len(token), kind="pronoun", head=token,
                    possessive=owning, pending=True, reason="unresolved_pronoun",
                    plural=word in _MANY, gender=_gender(word), words=word,
                )
            )  # fmt: skip
        return found

    def _resolve(self, draft: Draft) -> None:
        if draft.kind == "pronoun":
            self._pronoun(draft)
        elif draft.owner is not None:
            self._owned(draft)
        elif draft.role is None or self._count(draft):
            self._counted(draft)
        else:
            self._description(draft)

    # pronouns

    def _pronoun(self, draft: Draft) -> None:
        word = draft.head.lower_
        if word == "it" and self._impersonal(draft.head):
            draft.reason = "impersonal"
            return
        if word in _REFLEXIVE:
            subject = self._tree.subject_of(draft.head)
            found = self._draft_of(subject) if subject is not None else None
            if found is None and subject is not None:  # "Its aim is to keep peace with itself."
                owners = [self._draft_of(c) for c in subject.children if c.dep_ == "poss"]
                found = next((owner for owner in owners if owner is not None), None)
            draft.actors = self._own(draft, found.actors if found else ())
            return
        if word in _THING | _MANY and self._in_quotation(draft.start):
            return
        if word == "it" and draft.head.dep_ in ("dobj", "dative"):
            return
        candidates = [*self._candidates(draft), *self._ahead(draft)]
        if not candidates:
            return
        candidates.sort(key=lambda c: (-c.score, -c.start))
        best = candidates[0]
        rivals = [c for c in candidates[1:] if c.score == best.score and not _same(c, best)]
        if rivals:
            draft.reason = "ambiguous_pronoun"
        elif best.actors:
            draft.actors = self._own(draft, best.actors)
        elif not rivals and not draft.possessive and word not in _MALE | _FEMALE:
            draft.reason = "impersonal"  # It stands for a thing, which is no actor.

    def _in_quotation(self, start: int) -> bool:
        """Whether a character stands inside a quotation."""
        return self._quotes.at(start) is not None

    def _ahead(self, draft: Draft) -> list[_Candidate]:
        """The main subject, for a pronoun in a phrase before it: "with help behind it, …"."""
        token = fronted = root = draft.head
        for _ in range(_DEEPEST):
            if root.head.i == root.i:
                break
            fronted, root = root, root.head
        subject = self._tree.subject(root)
        if subject is None or subject.i < token.i:
            return []
        if fronted.dep_ != "prep" or token.dep_ in _SUBJECT:
            return []
        found = self._named_at(subject)
        if found is None:
            return []
        actors = found.actors
        if draft.plural and len(actors) == 1:
            others = [c for c in root.children if c.dep_ in ("dobj", "dative")]
            more = [d for c in others if (d := self._named_at(c)) is not None]
            actors = _unique(ref for one in (found, *more) for ref in one.actors)
        if not self._agrees(draft, found, actors):
            return []
        return [_Candidate(actors, 15.0, subject.idx)]

    def _named_at(self, token: Token) -> Draft | None:
        """A draft by name at a token that has not been reached yet."""
        draft = self.scene.draft_at(token)
        return draft if draft is not None and draft.actors and draft.head.i == token.i else None

    def _impersonal(self, token: Token) -> bool:
        """ "It" that stands for nothing: "it is clear that", "it seems", "it rains"."""
        verb = token.head
        if token.dep_ == "expl":
            return True
        if token.dep_ not in _SUBJECT:
            return False
        clausal = any(c.dep_ in ("ccomp", "xcomp", "acl", "advcl", "csubj") for c in verb.children)
        if verb.lemma_ == "be" or verb.text in ("’s", "'s"):
            nominal = [c for c in verb.children if c.dep_ in ("attr", "acomp", "dobj")]
            inner = any(
                c.dep_ in ("xcomp", "acl", "ccomp", "relcl") for n in nominal for c in n.children
            )
            return bool(nominal) and (clausal or inner)
        return verb.lemma_ in self.scene.readings.impersonal and clausal

    def _candidates(self, draft: Draft) -> list[_Candidate]:
        """What a pronoun may stand for, best first by sentence, role and closeness."""
        here = self.scene.sentence(draft.start)
        own = self._tree.subject_of(draft.head)
        barred = own.i if own is not None and not draft.possessive else -1
        found: list[_Candidate] = []
        narrated = not self._in_quotation(draft.start)
        for back, sentence in enumerate(self._sentences_back(here, narrated)):
            for token in self._before(sentence, draft.start):
                if token.idx >= draft.start or token.i == barred:
                    continue
                if narrated and self._in_quotation(token.idx):
                    continue  # Whom a speaker names is not whom the report then calls "he".
                candidate = self._candidate(token, draft, own, back)
                if candidate is not None:
                    found.append(candidate)
            if any(c.actors for c in found) or (found and back):
                break
        return found

    def _sentences_back(self, here: int, narrated: bool) -> list[int]:
        """This sentence and those before it; for the report's own words not wholly quoted ones."""
        found = [here]
        for at in range(here - 1, max(here - _FARTHEST, -1), -1):
            if len(found) == _WINDOW:
                break
            if not (narrated and self._is_quoted(at)):
                found.append(at)
        return found

    def _is_quoted(self, sentence: int) -> bool:
        """Whether a sentence lies inside a quotation from end to end."""
        passage = self.scene.reading.passages[sentence]
        quotation = self._quotes.at(passage.start)
        return quotation is not None and quotation is self._quotes.at(passage.end - 1)

    def _before(self, sentence: int, start: int) -> list[Token]:
        """The last nouns of a sentence before a character."""
        row = self._nouns.get(sentence, [])
        upto = bisect_left(row, start, key=lambda token: token.idx)
        return row[max(upto - _NOUNS, 0) : upto]

    def _candidate(
        self, token: Token, draft: Draft, own: Token | None, back: int
    ) -> _Candidate | None:
        found = self._draft_of(token)
        if found is not None and found.head.i != token.i:
            return None
        score = 10.0 - 4 * back + _role_score(token, draft.head, own, back)
        if found is None or not (found.actors or found.reason):
            rival = self._rival(token, draft)
            return _Candidate((), score - 0.5, token.idx) if rival else None
        actors = self._group(token, found) if draft.plural else found.actors
        if not actors and draft.head.lower_ in _MALE | _FEMALE and self._is_person(found):
            return _Candidate((), score, token.idx)  # Somebody, though nobody knows who.
        if not self._agrees(draft, found, actors):
            return None
        if found.possessive:
            score += 0.5 if draft.possessive else -1.5
        return _Candidate(actors, score, token.idx)

    def _rival(self, token: Token, draft: Draft) -> bool:
        """Whether a noun that is no actor competes for "it" or "they"."""
        word = draft.head.lower_
        if word in _MALE | _FEMALE or token.pos_ == "PRON" or token.dep_ == "compound":
            return False
        verb = draft.head.head.lemma_.lower()
        if draft.head.dep_ in _SUBJECT and verb in self.scene.readings.animate_verbs:
            return False
        many = token.tag_ in ("NNS", "NNPS")
        return many if word in _MANY else not many

    def _agrees(self, draft: Draft, found: Draft, actors: Sequence[ActorRef]) -> bool:
        """Whether an antecedent fits a pronoun in number, gender and kind."""
        if not actors:
            return False
        word = draft.head.lower_
        person = self._is_person(found)
        if word in _MALE | _FEMALE:
            single = len(actors) == 1 and not found.plural
            gender = found.gender or (self._gender(actors[0]) if single else None)
            return person and single and gender in (None, draft.gender)
        if word in _THING:
            return not person and len(actors) == 1 and not found.plural
        return found.plural or len(actors) > 1

    def _gender(self, ref: ActorRef) -> Gender | None:
        """What is known of an actor's gender, from the report or from the codebook."""
        known = self._genders.get(ref.id)
        person = self.scene.book.people.get(ref.id)
        return known or (person.gender if person else None)

    def _is_person(self, found: Draft) -> bool:
        """Whether a draft stands for a person rather than a state or a body."""
        if found.kind == "pronoun":
            return found.words in _MALE | _FEMALE or (found.plural and not found.possessive)
        if found.role is not None:
            return found.role.kind in ("person", "office", "leader", "people")
        if not found.actors:
            return found.gender is not None
        actor = found.actors[0].id
        return actor not in self.scene.book.states and not self._is_body(found.actors[0])

    def _is_body(self, ref: ActorRef) -> bool:
        if ref.id in self.scene.book.organisations:
            return True
        if ref.id in self.scene.book.people:
            return False
        return ref.id.rsplit("-", 1)[-1] in self.scene.book.organisation_heads

    def _group(self, token: Token, found: Draft) -> tuple[ActorRef, ...]:
        """The actors of a coordination, given its first member."""
        members = [found]
        members += [d for c in self._tree.after(token) if (d := self._draft_of(c)) is not None]
        return _unique(ref for member in members for ref in member.actors)

    # descriptions

    def _count(self, draft: Draft) -> int:
        """How many a description speaks of: 2 for "both leaders", 0 if it does not say."""
        first = self.scene.token_at(draft.start)
        row = self.scene.doc[first.i : draft.head.i]
        return next((_COUNTS[token.lower_] for token in row if token.lower_ in _COUNTS), 0)

    def _counted(self, draft: Draft) -> None:
        """ "The two leaders", "both countries", "all three states": those last named together.

        Two that were not named together are the two that the report speaks of most.
        """
        count = self._count(draft) or 2
        person = self._wants_person(draft)
        found = self._last_group(draft, person, count)
        if not found and count == 2:
            found = self._salient(draft, person)
        if len(found) == count:
            draft.actors = self._own(draft, found)
        else:
            draft.reason = "unresolved_pair" if count == 2 else "unresolved_group"

    def _wants_person(self, draft: Draft) -> bool:
        lemma = draft.head.lemma_.lower()
        for reference in self.scene.readings.references:
            if reference.term == lemma:
                return reference.stands_for == "person"
        return draft.role is not None and draft.role.kind in ("person", "office", "leader")

    def _last_group(self, draft: Draft, person: bool, count: int) -> tuple[ActorRef, ...]:
        """So many that were named together in the sentence before or in this one."""
        here = self.scene.sentence(draft.start)
        subject = self._tree.subject_of(draft.head)
        own = self._draft_of(subject) if subject is not None else None
        barred = {ref.id for ref in own.actors} if own is not None else set()
        for found in reversed(self.done[-_RECENT:]):
            if here - self.scene.sentence(found.start) > 1:
                break
            if found.possessive or found.head.dep_ == "conj" or not found.actors:
                continue
            group = self._group(found.head, found)
            fits = len(group) == count and all(self._is_a(ref, person) for ref in group)
            if fits and not barred & {ref.id for ref in group}:
                return group
        return ()

    def _is_a(self, ref: ActorRef, person: bool) -> bool:
        if person:
            return ref.id not in self.scene.book.states and not self._is_body(ref)
        return ref.id in self.scene.book.states and self._lives(ref.id)

    def _lives(self, state_id: str) -> bool:
        """Whether a state still existed on the published date (today, if that is unknown)."""
        state = self.scene.book.states.get(state_id)
        date = self.scene.refs.date
        return state is not None and (state.to is None or (date is not None and date <= state.to))

    def _salient(self, draft: Draft, person: bool) -> tuple[ActorRef, ...]:
        """The two persons or states that weigh most in the report so far; none if a third ties."""
        weights: dict[str, float] = {}
        times: dict[str, int] = {}
        others: set[str] = set()
        known: dict[str, ActorRef] = {}
        here = self.scene.sentence(draft.start)
        for found in self.done[-_RECENT:]:
            if found.kind == "demonym":
                others.update(ref.id for ref in found.actors)
                continue
            for ref in found.actors:
                key = self._standing(ref, person)
                if key is None:
                    continue
                faded = _DECAY ** (here - self.scene.sentence(found.start))
                weights[key.id] = weights.get(key.id, 0.0) + faded
                times[key.id] = times.get(key.id, 0) + 1
                known[key.id] = key
        ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] < 1.2 * ranked[2][1]):
            return ()
        second = ranked[1][0]
        alone = len(ranked) == 2 and (person or others <= {ranked[0][0], second})
        if times[second] < 2 and not alone:
            return ()
        return known[ranked[0][0]], known[ranked[1][0]]

    def _standing(self, ref: ActorRef, person: bool) -> ActorRef | None:
        """What a mention counts for: a ruler as a leader, or for the state that he leads."""
        if person:
            leads = any(o.rules for o, _ in self.scene.book.terms_of.get(ref.id, ()))
            return ref if leads else None
        if ref.country is not None and self._lives(ref.country):
            leads = any(o.rules for o, _ in self.scene.book.terms_of.get(ref.id, ()))
            if ref.id == ref.country or leads:
                return self.scene.refs.state(str(ref.country))
        return None

    def _owned(self, draft: Draft) -> None:
        """ "Its ambassador", "his government": by the country of the owner."""
        owner = draft.owner
        if owner is None or draft.role is None:
            return
        if owner.pending and not owner.actors:
            self._resolve(owner)
        span = (draft.start, draft.end)
        if len(owner.actors) == 1 and self._is_body(owner.actors[0]):
            draft.actors = (_member_of(owner.actors[0], draft, span),)
            return
        countries = list(dict.fromkeys(ref.country for ref in owner.actors if ref.country))
        organs = [
            Organ(draft.role, country, draft.words, None, draft.plural) for country in countries
        ]
        refs = [ref for organ in organs if (ref := self.scene.refs.organ(organ, span)) is not None]
        draft.actors = tuple(refs)

    def _description(self, draft: Draft) -> None:
        """ "The ministry", "the president", "the country": the last of that kind."""
        role = draft.role
        if role is None:
            return
        if role.kind == "state":
            if draft.plural:
                return
            draft.actors = self._own(draft, self._last_state(draft))
            return
        if role.kind in ("office", "leader"):
            draft.actors = self._own(draft, self._last_holder(draft))
            return
        for found in reversed(self.done[-_RECENT:]):
            if self.scene.sentence(draft.start) - self.scene.sentence(found.start) > 4:
                return
            if found.actors and not found.possessive and self._same_kind(draft, found):
                draft.actors = self._own(draft, found.actors)
                return

    def _same_kind(self, draft: Draft, found: Draft) -> bool:
        """Whether a description takes up what was named: the same role, or a broader word."""
        role = draft.role
        if role is None or found.kind == "pronoun" or found.plural != draft.plural:
            return False
        lemma = draft.head.lemma_.lower()
        if found.role is not None:
            return found.role is role or found.role.id.endswith(f"-{lemma}")
        if len(found.actors) != 1:
            return False
        ref = found.actors[0]
        terms = self.scene.book.terms_of.get(ref.id, ())
        if any(office.kind.endswith(f"-{lemma}") for office, _ in terms):
            return True
        body = self.scene.book.organisations.get(ref.id)
        kinds = self.scene.readings.body_words.get(lemma, ())
        if body is not None and body.kind in kinds:
            return True
        return role.kind == "body" and lemma in ref.name.lower().split()

    def _last_state(self, draft: Draft) -> tuple[ActorRef, ...]:
        """The one state named in this sentence or, failing that, in the one before."""
        here = self.scene.sentence(draft.start)
        for back in range(2):
            named: dict[str, ActorRef] = {}
            subjects: dict[str, ActorRef] = {}
            for found in self.done[-_RECENT:]:
                if self.scene.sentence(found.start) != here - back or found.kind == "demonym":
                    continue
                for ref in found.actors:
                    if ref.country in self.scene.book.states and ref.sector in _OFFICIAL:
                        state = self.scene.refs.state(str(ref.country))
                        named[state.id] = state
                        if found.head.dep_ in _SUBJECT and not found.possessive:
                            subjects[state.id] = state
            for choice in (named, subjects):
                if len(choice) == 1:
                    return tuple(choice.values())
            if named:
                draft.reason = "ambiguous_description"
                return ()
        return ()

    def _last_holder(self, draft: Draft) -> tuple[ActorRef, ...]:
        """The person last named who holds or held the office, or whoever was last called by it."""
        role = draft.role
        if role is None or draft.plural:
            return ()
        for found in reversed(self.done[-_RECENT:]):
            if found.role is role and found.actors and not found.plural:
                return found.actors
            for ref in found.actors:
                terms = self.scene.book.terms_of.get(ref.id, ())
                fits = any(
                    o.rules if role.kind == "leader" else o.kind == role.id for o, _ in terms
                )
                if fits:
                    return (ref,)
        return self._office_at_hand(draft)

    def _office_at_hand(self, draft: Draft) -> tuple[ActorRef, ...]:
        """ "The Secretary-General", where one organisation of the report alone has that office."""
        named = self.scene.named_organisations
        offices = [
            office
            for office in self.scene.book.offices.values()
            if draft.role is not None and office.kind == draft.role.id and office.organisation
            and any(f"{name}-".startswith(f"{office.organisation}-") for name in named)
        ]  # fmt: skip
        if len(offices) != 1:
            return ()
        return (self.scene.refs.office(offices[0], (draft.start, draft.end)),)

    def _draft_of(self, token: Token) -> Draft | None:
        """The finished draft that a token heads or, failing that, lies in."""
        return self._headed.get(token.i) or self._covering.get(token.i)

    def _finish(self, draft: Draft) -> None:
        """Keep a draft for what comes after it."""
        self.done.append(draft)
        self._headed[draft.head.i] = draft
        for token in self.scene.tokens(draft.start, draft.end):
            self._covering[token.i] = draft

    def _own(self, draft: Draft, actors: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
        """The same actors, as named by this draft."""
        return tuple(
            ActorRef(
                id=ref.id, name=ref.name, country=ref.country, sector=ref.sector,
                span=(draft.start, draft.end),
            )
            for ref in actors
        )  # fmt: skip


def _member_of(body: ActorRef, draft: Draft, span: tuple[int, int]) -> ActorRef:
    """Somebody of an organisation: "its director"."""
    role = draft.role.id if draft.role else "member"
    return ActorRef(
        id=f"{body.id}-{role}",
        name=draft.words,
        country=body.country,
        sector=body.sector,
        span=span,
    )


class _Tree:
    """The tree with what is asked of it often looked up once: subjects, objects, coordinations."""

    def __init__(self, doc: Doc) -> None:
        self._subjects: dict[int, Token] = {}
        self._objects: dict[int, Token] = {}
        self._firsts: dict[int, Token] = {}
        self._members: dict[int, list[Token]] = {}
        for token in doc:
            if token.dep_ in _SUBJECT:
                self._subjects.setdefault(token.head.i, token)
            elif token.dep_ == "dobj":
                self._objects.setdefault(token.head.i, token)
        for token in doc:
            if token.dep_ == "conj":
                self._members.setdefault(self._first(token).i, []).append(token)

    def _first(self, token: Token) -> Token:
        """The first member of a coordination; each is looked up from the one before it."""
        chain = []
        while token.dep_ == "conj" and token.head.i != token.i and token.i not in self._firsts:
            chain.append(token.i)
            token = token.head
        first = self._firsts.get(token.i, token)
        self._firsts.update(dict.fromkeys(chain, first))
        return first

    def after(self, token: Token) -> list[Token]:
        """Members that follow a token in its coordination."""
        members = self._members.get(self._first(token).i, [])
        return [member for member in members if member.i > token.i][:_RECENT]

    def subject(self, verb: Token) -> Token | None:
        """A verb's own subject."""
        return self._subjects.get(verb.i)

    def subject_of(self, token: Token) -> Token | None:
        """The subject of the clause that a token stands in; for "who" what it refers to."""
        verb = _verb_over(token)
        for _ in range(_DEEPEST):
            subject = self._subjects.get(verb.i)
            if subject is not None:
                relative = subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl"
                return verb.head if relative else subject
            if verb.dep_ == "relcl":
                return verb.head
            if verb.dep_ == "xcomp" and verb.head.i in self._objects:
                return self._objects[verb.head.i]
            if verb.dep_ not in _SHARED or verb.head.i == verb.i:
                return None
            verb = verb.head
        return None


def _verb_over(token: Token) -> Token:
    """The nearest verb above a token, or the root."""
    verb = token
    for _ in range(_DEEPEST):
        if (verb.pos_ in ("VERB", "AUX") and verb.i != token.i) or verb.head.i == verb.i:
            break
        verb = verb.head
    return verb


def _role_score(token: Token, pronoun: Token, own: Token | None, back: int) -> float:
    """How well a noun's place in its clause suits an antecedent."""
    score = 0.0
    if token.dep_ in _SUBJECT:
        score += 3.0
        if back == 0 and _governs(token.head, pronoun):
            score += 1.0
    elif token.dep_ in ("dobj", "dative", "attr", "conj"):
        score += 1.0
    if pronoun.dep_ == "poss" and pronoun.head.dep_ == "conj" and pronoun.head.head.i == token.i:
        score += 6.0
    if own is not None and own.i == token.i and back == 0 and not _for_subject(token):
        score += 2.0
    return score


def _for_subject(token: Token) -> bool:
    """Whether a subject may be no subject: "aid for X to rise" is also "aid for X", "to rise"."""
    left = token.left_edge
    return left.i > 0 and token.doc[left.i - 1].lower_ == "for"


def _governs(verb: Token, token: Token) -> bool:
    """Whether a verb stands above a token in the tree."""
    for _ in range(_DEEPEST):
        if token.head.i == token.i:
            return False
        token = token.head
        if token.i == verb.i:
            return True
    return False


def _same(one: _Candidate, other: _Candidate) -> bool:
    """Whether two candidates are the same actors."""
    return {ref.id for ref in one.actors} == {ref.id for ref in other.actors} and bool(one.actors)


def _unique(refs: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    found: dict[str, ActorRef] = {}
    for ref in refs:
        found.setdefault(ref.id, ref)
    return tuple(found.values())


def _gender(word: str) -> Gender | None:
    if word in _MALE:
        return "male"
    return "female" if word in _FEMALE else None
