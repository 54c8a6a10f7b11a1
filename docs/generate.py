"""Makes the reference pages that follow from the code; `--check` fails if one is out of date.

python docs/generate.py            # writes them
python docs/generate.py --check    # exit status 1 and the names of stale pages
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from typer.core import TyperGroup
from typer.main import get_command

import accord
from accord.cli import app
from accord.model import AccordError, Claim
from accord.reports.reasons import REASONS
from accord.reports.settings import Settings

DOCS = Path(__file__).resolve().parent
NOTICE = "<!-- Made by docs/generate.py from the code: do not edit. -->"


def claim_schema() -> str:
    """JSON Schema (2020-12) of one claim, as `accord claims --format jsonl` prints them."""
    (schema,), definitions = msgspec.json.schema_components([Claim], ref_template="#/$defs/{name}")
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Claim",
        "description": "One assertion that a report makes. `accord claims --format json` gives a "
        "list of these.",
        **schema,
        "$defs": definitions,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def command_reference() -> str:
    """Every verb with its arguments and options, from the command line's own definitions."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    lines = [NOTICE, "", "# Command line reference", "", f"{group.help or ''}".strip(), ""]
    context = group.make_context("accord", [], resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            lines += _command_page(name, command, context)
    return "\n".join(lines).rstrip() + "\n"


def _command_page(name: str, command: Any, parent: Any) -> list[str]:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f"## `accord {name}`", "", (command.help or "").strip(), ""]
    lines += ["```", f"accord {name} {usage}", "```", ""]
    records = [record for p in command.params if (record := p.get_help_record(context))]
    if records:
        lines += ["| option | meaning |", "| --- | --- |"]
        lines += [f"| `{_cell(left)}` | {_cell(right)} |" for left, right in records]
        lines.append("")
    return lines


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def set_aside_reference() -> str:
    """Why a document may be set aside, what to do about it, and the bounds on what is read."""
    lines = [NOTICE, "", "# Why a document is set aside", ""]
    lines += ["| code | meaning | what to do |", "| --- | --- | --- |"]
    for code, reason in sorted(REASONS.items()):
        lines.append(f"| `{code}` | {_cell(reason.meaning)} | {_cell(reason.remedy)} |")
    lines += ["", "## Bounds on what is read", "", inspect.getdoc(Settings) or "", ""]
    lines += ["| setting | default |", "| --- | --- |"]
    lines += [
        f"| `{field.name}` | {_value(field.default)} |"
        for field in msgspec.structs.fields(Settings)
    ]
    lines += [
        "",
        "On the command line the main ones are options of `accord read`; from Python, pass",
        "`accord.reports.Settings(...)` as `ws.read(..., settings=...)`.",
    ]
    return "\n".join(lines) + "\n"


def error_reference() -> str:
    """Every kind of error by its code, from the classes themselves."""
    for module in pkgutil.walk_packages(accord.__path__, "accord."):
        if not module.name.endswith(("__main__", ".env")) and ".versions." not in module.name:
            importlib.import_module(module.name)
    lines = [NOTICE, "", "# Error codes", ""]
    lines += ["An error that a user can meet is one line: its code, what is wrong, what to do.", ""]
    lines += ["| code | meaning | what to do |", "| --- | --- | --- |"]
    kinds = sorted(_kinds(AccordError), key=lambda kind: kind.code)
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes), f"two kinds of error share a code: {codes}"
    for kind in kinds:
        meaning = (inspect.getdoc(kind) or "").split("\n\n")[0]
        lines.append(f"| `{kind.code}` | {_cell(meaning)} | {_cell(kind.remedy)} |")
    return "\n".join(lines) + "\n"


def _kinds(root: type[AccordError]) -> list[type[AccordError]]:
    """The kinds of error that are raised: those below `root` with a code of their own."""
    below = [kind for child in root.__subclasses__() for kind in _kinds(child)]
    return ([root] if "code" in vars(root) and root is not AccordError else []) + below


def _value(default: object) -> str:
    """A default as a person writes it: digits in groups, lists with commas."""
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, int | float):
        return f"{default:,}"
    return ", ".join(default) if isinstance(default, tuple) else str(default)


PAGES: dict[str, Callable[[], str]] = {
    "claim.schema.json": claim_schema,
    "cli.md": command_reference,
    "errors.md": error_reference,
    "set-aside.md": set_aside_reference,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` compare them; returns the exit status."""
    stale = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    if "--check" in arguments and stale:
        print(f"out of date: {', '.join(stale)}. Run: python docs/generate.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
