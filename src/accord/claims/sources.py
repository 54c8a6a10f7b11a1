"""Who a source is: spans that somebody tagged as a source to the actors that they stand for.

A source may be longer than a mention ("Ana Ruiz, a deputy who …"), several words apart, or several
parties at once ("Oslo and Bonn"): it is resolved by its head, and by the heads joined to it. What
names nobody is told by kind: people in general, somebody kept nameless, a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from accord.claims.actor_names import fold
from accord.claims.actor_refs import slug
from accord.claims.parts import Mention, Reading
from accord.claims.tokens import Token
from accord.codebooks.actors import actors as actor_book
from accord.codebooks.sources import SourceWords, source_words
from accord.model import ActorRef, SourceKind, Span

BUCKET = 1024
"""Characters for each bucket of an index over spans."""

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_FIRST = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
_MOST_JOINED = 12
"""How many parties a joint source has at most; a longer row is a list."""

_OFFICIAL = frozenset(("GOV", "MIL", "SPY", "COP", "LEG", "JUD", "UNK", "PTY", "ELI"))
"""Sectors whose people, where nothing says whose they are, speak without a name."""

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A resolved source: its words, whom it stands for (nobody, one, several), its kind.

    `complete` is False where one of several parties, or a pronoun or description that points at
    somebody, could not be resolved.
    """

    span: Span | None
    actors: tuple[ActorRef, ...] = ()
    kind: SourceKind | None = None
    joint: bool = False
    complete: bool = True

    @property
    def actor(self) -> ActorRef | None:
        """The one actor, if the source is one."""
        return self.actors[0] if len(self.actors) == 1 and not self.joint else None


