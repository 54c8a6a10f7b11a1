"""What a report says of the people in it: office, country and the organisation they belong to."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from accord.claims.actor_scene import Draft, Member, Scene
from accord.claims.descriptions import role_phrase
from accord.claims.tokens import Token
from accord.model import ActorRef

_PRIVATE = frozenset(("EDU", "NGO", "JRN", "BUS", "MNC", "MED", "REL", "SOC", "LAB", "CVL"))
"""Sectors whose people do not stand for the country that their organisation sits in."""


def describe_people(scene: Scene, cast: dict[str, Member]) -> dict[str, ActorRef]:
    """Fill in the cast from titles, appositions and affiliations; person id -> organisation.

    Descriptions in apposition to a name ("Ada Stone, the Danish premier") become mentions of it.
    """
    _join_appositions(scene)
    affiliations: dict[str, ActorRef] = {}
    for draft in scene.drafts:
        if draft.kind != "name" or len(draft.actors) != 1:
            continue
        member = cast.get(draft.actors[0].id)
        if member is None:
            continue
        organisation = _affiliation(scene, draft)
        if organisation is not None:
            affiliations.setdefault(member.ref.id, organisation)
        if not member.known:
            _learn(scene, member, draft, affiliations.get(member.ref.id))
    return affiliations


def _join_appositions(scene: Scene) -> None:
    """Give a description in apposition the actors of the name that it describes."""
    for draft in scene.drafts:
        if draft.role is None or draft.possessive:
            continue
        named = _described(scene, draft)
        if named is None:
            continue
        span = (draft.start, draft.end)
        draft.actors = tuple(msgspec.structs.replace(a, span=span) for a in named.actors)
        draft.pending = False
        draft.gender = named.gender


def _described(scene: Scene, draft: Draft) -> Draft | None:
    """The name that a description stands in apposition to, before it or after it."""
    head = draft.head
    if draft.role is not None and draft.role.kind == "body":
        return _body_before(scene, draft) or _body_after(scene, draft)
    if head.dep_ == "appos":
        named = scene.draft_at(head.head)
        if named is not None and named is not draft and named.kind in ("name", "metonym"):
            return named if _compatible(scene, draft, named) else None
    for child in head.children:
        if child.dep_ == "appos":
            named = scene.draft_at(child)
            if named is not None and named.kind == "name" and _compatible(scene, draft, named):
                return named
    return None


def _body_before(scene: Scene, draft: Draft) -> Draft | None:
    """The organisation right before a comma and a description of one: "the X, a think-tank"."""
    at = first = scene.token_at(draft.start).i - 1
    while (
        at > max(first - 6, 0)
        and scene.doc[at].pos_ in ("DET", "ADJ")
        and scene.doc[at].text != ","
    ):
        at -= 1
    if at < 1 or scene.doc[at].text != ",":
        return None
    named = scene.draft_at(scene.doc[at - 1])
    if named is None or named is draft or named.kind != "name" or named.end > draft.start:
        return None
    return named if _compatible(scene, draft, named) else None


def _body_after(scene: Scene, draft: Draft) -> Draft | None:
    """The organisation right after a description and a comma: "Peru's spy agency, the X"."""
    at = scene.token_at(draft.end - 1).i + 1
    if at + 2 >= len(scene.doc) or scene.doc[at].text != ",":
        return None
    at += 2 if scene.doc[at + 1].lower_ == "the" else 1
    named = scene.draft_at(scene.doc[at])
    if named is None or named.kind != "name" or scene.token_at(named.start).i != at:
        return None
    if not _compatible(scene, draft, named) or len(draft.actors) > 1:
        return None
    same = not draft.actors or draft.actors[0].country in (None, named.actors[0].country)
    return named if same else None


def _compatible(scene: Scene, draft: Draft, named: Draft) -> bool:
    """Whether a role noun can describe what is named: people by people, bodies by bodies."""
    if draft.role is None or len(named.actors) != 1 or draft.plural:
        return False
    ref = named.actors[0]
    if ref.id in scene.book.states:
        return draft.role.kind in ("state", "relation")
    if ref.id not in scene.book.people and draft.role.kind == "body":
        return named.kind == "name" and named.gender is None
    if ref.id in scene.book.organisations:
        return False
    return draft.role.kind in ("person", "office", "leader", "people")


def _affiliation(scene: Scene, draft: Draft) -> ActorRef | None:
    """The organisation in "X of the Y", "X, a professor at Y", "X, who heads Y"."""
    for organisation in _organisations_after(scene, draft):
        return organisation
    return None


def _organisations_after(scene: Scene, draft: Draft) -> Iterator[ActorRef]:
    words = scene.readings
    last = scene.token_at(draft.end - 1)
    yield from _after_preposition(scene, last, words.affiliation_prepositions)
    for role in _role_heads(scene, draft):
        if role.i > last.i:
            yield from _after_preposition(scene, role, words.affiliation_prepositions)
    for child in _relatives(scene, draft):
        if child.lemma_.lower() in words.affiliation_verbs:
            yield from _objects(scene, child)


def _after_preposition(
    scene: Scene, token: Token, prepositions: frozenset[str]
) -> Iterator[ActorRef]:
    """The organisation named right after a token and a preposition."""
    at = token.i + 1
    if at >= len(scene.doc) or scene.doc[at].lower_ not in prepositions:
        return
    at += 1
    while at < len(scene.doc) and scene.doc[at].pos_ in ("DET", "ADJ") and at < token.i + 5:
        if scene.draft_at(scene.doc[at]) is not None:
            break
        at += 1
    if at < len(scene.doc):
        yield from _organisation_at(scene, scene.doc[at])


def _organisation_at(scene: Scene, token: Token) -> Iterator[ActorRef]:
    named = scene.name_at(token)
    draft = named if named is not None else scene.draft_at(token)
    if draft is None or len(draft.actors) != 1:
        return
    ref = draft.actors[0]
    person = ref.id in scene.book.people or ref.id in scene.book.states
    if not person and (draft.kind == "name" or (draft.role and draft.role.kind == "body")):
        yield ref


def _objects(scene: Scene, verb: Token) -> Iterator[ActorRef]:
    for child in verb.children:
        if child.dep_ in ("dobj", "attr"):
            yield from _organisation_at(scene, child)
        elif child.dep_ == "prep":
            for obj in child.children:
                if obj.dep_ == "pobj":
                    yield from _organisation_at(scene, obj)


def _relatives(scene: Scene, draft: Draft) -> Iterator[Token]:
    """Verbs of the relative clauses on a name."""
    for token in scene.tokens(draft.start, draft.end):
        for child in token.children:
            if child.dep_ == "relcl":
                yield child


def _role_heads(scene: Scene, draft: Draft) -> Iterator[Token]:
    """Nouns in apposition to a name."""
    for token in scene.tokens(draft.start, draft.end):
        for child in token.children:
            if child.dep_ == "appos":
                yield child
        if token.dep_ == "appos":
            yield token.head


def _learn(scene: Scene, member: Member, draft: Draft, organisation: ActorRef | None) -> None:
    """Fill country and sector of someone the codebook does not know."""
    country, sector = member.ref.country, member.ref.sector
    for token in _titles(scene, draft):
        match = scene.match_at(token)
        entry = match.of("role") if match else None
        if match is None or entry is None:
            continue
        role = scene.book.roles[entry.id]
        if role.kind in ("body", "state", "relation", "thing"):
            continue
        places, own = role_phrase(scene, match, token)
        sector = sector or own or role.sector
        country = country or (places[0] if len(places) == 1 else None)
    if organisation is not None:
        sector = organisation.sector if sector in (None, "EDU", "UNK") else sector
        if country is None and sector not in _PRIVATE:
            country = organisation.country
    member.ref = msgspec.structs.replace(member.ref, country=country, sector=sector)


def _titles(scene: Scene, draft: Draft) -> Iterator[Token]:
    """Heads of role nouns before a name or in apposition to it."""
    first = scene.token_at(draft.start)
    if first.i and not first.is_sent_start:
        yield scene.doc[first.i - 1]
    match = scene.match_at(first)
    if match is not None and match.of("honorific"):
        yield scene.token_at(match.end - 1)
    yield from _role_heads(scene, draft)
