"""Tokens, and requests that were made before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from core.once import KEPT, Answer, Known, Try, Turn, turn
from core.ports import Decision
from core.tokens import Token
from storage import tables as t
from storage.api.codec import token_of, token_row
from storage.audit.acts import row_of
from storage.codec import us, when
from storage.engine.dialect import add, execute, replace_all
from storage.engine.work import Work
from storage.sealing.columns import ONCE_BODY

_T, _O = t.api_token, t.api_once
_ADD, _TRACE = add(_T), add(t.decision)
_BY_DIGEST = select(_T).where(_T.c.digest == bindparam("digest_"))
_BY_ID = select(_T).where(_T.c.id == bindparam("id_")).with_for_update()
_ALL = select(_T).order_by(_T.c.made_at.desc(), _T.c.id)
_USED = update(_T).values(used_at=bindparam("at_")).where(_T.c.id == bindparam("id_"))
_REVOKE = update(_T).values(revoked_at=bindparam("at_")).where(_T.c.id == bindparam("id_"))
_HERE = (_O.c.token == bindparam("token_"), _O.c.key == bindparam("key_"))
_KNOWN = select(_O).where(*_HERE).with_for_update()
_TAKE = replace_all(_O)
_FREE = delete(_O).where(*_HERE)
_FORGET = delete(_O).where(_O.c.at < bindparam("before"))


@dataclass(frozen=True)
class Issue:
    """A new token with its trace."""

    token: Token
    trace: Decision


@dataclass(frozen=True)
class Use:
    """That a token was used."""

    token_id: str
    at: datetime


@dataclass(frozen=True)
class Revocation:
    """That a token is worth nothing any more."""

    token_id: str
    trace: Decision


@dataclass(frozen=True)
class Ending:
    """What was answered under a key."""

    wanted: Try
    answer: Answer | None


def token(connection: Connection, digest: str) -> Token | None:
    """The one with this digest."""
    row = connection.execute(_BY_DIGEST, {"digest_": digest}).first()
    return token_of(row) if row else None


def tokens(connection: Connection) -> Sequence[Token]:
    """All of them, the latest first."""
    return [token_of(row) for row in connection.execute(_ALL)]


def _put(connection: Connection, issue: Issue) -> None:
    execute(connection, _ADD, [token_row(issue.token)])
    execute(connection, _TRACE, [row_of(issue.trace)])


def _use(connection: Connection, use: Use) -> None:
    connection.execute(_USED, {"id_": use.token_id, "at_": us(use.at)})


def _revoke(connection: Connection, revocation: Revocation) -> Token | None:
    names = {"id_": revocation.token_id}
    row = connection.execute(_BY_ID, names).first()
    if row is None:
        return None
    if row.revoked_at is None:
        connection.execute(_REVOKE, names | {"at_": us(revocation.trace.at)})
        execute(connection, _TRACE, [row_of(revocation.trace)])
    row = connection.execute(_BY_ID, names).one()
    return token_of(row)


def _begin(connection: Connection, wanted: Try) -> tuple[Turn, Answer | None]:
    connection.execute(_FORGET, {"before": us(wanted.at - KEPT)})
    known = _known(connection, wanted)
    what = turn(known, wanted)
    if what is Turn.DO:
        execute(connection, _TAKE, [_row(wanted, None)])
    return what, known.answer if known and what is Turn.REPEAT else None


def _known(connection: Connection, wanted: Try) -> Known | None:
    row = connection.execute(_KNOWN, {"token_": wanted.token, "key_": wanted.key}).first()
    if row is None:
        return None
    body = ONCE_BODY.opened(row.body, row.token, row.key)
    answer = Answer(status=row.status, body=body, etag=row.etag, place=row.place)
    return Known(digest=row.digest, at=when(row.at), answer=answer if row.status else None)


def _end(connection: Connection, ending: Ending) -> None:
    if ending.answer is None:
        names = {"token_": ending.wanted.token, "key_": ending.wanted.key}
        connection.execute(_FREE, names)
    else:
        execute(connection, _TAKE, [_row(ending.wanted, ending.answer)])


def _row(wanted: Try, answer: Answer | None) -> dict[str, object]:
    said = answer or Answer(status=0, body="")
    return {
        "token": wanted.token,
        "key": wanted.key,
        "digest": wanted.digest,
        "at": us(wanted.at),
        "status": said.status,
        "body": ONCE_BODY.closed(said.body, wanted.token, wanted.key),
        "etag": said.etag,
        "place": said.place,
    }


PUT, USE, REVOKE = Work(_put), Work(_use), Work(_revoke)
BEGIN, END = Work(_begin), Work(_end)
