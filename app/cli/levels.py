"""`skerry levels …`: its commands and their options; the work is done elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import SettingsOption, one_line_errors

commands = typer.Typer(help="From which score on a message is an alert.", no_args_is_help=True)


@commands.command("show")
@one_line_errors
def show() -> None:
    """Print the levels in force and where they come from.

    Example: [bold]skerry levels show[/bold]
    """
    from app.commands.levels import print_levels

    print_levels()


@commands.command("refit")
@one_line_errors
def refit(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Set alert and review where moderators' verdicts promise 1 false alarm in 1,000 and in 100.

    Every case that nobody has decided counts as harmless and quiet: decide them first. Levels
    never fall below the present review level, for nobody has judged what lies there.

    Example: [bold]skerry levels refit --dry-run[/bold]
    """
    from app.commands import levels as levels_command

    raise typer.Exit(levels_command.refit(settings, dry_run=dry_run))
