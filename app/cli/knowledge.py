"""Commands about what the desk knows; the work is done elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import SettingsOption, one_line_errors

commands = typer.Typer(help="What the desk says by itself.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@commands.command("check")
@one_line_errors
def check(  # one an option
    tests: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help='Questions to find articles with: lines of {"text", "article"}.'
        ),
    ] = None,
    as_json: AsJson = False,  # noqa: FBT002
    online: Annotated[bool, typer.Option("--online", help="Also open every link.")] = False,  # noqa: FBT002
    reach: Annotated[bool, typer.Option(help="Also ask for every article.")] = True,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Say what is wrong: broken, stale, missing, twice, unsafe, never found. Exit 1 if anything is.

    Nothing is opened or looked up without --online.

    Example: [bold]skerry knowledge check --json[/bold]
    """
    from app.knowledge.check import How
    from app.knowledge.check import check as run

    raise typer.Exit(run(How(settings, tests, as_json, online, reach)))


@commands.command("index")
@one_line_errors
def index(settings: SettingsOption = None) -> None:
    """Learn to find the articles by meaning; needed once after articles or questions changed.

    The desk does so by itself in the background; until then it finds them less well.

    Example: [bold]skerry knowledge index[/bold]
    """
    from app.knowledge.index import index as run

    run(settings)


@commands.command("list")
@one_line_errors
def listing(
    language: Annotated[str | None, typer.Option(help="Only this one.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Print the articles: what each is about, in which languages, when it was reviewed.

    Example: [bold]skerry knowledge list --language zh[/bold]
    """
    from app.knowledge.list import listing as run

    run(settings, language, as_json=as_json)


@commands.command("import")
@one_line_errors
def import_(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A folder, a CSV or an HTML file.")
    ],
    write: Annotated[bool, typer.Option("--write", help="Write the drafts.")] = False,  # noqa: FBT002
    language: Annotated[str | None, typer.Option(help="Of texts that do not tell.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Bring articles of another help centre here as drafts, which a person reviews.

    A folder of Markdown or HTML, or an export with columns such as title, body, locale and url.
    Without --write it says what would be written.

    Example: [bold]skerry knowledge import help-centre.csv[/bold]
    """
    from app.knowledge.bring import bring

    raise typer.Exit(bring(source, settings, language=language, write=write, as_json=as_json))
