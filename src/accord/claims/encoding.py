"""What the encoder sees of a parsed text: windows of words, word pieces and features of each word.

The one place where text becomes numbers for the model, used alike in training and in reading, so
that the two cannot drift apart. A window is a block, or a run of whole sentences of a long one;
words are the parser's tokens without white space. The word pieces are BERT's (Devlin et al. 2019);
the features are what the pieces do not say: tag, dependency and head by the parse, letter case
(the pieces are lower case), and whether the word stands inside quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from accord.claims.quotes import find_quotes
from accord.claims.tokens import Doc
from accord.model import Span

Ints = NDArray[np.int64]

WINDOW_WORDS = 192
"""Words of a window at most."""

WINDOW_PIECES = 448
"""Word pieces of a window at most, under the 512 positions that the encoder has."""

WORD_LETTERS = 64
"""Letters of a word that are looked at."""

LEVELS = 6
"""Steps up the tree that a word's relation to a cue tells apart; the last two stand for other
sentences, before and after."""

_CLIMB = LEVELS - 2
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Labels:
    """Tags and dependency labels that the features count with; 0 is any other."""

    tags: tuple[str, ...]
    deps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first` … of a document, as arrays.

    `tokens[w]` is the document's token index of word w, `starts[w]` and `ends[w]` its characters;
    `pieces` are ids with the two marks round
    them, `heads` for each piece the position of the first piece of its word's head, `first[w]` the
    position of the first piece of word w. `features` is (pieces, 5): tag, dependency, shape, quote,
    and the word's role by the rules (`with_roles`), 0 until that is known.
    """

    tokens: Ints
    starts: Ints
    ends: Ints
    pieces: Ints
    features: Ints
    heads: Ints
    first: Ints
    governors: Ints
    deps: Ints
    sentences: Ints


