"""Who is meant: every mention of an actor in a report, resolved by codebook, date and context."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from accord.claims.actor_names import Entry, Match, speaks_alone
from accord.claims.actor_phrases import resolve_phrase
from accord.claims.actor_scene import Draft, Member, Scene, modifies, possessed, prefixed
from accord.claims.affiliations import describe_people
from accord.claims.descriptions import find_descriptions, find_pairs
from accord.claims.metonyms import is_place
from accord.claims.organisations import find_organisations
from accord.claims.parts import Mention, Reading
from accord.claims.people import find_people
from accord.claims.references import Resolver
from accord.codebooks.actors import ActorBook, Metonym, actors, readings
from accord.model import ActorRef


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name read as a place: [start, end), its words, and the state (alpha-3) it lies in."""

    start: int
    end: int
    text: str
    country: str


@dataclass(frozen=True, slots=True)
class ActorReading:
    """Everything that one pass finds: mentions, person id -> organisation, and seats as places."""

    mentions: tuple[Mention, ...]
    affiliations: dict[str, ActorRef]
    places: tuple[PlaceName, ...]


class ActorFinder:
    """Finds and resolves actors. `book` is the actor codebook; Accord's own by default."""

    def __init__(self, book: ActorBook | None = None) -> None:
        self._book = book

    @property
    def book(self) -> ActorBook:
        """The codebook in use, loaded when first needed."""
        if self._book is None:
            self._book = actors()
        return self._book

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """Every mention of an actor, sorted by start.

        Mentions do not overlap, except that a possessive modifier may stand inside a longer
        description ("South Korea's" in "South Korea's defence minister").
        """
        return self.read(reading).mentions

    def place_names(self, reading: Reading) -> tuple[PlaceName, ...]:
        """Capitals and seats of government that the text means as places, sorted by start."""
        return _places(Scene(reading, self.book, readings()))

    def affiliations(self, reading: Reading) -> dict[str, ActorRef]:
        """Person id -> the organisation that the text says the person belongs to."""
        return self.read(reading).affiliations

    def read(self, reading: Reading) -> ActorReading:
        """Mentions, affiliations and places in one pass."""
        scene, belongs = self._scene(reading)
        drafts = _settle(scene.drafts)
        mentions = tuple(draft.mention(scene.text) for draft in drafts)
        return ActorReading(mentions, belongs, _places(scene))

    def resolve(
        self, phrase: str, *, date: str | None = None, country_hint: str | None = None,
        context: str = "",
    ) -> ActorRef | None:  # fmt: skip
        """The actor that a phrase on its own stands for, or None.

        `date` (ISO, maybe partial) decides who holds an office; `country_hint` (alpha-3) and then
        `context` (text around the phrase) are asked where the phrase names no country.
        """
        return resolve_phrase(
            self.book, phrase, date=date, country_hint=country_hint, context=context
        )

    def _scene(self, reading: Reading) -> tuple[Scene, dict[str, ActorRef]]:
        scene = Scene(reading, self.book, readings())
        _find_states(scene)
        find_organisations(scene)
        cast = find_people(scene)
        _drop_covered(scene)
        scene.index_drafts()
        find_descriptions(scene)
        scene.index_drafts()
        find_pairs(scene)
        scene.index_drafts()
        affiliations = describe_people(scene, cast)
        _name_holders(scene, cast)
        _apply_cast(scene, cast)
        Resolver(scene).run()
        return scene, affiliations


def place_names(reading: Reading) -> tuple[PlaceName, ...]:
    """Capitals and seats of government that `reading` means as places, by Accord's codebook."""
    return ActorFinder().place_names(reading)


def affiliations(reading: Reading) -> dict[str, ActorRef]:
    """Person id -> the organisation that `reading` says the person belongs to."""
    return ActorFinder().affiliations(reading)


