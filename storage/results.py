"""`record`: what workers made of their turns becomes true, each turn whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, bindparam, insert, select, update
from sqlalchemy import case as choose

from core.actions import BOT
from core.ports import TurnResult
from core.types import Place
from storage import dialogues, places, rules
from storage import tables as t
from storage.case_codec import answers_of, outgoing_rows
from storage.codec import thought, us
from storage.engine.dialect import VALUES, add, execute, select_in
from storage.engine.outage import outage
from storage.engine.work import Work
from storage.guard import guarding
from storage.lanes import refuse, release, tried
from storage.ledger import Ledger
from storage.numbers import keep as numbers

_JUDGED = select(t.verdict.c.message_key).where(t.verdict.c.message_key.in_(VALUES))
_UNSAID = select(t.outbox.c.id, t.outbox.c.key, t.outbox.c.answers).where(
    t.outbox.c.conversation.in_(VALUES),
    t.outbox.c.state == "pending",
    t.outbox.c.by == BOT,
    t.outbox.c.kind == "say",
    t.outbox.c.purpose == "answer",
)
_SUPERSEDE = (
    update(t.outbox)
    .values(state="superseded", why=rules.OUTDATED)
    .where(t.outbox.c.id == bindparam("outdated"), t.outbox.c.state == "pending")
)
_JUDGE, _SEND = insert(t.verdict), add(t.outbox)
_CLOSE = (
    update(t.inbox)
    .where(t.inbox.c.key == bindparam("judged_key"))
    .values(
        # An edit that came meanwhile keeps its mark: this version is no longer what was said.
        state=choose(
            (t.inbox.c.state == "replaced", "replaced"), else_=bindparam("closed", type_=String())
        ),
        error=bindparam("failure"),
    )
)
_SILENCE = (  # what rang before its time rings once more, when it has come
    update(t.timer)
    .values(ring_at=choose((t.timer.c.at > bindparam("now"), t.timer.c.at)))
    .where(t.timer.c.case_id == bindparam("rung"))
)


@dataclass(frozen=True)
class Report:
    """Turns a worker has finished, and when."""

    results: Sequence[TurnResult]
    now: datetime


def _record(connection: Connection, report: Report) -> Sequence[str]:
    return _record_all(connection, [report])[0]


def _record_all(connection: Connection, reports: Sequence[Report]) -> list[Sequence[str]]:
    """Together where no two turns of one conversation meet, else one after the other."""
    flat = [(result, report.now) for report in reports for result in report.results]
    names = [result.turn.conversation for result, _ in flat]
    refused: set[int] = set()
    if len(set(names)) == len(names):
        refused = _bulk(connection, flat)
    else:
        for each in flat:
            refused |= _bulk(connection, [each])
    return [[r.turn.conversation for r in report.results if id(r) in refused] for report in reports]


def _bulk(connection: Connection, flat: Sequence[tuple[TurnResult, datetime]]) -> set[int]:
    try:
        with connection.begin_nested():
            return _Recording(connection, flat).run()
    except Exception as error:
        if outage(error, ""):
            raise
        if len(flat) == 1:
            return refuse(connection, *flat[0], error)
    return {name for each in flat for name in _bulk(connection, [each])}


class _Recording:
    """One set of statements for many turns of different conversations."""

    def __init__(self, connection: Connection, flat: Sequence[tuple[TurnResult, datetime]]) -> None:
        self.connection = connection
        self.flat = flat
        self.ledger = Ledger(connection)
        self.names = [result.turn.conversation for result, _ in flat]
        self.accepted: list[tuple[TurnResult, datetime]] = []
        self.failed: list[tuple[TurnResult, datetime]] = []

    def run(self) -> set[int]:
        """Record what can be; the results that cannot, by identity."""
        refused = self._sort()
        self._judge()
        self._speak()
        self._retry()
        self._timers()
        self._cases()
        guarding.keep(self.ledger, self.accepted)
        dialogues.keep(self.connection, self.accepted)
        numbers.keep(self.ledger.numbers, self.accepted)
        self.ledger.flush()
        release(self.connection, self.flat, refused)
        return refused

    def _sort(self) -> set[int]:
        """Refused is what somebody else did first: the same verdicts, a move of the case, or that
        the answer which this one replaces was said."""
        keys = [judged.message.key for result, _ in self.flat for judged in result.judged]
        judged = {row.message_key for row in select_in(self.connection, _JUDGED, keys)}
        bursts = [result.turn.conversation for result, _ in self.flat if result.turn.burst]
        waiting = select_in(self.connection, _UNSAID, bursts)
        unsaid = {key for row in waiting for key in answers_of(row)}
        cases = self.ledger.of_turns([result.turn for result, _ in self.flat])
        refused: set[int] = set()
        for result, now in self.flat:
            if result.retry_at:
                self.failed.append((result, now))
            elif rules.overtaken(result, judged, unsaid, cases.get(result.turn.conversation)):
                refused.add(id(result))
            else:
                self.accepted.append((result, now))
        return refused

    def _judge(self) -> None:
        verdicts, closed = [], []
        for result, now in self.accepted:
            at, conversation = us(now), result.turn.conversation
            for judged in result.judged:
                names = {"message_key": judged.message.key, "conversation": conversation}
                verdicts.append(names | {"at": at} | thought(judged))
                close = {"closed": "dead" if judged.error else "done", "failure": judged.error}
                closed.append(close | {"judged_key": judged.message.key})
        execute(self.connection, _JUDGE, verdicts)
        execute(self.connection, _CLOSE, closed)
        self.ledger.count("verdicts", len(verdicts))
        self._audit()

    def _audit(self) -> None:
        for result, _ in self.accepted:
            case_id, place = result.case.id if result.case else "", result.turn.conversation
            private = {e.message.key for e in result.judged if e.message.place is Place.DM}
            for decision in result.decisions:
                alone = decision.message_key in private
                self.ledger.decide(decision, place, case_id, private=alone)

    def _speak(self) -> None:
        self._supersede()
        rows: list[dict[str, Any]] = []
        elsewhere: set[str] = set()
        for result, now in self.accepted:
            if result.outgoing:
                rows += outgoing_rows(result.outgoing, rules.served(result), us(now))
                elsewhere.update(rules.elsewhere(result))
        execute(self.connection, _SEND, rows)
        self.ledger.touch_conversations(elsewhere, "outbox")

    def _supersede(self) -> None:
        kept = {each.key for result, _ in self.accepted for each in result.outgoing}
        names = [result.turn.conversation for result, _ in self.accepted if result.supersede]
        unsaid = select_in(self.connection, _UNSAID, names)
        outdated = [{"outdated": row.id} for row in unsaid if row.key not in kept]
        execute(self.connection, _SUPERSEDE, outdated)

    def _retry(self) -> None:
        for result, _ in self.failed:
            tried(self.connection, result, result.error)

    def _timers(self) -> None:
        """What a timer led to is recorded, so it is done; refused, it rings again by its lease."""
        rung = [each for each in self.accepted if each[0].turn.version == rules.NO_LANE]
        done = [{"rung": r.turn.case.id, "now": us(now)} for r, now in rung if r.turn.case]
        execute(self.connection, _SILENCE, done)

    def _cases(self) -> None:
        for result, _ in self.accepted:
            before, after = result.turn.case, result.case or result.turn.case
            if after and after != before:
                self.ledger.save(after, result.dialogue.until if result.dialogue else None)
            elif after and (result.judged or result.outgoing):
                self.ledger.touch(after, "outbox" if result.outgoing else "message")


RECORD = Work(_record, _record_all, places=places.of_reports)
