"""`skerry backup`, `backup list`, `backup verify`: what they do and say."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from app import config
from app.backup.copy import back_up, keys, newest, plan, vault_of, verify
from app.backup.vault import known
from app.commands.lines import progress
from app.restore.source import located

PLAN = (
    "{rows:,} rows in {tables} tables (schema {revision}) would go to {place}; nothing was written"
)
MADE = (
    "{place}/{name}: {rows:,} rows in {tables} tables, {size:,} bytes, {seconds:.1f} s;"
    " read back, and the same"
)
PRUNED = "deleted, too old: {names}"
WHOLE = (
    "{place}/{name}: whole; {rows:,} rows in {tables} tables, schema {revision},"
    " made {made_at:%Y-%m-%d %H:%M} UTC"
)
NONE = "{place}: no backups"


def rehearse(settings: str | None, to: str) -> None:
    """Say what would be written where."""
    _say(PLAN.format(**asdict(plan(config.load(settings), to))))


def make(settings: str | None, to: str) -> None:
    """Write a backup."""
    loaded = config.load(settings)
    with progress("copying", plan(loaded, to).rows) as step:
        made = back_up(loaded, "asked", step, to=to)
    _say(MADE.format(**asdict(made)))
    if made.pruned:
        _say(PRUNED.format(names=", ".join(made.pruned)))


def tell(settings: str | None, to: str) -> None:
    """Say which there are, a JSON line each."""
    vault = vault_of(config.load(settings), to)
    sizes, found = vault.listing(), known(vault)
    for each in found:
        fields = {"made_at": each.made_at.isoformat(), "schema": each.revision, "why": each.why}
        _say(json.dumps({"name": each.name, **fields, "bytes": sizes.get(each.name, 0)}))
    if not found:
        sys.stderr.write(NONE.format(place=vault.name) + "\n")


def check(settings: str | None, source: str) -> None:
    """Read one to its end."""
    loaded = config.load(settings)
    vault = vault_of(loaded) if not source else None
    vault, name = (vault, newest(vault)) if vault else located(source, loaded)
    with progress("reading", None) as step:
        head, held = verify(vault, name, keys(loaded), step)
    said = {"revision": head.revision, "made_at": head.made_at}
    _say(WHOLE.format(place=vault.name, name=name, rows=held.rows, tables=len(held.tables), **said))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
