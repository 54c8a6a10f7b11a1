"""Words of a parse as plain values: what every question of `claims/` is asked of.

The parser's own tokens are views into its memory: each look at one makes a new object, turns a
number into a string, or walks the sentence for the words below. The questions look at a word dozens
of times, so a parse is copied out once, into objects that hold strings and one another. Names and
meanings are spaCy's, so that whoever knows those knows these.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, wraps
from typing import Any, Literal, TypeVar

T = TypeVar("T")


class Form:
    """A spelling: what is the same of all words that are written alike."""

    __slots__ = ("is_alpha", "is_punct", "is_quote", "is_space", "is_title", "is_upper",
                 "like_num", "lower", "text")  # fmt: skip

    def __init__(
        self, text: str, lower: str, *, is_space: bool, is_punct: bool, is_alpha: bool,
        is_title: bool, is_upper: bool, is_quote: bool, like_num: bool,
    ) -> None:  # fmt: skip
        self.text = text
        self.lower = lower
        self.is_space = is_space
        self.is_punct = is_punct
        self.is_alpha = is_alpha
        self.is_title = is_title
        self.is_upper = is_upper
        self.is_quote = is_quote
        self.like_num = like_num


class Token:
    """A word in its sentence. Equal to itself alone.

    `i` is its place in the `Doc`, `idx` that of its first character. `head` is the word it hangs
    from (itself at the root), `children` the words that hang from it, in order; `left_edge` and
    `right_edge` are the first and last of all that hang below it. `kept` is what was worked out of
    the word, see `once`.
    """

    __slots__ = (
        "children", "dep_", "doc", "ent_iob_", "ent_type_", "form", "head", "i", "idx", "is_punct",
        "is_sent_start", "is_space", "kept", "left_edge", "lemma_", "lower_", "morph", "pos_",
        "right_edge", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: Doc
    head: Token
    left_edge: Token
    right_edge: Token

    def __init__(
        self, i: int, idx: int, form: Form, whitespace: str, tag: str, pos: str, dep: str,
        lemma: str, morph: str, ent_type: str, ent_iob: str,
    ) -> None:  # fmt: skip
        self.i = i
        self.idx = idx
        self.form = form
        self.text = form.text
        self.lower_ = form.lower
        self.is_space = form.is_space
        self.is_punct = form.is_punct
        self.whitespace_ = whitespace
        self.tag_ = tag
        self.pos_ = pos
        self.dep_ = dep
        self.lemma_ = lemma
        self.morph = morph
        self.ent_type_ = ent_type
        self.ent_iob_ = ent_iob
        self.is_sent_start = False
        self.children: list[Token] = []
        self.kept: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def is_alpha(self) -> bool:
        """Letters alone."""
        return self.form.is_alpha

    @property
    def is_title(self) -> bool:
        """Capital first, then none."""
        return self.form.is_title

    @property
    def is_upper(self) -> bool:
        """Capitals alone."""
        return self.form.is_upper

    @property
    def is_quote(self) -> bool:
        """A quotation mark."""
        return self.form.is_quote

    @property
    def like_num(self) -> bool:
        """Looks like a number: "10", "ten"."""
        return self.form.like_num

    @property
    def lefts(self) -> list[Token]:
        """Children before the word."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """Children after the word."""
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """The word and all below it: for each word what hangs left of it, itself, what is right."""
        if not self.children:
            return [self]
        found: list[Token] = []
        stack: list[tuple[Token, bool]] = [(self, False)]
        while stack:
            token, opened = stack.pop()
            if opened or not token.children:
                found.append(token)
                continue
            stack += [(child, False) for child in reversed(token.children) if child.i > token.i]
            stack.append((token, True))
            stack += [(child, False) for child in reversed(token.children) if child.i < token.i]
        return found

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The other words of the coordination that the word belongs to."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:  # Grows while it is read.
            found += [c for c in token.children if c.dep_ == "conj" and c.i > token.i]
        return tuple(token for token in found if token is not self)

    @property
    def sent(self) -> Span:
        """The sentence that the word stands in."""
        return self.doc.sentence_of(self)

    def nbor(self, step: int = 1) -> Token:
        """The word `step` places on; IndexError where there is none."""
        at = self.i + step
        if at < 0:
            raise IndexError(at)
        return self.doc[at]


def once(function: Callable[[Token], T]) -> Callable[[Token], T]:
    """Work out what a function says of a word once for each word, for it is asked many times.

    The function looks at the parse alone, and nobody changes what it gave.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(token: Token) -> T:
        kept = token.kept
        if name in kept:
            found: T = kept[name]
            return found
        found = kept[name] = function(token)
        return found

    return asked


class Span:
    """A run of words, from `start` up to `end`."""

    __slots__ = ("doc", "end", "label_", "start", "tokens")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label
        self.tokens = doc[start:end]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __getitem__(self, at: int) -> Token:
        return self.tokens[at]

    def __str__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """First character."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """One past the last character."""
        last = self.tokens[-1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words with what stands between them."""
        return self.doc.text[self.start_char : self.end_char] if self.tokens else ""

    @property
    def root(self) -> Token:
        """The word nearest to the root of its tree; of several the first."""
        outer = []
        for token in self.tokens:
            at = token.head.i
            if at == token.i:
                return token
            if not self.start <= at < self.end:
                outer.append(token)
        if len(outer) == 1:
            return outer[0]
        return min(outer, key=_depth, default=self.doc[self.start])