class Encoding:
    """Turns documents into windows. Holds the tokenizer and the label inventories."""

    def __init__(self, tokenizer: Tokenizer, labels: Labels) -> None:
        self._tokenizer = tokenizer
        self._tags = {tag: i for i, tag in enumerate(labels.tags, 1)}
        self._deps = {dep: i for i, dep in enumerate(labels.deps, 1)}
        self._start = tokenizer.token_to_id("[CLS]")
        self._end = tokenizer.token_to_id("[SEP]")

    def windows(self, doc: Doc, blocks: Sequence[Span]) -> Iterator[Window]:
        """Windows of the tokens that begin inside each block, in order."""
        if not len(doc) or not blocks:
            return
        columns = _Columns.of(doc, self._tags, self._deps)
        starts = columns.starts
        for begin, end in blocks:
            low, high = np.searchsorted(starts, [begin, end])
            words = columns.words[(columns.words >= low) & (columns.words < high)]
            yield from self._cut(doc, columns, words)

    def _cut(self, doc: Doc, columns: _Columns, words: Ints) -> Iterator[Window]:
        if not len(words):
            return
        texts = [doc[int(i)].text[:WORD_LETTERS] for i in words]
        encoded = self._tokenizer.encode(texts, is_pretokenized=True, add_special_tokens=False)
        word_of = np.asarray(encoded.word_ids, dtype=np.int64)
        ids = np.asarray(encoded.ids, dtype=np.int64)
        counts = np.bincount(word_of, minlength=len(words))
        for low, high in _runs(counts, columns.sentence_start[words]):
            inside = (word_of >= low) & (word_of < high)
            yield self._window(columns, words[low:high], ids[inside], word_of[inside] - low)

    def _window(self, columns: _Columns, words: Ints, ids: Ints, word_of: Ints) -> Window:
        size = len(words)
        # A word without pieces (a lone control character) shares the piece before it.
        first = np.minimum(np.searchsorted(word_of, np.arange(size)), max(len(ids) - 1, 0)) + 1
        governors = np.searchsorted(words, columns.heads[words])
        known = (governors < size) & (
            words[np.minimum(governors, size - 1)] == columns.heads[words]
        )
        governors = np.where(known, governors, np.arange(size))
        pieces = np.concatenate([[self._start], ids, [self._end]]).astype(np.int64)
        features = np.zeros((len(pieces), 5), dtype=np.int64)
        heads = np.arange(len(pieces))
        features[1:-1, :4] = columns.features[words][word_of]
        heads[1:-1] = first[governors][word_of]
        return Window(
            tokens=words, starts=columns.starts[words], ends=columns.ends[words], pieces=pieces,
            features=features, heads=heads, first=first, governors=governors,
            deps=columns.features[words, 1], sentences=columns.sentence[words],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Columns:
    starts: Ints
    ends: Ints
    words: Ints
    heads: Ints
    features: Ints
    sentence: Ints
    sentence_start: NDArray[np.bool_]

    @classmethod
    def of(cls, doc: Doc, tags: dict[str, int], deps: dict[str, int]) -> _Columns:
        features = [
            (tags.get(token.tag_, 0), deps.get(token.dep_, 0), _shape(token.text), quoted)
            for token, quoted in zip(doc, _quoted(doc), strict=True)
        ]
        starting = np.array([token.is_sent_start for token in doc], dtype=np.bool_)
        starting[0] = True
        return cls(
            starts=np.array([token.idx for token in doc], dtype=np.int64),
            ends=np.array([token.idx + len(token) for token in doc], dtype=np.int64),
            words=np.array([t.i for t in doc if not t.text.isspace()], dtype=np.int64),
            heads=np.array([token.head.i for token in doc], dtype=np.int64),
            features=np.array(features, dtype=np.int64),
            sentence=np.cumsum(starting), sentence_start=starting,
        )  # fmt: skip


def _shape(text: str) -> int:
    """0 lower case, 1 Capitalised, 2 CAPITALS, 3 digits, 4 neither letters nor digits, 5 mixed."""
    if text.islower():
        return 0
    if text[0].isdigit():
        return 3
    if text.isupper():
        return 2 if len(text) > 1 else 1
    if text.istitle():
        return 1
    return 5 if any(c.isalnum() for c in text) else 4


def _quoted(doc: Doc) -> list[int]:
    """0 outside quotation marks, 1 inside, 2 the first or last token of a quotation."""
    quotes = find_quotes(doc.text)
    marks = {p for q in quotes.found for s, e in q.pieces for p in (s, e - 1)}
    out = []
    for token in doc:
        if token.idx in marks or token.idx + len(token) - 1 in marks:
            out.append(2)
        else:
            out.append(int(quotes.at(token.idx) is not None))
    return out


def _runs(counts: Ints, starting: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Runs of words within the limits, cut before a sentence where there is one to cut at."""
    ends = np.concatenate([[0], np.cumsum(counts)])
    low, total = 0, len(counts)
    while low < total:
        high = int(np.searchsorted(ends, ends[low] + WINDOW_PIECES, side="right")) - 1
        high = max(min(high, low + WINDOW_WORDS, total), low + 1)
        if high < total:
            cuts = np.flatnonzero(starting[low + 1 : high + 1])
            high = low + 1 + int(cuts[-1]) if len(cuts) else high
        yield low, high
        low = high


def covered(window: Window, spans: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
    """Which words of a window share a character with some spans of the text."""
    inside = np.zeros(len(window.tokens), dtype=bool)
    for start, end in spans:
        low = np.searchsorted(window.ends, start, side="right")
        inside[low : np.searchsorted(window.starts, end)] = True
    return inside


def with_roles(window: Window, roles: Ints) -> Window:
    """A window whose last feature is a role for each word."""
    features = window.features.copy()
    inner = np.arange(1, len(window.pieces) - 1)
    features[1:-1, 4] = roles[np.searchsorted(window.first, inner, side="right") - 1]
    return replace(window, features=features)


def relations(window: Window, cue: Span) -> tuple[Ints, Ints]:
    """How each word of a window stands to a cue (word indices [first, last)), for the link head.

    The first array is `level * deps + dependency`: how many steps up the tree from the cue's top
    word one must climb to find the word below, and under which dependency it hangs there (0: it is
    that ancestor itself). The second is the distance in words, in buckets that grow, sign kept.
    """
    size = len(window.tokens)
    top = _top(window, cue)
    level = np.where(window.sentences < window.sentences[top], LEVELS - 2, LEVELS - 1)
    branch = np.zeros(size, dtype=np.int64)
    ancestors = [top]
    while len(ancestors) < _CLIMB and window.governors[ancestors[-1]] != ancestors[-1]:
        above = int(window.governors[ancestors[-1]])
        if above in ancestors:
            break
        ancestors.append(above)
    same = np.flatnonzero(window.sentences == window.sentences[top])
    depth_of = {a: k for k, a in enumerate(ancestors)}
    seen: dict[int, tuple[int, int]] = {a: (k, 0) for a, k in depth_of.items()}
    for word in same:
        level[word], branch[word] = _climb(window, int(word), seen)
    position = np.arange(size)
    away = np.where(position < cue[0], position - cue[0], np.maximum(position - cue[1] + 1, 0))
    return level * 64 + np.minimum(branch, 63), bucket(away)


def _climb(window: Window, word: int, seen: dict[int, tuple[int, int]]) -> tuple[int, int]:
    path = []
    at = word
    while at not in seen:
        path.append(at)
        above = int(window.governors[at])
        if above == at or len(path) > len(window.tokens):
            for step in path:
                seen[step] = (_CLIMB - 1, 0)
            return seen[word]
        at = above
    level, branch = seen[at]
    for step in reversed(path):
        if branch == 0:
            branch = int(window.deps[step])
        seen[step] = (level, branch)
    return seen[word]


def _top(window: Window, cue: Span) -> int:
    """The word of a cue that hangs on a word outside it."""
    for word in range(*cue):
        above = int(window.governors[word])
        if above == word or not cue[0] <= above < cue[1]:
            return word
    return cue[0]


def bucket(away: Ints) -> Ints:
    """Distances in words to 0 … 32: exact up to eight, then by doubling; 16 is no distance."""
    far = np.abs(away)
    steps = np.where(far <= _NEAR, far, _NEAR + np.ceil(np.log2(np.maximum(far, 1) / _NEAR)))
    return (16 + np.sign(away) * np.minimum(steps, 16)).astype(np.int64)
