"""Descriptions of actors: role nouns with a country ("a Ukrainian official", "officials in Seoul").

A description without a country is either general ("analysts"), or points back ("the ministry"); the
latter is left pending for `references`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accord.claims.actor_names import Entry, Match
from accord.claims.actor_refs import Organ
from accord.claims.actor_scene import Draft, Scene, possessed
from accord.claims.parts import MentionKind
from accord.claims.tokens import Token
from accord.codebooks.actors import Modifier, Role
from accord.model import ActorRef

_WALK = 8
"""How many tokens before a role noun are looked through for its country."""

_THROUGH = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART"))
_BELONGS = frozenset(("of", "from", "for", "in", "at"))
_ABROAD = frozenset(("MIL", "REB", "PRM", "UAF", "REF"))
"""Sectors whose people may be "in" a country that is not theirs."""

_DEFINITE = frozenset(
    ("the", "this", "that", "these", "those", "both", "either", "neither", "each")
)
_PAIR = frozenset(("two", "both", "either", "neither", "three", "four"))
_LINKS = frozenset(("and", "or", ",", "&"))
_OWNERS = frozenset(("his", "her", "its", "their", "whose"))


@dataclass(slots=True)
class _Phrase:
    """What stands around a role noun."""

    start: int
    end: int
    countries: list[str] = field(default_factory=list)
    organisation: str | None = None
    owner: Token | None = None
    modifier: Modifier | None = None
    definite: bool = False
    body: Role | None = None


def find_descriptions(scene: Scene) -> None:
    """Draft every description by a role noun."""
    for match in scene.matches:
        entry = match.of("role")
        if entry is None or scene.draft_at(scene.token_at(match.start)) is not None:
            continue
        role = scene.book.roles[entry.id]
        head = _head(scene, match, entry)
        if head is None or role.kind == "thing":
            continue
        _draft(scene, match, entry, role, head)


def find_pairs(scene: Scene) -> None:
    """Draft pairs that point back by a noun that is no role: "the two powers", "both sides"."""
    terms = {reference.term for reference in scene.readings.references}
    for token in scene.doc:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in terms or not _counted(token):
            continue
        if scene.draft_at(token) is not None or not scene.in_passage(token.idx):
            continue
        start = _with_determiner(scene, token)
        end = token.idx + len(token)
        scene.drafts.append(
            Draft(
                start=start, end=end, kind="group", head=token, pending=True, plural=True,
                possessive=possessed(token), reason="unresolved_pair", words=scene.text[start:end],
            )
        )  # fmt: skip


def _head(scene: Scene, match: Match, entry: Entry) -> Token | None:
    """The noun that heads a role phrase; None if the words are used otherwise here."""
    row = scene.tokens(match.start, match.end)
    head = scene.root(match.start, match.end)
    if " of " in entry.term or " to " in entry.term or " for " in entry.term:
        head = row[0] if row[0].pos_ in ("NOUN", "PROPN") else head
    elif "-" not in entry.term:
        head = row[-1]
    hyphened = "-" in entry.term and any(t.pos_ in ("NOUN", "PROPN") for t in row)
    if head.pos_ not in ("NOUN", "PROPN") and not hyphened:
        return None
    named = head.is_title and head.dep_ == "compound" and head.head.pos_ == "PROPN"
    if named and scene.match_at(head.head) is None:
        return None
    after = head.i + 1
    if after < len(scene.doc) and scene.doc[after].text == "-" and not head.whitespace_:
        return None
    return head


def _draft(scene: Scene, match: Match, entry: Entry, role: Role, head: Token) -> None:
    phrase = _phrase(scene, match, head)
    if _titles(scene, match):
        return
    modifier = _is_modifier(head)
    if (modifier and not phrase.countries) or _says_nothing(scene, role, head, phrase):
        return
    start, end = phrase.start, phrase.end
    plural = entry.plural or head.tag_ in ("NNS", "NNPS")
    words = " ".join(scene.text[start:end].split())
    draft = Draft(
        start=start, end=end, kind=_kind(role, plural), head=head, role=role, plural=plural,
        possessive=modifier or possessed(scene.token_at(end - 1)), words=words,
        sector=phrase.modifier.sector if phrase.modifier else None,
    )  # fmt: skip
    draft.actors = tuple(_actors(scene, phrase, draft))
    if not draft.actors:
        _leave_open(scene, phrase, draft)
    scene.drafts.append(draft)


def _says_nothing(scene: Scene, role: Role, head: Token, phrase: _Phrase) -> bool:
    """Whether a role noun names nobody here: "a global leader", "the sanctions regime".

    A noun without country or owner that is predicated of somebody is no actor of its own; a state
    or an office needs a country, an owner, or words that point back.
    """
    if phrase.organisation is not None:
        return role.kind in ("state", "relation")
    if role.kind == "state" and _compounded(scene, head):
        return True
    if phrase.countries or phrase.owner is not None or phrase.definite:
        return False
    if role.kind in ("state", "leader", "office", "relation"):
        return not _counted(head)
    return head.dep_ in ("attr", "appos", "oprd", "acomp")


def _compounded(scene: Scene, head: Token) -> bool:
    """Whether a plain noun stands before the head: "sanctions regime", "buffer state"."""
    for child in head.children:
        if child.dep_ == "compound" and child.i < head.i and child.pos_ == "NOUN":
            match = scene.match_at(child)
            if match is None or _country(scene, match) is None:
                return True
    return False


def _counted(head: Token) -> bool:
    """Whether "two", "both" and the like stand with a noun, so that it points back to a pair."""
    return any(child.lower_ in _PAIR for child in head.children)


def role_phrase(scene: Scene, match: Match, head: Token) -> tuple[list[str], str | None]:
    """The countries around a role noun, and the sector that a modifier gives it ("former")."""
    entry = match.of("role")
    phrase = _phrase(scene, match, head)
    if entry is None:
        return phrase.countries, None
    return phrase.countries, _sector(scene.book.roles[entry.id], phrase.modifier)


def _kind(role: Role, plural: bool) -> MentionKind:
    if plural and role.kind != "body":
        return "group"
    return "office" if role.kind in ("office", "leader") else "description"


def _titles(scene: Scene, match: Match) -> bool:
    """Whether the role noun is a title right before a person's name."""
    last = scene.token_at(match.end - 1)
    if last.i + 1 >= len(scene.doc):
        return False
    following = scene.draft_at(scene.doc[last.i + 1])
    return (
        following is not None
        and following.kind == "name"
        and following.role is None
        and (_is_person(scene, following))
    )


