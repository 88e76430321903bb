"""`skerry agent …`: who may sign in to the console."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rich.console import Console
from rich.table import Table

from app import config
from app.clock import SystemClock
from app.sealing.keys import open_desk
from console.passes import issue_link
from core.access import Role
from core.casebook import Agent
from core.doors import VALID_ID, LastAdmin
from core.errors import ConfigError
from core.ports import Decision
from core.settings import Settings, nearest
from storage import SqlStore

# Whoever types commands on the server, as the audit calls him.
OPERATOR = "operator:cli"

out = Console(highlight=False, soft_wrap=True)


async def add(identity: str, name: str, role: str, settings: str | None) -> None:
    """Make the agent and print a one-time link."""
    as_what = role_of(role)
    if not VALID_ID.fullmatch(identity):
        raise ConfigError(
            f"'{identity}' cannot be an agent's id: use 1 to 40 of a-z, 0-9, dot, dash, underscore"
        )
    async with _door(settings) as (store, table):
        if identity in {agent.id for agent in await store.agents()}:
            raise ConfigError(
                f"there is an agent '{identity}' already; `skerry agent link {identity}`"
            )
        now = SystemClock().now()
        await store.add_agent(Agent(id=identity, name=name, created_at=now, role=as_what))
        await _audit(store, "agent_added", f"{identity}: {as_what}")
        out.print(await _link(store, identity, table))


def role_of(name: str) -> Role:
    """The role of this name; raises ConfigError in one line."""
    try:
        return Role(name)
    except ValueError:
        valid = [each.value for each in Role]
        raise ConfigError(f"there is no role '{name}'{nearest(name, valid)}") from None


async def set_role(identity: str, role: str, settings: str | None) -> None:
    """Give an agent another role; his sessions end."""
    as_what = role_of(role)
    async with _door(settings) as (store, _):
        await _known(store, identity)
        try:
            await store.set_role(identity, as_what)
        except LastAdmin as error:
            raise ConfigError(f"{error}: make somebody else an admin first") from None
        await _audit(store, "role", f"{identity}: {as_what}")
        out.print(f"{identity} is {as_what} now")


async def disable(identity: str, settings: str | None, *, back: bool = False) -> None:
    """Shut an agent out at once, or let him in again."""
    async with _door(settings) as (store, _):
        await _known(store, identity)
        try:
            await store.disable(identity, None if back else SystemClock().now())
        except LastAdmin as error:
            raise ConfigError(f"{error}: make somebody else an admin first") from None
        await _audit(store, "agent_enabled" if back else "agent_disabled", identity)
        out.print(f"{identity} may sign in again" if back else f"{identity} is out")


async def link(identity: str, settings: str | None) -> None:
    """Print a new one-time link for an agent."""
    async with _door(settings) as (store, table):
        agent = await _known(store, identity)
        if agent.disabled_at:
            raise ConfigError(f"'{identity}' is out; `skerry agent enable {identity}` first")
        await _audit(store, "link_issued", identity)
        out.print(await _link(store, identity, table))


async def listing(settings: str | None) -> None:
    """Print the agents."""
    async with _door(settings) as (store, _):
        table = Table("id", "name", "role", "since", "last signed in")
        for agent in await store.agents():
            last = f"{agent.signed_in_at:%Y-%m-%d %H:%M}" if agent.signed_in_at else "never"
            state = f"out since {agent.disabled_at:%Y-%m-%d}" if agent.disabled_at else last
            since = f"{agent.created_at:%Y-%m-%d %H:%M}"
            table.add_row(agent.id, agent.name, agent.role.value, since, state)
        out.print(table)


async def _known(store: SqlStore, identity: str) -> Agent:
    everybody = {agent.id: agent for agent in await store.agents()}
    if identity not in everybody:
        raise ConfigError(f"there is no agent '{identity}'{nearest(identity, list(everybody))}")
    return everybody[identity]


async def _audit(store: SqlStore, act: str, detail: str) -> None:
    at = SystemClock().now()
    decision = Decision(message_key="", act=f"door:{act}", reason=detail, by=OPERATOR, at=at)
    await store.audit(decision)


async def _link(store: SqlStore, identity: str, settings: Settings) -> str:
    console = settings.console
    url = console.public_url or f"http://{console.host}:{console.port}"
    return await issue_link(store, identity, SystemClock(), url)


@asynccontextmanager
async def _door(settings: str | None) -> AsyncIterator[tuple[SqlStore, Settings]]:
    loaded = config.load(settings)
    store = await open_desk(loaded)
    try:
        yield store, loaded.settings
    finally:
        await store.close()
