"""`rule`: a moderator decides about a scam case, once, with the acts that follow."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select, text, update

from core.numbers.events import ruled
from core.protection import ScamCase
from core.scams import Ruled, Ruling, Verb
from storage import tables as t
from storage.case_codec import outgoing_rows
from storage.codec import us
from storage.engine.dialect import add, execute
from storage.engine.work import Work
from storage.guard.codec import event_of
from storage.guard.rulings import Judgment, judge, signed, traced
from storage.guard.scams import Accounts
from storage.ledger import Ledger

_E = t.scam_event
_PAST = (
    select(_E)
    .where(_E.c.scam_id == bindparam("scam_"), _E.c.kind.in_(("ruling", "act")))
    .order_by(_E.c.id)
)
_SEND = add(t.outbox)
_WRITTEN = select(_E.c.message_key).where(
    _E.c.scam_id == bindparam("scam_"), _E.c.kind == "message"
)
_FLAG = update(t.trace).values(scam=1).where(t.trace.c.message_key.in_(_WRITTEN))
_CLEAR = (
    update(t.trace)
    .values(scam=0)
    .where(
        t.trace.c.platform == bindparam("platform_"),
        t.trace.c.author_id == bindparam("author"),
        text("scam = 1"),
    )
)


def _rule(connection: Connection, ruling: Ruling) -> Ruled:
    ledger = Ledger(connection)
    accounts = Accounts(ledger)
    accounts.find([ruling.scam_id])
    past = connection.execute(_PAST, {"scam_": ruling.scam_id})
    judgment = judge(accounts.files[ruling.scam_id], ruling, [event_of(row) for row in past])
    if judgment.ruled.won:
        _apply(ledger, accounts, ruling, judgment)
    return judgment.ruled


def _apply(ledger: Ledger, accounts: Accounts, ruling: Ruling, judgment: Judgment) -> None:
    outgoing = signed(ruling)
    if outgoing:
        execute(ledger.connection, _SEND, outgoing_rows(outgoing, (), us(ruling.at)))
        ledger.touch_conversations({each.conversation for each in outgoing}, "outbox")
    _flag(ledger.connection, ruling.verb, judgment.ruled.scam)
    accounts.save(judgment.dossier, judgment.entries)
    ledger.decide(traced(ruling), judgment.dossier.conversation, ruling.scam_id)
    ledger.numbers.count(ruled(judgment.ruled.scam.platform, ruling))
    accounts.flush()
    ledger.flush()


def _flag(connection: Connection, verb: Verb, scam: ScamCase) -> None:
    """A verdict decides whether the traces of these messages are a scammer's."""
    names: dict[str, Any] = {"platform_": scam.platform, "author": scam.author_id}
    if verb is Verb.SCAM:
        connection.execute(_FLAG, {"scam_": scam.id})
    elif verb is Verb.NOT_SCAM:
        connection.execute(_CLEAR, names)


RULE = Work(_rule)
