"""`skerry version`, `skerry init`, `skerry health`: what whoever installs and runs Skerry asks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import FAILED, SettingsOption, one_line_errors

shipping = typer.Typer()


@shipping.command()
def version() -> None:
    """Print the version, the revision of the sources where it is known, and the schema.

    Example: [bold]skerry version[/bold]
    """
    from app.version import told

    sys.stdout.write(f"{told()}\n")


@shipping.command()
@one_line_errors
def init(
    folder: Annotated[Path, typer.Argument(help="Where your own files go.")] = Path(),
) -> None:
    """Write settings.toml, .env and knowledge/ of your own to start from; keeps what is there.

    Example: [bold]skerry init /etc/skerry[/bold]
    """
    from app.shipped import write_own

    written = write_own(folder)
    sys.stdout.write(f"{len(written)} files written to {folder.resolve()}\n")


@shipping.command()
@one_line_errors
def health(
    live: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--live", help="Only whether it runs, not whether it can work.")
    ] = False,
    settings: SettingsOption = None,
) -> None:
    """Ask the desk on this machine whether it is ready; exit 0 or 1.

    It answers on the metrics' port where those are on, else on the console's.

    Example: [bold]skerry health && echo ready[/bold]
    """
    from app.commands.health import ask

    ok, said = ask(settings, live=live)
    sys.stdout.write(f"{said}\n")
    raise typer.Exit(0 if ok else FAILED)
