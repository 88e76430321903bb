"""Scam cases in the database: found, changed and written back; sends and removals reach them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, select, update

from core.actions import Purpose
from core.numbers.events import warned
from core.ports import Sent, Settlement
from core.protection import Attack
from storage import tables as t
from storage.engine.dialect import VALUES, AnyRow, add, execute, replace_all, select_in
from storage.guard.accusing import opened
from storage.guard.codec import dossier_of, entry_of, entry_row, event_of, scam_row
from storage.guard.dossier import Dossier, Entry, forgotten, is_ours, settled, tally
from storage.ledger import Ledger

# The purposes of rows that stand in the files of scam cases.
PURPOSES = frozenset((Purpose.WARNING, Purpose.ACT))

_E = t.scam_event
_BY_ID = select(t.scam).where(t.scam.c.id.in_(VALUES)).with_for_update()
_OPEN, _SAVE = add(t.scam), replace_all(t.scam)
_ENTER = add(_E)
_ABOUT = select(_E).where(_E.c.about.in_(VALUES), _E.c.kind.in_(("warning", "act")))
_HEARD = select(_E).where(_E.c.about.in_(VALUES), _E.c.kind == "message")
_DELETED = select(_E).where(_E.c.scam_id.in_(VALUES), _E.c.kind == "act", _E.c.text == "delete")
_AMENDED = ("text", "reasons", "state", "sent_at", "native_id")
_AMEND = (
    update(_E)
    .values({name: bindparam(f"new_{name}") for name in _AMENDED})
    .where(
        _E.c.scam_id == bindparam("scam"),
        _E.c.kind == bindparam("kind_"),
        _E.c.key == bindparam("key_"),
    )
)
_HIDE = update(t.trace).values(shown="").where(t.trace.c.message_key == bindparam("key_"))


class Accounts:
    """Collects changes to scam cases within one savepoint; `flush` goes before the ledger's.

    `files` are those asked for so far, by id, as they are now.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.files: dict[str, Dossier] = {}
        self._before: dict[str, Dossier | None] = {}
        self._entries: list[Entry] = []
        self._amended: list[Entry] = []

    def find(self, scam_ids: Iterable[str]) -> None:
        """Take these files up, as far as they exist."""
        missing = set(scam_ids) - self.files.keys()
        for row in select_in(self.ledger.connection, _BY_ID, missing):
            found = dossier_of(row)
            self.files[row.id] = found
            # A file without a version was only just laid down, by `meet`.
            self._before[row.id] = found if found.scam.version else None

    def meet(self, attacks: Sequence[Attack]) -> None:
        """Take up the files of attackers; a new one is laid down first, that it be begun once."""
        first = {each.scam_id: each for each in reversed(attacks)}
        self.find(first)
        missing = sorted(first.keys() - self.files.keys())
        rows = [scam_row(opened(first[each])) for each in missing]
        execute(self.ledger.connection, _OPEN, rows)
        self.find(missing)

    def save(self, dossier: Dossier, entries: Iterable[Entry] = ()) -> None:
        """The file is now like this, with these new lines."""
        self.files[dossier.scam.id] = dossier
        self._entries += entries

    def amend(self, entry: Entry) -> None:
        """A line of a file is now like this."""
        self._amended.append(entry)

    def flush(self) -> None:
        """Write it all; the ledger counts and tells."""
        connection = self.ledger.connection
        changed = [each for id_, each in self.files.items() if each is not self._before[id_]]
        for each in changed:
            before = self._before[each.scam.id]
            if before:
                self.ledger.count(tally(before.scam), -1)
            self.ledger.count(tally(each.scam))
        execute(connection, _SAVE, [scam_row(each) for each in changed])
        execute(connection, _ENTER, [entry_row(each) for each in self._entries])
        execute(connection, _AMEND, [_amendment(each) for each in self._amended])
        touched = {each.scam.id for each in changed} | {each.scam_id for each in self._amended}
        for id_ in touched:
            self.ledger.announce(id_, self.files[id_].conversation)


def settle(ledger: Ledger, settlements: Sequence[Settlement]) -> None:
    """Warnings and acts that ended, in the files that speak of them."""
    words = {each.key: each for each in settlements if each.result is not Sent.RETRY}
    rows = select_in(ledger.connection, _ABOUT, words)
    if not rows:
        return
    accounts = Accounts(ledger)
    accounts.find({row.scam_id for row in rows})
    for row in rows:
        dossier = accounts.files[row.scam_id]
        dossier, entry = settled(dossier, entry_of(row), words[row.about])
        ledger.numbers.count(warned(dossier.scam.platform, entry.heard_at, entry.event))
        accounts.save(dossier)
        accounts.amend(entry)
    accounts.flush()


def forget(ledger: Ledger, stems: Mapping[str, str]) -> None:
    """Erase the words of removed messages, by key with their stems; but not what we removed."""
    rows = select_in(ledger.connection, _HEARD, stems.values())
    kept = _evidence(ledger, rows)
    hidden = [{"key_": key} for key in stems if key not in kept]
    execute(ledger.connection, _HIDE, hidden)
    accounts = Accounts(ledger)
    accounts.find({row.scam_id for row in rows})
    for row in rows:
        if row.key not in kept:
            entry = entry_of(row)
            accounts.amend(Entry(entry.scam_id, forgotten(entry.event), entry.about))
    accounts.flush()


def _evidence(ledger: Ledger, rows: Sequence[AnyRow]) -> set[str]:
    """The keys of messages that the desk itself took away."""
    found = select_in(ledger.connection, _DELETED, {row.scam_id for row in rows})
    found.sort(key=lambda row: row.scam_id)
    acts = {
        scam_id: [event_of(each) for each in group]
        for scam_id, group in groupby(found, key=lambda row: row.scam_id)
    }
    return {row.key for row in rows if is_ours(acts.get(row.scam_id, ()), row.native_id)}


def _amendment(entry: Entry) -> dict[str, Any]:
    row = entry_row(entry)
    names = {"scam": entry.scam_id, "kind_": entry.event.kind, "key_": entry.event.key}
    return names | {f"new_{name}": row[name] for name in _AMENDED}
