"""`skerry doctor`: looks at everything the desk needs, and says how to mend what is wrong."""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import bots
import models
from app import config
from app.accounts.desk import examined
from app.backup.check import backup_checked, whole_checked
from app.brain import CHEAP_ALONE, build_brain
from app.commands.specimen import specimen
from app.encoder.report import look, told
from app.house import read_known
from app.llm.words import look as look_at_wording
from app.sealing.keys import open_desk
from app.service.check import on_call_checked, service_checked
from app.shipped import note_on
from app.status_page import page_checked
from core.errors import ConfigError, StorageUnavailable
from core.settings import Loaded
from knowledge.article_files import ArticleFolder
from storage import is_server

LEAST_DISK_MB = 500
MEND = "mend the file and line named"
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
MARKS = {"ok": "[green]ok[/green]", "note": "[yellow]note[/yellow]", "bad": "[red]bad[/red]"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `state` is ok, note or bad; `mend` says what to do."""

    what: str
    state: str
    found: str
    mend: str = ""


async def examine(settings: str | None) -> int:
    """Print a line a check; 0 when nothing is bad, else 1."""
    checks = [check async for check in _checks(settings)]
    table = Table("", "what", "found", "what to do", show_lines=False)
    for check in checks:
        words = map(escape, (check.what, check.found, check.mend))  # [tables] are no markup
        table.add_row(MARKS[check.state], *words)
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    return 1 if any(check.state == "bad" for check in checks) else 0


async def _checks(settings: str | None) -> AsyncIterator[Check]:
    yield _python()
    try:
        loaded = config.load(settings)
    except ConfigError as error:
        yield Check("settings", "bad", str(error), "mend the line named; nothing else was checked")
        return
    yield _settings(config.file_of(settings))
    for check in _credentials(loaded):
        yield check
    yield _knowledge(loaded)
    yield _reading(loaded)
    yield _encoder(loaded)
    yield Check("damage", *whole_checked(loaded))
    yield await _database(loaded)
    yield Check("backup", *backup_checked(loaded))
    yield Check("accounts", *await examined(loaded))
    yield await _wording(loaded)
    yield Check("service", *service_checked(loaded))
    yield Check("on call", *await on_call_checked(loaded))
    yield Check("status page", *await page_checked(loaded.settings.incidents))
    yield _disk(loaded)
    yield _clock()
    yield _port(loaded)


def _python() -> Check:
    return Check("python", "ok", sys.version.split()[0])


def _settings(file: Path) -> Check:
    note = note_on(file)
    return Check("settings", "note" if note else "ok", str(file), note)


def _credentials(loaded: Loaded) -> Iterator[Check]:
    for name, table in loaded.settings.bots.items():
        missing = bots.missing_credentials(name, loaded.secrets)
        if missing:
            mend = f"set {', '.join(missing)} in .env; until then the sandbox answers"
            yield Check(f"bots.{name}", "note", "no credentials", mend)
            continue
        yield _attempt(f"bots.{name}", lambda n=name, t=table: bots.build(n, t, loaded.secrets))  # type: ignore[misc]


def _attempt(what: str, work: Callable[[], object]) -> Check:
    try:
        work()
    except ConfigError as error:
        return Check(what, "bad", str(error), MEND)
    return Check(what, "ok", "settings are complete")


def _knowledge(loaded: Loaded) -> Check:
    """The files of articles, each of which may be broken without the others."""
    folder = ArticleFolder(Path(loaded.settings.knowledge.articles))
    try:
        known = read_known(loaded.settings.knowledge, folder)
    except ConfigError as error:
        return Check("knowledge", "bad", str(error), MEND)
    for problem in folder.broken.values():
        more = len(folder.broken) - 1
        return Check("knowledge", "bad", problem + (f" (and {more} more)" if more else ""), MEND)
    return Check("knowledge", "ok", f"{len(known.articles)} articles; see `skerry knowledge check`")


def _reading(loaded: Loaded) -> Check:
    """Load what reads messages, and let it read one."""
    try:
        started = time.perf_counter()
        brain = build_brain(loaded.settings, second=CHEAP_ALONE)
        brain.assess(specimen("my withdrawal has been pending for two days", "doctor"))
    except ConfigError as error:
        return Check("triage", "bad", str(error), "mend the file and line named")
    if models.load_linear() is None:
        return Check("triage", "note", "no weights: rules alone", "run `skerry train`")
    return Check(
        "triage", "ok", f"weights and rules loaded in {time.perf_counter() - started:.1f} s"
    )


def _encoder(loaded: Loaded) -> Check:
    """Which encoder reads along, or that the cheap stage reads alone and why."""
    try:
        report = look(loaded.settings)
    except ConfigError as error:
        return Check("encoder", "bad", str(error), "mend the table named")
    if report.state.degraded:
        return Check("encoder", "note", f"the cheap stage alone: {report.reason}", report.mend)
    return Check("encoder", "ok", told(report))


async def _wording(loaded: Loaded) -> Check:
    """Whether the model that may word answers does; without it templates answer."""
    state = await look_at_wording(loaded)
    if state.state in ("off", "ok"):
        told = f"{state.name} answers in {state.ms:,.0f} ms" if state.name else "off"
        return Check("wording", "ok", told)
    found = f"{state.name}: {state.why}; templates answer"
    return Check("wording", "note", found, 'mend [wording], or set use = "off"')


async def _database(loaded: Loaded) -> Check:
    try:
        store = await open_desk(loaded)
        try:
            await store.hold("doctor", "doctor", datetime.now(UTC), seconds=0)
        finally:
            await store.close()
    except ConfigError as error:
        return Check("database", "bad", str(error), "choose another [storage] url or mend the file")
    except StorageUnavailable as error:
        return Check("database", "bad", str(error), "free space or end the program that locks it")
    return Check("database", "ok", f"{store.place} opened, migrated and written to")


def _disk(loaded: Loaded) -> Check:
    url = loaded.settings.storage.url
    # A server has its own disk; here are logs and models.
    here = "x" if is_server(url) else url.removeprefix("sqlite:///")
    path = Path(here).resolve().parent
    try:
        free = shutil.disk_usage(path).free // 2**20
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        return Check("disk", "bad", f"{path}: {error.strerror}", "make the folder writable")
    if free < LEAST_DISK_MB:
        return Check("disk", "bad", f"{free} MB free in {path}", f"free {LEAST_DISK_MB} MB or more")
    return Check("disk", "ok", f"{free:,} MB free")


def _clock() -> Check:
    now = datetime.now(UTC)
    if now < EARLIEST:
        return Check("clock", "bad", f"{now:%Y-%m-%d %H:%M} UTC", "set the clock; use NTP")
    return Check("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def _port(loaded: Loaded) -> Check:
    console = loaded.settings.console
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((console.host, console.port))
        except OSError as error:
            mend = "a desk may be running; else choose another port: SKERRY_CONSOLE__PORT=8081"
            return Check(
                "console", "note", f"{console.host}:{console.port}: {error.strerror}", mend
            )
    return Check("console", "ok", f"{console.host}:{console.port} is free")
