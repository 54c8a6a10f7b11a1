"""The package says what it needs: what it imports and what that takes for granted."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "accord"


def _project() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: dict[str, object] = tomllib.load(file)["project"]
    return found


def _name(requirement: str) -> str:
    """A requirement's distribution, normalised (PEP 503)."""
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def _declared() -> set[str]:
    needed = _project()["dependencies"]
    assert isinstance(needed, list)
    return {_name(requirement) for requirement in needed}


def _imported() -> Iterator[tuple[str, str]]:
    """(package, file) of every import from outside the standard library and Accord."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                package = name.partition(".")[0]
                if package != "accord" and package not in sys.stdlib_module_names:
                    yield package, str(path.relative_to(SOURCE))


# Part of what a declared dependency always brings with it, by its own documentation.
BROUGHT = {"click": "typer", "markupsafe": "jinja2"}


def test_every_import_is_declared_as_a_dependency() -> None:
    declared, made_by = _declared(), packages_distributions()
    missing = {
        f"{package} ({file})"
        for package, file in _imported()
        if BROUGHT.get(package) not in declared
        and not declared & {_name(one) for one in made_by.get(package, [package])}
    }
    assert not missing


def test_what_the_page_reader_takes_for_granted_is_declared() -> None:
    """Trafilatura needs lxml's cleaner through an extra that some versions of pip do not find."""
    pytest.importorskip("lxml.html.clean")
    assert "lxml-html-clean" in _declared()


def test_everything_beside_the_code_is_part_of_it() -> None:
    """Data files lie in folders that are built into the wheel: none is kept by git alone."""
    kinds = {path.suffix for path in SOURCE.rglob("*") if path.is_file()}
    assert {".py", ".yaml", ".j2", ".css", ".js", ".mako"} <= kinds
    assert (SOURCE / "py.typed").exists()
