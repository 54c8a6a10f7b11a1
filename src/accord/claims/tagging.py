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

NONE, SOURCE, CONTENT, CUE = range(4)

UNRULED = 3
"""In the place of a role: no attribution by rules has this cue."""

_CERTAIN = 1e3
_ENOUGH = 12.0
"""What roles are worth beyond this says no more about the cue."""


class Decoding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What turns figures into decisions; fitted on articles kept out of training.

    `no_cue` is added to the figure of "no cue" when candidates are looked for. A candidate is a cue
    where the cue head's figures, and `path` times what the link head's best roles are worth above
    no role at all, come to `accept` together.
    """

    no_cue: float = 0.0
    path: float = 0.0
    accept: float = 0.0


@dataclass(frozen=True, slots=True)
class Ruled:
    """An attribution by rules, in words of a window: its cue, and the role of each word."""

    cue: Span
    roles: Ints


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with its source and content, as word indices [first, last) of one window.

    `worth` is how much more its roles are worth than none at all, 0 or more.
    """

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    worth: float = 0.0


def between(size: int, cue: Span, cues: Sequence[Span]) -> Ints:
    """For each word how many other cues stand between it and a cue, two at most."""
    counts = np.zeros(size, dtype=np.int64)
    for first, last in cues:
        if first >= cue[1]:
            counts[last:] += 1
        elif last <= cue[0]:
            counts[:first] += 1
    return np.minimum(counts, 2)


def hints(size: int, ruled: Sequence[Ruled]) -> Ints:
    """Each word's role in the attributions by rules, for the encoder to read: none, source,
    content, cue. Where they nest, a cue or source inside a content is seen."""
    roles = np.zeros(size, dtype=np.int64)
    for role in (CONTENT, SOURCE):
        for one in ruled:
            roles[one.roles == role] = role
    for one in ruled:
        roles[one.cue[0] : one.cue[1]] = CUE
    return roles


def hints_for(cue: Span, size: int, ruled: Sequence[Ruled]) -> Ints:
    """Each word's role in the attribution by rules that shares this cue; UNRULED if none does."""
    for one in ruled:
        if one.cue[0] < cue[1] and cue[0] < one.cue[1]:
            return one.roles
    return np.full(size, UNRULED, dtype=np.int64)


def cues_in(figures: Floats, decoding: Decoding) -> list[Span]:
    """Candidates for a cue in a window, from (words, 3) figures of none, begins, goes on."""
    leaning = figures.copy()
    leaning[:, 0] += decoding.no_cue
    best = leaning.argmax(axis=1)
    found: list[Span] = []
    for word, label in enumerate(best.tolist()):
        if label == 0:
            continue
        if label == 2 and found and found[-1][1] == word:
            found[-1] = (found[-1][0], word + 1)
        else:
            found.append((word, word + 1))
    return found


def accepted(linked: Linked, figures: Floats, decoding: Decoding) -> bool:
    """Whether a candidate with its roles is an attribution; `figures` are the cue head's."""
    first = figures[linked.cue[0]]
    margin = float(first[1:].max() - first[0])
    return margin + decoding.path * min(linked.worth, _ENOUGH) >= decoding.accept


def link(cue: Span, figures: Floats) -> Linked:
    """Source and content of a cue from (words, 12) figures (`smooth` says which).

    A cue has one source: of several runs of words the one that the figures speak for most.
    """
    figures = figures.copy()
    figures[cue[0] : cue[1], SOURCE : CONTENT + 1] -= _CERTAIN
    roles, worth = smooth(figures)
    gain = figures[:, SOURCE] - figures[:, NONE]
    sources = sorted(
        _runs(roles == SOURCE), key=lambda run: (float(gain[run[0] : run[1]].sum()), run)
    )
    return Linked(cue, tuple(sources[-1:]), tuple(_runs(roles == CONTENT)), worth)


def smooth(figures: Floats) -> tuple[Ints, float]:
    """The best sequence of roles (Viterbi 1967), and what it is worth above no role at all.

    `figures` are (words, 12): of none, source and content at each word, then of each step from a
    role of the word before to a role of this one, none-none, none-source, …. In plain
    Python: with three roles and a paragraph of words that is faster than arrays.
    """
    rows: list[list[float]] = figures.tolist()
    (none, source, content), steps = rows[0][:3], []
    nothing = none
    for a, b, c, aa, ab, ac, ba, bb, bc, ca, cb, cc in rows[1:]:
        options = (
            (none + aa, source + ba, content + ca),
            (none + ab, source + bb, content + cb),
            (none + ac, source + bc, content + cc),
        )
        back = [_best(*option) for option in options]
        none, source, content = (
            option[was] + gain for option, was, gain in zip(options, back, (a, b, c), strict=True)
        )
        nothing += a + aa
        steps.append(back)
    role = _best(none, source, content)
    worth = (none, source, content)[role] - nothing
    roles = [role]
    for back in reversed(steps):
        role = back[role]
        roles.append(role)
    return np.array(roles[::-1], dtype=np.int64), worth


def _best(none: float, source: float, content: float) -> int:
    if none >= source:
        return NONE if none >= content else CONTENT
    return SOURCE if source >= content else CONTENT


def _runs(mask: NDArray[np.bool_]) -> Iterator[Span]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        yield int(first), int(last)
