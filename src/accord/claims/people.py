"""The cast of a report: who is named in full in it, and who "Mr Kim" is then."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from accord.claims.actor_names import Entry, Match, Word, fold, name_index, words
from accord.claims.actor_refs import slug
from accord.claims.actor_scene import Draft, Member, Scene, modifies, possessed
from accord.claims.tokens import Token
from accord.codebooks.actors import Gender, Honorific, Person
from accord.codebooks.actors.listed import listed
from accord.model import ActorRef

_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "de", "da", "di", "van", "von", "der", "du", "la")
)
_HYPHENS = "-‐‑"
_LONGEST_NAME = 6
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_CAPITALISED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def find_people(scene: Scene) -> dict[str, Member]:
    """Draft every mention of a person by name; the cast by id.

    Full names first (those of the codebook, then others that the parser or a title vouches for),
    then family names, which may stand before the full one (in a headline).
    """
    cast: dict[str, Member] = {}
    taken: set[int] = set()
    for match in scene.matches:
        entry = match.of("person")
        if entry is not None and not _inside_longer_name(scene, match):
            _add_known(scene, cast, scene.book.people[entry.id], match.start, match.end)
            taken.update(token.i for token in scene.tokens(match.start, match.end))
    for run in _unknown_names(scene, taken):
        _add_unknown(scene, cast, run)
        taken.update(token.i for token in run)
    _find_family_names(scene, cast, taken)
    return cast


def honorific_before(scene: Scene, start: int) -> tuple[Honorific, int] | None:
    """The title that stands right before a name, and where it starts: "Mr", "Gen.", "President"."""
    token = scene.token_at(start)
    before = token.i - 1
    while before >= 0 and scene.doc[before].text == ".":
        before -= 1
    if before < 0 or token.is_sent_start:
        return None
    match = scene.match_at(scene.doc[before])
    entry = match.of("honorific") if match else None
    if match is None or entry is None or not match.text[:1].isupper():
        return None
    found = next(h for h in scene.book.honorifics if h.term == entry.id)
    return found, match.start


def _inside_longer_name(scene: Scene, match: Match) -> bool:
    """Whether capitals go on after a single-word name, so that it is part of another."""
    if " " in match.text:
        return False
    last = scene.token_at(match.end - 1)
    return last.i + 1 < len(scene.doc) and _is_name_word(scene.doc[last.i + 1])


def _add_known(scene: Scene, cast: dict[str, Member], person: Person, start: int, end: int) -> None:
    ref = scene.refs.person(person, (start, end))
    family = frozenset((fold(person.family),)) if person.family else frozenset()
    member = cast.setdefault(person.id, Member(ref, family, person.gender, True))
    member.places.append(start)
    _draft(scene, member, start, end)


def _draft(scene: Scene, member: Member, start: int, end: int) -> None:
    """Draft a mention of a member; a title before the name belongs to it."""
    title = honorific_before(scene, start)
    if title is not None:
        start = title[1]
        member.gender = member.gender or title[0].gender
    head = scene.root(start, end)
    member.head = member.head or head
    last = scene.token_at(end - 1)
    ref = ActorRef(
        id=member.ref.id, name=member.ref.name, country=member.ref.country,
        sector=member.ref.sector, span=(start, end),
    )  # fmt: skip
    scene.drafts.append(
        Draft(
            start=start, end=end, kind="name", head=head, actors=(ref,),
            possessive=possessed(last) or _hyphened(last), gender=member.gender,
        )
    )  # fmt: skip


def _hyphened(last: Token) -> bool:
    """Whether a hyphen joins a name to the word after it ("Putin-friendly")."""
    return modifies(last) and last.dep_ not in ("compound", "nmod", "amod", "poss")


def _is_name_word(token: Token) -> bool:
    """A capitalised word that may be part of a person's name: "Moreau", "McKay", "O'Hara"."""
    if token.pos_ != "PROPN" or not _CAPITALISED.fullmatch(token.text):
        return False
    return token.text[0].isupper() and any(char.islower() for char in token.text)


def _is_initial(scene: Scene, token: Token) -> bool:
    """ "J." and "J.R." before or inside a name; "U.S." is a state's."""
    capital = token.text[:1].isupper() and _INITIALS.fullmatch(token.text) is not None
    return capital and scene.match_at(token) is None


def _unknown_names(scene: Scene, taken: set[int]) -> Iterator[list[Token]]:
    """Runs of capitalised words that are people's names though the codebook has none of them."""
    for run in _runs(scene, taken):
        name = [token for token in run if token.text not in _HYPHENS]
        if not 2 <= len(name) <= _LONGEST_NAME:
            continue
        if _vouched(scene, run) and not _is_other_name(scene, run):
            yield run


