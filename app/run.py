"""`skerry run`: wires everything once, starts it, and stops it in order."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from rich.console import Console
from rich.panel import Panel

from app import config
from app.assembly import Parts, assemble, connected
from app.backup.check import must_be_whole
from app.backup.chore import backing_up
from app.seeing import logs
from app.supervise import stop_on_signals, until_stopped
from core.settings import Loaded

terminal = Console(stderr=True, highlight=False)


def start(settings: str | None) -> None:
    """Run until Ctrl-C or SIGTERM; raises ConfigError with one line where it cannot start."""
    loaded = config.load(settings)
    logs.begin(loaded, "run")
    config.say_if_shipped(settings)
    must_be_whole(loaded)
    asyncio.run(run(loaded))


async def run(loaded: Loaded) -> None:
    """Everything in one process tree: adapters, workers, outbox, console, inference."""
    stop = stop_on_signals()
    async with AsyncExitStack() as stack:
        simulation = None
        if not connected(loaded):
            from app.sandbox import simulate  # noqa: PLC0415 - a connected desk has no use for it

            simulation = await simulate(loaded, stack)
            loaded = simulation.loaded
        parts = await assemble(loaded, simulation, stack)
        parts.metrics.probes.leaving = stop.is_set
        parts.web.open()
        _greet(parts)
        # What the sandbox made up is nobody's memory.
        copies = [] if simulation else backing_up(loaded, parts)
        await until_stopped([*parts.coroutines(), *copies], stop)
        terminal.print("Stopped; everything is on disk.")


def _greet(parts: Parts) -> None:
    platforms = ", ".join(watch.listener.adapter.platform for watch in parts.watches)
    said = parts.simulation.notice if parts.simulation else f"Listening on: {platforms}"
    terminal.print(Panel(said, title="Skerry", width=min(90, terminal.width)))
    terminal.print(f"Console   [bold]{parts.web.place.url}[/bold]", soft_wrap=True)
    terminal.print(f"Sign in   [bold]{parts.sign_in}[/bold]", soft_wrap=True)
    terminal.print("The link works once, for half an hour. Ctrl-C stops the desk in order.")
