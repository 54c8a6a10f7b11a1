"""What is worked out from all claims together, and kept beside them: inferred years and matters.

Both are functions of the set of claims, so they do not depend on the order in which reports came.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from accord.matters import Matter, group, infer_years
from accord.model import Claim, Report, Time


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """Inferred times by claim id, and the matters."""

    times: dict[str, Time]
    matters: tuple[Matter, ...]


def derive(reports: Sequence[Report], claims: Sequence[Claim]) -> Derived:
    """Work out inferred years first, then matters, which look at dates.

    `reports` come without their texts: a workspace may hold more than fits in memory.
    """
    times = infer_years(reports, claims)
    dated = [
        msgspec.structs.replace(claim, time=times[claim.id]) if claim.id in times else claim
        for claim in claims
    ]
    return Derived(times=times, matters=tuple(group(dated, reports)))
