"""What follows when a promise is about to be broken, or is: the moderators hear of it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.actions import BOT, Outgoing, Purpose
from core.case import promised
from core.caseflow import rung
from core.house import House
from core.ports import Decision, Timer, Turn, TurnResult
from core.service.paging import named
from core.types import Urgency

# A room that hears of everything hears nothing.
TOLD = frozenset({Urgency.P0, Urgency.P1})
SOON = "nobody has answered yet, and the promise runs out"


def rang(timer: Timer, house: House, now: datetime) -> TurnResult:
    """What follows from a timer."""
    if timer.kind == "case_warn":
        return _warned(timer, house, now)
    result = rung(timer, now)
    if result.case:
        case = promised(timer.case, result.case, house.service.promises, now)
        result = replace(result, case=case)
    if timer.kind == "case_due":
        result = replace(result, outgoing=_told(timer, house, now))
    return result


def _warned(timer: Timer, house: House, now: datetime) -> TurnResult:
    case = timer.case
    turn = Turn(conversation=case.conversation, version=-1, fresh=(), case=case)
    soon = Decision(message_key="", act="due_soon", reason=SOON, by=BOT, at=now)
    told = _told(timer, house, now)
    return TurnResult(turn=turn, decisions=(soon,), outgoing=told, supersede=False)


def _told(timer: Timer, house: House, now: datetime) -> tuple[Outgoing, ...]:
    room, case = house.room(timer.case.platform), timer.case
    if room is None or case.priority not in TOLD:
        return ()
    phrase = "mod_page_soon" if timer.kind == "case_warn" else "mod_page_late"
    return (
        Outgoing(
            key=f"promise:{timer.key}",
            platform=room.platform,
            account=room.account,
            conversation=f"room:{room.platform}:{room.address}",
            address=room.address,
            due_at=now,
            purpose=Purpose.REPORT,
            text=house.library.phrase(phrase, room.language, **named(case)),
            markdown=True,
        ),
    )
