"""Prepared answers, as statements."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from core.canned import Canned
from core.errors import NotYours
from storage import tables as t
from storage.audit import acts as audit
from storage.composing import rules
from storage.engine.dialect import add, execute, replace_all
from storage.engine.work import Work

_C, _P = t.canned, t.canned_past
_SEEN = (
    select(_C.c.body)
    .where(_C.c.owner.in_(("", bindparam("who"))), _C.c.dropped == 0)
    .order_by(_C.c.name, _C.c.id)
)
_NOW = select(_C.c.body).where(_C.c.id == bindparam("id_")).with_for_update()
_TAKEN = select(_C.c.id).where(
    _C.c.owner.in_(("", bindparam("who"))),
    _C.c.name == bindparam("name_"),
    _C.c.dropped == 0,
    _C.c.id != bindparam("id_"),
)
_VERSIONS = select(_P.c.body).where(_P.c.id == bindparam("id_")).order_by(_P.c.version.desc())
_KEEP, _ADD, _AUDIT = replace_all(_C), add(_P), add(t.decision)


def canned(connection: Connection, agent: str) -> Sequence[Canned]:
    """The team's and this agent's own."""
    return [rules.canned_of(row.body) for row in connection.execute(_SEEN, {"who": agent})]


def versions(connection: Connection, identity: str) -> Sequence[Canned]:
    """Every version, the latest first."""
    return [rules.canned_of(row.body) for row in connection.execute(_VERSIONS, {"id_": identity})]


def _keep(connection: Connection, canned: Canned) -> Canned:
    row = connection.execute(_NOW, {"id_": canned.id}).first()
    made = rules.next_version(rules.canned_of(row.body) if row else None, canned)
    if not made.dropped:
        names = {"who": made.owner, "name_": made.name, "id_": made.id}
        if connection.execute(_TAKEN, names).first() is not None:
            raise NotYours(rules.NAME_TAKEN)
    body = rules.body_of(made)
    past = {"id": made.id, "version": made.version, "body": body}
    whole = past | {"owner": made.owner, "name": made.name, "dropped": int(made.dropped)}
    execute(connection, _KEEP, [whole])
    execute(connection, _ADD, [past])
    execute(connection, _AUDIT, [audit.row_of(rules.edited(made))])
    return made


KEEP = Work(_keep)
