"""The reference memory's audit: the acts, and the seals over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from secrets import token_hex

from core.actions import BOT
from core.audit import Act, ActPage, Link, Seal, Wish
from core.audit_chain import LOOK_BACK, emptied, erasing, seal
from core.ports import Decision
from storage.audit.acts import NOWHERE
from storage.audit.sealing import MOST_UNSEALED, SALT_BYTES
from storage.audit.trail import EVERYBODY_ELSE, MOST
from storage.memory.state import State


class MemoryAudit(State):
    """`Audit`; an act's number is its place in the list."""

    def __init__(self) -> None:
        super().__init__()
        self._seals: dict[int, Seal] = {}
        self._act_cases: dict[int, str] = {}

    async def audit(self, decision: Decision) -> None:
        self._decisions.append((NOWHERE, decision))

    async def acts(self, wish: Wish) -> ActPage:
        limit = min(max(wish.limit, 1), MOST)
        found = [each for each in reversed(self._all_acts()) if _wanted(each, wish)]
        page = tuple(found[:limit])
        return ActPage(acts=page, before=page[-1].number if len(found) > limit else None)

    async def erase_acts(self, conversation: str, by: str, at: datetime) -> int:
        here = [each for each in self._all_acts() if each.conversation == conversation != NOWHERE]
        for each in here:
            self._decisions[each.number - 1] = (NOWHERE, emptied(each).decision)
            if each.number in self._seals:
                self._seals[each.number] = replace(self._seals[each.number], salt="")
        if here:
            await self.audit(erasing((each.number for each in here), by, at))
        return len(here)

    async def seal_acts(self, now: datetime, *, limit: int) -> int:
        floor = max(self._seals, default=0) - LOOK_BACK
        bare = [e for e in self._all_acts() if e.number > floor and e.number not in self._seals]
        for each in bare[:limit]:
            made = seal(each, await self.chain_head(), now, token_hex(SALT_BYTES))
            self._seals[each.number] = made
        return len(bare[:limit])

    async def chain_head(self) -> Seal | None:
        return max(self._seals.values(), key=lambda each: each.number, default=None)

    async def chain(self, after: int, *, limit: int) -> Sequence[Link]:
        acts = {each.number: each for each in self._all_acts()}
        seals = sorted(self._seals.values(), key=lambda each: each.number)
        later = [each for each in seals if each.number > after]
        return [Link(seal=each, act=acts.get(each.act)) for each in later[:limit]]

    async def unsealed(self) -> Sequence[int]:
        passed = range(1, max(self._seals, default=1))
        return [number for number in passed if number not in self._seals][:MOST_UNSEALED]

    def _all_acts(self) -> list[Act]:
        return [
            Act(
                number=number,
                decision=decision,
                conversation=conversation,
                case_id=self._act_cases.setdefault(number, self._case_named(conversation)),
            )
            for number, (conversation, decision) in enumerate(self._decisions, start=1)
        ]

    def _case_named(self, conversation: str) -> str:
        case = self._case_of(conversation) if conversation else None
        return case.id if case else ""


def _wanted(act: Act, wish: Wish) -> bool:
    decision = act.decision
    people = decision.by != BOT if wish.by == EVERYBODY_ELSE else decision.by == wish.by
    return all(
        (
            not wish.by or people,
            decision.act.startswith(wish.act),
            not wish.case_id or act.case_id == wish.case_id,
            wish.since is None or decision.at >= wish.since,
            wish.before is None or act.number < wish.before,
        )
    )
