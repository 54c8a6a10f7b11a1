"""From the encoder's figures to attributions: which words are a cue, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from accord.claims.encoding import Ints
from accord.model import Span

Floats = NDArray[np.float32]

NONE, SOURCE, CONTENT = range(3)

_CERTAIN = 1e3


class Decoding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What turns figures into decisions; fitted on articles kept out of training.

    `no_cue` is added to the figure of "no cue", `source` to that of "source". `source_change` and
    `content_change` are what it costs to go into or out of a role between two words, so that its
    pieces do not fray: much for contents, which are long, little for sources, often one word.
    `ruled_cue`, `ruled_source` and `ruled_content` are added where the rules say the same.
    """

    no_cue: float = 0.0
    source: float = 0.0
    source_change: float = 0.0
    content_change: float = 1.0
    ruled_cue: float = 0.0
    ruled_source: float = 0.0
    ruled_content: float = 0.0


@dataclass(frozen=True, slots=True)
class Ruled:
    """An attribution by rules, in words of a window: its cue, and the role of each word."""

    cue: Span
    roles: Ints


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with its source and content, as word indices [first, last) of one window."""

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]


def between(size: int, cue: Span, cues: Sequence[Span]) -> Ints:
    """For each word how many other cues stand between it and a cue, two at most."""
    counts = np.zeros(size, dtype=np.int64)
    for first, last in cues:
        if first >= cue[1]:
            counts[last:] += 1
        elif last <= cue[0]:
            counts[:first] += 1
    return np.minimum(counts, 2)


def cues_in(logits: Floats, decoding: Decoding, ruled: Sequence[Ruled] = ()) -> list[Span]:
    """Cues of a window from (words, 3) figures of none, begins, goes on."""
    figures = logits.copy()
    figures[:, 0] += decoding.no_cue
    for one in ruled:
        figures[one.cue[0], 1] += decoding.ruled_cue
        figures[one.cue[0] + 1 : one.cue[1], 2] += decoding.ruled_cue
    best = figures.argmax(axis=1)
    found: list[Span] = []
    for word, label in enumerate(best.tolist()):
        if label == 0:
            continue
        if label == 2 and found and found[-1][1] == word:
            found[-1] = (found[-1][0], word + 1)
        else:
            found.append((word, word + 1))
    return found


def link(cue: Span, logits: Floats, decoding: Decoding, ruled: Sequence[Ruled] = ()) -> Linked:
    """Source and content of a cue from (words, 3) figures of none, source, content.

    A cue has one source: of several runs of words the one that the figures speak for most.
    """
    figures = logits.copy()
    figures[:, SOURCE] += decoding.source
    same = next((one for one in ruled if one.cue[0] < cue[1] and cue[0] < one.cue[1]), None)
    if same is not None:
        figures[same.roles == SOURCE, SOURCE] += decoding.ruled_source
        figures[same.roles == CONTENT, CONTENT] += decoding.ruled_content
    figures[cue[0] : cue[1], NONE] += _CERTAIN
    roles = smooth(figures, decoding)
    gain = figures[:, SOURCE] - figures[:, NONE]
    sources = sorted(
        _runs(roles == SOURCE), key=lambda run: (float(gain[run[0] : run[1]].sum()), run)
    )
    return Linked(cue=cue, source=tuple(sources[-1:]), content=tuple(_runs(roles == CONTENT)))


def smooth(figures: Floats, decoding: Decoding) -> Ints:
    """The best sequence of roles for what changes of role cost (Viterbi 1967).

    In plain Python: with three roles and a paragraph of words that is faster than arrays.
    """
    ends = (0.0, decoding.source_change, decoding.content_change)
    a, b, c = ends[SOURCE], ends[CONTENT], max(ends)
    rows: list[list[float]] = figures.tolist()
    (none, source, content), steps = rows[0], []
    for row in rows[1:]:
        options = (
            (none, source - a, content - b),
            (none - a, source, content - c),
            (none - b, source - c, content),
        )
        back = [_best(*option) for option in options]
        none, source, content = (
            option[was] + gain for option, was, gain in zip(options, back, row, strict=True)
        )
        steps.append(back)
    role = _best(none, source, content)
    roles = [role]
    for back in reversed(steps):
        role = back[role]
        roles.append(role)
    return np.array(roles[::-1], dtype=np.int64)


def _best(none: float, source: float, content: float) -> int:
    if none >= source:
        return NONE if none >= content else CONTENT
    return SOURCE if source >= content else CONTENT


def _runs(mask: NDArray[np.bool_]) -> Iterator[Span]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        yield int(first), int(last)
