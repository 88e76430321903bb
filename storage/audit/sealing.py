"""Seals over the acts of the audit, in batches, after they were committed.

What works on messages writes acts as before and waits for nobody. Whoever seals reads and reckons
beside the writer, and hands it finished rows; of two at once the first one counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from core.audit import Act, Link, Seal
from core.audit_chain import LOOK_BACK, fits, seal
from storage import tables as t
from storage.audit.acts import act_of
from storage.audit.trail import UNSALT
from storage.codec import us, when
from storage.engine.dialect import AnyRow, execute
from storage.engine.work import Work
from storage.sealing.sealed import key_of, ring_in_use

MOST_UNSEALED = 10
SALT_BYTES = 16

_C, _D = t.audit_chain, t.decision
_HEAD = select(_C).order_by(_C.c.id.desc()).limit(1)
_PASSED = select(func.coalesce(func.max(_C.c.decision_id), 0))
_BARE = (
    select(_D)
    .select_from(_D)
    .outerjoin(_C, _C.c.decision_id == _D.c.id)
    .where(_C.c.id.is_(None))
    .order_by(_D.c.id)
    .limit(bindparam("limit"))
)
_NEXT = _BARE.where(_D.c.id > bindparam("floor"))
_LEFT_OUT = _BARE.where(_D.c.id < bindparam("passed"))
_LINKS = (
    select(
        _C.c.id.label("seal"),
        *(_C.c[name] for name in ("decision_id", "sealed_at", "salt", "person", "words")),
        *(_C.c[name] for name in ("previous", "digest")),
        _D,
    )
    .select_from(_C)
    .outerjoin(_D, _D.c.id == _C.c.decision_id)
    .where(_C.c.id > bindparam("after"))
    .order_by(_C.c.id)
    .limit(bindparam("limit"))
)
_SEAL = insert(_C)
_BLANK = select(_D).where(
    _D.c.id.between(bindparam("low"), bindparam("high")),
    _D.c.conversation == "",
    _D.c.message_key == "",
    _D.c.reason == "",
    _D.c.evidence == "",
)


@dataclass(frozen=True)
class Batch:
    """New seals, and how many there were when they were reckoned."""

    before: int
    seals: Sequence[Seal]


def batch(connection: Connection, now: datetime, limit: int) -> Batch:
    """The seals that come next."""
    head = chain_head(connection)
    floor = connection.execute(_PASSED).scalar_one() - LOOK_BACK
    rows = connection.execute(_NEXT, {"floor": floor, "limit": limit})
    before, seals = head, list[Seal]()
    for row in rows:
        before = seal(act_of(row), before, now, token_hex(SALT_BYTES))
        seals.append(before)
    return Batch(head.number if head else 0, seals)


def chain_head(connection: Connection) -> Seal | None:
    """The last seal."""
    row = connection.execute(_HEAD).first()
    return _seal_of(row, row.id) if row else None


def chain(connection: Connection, after: int, limit: int) -> Sequence[Link]:
    """Seals after a number, with their acts."""
    rows = connection.execute(_LINKS, {"after": after, "limit": limit})
    return [
        Link(seal=_seal_of(row, row.seal), act=_act_of(row), unread=_missing(row)) for row in rows
    ]


def _missing(row: AnyRow) -> tuple[str, ...]:
    """Keys without which the act's words cannot be read; one that is damaged is not among them."""
    ring = ring_in_use()
    wanted = {key_of(value) for value in (row.reason, row.evidence) if value} - {""}
    return tuple(sorted(wanted.difference(ring.ids if ring else ())))


def unsealed(connection: Connection) -> Sequence[int]:
    """Acts that the sealing has passed by."""
    passed = connection.execute(_PASSED).scalar_one()
    rows = connection.execute(_LEFT_OUT, {"passed": passed, "limit": MOST_UNSEALED})
    return [row.id for row in rows]


def _append(connection: Connection, batch: Batch) -> int:
    head = chain_head(connection)
    if (head.number if head else 0) != batch.before:
        return 0
    execute(connection, _SEAL, [_row(each) for each in batch.seals])
    execute(connection, UNSALT, _emptied_meanwhile(connection, batch.seals))
    return len(batch.seals)


def _emptied_meanwhile(connection: Connection, seals: Sequence[Seal]) -> list[dict[str, Any]]:
    """Acts that an erasure emptied after their seal was reckoned and before it was written."""
    made = {each.act: each for each in seals}
    span = {"low": min(made, default=0), "high": max(made, default=0)}
    rows = connection.execute(_BLANK, span)
    return [
        {"number": row.id} for row in rows if row.id in made and not fits(made[row.id], act_of(row))
    ]


def _row(seal: Seal) -> dict[str, Any]:
    return {
        "id": seal.number,
        "decision_id": seal.act,
        "sealed_at": us(seal.sealed_at),
        "salt": seal.salt,
        "person": seal.person,
        "words": seal.words,
        "previous": seal.previous,
        "digest": seal.digest,
    }


def _seal_of(row: AnyRow, number: int) -> Seal:
    return Seal(
        number=number,
        act=row.decision_id,
        sealed_at=when(row.sealed_at),
        salt=row.salt,
        person=row.person,
        words=row.words,
        previous=row.previous,
        digest=row.digest,
    )


def _act_of(row: AnyRow) -> Act | None:
    return None if row.id is None else act_of(row)


APPEND = Work(_append)
