"""How far a platform was read, and who was seen there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from core.types import Author, Checkpoint, Platform, Sighting
from storage import names
from storage import tables as t
from storage.codec import scrubbed, us, when
from storage.engine.dialect import AnyRow, execute, replace_all

_KEEP, _SEE = replace_all(t.checkpoint), replace_all(t.sighting)
_MARKS = select(t.checkpoint).where(t.checkpoint.c.platform == bindparam("platform_"))
_SEEN = (
    select(t.sighting)
    .where(t.sighting.c.platform == bindparam("platform_"))
    .order_by(t.sighting.c.seen_at.desc(), t.sighting.c.author_id)
)


def keep_up(connection: Connection, news: Sequence[Checkpoint | Sighting]) -> None:
    """The last word on each thing is what stays."""
    marks = {(a.platform, a.name): a for a in news if isinstance(a, Checkpoint)}
    execute(connection, _KEEP, [_mark_row(each) for each in marks.values()])
    seen = {
        (a.platform, a.account, a.address, a.author.id): a for a in news if isinstance(a, Sighting)
    }
    execute(connection, _SEE, [_sighting_row(each) for each in seen.values()])
    names.see(connection, [each for each in news if isinstance(each, Sighting)])


def checkpoints(connection: Connection, platform: Platform) -> Mapping[str, str]:
    """Every mark of a platform, by name."""
    rows = connection.execute(_MARKS, {"platform_": platform})
    return {row.name: row.value for row in rows}


def sightings(connection: Connection, platform: Platform) -> Sequence[Sighting]:
    """Everybody seen on a platform, the latest first."""
    return [_sighting(row) for row in connection.execute(_SEEN, {"platform_": platform})]


def _mark_row(mark: Checkpoint) -> dict[str, Any]:
    return {
        "platform": mark.platform,
        "name": mark.name,
        "account": mark.account,
        "value": mark.value,
    }


def _sighting_row(sighting: Sighting) -> dict[str, Any]:
    clean = scrubbed(sighting)
    return {
        "platform": clean.platform,
        "account": clean.account,
        "address": clean.address,
        "author_id": clean.author.id,
        "handle": clean.author.handle,
        "name": clean.author.name,
        "bio": clean.author.bio,
        "why": clean.why,
        "seen_at": us(clean.seen_at),
    }


def _sighting(row: AnyRow) -> Sighting:
    author = Author(id=row.author_id, handle=row.handle, name=row.name, bio=row.bio)
    return Sighting(
        platform=Platform(row.platform),
        account=row.account,
        address=row.address,
        author=author,
        why=row.why,
        seen_at=when(row.seen_at),
    )