def _is_person(scene: Scene, draft: Draft) -> bool:
    return bool(draft.actors) and not (
        draft.actors[0].id in scene.book.states or draft.actors[0].id in scene.book.organisations
    )


def _is_modifier(head: Token) -> bool:
    return head.dep_ in ("compound", "amod", "nmod") and head.head.i > head.i


def _phrase(scene: Scene, match: Match, head: Token) -> _Phrase:
    """Look left of a role noun for country, owner and modifiers, then right for "of …"."""
    phrase = _Phrase(match.start, match.end)
    _look_left(scene, scene.token_at(match.start), phrase)
    entry = match.of("role")
    relation = entry is not None and scene.book.roles[entry.id].kind == "relation"
    named = phrase.countries or phrase.organisation is not None or phrase.owner is not None
    if not named and not relation:
        _look_right(scene, scene.token_at(match.end - 1), head, phrase)
    return phrase


def _look_left(scene: Scene, first: Token, phrase: _Phrase) -> None:
    at = first.i - 1
    steps = 0
    while at >= 0 and steps < _WALK and not scene.doc[at + 1].is_sent_start:
        token = scene.doc[at]
        steps += 1
        if token.lower_ in _OWNERS:
            phrase.owner, phrase.start = token, token.idx
            return
        if token.pos_ == "DET" or _points_back(token):
            phrase.definite = phrase.definite or _points_back(token)
            return
        if not _take(scene, token, phrase):
            return
        match = scene.match_at(token)
        at = scene.token_at(match.start).i - 1 if match and _country(scene, match) else at - 1


def _points_back(token: Token) -> bool:
    """Whether a word makes a noun point back; "that" only as a determiner."""
    if token.lower_ not in _DEFINITE:
        return False
    return token.lower_ != "that" or (token.pos_ == "DET" and token.dep_ == "det")


def _take(scene: Scene, token: Token, phrase: _Phrase) -> bool:
    """Take one token before a role noun into its phrase; False where the phrase ends."""
    match = scene.match_at(token)
    country = _country(scene, match) if match else None
    if match is not None and country is not None:
        joined = _joined_left(scene, match, phrase) if phrase.countries else True
        if not joined or _recipient_of_count(scene, match, phrase):
            return False
        phrase.countries.insert(0, country)
        phrase.start = match.start
        return True
    if match is not None and (organisation := _organisation(scene, match)) is not None:
        if phrase.countries:
            return False
        phrase.organisation, phrase.start = organisation, match.start
        return False
    return _pass(scene, token, match, phrase)


