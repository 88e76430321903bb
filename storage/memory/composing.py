"""The reference memory's drafts, prepared answers, and answers that are taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from core import composing
from core.canned import Canned
from core.case import Case
from core.composing import Draft, TooLate
from core.errors import NotYours
from core.types import Platform
from storage.codec import us
from storage.composing import rules
from storage.memory.attachments import MemoryAttachments
from storage.service.promise_memory import MemoryService


class MemoryComposing(MemoryAttachments, MemoryService):
    """`Drafts`, `Recalls`, `CannedBook`."""

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[tuple[str, str, str], Draft] = {}
        self._canned: dict[str, list[Canned]] = {}

    async def drafts(self, case_id: str) -> Sequence[Draft]:
        here = [each for each in self._drafts.values() if each.case_id == case_id]
        return sorted(here, key=lambda each: each.saved_at, reverse=True)

    async def save_draft(self, draft: Draft) -> Draft:
        return self._put_draft(draft, composing.saved)

    async def sent_draft(self, draft: Draft) -> Draft:
        return self._put_draft(draft, composing.gone)

    def _put_draft(self, draft: Draft, rule: Callable[[Draft | None, Draft], Draft]) -> Draft:
        if draft.case_id not in self._cases:
            raise NotYours(f"there is no case {draft.case_id}")
        key = (draft.case_id, draft.agent, draft.box.value)
        self._drafts[key] = rule(self._drafts.get(key), draft)
        return self._drafts[key]

    async def drafted(self, agent: str) -> Sequence[str]:
        own = [each for each in self._drafts.values() if each.agent == agent]
        return sorted({each.case_id for each in own if each.text or each.aside})

    async def forget_drafts(self, before: datetime) -> int:
        kept = {key: each for key, each in self._drafts.items() if each.saved_at >= before}
        gone, self._drafts = len(self._drafts) - len(kept), kept
        return gone

    async def take_back(self, case_id: str, agent: str, key: str, at: datetime) -> Case:
        named = self._outbox.get(key)
        out = named.outgoing if named else None
        if named is None or out is None or (out.case_id, out.by) != (case_id, agent):
            raise NotYours("there is no such answer of yours")
        parts = [each for each in self._outbox.values() if each.answer == named.answer]
        if any(part.state != "pending" for part in parts):
            raise TooLate("the answer is on its way")
        with self._transaction():
            answered = parts[0].at
            for part in parts:
                part.settle("withdrawn", at, rules.TAKEN_BACK)
            self._free_files(each.outgoing.key for each in parts)
            return self._waiting_again(case_id, (agent, key), answered, at)

    def _waiting_again(
        self, case_id: str, who: tuple[str, str], answered: datetime, at: datetime
    ) -> Case:
        case = self._cases[case_id]
        after = rules.unanswered(case, answered, at)
        self._decisions.append((case.conversation, rules.called_back(*who, at)))
        self._touch(case, "outbox")
        if after is not case:
            self._save(after)
            self._run_on(case_id, answered, at)
        return after

    def _run_on(self, case_id: str, answered: datetime, at: datetime) -> None:
        """The promise that the answer had kept runs on; the one that began now is not one."""
        self._promises = [
            replace(each, ended_at=None, how="", by="")
            if (each.case_id, each.ended_at) == (case_id, answered)
            else each
            for each in self._promises
            if (each.case_id, us(each.since)) != (case_id, us(at))
        ]

    async def private_door(self, platform: Platform, account: str, author: str) -> str:
        return self._door(platform, account, author)

    async def canned(self, agent: str) -> Sequence[Canned]:
        latest = [each[-1] for each in self._canned.values()]
        seen = [e for e in latest if e.owner in {"", agent} and not e.dropped]
        return sorted(seen, key=lambda each: (each.name, each.id))

    async def canned_versions(self, identity: str) -> Sequence[Canned]:
        return self._canned.get(identity, [])[::-1]

    async def keep_canned(self, canned: Canned) -> Canned:
        past = self._canned.get(canned.id, [])
        made = rules.next_version(past[-1] if past else None, canned)
        others = [e for e in await self.canned(made.owner) if e.id != made.id]
        if not made.dropped and made.name in {each.name for each in others}:
            raise NotYours(rules.NAME_TAKEN)
        self._canned[made.id] = [*past, made]
        self._decisions.append(("", rules.edited(made)))
        return made
