"""`put`: what arrived is remembered once, and the lanes it belongs to wake up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from core.types import Arrival, Checkpoint, DeadLetter, Message, Reach, Removal, Sighting
from storage import places
from storage import tables as t
from storage.codec import as_written, scrubbed, us
from storage.engine.dialect import VALUES, add, execute, select_in, upsert
from storage.engine.outage import outage
from storage.engine.work import Work
from storage.forgetting import forget
from storage.keeping import keep_up
from storage.ledger import Ledger
from storage.reaching import learn
from storage.sealing.columns import LETTER_ERROR, LETTER_RAW
from storage.search import keep as search_keep

_VERSIONS = select(t.message.c.stem, t.message.c.version).where(t.message.c.stem.in_(VALUES))
_LETTERS = select(t.dead_letter.c.key).where(t.dead_letter.c.key.in_(VALUES))
_ADD_MESSAGE, _ADD_INBOX, _ADD_LETTER = add(t.message), add(t.inbox), add(t.dead_letter)
_REPLACE = (
    update(t.inbox).values(state="replaced").where(t.inbox.c.key == bindparam("replaced_key"))
)
_WAKE = upsert(
    t.lane,
    lambda new: {
        "ready_at": func.coalesce(t.lane.c.ready_at, new.ready_at),
        "ver": t.lane.c.ver + 1,
        "messages": t.lane.c.messages + new.messages,
        "last_key": new.last_key,
    },
)


@dataclass
class _Intake:
    """The rows that a batch of messages comes to."""

    known: dict[str, list[int]]
    messages: list[dict[str, Any]] = field(default_factory=list)
    inbox: list[dict[str, Any]] = field(default_factory=list)
    replaced: list[dict[str, Any]] = field(default_factory=list)
    lanes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, row: dict[str, Any]) -> bool:
        """Sort one message in; False when it was here before."""
        versions = self.known.setdefault(row["stem"], [])
        if row["version"] in versions:
            return False
        before = max(versions, default=-1)
        newest = not versions or row["version"] > before
        if versions and newest:
            self.replaced.append({"replaced_key": f"{row['stem']}:{before}"})
        self.messages.append(row)
        self.inbox.append(
            {
                "key": row["key"],
                "conversation": row["conversation"],
                "state": "open" if newest else "replaced",
                "attempts": 0,
                "error": "",
            }
        )
        if newest:
            self._wake(row, first=not versions)
        versions.append(row["version"])
        return True

    def said(self, written: Mapping[str, Message]) -> tuple[dict[str, search_keep.Said], list[str]]:
        """The newest versions for the index of words, and the keys of those they replace."""
        replaced = [row["replaced_key"] for row in self.replaced]
        old = {*replaced, *(each["key"] for each in self.inbox if each["state"] != "open")}
        fresh = {
            row["key"]: search_keep.of_message(written[row["key"]], row["text"])
            for row in self.messages
            if row["key"] not in old
        }
        return fresh, replaced

    def _wake(self, row: dict[str, Any], *, first: bool) -> None:
        lane = self.lanes.setdefault(
            row["conversation"],
            {
                "conversation": row["conversation"],
                "ready_at": row["received_at"],
                "lease_until": 0,
                "ver": 1,
                "messages": 0,
            },
        )
        lane["messages"] += first
        lane["last_key"] = row["key"]


def _put(connection: Connection, arrivals: Sequence[Arrival]) -> int:
    """One batch; a row the database refuses is buried alone and the others stay."""
    try:
        with connection.begin_nested():
            return _put_all(connection, [arrivals])[0]
    except Exception as error:
        if outage(error, ""):
            raise
        return sum(_put_single(connection, each) for each in arrivals)


def _put_single(connection: Connection, arrival: Arrival) -> int:
    try:
        with connection.begin_nested():
            return _put_all(connection, [[arrival]])[0]
    except Exception as error:
        if outage(error, "") or not isinstance(arrival, Message):
            raise
        return _put_all(connection, [[_buried(arrival, error)]])[0]


def _put_all(connection: Connection, batches: Sequence[Sequence[Arrival]]) -> list[int]:
    """Several batches with one set of statements; how many each of them brought."""
    ledger, news = Ledger(connection), Counter[int]()
    flat = [(owner, arrival) for owner, batch in enumerate(batches) for arrival in batch]
    _take_messages(ledger, [(n, a) for n, a in flat if isinstance(a, Message)], news)
    _take_letters(ledger, [(n, a) for n, a in flat if isinstance(a, DeadLetter)], news)
    for _, arrival in flat:
        if isinstance(arrival, Reach):
            learn(ledger, arrival)
    forget(ledger, [a for _, a in flat if isinstance(a, Removal)])
    keep_up(ledger.connection, [a for _, a in flat if isinstance(a, Checkpoint | Sighting)])
    ledger.flush()
    return [news[owner] for owner in range(len(batches))]


def _take_messages(
    ledger: Ledger, messages: Iterable[tuple[int, Message]], news: Counter[int]
) -> None:
    every = [(owner, *as_written(message)) for owner, message in messages]
    rows = [(owner, row) for owner, _, row in every]
    known: dict[str, list[int]] = {}
    for row in select_in(ledger.connection, _VERSIONS, (row["stem"] for _, row in rows)):
        known.setdefault(row.stem, []).append(row.version)
    intake = _Intake(known)
    news.update(owner for owner, row in rows if intake.take(row))
    execute(ledger.connection, _ADD_MESSAGE, intake.messages)
    execute(ledger.connection, _ADD_INBOX, intake.inbox)
    execute(ledger.connection, _REPLACE, intake.replaced)
    written = {row["key"]: message for _, message, row in every}
    search_keep.follow(ledger.connection, *intake.said(written))
    # Late, for others wait for these rows, and in the order in which everybody takes them.
    lanes = sorted(intake.lanes.values(), key=lambda lane: str(lane["conversation"]))
    execute(ledger.connection, _WAKE, lanes)
    ledger.count("messages", len(intake.messages))
    ledger.touch_conversations({row["conversation"] for row in intake.messages}, "message")


def _take_letters(
    ledger: Ledger, letters: Sequence[tuple[int, DeadLetter]], news: Counter[int]
) -> None:
    keys = (letter.key for _, letter in letters)
    known = {row.key for row in select_in(ledger.connection, _LETTERS, keys)}
    fresh: dict[str, DeadLetter] = {}
    for owner, letter in letters:
        if letter.key not in known and letter.key not in fresh:
            fresh[letter.key] = letter
            news[owner] += 1
    execute(ledger.connection, _ADD_LETTER, [_letter_row(each) for each in fresh.values()])
    ledger.count("dead_letters", len(fresh))


def _letter_row(letter: DeadLetter) -> dict[str, Any]:
    clean = scrubbed(letter)
    return {
        "key": clean.key,
        "platform": clean.platform,
        "account": clean.account,
        "raw": LETTER_RAW.closed(clean.raw, clean.key),
        "error": LETTER_ERROR.closed(clean.error, clean.key),
        "received_at": us(clean.received_at),
    }


def _buried(message: Message, error: Exception) -> DeadLetter:
    return DeadLetter(
        platform=message.platform,
        account=message.account,
        id=message.id,
        raw=ascii(message),
        error=f"{type(error).__name__}: {getattr(error, 'orig', error)}",
        received_at=message.received_at.replace(tzinfo=message.received_at.tzinfo or UTC),
    )


PUT = Work(_put, _put_all, places=places.of_arrivals)
