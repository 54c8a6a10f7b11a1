"""Parts of speech, morphology and lemmas by the pipeline's own rules, looked up once for each word.

The rules (spaCy's attribute ruler and rule lemmatizer) look at a word's spelling, tag and relation,
and some at the word after it. The pipeline tries all of them on every word, which costs as much as
the parser itself. Here they are tried once on each spelling, tag and relation that occurs, and
where a rule of two words may apply. What comes out is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

NAME = "accord_morphology"
_RULER, _LEMMATIZER = "attribute_ruler", "lemmatizer"
_LOOKED_AT = frozenset({"ORTH", "TEXT", "LOWER", "SHAPE", "LENGTH", "TAG", "DEP"})
"""What a rule may look at, beside flags of a spelling ("IS_SPACE"), for its answer to be kept."""

_ASKED = (ORTH, TAG, DEP)
_SET = (TAG, POS, MORPH, LEMMA, DEP)
MAX_KEPT = 500_000
"""Most answers kept; past it they are worked out anew."""

Key = tuple[int, int, int]
"""A word's spelling, tag and relation."""


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
    keys = {
        key
        for rule in ruler.patterns
        for words in cast(Any, rule["patterns"])
        for word in words
        for key in word
    }
    plain = all(key in _LOOKED_AT or key.startswith(("IS_", "LIKE_")) for key in keys)
    return plain and all(set(attrs) <= set(_SET) for attrs in ruler.attrs)


def _array(rows: Sequence[tuple[int, ...]]) -> Any:
    """Attributes of words as the parser takes them; many of them do not fit a signed number."""
    return np.array(rows, dtype=np.uint64)


def _is_plain_lemmatizer(lemmatizer: object) -> bool:
    """Whether a lemma depends on a word's spelling, part of speech and morphology alone."""
    if not isinstance(lemmatizer, Lemmatizer):
        return False
    own = type(lemmatizer).rule_lemmatize is not Lemmatizer.rule_lemmatize
    return lemmatizer.mode == "rule" and not lemmatizer.overwrite and not own


@Language.factory(NAME)
class Morphology:
    """The component. Holds the rules and what they gave so far."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._vocab = nlp.vocab
        self._ruler = cast(AttributeRuler, nlp.get_pipe(_RULER))
        self._lemmatizer = cast(Lemmatizer, nlp.get_pipe(_LEMMATIZER))
        self._single, self._several, self._first = (Matcher(nlp.vocab) for _ in range(3))
        self._longest = 1
        self._split()
        self._kept: dict[Key, _Known] = {}

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
        if len(self._kept) > MAX_KEPT:
            self._kept.clear()
        keys: list[Key] = list(map(tuple, doc.to_array(list(_ASKED)).tolist()))
        known = self._kept
        words = [known.get(key) or self._learn(key) for key in keys]
        rows = [word.row for word in words]
        for at, rules in self._by_several(doc, words).items():
            rows[at] = self._row(keys[at], sorted((*words[at].rules, *rules)))
        doc.from_array(list(_SET), _array(rows))
        return doc

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

    def _learn(self, key: Key) -> _Known:
        """Try the rules of one word on a word."""
        doc = self._alone(key)
        matches = self._single(doc, allow_missing=True)
        rules = sorted({int(self._vocab.strings[rule]) for rule, _, _ in matches})
        begins = bool(self._first(doc, allow_missing=True))
        known = self._kept[key] = _Known(self._row(key, rules), tuple(rules), begins)
        return known

    def _alone(self, key: Key) -> Doc:
        """A doc of one word."""
        doc = Doc(self._vocab, words=[self._vocab.strings[key[0]]])
        doc.from_array([TAG, DEP], _array([key[1:]]))
        return doc

    def _row(self, key: Key, rules: Iterable[int]) -> tuple[int, ...]:
        """What is set of a word by rules in their order; its lemma by the lemmatizer if by none."""
        values = {TAG: key[1], POS: 0, MORPH: 0, LEMMA: 0, DEP: key[2]}
        for number in rules:
            values.update(self._ruler.attrs[number])
        if not values[LEMMA]:
            doc = self._alone(key)
            doc.from_array([POS, MORPH], _array([(values[POS], values[MORPH])]))
            values[LEMMA] = self._vocab.strings.add(self._lemmatizer.lemmatize(doc[0])[0])
        return tuple(values[attribute] for attribute in _SET)
