"""Which schema a database has, and which this version works with.

Migrations are known by their files' names: reading them all, and Alembic, takes a third of a
second, and hardly any start of a process has something to migrate.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect

_FILES = Path(__file__).parents[1] / "migrations" / "versions"


@cache
def known() -> tuple[str, ...]:
    """The revisions that this version knows, the oldest first."""
    return tuple(sorted(each.stem.partition("_")[0] for each in _FILES.glob("[0-9]*.py")))


def newest() -> str:
    """The revision that this version works with."""
    return known()[-1]


def revision_of(connection: Connection) -> str | None:
    """The schema's revision; None where there is no desk."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else None


def is_older(revision: str | None) -> bool:
    """Whether a schema of this revision is one that this version brings up to date."""
    return revision != newest() and revision in known()


def is_behind(connection: Connection) -> bool:
    """Whether something is still to be migrated; a newer schema than ours is none of ours."""
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return row is None or is_older(str(row[0]))
