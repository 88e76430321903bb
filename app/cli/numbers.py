"""`skerry numbers`: its options and its help; the work is done elsewhere."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from app.cli.options import SettingsOption, one_line_errors

numbers = typer.Typer()


@numbers.command("numbers")
@one_line_errors
def show(  # noqa: PLR0913, PLR0917  # one an option
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="Like 2026-11-01.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Included; else today.")] = "",
    zone: Annotated[str, typer.Option(help="Whose days; else the zone of \\[service].")] = "",
    platform: Annotated[str, typer.Option(help="One platform only.")] = "",
    topic: Annotated[str, typer.Option(help="One topic only.")] = "",
    language: Annotated[str, typer.Option(help="One language only.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,  # noqa: FBT002
    csv: Annotated[bool, typer.Option("--csv", help="The figures, as CSV.")] = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Print the figures of the console's page: a week until now unless days are given.

    Example: [bold]skerry numbers --from 2026-11-01 --to 2026-11-30 --csv[/bold]
    """
    from app.commands.numbers import Wish, print_numbers
    from core.numbers.span import Filters

    wish = Wish(
        first=first,
        last=last,
        zone=zone,
        filters=Filters(platform, topic, language),
        form="json" if json else "csv" if csv else "table",
    )
    asyncio.run(print_numbers(wish, settings))
