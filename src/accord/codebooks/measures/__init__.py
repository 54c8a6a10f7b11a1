"""Sanctions measures: one folder for each regime, one file for each resolution in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load, names_in
from accord.codebooks.meta import Confidence, Meta

Force = Literal["decides", "demands", "requires", "calls_upon", "clarifies", "authorises"]
Direction = Literal[
    "import_to_DPRK", "export_from_DPRK", "both", "services", "persons", "finance", "transport",
    "DPRK_conduct",
]  # fmt: skip
Status = Literal["in_force", "in_force_as_widened", "superseded", "expired"]


class Cap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A yearly (or other) limit on an item. `period` is an ISO interval or a sentence."""

    item: str
    period: str
    barrels: int | None = None
    tonnes: int | None = None
    or_tonnes: int | None = None
    value_usd: int | None = None
    rule: str | None = None
    alert_percent: tuple[int, ...] = ()
    note: str | None = None


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One restriction. `rule` is a paraphrase; `paragraphs` are the resolution's own numbers.

    `para_check` says whether the numbers were seen in a source or noted from memory.
    """

    id: str
    paragraphs: tuple[str, ...]
    title: str
    direction: Direction
    force: Force
    bound: tuple[str, ...]
    rule: str
    in_force_from: str
    status: Status
    confidence: Confidence
    para_check: Literal["source", "memory"]
    sources: tuple[str, ...]
    items: tuple[str, ...] = ()
    hs_codes: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()
    exemptions: tuple[str, ...] = ()
    wind_down: str | None = None
    amends: tuple[str, ...] = ()
    adds_to: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    note: str | None = None


class Resolution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A resolution of the Security Council. `vote` is for-against-abstaining."""

    id: str
    number: int
    year: int
    adopted: str
    vote: str
    chapter_vii: bool
    occasion: str
    role: str
    confidence: Confidence
    sources: tuple[str, ...]
    article: int | None = None
    note: str | None = None


class RegimeName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the regime is called, and the state it is aimed at."""

    id: str
    name: str
    target: str
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()


class Mandate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term of a body's mandate: the resolution's number and ISO dates."""

    resolution: int
    adopted: str
    until: str
    confidence: Confidence


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """A body that watches the regime. `actor` is its id among the organisations."""

    id: str
    actor: str
    since: str
    about: str
    confidence: Confidence
    sources: tuple[str, ...]
    to: str | None = None
    aliases: tuple[str, ...] = ()
    created_by: str | None = None
    paragraph: str | None = None
    mandates: tuple[Mandate, ...] = ()


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"group": "class"}):
    """A category of goods, services or dealings. `hs` lists chapters or headings."""

    id: str
    group: str
    hs: tuple[str, ...] = ()
    hs_basis: Literal["resolution", "matching aid"] | None = None


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event and the measures that it may bear on."""

    event: str
    measures: tuple[str, ...]
    also: tuple[str, ...] = ()
    exempted_by: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    caution: str | None = None


class _RegimeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    regime: RegimeName
    bodies: tuple[Body, ...]
    items: tuple[Item, ...]
    hints: tuple[Hint, ...]
    unrestricted: tuple[str, ...]


class _ResolutionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    resolution: Resolution
    measures: tuple[Measure, ...]


class Regime(msgspec.Struct, frozen=True, kw_only=True):
    """A sanctions regime: its resolutions and measures by id, its bodies, items and hints."""

    id: str
    name: str
    aliases: tuple[str, ...]
    target: str
    resolutions: Mapping[str, Resolution]
    measures: Mapping[str, Measure]
    bodies: Mapping[str, Body]
    items: Mapping[str, Item]
    hints: tuple[Hint, ...]
    unrestricted: tuple[str, ...]

    def resolution_of(self, measure: Measure) -> Resolution:
        """The resolution that a measure stands in."""
        return self.resolutions["-".join(measure.id.split("-")[:2])]


def _read(regime: str) -> Regime:
    """Read the folder `measures/REGIME`."""
    folder = f"measures/{regime}"
    head = load(f"{folder}/regime.yaml", _RegimeFile)
    names = [name for name in names_in(folder) if not name.endswith("/regime.yaml")]
    read = [load(name, _ResolutionFile) for name in names]
    read.sort(key=lambda file: file.resolution.adopted)
    return Regime(
        id=head.regime.id,
        name=head.regime.name,
        aliases=head.regime.aliases,
        target=head.regime.target,
        resolutions={file.resolution.id: file.resolution for file in read},
        measures={measure.id: measure for file in read for measure in file.measures},
        bodies={body.id: body for body in head.bodies},
        items={item.id: item for item in head.items},
        hints=head.hints,
        unrestricted=head.unrestricted,
    )


@cache
def measures() -> Mapping[str, Regime]:
    """Every sanctions regime by id: one folder each in `codebooks/measures/`."""
    folders = sorted({name.split("/")[1] for name in names_in("measures")})
    return {regime: _read(regime) for regime in folders}
