"""The command that shows the desk alive; the work is done elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import SettingsOption, one_line_errors

seeing = typer.Typer()


@seeing.command("top")
@one_line_errors
def top(
    metrics: Annotated[
        list[str] | None,
        typer.Option(
            "--metrics", metavar="HOST:PORT", help="A process's figures; may be repeated."
        ),
    ] = None,
    database: Annotated[bool, typer.Option(help="Look into the database of the settings.")] = True,  # noqa: FBT002
    once: Annotated[bool, typer.Option("--once", help="One frame, for a pipe.")] = False,  # noqa: FBT002
    json: Annotated[bool, typer.Option("--json", help="One look, as JSON.")] = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Watch a running desk: rates, queues, waits, platforms, processes, cases, trouble.

    Keys: q quits, p pauses, s looks more or less often. Nothing is written to the database.

    Example: [bold]skerry top[/bold] or [bold]skerry top --json | jq .queues[/bold]
    """
    from app.commands.top import Wish
    from app.commands.top import top as show

    show(Wish(metrics=tuple(metrics or ()), database=database, once=once, as_json=json), settings)
