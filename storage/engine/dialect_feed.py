"""The other place that knows which database we talk to: how a column keeps out of a plan, and the
index of words, which each database has in its own form over the same tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Text, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from core.search import Group
from storage.engine.postgres_bulk import array
from storage.engine.sqlite_bulk import several

# Above every number of the inbox.
TOP = 1 << 62


class aside(FunctionElement[Any]):  # noqa: N801 - reads as a function in statements
    """A column whose filter does not choose the index: its values are looked at in passing.

    SQLite guesses which of several filters leads, and guesses wrong; PostgreSQL knows by its
    statistics.
    """

    type = Text()
    inherit_cache = True


@compiles(aside)
def _as_it_is(element: aside, compiler: Any, **kwargs: Any) -> str:
    return str(compiler.process(element.clauses, **kwargs))


@compiles(aside, "sqlite")
def _out_of_the_plan(element: aside, compiler: Any, **kwargs: Any) -> str:
    return f"+{compiler.process(element.clauses, **kwargs)}"


class among(FunctionElement[Any]):  # noqa: N801 - reads as a function in statements
    """Whether a column is one of the few that a subquery finds for each row of another table.

    SQLite runs the subquery once a row. PostgreSQL would do so for every pair of rows, unless it
    is given the finds as an array, which it looks up in the column's index.
    """

    # Not a Boolean: where there are none, "= 1" would be added, and no index found.
    inherit_cache = True


@compiles(among)
def _in_array(element: among, compiler: Any, **kwargs: Any) -> str:
    column, found = element.clauses
    said = compiler.process(column, **kwargs), compiler.process(found, **kwargs)
    return f"{said[0]} = ANY (ARRAY{said[1]})"


@compiles(among, "sqlite")
def _in_subquery(element: among, compiler: Any, **kwargs: Any) -> str:
    column, found = element.clauses
    return f"{compiler.process(column, **kwargs)} IN {compiler.process(found, **kwargs)}"


class Words(Protocol):
    """An index from tokens to numbers of messages."""

    def insert(self, connection: Connection, docs: Sequence[tuple[int, Iterable[str]]]) -> None: ...

    def delete(self, connection: Connection, docs: Sequence[tuple[int, Iterable[str]]]) -> None:
        """Take messages out, given the very tokens that they were put in with."""
        ...

    def hits(
        self, connection: Connection, groups: Sequence[Group], limit: int, span: tuple[int, int]
    ) -> list[int]:
        """Messages that have something of every group, the newest first, strictly within."""
        ...


class Fts5:
    """SQLite: a table of full text that keeps no text and no places."""

    _INSERT = "INSERT INTO search_words (rowid, words) VALUES (?, ?)"
    _DELETE = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?, ?)"
    _HITS = (
        "SELECT rowid FROM search_words WHERE search_words MATCH ? AND rowid > ? AND rowid < ?"
        " ORDER BY rowid DESC LIMIT ?"
    )

    def insert(self, connection: Connection, docs: Sequence[tuple[int, Iterable[str]]]) -> None:
        self._write(connection, self._INSERT, docs)

    def delete(self, connection: Connection, docs: Sequence[tuple[int, Iterable[str]]]) -> None:
        self._write(connection, self._DELETE, docs)

    def _write(
        self, connection: Connection, sql: str, docs: Sequence[tuple[int, Iterable[str]]]
    ) -> None:
        if docs:
            rows = [(number, " ".join(words)) for number, words in docs]
            for statement, values in several(sql, rows):
                connection.exec_driver_sql(statement, values)

    def hits(
        self, connection: Connection, groups: Sequence[Group], limit: int, span: tuple[int, int]
    ) -> list[int]:
        question = " AND ".join(map(_fts5_group, groups))
        rows = connection.exec_driver_sql(self._HITS, (question, *span, limit))
        return [row[0] for row in rows]


def _fts5_group(group: Group) -> str:
    parts = [f'"{each}"' for each in group.exact] + [f'"{each}" *' for each in group.starts]
    return f"({' OR '.join(parts)})"


# Of the newest documents so many are looked at for each one that is wanted, and at least.
_NEAR_EACH, _NEAR_LEAST = 64, 32_768


class Tsvector:
    """PostgreSQL: a column of lexemes under a GIN index; nothing is parsed again."""

    _INSERT = (
        "INSERT INTO search_words (id, words)"
        " SELECT id, array_to_tsvector(string_to_array(words, ' '))"
        " FROM unnest(%s::BIGINT[], %s::TEXT[]) AS doc(id, words)"
        " ON CONFLICT (id) DO UPDATE SET words = excluded.words"
    )
    _DELETE = text("DELETE FROM search_words WHERE id = :id")
    # How often a word is said is guessed wrongly, so that the planner may walk through all numbers
    # for a rare one: first the newest are looked at, and what is not there often enough is asked of
    # the words' own index, which `id + 0` leaves as the only way.
    _NEAR = text(
        "SELECT id FROM (SELECT id, words FROM search_words WHERE id > :above AND id < :below"
        " ORDER BY id DESC LIMIT :near) AS newest WHERE words @@ CAST(:question AS tsquery)"
        " ORDER BY id DESC LIMIT :most"
    )
    _HITS = text(
        "SELECT id FROM search_words WHERE words @@ CAST(:question AS tsquery)"
        " AND id + 0 > :above AND id + 0 < :below ORDER BY id + 0 DESC LIMIT :most"
    )

    def insert(self, connection: Connection, docs: Sequence[tuple[int, Iterable[str]]]) -> None:
        if docs:
            numbers = array([number for number, _ in docs])
            said = array([" ".join(words) for _, words in docs])
            connection.exec_driver_sql(self._INSERT, (numbers, said))

    def delete(self, connection: Connection, docs: Sequence[tuple[int, Iterable[str]]]) -> None:
        if docs:
            connection.execute(self._DELETE, [{"id": number} for number, _ in docs])

    def hits(
        self, connection: Connection, groups: Sequence[Group], limit: int, span: tuple[int, int]
    ) -> list[int]:
        names = {"question": " & ".join(map(_tsquery_group, groups)), "most": limit}
        names |= {"above": span[0], "below": span[1]}
        near = {"near": max(limit * _NEAR_EACH, _NEAR_LEAST)}
        found = list(connection.execute(self._NEAR, names | near).scalars())
        if len(found) == limit:
            return found
        return list(connection.execute(self._HITS, names).scalars())


def _tsquery_group(group: Group) -> str:
    parts = [f"'{each}'" for each in group.exact] + [f"'{each}':*" for each in group.starts]
    return f"({' | '.join(parts)})"


_FTS5, _TSVECTOR = Fts5(), Tsvector()


def words_of(connection: Connection) -> Words:
    """The index of the database behind a connection. Tokens hold neither quotes nor spaces."""
    return _FTS5 if connection.dialect.name == "sqlite" else _TSVECTOR
