"""The path of a message from the inbox to the outbox, on the reference store and on SQLite."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from core.case import Holder, Move, Status
from core.desk import AT_ONCE, Desk, handfuls
from core.errors import StorageUnavailable
from core.outbox import Deliverer
from core.types import Finding, Place, Risk, RiskLevel, Stance, Urgency
from storage import open_store
from storage.memory.store import MemoryStore
from tests.conftest import a_message
from tests.core.test_conclude import FEES, HOUSE, a_house
from tests.fakes import REPLAY, FakeAdapter, FakeTriage, a_reading

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["memory", "sqlite"])
async def store(request, tmp_path):
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = await open_store(f"sqlite:///{tmp_path}/desk.db")
    yield opened
    await opened.close()


@pytest.fixture
def desk(store, clock):
    return Desk(store=store, triage=FakeTriage(), clock=clock, house=HOUSE)


@pytest.fixture
def deliverer(store, clock):
    return Deliverer(store=store, adapters={REPLAY: FakeAdapter()}, clock=clock)


async def send_all(deliverer):
    while await deliverer.deliver():
        await deliverer.drain()
    return [row.text for row in deliverer.adapters[REPLAY].sent]


async def test_a_question_is_answered_once_however_often_it_arrives(desk, deliverer, clock):
    heard = []
    desk = replace(desk, recorded=heard.extend)
    assert await desk.store.put([a_message(FEES)]) == 1
    assert await desk.store.put([a_message(FEES)]) == 0
    assert await desk.work() == 1
    assert await desk.work() == 0
    assert await send_all(deliverer) == []
    clock.advance(2)
    assert len(await send_all(deliverer)) == 1
    assert [judged.message.text for result in heard for judged in result.judged] == [FEES]


async def test_a_burst_gets_one_answer(desk, deliverer, clock):
    for number, text in enumerate(["hi", "are you there", FEES]):
        await desk.store.put([a_message(text, id=str(number))])
        await desk.work()
        clock.advance(0.5)
    clock.advance(2)
    assert len(await send_all(deliverer)) == 1


async def test_the_bot_is_silent_once_an_agent_holds_the_case(desk, deliverer, clock):
    await desk.store.put([a_message(FEES)])
    await desk.work()
    [row] = (await desk.store.feed("bot", "mira")).rows
    await desk.store.move_case(row.case.id, Move.CLAIM, "mira", clock.now())
    clock.advance(2)
    assert await send_all(deliverer) == []
    await desk.store.put([a_message("and withdrawals?", id="2")])
    await desk.work()
    clock.advance(2)
    assert await send_all(deliverer) == []


async def test_conversations_are_worked_side_by_side_and_each_in_order(desk):
    arrivals = [
        a_message(
            f"{number}", id=f"{person}-{number}", conversation=f"c{person}", address=str(person)
        )
        for number in range(4)
        for person in range(3)
    ]
    await desk.store.put(arrivals)
    assert await desk.work() == 3
    told = [question.message.text for question in desk.triage.asked]
    assert told == ["0", "1", "2", "3"] * 3


async def test_what_a_crowd_left_is_recorded_a_handful_at_a_time(desk, clock):
    """A worker who dies over what an outage left loses one handful, and not all he had claimed."""
    each, people = 50, 8
    arrivals = [
        a_message(f"{number}", id=f"{person}-{number}", conversation=f"c{person}", address="1")
        for person in range(people)
        for number in range(each)
    ]
    done = []
    desk = replace(desk, recorded=lambda results: done.append(len(results)))
    await desk.store.put(arrivals)
    assert await desk.work() == people
    assert len(desk.triage.asked) == each * people
    handful = -(-AT_ONCE // each)
    assert done == [handful] * (people // handful) + [people % handful]
    assert await desk.work() == 0


async def test_a_turn_is_never_split_and_fills_a_handful_alone(desk):
    arrivals = [
        a_message("hello", id=str(number), conversation=f"c{number}", address="1")
        for number in range(2)
    ]
    await desk.store.put(arrivals)
    turns = await desk.store.claim(desk.clock.now(), limit=2, lease=6.0)
    assert [len(some) for some in handfuls(turns)] == [2]
    long = [replace(turn, fresh=tuple(turn.fresh) * AT_ONCE) for turn in turns]
    assert [list(some) for some in handfuls(long)] == [[long[0]], [long[1]]]


async def test_a_bug_in_triage_parks_the_message_and_the_next_one_is_answered(desk, clock):
    def read(message):
        if message.text == "poison":
            raise ValueError("boom")
        return a_reading()

    desk = replace(desk, triage=FakeTriage(read))
    await desk.store.put([a_message("poison")])
    for _ in range(HOUSE.desk.tries):
        assert await desk.work() == 1
        clock.advance(60)
    assert await desk.work() == 0
    [row] = (await desk.store.feed("queue", "mira")).rows
    assert "boom" in row.case.reason
    await desk.store.put([a_message(FEES, id="2")])
    assert await desk.work() == 1


async def test_a_bug_in_our_own_rules_parks_the_turn(desk, clock, caplog):
    broken = a_house(capabilities={})
    desk = replace(desk, house=broken)
    await desk.store.put([a_message(FEES)])
    for _ in range(broken.desk.tries):
        assert await desk.work() == 1
        clock.advance(60)
    [row] = (await desk.store.feed("queue", "mira")).rows
    assert row.case.reason.startswith("the desk could not read this message: KeyError")
    assert "could not work" in caplog.text


async def test_a_case_that_moved_meanwhile_is_worked_again(desk, clock):
    await desk.store.put([a_message("you are the worst")])
    await replace(desk, triage=FakeTriage(lambda _: a_reading("complaint"))).work()
    [row] = (await desk.store.feed("queue", "mira")).rows
    await desk.store.put([a_message("hello?", id="2")])

    class Meddling(FakeTriage):
        async def assess(self, questions):
            if not self.asked:
                await desk.store.move_case(row.case.id, Move.CLAIM, "mira", clock.now())
            return await super().assess(questions)

    meddled = replace(desk, triage=Meddling(lambda _: a_reading("complaint")))
    assert await meddled.work() == 1
    assert await meddled.work() == 1
    file = await desk.store.case_file(row.case.id)
    assert (file.case.held_by, file.case.agent) == (Holder.AGENT, "mira")
    assert await meddled.work() == 0


async def test_a_bot_case_that_nobody_came_back_to_is_resolved(desk, deliverer, clock):
    await desk.store.put([a_message(FEES)])
    await desk.work()
    clock.advance(2)
    await send_all(deliverer)
    assert await desk.ring() == 0
    clock.time += timedelta(hours=25)
    assert await desk.ring() == 1
    assert await desk.ring() == 0
    [row] = (await desk.store.feed("resolved", "mira")).rows
    assert row.case.status is Status.RESOLVED


async def test_an_overdue_case_says_so_once(desk, clock):
    await desk.store.put([a_message("help")])
    angry = a_reading("complaint", urgency=Urgency.P1)
    await replace(desk, triage=FakeTriage(lambda _: angry)).work()
    clock.advance(31 * 60)
    assert await desk.ring() == 1
    clock.advance(31 * 60)
    assert await desk.ring() == 0
    [row] = (await desk.store.feed("queue", "mira")).rows
    acts = [each.act for each in (await desk.store.case_file(row.case.id)).decisions]
    assert acts.count("overdue") == 1


class FailingStore:
    """Refuses three times, then ends the test."""

    def __init__(self):
        self.left = 3

    async def claim(self, now, **_):
        return self._refuse()

    async def ring(self, now, **_):
        return self._refuse()

    def _refuse(self):
        self.left -= 1
        if self.left < 0:
            raise asyncio.CancelledError
        if self.left:
            raise StorageUnavailable("disk full")
        return ()


@pytest.mark.parametrize(("forever", "slept"), [("work_forever", 0.03), ("ring_forever", 1.0)])
async def test_a_full_disk_is_waited_for(clock, forever, slept):
    desk = Desk(store=FailingStore(), triage=FakeTriage(), clock=clock, house=HOUSE)
    with pytest.raises(asyncio.CancelledError):
        await getattr(desk, forever)()
    assert clock.slept == [1.0, 1.0, pytest.approx(slept)]


async def test_work_follows_work_without_rest(desk, clock):
    await desk.store.put([a_message(FEES)])

    async def enough(seconds):
        clock.slept.append(seconds)
        if len(clock.slept) == 2:
            raise asyncio.CancelledError

    desk.clock.sleep = enough
    with pytest.raises(asyncio.CancelledError):
        await desk.work_forever()
    assert clock.slept == [0, pytest.approx(0.03)]


def an_attack_in_a_group(**changes):
    finding = Finding(signal="giveaway", kind="giveaway", score=0.9, reason="doubles coins")
    risk = Risk(score=0.5, level=RiskLevel.NOTE, stance=Stance.ATTEMPT, kinds=("giveaway",))
    return a_reading(findings=(finding,), risk=risk, **changes)


@pytest.mark.parametrize(
    ("trouble", "answered"),
    [(RuntimeError("a bug"), True), (StorageUnavailable("disk"), False)],
    ids=["bug", "storage"],
)
async def test_a_look_around_that_fails_leaves_nobody_unanswered(desk, clock, trouble, answered):
    async def surroundings(_looks):
        raise trouble

    await desk.store.put([a_message(FEES, scene="group", place=Place.GROUP)])
    clear = SimpleNamespace(
        claim=desk.store.claim, record=desk.store.record, surroundings=surroundings
    )
    desk = replace(desk, store=clear, triage=FakeTriage(lambda _: an_attack_in_a_group()))
    if answered:
        assert await desk.work() == 1
    else:
        with pytest.raises(StorageUnavailable):
            await desk.work()
