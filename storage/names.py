"""Which names somebody bore, and whom a name belongs to: written as he is seen or accused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy import case as choose

from core.protection import Attack, scam_id
from core.scams import MOST_NAMES, KnownAs, NameSeen, folded
from core.types import Author, Platform, Sighting
from storage import tables as t
from storage.codec import scrubbed, us, when
from storage.engine.dialect import AnyRow, execute, upsert
from storage.guard.codec import scam_of

_N = t.name_seen
# Each row of a batch widens the span of the one before.
_SEE = upsert(
    _N,
    lambda new: {
        "first_at": choose((new.first_at < _N.c.first_at, new.first_at), else_=_N.c.first_at),
        "last_at": choose((new.last_at > _N.c.last_at, new.last_at), else_=_N.c.last_at),
    },
)
_FIRST, _LAST = func.min(_N.c.first_at).label("first_at"), func.max(_N.c.last_at).label("last_at")
_NAMES = (
    select(_N.c.handle, _N.c.name, _FIRST, _LAST)
    .where(_N.c.platform == bindparam("platform_"), _N.c.author_id == bindparam("author"))
    .group_by(_N.c.handle, _N.c.name)
    .order_by(_LAST.desc(), _FIRST.desc(), _N.c.handle, _N.c.name)
    .limit(MOST_NAMES)
)
_BEARER = (
    select(_N.c.author_id)
    .where(_N.c.platform == bindparam("platform_"), _N.c.folded == bindparam("folded_"))
    .order_by(_N.c.last_at.desc(), _N.c.author_id)
    .limit(1)
)
_SCAM = select(t.scam).where(t.scam.c.id == bindparam("scam_"))


def see(connection: Connection, news: Sequence[Sighting]) -> None:
    """The names of people who were seen."""
    rows = [_row(each.platform, each.account, each.author, each.seen_at) for each in news]
    execute(connection, _SEE, [each for each in rows if each["handle"] or each["name"]])


def accuse(connection: Connection, attacks: Sequence[Attack]) -> None:
    """The names under which people attacked."""
    heard = [each.message for each in attacks]
    rows = [_row(each.platform, each.account, each.author, each.received_at) for each in heard]
    execute(connection, _SEE, [each for each in rows if each["handle"] or each["name"]])


def known_as(connection: Connection, platform: Platform, query: str) -> KnownAs | None:
    """Somebody by id, else by a handle: of several who bore it the one who did so last."""
    asked = query.strip()
    if found := _known(connection, platform, asked):
        return found
    names = {"platform_": platform, "folded_": folded(asked)}
    bearer = connection.execute(_BEARER, names).scalar() if names["folded_"] else None
    return None if bearer is None else _known(connection, platform, bearer)


def borne(connection: Connection, platform: Platform, author_id: str) -> tuple[NameSeen, ...]:
    """The names that somebody was seen with, the latest first."""
    seen = connection.execute(_NAMES, {"platform_": platform, "author": author_id})
    return tuple(map(_name, seen))


def _known(connection: Connection, platform: Platform, author_id: str) -> KnownAs | None:
    names = borne(connection, platform, author_id)
    row = connection.execute(_SCAM, {"scam_": scam_id(platform, author_id)}).first()
    if not (names or row):
        return None
    scam = scam_of(row) if row else None
    return KnownAs(platform=platform, author_id=author_id, names=names, scam=scam)


def _name(row: AnyRow) -> NameSeen:
    return NameSeen(
        handle=row.handle, name=row.name, first_at=when(row.first_at), last_at=when(row.last_at)
    )


def _row(platform: Platform, account: str, author: Author, at: datetime) -> dict[str, Any]:
    clean = scrubbed(author)
    return {
        "platform": platform,
        "author_id": clean.id,
        "handle": clean.handle,
        "name": clean.name,
        "account": account,
        "folded": folded(clean.handle),
        "first_at": us(at),
        "last_at": us(at),
    }
