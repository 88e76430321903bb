"""Which keys a database was ever sealed under, and whether those at hand are the right ones."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from core.errors import ConfigError
from storage import tables as t
from storage.codec import us
from storage.engine.dialect import add
from storage.engine.work import Work
from storage.sealing.sealed import ring_in_use

log = logging.getLogger(__name__)

NONE = (
    "[sealing]: this database is sealed under key {ids}, and no key was given: set"
    " SKERRY_SEALING_KEY, [sealing] file or [sealing] command"
)
WRONG = (
    "[sealing]: this database is sealed under key {ids}, and the key given is {given}: put the old"
    " one behind it, or name it under [sealing] lost if nobody has it any more"
)
_KNOWN = select(t.sealing_key.c.id).order_by(t.sealing_key.c.at)
_ADD = add(t.sealing_key)
_IT = t.sealing_key.c.id == bindparam("id_")
_DONE = select(t.sealing_key.c.done_at).where(_IT)
_FINISH = update(t.sealing_key).where(_IT).values(done_at=bindparam("now"))


def must_have_keys(connection: Connection, lost: Collection[str]) -> None:
    """Remember the key in force; raises ConfigError where another one is at work here.

    Else a mistyped variable would seal what comes under a key that nobody meant, and show what is
    there as unreadable.
    """
    known = set(connection.execute(_KNOWN).scalars()) - set(lost)
    ring = ring_in_use()
    if ring is None:
        if known:
            raise ConfigError(NONE.format(ids=_named(known)))
        return
    missing = known - set(ring.ids)
    if missing and ring.current not in known:
        raise ConfigError(WRONG.format(ids=_named(missing), given=ring.current))
    if missing:
        log.warning("sealing: key %s is missing; what it sealed is not shown", _named(missing))
    if ring.current not in known:
        names = {"id": ring.current, "at": us(datetime.now(UTC)), "done_at": None}
        connection.execute(_ADD, names)


def is_done(connection: Connection) -> bool:
    """Whether everything was sealed under the key in force once; without a ring all is in order."""
    ring = ring_in_use()
    return ring is None or connection.execute(_DONE, {"id_": ring.current}).scalar() is not None


def _done(connection: Connection, _nothing: None) -> None:
    ring = ring_in_use()
    if ring:
        names = {"id_": ring.current, "now": us(datetime.now(UTC))}
        connection.execute(_FINISH, names)


def _forget(connection: Connection, used: frozenset[str]) -> None:
    """Keys under which nothing lies any more need not be at hand."""
    ring = ring_in_use()
    kept = {*used, ring.current} if ring else used
    connection.execute(delete(t.sealing_key).where(t.sealing_key.c.id.not_in(sorted(kept))))


def _named(ids: Collection[str]) -> str:
    return ", ".join(sorted(ids))


DONE, FORGET = Work(_done), Work(_forget)
