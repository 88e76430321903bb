"""What agents prove themselves with; whatever may be used once is used up where it is looked at."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from core.doors import Keys, Passkey
from core.errors import NotYours
from storage import tables as t
from storage.codec import maybe_us, maybe_when, us, when
from storage.engine.dialect import AnyRow, add, execute, upsert
from storage.engine.work import Work
from storage.sealing.columns import KEYS_SECRET

_K, _R, _P = t.agent_keys, t.spare_code, t.passkey
_KEYS = select(_K).where(_K.c.agent == bindparam("agent_"))
_SPARES = select(func.count()).select_from(_R).where(_R.c.agent == bindparam("agent_"))
_PASSKEYS = select(_P).where(_P.c.agent == bindparam("agent_")).order_by(_P.c.made_at, _P.c.id)
_PASSWORD = upsert(_K, lambda new: {"password": new.password, "password_at": new.password_at})
_CODES = upsert(
    _K, lambda new: {"secret": new.secret, "secret_at": new.secret_at, "spent": new.spent}
)
_FORGET_SPARES = delete(_R).where(_R.c.agent == bindparam("agent_"))
_ADD_SPARES = add(_R)
_SPEND = (
    update(_K)
    .where(_K.c.agent == bindparam("agent_"), _K.c.secret != "", _K.c.spent < bindparam("number_"))
    .values(spent=bindparam("number_"))
)
_SPEND_SPARE = delete(_R).where(
    _R.c.agent == bindparam("agent_"), _R.c.digest == bindparam("digest_")
)
_PASSKEY = select(_P).where(_P.c.id == bindparam("id_"))
_ADD_PASSKEY = add(_P)
_USE = (
    update(_P)
    .where(_P.c.id == bindparam("id_"))
    .values(counter=bindparam("counter_"), used_at=bindparam("at_"))
)
_DROP = delete(_P).where(_P.c.agent == bindparam("agent_"), _P.c.id == bindparam("id_"))
_EMPTY = {"password": "", "password_at": None, "secret": "", "secret_at": None, "spent": 0}


@dataclass(frozen=True)
class Password:
    """A password's hash."""

    agent: str
    hashed: str
    at: datetime


@dataclass(frozen=True)
class Codes:
    """The secret of somebody's codes, and the digests of his spare ones."""

    agent: str
    secret: str
    spares: Sequence[str]
    at: datetime


@dataclass(frozen=True)
class Use:
    """A passkey was used."""

    identity: str
    counter: int
    at: datetime


def keys(connection: Connection, agent: str) -> Keys:
    """Everything one agent has."""
    row = connection.execute(_KEYS, {"agent_": agent}).first()
    spares = connection.execute(_SPARES, {"agent_": agent}).scalar() or 0
    passkeys = tuple(_passkey_of(each) for each in connection.execute(_PASSKEYS, {"agent_": agent}))
    if row is None:
        return Keys(spares=spares, passkeys=passkeys)
    return Keys(
        password=row.password,
        password_at=maybe_when(row.password_at),
        secret=_secret(row),
        secret_at=maybe_when(row.secret_at),
        spares=spares,
        passkeys=passkeys,
    )


def _secret(row: AnyRow) -> str:
    """Codes whose secret cannot be opened are still asked for, and none of them is right."""
    secret = KEYS_SECRET.secret(row.secret, row.agent)
    return b32encode(token_bytes(20)).decode() if secret is None else secret


def _set_password(connection: Connection, password: Password) -> None:
    at = us(password.at) if password.hashed else None
    row = {"agent": password.agent, "password": password.hashed, "password_at": at}
    _write(connection, _PASSWORD, _EMPTY | row)


def _set_codes(connection: Connection, codes: Codes) -> None:
    at = us(codes.at) if codes.secret else None
    secret = KEYS_SECRET.closed(codes.secret, codes.agent)
    row = {"agent": codes.agent, "secret": secret, "secret_at": at, "spent": 0}
    _write(connection, _CODES, _EMPTY | row)
    connection.execute(_FORGET_SPARES, {"agent_": codes.agent})
    spares = [{"agent": codes.agent, "digest": each} for each in codes.spares]
    execute(connection, _ADD_SPARES, spares)


def _write(connection: Connection, statement: Any, row: dict[str, Any]) -> None:
    try:
        connection.execute(statement, row)
    except IntegrityError:
        raise NotYours(f"there is no agent {row['agent']}") from None


def _spend_code(connection: Connection, spent: tuple[str, int]) -> bool:
    agent, number = spent
    return bool(connection.execute(_SPEND, {"agent_": agent, "number_": number}).rowcount)


def _spend_spare(connection: Connection, spent: tuple[str, str]) -> bool:
    agent, digest = spent
    return bool(connection.execute(_SPEND_SPARE, {"agent_": agent, "digest_": digest}).rowcount)


def passkey(connection: Connection, identity: str) -> Passkey | None:
    """One by its id."""
    row = connection.execute(_PASSKEY, {"id_": identity}).first()
    return _passkey_of(row) if row else None


def _add_passkey(connection: Connection, new: Passkey) -> bool:
    if passkey(connection, new.id) is not None:
        return False
    row = {
        "id": new.id,
        "agent": new.agent,
        "public_key": new.public_key,
        "counter": new.counter,
        "name": new.name,
        "made_at": us(new.made_at),
        "used_at": maybe_us(new.used_at),
    }
    _write(connection, _ADD_PASSKEY, row)
    return True


def _use_passkey(connection: Connection, use: Use) -> bool:
    known = passkey(connection, use.identity)
    if known is None:
        return False
    # Keys that are kept in step by their maker never count; their counter stays at nought.
    if use.counter <= known.counter and (use.counter or known.counter):
        return False
    names = {"id_": use.identity, "counter_": use.counter, "at_": us(use.at)}
    connection.execute(_USE, names)
    return True


def _drop_passkey(connection: Connection, which: tuple[str, str]) -> None:
    agent, identity = which
    connection.execute(_DROP, {"agent_": agent, "id_": identity})


def _passkey_of(row: AnyRow) -> Passkey:
    return Passkey(
        id=row.id,
        agent=row.agent,
        public_key=row.public_key,
        counter=row.counter,
        name=row.name,
        made_at=when(row.made_at),
        used_at=maybe_when(row.used_at),
    )


SET_PASSWORD, SET_CODES = Work(_set_password), Work(_set_codes)
SPEND_CODE, SPEND_SPARE = Work(_spend_code), Work(_spend_spare)
ADD_PASSKEY, USE_PASSKEY, DROP_PASSKEY = (
    Work(_add_passkey),
    Work(_use_passkey),
    Work(_drop_passkey),
)
