"""A lazy, typed sequence: asks the workspace when it is looked at, and no sooner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

if TYPE_CHECKING:
    import polars

T = TypeVar("T", bound=msgspec.Struct)


class Listing(Sequence[T], Generic[T]):
    """What a workspace answers, in a fixed order. Nothing is kept: each look asks anew.

    `count()` gives the number of rows, `fetch(limit, offset)` yields them (limit None: all that
    remain); `shape` is the rows' type.
    """

    def __init__(
        self,
        shape: type[T],
        *,
        count: Callable[[], int],
        fetch: Callable[[int | None, int], Iterator[T]],
    ) -> None:
        self.shape = shape
        self._count = count
        self._fetch = fetch

    def __len__(self) -> int:
        return self._count()

    def __bool__(self) -> bool:
        return next(self._fetch(1, 0), None) is not None

    def __iter__(self) -> Iterator[T]:
        return self._fetch(None, 0)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return self._slice(index)
        if index < 0:
            index += len(self)
        found = next(self._fetch(1, index), None) if index >= 0 else None
        if found is None:
            raise IndexError("index out of range")
        return found

    def _slice(self, index: slice) -> list[T]:
        """A plain run of rows in one question; anything else through its indices."""
        start, stop, step = index.indices(len(self))
        if step == 1:
            return list(self._fetch(max(0, stop - start), start))
        rows = list(self)
        return [rows[at] for at in range(start, stop, step)]

    def page(self, limit: int | None, offset: int = 0) -> Iterator[T]:
        """At most `limit` rows from `offset` on, without counting."""
        rows = self._fetch(limit, offset)
        return rows if limit is None else islice(rows, limit)

    def __repr__(self) -> str:
        return f"<{len(self)} × {self.shape.__name__}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries in the published shape: every field, spans as lists."""
        return [to_dict(row) for row in self]

    def to_json(self) -> str:
        """The rows as one JSON list in the published shape."""
        return msgspec.json.encode(list(self)).decode()

    def to_polars(self) -> polars.DataFrame:
        """The rows as a Polars frame: same names, with struct and list columns."""
        from accord.workspace.columns import to_polars

        return to_polars(self.shape, self)


def to_dict(row: msgspec.Struct) -> dict[str, Any]:
    """One row as the JSON object that stands for it."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(row))
    return plain
