"""The watch: what is heard becomes an incident, and an incident reaches whoever waits."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import Purpose
from core.errors import Outdated, StorageUnavailable
from core.house import Room
from core.incidents.aide import IncidentAide
from core.incidents.incident import Phase, Step, step
from core.incidents.ports import Mode, Tally
from core.incidents.watch import AT_ONCE, LEASE, MOST_WAITING, IncidentWatch
from core.ports import Judged, Turn, TurnResult
from core.tables.incident import IncidentTable
from core.types import Author
from storage import MemoryStore
from tests.conftest import FakeClock, a_message
from tests.contract.store_kit import a_case, case_now, claimed, open_case, send
from tests.contract.test_store_incidents import kept, said
from tests.core.incidents.kit import REPLAY, TEXTS, a_house, an_incident
from tests.core.incidents.test_match import reading

pytestmark = pytest.mark.anyio
TABLE = IncidentTable(least_people=5, chance=0.01, learn_h=0, lapse_h=1)


class Desk:
    """A watch over a memory, and a house that it exchanges."""

    def __init__(self, table=TABLE, store=None) -> None:
        self.store, self.clock, self.house = store or MemoryStore(), FakeClock(), a_house()
        self.aide = IncidentAide(book=self.store, least=table.match)
        self.watch = IncidentWatch(
            memory=self.store,
            clock=self.clock,
            table=table,
            aide=self.aide,
            house=lambda: self.house,
            enter=self.enter,
        )
        self.number = 0

    def enter(self, house) -> None:
        self.house = house

    async def asks(self, *people, text="my SOL withdrawal is pending", conversation="", **changes):
        """People ask, and the desk records it."""
        for who in people:
            self.number += 1
            message = a_message(
                text,
                id=f"{who}{self.number}",
                author=Author(id=who),
                conversation=conversation or f"replay:nordex:{who}",
                address=who,
                sent_at=self.clock.now(),
                received_at=self.clock.now(),
            )
            await self.store.put([message])
            turn = Turn(conversation=message.conversation, version=1, fresh=(message,))
            judged = Judged(message=message, verdict=reading(**changes))
            self.watch.recorded([TurnResult(turn=turn, judged=(judged,))])

    async def incidents(self):
        return list(await self.store.incidents())

    async def tally(self):
        (incident,) = await self.incidents()
        return (await self.store.tallies([incident.id]))[incident.id]

    async def confirm(self):
        (incident,) = await self.incidents()
        after = replace(step(incident, Step.CONFIRM, at=self.clock.now()), texts=TEXTS)
        return await self.store.announce(said(after, at=self.clock.now()))


CROWD = [f"u{n}" for n in range(6)]


@pytest.fixture
async def desk():
    return Desk()


async def test_many_with_one_question_are_a_suspected_incident(desk, caplog):
    await desk.asks(*CROWD)
    await desk.watch.look()
    (incident,) = await desk.incidents()
    assert (incident.phase, incident.title) == (Phase.SUSPECTED, "withdrawal SOL")
    assert incident.evidence.startswith("6 people")
    assert "incident suspected: withdrawal SOL" in caplog.text
    assert await desk.tally() == Tally(asked=6)
    assert desk.aide.open == [incident]


async def test_the_moderators_room_hears_of_a_suspicion_once(desk):
    room = Room(platform=REPLAY, account="nordex", address="staff", language="en")
    desk.house = replace(desk.house, rooms={REPLAY: room})
    await desk.asks(*CROWD)
    await desk.watch.look()
    await desk.watch.look()
    (row,) = await desk.store.due([REPLAY], desk.clock.now(), limit=9)
    assert (row.purpose, row.address) == (Purpose.REPORT, "staff")
    assert row.text.startswith("**Something seems to be wrong: withdrawal SOL.** 6 people")


async def test_the_same_crowd_is_not_suspected_twice(desk):
    await desk.asks(*CROWD)
    await desk.watch.look()
    await desk.asks("late", *CROWD)
    await desk.watch.look()
    assert len(await desk.incidents()) == 1
    assert await desk.tally() == Tally(asked=7)


async def test_few_are_no_incident(desk):
    await desk.asks(*CROWD[:4])
    await desk.asks("u0", "u0", "u0")
    await desk.watch.look()
    assert await desk.incidents() == []


async def test_where_nothing_is_to_be_detected_nothing_is():
    desk = Desk(TABLE.model_copy(update={"detect": False}))
    await desk.asks(*CROWD)
    await desk.watch.look()
    assert await desk.incidents() == []


async def test_two_meanings_of_one_topic_are_two_once_it_is_known_how_people_write(desk):
    for n in range(12):
        await desk.asks(f"other{n}", text=f"how do I get verified number {n}", intent="kyc")
        desk.clock.advance(900)
    await desk.watch.look()
    await desk.asks(*CROWD)
    await desk.asks(*(f"v{n}" for n in range(5)), text="whitelist book empty", article="other")
    await desk.watch.look()
    tallies = await desk.store.tallies([each.id for each in await desk.incidents()])
    assert sorted(each.asked for each in tallies.values()) == [5, 6]


async def test_who_waits_is_told_when_there_is_a_text_and_later_ones_too(desk):
    await desk.asks(*CROWD)
    await desk.watch.look()
    await desk.confirm()
    await desk.asks("late")
    desk.clock.advance(60)
    await desk.watch.look()
    assert len(await send(desk.store, now=desk.clock.now())) == 7
    assert await desk.tally() == Tally(asked=7, told=7)
    desk.clock.advance(60)
    await desk.watch.look()
    assert await send(desk.store, now=desk.clock.now()) == []
    (incident,) = await desk.incidents()
    trail = (await desk.store.incident_file(incident.id)).trail
    assert [each.act.rpartition(":")[2] for each in trail] == ["tell", "confirm", "suspect"]
    assert trail[0].reason == "told 7 who waited"


async def test_what_an_agent_answers_is_left_to_him(desk):
    case = await claimed(desk.store, a_case("replay:nordex:held"))
    await desk.asks(*CROWD, "held")
    await desk.watch.look()
    await desk.confirm()
    await desk.watch.look()
    assert await desk.tally() == Tally(asked=7, told=6)
    assert await case_now(desk.store, case.id) == case


async def test_a_case_in_the_queue_waits_with_it(desk):
    case = await open_case(desk.store, a_case("replay:nordex:u0"))
    await desk.asks(*CROWD)
    await desk.watch.look()
    incident = await desk.confirm()
    await desk.watch.look()
    assert (await case_now(desk.store, case.id)).reason == incident.waiting


async def test_a_suspicion_lapses_when_nobody_asks_any_more(desk):
    await desk.asks(*CROWD)
    await desk.watch.look()
    desk.clock.advance(3599)
    await desk.watch.look()
    assert [each.phase for each in await desk.incidents()] == [Phase.SUSPECTED]
    desk.clock.advance(2)
    await desk.watch.look()
    assert [each.phase for each in await desk.incidents()] == [Phase.DISMISSED]


async def test_while_people_ask_it_does_not_lapse(desk):
    await desk.asks(*CROWD)
    await desk.watch.look()
    desk.clock.advance(3601)
    await desk.asks(*(f"v{n}" for n in range(6)))
    await desk.watch.look()
    desk.clock.advance(3599)
    await desk.watch.look()
    assert [each.phase for each in await desk.incidents()] == [Phase.SUSPECTED]


@pytest.mark.parametrize(
    ("changes", "phase"),
    [
        ({}, Phase.DISMISSED),
        ({"external_id": "page-1"}, Phase.SUSPECTED),
        ({"phase": Phase.MONITORING}, Phase.MONITORING),
    ],
    ids=["nobody asks", "a status page says so", "a person confirmed it"],
)
async def test_only_the_desks_own_suspicions_lapse(desk, changes, phase):
    await kept(desk.store, an_incident(**changes))
    desk.clock.advance(7200)
    await desk.watch.look()
    assert [each.phase for each in await desk.incidents()] == [phase]


async def test_volatility_comes_and_goes_with_incidents(desk, caplog):
    await desk.watch.look()
    assert desk.house.strictness == 1
    await desk.asks(*CROWD)
    await desk.watch.look()
    assert (desk.house.strictness, desk.watch.automatic) == (0.5, True)
    assert "volatility mode is on" in caplog.text
    await desk.store.set_mode(Mode(value="off", by="mira"))
    await desk.watch.refresh()
    assert desk.house.strictness == 1
    assert desk.watch.mode.by == "mira"


async def test_volatility_by_hand_alone():
    desk = Desk(TABLE.model_copy(update={"volatility": "off"}))
    await desk.asks(*CROWD)
    await desk.watch.look()
    assert (desk.house.strictness, desk.watch.automatic) == (1, False)
    await desk.store.set_mode(Mode(value="on"))
    await desk.watch.refresh()
    assert desk.house.strictness == 0.5


async def test_what_was_read_before_a_change_does_not_hide_it(desk, monkeypatch):
    await desk.asks(*CROWD)
    await desk.watch.look()
    read, go = asyncio.Event(), asyncio.Event()
    mode = desk.store.mode

    async def slow():
        read.set()
        await go.wait()
        return await mode()

    monkeypatch.setattr(desk.store, "mode", slow)
    early = asyncio.create_task(desk.watch.refresh())
    await read.wait()
    monkeypatch.setattr(desk.store, "mode", mode)
    incident = await desk.confirm()
    await desk.watch.refresh()
    go.set()
    await early
    assert desk.aide.open == [incident]


async def test_of_several_processes_one_looks_and_all_keep_and_take_over(desk):
    await desk.store.hold(LEASE, "another", desk.clock.now(), seconds=60)
    await desk.asks(*CROWD)
    await desk.watch.look()
    assert await desk.incidents() == []
    desk.clock.advance(61)
    await desk.watch.look()
    assert len(await desk.incidents()) == 1


async def test_what_cannot_be_kept_now_is_kept_later(desk, monkeypatch):
    await desk.asks(*CROWD)

    async def full(*_):
        raise StorageUnavailable("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(desk.store, "hear", full)
        with pytest.raises(StorageUnavailable):
            await desk.watch.look()
    await desk.asks("late")
    await desk.watch.look()
    assert await desk.tally() == Tally(asked=7)


async def test_a_flood_is_kept_in_pieces(desk, monkeypatch):
    hear, pieces = desk.store.hear, []

    async def counted(heard, now):
        pieces.append(len(heard))
        await hear(heard, now)

    monkeypatch.setattr(desk.store, "hear", counted)
    await desk.asks("u0")
    desk.watch._waiting *= AT_ONCE + 7
    await desk.watch.look()
    await desk.watch.look()
    assert pieces == [AT_ONCE, 7, 0]


async def test_more_than_anybody_can_say_is_let_go(desk):
    await desk.asks("u0")
    desk.watch._waiting *= MOST_WAITING
    await desk.asks("u1")
    assert len(desk.watch._waiting) == MOST_WAITING


async def test_somebody_elses_change_goes_first(desk, monkeypatch):
    await kept(desk.store, an_incident())

    async def late(_):
        raise Outdated("changed")

    monkeypatch.setattr(desk.store, "announce", late)
    desk.clock.advance(7200)
    await desk.watch.look()
    assert [each.phase for each in await desk.incidents()] == [Phase.SUSPECTED]


async def test_an_incident_that_is_gone_tells_nobody(desk, monkeypatch):
    await kept(desk.store, an_incident(phase=Phase.CONFIRMED, texts=TEXTS))

    async def gone(_):
        return None

    monkeypatch.setattr(desk.store, "incident_file", gone)
    await desk.watch.look()
    assert await send(desk.store, now=desk.clock.now()) == []


async def test_where_nobody_waits_nothing_is_said(desk):
    incident = await kept(desk.store, an_incident(phase=Phase.CONFIRMED, texts=TEXTS))
    await desk.watch.look()
    trail = (await desk.store.incident_file(incident.id)).trail
    assert [each.act.rpartition(":")[2] for each in trail] == ["open"]


async def test_old_questions_are_forgotten(desk):
    await desk.asks("u0")
    await desk.watch.look()
    desk.clock.advance(timedelta(hours=49).total_seconds())
    await desk.watch.look()
    assert list(await desk.store.overheard(desk.clock.now() - timedelta(days=9), limit=9)) == []


class Tired(FakeClock):
    """Sleeps so often, then cancels."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        if len(self.slept) == 3:
            raise asyncio.CancelledError


async def test_it_goes_on_whatever_goes_wrong(desk, monkeypatch, caplog):
    clock = Tired()
    desk.watch.clock = clock
    faults = [StorageUnavailable("disk full"), ValueError("odd"), None]

    async def look(_self):
        if fault := faults.pop(0):
            raise fault

    monkeypatch.setattr(IncidentWatch, "look", look)
    with pytest.raises(asyncio.CancelledError):
        await desk.watch.watch_forever()
    assert clock.slept == [60, 60, 60]
    assert "disk full; incidents are looked for later" in caplog.text
    assert "could not look for incidents" in caplog.text
