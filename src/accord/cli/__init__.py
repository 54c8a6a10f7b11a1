"""The command line: one module for each verb, loaded when it is asked for.

A verb parses its options and prints; the API does the work. Exit status: 0 done, 1 nothing could be
read, 2 wrong usage or an unusable workspace, 130 interrupted, 141 the reader of a pipe went away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

VERBS = (
    "read", "reports", "report", "claims", "events", "actors", "timeline", "transfers", "search",
    "brief", "export", "bench",
)  # fmt: skip
"""Every verb, in the order of the help; each is a function of its name in a module of its name."""

DONE, FAILED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


class Verbs(TyperGroup):
    """The verbs, each imported when it is asked for, so that `accord --help` stays quick."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of the verbs."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The verb's command; None for a word that is no verb."""
        if cmd_name not in VERBS:
            return None
        function = getattr(import_module(f"accord.cli.{cmd_name}"), cmd_name)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name, no_args_is_help=False)(function)
        return typer.main.get_command(alone)


app = typer.Typer(
    name="accord",
    cls=Verbs,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from accord import __version__

        typer.echo(f"accord {__version__}")
        raise typer.Exit


@app.callback()
def accord(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read reporting about relations between states and keep a sourced account of it."""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status; errors are one line on stderr."""
    # Typer re-exports UsageError's subclasses only; its base's base is what all of them share.
    click_exception = typer.BadParameter.__mro__[2]
    command = typer.main.get_command(app)
    try:
        status = command.main(args=args, prog_name="accord", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Outside its standalone mode, Typer leaves by itself for one reason: a broken pipe.
        status = PIPE_CLOSED
    except Exception as error:
        status = _report_error(error, click_exception)
        if status is None:
            raise
    sys.exit(_flushed(status if isinstance(status, int) else DONE))


def _report_error(error: Exception, click_exception: type) -> int | None:
    """Print an error that is the user's to mend; None for any other."""
    from accord.cli.terminal import clean
    from accord.model import AccordError

    if isinstance(error, click_exception):
        error.show()  # type: ignore[attr-defined]
        return WRONG_USAGE
    if isinstance(error, AccordError):
        from accord.workspace import WorkspaceError

        typer.echo(clean(str(error)), err=True)
        return WRONG_USAGE if isinstance(error, WorkspaceError) else FAILED
    return None


def _flushed(status: int) -> int:
    """The status, once what was printed is through; a pipe that closed early is no traceback."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        status = PIPE_CLOSED
    if status == PIPE_CLOSED:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return status
