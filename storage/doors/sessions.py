"""Who is signed in where, and sign-ins that are half done."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from core.casebook import Agent
from core.doors import Session, Step, Way
from core.errors import NotYours
from core.ports import Decision
from storage import tables as t
from storage.audit.acts import AUDIT
from storage.codec import us, when
from storage.doors.agents import agent_of
from storage.engine.dialect import AnyRow, replace_all
from storage.engine.work import Work
from storage.sealing.columns import STEP_BODY

_S, _A, _H = t.session, t.agent, t.door_step
_OPEN, _PUT = replace_all(_S), replace_all(_H)
_BY_DIGEST = select(_S).where(_S.c.digest == bindparam("digest_"))
_WITH_AGENT = (
    select(
        _S,
        *(_A.c[name].label(f"agent_{name}") for name in _A.c.keys()),  # noqa: SIM118 - columns
    )
    .join_from(_S, _A, _A.c.id == _S.c.agent)
    .where(_S.c.digest == bindparam("digest_"), _A.c.disabled_at.is_(None))
)
_OF_AGENT = (
    select(_S).where(_S.c.agent == bindparam("agent_")).order_by(_S.c.seen_at.desc(), _S.c.digest)
)
_SEE = (
    update(_S)
    .where(_S.c.digest == bindparam("digest_"), _S.c.seen_at < bindparam("at_"))
    .values(seen_at=bindparam("at_"), address=bindparam("address_"))
)
_REVEAL = (
    update(_S).where(_S.c.digest == bindparam("digest_")).values(revealed=bindparam("revealed_"))
)
_END = delete(_S).where(_S.c.agent == bindparam("agent_"), _S.c.digest == bindparam("only_"))
_END_BUT = delete(_S).where(_S.c.agent == bindparam("agent_"), _S.c.digest != bindparam("but_"))
_DROP = delete(_S).where(_S.c.digest == bindparam("digest_"))
_SWEEP = delete(_S).where(_S.c.until <= bindparam("now_"))
_TAKEN = select(_H).where(_H.c.digest == bindparam("digest_"), _H.c.kind == bindparam("kind_"))
_DROP_STEP = delete(_H).where(_H.c.digest == bindparam("digest_"))
_SWEEP_STEPS = delete(_H).where(_H.c.until <= bindparam("now_"))


@dataclass(frozen=True)
class Opening:
    """A session, and the digest of the one that it takes the place of."""

    session: Session
    instead_of: str = ""


@dataclass(frozen=True)
class Seen:
    """A session's browser did something."""

    digest: str
    at: datetime
    address: str


@dataclass(frozen=True)
class Ending:
    """Which of an agent's sessions end: one, or all but one."""

    agent: str
    only: str = ""
    but: str = ""


@dataclass(frozen=True)
class Shown:
    """A case's personal data for a session, and what the audit says of it."""

    digest: str
    case_id: str
    until: datetime
    decision: Decision


@dataclass(frozen=True)
class Taking:
    """Somebody comes back to a half-done sign-in."""

    digest: str
    kind: str
    now: datetime


def _open(connection: Connection, opening: Opening) -> None:
    connection.execute(_SWEEP, {"now_": us(opening.session.opened_at)})
    if opening.instead_of:
        connection.execute(_DROP, {"digest_": opening.instead_of})
    try:
        connection.execute(_OPEN, _session_row(opening.session))
    except IntegrityError:
        raise NotYours(f"there is no agent {opening.session.agent}") from None


def with_agent(connection: Connection, digest: str) -> tuple[Session, Agent] | None:
    """A session and whose it is."""
    row = connection.execute(_WITH_AGENT, {"digest_": digest}).first()
    if row is None:
        return None
    agent = agent_of(_AgentPart(row))  # type: ignore[arg-type]
    return _session_of(row), agent


def of_agent(connection: Connection, agent: str) -> Sequence[Session]:
    """All of an agent's, the last seen first."""
    return [_session_of(row) for row in connection.execute(_OF_AGENT, {"agent_": agent})]


def _see(connection: Connection, seen: Seen) -> None:
    names = {"digest_": seen.digest, "at_": us(seen.at), "address_": seen.address}
    connection.execute(_SEE, names)


def _end(connection: Connection, ending: Ending) -> int:
    if ending.only:
        names = {"agent_": ending.agent, "only_": ending.only}
        return connection.execute(_END, names).rowcount
    return connection.execute(_END_BUT, {"agent_": ending.agent, "but_": ending.but}).rowcount


def _reveal(connection: Connection, shown: Shown) -> None:
    row = connection.execute(_BY_DIGEST, {"digest_": shown.digest}).first()
    if row is None:
        raise NotYours("the session has ended")
    session = _session_of(row)
    # What has run out is forgotten here, so that a long shift does not grow the row.
    kept = {case: until for case, until in session.revealed.items() if until > shown.decision.at}
    after = replace(session, revealed=kept | {shown.case_id: shown.until})
    names = {"digest_": shown.digest, "revealed_": _revealed_text(after.revealed)}
    connection.execute(_REVEAL, names)
    AUDIT.alone(connection, shown.decision)


def _put_step(connection: Connection, step: Step) -> None:
    row = {
        "digest": step.digest,
        "kind": step.kind,
        "agent": step.agent,
        "body": STEP_BODY.closed(json.dumps(dict(step.body)), step.digest),
        "until": us(step.until),
    }
    connection.execute(_PUT, row)


def _take_step(connection: Connection, taking: Taking) -> Step | None:
    names = {"digest_": taking.digest, "kind_": taking.kind}
    row = connection.execute(_TAKEN, names).first()
    if row is not None:
        connection.execute(_DROP_STEP, {"digest_": taking.digest})
    connection.execute(_SWEEP_STEPS, {"now_": us(taking.now)})
    told = STEP_BODY.secret(row.body, row.digest) if row else None
    if row is None or told is None or row.until <= us(taking.now):
        return None
    body = json.loads(told)
    return Step(digest=row.digest, kind=row.kind, until=when(row.until), agent=row.agent, body=body)


class _AgentPart:
    """The agent's columns of a joined row, under their own names."""

    def __init__(self, row: AnyRow) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"agent_{name}")


def _session_row(session: Session) -> dict[str, Any]:
    return {
        "digest": session.digest,
        "agent": session.agent,
        "opened_at": us(session.opened_at),
        "seen_at": us(session.seen_at),
        "until": us(session.until),
        "way": session.way.value,
        "strong": int(session.strong),
        "device": session.device,
        "address": session.address,
        "revealed": _revealed_text(session.revealed),
    }


def _session_of(row: AnyRow) -> Session:
    revealed = {case: when(until) for case, until in json.loads(row.revealed).items()}
    return Session(
        digest=row.digest,
        agent=row.agent,
        opened_at=when(row.opened_at),
        seen_at=when(row.seen_at),
        until=when(row.until),
        way=Way(row.way),
        strong=bool(row.strong),
        device=row.device,
        address=row.address,
        revealed=revealed,
    )


def _revealed_text(revealed: Mapping[str, datetime]) -> str:
    return json.dumps({case: us(until) for case, until in revealed.items()})


OPEN, SEE, END, REVEAL = Work(_open), Work(_see), Work(_end), Work(_reveal)
PUT_STEP, TAKE_STEP = Work(_put_step), Work(_take_step)
