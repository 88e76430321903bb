"""`skerry migrate --to postgresql://…`: moves an embedded desk to a server, all or nothing lost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app import config
from app.commands.lines import progress
from core.errors import ConfigError
from storage.copies import moving
from storage.engine.postgres import PostgresDriver, is_ours
from storage.engine.sqlite import SqliteDriver
from storage.migrate import upgrade
from storage.opening import path_of

FROM_FILE = "[storage] url is {url}: only a file (sqlite:///…) can be moved to a server"
NO_FILE = "[storage] url: there is no {path} to move"
TO_SERVER = "--to: that is no server; use postgresql://user:password@host:5432/database"
TWICE = "--to: another move into this database is under way"
PLAN = "{rows:,} rows in {tables} tables would be moved to {name}; nothing was written"
DIFFERENT = (
    "not the same on both sides: {tables}; run the same command again, or use a new database"
)
DONE = """\
{rows:,} rows in {tables} tables moved to {name} and found the same there, table by table.
Write this line into settings.toml, or into the environment, and start the desk:
  [storage]
  url = "{shown}"
  SKERRY_STORAGE__URL={shown}
What is private stays sealed: every machine needs the key that this desk had, as SKERRY_SEALING_KEY;
unless you gave it one, it is in {path}.key.
The file {path} was left as it is; keep it until you are content."""

Target = Callable[[], AbstractContextManager[Connection]]


def move(to: str, settings: str | None, *, dry_run: bool) -> int:
    """Move, or go on with a move; 1 where the two sides differ in the end."""
    path = _source(config.load(settings).settings.storage.url)
    if not is_ours(to):
        raise ConfigError(TO_SERVER)
    source, target = SqliteDriver(path), PostgresDriver(to, writers=2)
    try:
        return _move(source, target, dry_run=dry_run)
    except DBAPIError as error:
        failed = target.outage(error) or source.outage(error) or target.misfit(error)
        raise failed from None
    finally:
        for engine in (source.reader, source.writer, target.reader, target.writer):
            engine.dispose()


def _source(url: str) -> str:
    if is_ours(url):
        raise ConfigError(FROM_FILE.format(url="a server already"))
    path: str = path_of(url)
    if not Path(path).exists():
        raise ConfigError(NO_FILE.format(path=path))
    return path


def _move(source: SqliteDriver, target: PostgresDriver, *, dry_run: bool) -> int:
    with target.writer.begin() as connection:
        moving.is_begun(connection)
    # The file's only writer is this command, for as long as it takes.
    source.prepare(upgrade)
    with source.writer.begin() as here:
        moving.must_rest(here)
        rows = moving.counts(here)
        if dry_run:
            sys.stdout.write(_filled(PLAN, rows, name=target.name))
            return 0
        with _alone(target):
            different = _moved(here, target, sum(rows.values()))
    if different:
        sys.stderr.write(DIFFERENT.format(tables=", ".join(different)) + "\n")
        return 1
    said = {"name": target.name, "shown": target.name, "path": source.name}
    sys.stdout.write(_filled(DONE, rows, **said))
    return 0


def _moved(here: Connection, target: PostgresDriver, total: int) -> list[str]:
    target.prepare(upgrade)
    with target.writer.begin() as there:
        moving.begin(here, there)
    with progress("copying", total) as step:
        moving.copy(here, target.writer.begin, lambda _, count: step(count))
    with progress("comparing", total) as step, target.reader.begin() as there:
        there.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        different = moving.compare(here, there, lambda _, count: step(count))
    if not different:
        with target.writer.begin() as there:
            moving.finish(there)
        _refresh(target)
    return different


@contextmanager
def _alone(target: PostgresDriver) -> Iterator[None]:
    """Nobody else moves into the same database; the lock ends with its connection."""
    with target.lonely.connect() as connection:
        if not connection.exec_driver_sql(moving.TAKE_LOCK).scalar():
            raise ConfigError(TWICE)
        yield


def _refresh(target: PostgresDriver) -> None:
    """The server's planner knows nothing of a table that was filled a moment ago."""
    with target.lonely.connect() as connection:
        connection.exec_driver_sql("ANALYZE")


def _filled(words: str, rows: dict[str, int], **names: str) -> str:
    tables = sum(1 for count in rows.values() if count)
    return words.format(rows=sum(rows.values()), tables=tables, **names) + "\n"