def _runs(scene: Scene, taken: set[int]) -> Iterator[list[Token]]:
    """Maximal runs of name words inside passages; hyphens and particles may stand between them."""
    run: list[Token] = []
    for token in scene.doc:
        if not run and not token.text[0].isupper():
            continue  # No name begins here.
        usable = token.i not in taken and scene.in_passage(token.idx)
        name = _is_name_word(token) and not _is_title(scene, token)
        name = name or _is_initial(scene, token)
        if usable and (name or (run and _joins(run[-1], token))):
            run.append(token)
        else:
            yield from _trimmed(run)
            run = []
    yield from _trimmed(run)


def _joins(last: Token, token: Token) -> bool:
    """Whether a token may continue a name: a hyphen, what follows one, a particle."""
    if token.text in _HYPHENS and not last.whitespace_ and not token.whitespace_:
        return True
    if last.text in _HYPHENS and token.is_alpha:
        return True
    return token.lower_ in _PARTICLES and bool(last.whitespace_)


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    """A run without hyphens, initials and particles at its end."""
    while run and not (run[-1].text[-1].isalpha() and run[-1].lower_ not in _PARTICLES):
        run = run[:-1]
    if run:
        yield run


def _is_title(scene: Scene, token: Token) -> bool:
    """Whether a capitalised word is a title or role rather than part of the name after it."""
    match = scene.match_at(token)
    return match is not None and match.of("honorific", "role") is not None


def _vouched(scene: Scene, run: Sequence[Token]) -> bool:
    """Whether something says that a run is a person: the parser's recogniser, a title, a role."""
    if honorific_before(scene, run[0].idx) is not None:
        return True
    if all(token.ent_type_ == "PERSON" for token in run if token.is_alpha):
        return True
    before = scene.doc[run[0].i - 1] if run[0].i else None
    match = scene.match_at(before) if before is not None else None
    entry = match.of("role") if match else None
    if entry is not None and scene.book.roles[entry.id].kind in ("person", "office"):
        return True
    return _speaks(run) and all(token.ent_type_ != "ORG" for token in run)


def _speaks(run: Sequence[Token]) -> bool:
    """Whether a run is the subject of a verb that only people and bodies have, put after it."""
    head = run[-1]
    return head.dep_ == "nsubj" and head.head.lemma_ in ("say", "argue", "tell", "note", "reckon")


def _is_other_name(scene: Scene, run: Sequence[Token]) -> bool:
    """Whether a run holds the name of a state, an organisation or a capital."""
    start, end = run[0].idx, run[-1].idx + len(run[-1])
    if fold(run[-1].text) in scene.book.organisation_heads:
        return True
    for token in run:
        match = scene.match_at(token)
        if match is None:
            continue
        other = match.of("state", "adjective", "demonym", "organisation", "metonym")
        alone = match.start == start and match.end == end
        if other is not None and (alone or len(match.text) > len(token.text)):
            return True
        if other is not None and all(t.ent_type_ != "PERSON" for t in run):
            return True
    return False


def _add_unknown(scene: Scene, cast: dict[str, Member], run: Sequence[Token]) -> None:
    start, end = run[0].idx, run[-1].idx + len(run[-1])
    name = " ".join(scene.text[start:end].split())
    parts = name.replace("-", " ").split()
    family = frozenset((fold(name.split()[-1]), fold(parts[0]), fold(name.split()[0])))
    person_id = slug(name)
    country, sector = _listed(scene, name)
    ref = ActorRef(id=person_id, name=name, country=country, sector=sector, span=(start, end))
    member = cast.setdefault(person_id, Member(ref, family, None, False))
    member.places.append(start)
    _draft(scene, member, start, end)


def _listed(scene: Scene, name: str) -> tuple[str | None, str | None]:
    """State and sector of somebody in the long list of officials, if the report names the state."""
    found = listed().official([word.key for word in words(name)])
    fitting = [official for official in found if official.country in scene.named_states]
    if len(fitting) != 1:
        return None, None
    return fitting[0].country, fitting[0].sector(scene.refs.date)


def _find_family_names(scene: Scene, cast: dict[str, Member], taken: set[int]) -> None:
    """Draft mentions by family name alone, with or without a title."""
    families = {family for member in cast.values() for family in member.family}
    for word in scene.words:
        if len(word.text) < 2 or not word.text[0].isupper():
            continue
        token = scene.token_at(word.start)
        if token.i in taken:
            continue
        match = scene.match_at(token)
        known = match is not None and match.of("family") is not None and match.end == word.end
        if word.key in families or known:
            _draft_family(scene, cast, word, match if known else None)


def _draft_family(scene: Scene, cast: dict[str, Member], word: Word, match: Match | None) -> None:
    token = scene.token_at(word.start)
    title = honorific_before(scene, word.start)
    if title is None and not _alone(scene, token, word):
        return
    named = [m for m in cast.values() if word.key in m.family]
    fitting = _fitting(scene, named, title[0] if title else None)
    member = _latest(scene, fitting, word.start) if len(fitting) > 1 else None
    if len(fitting) == 1:
        member = fitting[0]
    if member is None and not named and match is not None:
        member = _from_codebook(scene, cast, match.entries, title[0] if title else None)
    if member is not None:
        _draft(scene, member, word.start, word.end)
    elif named or title is not None:
        _draft_unresolved(scene, word, "ambiguous_name" if named else "unknown_person")


