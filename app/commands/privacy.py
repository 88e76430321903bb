"""`skerry privacy …`: what is kept and for how long, holds, files of everything, erasure."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import FAILED, SettingsOption, one_line_errors
from app.privacy.run import run
from core.errors import ConfigError
from core.privacy.rights import Erasure, Identity, Scope, Stage, UnderHold
from core.types import Platform

if TYPE_CHECKING:
    from app.privacy.desk import PrivacyParts
    from core.privacy.room import PrivacyRoom

commands = typer.Typer(
    help="People's data: retention, hold, export, erasure.", no_args_is_help=True
)

# By whom acts from here are signed.
BY = "terminal"
WHO = "of {who}: {records} records ({sections})"
PLANNED = "Would erase everything {found}. Counts stay. Nothing was done; --yes does it."
DONE = "Erasure {number} is done: {texts} texts in {places} conversations."
WAITS = "Erasure {number} goes on in the running desk: something of his is in work there."
STOPPED = "Erasure {number} is stopped: {held}."
HELD = "Hold {number} is set: nothing of it is removed until `skerry privacy release {number}`."
LIFTED = "Hold {number} is lifted; retention and erasure go on."
NO_HOLD = "privacy release: there is no hold {number} in force; `skerry privacy status` lists them"
BAD_WHO = "'{who}' is no account; write platform:id, like telegram:501"
NOBODY = "nothing is kept of {who}"

Who = Annotated[str, typer.Argument(metavar="PLATFORM:ID", help="An account by its id there.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept in the audit.")]


@commands.command()
@one_line_errors
def erase(
    who: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it, only say what.")] = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Erase a person, with all accounts he linked himself; first say what that would be.

    Example: [bold]skerry privacy erase telegram:501 --yes[/bold]
    """
    one = _identity(who)
    raise typer.Exit(run(settings, lambda parts: _erase(parts, one, do_it=yes)))


@commands.command()
@one_line_errors
def export(
    who: Who,
    output: Annotated[str, typer.Option("--output", help="A new file; - is stdout.")] = "-",
    html: Annotated[bool, typer.Option("--html", help="To read instead of JSON.")] = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Write everything about a person into one file.

    Example: [bold]skerry privacy export telegram:501 --output ann.json[/bold]
    """
    one = _identity(who)
    raise typer.Exit(run(settings, lambda parts: _export(parts, one, (output, html))))


@commands.command()
@one_line_errors
def hold(
    scope: Annotated[Scope, typer.Argument(help="What it is about.")],
    subject: Annotated[str, typer.Argument(help="platform:id, a conversation, or a case's id.")],
    reason: Reason,
    settings: SettingsOption = None,
) -> None:
    """Keep something whatever its age: retention and erasure stop before it.

    Example: [bold]skerry privacy hold case 4f1c… --reason "court, file 12/26"[/bold]
    """
    _must_be_said(reason)
    name = str(_identity(subject)) if scope is Scope.PERSON else subject
    raise typer.Exit(run(settings, lambda parts: _hold(parts.room, scope, name, reason)))


@commands.command()
@one_line_errors
def release(
    number: Annotated[int, typer.Argument(help="Of the hold, as status lists it.")],
    reason: Reason,
    settings: SettingsOption = None,
) -> None:
    """Lift a hold.

    Example: [bold]skerry privacy release 3 --reason "proceedings are over"[/bold]
    """
    _must_be_said(reason)
    raise typer.Exit(run(settings, lambda parts: _release(parts.room, number, reason)))


@commands.command()
@one_line_errors
def status(settings: SettingsOption = None) -> None:
    """List holds in force and erasures, as JSON Lines; nobody is named who was erased.

    Example: [bold]skerry privacy status[/bold]
    """
    raise typer.Exit(run(settings, _status))


@commands.command()
@one_line_errors
def retention(
    dry_run: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--dry-run", help="Only say what is old enough to go.")
    ] = False,
    settings: SettingsOption = None,
) -> None:
    """Take out now what was kept long enough; the desk does so every hour by itself.

    Example: [bold]skerry privacy retention --dry-run[/bold]
    """
    raise typer.Exit(run(settings, lambda parts: _retention(parts, dry_run=dry_run)))


async def _erase(parts: PrivacyParts, one: Identity, *, do_it: bool) -> int:
    room = parts.room
    people = await room.book.identities_of(one)
    found = await room.book.export_person(people)
    if not do_it:
        sections = ", ".join(f"{len(rows)} {name}" for name, rows in found.sections.items())
        told = WHO.format(who=", ".join(map(str, people)), records=found.records, sections=sections)
        _say(PLANNED.format(found=told))
        return 0
    try:
        asked = await room.erase(one, BY)
    except UnderHold as error:
        raise ConfigError(f"privacy erase: {error}") from None
    return await _carried_out(parts, asked)


async def _carried_out(parts: PrivacyParts, asked: Erasure) -> int:
    from app.commands.lines import progress  # noqa: PLC0415

    now, before = asked, None
    with progress("erasing", None) as advance:
        while now != before and now.stage in {Stage.ASKED, Stage.ERASING}:
            before, now = now, await parts.room.step(now)
            advance(now.texts - before.texts)
    for each in await parts.room.finish([now]):
        _say(DONE.format(number=each.number, texts=each.texts, places=each.places))
        return 0
    _say((STOPPED if now.held else WAITS).format(number=now.number, held=now.held))
    return FAILED if now.held else 0


async def _export(parts: PrivacyParts, one: Identity, how: tuple[str, bool]) -> int:
    from app.commands.lines import writing  # noqa: PLC0415
    from core.privacy.file import as_html, as_json  # noqa: PLC0415

    found = await parts.room.export(one, BY)
    if not found.sections:
        sys.stderr.write(NOBODY.format(who=one) + "\n")
        return FAILED
    with writing(how[0]) as target:
        target.write(as_html(found) if how[1] else as_json(found))
    return 0


async def _hold(room: PrivacyRoom, scope: Scope, subject: str, reason: str) -> int:
    kept = await room.hold(scope, subject, reason, BY)
    _say(HELD.format(number=kept.number))
    return 0


async def _release(room: PrivacyRoom, number: int, reason: str) -> int:
    if not await room.lift(number, reason, BY):
        raise ConfigError(NO_HOLD.format(number=number))
    _say(LIFTED.format(number=number))
    return 0


async def _status(parts: PrivacyParts) -> int:
    from app.commands.lines import to_json  # noqa: PLC0415

    for each in await parts.room.book.legal_holds():
        if each.lifted_at is None:
            _say(to_json({"hold": each.number, **_plain(asdict(each), "number")}))
    for erasure in await parts.room.book.erasures():
        hidden = ("number", "identities", "digests")
        _say(to_json({"erasure": erasure.number, **_plain(asdict(erasure), *hidden)}))
    return 0


async def _retention(parts: PrivacyParts, *, dry_run: bool) -> int:
    from app.commands.lines import to_json  # noqa: PLC0415

    if not dry_run:
        await parts.retain_once()
        return 0
    for each in await parts.room.would_go():
        _say(to_json({"kind": each.kind.value, "would_go": each.gone, "held": each.held}))
    return 0


def _plain(values: dict[str, Any], *hidden: str) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
        if name not in hidden and value not in (None, "", ())
    }


def _identity(who: str) -> Identity:
    platform, colon, author = who.partition(":")
    if not (platform and colon and author):
        raise ConfigError(BAD_WHO.format(who=who))
    return Identity(Platform(platform), author)


def _must_be_said(reason: str) -> None:
    if not reason.strip():
        raise ConfigError("--reason: say why; it is kept in the audit")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
