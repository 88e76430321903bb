"""What both memories agree on about incidents: who was told, whose case waits. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.actions import BOT
from core.case import Case, Holder, Move, can, move
from core.errors import Outdated
from core.incidents.heard import Heard, Series
from core.incidents.incident import WAITS_WITH, Incident
from core.incidents.ports import Announcement, Tally, Told, Word
from core.ports import Decision

HOUR = timedelta(hours=1)
# How long the hours of earlier weeks are kept: as far back as `core/incidents/surge.py` looks.
KEPT_HOURS = timedelta(weeks=8, hours=26)
# A case that waits for an incident wants looking at after this long, however it stands.
WAITS = timedelta(hours=12)
OVER = "the incident “{title}” is over, and its author was told"
# The series that only says that the desk listened.
LISTENED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A row of who asked: `told_stem` is the message whose answer told him, empty for a notice."""

    incident_id: str
    heard: Heard
    times: int = 1
    told_at: datetime | None = None
    told_stem: str = ""
    cleared_at: datetime | None = None


def name_of(series: Series) -> str:
    """A series in one column."""
    return "|".join(series)


def series_of(name: str) -> Series:
    """The series behind its name."""
    return Series(*name.split("|"))


def hour_of(at: datetime) -> datetime:
    """The whole hour that a moment lies in."""
    return at.replace(minute=0, second=0, microsecond=0)


def latest_of_each(asked: Iterable[Heard]) -> dict[str, Heard]:
    """Where each person asked last."""
    return {each.person: each for each in sorted(asked, key=lambda each: (each.at, each.stem))}


def must_follow(before: Incident | None, after: Incident) -> None:
    """Raises Outdated unless the one is what the other was changed from, or is it still."""
    if before == after:
        return
    expected = 0 if before is None else before.version + 1
    if after.version != expected:
        raise Outdated(f"the incident {after.title!r} was changed meanwhile")


def told(before: Asker | None, incident_id: str, heard: Heard) -> tuple[Asker, Told]:
    """The row after somebody asked what is answered, and whether this message is the one."""
    if before is None or before.told_at is None:
        row = Asker(incident_id=incident_id, heard=heard, told_at=heard.at, told_stem=heard.stem)
        return row, Told(first=True, times=1)
    if before.told_stem == heard.stem:
        return before, Told(first=True, times=before.times)
    again = before.heard.stem != heard.stem
    where = replace(before.heard, stem=heard.stem)
    row = replace(before, heard=where, times=before.times + again)
    return row, Told(first=False, times=row.times)


def heard_word(row: Asker, word: Word, at: datetime) -> Asker:
    """The row after an announcement reached him."""
    if word is Word.NEWS:
        return replace(row, told_at=row.told_at or at)
    return replace(row, cleared_at=row.cleared_at or at)


def moved_into(row: Asker, own: Asker | None, into: str) -> Asker:
    """The row of somebody whose incident became part of another."""
    if own is None:
        return replace(row, incident_id=into)
    told_at, told_stem = row.told_at, row.told_stem
    if own.told_at is None and told_at is not None:
        return replace(own, told_at=told_at, told_stem=told_stem)
    return own


def tally(rows: Iterable[Asker]) -> Tally:
    """How many asked, were told, heard that it is over."""
    rows = list(rows)
    return Tally(
        asked=len(rows),
        told=sum(each.told_at is not None for each in rows),
        cleared=sum(each.cleared_at is not None for each in rows),
    )


def case_with(case: Case | None, announcement: Announcement) -> tuple[Case, Decision] | None:
    """What an announcement does to a case that no agent holds; None where it stays as it is."""
    if case is None or not case.is_open or case.held_by is Holder.AGENT:
        return None
    incident, at = announcement.incident, announcement.trace.at
    waiting = incident.waiting
    if announcement.word is Word.NEWS:
        if case.held_by is not Holder.QUEUE or case.reason == waiting:
            return None
        due = max(case.due_at, at + WAITS)
        after = replace(case, due_at=due, reason=waiting, updated_at=at, version=case.version + 1)
        return after, Decision(message_key="", act="defer", reason=waiting, by=BOT, at=at)
    if not case.reason.startswith(WAITS_WITH) or not can(case, Move.RESOLVE):
        return None
    over = OVER.format(title=incident.title)
    after = replace(move(case, Move.RESOLVE, at=at), reason=over)
    return after, Decision(message_key="", act=Move.RESOLVE.value, reason=over, by=BOT, at=at)
