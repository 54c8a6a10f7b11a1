"""The store: reports and claims go in whole or not at all, and come out with their matters."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, RowMapping, Select, select
from sqlalchemy.exc import DBAPIError

from accord.matters import Matter
from accord.model import Claim, Passage, ReadBy, Report, SetAside
from accord.workspace import dialect, migrate, queries, rows, writing
from accord.workspace.derived import derive
from accord.workspace.errors import UnknownReport, WorkspaceError, WorkspaceUnusable
from accord.workspace.events import EventEntry, Ontology, event_entry
from accord.workspace.exports import Told
from accord.workspace.filter import Filter
from accord.workspace.listing import Listing
from accord.workspace.queries import ActorLine, ReportLine
from accord.workspace.schema import matters, reports, set_aside
from accord.workspace.search import SearchHit
from accord.workspace.standing import (
    TimelineEntry,
    TransferEntry,
    timeline_entry,
    transfer_entry,
)

T = TypeVar("T", bound=msgspec.Struct)

ALL: Final = Filter()
"""The filter that asks for everything."""

CHUNK = 500
"""Rows fetched at a time while a listing is walked through."""

_matter_from_json = msgspec.json.Decoder(Matter)
_read_by_from_json = msgspec.json.Decoder(ReadBy)


class Store:
    """A workspace's tables, opened: what goes in and what can be asked.

    Open one with `Store.open`; close it, or use it as a context manager. Several processes may have
    the same workspace open: readers go on while one writes, writers queue.
    """

    def __init__(self, address: str, engine: Engine) -> None:
        self.address = address
        self._engine = engine

    @classmethod
    def open(cls, address: str | Path, *, create: bool = True) -> Store:
        """Open the workspace at a path or `postgresql+psycopg://` address.

        Makes it if there is none and `create` is True, and runs the migrations that it lacks.
        Raises a `WorkspaceError` that says what is wrong with the place.
        """
        engine = dialect.make_engine(str(address), create=create)
        try:
            with _plain_errors(engine):
                migrate.prepare(engine, create=create)
        except WorkspaceError:
            engine.dispose()
            raise
        return cls(str(address), engine)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __repr__(self) -> str:
        return dialect.name_of(self._engine)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # ---------------------------------------------------------------- writing

    def add(
        self, report: Report, claims: Iterable[Claim], *, passages: Sequence[Passage] = ()
    ) -> bool:
        """Keep a report with its claims, all in one transaction.

        Returns False, and changes nothing, if the report is known already. An earlier reading of
        the same document under another date or publisher makes way for this one. `passages` are its
        sentences; without them they follow from the claims and the blocks.

        Every span is checked first: raises `SpanError` for one that does not point into the text,
        `UnstorableText` for text that no database can keep.
        """
        rows.check_storable(report)
        found = writing.checked(report, claims)
        with self._writing() as connection:
            if writing.has_report(connection, report.id):
                return False
            writing.put_report(connection, report, passages, found)
            writing.put_claims(connection, report, found)
            writing.touch(connection)
        return True

    def replace(self, report: Report, claims: Iterable[Claim]) -> None:
        """Put newly read claims in the place of those that a machine read off a known report.

        All in one transaction. Raises `UnknownReport` if the report is not in the workspace.
        """
        found = writing.checked(report, claims)
        with self._writing() as connection:
            if not writing.has_report(connection, report.id):
                raise UnknownReport(f"there is no report {report.id}.")
            writing.put_claims(connection, report, found)
            writing.touch(connection)

    def put_aside(self, document: SetAside) -> None:
        """Keep that a document could not be read, and why; once for each document and reason."""
        with self._writing() as connection:
            writing.put_aside(connection, document)

    def refresh(self) -> bool:
        """Work out matters and inferred years again if claims came or went since the last time.

        Returns whether there was anything to do. Claims' own rows are never touched. If another
        process adds claims meanwhile, its own refresh follows and this one leaves off.
        """
        with self._reading() as connection:
            generation = writing.get_meta(connection, "generation")
            if generation == writing.get_meta(connection, "derived"):
                return False
            kept = _walk(connection, queries.report_heads())
            all_reports = [rows.report_head(row) for row in kept]
            read = _walk(connection, queries.claim_list(connection, ALL))
            # As they were read: an earlier round's inferences are not evidence for this one.
            all_claims = [rows.claim_as_read(row) for row in read]
        derived = derive(all_reports, all_claims)
        with self._writing() as connection:
            if writing.get_meta(connection, "generation") == generation:
                writing.put_derived(connection, derived)
                writing.put_meta(connection, "derived", generation or "0")
        return True

    # ---------------------------------------------------------------- asking

    def known(self, report: str) -> bool:
        """Whether a report with exactly this id is kept."""
        with self._reading() as connection:
            return writing.has_report(connection, report)

    def earlier(self, report: Report) -> tuple[str, ...]:
        """Ids of earlier readings of the same document, which `add` would put this one in place of.

        They are of the same bytes from the same place, and differ in date or publisher alone.
        """
        with self._reading() as connection:
            return writing.earlier(connection, report)

    def holding(self, sha256: str) -> tuple[str, ...]:
        """Ids of the reports that were read from a document with this digest, sorted."""
        query = select(reports.c.id).where(reports.c.sha256 == sha256).order_by(reports.c.id)
        with self._reading() as connection:
            return tuple(connection.execute(query).scalars())

    def read_by(self, report: str) -> ReadBy | None:
        """What made the machine's claims of a report; None if it makes none."""
        with self._reading() as connection:
            query = select(reports.c.read_by).where(reports.c.id == report)
            found = connection.execute(query).scalar()
        return None if found in (None, "null") else _read_by_from_json.decode(found)

    def report(self, report: str) -> Report:
        """One report by its id, or by a beginning of it that no other has.

        Raises `UnknownReport` where there is none, or more than one.
        """
        exact = select(reports).where(reports.c.id == report)
        prefix = select(reports).where(reports.c.id.startswith(report, autoescape=True))
        with self._reading() as connection:
            found = connection.execute(exact).mappings().first()
            if found is not None:
                return rows.report_from(found)
            several = connection.execute(prefix.limit(2)).mappings().all() if report else []
        if len(several) == 1:
            return rows.report_from(several[0])
        what = "more than one report begins with" if several else "there is no report"
        raise UnknownReport(f"{what} '{report}'.")

    def full_reports(self, asked: Filter = ALL) -> Iterator[Report]:
        """Reports with their texts, by published date (undated last), then id."""
        with self._reading() as connection:
            for row in _walk(connection, queries.full_reports(asked)):
                yield rows.report_from(row)

    def reports(self, asked: Filter = ALL) -> Listing[ReportLine]:
        """Reports without their texts, by published date (undated last), then id."""
        return self._listing(
            ReportLine, lambda _: queries.report_lines(asked), lambda row: ReportLine(**row)
        )

    def set_aside(self) -> Listing[SetAside]:
        """Documents that could not be read, by origin."""
        columns = [set_aside.c[name] for name in SetAside.__struct_fields__]
        query = select(*columns).order_by(*columns[:2], set_aside.c.sha256)
        return self._listing(SetAside, lambda _: query, lambda row: SetAside(**row))

    def claims(self, asked: Filter = ALL) -> Listing[Claim]:
        """Claims with their matter and inferred time, in the order of reports and of their text."""
        return self._listing(
            Claim, lambda connection: queries.claim_list(connection, asked), rows.claim_from
        )

    def timeline(self, asked: Filter = ALL, *, everything: bool = False) -> Listing[TimelineEntry]:
        """Dated events in order of time: those reported as having happened.

        With `everything`, also those that are denied, hypothetical, possible, promised or expected,
        each marked as such.
        """
        return self._listing(
            TimelineEntry,
            lambda connection: queries.timeline(connection, asked, everything),
            lambda row: timeline_entry(rows.claim_from(row), row["published"]),
        )

    def transfers(self, asked: Filter = ALL, *, everything: bool = False) -> Listing[TransferEntry]:
        """The ledger in order of time (undated last): what is said to have passed, or to be wanted.

        What is only wanted, offered, promised or ordered is marked so. With `everything`, also what
        is denied, hypothetical, possible, forecast or conditional.
        """
        return self._listing(
            TransferEntry,
            lambda connection: queries.ledger(connection, asked, everything),
            lambda row: transfer_entry(rows.claim_from(row), row["published"]),
        )

    def events(
        self, asked: Filter = ALL, *, ontology: Ontology = "plover", everything: bool = False
    ) -> Listing[EventEntry]:
        """Event claims in the order of reports and of their text: those that are said to be so.

        With `everything`, also those that are denied, hypothetical, possible, promised or expected,
        each marked as such.
        """
        return self._listing(
            EventEntry,
            lambda connection: queries.events(connection, asked, everything),
            lambda row: event_entry(rows.claim_from(row), row["published"], ontology),
        )

    def told_events(self, asked: Filter = ALL) -> Iterator[Told]:
        """Event claims of every standing with what an export needs of their reports."""
        with self._reading() as connection:
            for row in _walk(connection, queries.told_events(connection, asked)):
                yield Told(
                    claim=rows.claim_from(row), published=row["published"],
                    publisher=row["publisher"], url=row["url"], language=row["language"],
                    read_at=row["read_at"] or "",
                )  # fmt: skip

    def actors(self, asked: Filter = ALL) -> Listing[ActorLine]:
        """Actors of the claims asked for, those in most claims first."""
        return self._listing(
            ActorLine,
            lambda connection: queries.actor_lines(connection, asked),
            lambda row: ActorLine(**row),
        )

    def matters(self) -> Listing[Matter]:
        """Matters, by id."""
        query = select(matters.c.json).order_by(matters.c.id)
        return self._listing(
            Matter, lambda _: query, lambda row: _matter_from_json.decode(row["json"])
        )

    def search(self, text: str, asked: Filter = ALL) -> Listing[SearchHit]:
        """Passages that answer `text`, best first; see `accord.workspace.search` for the language.

        Filters on claims keep passages in which such a claim is made.
        """

        def fetch(limit: int | None, offset: int) -> Iterator[SearchHit]:
            with self._reading() as connection:
                query = queries.hits(connection, text, asked)
                if query is not None:
                    for row in _walk(connection, query.limit(limit).offset(offset)):
                        yield queries.hit(connection, row)

        def count() -> int:
            with self._reading() as connection:
                query = queries.hits(connection, text, asked)
                return 0 if query is None else queries.count(connection, query)

        return Listing(SearchHit, count=count, fetch=fetch)

    # ---------------------------------------------------------------- within

    def _listing(
        self,
        shape: type[T],
        build: Callable[[Connection], Select[Any]],
        make: Callable[[RowMapping], T],
    ) -> Listing[T]:
        """A listing over the rows of a query, each turned into a `shape`."""

        def fetch(limit: int | None, offset: int) -> Iterator[T]:
            with self._reading() as connection:
                query = build(connection).limit(limit).offset(offset)
                for row in _walk(connection, query):
                    yield make(row)

        def count() -> int:
            with self._reading() as connection:
                return queries.count(connection, build(connection))

        return Listing(shape, count=count, fetch=fetch)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the workspace."""
        with _plain_errors(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that no other writer can come between; undone as a whole on any error."""
        with _plain_errors(self._engine), self._engine.connect() as fresh:
            connection = fresh.execution_options(accord_write=True)
            with connection.begin():
                dialect.lock_for_writing(connection)
                yield connection


def _walk(connection: Connection, query: Select[Any]) -> Iterator[RowMapping]:
    """Rows of a query, fetched a few hundred at a time."""
    # Closed by us: a listing that is left half-way must not keep a cursor open on the server.
    with connection.execute(query, execution_options={"yield_per": CHUNK}) as found:
        yield from found.mappings()


@contextmanager
def _plain_errors(engine: Engine) -> Iterator[None]:
    """A database's own error as one that a user can act on."""
    try:
        yield
    except DBAPIError as error:
        place = dialect.name_of(engine)
        cause = " ".join(str(error.orig).split()) or type(error.orig).__name__
        # A damaged file is no question of where it lies, so that advice would lead astray.
        damaged = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
        remedy = "Take a copy of it, or read the documents into a new one." if damaged else None
        raise WorkspaceUnusable(f"{place} cannot be used: {cause}.", remedy=remedy) from error


_DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
