"""Loading codebooks: YAML files beside this module, turned into typed records and checked.

A codebook is a mapping with `meta` (title, as_of, sources) and lists of records. Each is converted
into the `msgspec.Struct` that its loader names; an unknown or missing field is an error that names
the file and the record, so a typing slip never passes in silence.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec
import yaml

from accord.model import AccordError

T = TypeVar("T")


class CodebookError(AccordError):
    """A codebook file does not have the shape its loader asks for."""

    code = "AC010"
    remedy = "Mend the record in the YAML file that is named."


def read_yaml(name: str) -> Any:
    """Parse `codebooks/NAME` (for example "actors/states.yaml") with the safe YAML loader."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("accord.codebooks").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)


def names_in(folder: str = "") -> list[str]:
    """Every YAML file below `codebooks/FOLDER`, as names for `load`, sorted."""
    root = files("accord.codebooks").joinpath(folder) if folder else files("accord.codebooks")
    return sorted(_below(root, f"{folder}/" if folder else ""))


def _below(place: Traversable, prefix: str) -> list[str]:
    """YAML files in `place` and its folders, each with `prefix` before its name."""
    found: list[str] = []
    for entry in place.iterdir():
        if entry.is_dir():
            found += _below(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            found.append(prefix + entry.name)
    return found


def load(name: str, shape: type[T]) -> T:
    """Read `codebooks/NAME` as `shape`. Raises `CodebookError` with the path to the wrong field."""
    try:
        return msgspec.convert(read_yaml(name), shape, strict=False)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise CodebookError(f"codebook {name}: {error}.") from error
