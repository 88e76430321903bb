"""`skerry top`: the desk alive in a terminal, or one frame of it for a pipe."""

from __future__ import annotations

import json
import os
import select
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rich.console import Console
from rich.live import Live

from app import config
from app.seeing.top_figures import fetch
from app.seeing.top_past import Past, Seen, as_json, heard, of_database, of_metrics
from app.seeing.top_view import KEYS, frame
from core.errors import ConfigError, StorageUnavailable
from core.settings import Loaded
from core.tables.metrics import MetricsTable
from storage.glance_file import Glancing

# Seconds between looks; the key `s` takes the next.
PACES = (1.0, 2.0, 5.0, 0.5)
# Two looks tell a rate; so far apart where only one frame is wanted.
ONCE_S = 1.0
NOTHING = "there is nothing to look at: leave --no-database away, or name processes by --metrics"
UTF8 = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is looked at, and how it is shown."""

    metrics: tuple[str, ...] = ()
    database: bool = True
    once: bool = False
    as_json: bool = False


@dataclass(slots=True)
class Looking:
    """Takes looks; raises StorageUnavailable where there is nothing else to look at."""

    database: Glancing | None
    urls: tuple[str, ...]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def place(self) -> str:
        """What is looked at, without any password."""
        return self.database.name if self.database else ", ".join(self.urls)

    def look(self) -> Seen:
        """Queues from the database, connections from the processes."""
        at = self.now()
        if self.database is None:
            return of_metrics(fetch(self.urls), at)
        seen = of_database(*self.database.look(at), at)
        if not self.urls:
            return seen
        figures = fetch(self.urls)
        platforms = heard(seen.platforms, figures)
        return replace(seen, platforms=platforms, missing=figures.missing)


def top(wish: Wish, settings: str | None) -> None:
    """Show it; raises ConfigError in one line."""
    loaded = config.load(settings)
    urls = wish.metrics or own_port(loaded)
    if not (wish.database or urls):
        raise ConfigError(NOTHING)
    database = Glancing(loaded.settings.storage.url) if wish.database else None
    try:
        looking = Looking(database, tuple(map(address, urls)))
        if wish.once or wish.as_json or not sys.stdout.isatty():
            show_once(looking, as_lines=wish.as_json)
        else:
            show_live(looking)
    finally:
        if database:
            database.close()


def own_port(loaded: Loaded) -> tuple[str, ...]:
    """Where the settings serve figures, if they do."""
    table: MetricsTable = loaded.settings.metrics
    return (f"{table.host}:{table.port}",) if table.on and table.port else ()


def address(given: str) -> str:
    """A process's figures by a host and port, or by a whole address; raises ConfigError."""
    url = given if "://" in given else f"http://{given}"
    if not url.startswith(("http://", "https://")):
        raise ConfigError(f"--metrics {given}: use host:port, or an address like http://host:9187")
    return url if url.count("/") > 2 else f"{url}/metrics"


def show_once(looking: Looking, *, as_lines: bool) -> None:
    """One frame, whole, on stdout."""
    past = Past()
    past.seen.append(looking.look())
    time.sleep(ONCE_S)
    past.seen.append(looking.look())
    if as_lines:
        sys.stdout.write(json.dumps(as_json(past), ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    console.print(frame(past, looking.place, width=console.width))


def show_live(looking: Looking, console: Console | None = None, fd: int | None = None) -> None:
    """Until `q` or Ctrl-C; what is away is said, and looked for again."""
    console = console or Console(highlight=False)
    past, pace, paused, why = Past(), 0, False, ""
    past.seen.append(looking.look())
    keys = _keys(sys.stdin.fileno() if fd is None else fd)
    screen = Live(console=console, screen=True, auto_refresh=False)
    with suppress(KeyboardInterrupt), keys as key_within, screen as live:
        while True:
            footer = _footer(PACES[pace], why, paused=paused)
            shown = frame(past, looking.place, width=console.width, footer=footer)
            live.update(shown, refresh=True)
            key = key_within(PACES[pace])
            if key == "q":
                return
            paused = paused != (key == "p")
            pace = (pace + 1) % len(PACES) if key == "s" else pace
            if not paused and key == "":
                why = _looked(looking, past)


def _looked(looking: Looking, past: Past) -> str:
    try:
        past.seen.append(looking.look())
    except StorageUnavailable as error:
        return f"[red]{str(error).replace('[', '(')}[/red]   "
    return ""


def _footer(pace: float, why: str, *, paused: bool) -> str:
    state = "[yellow]paused[/yellow]" if paused else f"every {pace:g} s"
    return f"{why}{state}   {KEYS}"


@contextmanager
def _keys(fd: int) -> Iterator[Callable[[float], str]]:
    """A callable that waits so many seconds for a key; empty for none."""
    restore = _raw(fd)

    def key_within(seconds: float) -> str:
        ready, _, _ = select.select([fd], [], [], seconds)
        return os.read(fd, 1).decode(UTF8, "replace").lower() if ready else ""

    try:
        yield key_within
    finally:
        restore()


def _raw(fd: int) -> Callable[[], None]:
    """Keys come one by one and unseen; how to undo that."""
    import termios  # noqa: PLC0415 - not on every system
    import tty  # noqa: PLC0415

    if not os.isatty(fd):
        return lambda: None
    before: Sequence[object] = termios.tcgetattr(fd)
    tty.setcbreak(fd)
    return lambda: termios.tcsetattr(fd, termios.TCSADRAIN, list(before))  # type: ignore[arg-type]
