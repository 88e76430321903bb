"""`skerry run`: wires everything once, starts it, and stops it in order."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from rich.console import Console
from rich.panel import Panel

from app import config, logs
from app.assembly import Parts, assemble, connected
from app.sandbox import simulate
from app.supervise import stop_on_signals, until_stopped
from core.settings import Loaded

terminal = Console(stderr=True, highlight=False)


def start(settings: str | None) -> None:
    """Run until Ctrl-C or SIGTERM; raises ConfigError with one line where it cannot start."""
    loaded = config.load(settings)
    logs.setup(loaded.settings.log, loaded.secrets.values())
    asyncio.run(run(loaded))


async def run(loaded: Loaded) -> None:
    """Everything in one process tree: adapters, workers, outbox, console, inference."""
    stop = stop_on_signals()
    async with AsyncExitStack() as stack:
        simulation = None
        if not connected(loaded):
            simulation = await simulate(loaded, stack)
            loaded = simulation.loaded
        parts = await assemble(loaded, simulation, stack)
        _greet(parts)
        await until_stopped(parts.coroutines(), stop)
        terminal.print("Stopped; everything is on disk.")


def _greet(parts: Parts) -> None:
    platforms = ", ".join(watch.listener.adapter.platform for watch in parts.watches)
    said = parts.simulation.notice if parts.simulation else f"Listening on: {platforms}"
    terminal.print(Panel(said, title="Skerry", width=min(90, terminal.width)))
    terminal.print(f"Console   [bold]{parts.web.place.url}[/bold]", soft_wrap=True)
    terminal.print(f"Sign in   [bold]{parts.sign_in}[/bold]", soft_wrap=True)
    terminal.print("The link works once, for half an hour. Ctrl-C stops the desk in order.")
