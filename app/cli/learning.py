"""Commands that make and measure what reads messages; the work is done elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Identities, SettingsOption, Workers, one_line_errors
from app.commands.corrections import Wish, learn

learning = typer.Typer()


Corpus = Annotated[Path, typer.Option(help="Where the corpus is.")]
Target = Annotated[Path, typer.Option(help="Where weights and card go.")]
Public = Annotated[
    Path | None, typer.Option(help="Public sets for the auxiliary heads.", show_default=False)
]
Encoder = Annotated[
    bool, typer.Option("--encoder", help="Tune the encoder too: half an hour, needs torch.")
]
WithCorrections = Annotated[
    bool,
    typer.Option("--with-corrections", help="Learn what agents corrected, if the gate passes."),
]
Exported = Annotated[
    str | None,
    typer.Option(help="An exported file instead of the desk's memory.", show_default=False),
]
Gate = Annotated[Path, typer.Option(help="What corrected weights must reach.")]


@learning.command()
@one_line_errors
def train(  # noqa: PLR0913, PLR0917  # one an option
    corpus: Corpus = Path("models/corpus"),
    output: Target = Path("models/linear"),
    public: Public = None,
    encoder: Encoder = False,  # noqa: FBT002 - an option
    with_corrections: WithCorrections = False,  # noqa: FBT002 - an option
    corrections: Exported = None,
    gate: Gate = Path("models/gate.toml"),
    settings: SettingsOption = None,
) -> None:
    """Fit the linear stage, weigh the encoder against it, and write weights and model cards.

    With corrections, the new weights replace the old ones only if the gate passes.

    Example: [bold]skerry train --public data --encoder[/bold]
    """
    if with_corrections or corrections:
        wish = Wish(
            corpus=corpus,
            output=output,
            public=public,
            source=corrections,
            gate=gate,
            settings=settings,
        )
        raise typer.Exit(learn(wish))
    from app.commands.train import Training, train_all

    train_all(Training(corpus=corpus, output=output, public=public, encoder=encoder))


@learning.command()
@one_line_errors
def evaluate(  # noqa: PLR0913, PLR0917  # one an option
    sources: Annotated[
        list[str], typer.Argument(metavar="INPUT…", help="Labelled JSON Lines: files, folders, -.")
    ],
    report: Annotated[
        Path | None, typer.Option(help="Write pictures and mistakes (HTML).", show_default=False)
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="Write all figures.", show_default=False)
    ] = None,
    gate: Annotated[
        Path | None, typer.Option(help="Fail below these figures (TOML).", show_default=False)
    ] = None,
    record: Annotated[bool, typer.Option("--record", help="Write the gate instead.")] = False,  # noqa: FBT002
    margin: Annotated[float, typer.Option(min=0, max=1, help="Recorded figures less this.")] = 0.01,
    identities: Identities = None,
    workers: Workers = 1,
    settings: SettingsOption = None,
) -> None:
    """Measure how well messages are read, on lines that carry labels; nothing is learnt.

    With [bold]answers[/bold] first: how well questions with known articles are answered.

    Example: [bold]skerry evaluate models/corpus/evaluation --report report.html[/bold]
    """
    if sources[0] == "answers":
        from app.commands.evaluate_answers import evaluate_answers

        raise typer.Exit(evaluate_answers(sources[1:], settings, json))
    from app.commands.evaluate import Means, Wishes, evaluate_files

    wishes = Wishes(report=report, json=json, gate=gate, record=record, margin=margin)
    means = Means(settings=settings, identities=identities, workers=workers)
    raise typer.Exit(evaluate_files(sources, wishes, means))


@learning.command()
@one_line_errors
def probe(
    train: Annotated[str, typer.Option(help='Lines {"text", "label"} to learn from, or -.')],
    test: Annotated[str, typer.Option(help="Lines of the same kind to measure on, or -.")],
    output: Annotated[
        str | None,
        typer.Option(help="Write a label and a confidence a test line; - is stdout."),
    ] = None,
    settings: SettingsOption = None,
) -> None:
    """Learn labels of your own from one file, and measure them on another before using them.

    Example: [bold]skerry probe --train train.jsonl --test test.jsonl --output answers.jsonl[/bold]
    """
    from app.commands.probe import probe_files

    raise typer.Exit(probe_files(train, test, output, settings))
