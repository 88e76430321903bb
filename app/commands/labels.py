"""`skerry labels`: an operator's own labels, measured before they are switched on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from app.cli.options import FAILED, SettingsOption, errors, one_line_errors
from app.commands.lines import progress
from core.errors import ConfigError, EncoderUnavailable

if TYPE_CHECKING:  # each command imports only what it needs
    from core.settings import Settings
    from core.tables.label import LabelTable

_BATCH = 32
_LEAST_WIDTH = 100

Name = Annotated[str, typer.Argument(metavar="NAME", help="As in [triage.labels.NAME].")]

commands = typer.Typer(
    help="Labels of your own: tags that a few examples teach.", no_args_is_help=True
)


@commands.command("measure")
@one_line_errors
def measure(name: Name, settings: SettingsOption = None) -> None:
    """Say how well a label would do on texts it has not seen; nothing is written.

    Example: [bold]skerry labels measure refund[/bold]
    """
    loaded = _settings(settings)
    table = _table(loaded, name)
    fitted = _fitted(loaded, table, name)
    _print(name, table, fitted.measured)
    if why := fitted.measured.refusal(table.least_precision):
        errors.print(f"skerry: '{name}' would not be switched on: {why}", markup=False)


@commands.command("fit")
@one_line_errors
def fit(name: Name, settings: SettingsOption = None) -> None:
    """Measure a label and, where it is precise enough, write it: the next start reads it.

    Example: [bold]skerry labels fit refund[/bold]
    """
    import models  # noqa: PLC0415 - each command imports only what it needs
    from app.own import kept_at  # noqa: PLC0415

    loaded = _settings(settings)
    table = _table(loaded, name)
    fitted = _fitted(loaded, table, name)
    _print(name, table, fitted.measured)
    if why := fitted.measured.refusal(table.least_precision):
        errors.print(f"skerry: '{name}' is not written: {why}", markup=False)
        raise typer.Exit(FAILED)
    path = kept_at(name, table)
    try:
        models.save_arrays(path, fitted.arrays)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    sys.stdout.write(f"{path}\n")


@commands.command("list")
@one_line_errors
def listing(settings: SettingsOption = None) -> None:
    """List the labels of the settings, and what was measured when they were fitted.

    Example: [bold]skerry labels list[/bold]
    """
    table = Table("label", "state", "examples", "precision", "coverage", box=None)
    for name, each in _settings(settings).triage.labels.items():
        table.add_row(name, *_state(name, each))
    _console().print(table)


def _settings(path: str | None) -> Settings:
    from app import config  # noqa: PLC0415

    return config.load(path).settings


def _table(settings: Settings, name: str) -> LabelTable:
    from core.settings import nearest  # noqa: PLC0415

    table = settings.triage.labels.get(name)
    if table is None:
        near = nearest(name, list(settings.triage.labels))
        raise ConfigError(f"settings.toml: there is no [triage.labels.{name}]{near}")
    if not table.examples:
        raise ConfigError(f"settings.toml: [triage.labels.{name}] has no 'examples', a file")
    return table


def _fitted(settings: Settings, table: LabelTable, name: str) -> Any:
    import numpy as np  # noqa: PLC0415

    from app.brain import build_second  # noqa: PLC0415 - training's libraries are heavy
    from training.own_labels import fit as fit_head  # noqa: PLC0415
    from training.own_labels import read_examples  # noqa: PLC0415

    lines = read_examples(Path(table.examples))
    second = build_second(settings)
    if second.stage is None:
        raise ConfigError(f"the label '{name}' needs an encoder: {second.state().why}")
    encoder = second.stage.encoder

    def encode(texts: Sequence[str]) -> Any:
        with progress("reading examples", len(texts)) as advance:
            parts = []
            for start in range(0, len(texts), _BATCH):
                parts.append(encoder.encode(texts[start : start + _BATCH]))
                advance(len(parts[-1]))
        return np.concatenate(parts)

    try:
        return fit_head(lines, encode, encoder.name, table.least_precision)
    except EncoderUnavailable as error:
        errors.print(f"skerry: the encoder stopped: {error}", markup=False)
        raise typer.Exit(FAILED) from None


def _print(name: str, table: LabelTable, measured: Any) -> None:
    shown = Table("label", "examples", "precision", "recall", "given from", box=None)
    for each in measured.labels:
        threshold = f"{each.threshold:.2f}" if each.threshold <= 1 else "never"
        told = (_share(each.precision), _share(each.recall), threshold)
        shown.add_row(each.label, str(each.examples), *told)
    console = _console()
    console.print(shown)
    console.print(
        f"{name}: {measured.examples} examples, {measured.folds} folds; precision "
        f"{_share(measured.precision)} (wanted {table.least_precision:g}), "
        f"given to {_share(measured.coverage)} of all"
    )


def _share(share: Any) -> str:
    """A share with its 95 % interval."""
    if not share.all:
        return "–"
    low, high = share.interval
    return f"{share.value:.2f} ({low:.2f}–{high:.2f})"


def _state(name: str, table: LabelTable) -> tuple[str, ...]:
    import models  # noqa: PLC0415
    from app.own import kept_at  # noqa: PLC0415
    from core.triage.own import measured  # noqa: PLC0415

    path = kept_at(name, table)
    arrays = models.load_arrays(path, "it is not read") if path.exists() else None
    if arrays is None:
        return ("damaged" if path.exists() else "not fitted",)
    figures = measured(arrays)
    state = f"{'on' if table.enabled else 'off'}, for {arrays['encoder'][0]}"
    shares = (figures["precision"], figures["coverage"])
    return state, str(figures["examples"]), *(f"{e['hits'] / e['all']:.2f}" for e in shares)


def _console() -> Console:
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = max(console.width, _LEAST_WIDTH)
    return console
