"""`MemoryStore`: the reference implementation of the ports, for tests and for reading."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from core.actions import Outgoing
from core.case import Case, Move, promised
from core.casebook import Change
from core.corrections import Correction, Opinion, correction_of, following, traced
from core.deeds import Go, Say
from core.errors import NotYours
from storage import rules
from storage.api.memory import MemoryApi
from storage.audit.memory import MemoryAudit
from storage.doors.memory import MemoryDoors
from storage.links.memory import MemoryAccountLinks
from storage.memory.bulk import MemoryBulk
from storage.memory.composing import MemoryComposing
from storage.memory.glance import MemoryGlance
from storage.memory.guard import MemoryGuard
from storage.memory.incidents import MemoryIncidents
from storage.memory.numbers import MemoryNumbers
from storage.memory.retaining import MemoryRetention
from storage.memory.sealing import MemorySealing
from storage.memory.state import Note
from storage.service.promise_memory import MemoryService
from storage.team.memory import MemoryTeam


class MemoryStore(
    MemoryRetention,
    MemoryTeam,
    MemoryBulk,
    MemoryGlance,
    MemoryComposing,
    MemoryNumbers,
    MemoryService,
    MemoryDoors,
    MemoryApi,
    MemoryAudit,
    MemoryAccountLinks,
    MemoryIncidents,
    MemoryGuard,
    MemorySealing,
):
    """Keeps everything in dicts and forgets it all; one method is one transaction."""

    async def close(self) -> None:
        """Nothing to let go of."""

    def on_commit(self, heard: Callable[[int, float], None]) -> None:
        """Nothing is committed."""

    async def is_behind(self) -> bool:
        """There is no schema."""
        return False

    # CaseBook

    async def move_case(
        self, case_id: str, how: Move, agent: str, at: datetime, *, reason: str = ""
    ) -> Case:
        with self._transaction():
            deed = Go(case_id=case_id, by=agent, at=at, how=how, reason=reason)
            return self._do_go(self._unmerged(case_id), deed)

    async def answer(self, case_id: str, agent: str, outgoing: Sequence[Outgoing]) -> Case:
        with self._transaction():
            case, words = self._unmerged(case_id), tuple(outgoing)
            at = words[0].due_at if words else case.updated_at
            return self._do_say(case, Say(case_id=case_id, by=agent, at=at, outgoing=words))

    async def note(self, case_id: str, agent: str, text: str, at: datetime) -> None:
        with self._transaction():
            case = self._get(case_id)
            self._notes.append(Note(case_id, agent, text, at))
            self._decisions.append((case.conversation, rules.stepped("note", agent, at, "")))
            self._touch(case, "case")

    async def changes(self, after: int, *, limit: int = 200) -> Sequence[Change]:
        if len(self._log) <= after:
            try:
                async with asyncio.timeout(self.patience):
                    await self._bell.wait()
            except TimeoutError:
                return ()
        return self._log[after : after + limit]

    async def latest_change(self) -> int:
        """The number of the last change."""
        return len(self._log)

    # CorrectionBook

    async def correct(self, case_id: str, opinion: Opinion) -> Case:
        with self._transaction():
            case, key, known = self._get(case_id), opinion.message_key, self._corrected()
            judged = {
                each.message.key: self._verdicts[each.message.key]
                for each in self._entries(case.conversation, {"done", "dead"})
            }
            if key not in judged:
                raise NotYours(rules.GONE)
            about = judged.pop(key)
            correction = correction_of(about.message, about.verdict, known.get(key), opinion)
            if not correction.changes:
                return case
            self._corrections.append(correction)
            self.numbers.corrected(case, correction)
            self._decisions.append((case.conversation, traced(correction)))
            others = [
                known[name].after.urgency if name in known else each.verdict.urgency
                for name, each in judged.items()
                if self._judged_at[name] >= case.opened_at
            ]
            after = following(case, correction, others)
            after = promised(case, after, self.promises, correction.at)
            self._touch(case, "case")
            if after is not case:
                self._save(after)
            return after

    async def corrections(self) -> Sequence[Correction]:
        return [each for each in self._corrections if each.text]
