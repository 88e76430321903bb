"""Which backups stay: the newest of each of the last days and weeks, none beyond the promise."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta

from app.backup.vault import Named, Vault, known
from core.tables.backup import BackupTable

# What was made in so long stays whole: the last one may hold what just went wrong.
FRESH = timedelta(days=1)


def prune(vault: Vault, table: BackupTable, now: datetime) -> list[str]:
    """Delete what need not, or must not, stay any longer; their names."""
    gone = [each.name for each in expired(known(vault), table, now)]
    for name in gone:
        vault.remove(name)
    return gone


def expired(backups: Sequence[Named], table: BackupTable, now: datetime) -> list[Named]:
    """What may go. The newest stays in any case: without it there would be none."""
    ordered = sorted(backups, key=lambda each: (each.made_at, each.name), reverse=True)
    stay = {each.name for each in ordered if each.made_at > now - FRESH or each is ordered[0]}
    stay |= _newest(ordered, table.keep_daily, lambda at: at.date())
    stay |= _newest(ordered, table.keep_weekly, lambda at: tuple(at.isocalendar())[:2])
    oldest = now - timedelta(days=table.gone_within_days)
    return [
        each
        for number, each in enumerate(ordered)
        if each.name not in stay or (each.made_at <= oldest and number > 0)
    ]


def _newest(ordered: Sequence[Named], count: int, span: Callable[[datetime], Hashable]) -> set[str]:
    found: dict[Hashable, str] = {}
    for each in ordered:
        found.setdefault(span(each.made_at), each.name)
    return set(list(found.values())[:count])
