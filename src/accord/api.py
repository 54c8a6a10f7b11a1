"""The Python API: a workspace to open, read into, ask and print.

>>> import accord
>>> with accord.open("x.accord") as ws:                     # doctest: +SKIP
...     summary = ws.read(["today/"], publisher="The Gazette")
...     ws.claims(actor="PRK", certainty="alleged").to_polars()
...     ws.brief("brief.html")

Nothing here is global: a process may have several workspaces open, each with its own parser.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

from accord.model import Claim, Report, SetAside
from accord.workspace import (
    ActorLine,
    EventEntry,
    ExportSummary,
    Filter,
    FilterArgs,
    Listing,
    ReportLine,
    SearchHit,
    Store,
    Tally,
    TimelineEntry,
    TransferEntry,
    check_layout,
    check_ontology,
    export_lines,
    make_filter,
)

if TYPE_CHECKING:
    from accord.matters import Matter
    from accord.reports import Settings
    from accord.workspace.intake import Extractor, Progress, ReadSummary

Source = str | Path
"""A file, a folder, an archive, an http(s) address, or "-" for standard input."""

__all__ = ["Source", "Workspace", "open"]


class Workspace:
    """A workspace: where reports, claims and matters are kept. Open one with `accord.open`.

    Listings (`claims`, `events`, `reports`, `actors`, `timeline`, `transfers`, `search`) are lazy
    sequences: nothing is asked of the database before they are looked at, each look asks anew, and
    each has `to_dicts()`, `to_json()` and `to_polars()` in the published shape. They take the same
    filters; see `accord.workspace.Filter` for what each means.
    """

    def __init__(self, store: Store, *, extractor: Extractor | None = None) -> None:
        self.store = store
        self._extractor = extractor

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<accord workspace {self.store}>"

    def close(self) -> None:
        """Let go of the workspace's file or server."""
        self.store.close()

    def read(
        self,
        sources: Source | Iterable[Source],
        *,
        published: str | None = None,
        publisher: str | None = None,
        settings: Settings | None = None,
        again: bool = False,
        progress: Progress | None = None,
    ) -> ReadSummary:
        """Read documents into the workspace; what it knows already is left as it is.

        `published` (ISO date, month or year) and `publisher` hold for all of them and override what
        they say of themselves. `settings` are the bounds of reading. With `again`, claims of known
        reports are read anew, by the models of today. `progress` is called after each document.

        Documents that cannot be read are set aside with a reason, in the summary and in the
        workspace. Raises `WorkspaceError` if the workspace cannot be written, and `FilterError` for
        a date that is none.
        """
        from accord.reports import DEFAULTS, read_reports
        from accord.workspace.dates import bounds
        from accord.workspace.intake import Digests, Intake

        if published is not None:
            bounds(published)
        given = [sources] if isinstance(sources, str | Path) else list(sources)
        # An override makes another report of the same document, so none is passed over unread.
        afresh = again or published is not None or publisher is not None
        documents = read_reports(
            self._apart_from_itself(given),
            published=published,
            publisher=publisher,
            settings=settings or DEFAULTS,
            stdin=sys.stdin.buffer,
            known=() if afresh else Digests(self.store),
        )
        intake = Intake(self.store, self._make_extractor, again=again, progress=progress)
        return intake.run(documents)

    def report(self, report: str) -> Report:
        """One report, whole, by its id or a beginning of it that no other has.

        Raises `UnknownReport` where there is none, or more than one.
        """
        return self.store.report(report)

    def reports(self, **filters: Unpack[FilterArgs]) -> Listing[ReportLine]:
        """Reports without their texts, by published date."""
        return self.store.reports(make_filter(**filters))

    def claims(self, **filters: Unpack[FilterArgs]) -> Listing[Claim]:
        """Claims, in the order of their reports and of the text."""
        return self.store.claims(make_filter(**filters))

    def actors(self, **filters: Unpack[FilterArgs]) -> Listing[ActorLine]:
        """Actors in the claims asked for, those in most claims first."""
        return self.store.actors(make_filter(**filters))

    def events(
        self,
        *,
        ontology: str = "plover",
        everything: bool = False,
        **filters: Unpack[FilterArgs],
    ) -> Listing[EventEntry]:
        """Events reported as having happened, coded in "plover" or "cameo"; with `everything`, all.

        Raises `FilterError` for another ontology.
        """
        return self.store.events(
            make_filter(**filters), ontology=check_ontology(ontology), everything=everything
        )

    def export(
        self,
        path: Source,
        *,
        format: str,
        everything: bool = False,
        fill_dates: bool = False,
        header: bool | None = None,
        **filters: Unpack[FilterArgs],
    ) -> ExportSummary:
        """Write events to `path` as users of "polecat", "icews", "gdelt" or "gdelt1" load them.

        Only what is reported as having happened, unless `everything`. An event without a day has no
        date, or with `fill_dates` its report's. Who says so, how surely and where follow in columns
        of their own. Raises `FilterError` for another format.
        """
        layout, tally = check_layout(format), Tally()
        told = self.store.told_events(make_filter(**filters))
        with Path(path).open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(
                export_lines(
                    told, layout, tally, everything=everything, fill_dates=fill_dates,
                    header=header,
                )
            )  # fmt: skip
        return tally.summary()

    def timeline(
        self, *, everything: bool = False, **filters: Unpack[FilterArgs]
    ) -> Listing[TimelineEntry]:
        """Dated events reported as having happened, in order of time; with `everything`, all."""
        return self.store.timeline(make_filter(**filters), everything=everything)

    def transfers(
        self, *, everything: bool = False, **filters: Unpack[FilterArgs]
    ) -> Listing[TransferEntry]:
        """The ledger of transfers in order of time; with `everything`, denied ones too."""
        return self.store.transfers(make_filter(**filters), everything=everything)

    def matters(self) -> Listing[Matter]:
        """Matters: claims of any reports that are about the same thing."""
        return self.store.matters()

    def set_aside(self) -> Listing[SetAside]:
        """Documents that could not be read, with the reason."""
        return self.store.set_aside()

    def search(self, query: str, /, **filters: Unpack[FilterArgs]) -> Listing[SearchHit]:
        """Passages that answer a query, best first: words, "phrases", AND, OR, NOT, prefix*."""
        return self.store.search(query, make_filter(**filters))

    def brief(
        self,
        path: Source | None = None,
        *,
        format: Literal["html", "md"] = "html",
        **filters: Unpack[FilterArgs],
    ) -> str:
        """The workspace as one page; written to `path` if one is given, returned in any case.

        With filters, a page of those claims alone.
        """
        page = self.brief_of(make_filter(**filters), format=format)
        if path is not None:
            Path(path).write_text(page, encoding="utf-8")
        return page

    def brief_of(self, asked: Filter, *, format: Literal["html", "md"] = "html") -> str:
        """The same for a filter that is made already."""
        from accord.brief import gather, render

        self.store.refresh()  # in case a reading was cut off before it came to that
        whole = asked == Filter()
        data = gather(
            self.store.full_reports(asked),
            self.store.claims(asked),
            set_aside=self.store.set_aside(),
            matters=list(self.store.matters()) if whole else None,
        )
        return render(data, format=format)

    def _apart_from_itself(self, sources: Iterable[Source]) -> list[str]:
        """Single sources, without the workspace's own files where they lie in a folder to read."""
        from accord.reports import find_sources

        own = {f"{os.path.realpath(self.store.address)}{end}" for end in ("", "-wal", "-shm")}
        return [
            source.path
            for source in find_sources(map(str, sources))
            if source.kind != "file" or os.path.realpath(source.path) not in own
        ]

    def _make_extractor(self) -> Extractor:
        """The reader of claims, made once for this workspace: it holds the parser."""
        if self._extractor is None:
            from accord.claims.extract import Extractor

            self._extractor = Extractor()
        return self._extractor


def open(path: Source, *, create: bool = True) -> Workspace:
    """Open the workspace at `path`, making it if it is not there and `create` is True.

    `path` is one SQLite file, or `postgresql+psycopg://user@host/name` for a team's database.
    Raises a `WorkspaceError` that says what is wrong with the place.
    """
    return Workspace(Store.open(path, create=create))
