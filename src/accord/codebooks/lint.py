"""Checking the codebooks: what every YAML file must have, and what the records must agree on.

`python -m accord.codebooks.lint` prints each problem and exits with 1 if there is any.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import pycountry
import yaml

from accord.codebooks.actors import ActorBook, actors, readings
from accord.codebooks.estimative import estimative
from accord.codebooks.load import CodebookError, names_in, read_yaml
from accord.codebooks.measures import Regime, measures
from accord.codebooks.plover import plover
from accord.codebooks.treaties import Treaty, obligations, treaties

DATE_KEYS = frozenset(("as_of", "signed", "in_force", "in_force_from", "adopted", "ended", "until"))
"""Fields that hold an ISO date (day, month or year) or nothing."""

SPAN_KEYS = frozenset(("from", "to", "date"))
"""Fields that hold an ISO date wherever they begin with a digit."""

COUNTRY_KEYS = frozenset(("country", "parties", "successors", "part_of"))
"""Fields that hold one alpha-3 code or a list of them."""

SOMETIMES_COUNTRY_KEYS = frozenset(("members", "target", "state"))
"""Fields that hold codes or words: capitals in them are codes."""

FORM_KEYS = frozenset(("term", "terms", "names", "aliases", "plurals", "adjectives", "demonyms"))
"""Fields that hold surface forms. Two records of one list share one only with a note or dates."""

USER_ASSIGNED = frozenset(("XKX",))
"""Codes in use that ISO 3166 leaves to its users: Kosovo."""

KEPT_KINDS = frozenset(("former",))
"""Kinds of record that may share forms with what came after them."""


class Problem(NamedTuple):
    """Something wrong in a codebook: the file, the place in it, and what is wrong."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.message}"


def lint(files: Mapping[str, Any] | None = None) -> list[Problem]:
    """Check every codebook, or just the parsed `files` (name -> content) by the general rules.

    Without `files`, the references from one codebook to another are checked as well.
    """
    if files is not None:
        return [problem for name, content in files.items() for problem in _file(name, content)]
    problems: list[Problem] = []
    for name in names_in():
        try:
            problems += _file(name, read_yaml(name))
        except yaml.YAMLError as error:
            problems.append(Problem(name, "file", f"is not YAML: {error}"))
    return problems + _across()


def _file(name: str, content: Any) -> list[Problem]:
    """What holds for any codebook."""
    if not isinstance(content, dict) or not isinstance(content.get("meta"), dict):
        return [Problem(name, "meta", "is missing")]
    problems = list(_meta(name, content["meta"]))
    sources = {
        str(s.get("id")) for s in content["meta"].get("sources") or () if isinstance(s, dict)
    }
    for place, record in _records(content, ""):
        problems += _cited(name, place, record, sources)
        problems += _dates(name, place, record)
        problems += _countries(name, place, record)
    for place, rows in _lists(content, ""):
        problems += _unique_ids(name, place, rows)
        problems += _shared_forms(name, place, rows)
    return problems


