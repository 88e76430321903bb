"""`skerry agent …`: who may sign in to the console."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rich.console import Console
from rich.table import Table

from app import config
from app.clock import SystemClock
from console.passes import issue_link
from core.casebook import Agent
from core.errors import ConfigError
from core.settings import Settings, nearest
from storage import SqlStore, open_store

VALID_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")

out = Console(highlight=False, soft_wrap=True)


async def add(identity: str, name: str, settings: str | None) -> None:
    """Make the agent and print a one-time link."""
    if not VALID_ID.fullmatch(identity):
        raise ConfigError(
            f"'{identity}' cannot be an agent's id: use 1 to 40 of a-z, 0-9, dot, dash, underscore"
        )
    async with _door(settings) as (store, table):
        if identity in {agent.id for agent in await store.agents()}:
            raise ConfigError(
                f"there is an agent '{identity}' already; `skerry agent link {identity}`"
            )
        agent = Agent(id=identity, name=name, created_at=SystemClock().now())
        await store.add_agent(agent)
        out.print(await _link(store, identity, table))


async def link(identity: str, settings: str | None) -> None:
    """Print a new one-time link for an agent."""
    async with _door(settings) as (store, table):
        known = [agent.id for agent in await store.agents()]
        if identity not in known:
            raise ConfigError(f"there is no agent '{identity}'{nearest(identity, known)}")
        out.print(await _link(store, identity, table))


async def listing(settings: str | None) -> None:
    """Print the agents."""
    async with _door(settings) as (store, _):
        table = Table("id", "name", "since")
        for agent in await store.agents():
            table.add_row(agent.id, agent.name, f"{agent.created_at:%Y-%m-%d %H:%M}")
        out.print(table)


async def _link(store: SqlStore, identity: str, settings: Settings) -> str:
    console = settings.console
    url = console.public_url or f"http://{console.host}:{console.port}"
    return await issue_link(store, identity, SystemClock(), url)


@asynccontextmanager
async def _door(settings: str | None) -> AsyncIterator[tuple[SqlStore, Settings]]:
    loaded = config.load(settings).settings
    store = await open_store(loaded.storage.url)
    try:
        yield store, loaded
    finally:
        await store.close()
