"""Words and phrases of a parse: runs of tokens, noun phrases, and who does what a verb says.

What is common to the rules of attribution and of certainty; labels are ClearNLP's, as in spaCy's
English pipelines.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from accord.claims.tokens import Token
from accord.codebooks.cues import cues

SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass", "expl"})
_TRIM = ",;:—–-()[]."


class PhraseIndex:
    """Fixed phrases of several words, looked for by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for number, phrase in enumerate(phrases):
            parts = tuple(phrase.split())
            self._by_first.setdefault(parts[0], []).append((number, parts))

    def within(self, lowered: tuple[str, ...]) -> list[tuple[int, int, int]]:
        """(number, place, words) of the phrases that stand in a row of lower-case words and have a
        word after them, phrase by phrase in the order of the list.
        """
        by_first = self._by_first
        found = [
            (number, at, len(parts))
            for at, word in enumerate(lowered)
            if word in by_first
            for number, parts in by_first[word]
            if at + len(parts) < len(lowered) and lowered[at : at + len(parts)] == parts
        ]
        return sorted(found)


def lemma_of(token: Token) -> str:
    """A verb's lemma in lower case, mended where the small pipeline is known to slip."""
    return _mended(token.lower_, token.lemma_)


@lru_cache(maxsize=65_536)
def _mended(word: str, lemma: str) -> str:
    return cues().lemma_slips.get(word, lemma.lower())


def _possessor(tokens: list[Token]) -> list[Token]:
    """A phrase without the possessive mark at its end."""
    return tokens[:-1] if len(tokens) > 1 and tokens[-1].dep_ == "case" else tokens


def trim(tokens: list[Token]) -> list[Token]:
    """Tokens without punctuation, blanks and conjunctions at either edge."""
    first, last = 0, len(tokens)
    while first < last and (_edge(tokens[first]) or tokens[first].dep_ == "cc"):
        first += 1
    while last > first and (_edge(tokens[last - 1]) or tokens[last - 1].dep_ == "cc"):
        last -= 1
    return tokens[first:last]


def _edge(token: Token) -> bool:
    return token.is_space or not token.text.strip(_TRIM)


def runs(tokens: Iterable[Token]) -> list[list[Token]]:
    """Tokens in order, cut where one is missing that is neither blank nor punctuation."""
    found: list[list[Token]] = []
    for token in sorted(set(tokens), key=lambda token: token.i):
        if found and _joined(found[-1][-1], token):
            found[-1].append(token)
        else:
            found.append([token])
    return [piece for run in found if (piece := trim(run))]


def _joined(left: Token, right: Token) -> bool:
    between = left.doc[left.i + 1 : right.i]
    return all(token.is_punct or token.is_space for token in between) and len(between) <= 2


def subtree(token: Token, *leave: Token) -> list[Token]:
    """A token and all below it, without the branches of `leave`."""
    out = {left.i for left in leave}
    found, queue = [], [token]
    while queue:
        item = queue.pop()
        if item.i in out:
            continue
        found.append(item)
        queue += list(item.children)
    return sorted(found, key=lambda token: token.i)


def noun_phrase(head: Token, fence: Token | None = None) -> list[Token]:
    """The noun phrase of `head`: appositions and restrictive clauses in, asides out.

    It stops at `fence` (the cue), on whichever side that stands. A relay ("the text published by
    …") is cut off: it is a link of its own in the chain.
    """
    leave = [token for token in head.subtree if _is_aside(token) or is_relay(token)]
    leave += [child for child in head.children if child.i < head.i and _is_time(child)]
    if head.head.dep_ == "agent":
        # "accused by workers of burning": the parser hangs the charge from the accuser.
        leave += [c for c in head.children if any(x.dep_ == "pcomp" for x in c.children)]
    tokens = subtree(head, *leave)
    if fence is not None:
        side = head.i < fence.i
        tokens = [token for token in tokens if token.i != fence.i and (token.i < fence.i) == side]
    return _possessor(trim(_from_title(_around(tokens, head), head)))


def _from_title(tokens: list[Token], head: Token) -> list[Token]:
    """ "in Pyongyang Mr Putin said": a courtesy title begins the name, whatever was joined."""
    for index, token in enumerate(tokens):
        title = token.tag_ == "NNP" and token.lower_ in cues().titles and token.i < head.i
        if title and index and tokens[index - 1].tag_ == "NNP":
            return tokens[index:]
    return tokens


def _around(tokens: list[Token], head: Token) -> list[Token]:
    """The run of neighbours that holds `head`."""
    for run in _neighbours(tokens):
        if any(token.i == head.i for token in run):
            return run
    return [head]