def _alone(scene: Scene, token: Token, word: Word) -> bool:
    """Whether a family name without a title stands by itself, as a proper noun."""
    if token.pos_ not in ("PROPN", "NOUN") or len(token.text) != len(word.text):
        return False
    match = scene.match_at(token)
    if match is not None and match.of("state", "adjective", "demonym", "organisation", "capital"):
        return False
    before = scene.doc[token.i - 1] if token.i else None
    after = scene.doc[token.i + 1] if token.i + 1 < len(scene.doc) else None
    near = [t for t in (before, after) if t is not None]
    if any(t.text in _HYPHENS and not t.whitespace_ for t in near[-1:]):
        return token.pos_ == "PROPN"
    return not any(_is_name_word(t) and not _is_title(scene, t) for t in near)


def _fitting(scene: Scene, named: Sequence[Member], title: Honorific | None) -> list[Member]:
    """Members that a title allows: by gender, then by the office it names."""
    if title is None:
        return list(named)
    fits = [m for m in named if _agrees(m.gender, title.gender)]
    if title.gender is not None:  # Of two with that name, whoever is known to be a man is "Mr".
        fits = [m for m in fits if m.gender == title.gender] or fits
    if title.role is not None:
        held = [m for m in fits if _held(scene, m.ref.id, title.role)]
        fits = held or fits
    return fits


def _agrees(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def _held(scene: Scene, person: str, role: str) -> bool:
    """Whether a person ever held an office of that kind."""
    return any(office.kind == role for office, _ in scene.book.terms_of.get(person, ()))


def _latest(scene: Scene, members: Iterable[Member], at: int) -> Member | None:
    """The member last named in full before `at`; None if two are named in that same sentence."""
    ranked = sorted(
        ((_last_before(m.places, at), m.ref.id, m) for m in members),
        reverse=True,
    )
    (first, _, member), (second, _, _) = ranked[0], ranked[1]
    if first < 0:
        return None
    if second >= 0 and scene.sentence(first) == scene.sentence(second):
        return None
    return member


def _last_before(places: Sequence[int], at: int) -> int:
    """The last of some places before `at`; -1 if there is none."""
    upto = bisect_left(places, at)
    return places[upto - 1] if upto else -1


def _from_codebook(
    scene: Scene, cast: dict[str, Member], entries: Iterable[Entry], title: Honorific | None
) -> Member | None:
    """The one person of the codebook whom a family name means in a report that never says more."""
    people = [scene.book.people[e.id] for e in entries if e.kind == "family"]
    people = [p for p in people if title is None or _agrees(p.gender, title.gender)]
    date = scene.refs.date
    holds = False
    if title is not None and title.role is not None:
        people = [p for p in people if _holds(scene, p, title.role, date)]
        holds = True
    else:
        rulers = [p for p in people if _rules(scene, p, date)]
        people = rulers if len(rulers) == 1 else [p for p in people if p.prominent]
    if len(people) != 1:
        return None
    person = people[0]
    if not (holds or person.prominent or person.country in scene.named_states):
        return None
    family = frozenset((fold(person.family or ""),))
    return cast.setdefault(
        person.id, Member(scene.refs.person(person), family, person.gender, True)
    )


def _holds(scene: Scene, person: Person, role: str, date: str | None) -> bool:
    """Whether a person holds an office of that kind on the date (without one: now, or ever)."""
    terms = [t for office, t in scene.book.terms_of.get(person.id, ()) if office.kind == role]
    return any(term.covers(date) if date else term.to is None for term in terms)


def _rules(scene: Scene, person: Person, date: str | None) -> bool:
    """Whether a person leads a state on the date (without one: leads it still)."""
    terms = [t for office, t in scene.book.terms_of.get(person.id, ()) if office.rules]
    return any(term.covers(date) if date else term.to is None for term in terms)


def _draft_unresolved(scene: Scene, word: Word, reason: str) -> None:
    title = honorific_before(scene, word.start)
    start = title[1] if title else word.start
    head = scene.root(start, word.end)
    scene.drafts.append(
        Draft(
            start=start, end=word.end, kind="name", head=head, reason=reason,
            possessive=possessed(scene.token_at(word.end - 1)),
            gender=title[0].gender if title else None,
        )
    )  # fmt: skip


def person_named(phrase: str) -> str | None:
    """The id of the codebook's person whose full name stands in a phrase, or None."""
    for match in name_index().scan(phrase):
        entry = match.of("person")
        if entry is not None:
            return entry.id
    return None
