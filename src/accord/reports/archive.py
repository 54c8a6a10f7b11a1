"""Archives: members as documents, under one budget for everything inside an outer file.

Nothing is written to disk, so a member's path can lead nowhere; it is kept as a name only.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from accord.reports.clean import clean_line
from accord.reports.detect import Format
from accord.reports.reasons import UnreadableError
from accord.reports.settings import Settings

_CHUNK = 1 << 16
# Below this size no ratio is suspicious: the bytes bound alone holds.
_SMALL = 1_000_000
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive: its name and bytes, or the fault that kept it from being read."""

    name: str
    data: bytes = b""
    modified: float | None = None
    fault: UnreadableError | None = None


class Budget:
    """What may still be unpacked from one outer file, over all depths."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.members = settings.max_members
        self.bytes = settings.max_total

    def deeper(self, depth: int) -> None:
        """Raise `UnreadableError` ("too_deep") beyond the allowed nesting."""
        if depth > self._settings.max_depth:
            limit = f"It lies more than {self._settings.max_depth} levels deep."
            raise UnreadableError("too_deep", limit)

    def member(self) -> None:
        """Count one member. Raises `UnreadableError` ("too_large") when there were too many."""
        self.members -= 1
        if self.members < 0:
            limit = f"It holds more than {self._settings.max_members:,} members."
            raise UnreadableError("too_large", limit)

    def spend(self, size: int) -> None:
        """Count unpacked bytes. Raises `UnreadableError` ("too_large") when there were too many."""
        self.bytes -= size
        if self.bytes < 0:
            limit = f"It unpacks to more than {self._settings.max_total:,} bytes."
            raise UnreadableError("too_large", limit)

    def check(self, size: int, packed: int) -> None:
        """Raise `UnreadableError` ("too_large") for a member too large, or too tightly packed."""
        if size > self._settings.max_bytes:
            limit = f"It is larger than {self._settings.max_bytes:,} bytes."
            raise UnreadableError("too_large", limit)
        if size > _SMALL and size > self._settings.max_ratio * max(1, packed):
            limit = f"It is packed more than {self._settings.max_ratio} to 1, as no text is."
            raise UnreadableError("too_large", limit)


def unpack(data: bytes, format: Format, name: str, budget: Budget) -> Iterator[Member]:
    """Yield the members of an archive in order.

    A member that cannot be read carries its fault; a fault of the whole archive is raised as
    `UnreadableError` ("broken", "encrypted", "too_large").
    """
    try:
        if format == "zip":
            yield from _zip(data, budget)
        elif format == "tar":
            yield from _tar(io.BytesIO(data), budget)
        else:
            yield from _packed(data, format, name, budget)
    except _DAMAGED as error:
        raise UnreadableError("broken", "The archive is damaged.") from error
    except (RuntimeError, ValueError, NotImplementedError) as error:
        raise UnreadableError("broken", "The archive could not be unpacked.") from error


def _zip(data: bytes, budget: Budget) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir() or _is_litter(info.filename):
                continue
            budget.member()
            name = _name(info.filename)
            try:
                yield Member(name, _zip_member(archive, info, budget))
            except UnreadableError as error:
                if budget.bytes < 0:
                    raise
                yield Member(name, fault=error)
            except (*_DAMAGED, NotImplementedError, RuntimeError):
                yield Member(name, fault=UnreadableError("broken"))


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    if info.flag_bits & 0x1:
        raise UnreadableError("encrypted")
    budget.check(info.file_size, info.compress_size)
    with archive.open(info) as stream:
        return _read(cast(BinaryIO, stream), info.compress_size, budget)


def _read(stream: BinaryIO, packed: int, budget: Budget) -> bytes:
    """Read a whole stream in chunks, each counted: what the directory declares may be a lie."""
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        budget.spend(len(chunk))
        budget.check(size, packed)
        chunks.append(chunk)
    return b"".join(chunks)


class _Counted(io.RawIOBase):
    """A decompressing stream that counts what comes out of it, read or skipped."""

    def __init__(self, stream: BinaryIO, packed: int, budget: Budget) -> None:
        self._stream, self._budget = stream, budget
        self._packed, self._size = packed, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, _CHUNK) if size >= 0 else _CHUNK)
        self._size += len(data)
        self._budget.spend(len(data))
        if self._size > _SMALL and self._size > self._budget._settings.max_ratio * self._packed:
            limit = (
                f"It is packed more than {self._budget._settings.max_ratio} to 1, as no text is."
            )
            raise UnreadableError("too_large", limit)
        return data


def _packed(data: bytes, format: Format, name: str, budget: Budget) -> Iterator[Member]:
    """A compressed file: a tar inside it is streamed, anything else is its single member."""
    with _open(data, format) as probe:
        head = probe.read(512)
    if head[257:262] == b"ustar":
        with _open(data, format) as stream:
            yield from _tar(cast(BinaryIO, _Counted(stream, len(data), budget)), budget, piped=True)
        return
    budget.member()
    with _open(data, format) as stream:
        yield Member(_inner_name(name), _read(stream, len(data), budget))


def _open(data: bytes, format: Format) -> BinaryIO:
    stream = io.BytesIO(data)
    if format == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if format == "bzip2":
        return cast(BinaryIO, bz2.BZ2File(stream))
    return cast(BinaryIO, lzma.LZMAFile(stream))


def _tar(stream: BinaryIO, budget: Budget, piped: bool = False) -> Iterator[Member]:
    # Streaming mode never seeks: members come in the archive's order and are read as they pass.
    with tarfile.open(fileobj=stream, mode="r|" if piped else "r:") as archive:
        for info in archive:
            if not info.isfile() or _is_litter(info.name):
                continue
            budget.member()
            name = _name(info.name)
            try:
                budget.check(info.size, max(info.size, 1))
            except UnreadableError as error:
                yield Member(name, fault=error)
                continue
            file = archive.extractfile(info)
            data = file.read() if file else b""
            if not piped:
                budget.spend(len(data))
            yield Member(name, data, float(info.mtime))


def _name(path: str) -> str:
    """A member's path as a plain name for the origin."""
    return clean_line(path.replace("\\", "/"))[:300] or "?"


def _inner_name(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return (
        stem
        if dot and suffix.lower() in ("gz", "bz2", "xz", "gzip") and stem
        else name or "content"
    )


def _is_litter(path: str) -> bool:
    """Files that packers add for themselves, and hidden files."""
    last = path.replace("\\", "/").rsplit("/", 1)[-1]
    return path.startswith("__MACOSX/") or last.startswith((".", "~$")) or not last
