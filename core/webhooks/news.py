"""What webhooks are told: how changes of cases, messages, scams and incidents become events. Pure.

Nothing here names a person: texts are covered, authors are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from core.case import Case
from core.incidents.incident import Incident
from core.personal import masked
from core.protection import ScamCase, ScamStatus
from core.service.books import Scored
from core.types import Message
from core.webhooks.kinds import Event, Happening, Told

# Messages are asked for again from so long before the last one, in case one was kept a little late.
OVERLAP = timedelta(minutes=1)

_OPEN, _DONE = "open", "done"
Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stood when it was told of: whether it was open, who held it, its last message."""

    is_open: bool
    agent: str
    heard_at: datetime

    def __str__(self) -> str:
        return f"{_OPEN if self.is_open else _DONE}|{stamp(self.heard_at)}|{self.agent}"


def standing_of(text: str) -> Standing:
    """How a case stood, as it was kept."""
    state, heard, agent = text.split("|", 2)
    return Standing(state == _OPEN, agent, datetime.fromisoformat(heard))


def heard_since(before: str, case: Case, since: datetime) -> datetime:
    """From when on messages of a case may not have been told yet."""
    if not before:
        return max(case.opened_at, since)
    return max(case.opened_at, standing_of(before).heard_at - OVERLAP)


def of_case(
    before: str, case: Case, heard: Sequence[Message], since: datetime
) -> tuple[list[Happening], Told]:
    """What happened to a case since it was told of; `heard` are its messages since then.

    A case's first messages belong to its opening; what follows is told by itself. What was opened
    before `since`, when telling began, is not told as new.
    """
    was = (
        standing_of(before) if before else Standing(is_open=True, agent="", heard_at=case.opened_at)
    )
    now = Standing(
        case.is_open,
        case.agent or "",
        max([was.heard_at, *(each.received_at for each in heard)]),
    )
    events = [] if before or case.opened_at < since else [Event.CASE_OPENED]
    if now.is_open and not was.is_open:
        events.append(Event.CASE_REOPENED)
    told = [_of_case(each, case) for each in events]
    told += [_of_message(each, case) for each in heard]
    if now.agent and now.agent != was.agent:
        told.append(_of_case(Event.CASE_ASSIGNED, case))
    if was.is_open and not now.is_open:
        told.append(_of_case(Event.CASE_RESOLVED, case))
    return told, Told(subject=f"case:{case.id}", lane=case.conversation, state=str(now))


def of_scam(scam: ScamCase) -> Happening | None:
    """A scam case that people confirmed; a second confirmation is another event."""
    if scam.status is not ScamStatus.CONFIRMED or scam.decided_at is None:
        return None
    data = {
        "scam": {
            "id": scam.id,
            "platform": scam.platform,
            "level": scam.level.value,
            "score": round(scam.score, 4),
            "kinds": list(scam.kinds),
            "messages": scam.messages,
            "warned": scam.warned,
            "confirmed_by": scam.agent,
        }
    }
    subject = (f"scam:{scam.id}", stamp(scam.decided_at))
    return _happening(Event.SCAM_CONFIRMED, subject, scam.decided_at, data)


def of_incidents(
    before: Mapping[str, str], incidents: Iterable[Incident]
) -> tuple[list[Happening], list[Told]]:
    """Those that changed since they were told of."""
    events, told = [], []
    for each in incidents:
        subject, state = f"incident:{each.id}", str(each.version)
        if before.get(subject) == state:
            continue
        data = {"incident": incident_data(each)}
        events.append(_happening(Event.INCIDENT_CHANGED, (subject, state), each.updated_at, data))
        told.append(Told(subject=subject, lane=subject, state=state))
    return events, told


def of_rating(scored: Scored) -> Happening:
    """A score; what its author wrote stays in the desk."""
    rating = scored.rating
    data = {
        "rating": {
            "case": rating.case_id,
            "score": rating.score,
            "best": 5,
            "agent": rating.agent,
            "by_bot": scored.by_bot,
            "topic": rating.intent,
        }
    }
    subject = (rating.conversation, f"{rating.case_id}:{rating.key}:{rating.score}")
    return _happening(Event.RATING_GIVEN, subject, rating.at, data)


def case_data(case: Case) -> dict[str, object]:
    """A case as programs are told of it, without its author."""
    return {
        "id": case.id,
        "platform": case.platform,
        "status": case.status.value,
        "held_by": case.held_by.value,
        "agent": case.agent,
        "priority": case.priority.value,
        "topic": case.intent,
        "language": case.language,
        "leg": case.leg.value,
        "risk": case.risk,
        "opened_at": stamp(case.opened_at),
        "updated_at": stamp(case.updated_at),
        "due_at": stamp(case.due_at),
        "version": case.version,
    }


def incident_data(incident: Incident) -> dict[str, object]:
    """An incident as programs are told of it."""
    return {
        "id": incident.id,
        "title": masked(incident.title),
        "phase": incident.phase.value,
        "topics": list(incident.topics),
        "coins": list(incident.coins),
        "opened_at": stamp(incident.opened_at),
        "updated_at": stamp(incident.updated_at),
        "version": incident.version,
    }


def message_id(key: str) -> str:
    """How programs name a message: not by the platform's own id, which may be a person's."""
    return f"m_{_short(key)}"


def stamp(at: datetime) -> str:
    """RFC 3339, in UTC, with microseconds only where there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _of_case(event: Event, case: Case) -> Happening:
    subject = (case.conversation, f"{case.id}:{case.version}")
    return _happening(event, subject, case.updated_at, {"case": case_data(case)})


def _of_message(message: Message, case: Case) -> Happening:
    data = {
        "case": case.id,
        "message": {
            "id": message_id(message.key),
            "platform": message.platform,
            "leg": message.leg.value,
            "version": message.version,
            "received_at": stamp(message.received_at),
            "text": masked(message.text),
        },
    }
    subject = (case.conversation, message.key)
    return _happening(Event.MESSAGE_RECEIVED, subject, message.received_at, data)


def _happening(event: Event, subject: tuple[str, str], at: datetime, data: Data) -> Happening:
    """`subject` is the lane, and what makes the event this one and no other."""
    lane, which = subject
    body = {"type": event.value, "timestamp": stamp(at), "data": data}
    return Happening(
        id=f"evt_{_short(f'{event}|{lane}|{which}')}",
        event=event,
        lane=lane,
        body=json.dumps(body, ensure_ascii=True, separators=(",", ":")),
        at=at,
    )


def _short(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
