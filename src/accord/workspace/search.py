"""Text search over passages and quotes: one query language, two databases.

A query is words, "phrases", prefixes (deliver*), AND (the default), OR and NOT. Words are matched
by their stem. Anything else in a query is only text: no query is an error. SQLite answers with FTS5
(ranked by BM25), PostgreSQL with tsvector.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    column,
    func,
    literal_column,
    select,
    table,
)

from accord.model import BlockRole, Span
from accord.workspace import schema

MAX_TERMS = 48
"""Terms of a query that are looked at; the rest is ignored."""

_PIECE = re.compile(r'"([^"]*)("|$)|(\S+)')
_WORD = re.compile(r"\w+")
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Put round a match by the database; private-use characters, which hardly any text holds."""


class SearchHit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that answers a search. `report`, `start` and `end` say where to open it.

    `marks` are the matched words as spans of the report; `score` is higher for a better match and
    only comparable within one search; `claims` are the ids of the claims made in the passage.
    """

    report: str
    start: int
    end: int
    text: str
    role: BlockRole
    marks: tuple[Span, ...]
    score: float
    title: str | None
    publisher: str | None
    published: str | None
    claims: tuple[str, ...]


class Term(msgspec.Struct, frozen=True):
    """One word or phrase of a query, in lower case."""

    words: tuple[str, ...]
    prefix: bool = False


class Alternative(msgspec.Struct, frozen=True):
    """What has to be there, and what must not be."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


def parse(query: str) -> tuple[Alternative, ...]:
    """The alternatives of a query (parts joined by OR). Those that ask for nothing are left out."""
    found: list[Alternative] = []
    wanted: list[Term] = []
    unwanted: list[Term] = []
    negative = False
    for count, piece in enumerate(_pieces(query)):
        if count >= MAX_TERMS:
            break
        if piece == "OR":
            found.append(Alternative(tuple(wanted), tuple(unwanted)))
            wanted, unwanted, negative = [], [], False
        elif piece == "NOT":
            negative = True
        elif isinstance(piece, Term):
            (unwanted if negative else wanted).append(piece)
            negative = False
    found.append(Alternative(tuple(wanted), tuple(unwanted)))
    return tuple(alternative for alternative in found if alternative.wanted)


def _pieces(query: str) -> Iterator[Term | str]:
    """Operators as they stand (AND is dropped: it is the default), everything else as terms."""
    for match in _PIECE.finditer(query):
        phrase, _, word = match.groups()
        if word in ("AND", "OR", "NOT"):
            if word != "AND":
                yield word
            continue
        raw = phrase if word is None else word
        words = tuple(_WORD.findall(raw.lower().replace("_", " ")))
        # A lone surrogate cannot reach a database; it can match nothing either.
        if words and not any("\ud800" <= c <= "\udfff" for w in words for c in w):
            yield Term(words, prefix=word is not None and word.endswith("*"))


def matching(connection: Connection, table_name: str, query: str) -> Subquery | None:
    """Rows of `passages` or `claims` whose text answers `query`, as (n, score, marked).

    None if the query asks for nothing. `marked` is the text with each match between two private-use
    characters. Higher scores are better.
    """
    alternatives = parse(query)
    if not alternatives:
        return None
    if connection.dialect.name == "sqlite":
        return _fts5(table_name, alternatives)
    return _tsvector(table_name, alternatives)


def spans(marked: str, text: str, offset: int) -> tuple[Span, ...]:
    """Where the matches of `marked` lie in the report that `text` begins in at `offset`."""
    if marked.replace(_OPEN, "").replace(_CLOSE, "") != text:
        return ()  # the text holds our marks itself, or was normalised: do not guess
    found: list[Span] = []
    at = offset
    start: int | None = None
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if piece == _OPEN:
            start = at
        elif piece == _CLOSE:
            if start is not None and start < at:
                found.append((start, at))
            start = None
        else:
            at += len(piece)
    return tuple(found)


def _fts5(table_name: str, alternatives: tuple[Alternative, ...]) -> Subquery:
    """FTS5: every word goes in as a quoted string, so none of it can be syntax."""
    index = table(f"{table_name}_text", column("rowid"), column(f"{table_name}_text"))
    text = " OR ".join(f"({_fts5_alternative(one)})" for one in alternatives)
    name: ColumnElement[str] = literal_column(f"{table_name}_text")
    return (
        select(
            index.c.rowid.label("n"),
            (-func.bm25(name)).label("score"),
            func.highlight(name, 0, _OPEN, _CLOSE).label("marked"),
        )
        .where(name.op("MATCH")(text))
        .subquery()
    )


def _fts5_alternative(one: Alternative) -> str:
    wanted = " AND ".join(map(_fts5_term, one.wanted))
    unwanted = " OR ".join(map(_fts5_term, one.unwanted))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _fts5_term(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")


def _tsvector(table_name: str, alternatives: tuple[Alternative, ...]) -> Subquery:
    """PostgreSQL: every word goes in as a quoted lexeme."""
    source = getattr(schema, table_name)
    body = source.c.text if table_name == "passages" else source.c.quote
    config: ColumnElement[str] = literal_column("'accord_text'::regconfig")
    text = " | ".join(f"({_ts_alternative(one)})" for one in alternatives)
    asked = func.to_tsquery(config, text)
    vector = func.to_tsvector(config, body)
    options = f'HighlightAll=true, StartSel="{_OPEN}", StopSel="{_CLOSE}"'
    condition: ColumnElement[bool] = vector.op("@@")(asked)
    return (
        select(
            source.c.n.label("n"),
            func.ts_rank(vector, asked).label("score"),
            func.ts_headline(config, body, asked, options).label("marked"),
        )
        .where(condition)
        .subquery()
    )


def _ts_alternative(one: Alternative) -> str:
    parts = [_ts_term(term) for term in one.wanted]
    parts += [f"!({_ts_term(term)})" for term in one.unwanted]
    return " & ".join(parts)


def _ts_term(term: Term) -> str:
    # Words are \w+ only, so a quoted lexeme cannot be closed from inside.
    words = [f"'{word}'" for word in term.words]
    if term.prefix:
        words[-1] += ":*"
    return " <-> ".join(words)
