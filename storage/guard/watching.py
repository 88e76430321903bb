"""What is known around messages: who asked near them, what they repeat, whom we know already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, distinct, func, or_, select, text

from core.protection import Asker, Echo, Look, ScamCase, Surroundings, scam_id
from core.scams import WarningTimes, Watched
from core.traces import Trace
from core.types import Platform
from storage import tables as t
from storage.codec import us, when
from storage.engine.dialect import VALUES, gather, select_in
from storage.guard.codec import asker_of, entry_of, reached, scam_of
from storage.guard.dossier import ASKERS, ECHOES, first_waits, times

_ASKERS = (
    select(t.asker)
    .where(
        t.asker.c.platform == bindparam("platform_"),
        t.asker.c.scene == bindparam("scene_"),
        t.asker.c.asked_at >= bindparam("since"),
        t.asker.c.author_id != bindparam("author"),
    )
    .order_by(t.asker.c.asked_at.desc(), t.asker.c.conversation)
    .limit(ASKERS)
)
_OTHERS = or_(
    t.trace.c.platform != bindparam("platform_"), t.trace.c.author_id != bindparam("author")
)
_SAME = (t.trace.c.kind == bindparam("kind_"), t.trace.c.digest == bindparam("digest_"), _OTHERS)
_RECENT = (
    select(t.trace.c.platform, t.trace.c.scene, t.trace.c.author_id)
    .where(*_SAME, t.trace.c.at >= bindparam("since"))
    .order_by(t.trace.c.at.desc())
    .limit(ECHOES)
    .subquery("recent")
)
_R = _RECENT.c
_SEEN = select(
    func.count(distinct(_R.platform + "|" + _R.author_id)).label("authors"),
    func.count(distinct(case((_R.scene != "", _R.platform + "|" + _R.scene)))).label("scenes"),
    func.count(distinct(_R.platform)).label("platforms"),
)
# Most traces are nobody else's: a look for one row, before anything is counted.
_ANY = select(t.trace.c.digest).where(*_SAME).limit(1)
# A scammer's traces are remembered for good, so these count however old they are.
_FLAGGED = (
    select(t.trace.c.platform, t.trace.c.author_id)
    .where(*_SAME, text("scam = 1"))
    .limit(ECHOES)
    .subquery("flagged")
)
_SCAMS = select(
    func.count(distinct(_FLAGGED.c.platform + "|" + _FLAGGED.c.author_id)).label("scams")
)
DOOR = (
    select(func.coalesce(t.reach.c.moved_to, t.message.c.address).label("address"))
    .select_from(
        t.message.outerjoin(
            t.reach,
            (t.reach.c.platform == t.message.c.platform)
            & (t.reach.c.account == t.message.c.account)
            & (t.reach.c.address == t.message.c.address),
        )
    )
    .where(
        text("message.place = 'dm'"),
        t.message.c.author_id == bindparam("author"),
        t.message.c.platform == bindparam("platform_"),
        or_(bindparam("account_") == "", t.message.c.account == bindparam("account_")),
        or_(func.coalesce(t.reach.c.is_open, 1) != 0, t.reach.c.moved_to.is_not(None)),
    )
    .order_by(t.message.c.received_at.desc())
    .limit(1)
)
_FILES = select(t.scam).where(t.scam.c.id.in_(VALUES))
_WATCHED = (
    select(
        t.asker.c.scene,
        func.max(t.asker.c.asked_at).label("asked_at"),
        func.count(distinct(t.asker.c.author_id)).label("askers"),
    )
    .where(t.asker.c.platform == bindparam("platform_"), t.asker.c.asked_at >= bindparam("since"))
    .group_by(t.asker.c.scene)
    .order_by(func.max(t.asker.c.asked_at).desc(), t.asker.c.scene)
    .limit(bindparam("limit"))
)
_WARNED = select(t.scam_event).where(
    text("kind = 'warning' AND state = 'sent'"), t.scam_event.c.heard_at >= bindparam("since")
)


def surroundings(connection: Connection, looks: Sequence[Look]) -> list[Surroundings]:
    """One for each look, in order."""
    askers = _askers(connection, looks)
    echoes = _echoes(connection, looks)
    scams = _scams(connection, looks)
    doors = _doors(connection, looks, askers)
    return [
        Surroundings(
            askers=tuple(
                reached(each, doors[each.platform, each.account, each.author_id])
                for each in askers[n]
            ),
            echoes=tuple(echoes[n]),
            scam=scams.get(scam_id(look.platform, look.author_id)),
            private_address=doors[look.platform, "", look.author_id],
        )
        for n, look in enumerate(looks)
    ]


def watched(
    connection: Connection, platform: Platform, since: datetime, limit: int
) -> list[Watched]:
    """Scenes in which somebody asked lately, the latest first."""
    names = {"platform_": platform, "since": us(since), "limit": limit}
    return [
        Watched(scene=row.scene, asked_at=when(row.asked_at), askers=row.askers)
        for row in connection.execute(_WATCHED, names)
    ]


def warning_times(connection: Connection, since: datetime) -> WarningTimes:
    """How long the victims of attacks since then waited for their warning."""
    rows = connection.execute(_WARNED, {"since": us(since)})
    return times(first_waits(map(entry_of, rows)))


def _askers(connection: Connection, looks: Sequence[Look]) -> list[list[Asker]]:
    asked = [
        {
            "platform_": look.platform,
            "scene_": look.scene,
            "since": us(look.asked_since),
            "author": look.author_id,
        }
        for look in looks
    ]
    found = [list(map(asker_of, rows)) for rows in gather(connection, _ASKERS, asked)]
    for each in found:
        each.sort(key=lambda asker: asker.conversation)
        each.sort(key=lambda asker: asker.asked_at, reverse=True)
    return found


def _echoes(connection: Connection, looks: Sequence[Look]) -> list[list[Echo]]:
    pairs = [(n, trace) for n, look in enumerate(looks) for trace in look.traces]
    asked = [_same(looks[n], trace) for n, trace in pairs]
    shared = gather(connection, _ANY, asked)
    pairs = [pair for pair, found in zip(pairs, shared, strict=True) if found]
    same = [row for row, found in zip(asked, shared, strict=True) if found]
    since = [
        row | {"since": us(looks[n].seen_since)} for row, (n, _) in zip(same, pairs, strict=True)
    ]
    seen, flagged = gather(connection, _SEEN, since), gather(connection, _SCAMS, same)
    echoes: list[list[Echo]] = [[] for _ in looks]
    for (n, trace), (counts,), (known,) in zip(pairs, seen, flagged, strict=True):
        if counts.authors or known.scams:
            echo = Echo(
                kind=trace.kind,
                shown=trace.shown,
                authors=counts.authors,
                scenes=counts.scenes,
                platforms=counts.platforms,
                scams=known.scams,
            )
            echoes[n].append(echo)
    return echoes


def _same(look: Look, trace: Trace) -> dict[str, Any]:
    """What the others' traces of a kind are asked for by."""
    return {
        "platform_": look.platform,
        "author": look.author_id,
        "kind_": trace.kind,
        "digest_": trace.digest,
    }


def _scams(connection: Connection, looks: Iterable[Look]) -> dict[str, ScamCase]:
    ids = (scam_id(look.platform, look.author_id) for look in looks)
    return {row.id: scam_of(row) for row in select_in(connection, _FILES, ids)}


def _doors(
    connection: Connection, looks: Sequence[Look], askers: Iterable[Iterable[Asker]]
) -> Mapping[tuple[str, str, str], str]:
    """Where people can be written to in private, by platform, account ("" any) and author."""
    wanted = dict.fromkeys((look.platform, "", look.author_id) for look in looks)
    near = (each for row in askers for each in row)
    wanted |= dict.fromkeys((each.platform, each.account, each.author_id) for each in near)
    names = [{"platform_": p, "account_": a, "author": who} for p, a, who in wanted]
    found = gather(connection, DOOR, names)
    return {key: rows[0].address if rows else "" for key, rows in zip(wanted, found, strict=True)}
