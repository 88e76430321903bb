"""Agents and the digests of what lets them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.exc import IntegrityError

from core.access import Role
from core.casebook import Agent
from core.errors import NotYours
from storage import tables as t
from storage.codec import us, when
from storage.dialect import AnyRow, replace_all, upsert
from storage.work import Work

LINK = "link"

_ADD_AGENT = upsert(t.agent, lambda new: {"name": new.name, "role": new.role})
_AGENTS = select(t.agent).order_by(t.agent.c.created_at, t.agent.c.id)
_PUT = replace_all(t.passes)
_GOOD = (
    select(t.agent)
    .join_from(t.passes, t.agent, t.agent.c.id == t.passes.c.agent)
    .where(
        t.passes.c.digest == bindparam("digest"),
        t.passes.c.kind == bindparam("kind"),
        t.passes.c.until > bindparam("now"),
    )
)
_DROP = delete(t.passes).where(t.passes.c.digest == bindparam("used"))
_SWEEP = delete(t.passes).where(t.passes.c.until <= bindparam("now"))


@dataclass(frozen=True)
class Pass:
    """A digest and what it is good for."""

    digest: str
    agent: str
    kind: str
    until: datetime


@dataclass(frozen=True)
class Knock:
    """Somebody shows a digest."""

    digest: str
    kind: str
    now: datetime


def _add_agent(connection: Connection, agent: Agent) -> None:
    row = {
        "id": agent.id,
        "name": agent.name,
        "created_at": us(agent.created_at),
        "role": agent.role.value,
    }
    connection.execute(_ADD_AGENT, row)


def agents(connection: Connection) -> Sequence[Agent]:
    """Everybody who may sign in, in the order they joined."""
    return [_agent_of(row) for row in connection.execute(_AGENTS)]


def _put_pass(connection: Connection, key: Pass) -> None:
    row = {"digest": key.digest, "agent": key.agent, "kind": key.kind, "until": us(key.until)}
    try:
        connection.execute(_PUT, row)
    except IntegrityError:
        raise NotYours(f"there is no agent {key.agent}") from None


def look(connection: Connection, knock: Knock) -> Agent | None:
    """The agent behind a digest that is still good, without using it up."""
    names = {"digest": knock.digest, "kind": knock.kind, "now": us(knock.now)}
    row = connection.execute(_GOOD, names).first()
    return _agent_of(row) if row else None


def _take_link(connection: Connection, knock: Knock) -> Agent | None:
    """The same, once; also forgets what has run out."""
    agent = look(connection, knock)
    connection.execute(_SWEEP, {"now": us(knock.now)})
    if agent:
        connection.execute(_DROP, {"used": knock.digest})
    return agent


def _drop(connection: Connection, digest: str) -> None:
    connection.execute(_DROP, {"used": digest})


def _agent_of(row: AnyRow) -> Agent:
    return Agent(id=row.id, name=row.name, created_at=when(row.created_at), role=Role(row.role))


ADD_AGENT, PUT_PASS = Work(_add_agent), Work(_put_pass)
TAKE_LINK, DROP_PASS = Work(_take_link), Work(_drop)
