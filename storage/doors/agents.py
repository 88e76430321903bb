"""Agents, their roles, and the digests of what lets them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from core.access import Role
from core.casebook import Agent
from core.doors import LastAdmin
from core.errors import NotYours
from storage import tables as t
from storage.codec import maybe_us, maybe_when, us, when
from storage.engine.dialect import AnyRow, add, replace_all, upsert
from storage.engine.work import Work

LINK = "link"

_A, _P, _C = t.agent, t.passes, t.company_identity
_ADD_AGENT = upsert(_A, lambda new: {"name": new.name, "role": new.role})
_AGENTS = select(_A).order_by(_A.c.created_at, _A.c.id)
_AGENT = select(_A).where(_A.c.id == bindparam("id_"))
_ADMINS = (
    select(func.count())
    .select_from(_A)
    .where(_A.c.role == Role.ADMIN.value, _A.c.disabled_at.is_(None), _A.c.id != bindparam("id_"))
)
_SET_ROLE = update(_A).where(_A.c.id == bindparam("id_")).values(role=bindparam("role_"))
_DISABLE = update(_A).where(_A.c.id == bindparam("id_")).values(disabled_at=bindparam("at_"))
_SIGNED_IN = update(_A).where(_A.c.id == bindparam("id_")).values(signed_in_at=bindparam("at_"))
_PUT = replace_all(_P)
_GOOD = (
    select(_A)
    .join_from(_P, _A, _A.c.id == _P.c.agent)
    .where(
        _P.c.digest == bindparam("digest"),
        _P.c.kind == bindparam("kind"),
        _P.c.until > bindparam("now"),
        _A.c.disabled_at.is_(None),
    )
)
_DROP = delete(_P).where(_P.c.digest == bindparam("used"))
_DROP_ALL = delete(_P).where(_P.c.agent == bindparam("id_"))
_END_ALL = delete(t.session).where(t.session.c.agent == bindparam("id_"))
_SWEEP = delete(_P).where(_P.c.until <= bindparam("now"))
_MEANT = (
    select(_A)
    .join_from(_C, _A, _A.c.id == _C.c.agent)
    .where(
        _C.c.issuer == bindparam("issuer_"),
        _C.c.subject == bindparam("subject_"),
        _A.c.disabled_at.is_(None),
    )
)
_CONNECT = add(_C)
_CONNECTED = select(_C.c.agent).where(
    _C.c.issuer == bindparam("issuer_"), _C.c.subject == bindparam("subject_")
)


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


@dataclass(frozen=True)
class Standing:
    """What an agent is from now on; None leaves it."""

    agent: str
    role: Role | None = None
    disabled_at: datetime | None = None


@dataclass(frozen=True)
class Identity:
    """Somebody by the company's own sign-in."""

    issuer: str
    subject: str
    agent: str = ""

    @property
    def names(self) -> dict[str, str]:
        return {"issuer_": self.issuer, "subject_": self.subject}


def _add_agent(connection: Connection, agent: Agent) -> None:
    row = {
        "id": agent.id,
        "name": agent.name,
        "created_at": us(agent.created_at),
        "role": agent.role.value,
        "disabled_at": maybe_us(agent.disabled_at),
        "signed_in_at": maybe_us(agent.signed_in_at),
    }
    connection.execute(_ADD_AGENT, row)


def agents(connection: Connection) -> Sequence[Agent]:
    """Everybody who may sign in or could once, in the order they joined."""
    return [agent_of(row) for row in connection.execute(_AGENTS)]


def _set_role(connection: Connection, standing: Standing) -> None:
    role = standing.role or Role.VIEWER
    before = _stays_an_admin(connection, standing.agent, leaves=role is not Role.ADMIN)
    if before.role is not role:
        connection.execute(_SET_ROLE, {"id_": standing.agent, "role_": role.value})
        connection.execute(_END_ALL, {"id_": standing.agent})


def _disable(connection: Connection, standing: Standing) -> None:
    at = standing.disabled_at
    _stays_an_admin(connection, standing.agent, leaves=at is not None)
    connection.execute(_DISABLE, {"id_": standing.agent, "at_": maybe_us(at)})
    if at is not None:
        connection.execute(_END_ALL, {"id_": standing.agent})
        connection.execute(_DROP_ALL, {"id_": standing.agent})


def _stays_an_admin(connection: Connection, agent: str, *, leaves: bool) -> Agent:
    row = connection.execute(_AGENT, {"id_": agent}).first()
    if row is None:
        raise NotYours(f"there is no agent {agent}")
    before = agent_of(row)
    counts = before.role is Role.ADMIN and before.disabled_at is None
    if leaves and counts and not connection.execute(_ADMINS, {"id_": agent}).scalar():
        raise LastAdmin(f"{agent} is the last admin")
    return before


def _signed_in(connection: Connection, visit: tuple[str, datetime]) -> None:
    agent, at = visit
    connection.execute(_SIGNED_IN, {"id_": agent, "at_": us(at)})


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
    return agent_of(row) if row else None


def _take_link(connection: Connection, knock: Knock) -> Agent | None:
    """The same, once; also forgets what has run out."""
    agent = look(connection, knock)
    connection.execute(_SWEEP, {"now": us(knock.now)})
    if agent:
        connection.execute(_DROP, {"used": knock.digest})
    return agent


def _drop(connection: Connection, digest: str) -> None:
    connection.execute(_DROP, {"used": digest})


def meant(connection: Connection, identity: Identity) -> Agent | None:
    """Whom the company's sign-in means."""
    row = connection.execute(_MEANT, identity.names).first()
    return agent_of(row) if row else None


def _connect(connection: Connection, identity: Identity) -> bool:
    row = {"issuer": identity.issuer, "subject": identity.subject, "agent": identity.agent}
    connection.execute(_CONNECT, row)
    return connection.execute(_CONNECTED, identity.names).scalar() == identity.agent


def agent_of(row: AnyRow) -> Agent:
    """An agent's row as the desk's value."""
    return Agent(
        id=row.id,
        name=row.name,
        created_at=when(row.created_at),
        role=Role(row.role),
        disabled_at=maybe_when(row.disabled_at),
        signed_in_at=maybe_when(row.signed_in_at),
    )


ADD_AGENT, PUT_PASS = Work(_add_agent), Work(_put_pass)
TAKE_LINK, DROP_PASS = Work(_take_link), Work(_drop)
SET_ROLE, DISABLE, SIGNED_IN = Work(_set_role), Work(_disable), Work(_signed_in)
CONNECT = Work(_connect)
