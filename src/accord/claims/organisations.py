"""Organisations by name: those of the codebook, and others whose name says what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accord.claims.actor_names import Entry, EntryKind, Match, fold, words
from accord.claims.actor_refs import slug
from accord.claims.actor_scene import Draft, Scene, modifies
from accord.claims.tokens import Token
from accord.codebooks.actors import OrganisationHead
from accord.codebooks.actors.listed import listed
from accord.model import ActorRef

_LINKS = frozenset(("of", "for", "and", "the", "on", "&"))
_LONGEST = 12


def find_organisations(scene: Scene) -> None:
    """Draft every organisation: known ones first, then names such as "Harbour Institute"."""
    taken: set[int] = set()
    for match in scene.matches:
        entry = _meant(scene, match)
        if entry is None or not _usable(scene, match, entry):
            continue
        _draft(scene, match.start, match.end, scene.refs.organisation(entry.id))
        taken.update(token.i for token in scene.tokens(match.start, match.end))
    for run, head in _unknown(scene, taken):
        start, end = run[0].idx, run[-1].idx + len(run[-1])
        name = " ".join(scene.text[start:end].split())
        found = listed().body([word.key for word in words(name)])
        country = found.country if found is not None else None
        ref = ActorRef(
            id=slug(name), name=name, country=country or _country(scene, run),
            sector=found.sector if found is not None else head.sector,
        )  # fmt: skip
        _draft(scene, start, end, ref)


def _draft(scene: Scene, start: int, end: int, ref: ActorRef) -> None:
    head = scene.root(start, end)
    named = ActorRef(
        id=ref.id, name=ref.name, country=ref.country, sector=ref.sector, span=(start, end)
    )
    last = scene.token_at(end - 1)
    scene.drafts.append(
        Draft(
            start=start, end=end, kind="name", head=head, actors=(named,),
            possessive=modifies(head, last),
        )
    )  # fmt: skip


def _meant(scene: Scene, match: Match) -> Entry | None:
    """The organisation that a form means: of several, one of a state that the report names."""
    for kind in ("organisation", "weak"):
        entries = [entry for entry in match.entries if entry.kind == kind]
        if len(entries) > 1:
            entries.sort(key=lambda entry: not _at_home(scene, entry))
        if entries:
            return entries[0]
    return None


def _at_home(scene: Scene, entry: Entry) -> bool:
    """Whether the report names the organisation in full, or its state."""
    country = scene.book.organisations[entry.id].country
    return entry.id in scene.named_organisations or country in scene.named_states


def _usable(scene: Scene, match: Match, entry: Entry) -> bool:
    """Whether a form may stand for its organisation here."""
    others = match.of("state", "adjective", "capital")
    known = entry.id in scene.named_organisations
    # An abbreviation may stand where its state is named; other weak forms need the full name.
    known = known or (match.text.isupper() and len(match.text) > 1 and _at_home(scene, entry))
    if entry.kind == "weak" and (others is not None or not known):
        return False
    if entry.term.startswith("the ") and entry.term[4:5].islower():
        before = scene.text[max(match.start - 4, 0) : match.start].lower()
        token = scene.token_at(match.end - 1)
        return before == "the " and not modifies(token)
    return True


def _unknown(scene: Scene, taken: set[int]) -> Iterator[tuple[list[Token], OrganisationHead]]:
    """Runs of capitalised words with an organisation's head noun that is not the whole run."""
    for run in _runs(scene, taken):
        found = _head(scene, run)
        capitals = sum(token.text[:1].isupper() for token in run)
        if found is not None and capitals >= 2 and not _role_only(scene, run):
            yield run, found


def _runs(scene: Scene, taken: set[int]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in scene.doc:
        capital = token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ")
        if not run and not capital:
            continue  # No name begins here.
        if not run and token.pos_ == "NOUN" and token.ent_type_ == "DATE":
            continue  # "Today the Ministry of …": the day is no part of the name.
        usable = token.i not in taken and scene.in_passage(token.idx) and not token.is_space
        fits = capital and not (token.is_sent_start and run)
        if usable and capital and _titled(scene, token):
            yield from _trimmed(run)
            run = []
        elif usable and len(run) < _LONGEST and (fits or (run and _links(scene, run, token))):
            run.append(token)
        else:
            yield from _trimmed(run)
            run = []
    yield from _trimmed(run)


def _titled(scene: Scene, token: Token) -> bool:
    """Whether a title begins a person's name here: "Ms", "Gen."."""
    match = scene.match_at(token)
    entry = match.of("honorific") if match is not None else None
    return entry is not None and match is not None and match.of("role") is None


def _links(scene: Scene, run: Sequence[Token], token: Token) -> bool:
    """Whether a small word may stand inside a name: "of" after a head noun, a hyphen."""
    if token.lower_ in ("of", "for", "on"):
        return fold(run[-1].text) in scene.book.organisation_heads
    return token.lower_ in _LINKS or token.text in "-'’" or token.tag_ == "POS"


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    while run and not run[-1].text[:1].isupper():
        run = run[:-1]
    while run and not run[0].text[:1].isupper():
        run = run[1:]
    if run:
        yield run


def _head(scene: Scene, run: Sequence[Token]) -> OrganisationHead | None:
    """The head noun: the last word, or the one before "of" or "for"."""
    heads = scene.book.organisation_heads
    for at, token in enumerate(run):
        if at and token.lower_ in ("of", "for", "on") and fold(run[at - 1].text) in heads:
            return heads[fold(run[at - 1].text)]
    last = fold(run[-1].text)
    if last not in heads or len(run) < 2:
        return None
    recognised = any(token.ent_type_ == "ORG" for token in run)
    return heads[last] if recognised or heads[last].id not in ("company", "media") else None


def _role_only(scene: Scene, run: Sequence[Token]) -> bool:
    """Whether the words are a role noun in capitals, with or without a state."""
    start, end = run[0].idx, run[-1].idx + len(run[-1])
    rest = end - start
    for match in scene.matches_in(start, end):
        if match.of("role", "state", "adjective", "demonym", "capital"):
            rest -= len(match.text) + 1
    return rest <= 4


def _country(scene: Scene, run: Sequence[Token]) -> str | None:
    """The one state that a name holds ("Bank of Japan"), or the city it is said to be in."""
    found: list[str] = []
    for token in run:
        match = scene.match_at(token)
        entry = _national(scene, match, "state", "adjective", "demonym") if match else None
        if entry is not None and entry.id not in found:
            found.append(entry.id)
    if not found:
        found = _seat(scene, run[-1])
    return found[0] if len(found) == 1 else None


def _seat(scene: Scene, last: Token) -> list[str]:
    """ "Harbour Institute in Tokyo": the country of a place right after "in"."""
    row = scene.doc[last.i + 1 : last.i + 3]
    if len(row) < 2 or row[0].lower_ != "in":
        return []
    match = scene.match_at(row[1])
    entry = _national(scene, match, "state", "capital") if match else None
    return [entry.id] if entry else []


def _national(scene: Scene, match: Match, *kinds: EntryKind) -> Entry | None:
    """The entry by which a match names a country, one that still exists first."""
    found = [entry for entry in match.entries if entry.kind in kinds]
    found.sort(key=lambda entry: scene.book.states[entry.id].kind == "former")
    return found[0] if found else None
