"""Commands that protect: who is real, which links are, what is a secret; the work is elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.levels import commands as levels_commands
from app.cli.options import Identities, Input, Output, SettingsOption, one_line_errors

protection = typer.Typer()
identities_commands = typer.Typer(help="Who is real, and who imitates us.", no_args_is_help=True)
protection.add_typer(identities_commands, name="identities")
hosts_commands = typer.Typer(help="Which links are safe to follow.", no_args_is_help=True)
protection.add_typer(hosts_commands, name="hosts")
feeds_commands = typer.Typer(help="Local copies of lists of bad hosts.", no_args_is_help=True)
protection.add_typer(feeds_commands, name="feeds")
protection.add_typer(levels_commands, name="levels")


@identities_commands.command("check")
@one_line_errors
def check_identities(
    source: Input,
    output: Output = "-",
    identities: Identities = None,
    settings: SettingsOption = None,
) -> None:
    """Say of each handle and name whether it imitates the exchange; one JSON line in, one out.

    Example: [bold]echo '{"id": 1, "handle": "N0rdexSupport"}' | skerry identities check -[/bold]
    """
    from app.commands.identities import check_lines

    raise typer.Exit(check_lines(source, output, identities, settings))


@hosts_commands.command("check")
@one_line_errors
def check_hosts(
    source: Annotated[
        str, typer.Argument(metavar="INPUT", help="One host or address a line, or - for stdin.")
    ],
    output: Output = "-",
    identities: Identities = None,
    settings: SettingsOption = None,
) -> None:
    """Say of each host or address what it is to the exchange; one line in, one JSON line out.

    Nothing is opened or looked up.

    Example: [bold]echo nordex-verify.example | skerry hosts check -[/bold]
    """
    from app.commands.hosts import check_lines

    raise typer.Exit(check_lines(source, output, identities, settings))


@feeds_commands.command("update")
@one_line_errors
def update_feeds(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]…", help="Feeds of settings.toml; all of them without."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Fetch the lists of bad hosts that settings.toml names; the last good copy stays on trouble.

    Example: [bold]skerry feeds update --dry-run[/bold]
    """
    from app.commands.feeds import update

    raise typer.Exit(update(names or [], settings, dry_run=dry_run))


@feeds_commands.command("list")
@one_line_errors
def list_feeds(settings: SettingsOption = None) -> None:
    """Print the feeds in settings.toml and what is here of each.

    Example: [bold]skerry feeds list[/bold]
    """
    from app.commands.feeds import listing

    listing(settings)


@protection.command()
@one_line_errors
def mask(source: Input, output: Output = "-") -> None:
    """Cover seed phrases, keys, passwords, codes, cards and documents in texts.

    One JSON line in, one out. Offsets count characters of the text as it came.

    Example: [bold]echo '{"id": 1, "text": "my password is hunter22"}' | skerry mask -[/bold]
    """
    from app.commands.mask import mask_lines

    raise typer.Exit(mask_lines(source, output))
