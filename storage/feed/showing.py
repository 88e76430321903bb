"""How the memory shows itself: lines of a case, rows and counts of the feed, a turn's history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from core.actions import Kind, Outgoing
from core.attaching import shown
from core.case import Case, Holder, Status
from core.casebook import Line
from core.types import Leg, Message, Urgency, Utterance, Verdict
from storage.codec import speaker, us

HISTORY = 20  # utterances before a turn
SNIPPET = 140  # characters of the last message in a line of the feed
MOST_ROWS = 500  # of a page
ASLEEP = "~"  # behind every letter and digit
FINAL = 1_000  # the version of a note as it stands

VIEWS = ("open", "mine", "queue", "bot", "resolved")


def counts(totals: Mapping[str, int], agent: str) -> dict[str, int]:
    """How many cases each view holds for this agent, and how many open ones each priority."""
    result = dict.fromkeys((*VIEWS, *(each.value for each in Urgency)), 0)
    for name, value in totals.items():
        if not name.startswith("case:"):
            continue
        _, status, holder, priority = name.split(":")
        for view in _views(status, holder, priority):
            result[view] += value
    return result | {"mine": totals.get(f"agent:{agent}", 0)}


def case_totals(totals: Mapping[str, int]) -> dict[str, int]:
    """Those of the running totals that count cases."""
    kinds = ("case:", "open:", "done:", "agent:")
    return {name: n for name, n in totals.items() if name.startswith(kinds) and n}


def _views(status: str, holder: str, priority: str) -> Iterable[str]:
    if status == Status.RESOLVED:
        return ("resolved",)
    return ("open", priority, *(() if holder == Holder.AGENT else (holder,)))


def snippet(text: str) -> str:
    """One line of the feed."""
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1] + "…"


def place_of(case: Case) -> tuple[str, int, str]:
    """Where in the feed a case stands: one that sleeps is behind all others until it wakes."""
    asleep = ASLEEP if case.status is Status.SNOOZED else ""
    return (asleep + case.priority.value, us(case.due_at), case.id)


def feed_key(case: Case) -> str:
    """Where a page ends."""
    return "|".join(map(str, place_of(case)))


def feed_place(after: str) -> tuple[str, int, str]:
    """Where a page starts; anything that is no key means the beginning."""
    priority, due, *rest = [*after.split("|", 2), "", ""]
    return (priority, int(due), rest[0]) if due.isdecimal() else ("", 0, "")


def history(lines: Iterable[Utterance]) -> tuple[Utterance, ...]:
    """The last utterances, oldest first; what was given first goes first among equals."""
    return tuple(sorted(lines, key=lambda each: each.at)[-HISTORY:])


def heard(message: Message, verdict: Verdict | None, state: str, error: str) -> Line:
    """A version of a message, with what became of it in the queue."""
    return Line(
        kind="message",
        at=message.received_at,
        by=speaker(message.author),
        text=message.text,
        leg=message.leg,
        state=state,
        why=error,
        key=message.key,
        native_id=message.id,
        version=message.version,
        verdict=verdict,
        secrets=tuple(dict.fromkeys(secret.kind for secret in message.secrets)),
        attachments=message.attachments,
    )


def said(outgoing: Outgoing, at: datetime, fate: tuple[str, str, str]) -> Line:
    """One of our sends; `fate` is its state, why, and the platform's id of it."""
    state, why, remote_id = fate
    file = outgoing.kind is Kind.FILE
    return Line(
        kind=outgoing.kind.value,
        at=at,
        by=outgoing.by,
        text="" if file else outgoing.text or outgoing.target or "",
        leg=outgoing.leg,
        state=state,
        why=why,
        key=outgoing.key,
        native_id=remote_id,
        purpose=outgoing.purpose.value,
        model=outgoing.model,
        attachments=(shown(outgoing),) if file else (),
    )


def noted(number: int, agent: str, text: str, at: datetime) -> Line:
    """A word among agents."""
    key = f"note:{number}"
    return Line(kind="note", at=at, by=agent, text=text, leg=Leg.PRIVATE, key=key, native_id=key)


def edits_of(notes: Mapping[int, Line], edits: Iterable[tuple[int, str]]) -> list[Line]:
    """What notes said before they were changed, given (note, words), oldest first."""
    versions: dict[int, int] = {}
    lines = []
    for number, words in edits:
        if number in notes:
            versions[number] = versions.get(number, 0) + 1
            note = notes[number]
            lines.append(replace(note, text=words, version=versions[number] - FINAL))
    return lines


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Oldest first; what was given first goes first among equals."""
    return tuple(sorted(lines, key=lambda line: line.at))
