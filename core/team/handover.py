"""What a colleague has to know of a case: made of what the desk knows, nothing guessed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.case import Status
from core.casebook import CaseFile, Line

MESSAGE, NOTE, SAY = "message", "note", "say"
# Of the last words of each side, and of each note.
LONGEST = 240
MOST_NOTES = 3
# States of our own words that their reader has, or surely will.
_HEARD = ("sent", "sending", "pending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that was collected."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The facts of a case for whoever goes on with it; empty where there is nothing to say."""

    topic: str
    subject: str
    status: Status
    facts: tuple[Fact, ...]
    theirs: str
    theirs_at: datetime | None
    ours: str
    ours_at: datetime | None
    promised_until: datetime | None
    snoozed_until: datetime | None
    notes: tuple[str, ...]
    missing: tuple[str, ...]


def summary(file: CaseFile) -> Summary:
    """What the desk knows of a case now."""
    case, talk = file.case, file.dialogue
    theirs = _last(line for line in file.lines if line.kind == MESSAGE and line.text)
    ours = _last(line for line in file.lines if line.kind == SAY and line.state in _HEARD)
    facts = talk.facts.items() if talk else ()
    waits = case.status in (Status.NEW, Status.OPEN)
    notes = [line.text for line in file.lines if line.kind == NOTE]
    return Summary(
        topic=case.intent,
        subject=case.subject,
        status=case.status,
        facts=tuple(Fact(kind=kind, values=fact.values) for kind, fact in facts),
        theirs=short(theirs.text) if theirs else "",
        theirs_at=theirs.at if theirs else None,
        ours=short(ours.text) if ours else "",
        ours_at=ours.at if ours else None,
        promised_until=case.due_at if waits else None,
        snoozed_until=case.snoozed_until,
        notes=tuple(map(short, notes[-MOST_NOTES:])),
        missing=talk.missing if talk and talk.waits else (),
    )


def short(text: str) -> str:
    """One line, cut where it gets long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _last(lines: Iterable[Line]) -> Line | None:
    return max(lines, key=lambda line: line.at, default=None)
