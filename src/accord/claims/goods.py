"""Goods: what category a noun phrase belongs to, and where its words begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import msgspec

from accord.claims.patterns import words_of
from accord.claims.slots import conjuncts, ends_of, forms, lemma, may_be, prep_objects
from accord.claims.tokens import Token
from accord.codebooks.load import load
from accord.codebooks.meta import Meta
from accord.model import Span

MAX_INSIDE = 4
"""How many vessels deep goods are looked for: "a shipment of containers of crates of shells"."""


class GoodsExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invented sentence and the transfer in it."""

    text: str
    stage: str
    category: str
    supplier: str | None = None
    recipient: str | None = None
    total: bool = False


class TransferGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of one stage; `owner` is the role of whose the noun is ("Ardania's imports": T)."""

    id: str
    stage: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    owner: str = "S"
    examples: tuple[GoodsExample, ...] = ()


class Vessels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that hold or measure goods; `alone` is the category where the content is not named."""

    nouns: str
    alone: dict[str, str]
    holding: str
    preps: str


class GoodsBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`codebooks/goods.yaml` as it is written."""

    meta: Meta
    categories: dict[str, str]
    vessels: Vessels
    anaphors: str
    listing: str
    totals: str
    firsts: str
    waning: str
    routes: str
    ways: str
    each: str
    barring: str
    granting: str
    giving: str
    stages: dict[str, str]
    groups: tuple[TransferGroup, ...]
    classes: dict[str, str]


@cache
def goods_book() -> GoodsBook:
    """The codebook of goods, read once."""
    return load("goods.yaml", GoodsBook)


@dataclass(frozen=True, slots=True)
class Item:
    """Goods as named: their category, the head of the phrase, what is in it, and its characters."""

    category: str
    head: Token
    content: Token
    span: Span
    name: str


class GoodsFinder:
    """Looks up goods. Holds the compiled categories."""

    def __init__(self, book: GoodsBook | None = None) -> None:
        book = book or goods_book()
        self._category: dict[str, str] = {}
        for name, listing in book.categories.items():
            for word in sorted(words_of(listing)):
                self._category.setdefault(word, name)
        self._vessels = words_of(book.vessels.nouns)
        self._alone = dict(book.vessels.alone)
        self._ends = ends_of((*self._category, *self._vessels, *self._alone))
        self._holding = words_of(book.vessels.holding)
        self._preps = tuple(sorted(words_of(book.vessels.preps)))
        self._anaphors = words_of(book.anaphors)

    def items(self, token: Token) -> list[Item]:
        """The goods that a noun phrase names: itself, or its examples ("support such as fuel")."""
        own = self.item(token)
        if own is not None:
            return [own]
        found = [self.item(example) for example in _examples(token)]
        return [item for item in found if item is not None]

    def item(self, token: Token) -> Item | None:
        """The goods that a noun phrase's head names, or None if they are no goods."""
        content = self._content(token, 0)
        category, named = self.category(content), token
        if category is None and content is token:
            found = self._antecedent(token)
            if found is not None:
                category, named = self.category(found), found
        if category is None:
            return None
        name = _name(named, named if named is not token else content)
        return Item(category, token, content, _phrase(token, content), name)

    def category(self, token: Token) -> str | None:
        """Category of a noun by its longest form; of a vessel without content, its own."""
        if not may_be(token, self._ends):
            return None
        for form in forms(token):
            if form in self._category and not (
                " " not in form and form in self._vessels and form in self._alone
            ):
                return self._category[form]
            if form in self._alone:
                return self._alone[form]
        for child in token.children:
            if child.dep_ in {"compound", "nmod"} and lemma(token) in self._vessels:
                return self.category(child)
        return None

    def is_goods(self, token: Token) -> bool:
        """Whether a noun phrase names goods."""
        return self.item(token) is not None

    def _content(self, token: Token, depth: int) -> Token:
        """What a vessel holds: "containers filled with arms" -> arms; else the noun itself."""
        if depth > MAX_INSIDE or lemma(token) not in self._vessels:
            return token
        inside = prep_objects(token, self._preps)
        for child in token.children:
            if child.dep_ in {"acl", "relcl"} and lemma(child) in self._holding:
                inside += prep_objects(child, self._preps)
                inside += [c for c in child.children if c.dep_ == "dobj"]
        for obj in inside:
            found = self._content(obj, depth + 1)
            if self.category(found) is not None:
                return found
        return token

    def _antecedent(self, token: Token) -> Token | None:
        """What "a second one" stands for: the nearest goods before it in the sentence."""
        if lemma(token) not in self._anaphors or token.pos_ not in {"NOUN", "NUM", "PRON"}:
            return None
        for before in reversed(list(token.sent)[: token.i - token.sent.start]):
            if before.pos_ in {"NOUN", "PROPN"} and self.category(before) is not None:
                return before
        return None


_SUCH = frozenset({"as", "including", "like", "namely", "notably"})


def _examples(token: Token) -> list[Token]:
    """Nouns given as examples of a phrase: after "such as", "including"."""
    found: list[Token] = []
    for prep in token.subtree:
        if prep.dep_ != "prep" or prep.lower_ not in _SUCH or prep.i < token.i:
            continue
        if prep.lower_ == "as" and prep.nbor(-1).lower_ != "such":
            continue
        for obj in prep.children:
            if obj.dep_ == "pobj":
                found += [obj, *conjuncts(obj)]
    return found


_INSIDE = frozenset({"of", "with", "related", "such", "including"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod", "punct"})


def _phrase(head: Token, content: Token) -> Span:
    """Characters of an item's phrase: its modifiers and what it holds, but not where it goes."""
    tokens = [head, *(t for c in head.lefts for t in c.subtree)]
    tokens += _between(head, content)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in _INSIDE and child.i < content.i + 1:
            tokens += [t for t in child.subtree if t.i <= content.i]
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def _between(head: Token, content: Token) -> list[Token]:
    if content.i <= head.i:
        return []
    return [head.doc[i] for i in range(head.i, content.i + 1)]


def _name(head: Token, content: Token) -> str:
    """A short name: the noun with its modifiers and content, without number or article."""
    first = head
    while first.i > 0:
        before = first.nbor(-1)
        if before.dep_ not in _MODIFIERS or before.like_num or before.head.i < before.i:
            break
        if not (before.head == head or before.head.head == head or before.head.i > before.i):
            break
        if before.dep_ == "punct" and before.text not in {"-", "‐", "–"}:
            break
        first = before
    last = max(head, content, key=lambda t: t.i)
    return head.doc.span(first.i, last.i + 1).text