def _meta(name: str, meta: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("title", "as_of", "sources"):
        if not meta.get(key):
            yield Problem(name, "meta", f"has no {key}")
    for at, source in enumerate(meta.get("sources") or ()):
        for key in ("id", "title"):
            if not isinstance(source, dict) or not source.get(key):
                yield Problem(name, f"meta.sources[{at}]", f"has no {key}")


def _records(node: Any, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every mapping in a file, with the path to it."""
    if isinstance(node, dict):
        yield place or "file", node
        for key, value in node.items():
            yield from _records(value, f"{place}.{key}" if place else str(key))
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from _records(value, f"{place}[{at}]")


def _lists(node: Any, place: str) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Every list of mappings in a file, with the path to it."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _lists(value, f"{place}.{key}" if place else str(key))
    elif isinstance(node, list):
        rows: list[Mapping[str, Any]] = [row for row in node if isinstance(row, dict)]
        if rows:
            yield place, rows
        for at, value in enumerate(node):
            yield from _lists(value, f"{place}[{at}]")


def _strings(value: Any) -> list[str]:
    """A field's text, or texts, as a list."""
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def _cited(
    name: str, place: str, record: Mapping[str, Any], sources: set[str]
) -> Iterator[Problem]:
    if place == "meta":
        return
    for key in ("source", "sources"):
        for cited in _strings(record.get(key)):
            if cited not in sources:
                yield Problem(name, place, f"cites {cited!r}, which meta.sources does not list")


def _dates(name: str, place: str, record: Mapping[str, Any]) -> Iterator[Problem]:
    for key in (*DATE_KEYS, *SPAN_KEYS):
        value = record.get(key)
        dated = isinstance(value, str) and value[:1].isdigit()
        if (key in DATE_KEYS and value is not None and not dated) or (
            dated and not is_date(str(value))
        ):
            yield Problem(name, place, f"{key}: {value!r} is no ISO date")
    for first, last in (("from", "to"), ("signed", "ended"), ("adopted", "until")):
        one, other = record.get(first), record.get(last)
        if not (isinstance(one, str) and isinstance(other, str)):
            continue
        shared = min(len(one), len(other))
        if is_date(one) and is_date(other) and one[:shared] > other[:shared]:
            yield Problem(name, place, f"{first} {one} lies after {last} {other}")


def is_date(text: str) -> bool:
    """Whether a text is an ISO day, month or year that exists."""
    padded = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
    try:
        date.fromisoformat(padded)
    except ValueError:
        return False
    return len(text) in (4, 7, 10)


def _countries(name: str, place: str, record: Mapping[str, Any]) -> Iterator[Problem]:
    for key in (*COUNTRY_KEYS, *SOMETIMES_COUNTRY_KEYS):
        for code in _strings(record.get(key)):
            meant = key in COUNTRY_KEYS or (code.isupper() and code.isalpha())
            if meant and not is_country(code):
                yield Problem(name, place, f"{key}: {code!r} is no ISO 3166 alpha-3 code")


def is_country(code: str) -> bool:
    """Whether a text is an alpha-3 code, in force or withdrawn, or one left to users."""
    if code in USER_ASSIGNED:
        return True
    if not (len(code) == 3 and code.isupper()):
        return False
    current = pycountry.countries.get(alpha_3=code)
    return current is not None or pycountry.historic_countries.get(alpha_3=code) is not None


def _unique_ids(name: str, place: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        key = row.get("id")
        if isinstance(key, str):
            if key in seen:
                yield Problem(name, place, f"the id {key!r} stands twice")
            seen.add(key)


def _shared_forms(name: str, place: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    owners: dict[tuple[str, str], int] = {}
    noted: set[int] = set()
    for at, row in enumerate(rows):
        dated = "from" in row or "to" in row
        if row.get("note") or dated or row.get("kind") in KEPT_KINDS:
            noted.add(at)
        for key in FORM_KEYS & row.keys():
            group = "terms" if key in ("term", "terms", "plurals") else key
            for form in set(_strings(row[key])):
                owner = owners.setdefault((group, form), at)
                if owner != at and not {owner, at} & noted:
                    yield Problem(
                        name,
                        f"{place}[{at}]",
                        f"{form!r} stands in {place}[{owner}] too; add a note",
                    )


def _across() -> list[Problem]:
    """What the typed codebooks must agree on; a codebook that does not load is one problem."""
    checks: tuple[Callable[[], Iterable[Problem]], ...] = (
        lambda: _actors(actors()),
        lambda: (p for treaty in treaties().values() for p in _treaty(treaty)),
        lambda: (p for regime in measures().values() for p in _regime(regime)),
        lambda: _loads(estimative, plover, readings),
    )
    problems: list[Problem] = []
    for check in checks:
        try:
            problems += check()
        except CodebookError as error:
            problems.append(Problem("codebooks", "load", error.message))
    return problems


def _loads(*loaders: Callable[[], object]) -> Iterator[Problem]:
    for loader in loaders:
        if loader() is None:
            yield Problem("codebooks", "load", "is empty")


def _actors(book: ActorBook) -> Iterator[Problem]:
    """References among states, organisations, people, offices and roles."""
    sectors = {sector.id for sector in plover().sectors}
    for person in book.people.values():
        if person.country is not None and person.country not in book.states:
            yield Problem("actors/people.yaml", person.id, f"unknown state {person.country}")
    for organisation in book.organisations.values():
        if organisation.parent and organisation.parent not in book.organisations:
            yield Problem(
                "actors/organisations.yaml",
                organisation.id,
                f"unknown parent {organisation.parent}",
            )
    for office in book.offices.values():
        for term in office.holders:
            if term.person not in book.people:
                yield Problem("actors/offices.yaml", office.id, f"unknown person {term.person}")
        if office.organisation and office.organisation not in book.organisations:
            yield Problem("actors/offices.yaml", office.id, f"unknown {office.organisation}")
    coded = [
        *(("actors/organisations.yaml", o.id, o.sector) for o in book.organisations.values()),
        *(("actors/roles.yaml", r.id, r.sector) for r in book.roles.values()),
    ]
    for file, place, sector in coded:
        if sector not in sectors:
            yield Problem(file, place, f"unknown sector {sector}")


def _treaty(treaty: Treaty) -> Iterator[Problem]:
    name = f"treaties/{treaty.id.lower()}.yaml"
    known = obligations()
    for provision in treaty.provisions:
        for code in provision.obligations:
            if code not in known:
                yield Problem(name, f"article {provision.article}", f"unknown obligation {code}")
    for code in treaty.atop:
        if code not in known:
            yield Problem(name, "atop", f"unknown obligation {code}")


def _regime(regime: Regime) -> Iterator[Problem]:
    name = f"measures/{regime.id}"
    for measure in regime.measures.values():
        linked = (
            *measure.amends, *measure.amended_by, *measure.adds_to, *measure.superseded_by,
        )  # fmt: skip
        for other in linked:
            if other not in regime.measures:
                yield Problem(name, measure.id, f"unknown measure {other}")
        for item in measure.items:
            if item not in regime.items:
                yield Problem(name, measure.id, f"unknown item {item}")
    for hint in regime.hints:
        for other in (*hint.measures, *hint.also, *hint.exempted_by):
            if other not in regime.measures:
                yield Problem(name, f"hint {hint.event!r}", f"unknown measure {other}")
    for body in regime.bodies.values():
        if body.actor not in actors().organisations:
            yield Problem(name, body.id, f"unknown actor {body.actor}")


def main() -> int:
    """Write every problem to standard output; 1 if there is any."""
    problems = lint()
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(problems)} problems in {len(names_in())} codebooks\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
