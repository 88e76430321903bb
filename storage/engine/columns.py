"""How columns and indexes are written, so that every table says it the same way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, Table, text
from sqlmodel import Field, SQLModel

# SQLite only counts up by itself in a column that is exactly INTEGER.
_SERIAL = BigInteger().with_variant(Integer(), "sqlite")


def number() -> Any:
    """A primary key that grows by itself."""
    return Field(default=None, sa_column=Column("id", _SERIAL, primary_key=True))


def time(**options: Any) -> Any:
    """Microseconds since 1970, UTC."""
    return Field(sa_type=BigInteger, **options)


def partial(name: str, *columns: str, where: str) -> Index:
    """An index over the few rows still in motion; queries must repeat `where` word for word."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def core(row: type[SQLModel]) -> Table:
    """The Core table behind a class."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
