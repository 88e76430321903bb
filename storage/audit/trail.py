"""The acts of the audit: pages of them, and what an erasure takes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, text, update

from core.actions import BOT
from core.audit import ActPage, Wish
from core.audit_chain import erasing
from storage import tables as t
from storage.audit.acts import act_of, row_of
from storage.codec import us
from storage.engine.dialect import add, execute
from storage.engine.work import Work
from storage.records import PEOPLE

EVERYBODY_ELSE = "people"
MOST = 500
# Acts are numbered in the order in which they were kept, which is that of their times but for this.
DRIFT = timedelta(hours=1)

_D, _C = t.decision, t.audit_chain
_LAST = select(func.coalesce(func.max(_D.c.id), 0))
_AT = select(_D.c.id, _D.c.at).where(_D.c.id > bindparam("number")).order_by(_D.c.id).limit(1)
_HERE = select(_D.c.id).where(_D.c.conversation == bindparam("conversation_")).order_by(_D.c.id)
_EMPTY = (
    update(_D)
    .values(conversation="", message_key="", reason="", evidence="")
    .where(_D.c.id == bindparam("number"))
)
UNSALT = update(_C).values(salt="").where(_C.c.decision_id == bindparam("number"))
_ADD = add(_D)


@dataclass(frozen=True)
class Erasure:
    """Whom the acts shall not name any more, and who wants that when."""

    conversation: str
    by: str
    at: datetime


def acts(connection: Connection, wish: Wish) -> ActPage:
    """A page; one row more than asked for tells whether there is another."""
    limit = min(max(wish.limit, 1), MOST)
    query = _asked(wish, connection).order_by(_D.c.id.desc()).limit(limit + 1)
    rows = connection.execute(query).all()
    page = tuple(act_of(row) for row in rows[:limit])
    return ActPage(acts=page, before=page[-1].number if len(rows) > limit else None)


def _asked(wish: Wish, connection: Connection) -> Select[Any]:
    query = select(_D)
    if wish.by == EVERYBODY_ELSE:
        query = query.where(text(PEOPLE))
    elif wish.by:
        query = query.where(_D.c.by == wish.by)
        query = query if wish.by == BOT else query.where(text(PEOPLE))
    if wish.act:
        query = query.where(_D.c.act.startswith(wish.act, autoescape=True))
    if wish.case_id:
        query = query.where(_D.c.case_id == wish.case_id)
    if wish.since:
        first = _first_since(connection, us(wish.since - DRIFT))
        query = query.where(_D.c.id > first, _D.c.at >= us(wish.since))
    return query if wish.before is None else query.where(_D.c.id < wish.before)


def _first_since(connection: Connection, since: int) -> int:
    """A number before all acts since then, found by halving."""
    low, high = 0, int(connection.execute(_LAST).scalar_one())
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(_AT, {"number": middle}).first()
        if row is None or row.at >= since:
            high = middle
        else:
            low = row.id
    return low


def _erase(connection: Connection, erasure: Erasure) -> int:
    # What belongs to no conversation is about nobody.
    if not erasure.conversation:
        return 0
    rows = connection.execute(_HERE, {"conversation_": erasure.conversation}).all()
    return empty(connection, [row.id for row in rows], erasure.by, erasure.at)


def empty(connection: Connection, numbers: Sequence[int], by: str, at: datetime) -> int:
    """Take person and words out of these acts, and say so in one; how many."""
    if not numbers:
        return 0
    execute(connection, _EMPTY, [{"number": each} for each in numbers])
    execute(connection, UNSALT, [{"number": each} for each in numbers])
    execute(connection, _ADD, [row_of(erasing(numbers, by, at))])
    return len(numbers)


ERASE = Work(_erase)
