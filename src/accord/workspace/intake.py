"""Taking documents in: what is new is read for claims and kept, one report at a time."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal, Protocol

import msgspec

from accord.codebooks.load import CodebookError
from accord.model import AccordError, Claim, Report, SetAside
from accord.workspace import rows
from accord.workspace.errors import UnstorableText, WorkspaceError
from accord.workspace.store import Store

_log = logging.getLogger("accord")

CLAIMS_FAILED = "claims_failed"
"""Set-aside code of a report in which reading claims broke: a defect of ours, not of the report."""


KNOWN = "known"
"""Set-aside code of a document that was read before, as `accord.reports` has it."""


class Digests(Container[str]):
    """SHA-256 digests of the documents that reports were read from, looked up one by one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __contains__(self, sha256: object) -> bool:
        return isinstance(sha256, str) and bool(self._store.holding(sha256))


class Extractor(Protocol):
    """What reads claims off reports: `accord.claims.extract.Extractor`, or a stand-in for it."""

    def extract_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Claim]]]:
        """Each report with its claims, in order; reports are taken one by one."""
        ...


class ReadStep(msgspec.Struct, frozen=True, kw_only=True):
    """One document dealt with, as `progress` hears of it. `count` is how many there were so far."""

    outcome: Literal["read", "known", "set aside"]
    origin: str
    count: int
    claims: int = 0


class ReadSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a reading came to: ids of reports read and already known, and what was set aside.

    `claims` is how many claims the reports read make. `renewed` are known reports whose claims were
    read again because that was asked for; `replaced` are earlier readings of the same documents,
    with another date or publisher, that made way for those read now.
    """

    read: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    claims: int = 0

    @property
    def anything(self) -> bool:
        """Whether any document was read or was known already."""
        return bool(self.read or self.known or self.renewed)


Progress = Callable[[ReadStep], None]


class Intake:
    """One run of reading into a store.

    `make_extractor` is called when the first new report turns up, so that a run that finds nothing
    new never loads the parser. With `again`, claims of known reports are read anew.
    """

    def __init__(
        self,
        store: Store,
        make_extractor: Callable[[], Extractor],
        *,
        again: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self._store = store
        self._make_extractor = make_extractor
        self._extractor: Extractor | None = None
        self._again = again
        self._progress = progress
        self._pending: deque[Report] = deque()
        self._seen: set[str] = set()
        self._lists: dict[str, list[str]] = {"read": [], "known": [], "renewed": [], "replaced": []}
        self._aside: list[SetAside] = []
        self._claims = 0
        self._count = 0
        self._foreign: Exception | None = None

    def run(self, documents: Iterable[Report | SetAside]) -> ReadSummary:
        """Take every document in, then work out what follows from all claims together.

        Each report is kept whole before the next is looked at; an interrupted run is taken up by
        running it again. A report that breaks the reading of claims is set aside, the rest go on.
        """
        wanted = self._wanted(documents)
        while self._pending or self._take(wanted):
            self._read(wanted)
        self._store.refresh()
        return self.summary()

    def summary(self) -> ReadSummary:
        """What the run has come to so far."""
        return ReadSummary(
            read=tuple(self._lists["read"]),
            known=tuple(self._lists["known"]),
            renewed=tuple(self._lists["renewed"]),
            replaced=tuple(self._lists["replaced"]),
            set_aside=tuple(self._aside),
            claims=self._claims,
        )

    def _wanted(self, documents: Iterable[Report | SetAside]) -> Iterator[Report]:
        """Reports that claims are to be read from; everything else is dealt with on the way."""
        for document in self._outside(documents):
            if isinstance(document, SetAside):
                self._not_read(document)
            elif document.id in self._seen:
                self._note("known", document.id, document.origin)
            else:
                self._seen.add(document.id)
                if self._again or not self._store.known(document.id):
                    yield document
                else:
                    self._note("known", document.id, document.origin)

    def _outside(self, documents: Iterable[Report | SetAside]) -> Iterator[Report | SetAside]:
        """The documents; an error in finding them is noted as no report's fault."""
        try:
            yield from documents
        except Exception as error:
            self._foreign = error
            raise

    def _take(self, wanted: Iterator[Report]) -> bool:
        """Make the next wanted report pending; False if there is none."""
        report = next(wanted, None)
        if report is not None:
            self._pending.append(report)
        return report is not None

    def _read(self, wanted: Iterator[Report]) -> None:
        """Read claims off pending reports and those after them until all are done or one fails."""
        if self._extractor is None:
            self._extractor = self._make_extractor()
        try:
            for report, claims in self._extractor.extract_many(self._feed(wanted)):
                self._keep(report, claims)
                self._pending.popleft()
        except (WorkspaceError, CodebookError):
            raise  # No other report would fare better.
        except Exception as error:
            # Whatever a hostile text breaks in the many modules that read claims, the rest go on.
            if error is self._foreign or not self._pending:
                raise
            self._failed(self._pending.popleft(), error)

    def _feed(self, wanted: Iterator[Report]) -> Iterator[Report]:
        """Pending reports first, then new ones, each noted as pending until its claims are kept."""
        yield from tuple(self._pending)
        while self._take(wanted):
            yield self._pending[-1]

    def _keep(self, report: Report, claims: list[Claim]) -> None:
        """Store one report with its claims."""
        try:
            if self._again and self._store.known(report.id):
                self._store.replace(report, claims)
                outcome = "renewed"
            else:
                earlier = self._store.earlier(report)
                outcome = "read" if self._store.add(report, claims) else "known"
                self._lists["replaced"] += earlier if outcome == "read" else ()
        except UnstorableText as error:
            self._put_aside(_aside(report, "broken", error.message))
            return
        if outcome != "known":
            self._claims += len(claims)
        self._note(outcome, report.id, report.origin, len(claims))

    def _failed(self, report: Report, error: Exception) -> None:
        """Set a report aside in which reading claims broke, with the error in the log."""
        _log.info("claims of %s (%s) could not be read", report.id, report.origin, exc_info=error)
        what = str(error) if isinstance(error, AccordError) else type(error).__name__
        reason = f"Its claims could not be read ({what}); this is a defect in Accord."
        self._put_aside(_aside(report, CLAIMS_FAILED, reason))

    def _not_read(self, document: SetAside) -> None:
        """A document that gave no report: known already by its bytes, or set aside."""
        if document.code != KNOWN:
            self._put_aside(document)
            return
        for report in self._store.holding(document.sha256) or (document.origin,):
            self._note("known", report, document.origin)

    def _put_aside(self, document: SetAside) -> None:
        self._store.put_aside(document)
        self._aside.append(document)
        self._tell("set aside", document.origin)

    def _note(self, outcome: str, report: str, origin: str, claims: int = 0) -> None:
        self._lists[outcome].append(report)
        self._tell("known" if outcome == "known" else "read", origin, claims)

    def _tell(
        self, outcome: Literal["read", "known", "set aside"], origin: str, claims: int = 0
    ) -> None:
        self._count += 1
        if self._progress is None:
            return
        try:
            self._progress(
                ReadStep(outcome=outcome, origin=origin, count=self._count, claims=claims)
            )
        except Exception as error:
            self._foreign = error
            raise


def _aside(report: Report, code: str, reason: str) -> SetAside:
    """A report that was read but cannot be kept, as a document set aside."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return SetAside(
        origin=rows.printable(report.origin), code=code, reason=reason, sha256=report.sha256, at=now
    )