def _recipient_of_count(scene: Scene, match: Match, phrase: _Phrase) -> bool:
    """ "Sent Ardania 8,000 workers": before a number only "Ardania's" makes them its."""
    if not match.of("state", "capital", "metonym"):
        return False
    between = scene.tokens(match.end, phrase.start)
    return any(t.pos_ == "NUM" for t in between) and not any(t.tag_ == "POS" for t in between)


def _pass(scene: Scene, token: Token, match: Match | None, phrase: _Phrase) -> bool:
    """Pass over a token that is no country: a modifier, a link, an owner; False at the end."""
    draft = scene.draft_at(token)
    if draft is not None and draft.actors and draft.possessive and not phrase.countries:
        owner = draft.actors[0]
        phrase.countries += [owner.country] if owner.country else []
        phrase.start = draft.start
        return False
    if (token.lower_ in _LINKS and phrase.countries) or token.tag_ == "POS" or token.text in "-’'":
        return True
    entry = match.of("modifier", "role") if match is not None else None
    modifier = scene.book.modifiers.get(entry.term) if entry is not None else None
    if modifier is not None and phrase.modifier in (None, modifier):
        phrase.modifier, phrase.start = modifier, token.idx
    if token.pos_ not in _THROUGH or phrase.countries:
        return False
    if token.is_title and not token.is_sent_start and token.pos_ == "ADJ" and match is None:
        phrase.start = token.idx
    return True


def _joined_left(scene: Scene, match: Match, phrase: _Phrase) -> bool:
    """Whether a second country is coordinated with the first ("Russian and Chinese officials")."""
    between = scene.text[match.end : phrase.start]
    return between.strip() == "," or between.strip(" ,") in ("and", "or", "&")


def _country(scene: Scene, match: Match) -> str | None:
    """The country of a match that names a state, its people or its capital; not of "non-"."""
    if scene.text[max(match.start - 4, 0) : match.start].lower() in ("non-", "non‑"):
        return None
    for kind in ("state", "adjective", "demonym", "capital", "metonym"):
        entry = _current(scene, match, kind)
        if entry is not None and not match.of("organisation"):
            needy = entry.term in ("the North", "the South")
            return entry.id if scene.korean or not needy else None
    return None


def _current(scene: Scene, match: Match, kind: str) -> Entry | None:
    """The entry of that kind; of several, that of a state that still exists."""
    found = [entry for entry in match.entries if entry.kind == kind]
    found.sort(key=lambda entry: scene.book.states[entry.id].kind == "former")
    return found[0] if found else None


def _organisation(scene: Scene, match: Match) -> str | None:
    entry = match.of("organisation")
    return entry.id if entry else None


def _look_right(scene: Scene, last: Token, head: Token, phrase: _Phrase) -> None:
    """Find the country or the organisation in "of X", "from X", "in X" after a role noun."""
    for child in (*head.children, *_strayed(scene, head)):
        if child.dep_ != "prep" or child.i <= last.i or child.lower_ not in _BELONGS:
            continue
        if child.i != last.i + 1:
            continue
        for obj in child.children:
            if obj.dep_ == "pobj":
                _take_object(scene, child, obj, phrase)


def _strayed(scene: Scene, head: Token) -> list[Token]:
    """The "from" of "met officials from Ardania", which the parser likes to hang from the verb."""
    verb = head.head
    if head.dep_ != "dobj" or verb.lemma_ in scene.readings.removing_verbs:
        return []
    return [child for child in verb.children if child.dep_ == "prep" and child.lower_ == "from"]


def _take_object(scene: Scene, preposition: Token, obj: Token, phrase: _Phrase) -> None:
    match = scene.match_at(obj)
    if match is None:
        return
    if match.of("role") and preposition.lower_ in ("of", "for", "from", "at"):
        nested = _Phrase(match.start, match.end)
        _look_left(scene, scene.token_at(match.start), nested)
        phrase.countries, phrase.organisation = nested.countries, nested.organisation
        phrase.body = _body_role(scene, match)
        phrase.end = match.end if nested.countries or nested.organisation else phrase.end
        return
    organisation = _organisation(scene, match)
    country = _country(scene, match)
    if organisation is not None and preposition.lower_ in ("of", "for", "from", "at"):
        phrase.organisation = organisation
        # Where somebody works is a mention of its own: "a professor at Charles University".
        phrase.end = phrase.end if preposition.lower_ == "at" else match.end
    elif country is not None and preposition.lower_ in ("of", "from", "in"):
        phrase.countries.append(country)
        phrase.end = match.end
        _take_conjuncts(scene, obj, phrase)


