"""Gives waiting cases to people, and takes back what nobody looks after. One owner at a time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from core.access import Permission, may
from core.case import Case, Holder, Status
from core.casebook import Agent
from core.errors import StorageUnavailable
from core.ports import Clock
from core.tables.team import TeamTable
from core.team.assign import Candidate, Pick, Waiting, assign
from core.team.book import Assignment, Dealing, Dealt, Fate, Mode, Roster
from core.team.presence import availability
from core.team.shift import Member
from core.team.whereabouts import Whereabouts

log = logging.getLogger(__name__)

LEASE, LEASE_S = "assigner", 30.0
# Cases looked at in one round: the most urgent ones; the rest waits for the next.
MOST = 500
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Memory(Dealing, Roster, Protocol):
    """What it needs of the memory."""

    async def hold(self, name: str, owner: str, now: datetime, *, seconds: float) -> bool: ...

    async def agents(self) -> Sequence[Agent]: ...


@dataclass(slots=True, kw_only=True)
class Assigner:
    """`owner` names this process among those that could do it."""

    memory: Memory
    whereabouts: Whereabouts
    clock: Clock
    table: TeamTable
    owner: str

    async def assign_forever(self) -> None:
        """Assign until cancelled; a storage that fails is asked again."""
        while True:
            try:
                await self.assign()
            except StorageUnavailable as error:
                log.error("storage: %s; nobody is given a case until it is back", error)
            await self.clock.sleep(self.table.every_s)

    async def assign(self) -> int:
        """One round, if it is ours: how many cases somebody was given."""
        now = self.clock.now()
        if not await self.memory.hold(LEASE, self.owner, now, seconds=LEASE_S):
            return 0
        lately = now - timedelta(minutes=self.table.again_min)
        dealt = await self.memory.assignments(lately)
        given = [await self._followed(each, now) for each in dealt]
        if self.table.assign == "off":
            return 0
        running = {each.case_id for each in given if each.fate is Fate.RUNNING}
        cases = [case for case in await self.memory.queue(limit=MOST) if case.id not in running]
        if not cases:
            return 0
        waiting = [_waiting(case, given) for case in cases]
        patience = timedelta(minutes=self.table.fit_min)
        picks = assign(waiting, await self._candidates(given, now), now, patience)
        return sum([await self._give(pick, now) for pick in picks])

    async def _followed(self, dealt: Dealt, now: datetime) -> Assignment:
        """An assignment, ended where it has come to an end."""
        given = dealt.assignment
        if given.fate is not Fate.RUNNING:
            return given
        fate = self._fate(dealt, now)
        if fate is Fate.RUNNING:
            return given
        await self.memory.end(given, fate, now)
        return replace(given, fate=fate, ended_at=now)

    def _fate(self, dealt: Dealt, now: datetime) -> Fate:
        """He reacts by taking what he is offered, and by opening what he is given."""
        given, case = dealt.assignment, dealt.case
        over = Fate.LAPSED if now >= given.until else Fate.RUNNING
        if case.is_open and case.held_by is Holder.QUEUE:
            return Fate.RETURNED if given.mode is Mode.ASSIGN else over
        untouched = case.agent == given.agent and case.status is Status.OPEN
        if given.mode is Mode.OFFER or not untouched:
            return Fate.TAKEN
        people = self.whereabouts.people(case.id, now)
        return Fate.TAKEN if any(spot.agent == given.agent for spot in people) else over

    async def _candidates(self, given: Sequence[Assignment], now: datetime) -> list[Candidate]:
        members = {each.agent: each for each in await self.memory.members()}
        load: Counter[str] = Counter()
        for held in await self.memory.holdings():
            load[held.agent] += held.count if held.status is Status.OPEN else 0
        running = (each for each in given if each.fate is Fate.RUNNING)
        load.update(each.agent for each in running if each.mode is Mode.OFFER)
        return [
            self._candidate(agent, members[agent.id], load[agent.id], (now, given))
            for agent in await self.memory.agents()
            if agent.id in members and agent.disabled_at is None
        ]

    def _candidate(
        self, agent: Agent, member: Member, load: int, lately: tuple[datetime, Sequence[Assignment]]
    ) -> Candidate:
        now, given = lately
        his = [each for each in given if each.agent == agent.id]
        heard = self.whereabouts.heard(agent.id)
        lapses = [each.ended_at for each in his if each.ended_at and each.fate is Fate.LAPSED]
        return Candidate(
            agent=agent.id,
            works=may(agent.role, Permission.WORK),
            on_shift=member.on_shift(now),
            availability=availability(heard, member.choice, now),
            load=load,
            most=member.most,
            skills=member.skills,
            languages=member.languages,
            given_at=max((each.at for each in his), default=NEVER),
            slept=bool(heard and lapses and max(lapses) >= heard.active_at),
        )

    async def _give(self, pick: Pick, now: datetime) -> bool:
        return await self.memory.give(
            Assignment(
                case_id=pick.case_id,
                agent=pick.agent,
                mode=Mode(self.table.assign),
                fit=pick.fit,
                load=pick.load,
                most=pick.most,
                at=now,
                until=now + timedelta(minutes=self.table.react_min),
            )
        )


def _waiting(case: Case, given: Iterable[Assignment]) -> Waiting:
    came_back = (Fate.LAPSED, Fate.RETURNED)
    tried = (each for each in given if each.case_id == case.id and each.fate in came_back)
    return Waiting(
        case_id=case.id,
        priority=case.priority,
        due_at=case.due_at,
        since=case.updated_at,
        intent=case.intent,
        language=case.language,
        tried=frozenset(each.agent for each in tried),
    )
