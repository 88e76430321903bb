"""What the desk's database says happened; read from outside, with plain statements."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import psycopg

from chaos.evidence import Judged, Kept, Queued

_NUMBER = re.compile(r"\[(\d+)\.(\d+)\]")
_US = 1_000_000
# A timer may be so late before somebody was forgotten: it rings again after a minute.
LATE_S = 75.0

_JUDGED = """
SELECT m.text, i.conversation, i.id, m.received_at, v.at FROM verdict v
JOIN message m ON m.key = v.message_key JOIN inbox i ON i.key = m.key ORDER BY i.id
"""
_QUEUED = """
SELECT key, platform, address, conversation, state, kind, purpose, case_id, remote_id, meta,
due_at, coalesce(settled_at, 0) FROM outbox ORDER BY id
"""
_NAMES = (
    *("key", "platform", "address", "conversation", "state", "kind", "purpose"),
    *("case_id", "remote_id"),
)
_CASES = """
SELECT c.id, c.conversation, c.status, c.held_by, c.due_at, t.ring_at
FROM "case" c LEFT JOIN timer t ON t.case_id = c.id
"""
# The audit's line about a send that put a case in front of a person names the row.
_LOST = "SELECT case_id, evidence FROM decision WHERE by = 'outbox'"
_LEFT = {
    "messages are unread": "SELECT count(*) FROM inbox WHERE state = 'open'",
    "messages are dead": "SELECT count(*) FROM inbox WHERE state = 'dead'",
    "events could not be read": "SELECT count(*) FROM dead_letter",
    "sends wait": "SELECT count(*) FROM outbox WHERE state = 'pending'",
    "sends hang": "SELECT count(*) FROM outbox WHERE state = 'sending'",
}
_WORKING = ("messages are unread", "sends wait", "sends hang")
_VERDICTS = "SELECT count(DISTINCT message_key) FROM verdict"


class Record:
    """One database; `place` is a file or what psycopg connects to."""

    def __init__(self, place: str, *, server: bool) -> None:
        self._place, self._server = place, server

    def verdicts(self) -> int:
        """How many there are."""
        return int(self._rows(_VERDICTS)[0][0])

    def busy(self) -> int:
        """How much is still to be read or sent."""
        return sum(int(self._rows(_LEFT[each])[0][0]) for each in _WORKING)

    def left(self) -> dict[str, int]:
        """What is unread, unsent or given up."""
        return {what: int(self._rows(count)[0][0]) for what, count in _LEFT.items()}

    def leases(self) -> dict[str, str]:
        """Who holds what just now: the process's number by the lease's name."""
        now = int(time.time() * _US)
        rows = self._rows(f"SELECT name, owner FROM hold WHERE until > {now}")  # noqa: S608
        return {name: owner.rpartition(":")[2] for name, owner in rows}

    def judged(self) -> list[Judged]:
        """Verdicts on numbered messages, in order of arrival."""
        found = []
        for text, conversation, arrival, received_at, at in self._rows(_JUDGED):
            if numbers := _NUMBER.search(text):
                found.append(
                    Judged(
                        number=int(numbers[1]),
                        version=int(numbers[2]),
                        conversation=conversation,
                        arrival=arrival,
                        received_at=received_at / _US,
                        at=at / _US,
                    )
                )
        return found

    def queued(self) -> list[Queued]:
        """The outbox."""
        return [
            Queued(
                **dict(zip(_NAMES, row, strict=False)),
                reply_to=str(json.loads(row[9] or "{}").get("reply_to") or ""),
                replaces=str(json.loads(row[9] or "{}").get("replaces") or ""),
                due_at=row[10] / _US,
                settled_at=row[11] / _US,
            )
            for row in self._rows(_QUEUED)
        ]

    def cases(self) -> list[Kept]:
        """Every case with what it waits for, and the sends that put it in front of a person."""
        lost: dict[str, list[str]] = defaultdict(list)
        for case_id, key in self._rows(_LOST):
            lost[case_id].append(key)
        late = (time.time() - LATE_S) * _US
        return [
            Kept(
                id=row[0],
                conversation=row[1],
                status=row[2],
                held_by=row[3],
                due_at=row[4] / _US,
                armed_at=None if row[5] is None else row[5] / _US,
                overdue=row[5] is not None and row[5] < late,
                lost=tuple(lost[row[0]]),
            )
            for row in self._rows(_CASES)
        ]

    def _rows(self, statement: str) -> Sequence[Any]:
        if self._server:
            with psycopg.connect(self._place, autocommit=True, connect_timeout=5) as connection:
                return connection.execute(statement.encode()).fetchall()
        with closing(sqlite3.connect(f"file:{self._place}?mode=ro", uri=True, timeout=30)) as file:
            return file.execute(statement).fetchall()
