"""`TeamBook` over the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from core.case import Case
from core.team.book import Assignment, Dealt, Fate, HandOver, Holding
from core.team.presence import Card, Choice, Doing
from core.team.shift import Member
from storage.engine.threads import Database
from storage.team import dealing as team_dealing
from storage.team import roster as team_roster


class SqlTeam:
    """Implements `TeamBook`; the ports promise."""

    _database: Database

    async def members(self) -> Sequence[Member]:
        return await self._database.read(team_roster.members)

    async def keep_member(self, member: Member, by: str, at: datetime) -> None:
        planning = team_roster.Planning(member, by, at)
        await self._database.write(team_roster.KEEP, planning)

    async def choose(self, agent: str, choice: Choice | None) -> None:
        await self._database.write(team_roster.CHOOSE, team_roster.Choosing(agent, choice))

    async def post(self, cards: Sequence[Card]) -> None:
        if cards:
            await self._database.write(team_roster.POST, cards)

    async def cards(self, since: datetime) -> Sequence[Card]:
        return await self._database.read(partial(team_roster.cards, since=since))

    async def bot_at_work(self, now: datetime) -> Mapping[str, Doing]:
        return await self._database.read(partial(team_roster.bot_at_work, now=now))

    async def queue(self, *, limit: int) -> Sequence[Case]:
        return await self._database.read(partial(team_dealing.queue, limit=limit))

    async def holdings(self) -> Sequence[Holding]:
        return await self._database.read(team_dealing.holdings)

    async def assignments(self, since: datetime) -> Sequence[Dealt]:
        return await self._database.read(partial(team_dealing.assignments, since=since))

    async def give(self, assignment: Assignment) -> bool:
        return await self._database.write(team_dealing.GIVE, assignment)

    async def end(self, assignment: Assignment, fate: Fate, at: datetime) -> bool:
        return await self._database.write(
            team_dealing.END, team_dealing.Ending(assignment, fate, at)
        )

    async def held_by(self, agent: str) -> Sequence[Case]:
        return await self._database.read(partial(team_dealing.held_by, agent=agent))

    async def hand_over(self, handing: HandOver) -> Case:
        return await self._database.write(team_dealing.HAND_OVER, handing)
