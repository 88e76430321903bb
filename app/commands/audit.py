"""`skerry audit …`: what everybody did, and whether anybody changed it afterwards."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from app.cli.options import FAILED, SettingsOption, one_line_errors
from app.commands.books import books
from core.errors import ConfigError

if TYPE_CHECKING:
    from core.audit import Act, Broken, Wish
    from core.audit_chain import Verifier
    from storage import SqlStore

BATCH, PAGE = 5_000, 500
# Acts of other processes may wait so long for their seal.
PATIENCE_S = 3.0
WHY = {
    "changed": "act {act} is not what seal {seal} was made of",
    "removed": "act {act}, sealed as number {seal}, is gone",
    "order": "seal {seal} does not follow the one before it: seals were removed or moved",
    "inserted": "act {act} was put between others after they were sealed",
    "erased": "act {act} was emptied, and no act says that this was an erasure",
    "anchor": "the digest given with --anchor is not in the chain: it was cut or made anew",
}
UNREAD = (
    "{unread} of {count} acts, the first is act {act}, cannot be read: their words lie under"
    " sealing keys that are not here ({keys}); nobody knows whether those words were changed."
    " Everything else fits; the last digest is {head}"
)
# Nothing is known to be wrong, and not all of it could be looked at.
NOT_ALL_READ = 3
WHOLE = "{count} acts are sealed and whole; {erased} of them erased; the last digest is {head}"

commands = typer.Typer(help="What everybody did, and whether it was changed.", no_args_is_help=True)


@commands.command("verify")
@one_line_errors
def verify(
    anchor: Annotated[
        str, typer.Option(help="A digest that was copied elsewhere; it has to be in the chain.")
    ] = "",
    settings: SettingsOption = None,
) -> None:
    """Check every act against its seal; names the first that does not fit and exits 1.

    Where all fits and the words of some acts cannot be read, for want of a key, it exits 3.

    Example: [bold]skerry audit verify --anchor 4f1c…[/bold]
    """
    raise typer.Exit(asyncio.run(_verify(anchor, settings)))


@commands.command("list")
@one_line_errors
def listing(  # noqa: PLR0913, PLR0917 - one an option
    by: Annotated[str, typer.Option(help="An agent, 'bot', or 'people' for everybody else.")] = "",
    act: Annotated[str, typer.Option(help="How the act's name begins, like 'webhook:'.")] = "",
    since: Annotated[str, typer.Option(help="A day or a time, like 2026-01-31.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many, the latest first.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="One JSON line an act.")] = False,  # noqa: FBT002
    settings: SettingsOption = None,
) -> None:
    """Print acts, the latest first.

    Example: [bold]skerry audit list --by mira --since 2026-01-31 --json[/bold]
    """
    from core.audit import Wish  # noqa: PLC0415 - each command imports only what it needs

    wish = Wish(by=by, act=act, since=_moment(since), limit=limit)
    asyncio.run(_list(wish, settings, as_json=json))


async def _verify(anchor: str, settings: str | None) -> int:
    from app.commands.lines import progress  # noqa: PLC0415
    from core.audit_chain import Verifier  # noqa: PLC0415

    verifier = Verifier(anchor)
    async with books(settings) as store:
        head = await store.chain_head()
        with progress("seals", head.number if head else 0) as advance:
            broken = await _walk(store, verifier, advance)
        if broken is None:
            broken = verifier.end(await _unsealed(store))
    screen = Console(stderr=True, highlight=False, soft_wrap=True)
    if broken:
        words = WHY[broken.why].format(act=broken.act, seal=broken.seal)
        screen.print(f"[red]skerry:[/red] {words}")
        return FAILED
    if verifier.unread:
        screen.print(f"[yellow]skerry:[/yellow] {_unread(verifier)}")
        return NOT_ALL_READ
    told = WHOLE.format(count=verifier.count, erased=verifier.erased, head=verifier.head)
    Console(highlight=False, soft_wrap=True).print(told)
    return 0


def _unread(verifier: Verifier) -> str:
    return UNREAD.format(
        unread=len(verifier.unread),
        count=verifier.count,
        act=verifier.unread[0],
        keys=", ".join(sorted(verifier.keys)),
        head=verifier.head,
    )


async def _walk(store: SqlStore, verifier: Verifier, advance: Any) -> Broken | None:
    after = 0
    while links := await store.chain(after, limit=BATCH):
        for link in links:
            if broken := verifier.take(link):
                return broken
        after = links[-1].seal.number
        advance(len(links))
    return None


async def _unsealed(store: SqlStore) -> list[int]:
    """Acts without a seal that a running desk does not seal in a moment either."""
    first = set(await store.unsealed())
    if not first:
        return []
    await asyncio.sleep(PATIENCE_S)
    return sorted(first.intersection(await store.unsealed()))


async def _list(wish: Wish, settings: str | None, *, as_json: bool) -> None:
    from dataclasses import replace  # noqa: PLC0415

    found: list[Act] = []
    async with books(settings) as store:
        left, before = wish.limit, None
        while left > 0:
            page = await store.acts(replace(wish, limit=min(left, PAGE), before=before))
            found += page.acts
            left, before = left - len(page.acts), page.before
            if before is None:
                break
    _print(found, as_json=as_json)


def _print(acts: list[Act], *, as_json: bool) -> None:
    from app.commands.lines import to_json  # noqa: PLC0415

    if as_json:
        for each in acts:
            typer.echo(to_json(_record(each)))
        return
    table = Table("number", "at", "by", "act", "case", "reason")
    for each in acts:
        decision = each.decision
        at = f"{decision.at:%Y-%m-%d %H:%M:%S}"
        table.add_row(
            str(each.number), at, decision.by, decision.act, each.case_id, decision.reason
        )
    Console(highlight=False, markup=False, soft_wrap=True).print(table, markup=False)


def _record(act: Act) -> dict[str, Any]:
    decision = act.decision
    return {
        "id": act.number,
        "at": decision.at.isoformat().replace("+00:00", "Z"),
        "by": decision.by,
        "act": decision.act,
        "case": act.case_id,
        "message": decision.message_key,
        "reason": decision.reason,
        "evidence": decision.evidence,
    }


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigError(f"--since: '{text}' is no day or time; write 2026-01-31") from None