def _depth(token: Token) -> int:
    """How many words stand above one; a lone blank or mark counts as the deepest."""
    if not token.children and (token.is_space or token.is_punct):
        return len(token.doc)
    return sum(1 for _ in token.ancestors)


class Doc(tuple[Token, ...]):
    """All words of a text, blanks included: joined they are the text."""

    text: str
    _starts: list[int]

    @classmethod
    def of(cls, tokens: list[Token], text: str) -> Doc:
        """The doc of `tokens`, whose heads are set; children, edges and sentences are made here."""
        doc = cls(tokens)
        doc.text = text
        doc._starts = [token.idx for token in tokens]
        _link(doc)
        return doc

    def char_span(
        self, start: int, end: int, alignment_mode: Literal["expand"] = "expand"
    ) -> Span | None:
        """The words that [start, end) touches; None where it begins or ends outside the text.

        A blank between two words is part of neither.
        """
        if not (0 <= start < len(self.text) and 0 < end <= len(self.text)):
            return None
        starts = self._starts
        first = bisect_right(starts, start) - 1
        last = first if end == start + 1 else bisect_right(starts, end - 1) - 1
        token = self[first]
        if start == token.idx + len(token.text):
            first += 1
        return Span(self, first, max(last + 1, first))

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple([token.lower_ for token in self])

    def token_at(self, char: int) -> Token:
        """The word that holds a character, or the one before it; the first before all."""
        return self[max(bisect_right(self._starts, char) - 1, 0)]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The words from that which holds one character to that which holds the last before
        another."""
        starts = self._starts
        first = max(bisect_right(starts, start) - 1, 0)
        last = max(bisect_right(starts, max(end - 1, start)) - 1, 0)
        return self[first : last + 1]

    def span(self, start: int, end: int) -> Span:
        """Words `start` up to `end`."""
        return Span(self, start, end)

    def mark_entities(self, entities: Iterable[tuple[int, int, str]]) -> None:
        """Make words [first, last) of each triple an entity of its type, and no others.

        What was worked out of the words before is forgotten.
        """
        for token in self:
            token.ent_type_ = token.ent_iob_ = ""
            token.kept.clear()
        for first, last, kind in entities:
            for token in self[first:last]:
                token.ent_type_ = kind
                token.ent_iob_ = "I" if token.i > first else "B"
        self.__dict__.pop("ents", None)

    @cached_property
    def ents(self) -> tuple[Span, ...]:
        """Named entities."""
        found: list[Span] = []
        start, label = -1, ""
        for token in self:
            if token.ent_iob_ != "I" and start >= 0:
                found.append(Span(self, start, token.i, label))
                start = -1
            if token.ent_iob_ == "B" and token.ent_type_:
                start, label = token.i, token.ent_type_
        if start >= 0:
            found.append(Span(self, start, len(self), label))
        return tuple(found)

    @cached_property
    def sents(self) -> tuple[Span, ...]:
        """Sentences."""
        starts = [token.i for token in self if token.is_sent_start or not token.i]
        ends = [*starts[1:], len(self)] if starts else []
        return tuple(Span(self, *edges) for edges in zip(starts, ends, strict=True))

    def sents_in(self, first: int, end: int) -> tuple[Span, ...]:
        """The sentences that begin in words `first` to `end`."""
        starts = self._sentence_starts
        return self.sents[bisect_left(starts, first) : bisect_left(starts, end)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sents]

    def sentence_of(self, token: Token) -> Span:
        """The sentence that a word stands in."""
        return self.sents[bisect_right(self._sentence_starts, token.i) - 1]


MAX_ROUNDS = 10
"""How often edges are carried up: more than once only where branches cross."""


def _link(doc: Doc) -> None:
    """Set every word's doc, children and edges, and where sentences start."""
    heads = [token.head.i for token in doc]
    lefts, rights = list(range(len(doc))), list(range(len(doc)))
    for _ in range(MAX_ROUNDS):
        _carry_up(heads, lefts, rights)
        starts = sorted({lefts[at] for at, head in enumerate(heads) if head == at})
        if _inside(heads, starts):
            break
    for token, head, left, right in zip(doc, heads, lefts, rights, strict=True):
        token.doc = doc
        token.left_edge = doc[left]
        token.right_edge = doc[right]
        if head != token.i:
            token.head.children.append(token)
    for token in doc:
        if token.head is token and token.dep_:  # What is not parsed starts no sentence.
            token.left_edge.is_sent_start = True


def _carry_up(heads: list[int], lefts: list[int], rights: list[int]) -> None:
    """Widen each word's edges to those of its children: once forward, once backward."""
    for at, head in [*enumerate(heads), *reversed(list(enumerate(heads)))]:
        if lefts[at] < lefts[head]:
            lefts[head] = lefts[at]
        if rights[at] > rights[head]:
            rights[head] = rights[at]


def _inside(heads: list[int], starts: list[int]) -> bool:
    """Whether every head stands in the sentence of what hangs from it."""
    ends = [*starts[1:], len(heads)] if starts else []
    return all(
        start <= min(heads[start:end]) and max(heads[start:end]) < end
        for start, end in zip(starts, ends, strict=True)
    )
