"""`skerry token …`: tokens for programs."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.cli.options import SettingsOption, one_line_errors
from app.commands.books import books
from core.errors import ConfigError

if TYPE_CHECKING:
    from core.tokens import Scope

# By whom the audit says that it was done: whoever may read the settings is the operator.
OPERATOR = "operator"
out = Console(highlight=False, soft_wrap=True)

commands = typer.Typer(help="Tokens for programs that use the API.", no_args_is_help=True)


@commands.command("add")
@one_line_errors
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for, like 'crm'.")],
    agent: Annotated[str, typer.Option(help="Whose rights it has, at most.")],
    scope: Annotated[list[str], typer.Option(help="What it may do; may be given often.")],
    days: Annotated[int, typer.Option(min=0, help="How long it lasts; 0: until revoked.")] = 90,
    settings: SettingsOption = None,
) -> None:
    """Make a token and print it, this once.

    Example: [bold]skerry token add crm --agent mira --scope read:cases --scope triage[/bold]
    """
    asyncio.run(_add(name, agent, (_scopes(scope), days), settings))


@commands.command("list")
@one_line_errors
def listing(settings: SettingsOption = None) -> None:
    """List the tokens, the latest first; none is shown whole.

    Example: [bold]skerry token list[/bold]
    """
    asyncio.run(_list(settings))


@commands.command("revoke")
@one_line_errors
def revoke(
    token: Annotated[str, typer.Argument(metavar="ID", help="skerry_… as the list shows it.")],
    settings: SettingsOption = None,
) -> None:
    """Make a token worth nothing, at once.

    Example: [bold]skerry token revoke skerry_abcdefghij[/bold]
    """
    asyncio.run(_revoke(token, settings))


def _scopes(given: list[str]) -> frozenset[Scope]:
    from core.settings import nearest  # noqa: PLC0415 - each command imports only what it needs
    from core.tokens import Scope  # noqa: PLC0415

    known = {each.value: each for each in Scope}
    for each in given:
        if each not in known:
            raise ConfigError(f"there is no scope '{each}'{nearest(each, list(known))}")
    return frozenset(known[each] for each in given)


async def _add(
    name: str, agent: str, what: tuple[frozenset[Scope], int], settings: str | None
) -> None:
    from app.clock import SystemClock  # noqa: PLC0415
    from core.access import may  # noqa: PLC0415
    from core.settings import nearest  # noqa: PLC0415
    from core.tokens import NEEDS, Order, make, traced  # noqa: PLC0415

    scopes, days = what
    async with books(settings) as store:
        people = {each.id: each for each in await store.agents() if each.disabled_at is None}
        if agent not in people:
            raise ConfigError(f"there is no agent '{agent}'{nearest(agent, list(people))}")
        role = people[agent].role
        if forbidden := sorted(each for each in scopes if not may(role, NEEDS[each])):
            raise ConfigError(f"the role {role} of '{agent}' does not allow {forbidden[0]}")
        now = SystemClock().now()
        until = now + timedelta(days=days) if days else None
        order = Order(name=name, agent=agent, scopes=scopes, by=OPERATOR, expires_at=until)
        shown, token = make(order, now)
        await store.put_token(token, traced(token, "add", OPERATOR, now))
        out.print(shown)


async def _list(settings: str | None) -> None:
    from app.clock import SystemClock  # noqa: PLC0415

    now = SystemClock().now()
    async with books(settings) as store:
        table = Table("id", "name", "owner", "scopes", "state", "last used")
        for each in await store.tokens():
            used = f"{each.used_at:%Y-%m-%d %H:%M}" if each.used_at else "never"
            scopes = " ".join(sorted(each.scopes))
            table.add_row(each.prefix, each.name, each.agent, scopes, each.state(now), used)
        out.print(table)


async def _revoke(token: str, settings: str | None) -> None:
    from app.clock import SystemClock  # noqa: PLC0415
    from core.settings import nearest  # noqa: PLC0415
    from core.tokens import traced  # noqa: PLC0415

    async with books(settings) as store:
        known = {each.prefix: each for each in await store.tokens()}
        # Whoever pastes the whole token means its beginning.
        prefix = "_".join(token.split("_")[:2])
        if prefix not in known:
            raise ConfigError(f"there is no token '{prefix}'{nearest(prefix, list(known))}")
        found = known[prefix]
        trace = traced(found, "revoke", OPERATOR, SystemClock().now())
        await store.revoke_token(found.id, trace)
        out.print(f"{prefix} is revoked")
