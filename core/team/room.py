"""What the console asks about people at work together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.actions import BOT
from core.case import Case, Status
from core.casebook import Agent
from core.ports import Clock
from core.tables.team import TeamTable
from core.team.book import Assignment, Fate, HandOver, TeamBook
from core.team.presence import Availability, Choice, Doing, availability
from core.team.shift import Member
from core.team.whereabouts import People, Whereabouts
from core.types import Urgency

# How often the board is read and written; agents' cards are written less often than that.
SYNC_S = 2.0
# A card is read again for as long as it may be the latest that there is.
LOOK_BACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mate:
    """An agent on the team page; `load` are the cases that wait for his word, by urgency."""

    agent: Agent
    member: Member | None
    availability: Availability
    chosen: Availability | None
    on_shift: bool
    load: Mapping[Urgency, int] = field(default_factory=dict[Urgency, int])
    parked: int = 0

    @property
    def holds(self) -> int:
        """How many wait for him."""
        return sum(self.load.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """A case as one of several sees it: the others in it, and what is to be known of them."""

    others: People
    bot: Doing | None
    holder: str
    holder_here: bool
    given: Assignment | None

    @property
    def writers(self) -> People:
        """The others who write now."""
        return tuple(spot for spot in self.others if spot.doing is Doing.WRITING)


@dataclass(slots=True, kw_only=True)
class TeamRoom:
    """The team's memory, and who is where."""

    book: TeamBook
    whereabouts: Whereabouts
    clock: Clock
    table: TeamTable = field(default_factory=TeamTable)
    running: dict[str, Assignment] = field(default_factory=dict[str, Assignment])

    async def sync(self) -> None:
        """Tell the other consoles what this one knows, and learn what they do."""
        now = self.clock.now()
        await self.book.post(self.whereabouts.to_post(now))
        self.whereabouts.learn(await self.book.cards(now - LOOK_BACK))
        self.whereabouts.bot_is(await self.book.bot_at_work(now), now)
        dealt = await self.book.assignments(now)
        given = (each.assignment for each in dealt)
        self.running = {each.case_id: each for each in given if each.fate is Fate.RUNNING}

    def together(self, case: Case, agent: str) -> Together:
        """Who else is in a case."""
        people = self.whereabouts.people(case.id, self.clock.now())
        holder = case.agent or ""
        return Together(
            others=tuple(spot for spot in people if spot.agent not in (agent, BOT)),
            bot=next((spot.doing for spot in people if spot.agent == BOT), None),
            holder=holder,
            holder_here=any(spot.agent == holder for spot in people),
            given=self.running.get(case.id),
        )

    async def mates(self, agents: Sequence[Agent]) -> list[Mate]:
        """Everybody who may sign in, as he is now."""
        now = self.clock.now()
        members = {each.agent: each for each in await self.book.members()}
        load, parked = await self._loads()
        return [
            Mate(
                agent=agent,
                member=member,
                availability=self.availability(agent.id, member, now),
                chosen=_chosen(member, now),
                on_shift=member is not None and member.on_shift(now),
                load=load.get(agent.id, {}),
                parked=parked.get(agent.id, 0),
            )
            for agent, member in ((each, members.get(each.id)) for each in agents)
            if agent.disabled_at is None
        ]

    def availability(self, agent: str, member: Member | None, now: datetime) -> Availability:
        """Whether somebody can be given work now."""
        choice = member.choice if member else None
        return availability(self.whereabouts.heard(agent), choice, now)

    async def choose(self, agent: str, value: Availability) -> None:
        """What somebody says of himself; that he is online shows by itself."""
        choice = Choice(value=value, at=self.clock.now())
        await self.book.choose(agent, None if value is Availability.ONLINE else choice)

    async def hand_over(self, case_id: str, people: tuple[str, str], words: str, by: str) -> Case:
        """From the first of `people` to the second, or to the queue; raises NotYours."""
        giver, taker = people
        now = self.clock.now()
        handing = HandOver(case_id=case_id, giver=giver, taker=taker, words=words, by=by, at=now)
        return await self.book.hand_over(handing)

    async def _loads(self) -> tuple[dict[str, dict[Urgency, int]], dict[str, int]]:
        load: dict[str, dict[Urgency, int]] = {}
        parked: dict[str, int] = {}
        for each in await self.book.holdings():
            if each.status is Status.OPEN:
                load.setdefault(each.agent, {})[each.priority] = each.count
            else:
                parked[each.agent] = parked.get(each.agent, 0) + each.count
        return load, parked


def _chosen(member: Member | None, now: datetime) -> Availability | None:
    choice = member.choice if member else None
    return choice.value if choice and choice.counts(now) else None
