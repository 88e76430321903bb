"""`skerry levels`: from which score on a message is an alert, and what moderators make of that."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from app import risk_file
from app.cli.options import FAILED, errors
from core.errors import ConfigError
from core.scams import Verdicted
from core.triage.relevel import Releveled, reaching, relevel
from core.triage.risk import Levels

NAMES = ("note", "review", "alert")
WHY = "Refitted from {judged:,} verdicts of moderators on {messages:,} messages, {day}."
SAME = "the levels stay as they are; nothing is written"
DRY = "nothing is written: this was a dry run"
DONE = "written to {path}; in force when the desk starts next"


def print_levels() -> None:
    """The levels in force, and where they come from."""
    now = risk_file.weighing()
    lines = [f"{name:<8}{getattr(now.model.levels, name):.4f}" for name in NAMES]
    _say(*lines, f"from    {now.levels_from}", *([f"        {now.note}"] if now.note else []))


def refit(settings: str | None, *, dry_run: bool) -> int:
    """Set them by moderators' verdicts; 0 when there were enough of those, else 1."""
    verdicts, messages, undecided = asyncio.run(_judged(settings))
    before = risk_file.weighing().model.levels
    after = relevel(verdicts, messages, before)
    if not after.enough:
        errors.print(f"skerry: the levels stay: {after.why[0]}", markup=False)
        return FAILED
    _say(*_told(after, verdicts, messages, undecided), *_compared(before, after.levels, verdicts))
    if after.levels == before:
        _say(SAME)
    elif dry_run:
        _say(DRY)
    else:
        _write(after, messages)
    return 0


async def _judged(settings: str | None) -> tuple[Sequence[Verdicted], int, int]:
    """What moderators decided, how many messages triage read, how many cases wait for them."""
    from app import config  # noqa: PLC0415 - each command imports only what it needs
    from app.sealing.keys import open_desk  # noqa: PLC0415

    store = await open_desk(config.load(settings))
    try:
        page = await store.scams("open", limit=1)
        messages = (await store.totals()).get("verdicts", 0)
        return await store.verdicts(), messages, page.counts.get("open", 0)
    finally:
        await store.close()


def _told(
    after: Releveled, verdicts: Sequence[Verdicted], messages: int, undecided: int
) -> list[str]:
    scams = len(verdicts) - after.mistakes
    lines = [
        f"{messages:,} messages read; moderators judged {after.judged:,}: "
        f"{scams:,} scams, {after.mistakes:,} harmless",
        *after.why,
    ]
    if undecided:
        lines.append(f"{undecided:,} cases are undecided and count for nothing yet")
    return lines


def _compared(before: Levels, after: Levels, verdicts: Sequence[Verdicted]) -> list[str]:
    lines = []
    for name in NAMES:
        old, new = getattr(before, name), getattr(after, name)
        kept = [reaching(verdicts, each, scam=True) for each in (old, new)]
        wrong = [reaching(verdicts, each, scam=False) for each in (old, new)]
        lines.append(
            f"{name:<8}{old:.4f} -> {new:.4f}   scams above: {kept[0]:,} -> {kept[1]:,}"
            f"   harmless above: {wrong[0]:,} -> {wrong[1]:,}"
        )
    return lines


def _write(after: Releveled, messages: int) -> None:
    path = risk_file.OWN
    why = WHY.format(judged=after.judged, messages=messages, day=datetime.now(UTC).date())
    try:
        risk_file.save_levels(after.levels, path, why)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    _say(DONE.format(path=path))


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
