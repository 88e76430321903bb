"""`skerry corrections …` and `skerry train --with-corrections`: what agents taught the desk."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from app.cli.options import FAILED, Output, SettingsOption, one_line_errors
from core.errors import ConfigError

if TYPE_CHECKING:  # each command imports only what it needs
    from core.corrections import Correction
    from core.types import Platform

LEFT_OUT = "{count} of {platform} left out: {why}"
FORBIDDEN = "its rules forbid training on its texts"
UNKNOWN = "no folder of bots/ says whether its rules allow training"
NOTHING = "there is nothing to learn from; the weights stay as they are"
KEPT = "the old weights stay: {failures}"

commands = typer.Typer(help="What agents corrected in the console.", no_args_is_help=True)


@commands.callback()
def _group() -> None:
    """Keep `export` a subcommand although it is the only one."""


@commands.command("export")
@one_line_errors
def export(
    output: Output = "-",
    everything: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--all", help="Also what may not be learnt from.")
    ] = False,
    settings: SettingsOption = None,
) -> None:
    """Write what agents corrected as labelled lines, with who said so, when, and what was before.

    Texts of platforms whose rules forbid training on them are left out.

    Example: [bold]skerry corrections export --output corrections.jsonl[/bold]
    """
    raise typer.Exit(export_to(output, settings, everything=everything))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What `skerry train --with-corrections` was asked for; `source` is a file or the desk."""

    corpus: Path
    output: Path
    public: Path | None
    source: str | None
    gate: Path
    settings: str | None = None


def export_to(output: str, settings: str | None, *, everything: bool) -> int:
    """Write the lines and say on stderr what was left out; the exit code."""
    from app.commands.lines import progress, to_json, writing  # noqa: PLC0415 - each command imports only what it needs
    from training.corrections import record_of  # noqa: PLC0415

    kept, count = asyncio.run(_kept(settings)), 0
    left: Counter[Platform] = Counter()
    with writing(output) as out, progress("corrections", len(kept)) as advance:
        for each in kept:
            learn = may_learn(each.platform)
            if learn or everything:
                out.write(to_json(record_of(each, learn=learn)) + "\n")
                count += 1
            else:
                left[each.platform] += 1
            advance()
    _tell(f"{count} corrections written", left)
    return 0


def learn(wish: Wish, fit: Callable[[Path, Path], object] | None = None) -> int:
    """Train on the corpus with its corrections; the exit code: 1 when the gate kept the old."""
    from app.commands.evaluate import Means, gate_failures  # noqa: PLC0415
    from training.corrections import read_records, record_of  # noqa: PLC0415
    from training.gate import read_gate  # noqa: PLC0415
    from training.relearn import Lesson, relearn  # noqa: PLC0415

    read_gate(wish.gate)  # raises before minutes of training, not after
    records = (
        read_records(wish.source)
        if wish.source
        else [
            record_of(each, learn=may_learn(each.platform))
            for each in asyncio.run(_kept(wish.settings))
        ]
    )
    lesson = Lesson(corpus=wish.corpus, output=wish.output, records=records)

    def passes(folder: Path) -> list[str]:
        import models  # noqa: PLC0415

        with models.linear_at(folder):
            evaluation = [str(wish.corpus / "evaluation")]
            return gate_failures(evaluation, wish.gate, Means(settings=wish.settings))

    outcome = relearn(lesson, fit or _linear(wish.public), passes)
    _say(str(outcome.merge))
    if outcome.failures:
        _say(KEPT.format(failures="; ".join(outcome.failures)))
        return FAILED
    _say(f"the gate passes: {wish.output} replaced" if outcome.replaced else NOTHING)
    return 0


def may_learn(platform: str) -> bool:
    """Whether a model may be trained on what is written there, as the platform's folder says."""
    import bots  # noqa: PLC0415 - each command imports only what it needs

    return platform in bots.names() and bots.capabilities(platform).learn


def _linear(public: Path | None) -> Callable[[Path, Path], object]:
    try:
        from training.linear import train  # noqa: PLC0415 - needs the dev extra
    except ImportError as error:
        raise ConfigError(f"training needs the dev extra: {error}") from None
    return lambda corpus, output: train(corpus, output, public=public)


async def _kept(settings: str | None) -> list[Correction]:
    """The last word on each message in the desk's memory, oldest first."""
    from app import config  # noqa: PLC0415
    from app.sealing.keys import open_desk  # noqa: PLC0415
    from core.corrections import newest  # noqa: PLC0415

    store = await open_desk(config.load(settings))
    try:
        return newest(await store.corrections())
    finally:
        await store.close()


def _tell(done: str, left: Mapping[Platform, int]) -> None:
    import bots  # noqa: PLC0415

    known = bots.names()
    whys = [
        LEFT_OUT.format(count=count, platform=each, why=FORBIDDEN if each in known else UNKNOWN)
        for each, count in sorted(left.items())
    ]
    _say("; ".join([done, *whys]) + (" (--all writes them, too)" if whys else ""))


def _say(line: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(line, markup=False)
