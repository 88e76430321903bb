"""Erasures as rows: asked for, carried on, done; what names the person is gone with the end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from core.privacy.rights import ASKED, ERASED, Erasure, Identity, Stage, UnderHold, act
from core.types import Platform
from storage import tables as t
from storage.audit import acts as audit
from storage.codec import maybe_us, maybe_when, us, when
from storage.engine.dialect import AnyRow, add, execute
from storage.engine.work import Work
from storage.privacy import holding as privacy_holding
from storage.privacy.places import Spot

_E = t.erasure
_ALL = select(_E).order_by(_E.c.id.desc())
_ONE = select(_E).where(_E.c.id == bindparam("number"))
_RUNNING = _ALL.where(_E.c.stage != Stage.DONE.value)
_ASK = insert(_E).returning(_E.c.id)
_KEEP = update(_E).where(_E.c.id == bindparam("number"))
_WRITE = add(t.decision)
UNDER_HOLD = "legal hold {number} covers it: {reason}"
AT_WORK = (Stage.ASKED, Stage.ERASING)
WORDS = "erasure {number}: {texts} texts in {places} conversations"


@dataclass(frozen=True, slots=True)
class Job:
    """An erasure with what it has still to do: places, and names to look for."""

    erasure: Erasure
    spots: tuple[Spot, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def is_through(self) -> bool:
        """Whether every place was dealt with."""
        return self.erasure.position >= len(self.spots)


@dataclass(frozen=True)
class Finish:
    """The bytes of an erasure are gone."""

    number: int
    at: datetime


def erasures(connection: Connection) -> Sequence[Erasure]:
    """All that ever were, the newest first."""
    return [_job_of(row).erasure for row in connection.execute(_ALL)]


def job(connection: Connection, number: int) -> Job | None:
    """One of them."""
    row = connection.execute(_ONE, {"number": number}).first()
    return _job_of(row) if row else None


def keep(connection: Connection, kept: Job) -> Job:
    """It is this far now."""
    row = _row(kept)
    connection.execute(_KEEP.values(row), {"number": kept.erasure.number})
    return kept


def why_held(connection: Connection, identities: Sequence[Identity]) -> str:
    """Which hold covers these people; "" where none does."""
    found = privacy_holding.holds_over(connection, identities)
    return UNDER_HOLD.format(number=found[0].number, reason=found[0].reason) if found else ""


def _ask(connection: Connection, erasure: Erasure) -> Erasure:
    held = why_held(connection, erasure.identities)
    if held and erasure.until is None:
        raise UnderHold(held)
    for row in connection.execute(_RUNNING):
        known = _job_of(row).erasure
        if set(known.digests) == set(erasure.digests) and known.until == erasure.until:
            return known
    fresh = replace(erasure, stage=Stage.ASKED, held=held)
    number = connection.execute(_ASK, _row(Job(fresh))).scalar_one()
    told = act(ASKED, erasure.by, erasure.asked_at, f"erasure {number}")
    execute(connection, _WRITE, [audit.row_of(told)])
    return replace(fresh, number=number)


def _finish(connection: Connection, finish: Finish) -> Erasure:
    found = job(connection, finish.number)
    if found is None or found.erasure.stage is not Stage.CLEANING:
        raise ValueError(f"erasure {finish.number} is not being cleaned")
    before = found.erasure
    done = replace(before, stage=Stage.DONE, done_at=finish.at, held="")
    keep(connection, Job(done))
    words = WORDS.format(number=before.number, texts=before.texts, places=before.places)
    execute(connection, _WRITE, [audit.row_of(act(ERASED, before.by, finish.at, words))])
    return done


def _row(kept: Job) -> dict[str, Any]:
    erasure = kept.erasure
    body = {
        "identities": [[each.platform, each.author_id] for each in erasure.identities],
        "spots": [[each.conversation, each.own] for each in kept.spots],
        "names": list(kept.names),
    }
    return {
        "digests": json.dumps(list(erasure.digests)),
        "stage": erasure.stage.value,
        "by": erasure.by,
        "asked_at": us(erasure.asked_at),
        "until": maybe_us(erasure.until),
        "done_at": maybe_us(erasure.done_at),
        "texts": erasure.texts,
        "places": erasure.places,
        "position": erasure.position,
        "held": erasure.held,
        # What comes after this is written while the file is cleaned, or later.
        "body": json.dumps(body) if erasure.stage in AT_WORK else "",
    }


def _job_of(row: AnyRow) -> Job:
    body = json.loads(row.body or "{}")
    return Job(
        erasure=Erasure(
            number=row.id,
            identities=tuple(Identity(Platform(p), a) for p, a in body.get("identities", ())),
            digests=tuple(json.loads(row.digests)),
            stage=Stage(row.stage),
            by=row.by,
            asked_at=when(row.asked_at),
            until=maybe_when(row.until),
            done_at=maybe_when(row.done_at),
            texts=row.texts,
            places=row.places,
            position=row.position,
            held=row.held,
        ),
        spots=tuple(Spot(name, bool(own)) for name, own in body.get("spots", ())),
        names=tuple(body.get("names", ())),
    )


ASK, FINISH = Work(_ask), Work(_finish)
