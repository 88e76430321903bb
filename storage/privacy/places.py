"""Where something of a person is kept: his conversations, and the names that he bore."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, text, union

from core.privacy.rights import Identity
from core.types import Platform
from storage import people
from storage import tables as t
from storage.engine.dialect import VALUES, select_in

_M, _C, _A, _N, _S = t.message, t.case, t.asker, t.name_seen, t.sighting
_HIS = {
    table: (table.c.platform == bindparam("platform_"), table.c.author_id == bindparam("author_"))
    for table in (_M, _C, _A, _N, _S, t.account_link, t.account_try)
}
_WRITTEN = select(_M.c.conversation).where(*_HIS[_M], _M.c.received_at <= bindparam("until_"))
_PLACES = union(
    _WRITTEN,
    select(_C.c.conversation).where(*_HIS[_C], _C.c.opened_at <= bindparam("until_")),
    select(_A.c.conversation).where(*_HIS[_A], _A.c.asked_at <= bindparam("until_")),
)
# What was not blanked yet; a name is the last thing that goes.
_LEFT = union(
    _WRITTEN.where(text("(text <> '' OR author_name <> '')")),
    select(_C.c.conversation).where(
        *_HIS[_C],
        _C.c.opened_at <= bindparam("until_"),
        text("(subject <> '' OR author_name <> '' OR reason <> '')"),
    ),
)
_AUTHORS = (
    select(_M.c.conversation, _M.c.platform, _M.c.author_id)
    .where(_M.c.conversation.in_(VALUES))
    .distinct()
)
_NAMES = union(
    select(_N.c.handle.label("name")).where(*_HIS[_N]),
    select(_N.c.name).where(*_HIS[_N]),
    select(_S.c.handle).where(*_HIS[_S]),
    select(_S.c.name).where(*_HIS[_S]),
    select(_C.c.author_name).where(*_HIS[_C]),
    select(_M.c.author_name).where(*_HIS[_M]),
)
_WORK = select(t.lane.c.conversation, t.lane.c.lease_until).where(t.lane.c.conversation.in_(VALUES))
_SENDING = select(t.outbox.c.conversation).where(
    t.outbox.c.conversation.in_(VALUES), text("state = 'sending'")
)
_EVERYBODY = union(
    *(select(table.c.platform, table.c.author_id) for table in (_M, _C, _A, _N, _S, t.account_link))
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A conversation; in one that is not his `own`, others wrote too, and their words stay."""

    conversation: str
    own: bool


def keys(identity: Identity) -> dict[str, Any]:
    """Parameters of statements about one account."""
    return {"platform_": identity.platform, "author_": identity.author_id}


def his(name: str) -> tuple[Any, ...]:
    """The condition that a row of this table is about one account; see `keys`."""
    return next(conditions for table, conditions in _HIS.items() if table.name == name)


def spots(connection: Connection, identities: Iterable[Identity], until: int) -> list[Spot]:
    """Every conversation with something of these people."""
    return _spots(connection, identities, until, _PLACES)


def left(
    connection: Connection, identities: Sequence[Identity], until: int, now: int
) -> list[Spot]:
    """Conversations with something left, or in which something is under way right now."""
    every = {each.conversation: each for each in spots(connection, identities, until)}
    found = {each.conversation for each in _spots(connection, identities, until, _LEFT)}
    lanes = select_in(connection, _WORK, every)
    found |= {row.conversation for row in lanes if row.lease_until > now}
    found |= {row.conversation for row in select_in(connection, _SENDING, every)}
    return [every[each] for each in sorted(found)]


def _spots(
    connection: Connection, identities: Iterable[Identity], until: int, query: Any
) -> list[Spot]:
    people_ = set(identities)
    found = {
        row.conversation
        for each in people_
        for row in connection.execute(query, keys(each) | {"until_": until})
    }
    others = {
        row.conversation
        for row in select_in(connection, _AUTHORS, found)
        if Identity(Platform(row.platform), row.author_id) not in people_
    }
    return [Spot(each, each not in others) for each in sorted(found)]


def names_of(connection: Connection, identities: Iterable[Identity]) -> set[str]:
    """Every name that they were seen under."""
    return {
        row.name
        for each in identities
        for row in connection.execute(_NAMES, keys(each))
        if row.name
    }


def identities_of(connection: Connection, one: Identity) -> tuple[Identity, ...]:
    """This account first, then those its owner linked with it."""
    linked = people.linked(connection, one.platform, one.author_id)
    return (one, *(Identity(each.platform, each.author_id) for each in linked))


def everybody(connection: Connection) -> Sequence[Identity]:
    """Each account of which anything is kept."""
    rows = connection.execute(_EVERYBODY)
    return sorted(Identity(Platform(row.platform), row.author_id) for row in rows)
