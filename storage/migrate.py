"""The schema, brought up to date when a database is opened."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from core.errors import ConfigError
from storage.engine.schema_state import known, newest, revision_of
from storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

log = logging.getLogger(__name__)

_HERE = Path(__file__).parent / "migrations"
NEWER = (
    "[storage] url: the database was written by a newer version (schema {revision});"
    " start that version or restore an older backup"
)
APART = (
    "[storage] url: the database was written by the next version (schema {revision}), beside which"
    " this one cannot work ({first}); upgrade this process"
)
BESIDE = (
    "the database's schema (%s) is one ahead of this version's (%s): both work side by side;"
    " upgrade this process soon"
)


def upgrade(connection: Connection) -> None:
    """Run what is missing inside the caller's transaction.

    A schema that is one revision newer is worked with where this version still can, so that an
    upgrade may stop one process after the other; any other newer one is refused.
    """
    revision = revision_of(connection)
    if revision == newest():
        return
    if revision is not None and revision not in known():
        _must_fit(connection, revision, newest())
        log.warning(BESIDE, revision, newest())
        return
    bring_to(connection, "head")


def bring_to(connection: Connection, revision: str) -> None:
    """Run every migration up to this one."""
    from alembic import command  # noqa: PLC0415 - hardly any start has something to migrate

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _must_fit(connection: Connection, revision: str, head: str) -> None:
    """Raise ConfigError unless this version can work on the next version's schema."""
    if not (revision.isdecimal() and int(revision) == int(head) + 1):
        raise ConfigError(NEWER.format(revision=revision))
    if misfits := _misfits(connection):
        raise ConfigError(APART.format(revision=revision, first=misfits[0]))


def _misfits(connection: Connection) -> list[str]:
    """The columns without which this version's statements fail, and those that they leave out."""
    there = inspect(connection).get_multi_columns()
    found = []
    for name, table in metadata.tables.items():
        columns = {each["name"]: each for each in there.get((None, name), ())}
        found += [f"{name}.{each.name}" for each in table.columns if each.name not in columns]
        found += [
            f"{name}.{each}"
            for each, column in columns.items()
            if each not in table.columns and not column["nullable"] and column["default"] is None
        ]
    return found


def alembic_config() -> Config:
    """Alembic configured in code: there is no alembic.ini to keep in step."""
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
