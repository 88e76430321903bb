"""Commands that copy the desk's memory, and put a copy in its place."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import SettingsOption, one_line_errors

commands = typer.Typer(
    help="Sealed copies of the desk's memory, made while it works.", invoke_without_command=True
)
restoring = typer.Typer()
To = Annotated[
    str, typer.Option("--to", help="A folder or s3://bucket/prefix instead of [backup] target.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
NEWEST = "A backup; of a folder or bucket, the newest there."


@commands.callback()
@one_line_errors
def backup(
    context: typer.Context,
    to: To = "",
    dry_run: DryRun = False,  # noqa: FBT002 - an option
    settings: SettingsOption = None,
) -> None:
    """Copy the desk's memory, sealed, while it works; read the copy back; delete what is too old.

    Example: [bold]skerry backup --to /var/backups/skerry[/bold]
    """
    if context.invoked_subcommand:
        return
    from app.commands.backup import make, rehearse

    if dry_run:
        rehearse(settings, to)
    else:
        make(settings, to)


@commands.command("list")
@one_line_errors
def list_backups(to: To = "", settings: SettingsOption = None) -> None:
    """What backups there are, the newest first, one JSON line each.

    Example: [bold]skerry backup list[/bold]
    """
    from app.commands.backup import tell

    tell(settings, to)


@commands.command("verify")
@one_line_errors
def verify_backup(
    source: Annotated[str, typer.Argument(metavar="[SOURCE]", help=NEWEST)] = "",
    settings: SettingsOption = None,
) -> None:
    """Read a backup to its end and compare it with what it says it holds.

    Example: [bold]skerry backup verify s3://nordex-backups/skerry[/bold]
    """
    from app.commands.backup import check

    check(settings, source)


@commands.command("key")
def make_key() -> None:
    """Print a new key for SKERRY_BACKUP_KEY; without it no backup can be read.

    Example: [bold]skerry backup key[/bold]
    """
    from app.backup.seal import new_key

    typer.echo(new_key())


@restoring.command("restore")
@one_line_errors
def restore_backup(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=NEWEST)],
    to: Annotated[
        str, typer.Option("--to", help="sqlite:///… or postgresql://… instead of [storage] url.")
    ] = "",
    dry_run: DryRun = False,  # noqa: FBT002 - an option
    force: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--force", help="Also where a desk's data is already.")
    ] = False,
    settings: SettingsOption = None,
) -> None:
    """Put a backup in the place of the desk's database: whole and compared, or not at all.

    Example: [bold]skerry restore /var/backups/skerry --dry-run[/bold]
    """
    from app.commands.restore import put_back, rehearse

    if dry_run:
        rehearse(settings, source, to)
    else:
        put_back(settings, source, to, force=force)
