"""The `skerry` command: every subcommand, its options and its help; the work is done elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from app.cli.agents import agents
from app.cli.backup import commands as backup
from app.cli.backup import restoring
from app.cli.knowledge import commands as knowledge
from app.cli.learning import learning
from app.cli.numbers import numbers
from app.cli.options import (
    Identities,
    Input,
    Output,
    Port,
    SettingsOption,
    Workers,
    one_line_errors,
)
from app.cli.protection import protection
from app.cli.roles import roles
from app.cli.seeing import seeing
from app.cli.shipping import shipping
from app.commands.audit import commands as audit
from app.commands.corrections import commands as corrections
from app.commands.encoder import commands as encoder
from app.commands.labels import commands as labels
from app.commands.privacy import commands as privacy
from app.commands.seal import commands as seal
from app.commands.token import commands as tokens
from app.newborn import starting

app = typer.Typer(
    help="The open desk that answers an exchange's users and protects them from scammers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.add_typer(agents, name="agent")
app.add_typer(audit, name="audit")
app.add_typer(backup, name="backup")
app.add_typer(restoring)
app.add_typer(corrections, name="corrections")
app.add_typer(encoder, name="encoder")
app.add_typer(knowledge, name="knowledge")
app.add_typer(labels, name="labels")
app.add_typer(privacy, name="privacy")
app.add_typer(seal, name="seal")
app.add_typer(tokens, name="token")
app.add_typer(learning)
app.add_typer(numbers)
app.add_typer(protection)
app.add_typer(roles)
app.add_typer(seeing)
app.add_typer(shipping)


@app.command()
@one_line_errors
def run(settings: SettingsOption = None) -> None:
    """Start the desk: listeners, workers, outbox and console in one process tree.

    Without credentials the sandbox starts: simulated platforms and a crowd that writes to them.

    Example: [bold]skerry run[/bold]
    """
    with starting():
        from app.run import start

        start(settings)


@app.command()
@one_line_errors
def listen(
    platforms: Annotated[
        list[str], typer.Argument(metavar="PLATFORM…", help="Folders of bots/ to connect.")
    ],
    deliver: Annotated[bool, typer.Option(help="Also send what is to be sent there.")] = True,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Connect some platforms in a process of their own; `skerry run` does the rest.

    Where two processes have the same credential, the second waits and takes over.

    Example: [bold]skerry listen telegram[/bold]
    """
    with starting():
        from app.listen import start

        start(platforms, settings, deliver=deliver)


@app.command()
@one_line_errors
def triage(  # noqa: PLR0913, PLR0917  # one an option
    source: Input,
    output: Output = "-",
    identities: Identities = None,
    workers: Workers = 1,
    explain: Annotated[bool, typer.Option("--explain", help="Say why, label by label.")] = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Read messages and say what the desk thinks of each; one JSON line in, one out.

    Example: [bold]echo '{"id": 1, "text": "my withdrawal is stuck"}' | skerry triage -[/bold]
    """
    from app.commands.triage import How, triage_lines

    how = How(settings=settings, identities=identities, workers=workers, explain=explain)
    raise typer.Exit(triage_lines(source, output, how))


@app.command()
@one_line_errors
def answer(source: Input, output: Output = "-", settings: SettingsOption = None) -> None:
    """Read questions and say which article answers each, what the desk does, and in which words.

    Example: [bold]echo '{"id": 1, "text": "how long does KYC take?"}' | skerry answer -[/bold]
    """
    from app.commands.answer import answer_lines

    raise typer.Exit(answer_lines(source, output, settings))


@app.command()
@one_line_errors
def replay(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A JSON Lines file.")],
    limit: Annotated[int, typer.Option(min=0, help="Stop after so many lines; 0 is all.")] = 0,
    settings: SettingsOption = None,
) -> None:
    """Send a file of messages through the whole path, and print what was decided and how fast.

    Example: [bold]skerry replay messages.jsonl --limit 5000[/bold]
    """
    from app.commands.replay import replay_file

    raise typer.Exit(asyncio.run(replay_file(source, limit, settings)))


@app.command()
@one_line_errors
def sandbox(  # noqa: PLR0913, PLR0917  # one a platform's port
    port_twitter: Port = 0,
    port_telegram: Port = 0,
    port_discord: Port = 0,
    crowd: Annotated[bool, typer.Option(help="People who write by themselves.")] = True,  # noqa: FBT002
    pace: Annotated[float, typer.Option(min=0.01, help="2 is twice as talkative.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Another one tells the stories in another order.")] = 7,
) -> None:
    """Start the simulated X, Telegram and Discord alone, for staging and for training staff.

    Prints one JSON line with addresses and credentials on stdout; how to point a desk at them, on
    stderr.

    Example: [bold]skerry sandbox --port-telegram 8081 --no-crowd[/bold]
    """
    from app.commands.sandbox import Choice, serve

    choice = Choice(
        twitter=port_twitter,
        telegram=port_telegram,
        discord=port_discord,
        crowd=crowd,
        pace=pace,
        seed=seed,
    )
    asyncio.run(serve(choice))


@app.command()
@one_line_errors
def doctor(settings: SettingsOption = None) -> None:
    """Check settings, credentials, database, model files, clock and disk; say how to mend each.

    Example: [bold]skerry doctor[/bold]
    """
    from app.commands.doctor import examine

    raise typer.Exit(asyncio.run(examine(settings)))


@app.command()
@one_line_errors
def migrate(
    to: Annotated[str, typer.Option("--to", help="postgresql://user:password@host/database")],
    dry_run: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--dry-run", help="Only say what would be moved.")
    ] = False,
    settings: SettingsOption = None,
) -> None:
    """Move the desk's database from a file to a PostgreSQL server, and compare both in the end.

    Stop the desk before. Interrupted, the same command goes on where it was.

    Example: [bold]skerry migrate --to postgresql://skerry@db.nordex.example/skerry[/bold]
    """
    from app.commands.migrate import move

    raise typer.Exit(move(to, settings, dry_run=dry_run))


def main() -> None:
    """Entry point of the `skerry` script."""
    app()
