"""`MemoryStore`: the reference implementation of the ports, for tests and for reading."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.actions import Outgoing
from core.case import Case, Move, move, promised
from core.casebook import Change
from core.corrections import Correction, Opinion, correction_of, following, traced
from core.errors import NotYours
from storage import rules
from storage.account_link_memory import MemoryAccountLinks
from storage.api_memory import MemoryApi
from storage.audit_memory import MemoryAudit
from storage.doors_memory import MemoryDoors
from storage.memory_bulk import MemoryBulk
from storage.memory_composing import MemoryComposing
from storage.memory_guard import MemoryGuard
from storage.memory_incidents import MemoryIncidents
from storage.memory_numbers import MemoryNumbers
from storage.memory_state import Note
from storage.promise_memory import MemoryService
from storage.team_memory import MemoryTeam


class MemoryStore(
    MemoryTeam,
    MemoryBulk,
    MemoryComposing,
    MemoryNumbers,
    MemoryService,
    MemoryDoors,
    MemoryApi,
    MemoryAudit,
    MemoryAccountLinks,
    MemoryIncidents,
    MemoryGuard,
):
    """Keeps everything in dicts and forgets it all; one method is one transaction."""

    async def close(self) -> None:
        """Nothing to let go of."""

    # CaseBook

    async def move_case(
        self, case_id: str, how: Move, agent: str, at: datetime, *, reason: str = ""
    ) -> Case:
        with self._transaction():
            before = self._unmerged(case_id)
            after = rules.moved(before, how, agent, at, reason=reason)
            after = promised(before, after, self.promises, at)
            self._save(after)
            trace = rules.stepped(how.value, agent, at, reason)
            self._decisions.append((after.conversation, trace))
            if how is Move.CLAIM:
                self._silence(after, at)
            if how is Move.RESOLVE:
                self._outcomes[case_id] = reason
            return after

    async def answer(self, case_id: str, agent: str, outgoing: Sequence[Outgoing]) -> Case:
        with self._transaction():
            case = self._unmerged(case_id)
            rules.answering(case, agent)
            fresh = [
                replace(each, by=agent, case_id=case_id)
                for each in outgoing
                if each.key not in self._outbox
            ]
            if not fresh:
                return case
            at = fresh[0].due_at
            after = move(case, Move.ANSWER, at=at) if rules.speaks(fresh) else case
            self._silence(case, at)
            self._queue(fresh, (), at)
            self._decisions += [(case.conversation, rules.acted(each)) for each in fresh]
            self._touch(case, "outbox")
            if after is not case:
                self._save(after)
            return after

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
