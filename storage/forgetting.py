"""Messages deleted on their platform: their words are erased here, and nothing answers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from core.actions import BOT
from core.types import Author, Message, Removal
from storage import dialogues, rules
from storage import tables as t
from storage.audit import trail as audit_trail
from storage.casework import correcting
from storage.codec import judged_of, judgement, message_of, message_row
from storage.engine.dialect import VALUES, AnyRow, execute, select_in
from storage.guard import scams
from storage.ledger import Ledger
from storage.search import keep as search_keep

HEARD = (
    select(t.message, t.verdict.c.body)
    .select_from(t.message)
    .outerjoin(t.verdict, t.verdict.c.message_key == t.message.c.key)
)
_HEARD = HEARD.where(
    t.message.c.platform == bindparam("platform_"), t.message.c.account == bindparam("account_")
)
_QUOTING = select(t.decision.c.id, t.decision.c.message_key).where(
    t.decision.c.conversation.in_(VALUES), t.decision.c.message_key != ""
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
        blank(ledger, rows)


def _rows(ledger: Ledger, removal: Removal) -> Sequence[AnyRow]:
    names = {"platform_": removal.platform, "account_": removal.account}
    if removal.id:
        stem = f"{removal.platform}:{removal.account}:{removal.id}"
        return ledger.connection.execute(_ONE, names | {"stem_": stem}).all()
    return ledger.connection.execute(_PLACE, names | {"address_": removal.address}).all()


def blank(ledger: Ledger, rows: Sequence[AnyRow], *, by: str = BOT, nameless: bool = False) -> None:
    """Take the words out of messages (rows of `HEARD`), out of whatever quotes them and out of the
    index; with `nameless` their authors' names too."""
    if not rows:
        return
    messages = [message_of(row) for row in rows]
    blanks: list[dict[str, Any]] = [
        {"rest": message_row(_bare(each, nameless=nameless))["meta"], "key_": each.key}
        for each in messages
    ]
    search_keep.forget(ledger.connection, [each.key for each in messages])
    execute(ledger.connection, _BLANK, blanks)
    execute(ledger.connection, _CLOSE, [{"key_": each.key} for each in messages])
    execute(ledger.connection, _UNTHINK, list(_thoughts(rows, messages)))
    correcting.erase(ledger.connection, [each.key for each in messages])
    scams.forget(ledger, {row.key: row.stem for row in rows})
    dialogues.forget(ledger.connection, messages)
    execute(
        ledger.connection,
        _WITHDRAW,
        [{"conversation_": row.conversation, "stem_": f"{row.stem}:"} for row in rows],
    )
    _forget_subjects(ledger, messages)
    _unquote(ledger, rows, by)


def _bare(message: Message, *, nameless: bool) -> Message:
    bare = rules.erased(message)
    return replace(bare, author=Author(id=bare.author.id)) if nameless else bare


def _unquote(ledger: Ledger, rows: Sequence[AnyRow], by: str) -> None:
    """Why the desk decided as it did quotes what it read."""
    keys = {row.key for row in rows}
    acts = select_in(ledger.connection, _QUOTING, (row.conversation for row in rows))
    numbers = [act.id for act in acts if act.message_key in keys]
    audit_trail.empty(ledger.connection, numbers, by, datetime.now(UTC))


def _thoughts(rows: Sequence[AnyRow], messages: Sequence[Message]) -> Iterable[dict[str, Any]]:
    for row, message in zip(rows, messages, strict=True):
        if row.body:
            judged = judged_of(message, row.body)
            plain = judgement(rules.unthought(judged)) if judged else ""
            yield {"thought": plain, "key_": message.key}


def _forget_subjects(ledger: Ledger, messages: Sequence[Message]) -> None:
    conversations = {each.conversation for each in messages}
    for case in ledger.latest(conversations).values():
        after = rules.without_subject(case, messages)
        if after is case:
            ledger.touch(case, "message")
        else:
            ledger.save(after)
