"""Treaties and political undertakings between states: parties, dates, provisions, names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load, names_in
from accord.codebooks.meta import Confidence, Meta


class Milestone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that happened to a treaty on an ISO date, and to which state, if to one."""

    date: str
    event: str
    state: str | None = None


class Provision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an article asks: kinds of obligation (see `obligations`), action, trigger and limits."""

    article: str
    obligations: tuple[str, ...]
    action: str
    confidence: Confidence
    sources: tuple[str, ...]
    trigger: str | None = None
    request_needed: bool | None = None
    immediacy: str | None = None
    means: str | None = None
    conditions: tuple[str, ...] = ()
    limit: str | None = None
    note: str | None = None


class Treaty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A treaty, memorandum, declaration or dialogue.

    `aliases` name this one alone; `shared_aliases` fit others too, so that parties or year must
    decide ("the 1961 treaty"). `parties` and `successors` are alpha-3 codes; dates are ISO or None.
    """

    id: str
    name: str
    short_name: str
    instrument: str
    treaty: Literal["yes", "no", "disputed"]
    alliance: bool
    parties: tuple[str, ...]
    status: str
    confidence: Confidence
    sources: tuple[str, ...]
    provisions: tuple[Provision, ...]
    aliases: tuple[str, ...] = ()
    shared_aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    signed: str | None = None
    place: str | None = None
    signatories: tuple[str, ...] = ()
    in_force: str | None = None
    ended: str | None = None
    termination: str | None = None
    termination_confidence: Confidence | None = None
    renewal: str | None = None
    registration: str | None = None
    atop: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    note: str | None = None

    @property
    def year(self) -> int | None:
        """The year it was signed in."""
        return int(self.signed[:4]) if self.signed else None

    def binds(self, state: str) -> bool:
        """Whether a state is a party, itself or as the successor of one."""
        return state in self.parties or state in self.successors


class Obligation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of obligation."""

    id: str
    about: str
    source: str


class _TreatyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    treaty: Treaty


class _ObligationFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    obligations: tuple[Obligation, ...]


@cache
def treaties() -> Mapping[str, Treaty]:
    """Every treaty by id, in the order of their ids: one file each in `codebooks/treaties/`."""
    names = [name for name in names_in("treaties") if name != "treaties/obligations.yaml"]
    found = (load(name, _TreatyFile).treaty for name in names)
    return {treaty.id: treaty for treaty in sorted(found, key=lambda treaty: treaty.id)}


@cache
def obligations() -> Mapping[str, Obligation]:
    """The kinds of obligation by id."""
    read = load("treaties/obligations.yaml", _ObligationFile)
    return {kind.id: kind for kind in read.obligations}
