"""Reading: sources to reports, one after another; what cannot be read is set aside."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from accord.model import Report, SetAside
from accord.reports.archive import Budget, Member, unpack
from accord.reports.assemble import assemble
from accord.reports.calendar import parse_stamp
from accord.reports.detect import detect
from accord.reports.draft import Draft, Fault, Part, Piece
from accord.reports.formats import ARCHIVES, INLINE, Job, parse
from accord.reports.reasons import UnreadableError
from accord.reports.settings import DEFAULTS, Settings
from accord.reports.sources import Source, find_sources, read_file, read_stream
from accord.reports.worker import Worker

Outcome = Report | SetAside


@dataclass(frozen=True, slots=True)
class _Item:
    """A document in hand: its bytes, where it came from, and how deep inside others it lies."""

    data: bytes
    origin: str
    name: str
    depth: int = 0
    url: str | None = None
    charset: str | None = None
    modified: float | None = None


def read_reports(
    paths: Iterable[str],
    *,
    settings: Settings = DEFAULTS,
    published: str | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
    known: Container[str] = (),
) -> Iterator[Report | SetAside]:
    """Read everything under `paths` (see `find_sources`) in order: a Report or SetAside each.

    `published` (ISO date, month or year) and `publisher` override what the documents say; a
    `published` that is no date raises `ValueError` at once. `stdin` is read for the path "-".
    `known` holds SHA-256 digests of single documents that were read before: they are passed over
    unparsed and reported as SetAside with the code "known" (a feed, a mailbox or a JSON file is
    always read again, for it may have been read in part; an archive is looked through).

    Nothing in a document, and no path, makes this raise: it yields SetAside and goes on.
    """
    if published is not None and parse_stamp(published) is None:
        raise ValueError(f"published must be a date such as 2024-06-22, not {published!r}")
    return _read_all(list(paths), _Reader(settings, published, publisher, stdin, known))


def _read_all(paths: list[str], reader: _Reader) -> Iterator[Outcome]:
    with reader.worker:
        for source in find_sources(paths):
            yield from reader.source(source)


class _Reader:
    """One run of reading: its settings, overrides and worker."""

    def __init__(
        self,
        settings: Settings,
        published: str | None,
        publisher: str | None,
        stdin: BinaryIO | None,
        known: Container[str],
    ) -> None:
        self.settings = settings
        self.published = published
        self.publisher = publisher
        self.stdin = stdin
        self.known = known
        self.worker = Worker(settings)

    def source(self, source: Source) -> Iterator[Outcome]:
        """Read one source."""
        try:
            item = self._load(source)
        except UnreadableError as error:
            yield _set_aside(source.path, error.reason, error.line)
            return
        yield from self._document(item, Budget(self.settings))

    def _load(self, source: Source) -> _Item:
        if source.kind == "missing":
            raise UnreadableError("missing")
        if source.kind == "unreadable":
            raise UnreadableError("unreadable", "The folder could not be opened.")
        if source.kind == "url":
            from accord.reports.fetch import fetch

            page = fetch(source.path, self.settings)
            return _Item(page.data, source.path, page.name, url=page.url, charset=page.charset)
        if source.kind == "stdin":
            if self.stdin is None:
                raise UnreadableError("empty", "Nothing was given on standard input.")
            return _Item(read_stream(self.stdin, self.settings), "-", "")
        data, modified = read_file(source.path, self.settings)
        name = source.path.replace("\\", "/").rsplit("/", 1)[-1]
        return _Item(data, source.path, name, modified=modified)

    def _document(self, item: _Item, budget: Budget) -> Iterator[Outcome]:
        """Read one document: an archive's members, or what its format's parser finds in it."""
        digest = hashlib.sha256(item.data).hexdigest()
        try:
            budget.deeper(item.depth)
            found = detect(item.data, item.name)
            if found in ARCHIVES:
                yield from self._members(item, unpack(item.data, found, item.name, budget), budget)
                return
            if digest in self.known:
                raise UnreadableError("known")
        except UnreadableError as error:
            yield _set_aside(item.origin, error.reason, error.line, digest)
            return
        job = Job(
            data=item.data, format=found, name=item.name, url=item.url, charset=item.charset,
            settings=self.settings,
        )  # fmt: skip
        inline = found in INLINE or not self.settings.isolate
        pieces: Iterable[Piece] = parse(job) if inline else self.worker.parse(job)
        for piece in pieces:
            yield from self._piece(piece, item, digest, budget)

    def _piece(self, piece: Piece, item: _Item, digest: str, budget: Budget) -> Iterator[Outcome]:
        """Turn one piece of a document into its outcome; a part of it is a document again."""
        if isinstance(piece, Part):
            yield from self._part(piece, item, budget)
            return
        origin = item.origin + piece.part
        sha = piece.sha256 or digest
        if isinstance(piece, Fault):
            yield _set_aside(origin, piece.code, piece.line, sha)
            return
        if piece.sha256 and piece.sha256 in self.known:
            known = UnreadableError("known")
            yield _set_aside(origin, known.reason, known.line, sha)
            return
        yield self._report(piece, item, origin, sha)

    def _report(self, draft: Draft, item: _Item, origin: str, sha: str) -> Outcome:
        draft.sha256 = sha
        draft.url = draft.url or item.url
        try:
            return assemble(
                draft, origin=origin, settings=self.settings, published=self.published,
                publisher=self.publisher, read_at=_now(),
                modified=item.modified if self.settings.file_dates else None,
            )  # fmt: skip
        except UnreadableError as error:
            return _set_aside(origin, error.reason, error.line, sha)

    def _part(self, part: Part, item: _Item, budget: Budget) -> Iterator[Outcome]:
        """Read an attachment, or a message of a mailbox, as a document of its own."""
        origin = item.origin + part.part + ("" if part.part else f"!{part.name}")
        try:
            if not part.part:
                budget.member()
            budget.spend(len(part.data))
        except UnreadableError as error:
            yield _set_aside(origin, error.reason, error.line)
            return
        inner = _Item(part.data, origin, part.name, item.depth + 1, modified=item.modified)
        yield from self._document(inner, budget)

    def _members(self, item: _Item, members: Iterator[Member], budget: Budget) -> Iterator[Outcome]:
        """Read the documents inside a document, each for itself."""
        while True:
            try:
                member = next(members)
            except StopIteration:
                return
            except UnreadableError as error:
                yield _set_aside(item.origin, error.reason, error.line)
                return
            origin = f"{item.origin}!{member.name}"
            if member.fault:
                yield _set_aside(origin, member.fault.reason, member.fault.line)
                continue
            name = member.name.rsplit("/", 1)[-1]
            inner = _Item(
                member.data, origin, name, item.depth + 1, modified=member.modified or item.modified
            )
            yield from self._document(inner, budget)


def _set_aside(origin: str, code: str, line: str, sha256: str = "") -> SetAside:
    return SetAside(origin=origin, code=code, reason=line, sha256=sha256, at=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