def _places(scene: Scene) -> tuple[PlaceName, ...]:
    """Seats of government that are not drafted as governments."""
    found = []
    for match in scene.matches:
        entry = _seat_entry(scene, match)
        if entry is not None and not _governs(scene, match, entry):
            found.append(PlaceName(match.start, match.end, match.text, entry.id))
    return tuple(found)


def _find_states(scene: Scene) -> None:
    """Draft states by name, adjective, people and metonym."""
    for match in scene.matches:
        if match.of("organisation", "person") is not None:
            continue
        draft = _state_draft(scene, match)
        if draft is not None:
            scene.drafts.append(draft)


def _state_draft(scene: Scene, match: Match) -> Draft | None:
    head = scene.root(match.start, match.end)
    last = scene.token_at(match.end - 1)
    if head.ent_type_ == "PERSON" and _longer_entity(scene, match):
        return None
    entry = _seat_entry(scene, match)
    if entry is not None:
        return _seat_draft(scene, match, entry)
    state = match.of("state")
    adjective = match.of("adjective")
    if scene.text[max(match.start - 4, 0) : match.start].lower() in ("non-", "non‑"):
        return None  # "Non-Ardanian firms" are everybody's but Ardania's.
    modifier = modifies(head, last) or prefixed(scene, match.start)
    span = (match.start, match.end)
    if state is not None and not (modifier and adjective is not None and not possessed(last)):
        ref = scene.refs.state(state.id, span)
        return Draft(
            start=match.start, end=match.end, kind="name", head=head, actors=(ref,),
            possessive=modifier,
        )  # fmt: skip
    people = adjective or match.of("demonym")
    if people is None:
        return None
    if modifier or head.pos_ == "ADJ":
        ref = scene.refs.state(people.id, span)
        return Draft(
            start=match.start, end=match.end, kind="demonym", head=head, actors=(ref,),
            possessive=True,
        )  # fmt: skip
    return _people_draft(scene, match, people)


def _people_draft(scene: Scene, match: Match, entry: Entry) -> Draft:
    """ "The Danes", "a Dane", "few Danes": people of a country."""
    name = f"{entry.id.lower()}-people"
    span = (match.start, match.end)
    ref = ActorRef(id=name, name=match.text, country=entry.id, sector="CVL", span=span)
    head = scene.root(match.start, match.end)
    return Draft(
        start=match.start, end=match.end, kind="group", head=head, actors=(ref,), plural=True,
        possessive=possessed(scene.token_at(match.end - 1)),
    )  # fmt: skip


def _longer_entity(scene: Scene, match: Match) -> bool:
    """Whether the recogniser sees a person's name of which the match is a part ("Air Jordan")."""
    row = scene.tokens(match.start, match.end)
    before = scene.doc[row[0].i - 1] if row[0].i else None
    after = scene.doc[row[-1].i + 1] if row[-1].i + 1 < len(scene.doc) else None
    return any(
        near is not None and near.ent_type_ == "PERSON" and near.is_title
        for near in (before, after)
    )


def _seat_entry(scene: Scene, match: Match) -> Entry | None:
    """The entry by which a match names a seat of government; states that exist first."""
    if match.of("state", "organisation", "person") is not None:
        return None
    found = [entry for entry in match.entries if entry.kind in ("capital", "metonym")]
    found = [entry for entry in found if _in_context(scene, match, entry)]
    found.sort(key=lambda entry: scene.book.states[entry.id].kind == "former")
    return found[0] if found else None


def _in_context(scene: Scene, match: Match, entry: Entry) -> bool:
    """Whether a term that needs company has it: "the North" in a report on Korea, with "the"."""
    if not entry.term.startswith("the "):
        return True
    before = scene.text[max(match.start - 4, 0) : match.start].lower()
    metonym = _metonym(scene, entry)
    if metonym is None or metonym.needs is None:
        return before == "the " or match.text[:1].isupper()
    after = scene.text[match.end : match.end + 2]
    return before == "the " and scene.korean and not after[1:2].isupper()