def _neighbours(tokens: list[Token]) -> list[list[Token]]:
    found: list[list[Token]] = []
    for token in tokens:
        if found and token.i == found[-1][-1].i + 1:
            found[-1].append(token)
        else:
            found.append([token])
    return found


def _is_aside(child: Token) -> bool:
    """A clause that tells more about a noun without narrowing it, or a conjoined clause."""
    if child.dep_ in ("relcl", "acl", "advcl") and _after_comma(child):
        return True
    return child.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in child.children)


def _is_time(child: Token) -> bool:
    """ "four days earlier" in front of a subject: when it was said, not who said it."""
    if child.dep_ == "npadvmod":
        return True
    return child.dep_ == "advmod" and any(c.dep_ == "npadvmod" for c in child.children)


def _after_comma(clause: Token) -> bool:
    left = clause.left_edge.i
    return left > 0 and clause.doc[left - 1].text in (",", "—", "–", "(", "--")


def is_relay(child: Token) -> bool:
    """Whether a participle hands a text on: "published by the agency"."""
    if child.dep_ != "acl" or child.tag_ != "VBN" or lemma_of(child) not in cues().relays:
        return False
    return any(c.dep_ == "agent" for c in child.children)


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: "was asked", "asked about it, he said"."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if any(child.dep_ in ("auxpass", "nsubjpass", "csubjpass") for child in verb.children):
        return True
    helped = any(child.dep_ == "aux" for child in verb.children)
    return verb.tag_ == "VBN" and not helped and verb.dep_ in ("acl", "advcl", "amod")


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The head of the noun phrase that does what `verb` says, looked for above it if need be."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        # Of two the nearer one: "although an ally, China has said".
        return min(own, key=lambda child: abs(child.i - verb.i))
    if depth > 6 or verb.dep_ == "ROOT":
        return None
    head = verb.head
    if verb.dep_ == "acl":
        return _owner(head, verb)
    if verb.dep_ == "relcl":
        return head
    if verb.dep_ == "pcomp":
        while head.dep_ in ("prep", "pcomp", "agent") and head.pos_ != "VERB":
            head = head.head
        return subject_of(head, depth + 1) if head.pos_ in ("VERB", "AUX") else None
    twin = twin_of(verb) or matrix_of(verb)
    if twin is not None:
        return subject_of(twin, depth + 1)
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"):
        if verb.dep_ == "xcomp":
            objects = [child for child in head.children if child.dep_ in ("dobj", "dative")]
            if objects and lemma_of(head) != "promise":
                return objects[0]
        return subject_of(head, depth + 1) if head.pos_ in ("VERB", "AUX") else None
    return None


def twin_of(verb: Token) -> Token | None:
    """The participle that "and warning" belongs beside where the parser hung it on a later word."""
    if verb.dep_ != "conj" or verb.tag_ != "VBG" or verb.head.tag_ == "VBG":
        return None
    return next((up for up in verb.ancestors if up.tag_ == "VBG"), None)


def matrix_of(verb: Token) -> Token | None:
    """The verb of saying that "and urged" belongs beside, where it was hung inside the content.

    "The ministry said that the gift broke the rules and urged restraint": a gift urges nothing.
    "…, and the court warned": with a subject of its own, after a comma, somebody else speaks.
    """
    clause = verb
    while clause.dep_ == "conj":
        clause = clause.head
    above = clause.head
    if clause is verb or clause.dep_ != "ccomp" or above.tag_ != verb.tag_ or not _speaks(verb):
        return None
    if not _speaks(above) or above.i > clause.i:
        return None
    if any(child.dep_ in SUBJECTS for child in verb.children):
        before = verb.left_edge.i - 1
        joined = before > 1 and verb.doc[before].dep_ == "cc"
        return above if joined and verb.doc[before - 1].text == "," else None
    subject = next((child for child in clause.children if child.dep_ in SUBJECTS), None)
    return above if subject is not None and not _can_speak(subject) else None


def _speaks(verb: Token) -> bool:
    kinds = cues().verbs.get(lemma_of(verb), ())
    return any(cue.kind in ("say", "order", "commit", "think") for cue in kinds)


def _can_speak(noun: Token) -> bool:
    named = noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or noun.pos_ == "PRON"
    return named or str(noun.lemma_).lower() in cues().informants


def _owner(noun: Token, verb: Token) -> Token | None:
    """Who acts in a clause that hangs from a noun: "a report saying", "Kim's pledge to say"."""
    if verb.tag_ in ("VBG", "VBD", "VBZ", "VBP"):
        return noun
    return next((child for child in noun.children if child.dep_ == "poss"), None)


def agent_of(verb: Token) -> Token | None:
    """The head of the by-phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None
