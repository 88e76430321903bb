"""What agents corrected: kept with its audit and what follows for the case, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, Connection, bindparam, insert, select, text, update

from core.case import Case, promised
from core.corrections import (
    Correction,
    Marks,
    Opinion,
    correction_of,
    following,
    newest,
    traced,
)
from core.errors import NotYours
from core.types import Platform, Urgency
from storage import rules
from storage import tables as t
from storage.codec import message_of, us, verdict_of, when
from storage.engine.dialect import VALUES, AnyRow, execute, select_in
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.sealing.columns import CORRECTION_TEXT

_HERE: BindParameter[str] = bindparam("here")
_JUDGED = (
    select(t.message, t.verdict.c.body, t.verdict.c.at.label("judged_at"))
    .select_from(t.message)
    .join(t.inbox, t.inbox.c.key == t.message.c.key)
    .join(t.verdict, t.verdict.c.message_key == t.message.c.key)
    .where(t.message.c.conversation == _HERE, text("inbox.state IN ('done', 'dead')"))
)
_OF_CONVERSATION = (
    select(t.correction).where(t.correction.c.conversation == _HERE).order_by(t.correction.c.id)
)
_OF_MESSAGES = (
    select(t.correction).where(t.correction.c.message_key.in_(VALUES)).order_by(t.correction.c.id)
)
_KEPT = select(t.correction).where(t.correction.c.text != "").order_by(t.correction.c.id)
_KEEP = insert(t.correction)
_ERASE = update(t.correction).values(text="").where(t.correction.c.message_key == bindparam("key_"))
_MARKS = TypeAdapter(Marks)


@dataclass(frozen=True)
class Call:
    """An agent's opinion about a message of a case."""

    case_id: str
    opinion: Opinion


def of_conversation(connection: Connection, conversation: str) -> dict[str, Correction]:
    """The last word on each message."""
    rows = connection.execute(_OF_CONVERSATION, {"here": conversation})
    return {each.message_key: each for each in newest(map(_correction_of, rows))}


def of_messages(connection: Connection, keys: Iterable[str]) -> dict[str, Correction]:
    """The last word on each of these messages."""
    rows = select_in(connection, _OF_MESSAGES, keys)
    return {each.message_key: each for each in newest(map(_correction_of, rows))}


def corrections(connection: Connection) -> Sequence[Correction]:
    """Everything whose text is still there, oldest first."""
    return [_correction_of(row) for row in connection.execute(_KEPT)]


def erase(connection: Connection, keys: Iterable[str]) -> None:
    """Forget the texts of corrections; that there were some stays known."""
    execute(connection, _ERASE, [{"key_": key} for key in keys])


def _correct(connection: Connection, call: Call) -> Case:
    ledger = Ledger(connection)
    case = ledger.find([call.case_id]).get(call.case_id)
    if case is None:
        raise NotYours(f"there is no case {call.case_id}")
    rows = {row.key: row for row in connection.execute(_JUDGED, {"here": case.conversation})}
    known = of_conversation(connection, case.conversation)
    row = rows.pop(call.opinion.message_key, None)
    verdict = verdict_of(row.body, row.key) if row else None
    if row is None or verdict is None:
        raise NotYours(rules.GONE)
    correction = correction_of(message_of(row), verdict, known.get(row.key), call.opinion)
    if not correction.changes:
        return case
    connection.execute(_KEEP, _row(correction, case.conversation))
    ledger.decide(traced(correction), case.conversation, case.id)
    since = us(case.opened_at)
    here = (_urgency(each, known) for each in rows.values() if each.judged_at >= since)
    others = [each for each in here if each]
    ledger.numbers.corrected(case, correction)
    after = following(case, correction, others)
    after = promised(case, after, ledger.promises, correction.at)
    ledger.touch(case, "case")
    if after is not case:
        ledger.save(after)
    ledger.flush()
    return after


def _urgency(row: AnyRow, known: dict[str, Correction]) -> Urgency | None:
    last, verdict = known.get(row.key), verdict_of(row.body, row.key)
    if last:
        return last.after.urgency
    return verdict.urgency if verdict else None


def _row(correction: Correction, conversation: str) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "message_key": correction.message_key,
        "platform": correction.platform,
        "text": CORRECTION_TEXT.closed(correction.text, correction.message_key, us(correction.at)),
        "language": correction.language,
        "labels_before": _MARKS.dump_json(correction.before).decode(),
        "labels_after": _MARKS.dump_json(correction.after).decode(),
        "by": correction.by,
        "at": us(correction.at),
    }


def _correction_of(row: AnyRow) -> Correction:
    return Correction(
        message_key=row.message_key,
        platform=Platform(row.platform),
        text=CORRECTION_TEXT.opened(row.text, row.message_key, row.at),
        language=row.language,
        before=_MARKS.validate_json(row.labels_before),
        after=_MARKS.validate_json(row.labels_after),
        by=row.by,
        at=when(row.at),
    )


CORRECT = Work(_correct)
