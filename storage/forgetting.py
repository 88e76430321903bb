"""Messages deleted on their platform: their words are erased here, and nothing answers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from core.actions import BOT
from core.types import Message, Removal
from storage import accounts, correcting, dialogues, rules, search_keep
from storage import tables as t
from storage.codec import judged_of, judgement, message_of, message_row
from storage.dialect import AnyRow, execute
from storage.ledger import Ledger

_HEARD = (
    select(t.message, t.verdict.c.body)
    .select_from(t.message)
    .outerjoin(t.verdict, t.verdict.c.message_key == t.message.c.key)
    .where(
        t.message.c.platform == bindparam("platform_"), t.message.c.account == bindparam("account_")
    )
)
_ONE = _HEARD.where(t.message.c.stem == bindparam("stem_"))
_PLACE = _HEARD.where(t.message.c.address == bindparam("address_"))
_BLANK = (
    update(t.message)
    .values(text="", meta=bindparam("rest"))
    .where(t.message.c.key == bindparam("key_"))
)
_UNTHINK = (
    update(t.verdict)
    .values(body=bindparam("thought"))
    .where(t.verdict.c.message_key == bindparam("key_"))
)
_CLOSE = (
    update(t.inbox)
    .values(state="replaced", error=rules.DELETED)
    .where(t.inbox.c.key == bindparam("key_"))
)
_WITHDRAW = (
    update(t.outbox)
    .values(state="withdrawn", why=rules.DELETED)
    .where(
        t.outbox.c.conversation == bindparam("conversation_"),
        t.outbox.c.key.startswith(bindparam("stem_"), autoescape=False),
        t.outbox.c.state == "pending",
        t.outbox.c.by == BOT,
        t.outbox.c.purpose == "answer",
    )
)


def forget(ledger: Ledger, removals: Iterable[Removal]) -> None:
    """Erase what was deleted; the trace that something was said stays."""
    for removal in removals:
        rows = _rows(ledger, removal)
        if rows:
            _erase(ledger, rows)


def _rows(ledger: Ledger, removal: Removal) -> Sequence[AnyRow]:
    names = {"platform_": removal.platform, "account_": removal.account}
    if removal.id:
        stem = f"{removal.platform}:{removal.account}:{removal.id}"
        return ledger.connection.execute(_ONE, names | {"stem_": stem}).all()
    return ledger.connection.execute(_PLACE, names | {"address_": removal.address}).all()


def _erase(ledger: Ledger, rows: Sequence[AnyRow]) -> None:
    messages = [message_of(row) for row in rows]
    blanks: list[dict[str, Any]] = [
        {"rest": message_row(rules.erased(each))["meta"], "key_": each.key} for each in messages
    ]
    search_keep.forget(ledger.connection, [each.key for each in messages])
    execute(ledger.connection, _BLANK, blanks)
    execute(ledger.connection, _CLOSE, [{"key_": each.key} for each in messages])
    execute(ledger.connection, _UNTHINK, list(_thoughts(rows, messages)))
    correcting.erase(ledger.connection, [each.key for each in messages])
    accounts.forget(ledger, {row.key: row.stem for row in rows})
    dialogues.forget(ledger.connection, messages)
    execute(
        ledger.connection,
        _WITHDRAW,
        [{"conversation_": row.conversation, "stem_": f"{row.stem}:"} for row in rows],
    )
    _forget_subjects(ledger, messages)


def _thoughts(rows: Sequence[AnyRow], messages: Sequence[Message]) -> Iterable[dict[str, Any]]:
    for row, message in zip(rows, messages, strict=True):
        if row.body:
            plain = rules.unthought(judged_of(message, row.body))
            yield {"thought": judgement(plain), "key_": message.key}


def _forget_subjects(ledger: Ledger, messages: Sequence[Message]) -> None:
    conversations = {each.conversation for each in messages}
    for case in ledger.latest(conversations).values():
        after = rules.without_subject(case, messages)
        if after is case:
            ledger.touch(case, "message")
        else:
            ledger.save(after)
