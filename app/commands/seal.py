"""`skerry seal …`: keys for private words, what lies under which, and sealing it anew."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import FAILED, SettingsOption, one_line_errors
from app.commands.books import books
from core.errors import ConfigError
from core.sealing import PLAIN, Mark, Sealed

if TYPE_CHECKING:
    from storage import SqlStore

commands = typer.Typer(help="Keys that private words are sealed under.", no_args_is_help=True)

BATCH = 200
OFF = '[sealing] key is "none": nothing is sealed here'
PLANNED = "{values:,} of {all:,} values would be sealed under key {key}; nothing was written"
DONE = "{values:,} values were sealed under key {key}"
LEFT = "{values:,} values cannot be opened, their keys are missing: {keys}"
FREE = "Only key {key} is in use now; older ones may be removed."
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines instead of a table.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say how much there is to do.")]


@commands.command("new-key")
def make() -> None:
    """Print a new key, for SKERRY_SEALING_KEY, a file or a vault.

    Example: [bold]skerry seal new-key > /etc/skerry/sealing.key[/bold]
    """
    from storage.sealing.sealed import new_key  # noqa: PLC0415

    sys.stdout.write(new_key() + "\n")


@commands.command()
@one_line_errors
def status(settings: SettingsOption = None, *, as_json: AsJson = False) -> None:
    """Say how many values lie under which key, and which of them are at hand.

    Example: [bold]skerry seal status[/bold]
    """
    asyncio.run(_status(settings, as_json=as_json))


@commands.command()
@one_line_errors
def rotate(settings: SettingsOption = None, *, dry_run: DryRun = False) -> None:
    """Seal everything private under the first key, beside the running desk, and wipe the rest.

    Put a new key before the old one, restart the desk, and run this. Interrupted, it goes on
    where it was. A file is written anew at the end, which takes its size in free space.

    Example: [bold]skerry seal rotate --dry-run[/bold]
    """
    raise typer.Exit(asyncio.run(_rotate(settings, dry_run=dry_run)))


async def _status(settings: str | None, *, as_json: bool) -> None:
    async with books(settings) as store:
        found, keys = await store.seal_counts(), store.seal_keys
    if as_json:
        from app.commands.lines import to_json  # noqa: PLC0415

        for each in found:
            line = {"place": each.place, "key": each.key, "values": each.values}
            typer.echo(to_json(line | {"state": _state(each.key, keys)}))
        return
    _table(found, keys)


def _table(found: Sequence[Sealed], keys: Sequence[str]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table("column", "key", "state", "values")
    for each in found:
        table.add_row(each.place, each.key, _state(each.key, keys), f"{each.values:,}")
    Console(highlight=False, soft_wrap=True).print(table)


def _state(key: str, keys: Sequence[str]) -> str:
    if key == PLAIN:
        return "not sealed"
    if key not in keys:
        return "missing"
    return "in force" if key == keys[0] else "older"


async def _rotate(settings: str | None, *, dry_run: bool) -> int:
    async with books(settings) as store:
        keys = store.seal_keys
        if not keys:
            raise ConfigError(OFF)
        found = await store.seal_counts()
        total = sum(each.values for each in found)
        to_do = sum(each.values for each in found if each.key in {PLAIN, *keys[1:]})
        if dry_run:
            sys.stdout.write(PLANNED.format(values=to_do, all=total, key=keys[0]) + "\n")
            return 0
        done = await _walk(store, to_do)
        await store.wipe()
        return _told(done, await store.seal_counts(), keys)


async def _walk(store: SqlStore, to_do: int) -> int:
    from app.commands.lines import progress  # noqa: PLC0415

    mark: Mark | None = Mark()
    done = 0
    with progress("sealing", to_do) as advance:
        while mark:
            step = await store.reseal(mark, limit=BATCH)
            done, mark = done + step.values, step.mark
            advance(step.values)
    return done


def _told(done: int, found: Sequence[Sealed], keys: Sequence[str]) -> int:
    sys.stdout.write(DONE.format(values=done, key=keys[0]) + "\n")
    missing: Counter[str] = Counter()
    for each in found:
        if each.key not in {PLAIN, *keys}:
            missing[each.key] += each.values
    if missing:
        names = ", ".join(sorted(missing))
        sys.stderr.write(LEFT.format(values=missing.total(), keys=names) + "\n")
        return FAILED
    sys.stdout.write(FREE.format(key=keys[0]) + "\n")
    return 0