class Sources:
    """Resolves the sources of one reading. `speaker_at` gives who speaks in a quotation."""

    def __init__(
        self,
        mentions: Iterable[Mention],
        reading: Reading,
        speaker_at: Callable[[int], Source | None] | None = None,
    ) -> None:
        self._reading = reading
        self._speaker_at = speaker_at or (lambda _: None)
        self._mentions: dict[int, list[Mention]] = {}
        self._called: dict[str, dict[str, ActorRef]] = {}
        for mention in mentions:
            for bucket in buckets((mention.start, mention.end)):
                self._mentions.setdefault(bucket, []).append(mention)
            if mention.kind == "name" and len(mention.actors) == 1:
                ref = mention.actors[0]
                self._called.setdefault(fold(ref.name).split(" ")[-1], {})[ref.id] = ref

    def resolve(self, spans: Sequence[Span]) -> Source:
        """Whom the spans of a source stand for."""
        tokens = self._tokens(spans)
        head = head_of(tokens)
        if head is None:
            return Source(spans[0] if spans else None)
        span = _widest(spans)
        if head.tag_ in ("WP", "WDT"):
            found = _antecedent(head)
            if found is not None:
                head, tokens = found, list(found.subtree)
                span = found.left_edge.idx, found.idx + len(found)
        inside = {token.i for token in tokens}
        parties = [head, *_joined(head, inside)]
        answers = [self._party(_member(party, inside), inside, span) for party in parties]
        return _together(span, answers)

    def is_first_person(self, spans: Sequence[Span]) -> bool:
        """Whether a source is "I", "we" and so on alone."""
        words = [token.lower_ for token in self._tokens(spans) if token.is_alpha]
        return bool(words) and all(word in _FIRST for word in words)

    def _tokens(self, spans: Sequence[Span]) -> list[Token]:
        found: dict[int, Token] = {}
        for start, end in spans:
            phrase = self._reading.doc.char_span(start, end, alignment_mode="expand")
            if phrase is not None:
                found.update((token.i, token) for token in phrase)
        return [found[i] for i in sorted(found) if not found[i].is_space]

    # one party

    def _party(self, head: Token, inside: set[int], span: Span) -> Source:
        if is_first_person(head):
            return self._speaker(head)
        mention = self._mention_over(head, inside)
        if mention is None or mention.kind not in ("name", "metonym", "pronoun"):
            mention = self._name_beside(head, inside) or mention
        if mention is None or (self._is_generic(mention) and head.pos_ == "PROPN"):
            return self._unmentioned(head, inside, span)
        kind = self._kind(mention, head, inside)
        refs = tuple(ref for ref in mention.actors if not _says_nothing(ref))
        pending = mention.reason is not None and not mention.actors
        return Source(span, refs, kind, joint=len(refs) > 1, complete=not pending)

    def _name_beside(self, head: Token, inside: set[int]) -> Mention | None:
        """The name in apposition to a description: "its spokesman, Jan Kos"."""
        for child in head.children:
            if child.dep_ == "appos" and child.i in inside:
                found = self._mention_over(child, inside)
                if found is not None and found.kind == "name" and len(found.actors) == 1:
                    return None if found.actors[0].id in actor_book().states else found
        return None

    def _speaker(self, head: Token) -> Source:
        speaker = self._speaker_at(head.idx)
        span = head.idx, head.idx + len(head)
        if speaker is None:
            return Source(span, kind="pronoun", complete=False)
        return Source(span, speaker.actors, "pronoun", speaker.joint, speaker.complete)

    def _mention_over(self, head: Token, inside: set[int]) -> Mention | None:
        """The longest mention over a head; a modifier only where it is all of the source."""
        covering = [
            mention
            for mention in self._mentions.get(head.idx // BUCKET, ())
            if mention.start <= head.idx and head.idx + len(head) <= mention.end
            and (not mention.possessive or not self._owns(mention, inside))
        ]  # fmt: skip
        return max(covering, key=lambda m: (m.end - m.start, -m.start), default=None)

    def _owns(self, mention: Mention, inside: set[int]) -> bool:
        """Whether a modifier modifies a noun that is in the source as well."""
        phrase = self._reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return phrase is not None and phrase.root.head.i in inside and (
            phrase.root.head.i != phrase.root.i and phrase.root.dep_ != "conj"
        )  # fmt: skip

    def _kind(self, mention: Mention, head: Token, inside: set[int]) -> SourceKind:
        if mention.kind == "pronoun":
            return "pronoun"
        if mention.kind in ("name", "metonym", "demonym"):
            return "named"
        if mention.kind == "office":
            return "office"
        if not self._is_generic(mention):
            return "described"
        ref = mention.actors[0]
        nameless = ref.sector in _OFFICIAL
        if actor_book().roles[ref.id].kind == "body" or self._belongs(head, inside):
            return "described"
        plural = head.tag_ in ("NNS", "NNPS") or head.lower_ == "people"
        if self._is_marked(head, inside) or nameless or not plural:
            return "anonymous"
        return "people"

    def _is_generic(self, mention: Mention) -> bool:
        """Whether a mention is of such people or bodies in general: "analysts", "police"."""
        refs = mention.actors
        return len(refs) == 1 and refs[0].country is None and refs[0].id in actor_book().roles

    def _belongs(self, head: Token, inside: set[int]) -> bool:
        """Whether a description says whose people they are: "aides of Mr Varga", "party aides"."""
        for child in head.children:
            if child.i not in inside:
                continue
            near = [child, *child.children] if child.dep_ == "prep" else [child]
            if child.dep_ in ("prep", "poss", "compound", "nmod") and any(
                m.actors for token in near for m in self._over(token)
            ):
                return True
        return False

    def _over(self, token: Token) -> list[Mention]:
        """The mentions by name over a token."""
        return [
            mention for mention in self._mentions.get(token.idx // BUCKET, ())
            if mention.start <= token.idx < mention.end and mention.kind in ("name", "metonym")
        ]  # fmt: skip

    # nobody in the codebook

    def _unmentioned(self, head: Token, inside: set[int], span: Span) -> Source:
        """A source without a mention: what its head noun says of it."""
        words, lemma = source_words(), str(head.lemma_).lower()
        if head.pos_ == "PROPN":
            ref = self._named(head, inside)
            return Source(span, (ref,) if ref else (), "named", complete=ref is not None)
        if head.pos_ == "PRON" and lemma not in words.people:
            return Source(span, kind="pronoun", complete=False)
        return Source(span, kind=self._noun_kind(head, lemma, inside, words))

    def _named(self, head: Token, inside: set[int]) -> ActorRef | None:
        """The actor of a name that nothing but its being a source vouches for.

        A name in full stands for itself; one word only for the one whose last name it is.
        """
        run = _name_run(head, inside)
        first, last = run[0], run[-1]
        span = first.idx, last.idx + len(last)
        known = self._called.get(fold(last.text), {})
        if len(known) == 1:
            return msgspec.structs.replace(next(iter(known.values())), span=span)
        name = " ".join(self._reading.text[slice(*span)].split())
        whole = len(run) > 1 or sum(char.isupper() for char in name) > 2
        if known or not whole or not slug(name):
            return None
        return ActorRef(id=slug(name), name=name, span=span)

    def _noun_kind(
        self, head: Token, lemma: str, inside: set[int], words: SourceWords
    ) -> SourceKind | None:
        if self._is_marked(head, inside):
            return "anonymous"
        if lemma in words.documents:
            return "document"
        plural = head.tag_ in ("NNS", "NNPS")
        counted = any(child.dep_ == "nummod" for child in head.children)
        if lemma in words.anonymous and (lemma not in words.people or not plural or counted):
            return "anonymous"
        if lemma in words.people or head.pos_ == "NUM":
            return "people"
        return "described" if lemma in words.bodies or head.ent_type_ else None

    def _is_marked(self, head: Token, inside: set[int]) -> bool:
        """Whether words round a noun say that it is kept nameless: "who asked not to be named"."""
        first, right = min(head.left_edge.idx, head.idx), head.right_edge
        last = right.idx + len(right)
        if last - first > BUCKET:
            first, last = head.idx, head.idx + BUCKET
        lowered = " ".join(self._reading.text[first:last].lower().split())
        return any(mark in lowered for mark in source_words().marks)


def is_first_person(token: Token) -> bool:
    """Whether a word is "I", "we" or a form of them; "US" is none."""
    return token.lower_ in _FIRST and token.tag_ in ("PRP", "PRP$")


def buckets(span: Span) -> range:
    """The buckets of an index that a span touches."""
    return range(span[0] // BUCKET, max(span[1] - 1, span[0]) // BUCKET + 1)


def head_of(tokens: Sequence[Token]) -> Token | None:
    """The word that carries a source: its topmost noun, name or pronoun, the first of several.

    A source that a tagger cut oddly may have a verb or a preposition on top; then it is the first
    noun right below that one.
    """
    inside = {token.i for token in tokens}
    words = [token for token in tokens if not token.is_punct]
    tops = [t for t in words if t.head.i not in inside or t.head.i == t.i]
    for token in tops:
        if _nominal(token):
            return token
    hung = [t for t in words if _nominal(t) and not _nominal(t.head)]
    found = hung or [t for t in words if _nominal(t)] or tops
    return found[0] if found else None


def _name_run(head: Token, inside: set[int]) -> list[Token]:
    """The capitalised words round a proper noun that belong to its name."""
    doc, first, last = head.doc, head.i, head.i
    while first - 1 in inside and _in_name(doc[first - 1]):
        first -= 1
    while last + 1 in inside and _in_name(doc[last + 1]):
        last += 1
    return [doc[i] for i in range(first, last + 1)]


def _in_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _nominal(token: Token) -> bool:
    return token.pos_ in _NOMINAL or token.tag_ in ("PRP$", "WP", "WDT", "DT")


def _widest(spans: Sequence[Span]) -> Span:
    """The span of a source that is shown: the longest piece, the first of those."""
    return max(spans, key=lambda span: (span[1] - span[0], -span[0]))


def _antecedent(head: Token) -> Token | None:
    """For "who" the noun that the relative clause hangs from."""
    for steps, above in enumerate(head.ancestors):
        if above.dep_ == "relcl":
            return above.head
        if steps > _DEEPEST:
            break
    return None


def _joined(head: Token, inside: set[int]) -> list[Token]:
    """The further parties of a coordination, in the source: "Oslo and Bonn"."""
    found: list[Token] = []
    queue = [head]
    while queue and len(found) < _MOST_JOINED:
        token = queue.pop(0)
        new = [
            c for c in token.children
            if c.dep_ == "conj" and c.i in inside and c.i > token.i and _nominal(c)
        ]  # fmt: skip
        found += new
        queue += new
    return found


def _member(head: Token, inside: set[int]) -> Token:
    """ "One of the ministers", "most of those officials": the ministers, the officials."""
    words = source_words()
    vague = head.pos_ in ("NUM", "PRON", "DET") or str(head.lemma_).lower() in words.people
    for child in head.children if vague else ():
        if child.lower_ == "of" and child.i in inside:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None and found.i in inside:
                return found
    return head


def _together(span: Span, answers: Sequence[Source]) -> Source:
    """The parties of a source as one."""
    if len(answers) == 1:
        only = answers[0]
        return Source(span, only.actors, only.kind, only.joint, only.complete)
    refs: dict[str, ActorRef] = {}
    for ref in (ref for answer in answers for ref in answer.actors):
        refs.setdefault(ref.id, ref)
    known = [answer.kind for answer in answers if answer.kind is not None]
    complete = all(answer.complete for answer in answers)
    return Source(span, tuple(refs.values()), known[0] if known else None, True, complete)


def _says_nothing(ref: ActorRef) -> bool:
    """Whether a reference only says that there is somebody: "a source", "a person", "voters"."""
    role = actor_book().roles.get(ref.id) if ref.country is None else None
    return role is not None and (role.sector == "UNK" or role.kind == "people")
