"""What an agent says against the desk: another intent, urgency or tone, a scam or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Response

from console.pages.acts import Filled, Refusal, again, done
from console.pages.case import load
from console.view import conversation
from console.visit import Notes, Visit
from core.casebook import CaseFile
from core.corrections import Marks, Opinion, corrected
from core.errors import NotYours
from core.triage.labels import INTENTS
from core.types import Sentiment, Urgency

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The form below a message."""

    line: str
    intent: str
    urgency: Urgency
    sentiment: Sentiment
    scam: bool


def said(
    line: Annotated[str, Form()],
    intent: Annotated[str, Form()],
    urgency: Annotated[Urgency, Form()],
    sentiment: Annotated[Sentiment, Form()],
    scam: Annotated[bool, Form()],
) -> Said:
    """Read the form; codes that the page does not offer are refused."""
    if intent not in INTENTS:
        raise HTTPException(400)
    return Said(line=line, intent=intent, urgency=urgency, sentiment=sentiment, scam=scam)


@router.post("/case/{case_id}/correct")
async def correct(
    case_id: str, visit: Notes, filled: Filled, said: Annotated[Said, Depends(said)]
) -> Response:
    """Keep what the agent says of one message; whoever may leave notes may."""
    file = await load(visit, case_id, filled.before)
    try:
        await _keep(visit, file, said)
    except Refusal as refusal:
        return await again(visit, case_id, filled, refusal)
    return await done(visit, case_id, filled, "correct")


async def _keep(visit: Visit, file: CaseFile, said: Said) -> None:
    opinion = Opinion(
        message_key=said.line,
        intent=said.intent,
        urgency=said.urgency,
        sentiment=said.sentiment,
        scam=said.scam,
        by=visit.agent.id,
        at=visit.now,
    )
    marks = _marks(file, said.line)
    if marks and corrected(marks, opinion) == marks:
        raise Refusal(422, visit.texts("correct.same"))
    try:
        await visit.services.corrections.correct(file.case.id, opinion)
    except NotYours:
        raise Refusal(409, visit.texts("correct.gone")) from None


def _marks(file: CaseFile, key: str) -> Marks | None:
    """The labels that the page shows for a message."""
    entries = conversation(file.lines, ())
    return next((each.marks for each in entries if each.line.key == key), None)
