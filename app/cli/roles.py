"""Commands that run one part of the desk alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from app.cli.options import SettingsOption, one_line_errors
from app.newborn import starting

if TYPE_CHECKING:
    from app.roles import Role

roles = typer.Typer()


@roles.command()
@one_line_errors
def work(settings: SettingsOption = None) -> None:
    """Read and decide what arrives; any number of these share the work, on any machines.

    Example: [bold]SKERRY_STORAGE__URL=postgresql://skerry@db/skerry skerry work[/bold]
    """
    _play("work", settings)


@roles.command()
@one_line_errors
def deliver(settings: SettingsOption = None) -> None:
    """Send what was decided; where several run, one sends for a platform and the others wait.

    Beside it, listen with [bold]skerry listen --no-deliver[/bold].

    Example: [bold]SKERRY_STORAGE__URL=postgresql://skerry@db/skerry skerry deliver[/bold]
    """
    _play("deliver", settings)


@roles.command()
@one_line_errors
def console(settings: SettingsOption = None) -> None:
    """Serve the agents' pages; any number of these behind one proxy.

    Example: [bold]SKERRY_STORAGE__URL=postgresql://skerry@db/skerry skerry console[/bold]
    """
    _play("console", settings)


def _play(role: Role, settings: str | None) -> None:
    with starting():
        from app.roles import start

        start(role, settings)
