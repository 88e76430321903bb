"""The keeper that gives cases out: reactions, lapses, returns, one owner at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.access import Role
from core.case import Holder, Move, Status
from core.casebook import Agent
from core.errors import StorageUnavailable
from core.tables.team import TeamTable
from core.team.assigner import LEASE, Assigner
from core.team.book import Fate
from core.team.presence import Availability, Beat, Choice
from core.team.shift import Member
from core.team.whereabouts import Whereabouts
from core.types import Urgency
from storage import MemoryStore
from tests.conftest import NOON
from tests.contract.store_kit import BOB, a_case, a_say, case_now, open_case

pytestmark = pytest.mark.anyio

ALL_DAY = ("00:00-24:00",) * 7


class Desk:
    """An assigner over the reference memory, and people who sit before their pages."""

    def __init__(self, clock, **table) -> None:
        self.store, self.clock, self.where = MemoryStore(), clock, Whereabouts("one")
        self.assigner = self.another("one", **table)

    def another(self, owner: str, **table) -> Assigner:
        return Assigner(
            memory=self.store,
            whereabouts=self.where,
            clock=self.clock,
            table=TeamTable(**{"assign": "assign", **table}),
            owner=owner,
        )

    async def joins(self, name: str, role: Role = Role.AGENT, **plan) -> None:
        await self.store.add_agent(Agent(id=name, name=name, created_at=NOON, role=role))
        member = Member(agent=name, **{"week": ALL_DAY, **plan})
        await self.store.keep_member(member, "lead", NOON)
        self.is_in(name)

    def is_in(self, name: str, case_id: str = "") -> None:
        now = self.clock.now()
        beat = {"page": "p", "case_id": case_id, "writing": False, "active_at": now, "at": now}
        self.where.hear(Beat(agent=name, **beat))

    async def fates(self) -> list[tuple[str, Fate]]:
        dealt = await self.store.assignments(NOON)
        return [(each.assignment.agent, each.assignment.fate) for each in dealt]


@pytest.fixture
def desk(clock) -> Desk:
    return Desk(clock)


async def test_a_waiting_case_is_given_to_who_is_on_shift_and_there(desk):
    case = await open_case(desk.store)
    await desk.joins("mira")
    assert await desk.assigner.assign() == 1
    assert (await case_now(desk.store, case.id)).agent == "mira"
    assert await desk.assigner.assign() == 0


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MODERATOR])
async def test_who_may_not_work_is_given_nothing(desk, role):
    await open_case(desk.store)
    await desk.joins("mira", role)
    assert await desk.assigner.assign() == 0


async def test_who_was_disabled_or_never_planned_is_given_nothing(desk):
    await open_case(desk.store)
    await desk.joins("mira")
    await desk.store.add_agent(Agent(id="new", name="New", created_at=NOON))
    desk.is_in("new")
    desk.store._agents["mira"] = replace(desk.store._agents["mira"], disabled_at=NOON)
    assert await desk.assigner.assign() == 0


async def test_off_by_default_but_what_was_given_is_still_followed(desk):
    case = await open_case(desk.store)
    await desk.joins("mira")
    await desk.assigner.assign()
    off = desk.another("one", assign="off")
    desk.clock.advance(301)
    assert await off.assign() == 0
    assert await desk.fates() == [("mira", Fate.LAPSED)]
    assert (await case_now(desk.store, case.id)).held_by is Holder.QUEUE


async def test_opening_the_case_is_a_reaction(desk):
    case = await open_case(desk.store)
    await desk.joins("mira")
    await desk.assigner.assign()
    desk.clock.advance(60)
    desk.is_in("mira", case.id)
    await desk.assigner.assign()
    desk.clock.advance(3600)
    await desk.assigner.assign()
    assert (await case_now(desk.store, case.id)).agent == "mira"


async def test_an_answer_is_a_reaction_where_the_page_does_not_beat(desk):
    case = await open_case(desk.store)
    await desk.joins("mira")
    await desk.assigner.assign()
    await desk.store.answer(case.id, "mira", [a_say("r1", due_at=desk.clock.advance(60))])
    desk.clock.advance(3600)
    await desk.assigner.assign()
    assert (await case_now(desk.store, case.id)).status is Status.WAITING_USER


async def test_who_sleeps_loses_the_case_to_the_next_and_gets_none_until_he_stirs(desk):
    case = await open_case(desk.store)
    await desk.joins("mira")
    await desk.joins("tomasz", most=1)
    await desk.assigner.assign()
    desk.clock.advance(300)
    desk.where.hear(Beat(agent="mira", page="p", case_id="", writing=False, active_at=NOON,
                         at=desk.clock.now()))  # fmt: skip
    desk.is_in("tomasz")
    assert await desk.assigner.assign() == 1
    assert (await case_now(desk.store, case.id)).agent == "tomasz"
    second = await open_case(desk.store, a_case(BOB, opened_at=NOON), message="b")
    assert await desk.assigner.assign() == 0
    desk.clock.advance(1)
    desk.is_in("mira")
    assert await desk.assigner.assign() == 1
    assert (await case_now(desk.store, second.id)).agent == "mira"


async def test_who_gives_it_back_is_not_given_it_again_for_an_hour(desk):
    case = await open_case(desk.store)
    await desk.joins("mira")
    await desk.assigner.assign()
    await desk.store.move_case(case.id, Move.RELEASE, "mira", desk.clock.advance(5))
    assert await desk.assigner.assign() == 0
    assert await desk.fates() == [("mira", Fate.RETURNED)]
    desk.clock.advance(3600)
    desk.is_in("mira")
    assert await desk.assigner.assign() == 0
    desk.clock.advance(60)
    desk.is_in("mira")
    assert await desk.assigner.assign() == 1


@pytest.mark.parametrize("how", [Move.CLAIM, Move.RESOLVE])
async def test_an_offer_is_taken_by_whoever_takes_the_case(clock, how):
    desk = Desk(clock, assign="offer")
    case = await open_case(desk.store)
    await desk.joins("mira")
    assert await desk.assigner.assign() == 1
    assert await desk.assigner.assign() == 0
    assert (await case_now(desk.store, case.id)).held_by is Holder.QUEUE
    await desk.store.move_case(case.id, how, "tomasz", clock.advance(5))
    await desk.assigner.assign()
    assert await desk.fates() == [("mira", Fate.TAKEN)]


async def test_an_offer_that_nobody_takes_goes_to_the_next_and_counts_as_load(clock):
    desk = Desk(clock, assign="offer")
    await open_case(desk.store)
    await open_case(desk.store, a_case(BOB), message="b")
    await desk.joins("mira", most=1)
    assert await desk.assigner.assign() == 1
    assert await desk.assigner.assign() == 0
    clock.advance(300)
    desk.is_in("mira")
    await desk.joins("tomasz")
    assert await desk.assigner.assign() == 2
    assert [each[0] for each in await desk.fates()] == ["mira", "tomasz", "tomasz"]


async def test_who_says_that_he_is_busy_is_left_alone(desk):
    await open_case(desk.store)
    await desk.joins("mira")
    await desk.store.choose("mira", Choice(value=Availability.BUSY, at=NOON))
    assert await desk.assigner.assign() == 0
    await desk.store.choose("mira", None)
    assert await desk.assigner.assign() == 1


async def test_the_most_urgent_case_goes_out_first(desk):
    await open_case(desk.store)
    urgent = await open_case(desk.store, a_case(BOB, priority=Urgency.P0), message="b")
    await desk.joins("mira", most=1)
    assert await desk.assigner.assign() == 1
    assert (await case_now(desk.store, urgent.id)).agent == "mira"


async def test_only_one_process_gives_cases_out(desk):
    await desk.joins("mira")
    assert await desk.assigner.assign() == 0
    await open_case(desk.store)
    other = desk.another("two")
    assert await other.assign() == 0
    desk.clock.advance(31)
    desk.is_in("mira")
    assert await other.assign() == 1
    assert await desk.store.hold(LEASE, "one", desk.clock.now(), seconds=1) is False


async def test_a_storage_that_fails_is_asked_again(desk, monkeypatch):
    calls = []

    async def assign():
        calls.append(desk.clock.now())
        if len(calls) == 1:
            raise StorageUnavailable("disk full")
        raise KeyboardInterrupt

    class Failing(Assigner):
        """One whose memory is gone for a moment."""

        async def assign(self) -> int:
            return await assign()

    failing = Failing(
        memory=desk.store, whereabouts=desk.where, clock=desk.clock, table=TeamTable(), owner="x"
    )
    with pytest.raises(KeyboardInterrupt):
        await failing.assign_forever()
    assert calls[1] - calls[0] == timedelta(seconds=2)
