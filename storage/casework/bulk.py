"""Orders to many cases: each case by its own deed or move, and back to what it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select, update

from core.bulk import (
    REFUSALS,
    UNDO_WITHIN,
    Act,
    Bulk,
    No,
    Order,
    Picked,
    Undone,
    moved,
    restored,
    why_not,
)
from core.case import Case, Move, promised
from core.deeds import Refusal, Refused, Tag, Untag
from storage import rules
from storage import tables as t
from storage.case_codec import case_of
from storage.casework import deeds as casework
from storage.casework import moves
from storage.codec import maybe_when, us, when
from storage.engine.dialect import VALUES, AnyRow, select_in
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.sealing.columns import BULK_BODY

_CASES = select(t.case).where(t.case.c.id.in_(VALUES))
_TAGS = select(t.case_tag.c.case_id, t.case_tag.c.tag).where(t.case_tag.c.case_id.in_(VALUES))
_GONE = select(t.case_merge.c.case_id).where(t.case_merge.c.case_id.in_(VALUES))
_BULK = select(t.bulk).where(t.bulk.c.id == bindparam("bulk_"))
_WRITE = insert(t.bulk)
_CLOSE = update(t.bulk).where(t.bulk.c.id == bindparam("bulk_"), t.bulk.c.undone_at.is_(None))


@dataclass(frozen=True)
class Orders:
    """An order and the cases it is for."""

    order: Order
    case_ids: Sequence[str]


@dataclass(frozen=True)
class Back:
    """Somebody wants an order undone."""

    bulk_id: str
    agent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trail:
    """A case as it was before an order, and its version since."""

    before: Case
    version: int


@dataclass(frozen=True, slots=True)
class Body:
    """What is kept of an order."""

    trails: tuple[Trail, ...]
    refused: tuple[tuple[str, No], ...]


_BODY = TypeAdapter(Body)


def picked(connection: Connection, case_ids: Sequence[str]) -> Sequence[Picked]:
    """Cases with their tags, in the order given."""
    tags: dict[str, set[str]] = {}
    for row in select_in(connection, _TAGS, case_ids):
        tags.setdefault(row.case_id, set()).add(row.tag)
    found = {row.id: case_of(row) for row in select_in(connection, _CASES, case_ids)}
    return [
        Picked(case=found[each], tags=frozenset(tags.get(each, ())))
        for each in dict.fromkeys(case_ids)
        if each in found
    ]


def _carry_out(connection: Connection, orders: Orders) -> Bulk:
    order = orders.order
    trails, refused = [], list[tuple[str, No]]()
    for each in picked(connection, orders.case_ids):
        try:
            with connection.begin_nested():
                trails.append(Trail(each.case, _one(connection, order, each).version))
        except REFUSALS as error:
            refused.append((each.case.id, why_not(error, each.case)))
    body = Body(tuple(trails), tuple(refused))
    number = bulk_id(order, orders.case_ids)
    row: dict[str, Any] = {"id": number, "act": order.act.value, "by": order.by}
    told = BULK_BODY.closed(_BODY.dump_json(body).decode(), number)
    row |= {"at": us(order.at), "tag": order.tag, "body": told}
    connection.execute(_WRITE, row | {"undone_at": None})
    return _bulk(number, order, body)


def _one(connection: Connection, order: Order, each: Picked) -> Case:
    step = order.step(each.case)
    if isinstance(step, Tag) and step.tag in each.tags:
        raise Refused(Refusal.SAME)
    if not isinstance(step, Move):
        return casework.DO.alone(connection, step)
    if select_in(connection, _GONE, [each.case.id]):
        raise Refused(Refusal.MERGED)
    ledger = Ledger(connection)
    before = ledger.find([each.case.id])[each.case.id]
    after = promised(before, moved(order, before, step), ledger.promises, order.at)
    ledger.save(after)
    _trace(ledger, after, step.value, order)
    if step is Move.CLAIM:
        moves.silence(connection, after, order.at)
    ledger.flush()
    return after


def _trace(ledger: Ledger, case: Case, act: str, by: Order | Back) -> None:
    agent = by.by if isinstance(by, Order) else by.agent
    decision = rules.stepped(act, agent, by.at, "")
    ledger.decide(decision, case.conversation, case.id)


def bulk(connection: Connection, bulk_id: str) -> Bulk | None:
    """An order by its id."""
    row = connection.execute(_BULK, {"bulk_": bulk_id}).first()
    return _of_row(row) if row else None


def _undo_bulk(connection: Connection, back: Back) -> Undone | None:
    row = connection.execute(_BULK, {"bulk_": back.bulk_id}).first()
    if row is None or row.by != back.agent or back.at - when(row.at) > UNDO_WITHIN:
        return None
    if not connection.execute(_CLOSE.values(undone_at=us(back.at)), {"bulk_": row.id}).rowcount:
        return None
    done, kept = [], []
    trails = _body_of(row).trails
    ledger = Ledger(connection)
    now = ledger.find(each.before.id for each in trails)
    for each in trails:
        case = now.get(each.before.id)
        if case is None or case.version != each.version:
            kept.append(each.before.id)
            continue
        done.append(case.id)
        if row.act != Act.TAG:
            ledger.save(restored(each.before, case, back.at))
            _trace(ledger, case, "undo", back)
    ledger.flush()
    for case_id in done if row.act == Act.TAG else ():
        deed = Untag(case_id=case_id, by=back.agent, at=back.at, tag=row.tag)
        casework.DO.alone(connection, deed)
    return Undone(restored=tuple(done), kept=tuple(kept))


def bulk_id(order: Order, case_ids: Iterable[str]) -> str:
    """The same for the same order, so that a form sent twice is carried out once."""
    seed = f"{order.by}|{order.act}|{order.at.timestamp():.6f}|{','.join(case_ids)}"
    return blake2b(seed.encode(), digest_size=8).hexdigest()


def _bulk(number: str, order: Order, body: Body) -> Bulk:
    return Bulk(
        id=number,
        act=order.act,
        by=order.by,
        at=order.at,
        done=tuple(each.before.id for each in body.trails),
        refused=body.refused,
    )


def _of_row(row: AnyRow | Any) -> Bulk:
    body = _body_of(row)
    return Bulk(
        id=row.id,
        act=Act(row.act),
        by=row.by,
        at=when(row.at),
        done=tuple(each.before.id for each in body.trails),
        refused=body.refused,
        undone_at=maybe_when(row.undone_at),
    )


def _body_of(row: AnyRow | Any) -> Body:
    told = BULK_BODY.secret(row.body, row.id)
    return Body((), ()) if told is None else _BODY.validate_json(told)


CARRY_OUT, UNDO_BULK = Work(_carry_out), Work(_undo_bulk)
