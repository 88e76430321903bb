"""`skerry agent …`: people who may sign in to the console."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from app.cli.options import SettingsOption, one_line_errors

agents = typer.Typer(help="People who may sign in to the console.", no_args_is_help=True)


@agents.command("add")
@one_line_errors
def agent_add(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Short, like 'mira'.")],
    name: Annotated[str, typer.Option(help="The name colleagues see.")] = "",
    role: Annotated[str, typer.Option(help="viewer, moderator, agent, lead or admin.")] = "agent",
    settings: SettingsOption = None,
) -> None:
    """Let somebody sign in; prints a one-time link.

    Example: [bold]skerry agent add mira --name "Mira Solberg" --role lead[/bold]
    """
    from app.commands.agent import add

    asyncio.run(add(identity, name or identity, role, settings))


@agents.command("role")
@one_line_errors
def agent_role(
    identity: Annotated[str, typer.Argument(metavar="ID")],
    role: Annotated[str, typer.Argument(help="viewer, moderator, agent, lead or admin.")],
    settings: SettingsOption = None,
) -> None:
    """Give somebody another role; the sessions of the old one end.

    Example: [bold]skerry agent role mira lead[/bold]
    """
    from app.commands.agent import set_role

    asyncio.run(set_role(identity, role, settings))


@agents.command("disable")
@one_line_errors
def agent_disable(
    identity: Annotated[str, typer.Argument(metavar="ID")], settings: SettingsOption = None
) -> None:
    """Shut somebody out at once: sessions and links end.

    Example: [bold]skerry agent disable mira[/bold]
    """
    from app.commands.agent import disable

    asyncio.run(disable(identity, settings))


@agents.command("enable")
@one_line_errors
def agent_enable(
    identity: Annotated[str, typer.Argument(metavar="ID")], settings: SettingsOption = None
) -> None:
    """Let somebody in again who was shut out.

    Example: [bold]skerry agent enable mira[/bold]
    """
    from app.commands.agent import disable

    asyncio.run(disable(identity, settings, back=True))


@agents.command("link")
@one_line_errors
def agent_link(
    identity: Annotated[str, typer.Argument(metavar="ID")], settings: SettingsOption = None
) -> None:
    """Print a new one-time sign-in link for somebody who is already there.

    Example: [bold]skerry agent link mira[/bold]
    """
    from app.commands.agent import link

    asyncio.run(link(identity, settings))


@agents.command("list")
@one_line_errors
def agent_list(settings: SettingsOption = None) -> None:
    """List the people who may sign in.

    Example: [bold]skerry agent list[/bold]
    """
    from app.commands.agent import listing

    asyncio.run(listing(settings))
