"""What the commands share: options, and how an operator's mistake is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer
from rich.console import Console

from core.errors import ConfigError, StorageUnavailable

errors = Console(stderr=True, highlight=False, soft_wrap=True)
WRONG_USE, FAILED = 2, 1

SettingsOption = Annotated[
    str | None, typer.Option("--settings", help="Another settings.toml.", show_default=False)
]
Input = Annotated[str, typer.Argument(metavar="INPUT", help="A JSON Lines file, or - for stdin.")]
Port = Annotated[int, typer.Option(min=0, max=65_535, help="0 takes a free one.")]
Output = Annotated[
    str, typer.Option("--output", help="Where the answers go; - is stdout.", show_default=True)
]
Identities = Annotated[
    str | None, typer.Option("--identities", help="Who is real (TOML).", show_default=False)
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes.")]


def one_line_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """An operator's mistake costs one clear line and exit 2; a full disk exit 1; no traceback."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ConfigError as error:
            errors.print(f"[red]skerry:[/red] {_plain(error)}", markup=True)
            raise typer.Exit(WRONG_USE) from None
        except StorageUnavailable as error:
            errors.print(f"[red]skerry:[/red] {_plain(error)}", markup=True)
            raise typer.Exit(FAILED) from None

    return guarded


def _plain(error: Exception) -> str:
    return str(error).replace("[", r"\[")
