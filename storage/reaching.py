"""News about addresses: closed, open again, moved; and what that does to cases and sends."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, delete, select, text, update

from core.types import Reach
from storage import rules
from storage import tables as t
from storage.engine.dialect import replace_all
from storage.ledger import Ledger

_KEEP = replace_all(t.reach)
_FORGET = delete(t.reach)
_CASES = select(t.case.c.id).where(text("status <> 'resolved'"))
_REWRITE = update(t.outbox).values(address=bindparam("moved_to")).where(text("state = 'pending'"))


def _there(table: FromClause) -> ColumnElement[bool]:
    return (
        (table.c.platform == bindparam("platform_"))
        & (table.c.account == bindparam("account_"))
        & (table.c.address == bindparam("address_"))
    )


_CASES_THERE = _CASES.where(_there(t.case))
_FORGET_THERE = _FORGET.where(_there(t.reach))
_REWRITE_THERE = _REWRITE.where(_there(t.outbox))


def learn(ledger: Ledger, news: Reach) -> None:
    """Remember it, and apply it to open cases and to what still waits in the outbox."""
    place = {"platform_": news.platform, "account_": news.account, "address_": news.address}
    ledger.connection.execute(_KEEP, _row(news))
    ledger.find(ledger.connection.execute(_CASES_THERE, place).scalars())
    for case in ledger.known():
        after = rules.told(case, news)
        if after is not case:
            ledger.save(after)
    if news.moved_to:
        # What was known about the new address is outdated; so moves never run in circles.
        ledger.connection.execute(_FORGET_THERE, place | {"address_": news.moved_to})
        ledger.connection.execute(_REWRITE_THERE, place | {"moved_to": news.moved_to})


def _row(news: Reach) -> dict[str, Any]:
    return {
        "platform": news.platform,
        "account": news.account,
        "address": news.address,
        "is_open": int(news.open),
        "why": news.why,
        "moved_to": news.moved_to,
    }
