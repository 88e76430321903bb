"""The schema, brought up to date when a database is opened."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from core.errors import ConfigError

_HERE = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Run what is missing inside the caller's transaction; a newer schema is refused."""
    revision = MigrationContext.configure(connection).get_current_revision()
    scripts = _scripts()
    if revision == scripts.get_current_head():
        return
    if revision is not None and revision not in {
        each.revision for each in scripts.walk_revisions()
    }:
        raise ConfigError(
            f"[storage] url: the database was written by a newer version (schema {revision});"
            " start that version or restore an older backup"
        )
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Alembic configured in code: there is no alembic.ini to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config())
