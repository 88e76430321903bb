"""`settle`: what became of sends, and what that does to their cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from core.actions import BOT, Purpose
from core.case import promised
from core.ports import Sent, Settlement
from core.types import Platform, Reach
from storage import places, rules
from storage import tables as t
from storage.codec import us
from storage.engine.dialect import VALUES, AnyRow, execute, select_in
from storage.engine.work import Work
from storage.guard import alarms, scams
from storage.ledger import Ledger
from storage.reaching import learn

_O = t.outbox
_ROWS = select(_O).where(_O.c.key.in_(VALUES)).with_for_update()
_COLUMNS = ("state", "why", "remote_id", "settled_at", "due_at", "attempts", "address")
_SETTLE = (
    update(_O)
    .values({name: bindparam(f"new_{name}") for name in _COLUMNS})
    .where(_O.c.id == bindparam("row"))
)
_CUT = (
    update(_O)
    .values(state="withdrawn", why=rules.CUT_SHORT, settled_at=bindparam("at"))
    .where(
        _O.c.conversation == bindparam("here"),
        _O.c.answer == bindparam("same"),
        _O.c.id > bindparam("row"),
        _O.c.state == "pending",
        _O.c.by == BOT,
        _O.c.purpose == "answer",
    )
)


def _settle(connection: Connection, settlements: Sequence[Settlement]) -> None:
    _settle_all(connection, [settlements])


def _settle_all(connection: Connection, batches: Sequence[Sequence[Settlement]]) -> list[None]:
    """Several batches with one set of statements."""
    ledger = Ledger(connection)
    flat = [each for batch in batches for each in batch]
    rows = {row.key: row for row in select_in(connection, _ROWS, (each.key for each in flat))}
    taken = {key: row for key, row in rows.items() if row.state in {"sending", "unknown"}}
    settle_rows(ledger, taken, flat)
    ledger.flush()
    return [None] * len(batches)


def settle_rows(
    ledger: Ledger, rows: Mapping[str, AnyRow], settlements: Iterable[Settlement]
) -> None:
    """Apply settlements to rows of the outbox; the first word about a row counts."""
    settled: dict[str, Settlement] = {}
    for each in settlements:
        if each.key in rows and _settles(rows[each.key], each):
            settled.setdefault(each.key, each)
    pairs = [(rows[key], each) for key, each in settled.items()]
    execute(ledger.connection, _SETTLE, [_changes(row, each) for row, each in pairs])
    cases = _cases(ledger, [row for row, _ in pairs])
    for row, each in pairs:
        _consequences(ledger, row, each, cases.get(row.key))
    scams.settle(ledger, [each for row, each in pairs if row.purpose in scams.PURPOSES])


def _settles(row: AnyRow, word: Settlement) -> bool:
    return rules.settles(row.state, row.attempts, word)


def _changes(row: AnyRow, settlement: Settlement) -> dict[str, Any]:
    again = settlement.result is Sent.RETRY
    return {
        "row": row.id,
        "new_state": "pending" if again else settlement.result.value,
        "new_why": settlement.why,
        "new_remote_id": settlement.remote_id,
        "new_settled_at": None if again else us(settlement.at),
        "new_due_at": us(settlement.retry_at or settlement.at) if again else row.due_at,
        "new_attempts": row.attempts + 1,
        "new_address": settlement.moved_to or row.address,
    }


def _cases(ledger: Ledger, rows: Sequence[AnyRow]) -> dict[str, str]:
    """The case each row belongs to: its own, else the latest of its conversation."""
    own = ledger.leading({row.case_id for row in rows} - {""})
    others = ledger.latest({row.conversation for row in rows if row.case_id not in own})
    found = {row.key: own.get(row.case_id) or others.get(row.conversation) for row in rows}
    return {key: case.id for key, case in found.items() if case}


def _consequences(ledger: Ledger, row: AnyRow, settlement: Settlement, case_id: str | None) -> None:
    if settlement.result is Sent.SENT:
        case = ledger.find([case_id]).get(case_id) if case_id else None
        ledger.numbers.said(case, row, settlement.at)
    if settlement.result is Sent.SENT and rules.is_reply(row.kind, row.purpose):
        ledger.count("replies")
    _tell(ledger, row, settlement)
    failed = settlement.result in {Sent.FAILED, Sent.UNKNOWN}
    if failed and row.purpose != Purpose.ANSWER:
        ledger.decide(
            alarms.lost(settlement, row.purpose), row.conversation, case_id or row.case_id
        )
        failed = False
    if failed:
        cut = {"here": row.conversation, "same": row.answer, "row": row.id}
        ledger.connection.execute(_CUT, cut | {"at": us(settlement.at)})
    if case_id is None:
        return
    case = ledger.find([case_id])[case_id]
    after = rules.settled(case, settlement) if failed else case
    after = promised(case, after, ledger.promises, settlement.at)
    if after is case:
        ledger.touch(case, "outbox")
        return
    ledger.save(after)
    if rules.needs_person(case):
        ledger.decide(rules.given_up(settlement, after.reason), row.conversation, case_id)


def _tell(ledger: Ledger, row: AnyRow, settlement: Settlement) -> None:
    """A send is also how we learn that an address closed or moved."""
    closed = settlement.reach_closed and row.purpose in rules.SAID_ALOUD
    if not (closed or settlement.moved_to):
        return
    news = Reach(
        platform=Platform(row.platform),
        account=row.account,
        address=row.address,
        open=False,
        why=settlement.why,
        moved_to=settlement.moved_to,
    )
    learn(ledger, news)


SETTLE = Work(_settle, _settle_all, places=places.of_settlements)
