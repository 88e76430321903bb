"""Whether the database is whole and backups are made: said at start, and by `skerry doctor`."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.backup.copy import keys, vault_of
from app.backup.seal import BackupFailed, name_of
from app.backup.vault import FolderVault, Vault, known
from core.errors import ConfigError
from core.settings import Loaded
from storage.copies.check import damage, unsafe
from storage.engine.postgres import is_ours, parsed
from storage.opening import path_of

# state, what was found, what to do
Line = tuple[str, str, str]

DAMAGED = "database {name} is damaged ({what}); {mend}"
MEND = "stop every desk that uses it, then: skerry restore {backup} --force"
NO_BACKUP = "there is no backup to restore; keep the file, and ask sqlite3 .recover for its rows"
NONE = "no backups by schedule", "set [backup] target, and SKERRY_BACKUP_KEY: skerry backup key"
FIRST = "none yet in {place}", "run skerry backup"
OLD = "the newest in {place} is {age} old", "see the log for why, then run skerry backup"
FULL = "{free:,} MB are free in {place}, and the newest backup has {size:,} MB", "free some space"
FINE = "{count} in {place}, the newest {age} old, sealed with key {key}"
# So many times the span between two of them may the newest one be old.
PATIENCE = 2


def must_be_whole(loaded: Loaded) -> None:
    """Raises ConfigError with the file, the newest backup and the command, where it is damaged."""
    url = loaded.settings.storage.url
    what = damage(url, loaded.settings.backup.check_s)
    if what and not is_ours(url):
        raise ConfigError(DAMAGED.format(name=path_of(url), what=what, mend=_mend(loaded)))


def whole_checked(loaded: Loaded) -> Line:
    """A line of the doctor's about damage."""
    url, table = loaded.settings.storage.url, loaded.settings.backup
    try:
        what = damage(url, max(table.check_s, 10.0))
    except ConfigError as error:
        return "bad", str(error), "mend [storage] url"
    if what:
        return "bad", what, "" if is_ours(url) else _mend(loaded)
    if risk := unsafe(url):
        return "note", risk, "switch it on"
    name = parsed(url).database if is_ours(url) else path_of(url)
    return "ok", f"no damage found in {name}", ""


def backup_checked(loaded: Loaded) -> Line:
    """A line of the doctor's about backups: age, key, room."""
    if not loaded.settings.backup.target:
        return ("note", *NONE)
    try:
        key, vault = keys(loaded)[0], vault_of(loaded)
        return _looked(loaded, vault, name_of(key))
    except (ConfigError, BackupFailed) as error:
        return "bad", str(error), "mend [backup]"


def _looked(loaded: Loaded, vault: Vault, key: str) -> Line:
    found, table = known(vault), loaded.settings.backup
    if not found:
        return "note", FIRST[0].format(place=vault.name), FIRST[1]
    age = datetime.now(UTC) - found[0].made_at
    if age > PATIENCE * timedelta(hours=table.every_h):
        return "bad", OLD[0].format(place=vault.name, age=_span(age)), OLD[1]
    size = vault.listing().get(found[0].name, 0)
    if isinstance(vault, FolderVault):
        free = shutil.disk_usage(vault.folder).free
        if free < 2 * size:
            words = FULL[0].format(place=vault.name, free=free >> 20, size=size >> 20)
            return "bad", words, FULL[1]
    count = len(found)
    return "ok", FINE.format(count=count, place=vault.name, age=_span(age), key=key), ""


def _mend(loaded: Loaded) -> str:
    backup = ""
    try:
        vault = vault_of(loaded)
        backup = next((f"{vault.name}/{each.name}" for each in known(vault)), "")
    except (ConfigError, BackupFailed):
        backup = ""
    path = Path(path_of(loaded.settings.storage.url))
    copies = sorted(path.parent.glob(f"{path.name}.before-[0-9][0-9][0-9][0-9]"))
    backup = backup or (str(copies[-1]) if copies else "")
    return MEND.format(backup=backup) if backup else NO_BACKUP


def _span(age: timedelta) -> str:
    hours = max(0.0, age.total_seconds()) / 3600
    return f"{hours:.0f} h" if hours < 72 else f"{hours / 24:.0f} days"
