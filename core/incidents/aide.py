"""Answers what an incident's approved text answers, once a person; see `core/aides.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.actions import Action, Ignore
from core.incidents.heard import heard_of
from core.incidents.incident import Incident
from core.incidents.match import Match, best_match, is_open_question, may_be_told
from core.incidents.ports import IncidentBook, Word
from core.incidents.telling import informing
from core.ports import Turn
from core.types import Message, Verdict

# Whoever comes back with the same more often than this is somebody's business, not an echo.
PATIENT = 3


@dataclass(slots=True, kw_only=True)
class IncidentAide:
    """An `Aide`; `open` are the incidents as the watch last saw them."""

    book: IncidentBook
    least: float
    open: Sequence[Incident] = ()

    def wants(self, message: Message, verdict: Verdict) -> bool:  # noqa: ARG002 - the port's
        return self._match(verdict) is not None

    async def consider(
        self,
        turn: Turn,
        message: Message,
        verdict: Verdict,
        now: datetime,  # noqa: ARG002 - the port's
    ) -> tuple[Action, ...]:
        match = self._match(verdict)
        if match is None or not may_be_told(turn, message, verdict):
            return ()
        incident = match.incident
        told = await self.book.tell(incident.id, heard_of(message, verdict))
        if told is None or told.times > PATIENT:
            return ()
        if told.first:
            return (informing(incident, Word.NEWS, verdict.labels.language, message.leg),)
        return (Ignore(reason=f"was told of “{incident.title}” and waits with it"),)

    def _match(self, verdict: Verdict) -> Match | None:
        speaking = [each for each in self.open if each.speaks]
        if not speaking or not is_open_question(verdict):
            return None
        match = best_match(speaking, verdict)
        return match if match and match.score >= self.least else None
