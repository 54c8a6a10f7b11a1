"""Help: quick, complete, and said in plain words."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from accord import __version__
from accord.cli import VERBS, app
from accord.cli.terminal import clean, line
from cli.conftest import Run

HEAVY = (
    "spacy",
    "polars",
    "sqlalchemy",
    "alembic",
    "altair",
    "trafilatura",
    "rich",
    "httpx",
    "numpy",
)


def test_help_lists_every_verb(run: Run) -> None:
    outcome = run("--help")
    assert outcome.status == 0
    assert all(f"\n  {verb}" in outcome.out for verb in VERBS)
    assert "..." not in outcome.out.split("Commands:")[1]


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_explained(verb: str) -> None:
    group = typer.main.get_command(app)
    command = group.get_command(None, verb)  # type: ignore[attr-defined]
    assert command.help
    for option in command.params:
        assert option.help, f"accord {verb}: {option.name}"


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["claims", "--help"], ["read", "--help"]]
)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys\nfrom accord.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    pass\n"
        f"print('heavy', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy"


def test_version(run: Run) -> None:
    assert run("--version").out == f"accord {__version__}\n"


def test_an_unknown_verb_is_status_2(run: Run) -> None:
    outcome = run("rumours")
    assert outcome.status == 2
    assert "rumours" in outcome.err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — “text” 中文 עברית 😀", "plain — “text” 中文 עברית 😀"),
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x9b2Jb", "ab"),
        ("a\x1bPdevice\x1b\\b", "ab"),
        ("a\x1b", "a"),
        ("a\x1b[", "a"),
        ("a\rb\x08c\x7f\x00", "abc"),
        ("a\u202eb\u2066c\u200b", "abc"),
        ("one\ttwo\nthree", "one\ttwo\nthree"),
    ],
)
def test_what_would_steer_a_terminal_is_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown
    assert clean(clean(text)) == shown


def test_cleaning_is_quick_on_hostile_text() -> None:
    for text in ("\x1b[" * 50_000, "\x1b]" * 50_000, "\x9b" * 50_000, "\x1b]" + "a" * 200_000):
        assert "\x1b" not in line(text)
