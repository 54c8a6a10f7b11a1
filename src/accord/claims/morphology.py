"""Parts of speech, morphology and lemmas by the pipeline's own rules, looked up once for each kind.

The rules (spaCy's attribute ruler and rule lemmatizer) look at a word's tag and relation, and some
at its spelling, or at the word after it. The pipeline tries all of them on every word, which costs
as much as the parser itself. Here they are tried once on each tag and relation that occurs, for
each spelling that a rule names and for all others together, and where a rule of two words may
apply. What comes out is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

NAME = "accord_morphology"
_RULER, _LEMMATIZER = "attribute_ruler", "lemmatizer"
_SPELLINGS = frozenset({"ORTH", "TEXT", "LOWER"})
_LOOKED_AT = _SPELLINGS | {"TAG", "DEP", "IS_SPACE"}
"""What a rule may look at for its answer to be kept."""

_ASKED = (ORTH, TAG, DEP)
_SET = (TAG, POS, MORPH, LEMMA, DEP)
MAX_KEPT = 500_000
"""Most answers of a kind kept; past it they are worked out anew."""

Key = tuple[int, int, int]
"""A word's spelling (0 for one that no rule names, 1 for a blank), tag and relation."""


class _Known(NamedTuple):
    """What is set of a word alone, by which rules, and whether a rule of several may begin."""

    row: tuple[int, ...]
    rules: tuple[int, ...]
    begins: bool


def shorten(nlp: Language) -> None:
    """Put this component in place of the pipeline's own two, if their rules allow it."""
    names = nlp.pipe_names
    if _RULER not in names or _LEMMATIZER not in names:
        return
    following = names.index(_LEMMATIZER) == names.index(_RULER) + 1
    ruler, lemmatizer = nlp.get_pipe(_RULER), nlp.get_pipe(_LEMMATIZER)
    if following and _is_plain_ruler(ruler) and _is_plain_lemmatizer(lemmatizer):
        nlp.add_pipe(NAME, before=_RULER)
        nlp.disable_pipes(_RULER, _LEMMATIZER)


def _is_plain_ruler(ruler: object) -> bool:
    """Whether rules look at nothing that changes on the way, and at fixed numbers of words."""
    if not isinstance(ruler, AttributeRuler):
        return False
    for word in _words(ruler):
        if not _LOOKED_AT.issuperset(word):
            return False
        for key in _SPELLINGS.intersection(word):
            if isinstance(word[key], dict) and not {"IN", "REGEX"}.issuperset(word[key]):
                return False
    return all(set(attrs) <= set(_SET) for attrs in ruler.attrs)


def _is_plain_lemmatizer(lemmatizer: object) -> bool:
    """Whether a lemma depends on a word's spelling, part of speech and morphology alone."""
    if not isinstance(lemmatizer, Lemmatizer):
        return False
    own = type(lemmatizer).rule_lemmatize is not Lemmatizer.rule_lemmatize
    return lemmatizer.mode == "rule" and not lemmatizer.overwrite and not own


def _words(ruler: AttributeRuler) -> Iterator[dict[str, Any]]:
    """What the rules ask of each word, word by word."""
    for rule in ruler.patterns:
        for words in cast(Any, rule["patterns"]):
            yield from words


