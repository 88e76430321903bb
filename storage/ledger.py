"""What one piece of work changes besides its own rows: cases, timers, totals, audit and feed.

Statements go through one `Ledger`, which remembers each case it handed out, so that two changes
to a case in one transaction add up, and writes everything at once in `flush`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, union_all
from sqlalchemy import case as choose

from core.case import Case
from core.ports import Decision, Turn
from core.service.promise import STANDARD, Promises
from storage import rules
from storage import tables as t
from storage.case_codec import case_of
from storage.case_codec import saved as rows_of
from storage.codec import us
from storage.decision_codec import decision_row
from storage.engine.closing import close_with
from storage.engine.dialect import VALUES, AnyRow, execute, replace_all, select_in, upsert
from storage.engine.driver import PROMISES
from storage.numbers.keep import Numbers
from storage.sealing.columns import NOTE_TEXT
from storage.service import promise_keeping

_BY_ID = select(t.case).where(t.case.c.id.in_(VALUES)).with_for_update()
# Cases split from others hold no lane; where one goes on in another, that one is worked on.
_LANE = t.case.outerjoin(t.case_split, t.case_split.c.case_id == t.case.c.id).outerjoin(
    t.case_merge, t.case_merge.c.case_id == t.case.c.id
)
_LOOK = (
    select(t.case, t.case_merge.c.into_id)
    .select_from(_LANE)
    .where(t.case.c.conversation.in_(VALUES), t.case_split.c.case_id.is_(None))
)
_BY_CONVERSATION = _LOOK.with_for_update(of=t.case)
_INTO = select(t.case_merge.c.case_id, t.case_merge.c.into_id).where(
    t.case_merge.c.case_id.in_(VALUES)
)
_NAMES = (
    select(t.case.c.conversation, func.coalesce(t.case_merge.c.into_id, t.case.c.id).label("id"))
    .select_from(_LANE)
    .where(t.case.c.conversation.in_(VALUES), t.case_split.c.case_id.is_(None))
    .order_by(t.case.c.opened_at, t.case.c.id)
)
_SAVE = replace_all(t.case)
_STOP = delete(t.timer).where(t.timer.c.case_id == bindparam("stopped"))
_START = upsert(
    t.timer,
    lambda new: {
        "kind": new.kind,
        "at": new.at,
        # Armed again for the same thing at the same time, a timer that rang stays silent.
        "ring_at": choose(
            ((t.timer.c.kind == new.kind) & (t.timer.c.at == new.at), t.timer.c.ring_at),
            else_=new.ring_at,
        ),
    },
)
_DECIDE = insert(t.decision)
_REMARK = insert(t.note)


# A page that was away for longer looks at everything anyway; so does a webhook after so many days.
KEPT_CHANGES, KEPT_DAYS = 10_000, 7
# The mark up to which changes were told to webhooks.
TOLD = "changes"
_TOLD = select(t.webhook_mark.c.number).where(t.webhook_mark.c.name == TOLD)


def trim_changes(connection: Connection, now: datetime) -> None:
    """Forget old changes that everybody has heard of; numbers go on.

    A change has no time of its own, but its case does: what has yet to be told stays unless its
    case has not changed for a week.
    """
    last = connection.execute(select(func.max(t.change.c.id))).scalar() or 0
    told = connection.execute(_TOLD).scalar()
    old = t.change.c.id <= last - KEPT_CHANGES
    since = us(now - timedelta(days=KEPT_DAYS))
    cases = select(t.case.c.id).where(t.case.c.updated_at >= since)
    fresh = union_all(cases, select(t.scam.c.id).where(t.scam.c.last_at >= since))
    heard = t.change.c.id <= (last if told is None else told)
    connection.execute(delete(t.change).where(old, or_(heard, t.change.c.case_id.not_in(fresh))))


class Ledger:
    """Collects changes within one savepoint; nothing is written before `flush`. One that only
    `looks` waits for nobody."""

    def __init__(self, connection: Connection, *, looks: bool = False) -> None:
        self.connection = connection
        self._latest = _LOOK if looks else _BY_CONVERSATION
        self.promises: Promises = connection.info.get(PROMISES, STANDARD)
        self.numbers = Numbers(connection)
        self._before: dict[str, Case] = {}
        self._now: dict[str, Case] = {}
        self._until: dict[str, datetime | None] = {}
        self._counts: Counter[str] = Counter()
        self._touched: dict[str, tuple[str, str]] = {}
        self._decisions: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []

    def find(self, case_ids: Iterable[str]) -> dict[str, Case]:
        """Cases by id, as they are now."""
        wanted = set(case_ids)
        self._remember(select_in(self.connection, _BY_ID, wanted - self._now.keys()))
        return {each: self._now[each] for each in wanted & self._now.keys()}

    def latest(self, conversations: Iterable[str]) -> dict[str, Case]:
        """The case that holds the lane of each conversation that has one: the one opened last, or
        the one in which that goes on."""
        wanted = set(conversations)
        rows = select_in(self.connection, self._latest, wanted)
        self._remember(rows)
        new = (e for e in self._now.values() if e.id not in self._before)
        here = [self._now[row.id] for row in rows]
        found = rules.latest([*here, *(each for each in new if each.conversation in wanted)])
        if any(row.into_id for row in rows):
            leading = self.leading({case.id for case in found.values()})
            found = {name: leading[case.id] for name, case in found.items()}
        return found

    def of_turns(self, turns: Sequence[Turn]) -> dict[str, Case]:
        """The case each turn is about, by conversation: a timer's own, else the lane's."""
        rung = {
            each.conversation: each.case.id
            for each in turns
            if each.version == rules.NO_LANE and each.case
        }
        found = self.latest(each.conversation for each in turns if each.conversation not in rung)
        leading = self.leading(rung.values())
        return found | {name: leading[each] for name, each in rung.items() if each in leading}

    def leading(self, case_ids: Iterable[str]) -> dict[str, Case]:
        """The case in which each of these goes on, by its id: itself where it was not merged."""
        roots = {each: each for each in case_ids}
        while rows := select_in(self.connection, _INTO, roots.values()):
            into = {row.case_id: row.into_id for row in rows}
            roots = {each: into.get(root, root) for each, root in roots.items()}
        cases = self.find(roots.values())
        return {each: cases[root] for each, root in roots.items() if root in cases}

    def known(self) -> list[Case]:
        """Every case looked at so far, as it is now."""
        return list(self._now.values())

    def _remember(self, rows: Iterable[AnyRow]) -> None:
        for row in rows:
            if row.id not in self._now:
                self._before[row.id] = self._now[row.id] = case_of(row)

    def save(self, case: Case, until: datetime | None = None) -> None:
        """The case is now like this; `until` the bot waits for what it asked for."""
        self._now[case.id] = case
        self._until[case.id] = until
        self._touched[case.id] = (case.conversation, "case")

    def touch(self, case: Case, kind: str) -> None:
        """Something in the case's file changed."""
        self._touched.setdefault(case.id, (case.conversation, kind))

    def touch_conversations(self, conversations: Iterable[str], kind: str) -> None:
        """Something was said in conversations, of which few have a case."""
        cases = {row.conversation: row.id for row in self._names(conversations)}
        for conversation, case_id in cases.items():
            self._touched.setdefault(case_id, (conversation, kind))

    def _names(self, conversations: Iterable[str]) -> list[AnyRow]:
        return select_in(self.connection, _NAMES, conversations)

    def announce(self, scam_id: str, conversation: str) -> None:
        """Something changed in a scam case."""
        self._touched[scam_id] = (conversation, "scam")

    def note(self, case: Case, agent: str, text: str, at: int) -> None:
        """A word for whoever opens the case."""
        words = {"agent": agent, "text": NOTE_TEXT.closed(text, case.id, agent, at), "at": at}
        self._notes.append(words | {"case_id": case.id, "conversation": case.conversation})

    def count(self, name: str, by: int = 1) -> None:
        """A total grew."""
        self._counts[name] += by

    def decide(
        self, decision: Decision, conversation: str, case_id: str, *, private: bool = False
    ) -> None:
        """Write an act into the audit; `private`: it was about a message to us alone."""
        self._decisions.append(decision_row(decision, conversation, case_id, private=private))

    def flush(self) -> None:
        """Write it all."""
        saved = [case for id_, case in self._now.items() if case is not self._before.get(id_)]
        self._recount(saved)
        execute(self.connection, _SAVE, rows_of(saved))
        self._rearm(saved)
        changes = [(self._before.get(case.id), case) for case in saved]
        promise_keeping.follow(self.connection, changes)
        self.numbers.flush(changes)
        execute(self.connection, _DECIDE, self._decisions)
        execute(self.connection, _REMARK, self._notes)
        close_with(self.connection, self._counts, self._changes())

    def _recount(self, saved: Iterable[Case]) -> None:
        for case in saved:
            before = self._before.get(case.id)
            self._counts.subtract(rules.tallies(before) if before else ())
            self._counts.update(rules.tallies(case))

    def _rearm(self, saved: Iterable[Case]) -> None:
        armed, stopped = [], []
        for case in saved:
            timer = rules.timer_of(case, self._until.get(case.id))
            if timer is None:
                stopped.append({"stopped": case.id})
                continue
            names = {"case_id": case.id, "conversation": case.conversation}
            at = us(timer[1])
            first = us(rules.rings_at(case, timer, self.promises))
            armed.append(names | {"kind": timer[0], "at": at, "ring_at": first})
        execute(self.connection, _STOP, stopped)
        execute(self.connection, _START, armed)

    def _changes(self) -> list[dict[str, Any]]:
        return [
            {"case_id": case_id, "conversation": conversation, "kind": kind}
            for case_id, (conversation, kind) in self._touched.items()
        ]