def _take_conjuncts(scene: Scene, obj: Token, phrase: _Phrase) -> None:
    """The further countries of "officials from Ardania, Belmark and Corvia"."""
    for later in obj.conjuncts:
        match = scene.match_at(later) if later.i > obj.i else None
        country = _country(scene, match) if match is not None else None
        if match is None or country is None:
            return
        if scene.text[phrase.end : match.start].strip(" ,") not in ("", "and", "or", "&"):
            return
        phrase.countries.append(country)
        phrase.end = match.end


def _actors(scene: Scene, phrase: _Phrase, draft: Draft) -> Iterator[ActorRef]:
    """The actors of a phrase that names its country or organisation, or needs none."""
    role = draft.role
    if role is None:
        return
    span = (draft.start, draft.end)
    if phrase.organisation is not None:
        ref = _of_organisation(scene, phrase.organisation, role, draft, span)
        if ref is not None:
            yield ref
        return
    in_place = phrase.end > draft.head.idx + len(draft.head) and " in " in scene.text[
        draft.head.idx : phrase.end
    ]  # fmt: skip
    if in_place and role.sector in _ABROAD:
        phrase.countries.clear()
        phrase.end = draft.end = draft.head.idx + len(draft.head)
        draft.words = " ".join(scene.text[draft.start : draft.end].split())
        span = (draft.start, draft.end)
    countries: Sequence[str | None] = phrase.countries
    if not countries and _is_general(phrase, draft):
        countries = [None]
    for country in countries:
        sector = _sector(role, phrase.modifier) or _sector_of_body(role, phrase.body)
        organ = Organ(role, country, draft.words, sector, draft.plural)
        ref = scene.refs.organ(organ, span)
        if ref is not None:
            yield ref


def _of_organisation(
    scene: Scene, organisation: str, role: Role, draft: Draft, span: tuple[int, int]
) -> ActorRef | None:
    """ "NATO's secretary-general", "a UN official": the organisation's office or people."""
    base = scene.refs.organisation(organisation, span)
    if role.kind in ("relation", "thing", "state"):
        return None
    office = scene.book.offices.get(f"{organisation}-{role.id}")
    if office is not None:
        return scene.refs.office(office, span)
    return ActorRef(
        id=f"{organisation}-{role.id}", name=draft.words, country=base.country,
        sector=base.sector, span=span,
    )  # fmt: skip


def _sector(role: Role, modifier: Modifier | None) -> str | None:
    return modifier.sector if modifier and role.sector in modifier.only else None


def _body_role(scene: Scene, match: Match) -> Role | None:
    """The role of the body that somebody belongs to ("a spokesman for the army")."""
    entry = match.of("role")
    role = scene.book.roles[entry.id] if entry is not None else None
    return role if role is not None and role.kind == "body" else None


def _sector_of_body(role: Role, body: Role | None) -> str | None:
    """A spokesman, official or chief has the sector of the body that he speaks for or leads."""
    if body is None or role.kind not in ("person", "leader") or role.sector not in ("GOV", "UNK"):
        return None
    return body.sector if body.sector not in ("GOV", "UNK") else None


def _is_general(phrase: _Phrase, draft: Draft) -> bool:
    """Whether a description without a country speaks of such people in general ("analysts say")."""
    role = draft.role
    if role is None or phrase.definite or phrase.owner is not None:
        return False
    return role.kind in ("person", "people", "body")


def _leave_open(scene: Scene, phrase: _Phrase, draft: Draft) -> None:
    """Mark a description that points back, and say why it may stay unresolved."""
    draft.pending = True
    draft.reason = "unresolved_description"
    if draft.role is not None and draft.role.kind == "relation":
        draft.reason = "unnamed_state"
        draft.pending = False
    if phrase.owner is not None:
        owner = scene.draft_at(phrase.owner)
        draft.owner = owner or Draft(
            start=phrase.owner.idx, end=phrase.owner.idx + len(phrase.owner), kind="pronoun",
            head=phrase.owner, pending=True,
        )  # fmt: skip
    elif phrase.definite or draft.role is None or draft.role.kind in ("state", "leader", "office"):
        first = scene.token_at(draft.start)
        draft.start = _with_determiner(scene, first)
    draft.words = " ".join(scene.text[draft.start : draft.end].split())


def _with_determiner(scene: Scene, first: Token) -> int:
    """Where a phrase starts with its determiner and number: "the two leaders"."""
    at = first.i
    while at > max(first.i - _WALK, 0) and not scene.doc[at].is_sent_start:
        before = scene.doc[at - 1]
        plain = before.pos_ == "ADJ" and scene.match_at(before) is None
        if not (_points_back(before) or before.pos_ == "NUM" or plain):
            break
        at -= 1
    while at < first.i and not (_points_back(scene.doc[at]) or scene.doc[at].pos_ == "NUM"):
        at += 1
    return scene.doc[at].idx