class _Spellings:
    """The spellings that a ruler's rules name, by themselves or by a regular expression."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._named: set[str] = set()
        self._regexes: list[re.Pattern[str]] = []
        for word in _words(ruler):
            for key in _SPELLINGS.intersection(word):
                asked = word[key]
                listed = asked.get("IN", ()) if isinstance(asked, dict) else (asked,)
                self._named.update(str(spelling).lower() for spelling in listed)
                if isinstance(asked, dict) and "REGEX" in asked:
                    self._regexes.append(re.compile(str(asked["REGEX"])))

    def __contains__(self, text: str) -> bool:
        lower = text.lower()
        return lower in self._named or any(
            regex.search(one) for regex in self._regexes for one in (text, lower)
        )


def _array(rows: Sequence[tuple[int, ...]]) -> Any:
    """Attributes of words as the parser takes them; many of them do not fit a signed number."""
    return np.array(rows, dtype=np.uint64)


@Language.factory(NAME)
class Morphology:
    """The component. Holds the rules and what they gave so far."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._vocab = nlp.vocab
        self._ruler = cast(AttributeRuler, nlp.get_pipe(_RULER))
        self._lemmatizer = cast(Lemmatizer, nlp.get_pipe(_LEMMATIZER))
        self._named = _Spellings(self._ruler)
        self._single, self._several, self._first = (Matcher(nlp.vocab) for _ in range(3))
        self._longest = 1
        self._split()
        self._spellings: dict[int, int] = {}
        self._kept: dict[Key, _Known] = {}
        self._lemmas: dict[Key, int] = {}

    def _split(self) -> None:
        """Part the rules into those of one word, those of several, and the first words of these."""
        for number, rule in enumerate(self._ruler.patterns):
            patterns = cast(list[list[dict[str, Any]]], rule["patterns"])
            alone = [words for words in patterns if len(words) == 1]
            longer = [words for words in patterns if len(words) > 1]
            if alone:
                self._single.add(str(number), alone)
            if longer:
                self._several.add(str(number), longer)
                self._first.add(str(number), [words[:1] for words in longer])
                self._longest = max(self._longest, *map(len, longer))

    def __call__(self, doc: Doc) -> Doc:
        """Set tags, parts of speech, morphology, lemmas and relations as the rules have it."""
        if not len(doc):
            return doc
        for kept in (self._spellings, self._kept, self._lemmas):
            if len(kept) > MAX_KEPT:
                kept.clear()
        asked: list[Key] = list(map(tuple, doc.to_array(list(_ASKED)).tolist()))
        kinds = self._spellings
        keys = [
            (kinds[orth] if orth in kinds else self._kind(orth), tag, dep)
            for orth, tag, dep in asked
        ]
        known = self._kept
        words = [
            known.get(key) or self._learn(key, orth)
            for key, (orth, _, _) in zip(keys, asked, strict=True)
        ]
        rows = [word.row for word in words]
        for at, rules in self._by_several(doc, words).items():
            rows[at] = self._row(keys[at], sorted((*words[at].rules, *rules)))
        doc.from_array(list(_SET), _array(rows))
        doc.from_array([LEMMA], _array(self._lemmatized(doc, asked, rows)))
        return doc

    def _kind(self, orth: int) -> int:
        """What the rules see of a spelling: itself where one names it, else a blank or not."""
        lexeme = self._vocab[orth]
        plain = int(lexeme.is_space)
        kind = self._spellings[orth] = orth if lexeme.text in self._named else plain
        return kind

    def _by_several(self, doc: Doc, words: list[_Known]) -> dict[int, list[int]]:
        """Words to the rules that change them and look at more than one word."""
        found: dict[int, list[int]] = {}
        for at, word in enumerate(words):
            if not word.begins:
                continue
            for rule, start, end in self._several(doc[at : at + self._longest], allow_missing=True):
                if start == 0:
                    number = int(self._vocab.strings[rule])
                    index = self._ruler.indices[number]
                    found.setdefault(at + (index if index >= 0 else end + index), []).append(number)
        return found

    def _learn(self, key: Key, orth: int) -> _Known:
        """Try the rules of one word on a kind of word, of which `orth` is one."""
        doc = Doc(self._vocab, words=[self._vocab.strings[orth]])
        doc.from_array([TAG, DEP], _array([key[1:]]))
        matches = self._single(doc, allow_missing=True)
        rules = sorted({int(self._vocab.strings[rule]) for rule, _, _ in matches})
        begins = bool(self._first(doc, allow_missing=True))
        known = self._kept[key] = _Known(self._row(key, rules), tuple(rules), begins)
        return known

    def _row(self, key: Key, rules: Iterable[int]) -> tuple[int, ...]:
        """What is set of a word by rules in their order; no lemma if by none of them."""
        values = {TAG: key[1], POS: 0, MORPH: 0, LEMMA: 0, DEP: key[2]}
        for number in rules:
            values.update(self._ruler.attrs[number])
        return tuple(values[attribute] for attribute in _SET)

    def _lemmatized(
        self, doc: Doc, asked: list[Key], rows: list[tuple[int, ...]]
    ) -> list[tuple[int]]:
        """Lemmas: the rules', and the lemmatizer's for words that these give none."""
        lemmas, found = self._lemmas, []
        for at, ((orth, _, _), (_, pos, morph, given, _)) in enumerate(
            zip(asked, rows, strict=True)
        ):
            lemma = given or lemmas.get((orth, pos, morph))
            if lemma is None:
                lemma = self._vocab.strings.add(self._lemmatizer.lemmatize(doc[at])[0])
                lemmas[orth, pos, morph] = lemma
            found.append((lemma,))
        return found