def _metonym(scene: Scene, entry: Entry) -> Metonym | None:
    """The codebook's metonym for an entry; the one valid on the report's date, if dates differ."""
    date = scene.refs.date
    fits = [m for m in scene.book.states[entry.id].metonyms if m.term == entry.term]
    dated = [
        m for m in fits
        if date is None or ((m.since or "") <= date and (m.to is None or date <= m.to))
    ]  # fmt: skip
    return next(iter(dated or fits), None)


def _governs(scene: Scene, match: Match, entry: Entry) -> bool:
    """Whether a seat of government stands for the government here."""
    head = scene.root(match.start, match.end)
    last = scene.token_at(match.end - 1)
    if entry.kind == "metonym":
        metonym = _metonym(scene, entry)
        if metonym is not None and metonym.means == "state":
            return True
    if is_place(head, last, scene.readings):
        return False
    return speaks_alone(entry.term) or entry.id in scene.named_states


def _seat_draft(scene: Scene, match: Match, entry: Entry) -> Draft | None:
    if not _governs(scene, match, entry):
        return None
    head = scene.root(match.start, match.end)
    span = (match.start, match.end)
    metonym = _metonym(scene, entry) if entry.kind == "metonym" else None
    means = metonym.means if metonym is not None else "government"
    ref = scene.refs.metonym(entry.id, means, span)
    last = scene.token_at(match.end - 1)
    return Draft(
        start=match.start, end=match.end, kind="metonym", head=head, actors=(ref,),
        possessive=modifies(head, last),
    )  # fmt: skip


def _drop_covered(scene: Scene) -> None:
    """Drop drafts that lie inside a longer name ("Japan" in "Bank of Japan")."""
    kept: list[Draft] = []
    for draft in sorted(scene.drafts, key=lambda d: (d.start, -d.end)):
        if kept and draft.end <= kept[-1].end:
            continue
        kept.append(draft)
    scene.drafts = kept


def _apply_cast(scene: Scene, cast: dict[str, Member]) -> None:
    """Give every mention of a person what the whole report says of them."""
    for draft in scene.drafts:
        if len(draft.actors) != 1:
            continue
        member = cast.get(draft.actors[0].id)
        if member is not None:
            span = draft.actors[0].span
            draft.actors = (msgspec.structs.replace(member.ref, span=span),)
            draft.gender = draft.gender or member.gender


def _name_holders(scene: Scene, cast: dict[str, Member]) -> None:
    """An office means its holder in a report that names the holder; else the office itself.

    Who holds it is decided by the published date; without one, by who in the cast ever held it, if
    that is one person only.
    """
    for draft in scene.drafts:
        if draft.kind != "office" or len(draft.actors) != 1:
            continue
        office = scene.book.offices.get(draft.actors[0].id)
        if office is None:
            continue
        if scene.refs.date is not None:
            holder = scene.book.holder(office, scene.refs.date)
            holders = [holder.id] if holder is not None and holder.id in cast else []
        else:
            holders = sorted({term.person for term in office.holders} & cast.keys())
        if len(holders) == 1:
            ref = cast[holders[0]].ref
            draft.actors = (msgspec.structs.replace(ref, span=(draft.start, draft.end)),)
            draft.gender = cast[holders[0]].gender


def _settle(drafts: list[Draft]) -> list[Draft]:
    """Sort, and drop overlaps: a shorter draft stays inside a longer one only as a modifier."""
    kept: list[Draft] = []
    last: Draft | None = None
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end, not d.possessive)):
        if last is None or draft.start >= last.end:
            kept.append(draft)
            last = draft
        elif draft.end <= last.end and draft.possessive and (draft.start, draft.end) != (
            last.start, last.end,
        ):  # fmt: skip
            inner = kept[-1]
            if inner is last or draft.start >= inner.end:
                kept.append(draft)
    return kept
