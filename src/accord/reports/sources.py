"""Where documents come from: files, folders, standard input, addresses; and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from accord.reports.reasons import UnreadableError
from accord.reports.settings import Settings

SourceKind = Literal["file", "url", "stdin", "missing", "unreadable"]


class Source(msgspec.Struct, frozen=True):
    """One thing to read. `path` is a file's path, an address, or "-"; it becomes the origin."""

    path: str
    kind: SourceKind


def find_sources(paths: Iterable[str | os.PathLike[str]]) -> list[Source]:
    """Expand `paths` to single sources, in order, each once.

    A folder stands for every file below it, in sorted order; hidden files and folders (a leading
    dot) and Office lock files ("~$") are passed over, links to folders are not followed. "-" is
    standard input; http:// and https:// are addresses, which are fetched only when read.
    """
    found: dict[str, Source] = {}
    for given in paths:
        for source in _expand(os.fspath(given)):
            found.setdefault(source.path, source)
    return list(found.values())


def _expand(path: str) -> Iterator[Source]:
    if path == "-":
        yield Source(path, "stdin")
    elif path.lower().startswith(("http://", "https://")):
        yield Source(path, "url")
    elif "\x00" in path or not os.path.lexists(path):
        yield Source(path, "missing")
    elif Path(path).is_dir():
        yield from _walk(path)
    else:
        yield Source(path, "file")


def _walk(folder: str) -> Iterator[Source]:
    """Every file below `folder`; a folder that cannot be opened is yielded as "unreadable"."""
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield Source(folder, "unreadable")
        return
    for entry in ordered:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif not entry.is_dir():
            yield Source(entry.path, "file")


def read_file(path: str, settings: Settings) -> tuple[bytes, float]:
    """The bytes of a regular file and its modification time.

    Raises `UnreadableError` for a file that is missing, too large, not regular (a pipe or a device
    could block for ever), or may not be opened.
    """
    try:
        # Opened first and looked at after, so that it cannot be swapped in between; without
        # blocking, so that a pipe cannot hold the run up.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError as error:
        raise UnreadableError("missing") from error
    except OSError as error:
        raise UnreadableError("unreadable", f"It could not be opened: {error.strerror}.") from error
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(
                "unsupported", "This is a pipe, a socket or a device, not a file."
            )
        return _bounded(file, settings.max_bytes), status.st_mtime


def read_stream(stream: BinaryIO, settings: Settings) -> bytes:
    """Everything `stream` holds, up to the bound. Raises `UnreadableError` ("too_large")."""
    return _bounded(stream, settings.max_bytes)


def _bounded(stream: BinaryIO, limit: int) -> bytes:
    try:
        data = stream.read(limit + 1)
    except OSError as error:
        raise UnreadableError("unreadable", f"It could not be read: {error.strerror}.") from error
    if len(data) > limit:
        raise UnreadableError("too_large", f"It is larger than {limit:,} bytes.")
    return data
