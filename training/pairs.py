"""Two parties in a window of text, as the relation head reads them.

For each word of the window: how it stands to either party in the parse tree, how far away it is,
and whether it is a word of one of them.
"""

from __future__ import annotations

import numpy as np

from accord.claims.encoding import LEVELS, Ints, Window, relations
from accord.model import Span

ABSENT = LEVELS * 64
"""In the place of a relation: there is no such party."""

OTHER, ACTOR, RECIPIENT = range(3)


def pair_tables(window: Window, actor: Span | None, recipient: Span | None) -> dict[str, Ints]:
    """What the relation head reads of each word beside its vector, (words,) each.

    Parties are words [first, last) of the window. `near` is 1 in the sentences that hold a party.
    """
    size = len(window.tokens)
    tables = {"part": np.zeros(size, dtype=np.int64), "near": np.zeros(size, dtype=np.int64)}
    for name, part, party in (("actor", ACTOR, actor), ("recipient", RECIPIENT, recipient)):
        if party is None:
            tables[f"{name}_relation"] = np.full(size, ABSENT, dtype=np.int64)
            tables[f"{name}_distance"] = np.full(size, 16, dtype=np.int64)
            continue
        relation, distance = relations(window, party)
        tables[f"{name}_relation"], tables[f"{name}_distance"] = relation, distance
        tables["part"][party[0] : party[1]] = part
        tables["near"] |= np.isin(window.sentences, window.sentences[party[0] : party[1]])
    return tables
