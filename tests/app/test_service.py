"""Service wired: promises of the settings, holidays, what is measured, what the doctor says."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta

import pytest

from app.service.check import on_call_checked, service_checked
from app.service.desk import build_parts
from app.service.pagers import Mailer
from app.service.promises import build_service, promises_of
from core.case import Move
from core.desk import Desk, nobody_is_called
from core.errors import ConfigError, StorageUnavailable
from core.service.paging import Page
from core.settings import Loaded, Settings
from core.tables.service import SMTP_PASSWORD, WEBHOOK_SECRET, ServiceTable
from core.types import Urgency
from storage import open_store
from tests.conftest import NOON, FakeClock, a_message
from tests.contract.store_kit import a_case, a_say, after, open_case
from tests.core.service.kit import a_house, a_store, urgent
from tests.fakes import FakeTriage

pytestmark = pytest.mark.anyio
WEBHOOK = {"name": "hook", "via": "webhook", "address": "https://pager.example/x"}
MAIL = {"name": "mail", "via": "email", "address": "mira@nordex.example"}
ROOM = {"name": "room", "via": "room", "platform": "telegram"}
SERVER = {"host": "smtp.nordex.example", "user": "desk", "sender": "desk@nordex.example"}


def a_table(**changes) -> ServiceTable:
    return ServiceTable.model_validate(changes)


def test_the_settings_become_promises():
    promises = promises_of(
        a_table(
            promises={"P1": 20},
            topics={"withdrawal": {"P1": 10}},
            hours={"monday": "09:00-17:00"},
            zone="Europe/Oslo",
            round_the_clock=["P0", "P1"],
        )
    )
    assert promises.of(Urgency.P1, "kyc") == 20
    assert promises.of(Urgency.P1, "withdrawal") == 10
    assert promises.of(Urgency.P2, "kyc") == 240
    assert promises.hours(Urgency.P1).never_closes
    assert not promises.hours(Urgency.P2).never_closes


def test_without_anything_said_somebody_always_works():
    assert build_service(a_table()).promises.calendar.never_closes


@pytest.mark.parametrize(
    ("table", "day", "is_open"),
    [
        ({"holidays": ["NO"]}, date(2026, 5, 17), False),
        ({"holidays": ["NO"]}, date(2026, 5, 18), True),
        ({"holidays": ["de-be", "NO"]}, date(2026, 3, 8), False),
        ({"holidays": ["DE"]}, date(2026, 3, 8), True),
        ({"closed": [date(2026, 7, 1)]}, date(2026, 7, 1), False),
        ({"closed": [date(2026, 7, 1)]}, date(2027, 7, 1), True),
    ],
    ids=["holiday", "the day after", "of a part", "not of the whole", "our own", "next year"],
)
def test_days_off_are_those_of_countries_and_our_own(table, day, is_open):
    noon = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
    assert promises_of(a_table(**table)).calendar.is_open(noon) is is_open


@pytest.mark.parametrize("name", ["XX", "DE-QQ", "Norway", ""])
def test_holidays_that_nobody_knows_are_refused_in_one_line(name):
    with pytest.raises(ConfigError, match="nobody knows the holidays") as refused:
        promises_of(a_table(holidays=[name]))
    assert "\n" not in str(refused.value)


# the running parts


async def wired(stack, store, **tables):
    """The parts around a store; the desk they were wired into."""
    clock = FakeClock(after(60))
    desk = Desk(store=store, triage=FakeTriage(), clock=clock, house=a_house())
    loaded = Loaded(Settings.model_validate(tables), {WEBHOOK_SECRET: "made up"})
    return desk, await build_parts(desk, store, loaded, ("https://desk.nordex.example", stack))


async def test_what_people_waited_is_learnt_for_what_others_are_told():
    store = a_store()
    for number in range(5):
        case = a_case(f"replay:nordex:p{number}")
        await open_case(store, case, message=str(number))
        await store.move_case(case.id, Move.CLAIM, "mira", after(1))
        await store.answer(case.id, "mira", [a_say(f"a{number}", due_at=after(120))])
    async with AsyncExitStack() as stack:
        desk, parts = await wired(stack, store)
        await parts.measure.measure()
        assert desk.house.service.waits.minutes == {Urgency.P1: 2.0}
        assert (await parts.room.report(7)).kept[1].kept == 5


async def test_a_dead_pager_is_seen_on_the_console(monkeypatch):
    store = a_store()
    await open_case(store, urgent())
    async with AsyncExitStack() as stack:
        desk, parts = await wired(stack, store, service={"on_call": [ROOM]})
        [part] = parts._parts()
        assert part.state == "reachable"
        await parts.on_call.call()
        await parts.measure.measure()
        [part] = parts._parts()
        assert (part.state, part.detail[:6]) == ("unreached", "room: ")
        assert part.since == desk.clock.now()
        running = parts.coroutines()
        assert len(running) == 3
        for each in running:
            each.close()


async def test_nobody_on_call_is_no_part():
    async with AsyncExitStack() as stack:
        desk, parts = await wired(stack, a_store())
        assert parts._parts() == ()
        assert desk.aides == (parts.asker,)
        assert desk.taken == parts.on_call.settle
        mailer = parts.on_call.carriers["email"]
        assert isinstance(mailer, Mailer)
        assert mailer.password == ""
    assert await nobody_is_called(a_message("/mod ack 0123456789"), NOON) is None


async def test_measuring_goes_on_when_the_storage_fails(monkeypatch):
    async with AsyncExitStack() as stack:
        _, parts = await wired(stack, a_store())
        tries = []

        async def dead():
            tries.append(1)
            if len(tries) == 1:
                raise StorageUnavailable("full")
            if len(tries) == 3:
                raise asyncio.CancelledError
            return ()

        monkeypatch.setattr(parts.measure.on_call.book, "calls", lambda *_, **__: dead())
        with pytest.raises(asyncio.CancelledError):
            await parts.measure.measure_forever()


# the doctor


def doctors(folder, secrets=(), bots=None, **service) -> Loaded:
    tree = {
        "storage": {"url": f"sqlite:///{folder}/desk.db"},
        "bots": bots or {},
        "service": service,
    }
    return Loaded(Settings.model_validate(tree), dict(secrets))


@pytest.mark.parametrize(
    ("service", "state", "said"),
    [
        ({}, "ok", "somebody always works"),
        ({"hours": {"monday": "00:00-00:01"}, "zone": "Europe/Oslo"}, "ok", "now in Europe/Oslo"),
        ({"holidays": ["QQ"]}, "bad", "nobody knows the holidays of 'QQ'"),
    ],
)
def test_the_doctor_says_what_is_promised(tmp_path, service, state, said):
    found = service_checked(doctors(tmp_path, **service))
    assert found[0] == state
    assert said in found[1]


@pytest.mark.parametrize(
    ("steps", "more", "state", "said"),
    [
        ([], {}, "note", "nobody is on call"),
        ([WEBHOOK], {}, "bad", f"{WEBHOOK_SECRET} is not set"),
        ([WEBHOOK], {"secrets": {WEBHOOK_SECRET: "x"}}, "ok", "hook (5 min)"),
        ([MAIL], {"mail": SERVER}, "bad", f"{SMTP_PASSWORD} is not set"),
        ([MAIL], {"mail": SERVER, "secrets": {SMTP_PASSWORD: "x"}}, "ok", "mail (5 min)"),
        ([MAIL], {"mail": {**SERVER, "user": ""}}, "ok", "mail (5 min)"),
        ([ROOM], {}, "bad", "no [bots.telegram]"),
        ([ROOM], {"bots": {"telegram": {}}}, "bad", "names no moderators' room"),
        ([ROOM], {"bots": {"telegram": {"staff_group": "-100"}}}, "ok", "room (5 min)"),
        (
            [{**ROOM, "via": "private", "address": "5"}, WEBHOOK],
            {"bots": {"telegram": {}}, "secrets": {WEBHOOK_SECRET: "x"}},
            "ok",
            "room (5 min) → hook (5 min)",
        ),
    ],
)
async def test_the_doctor_says_who_cannot_be_called(tmp_path, steps, more, state, said):
    found = await on_call_checked(doctors(tmp_path, on_call=steps, **more))
    assert found[0] == state
    assert said in found[1]


async def test_the_doctor_says_who_was_not_reached(tmp_path):
    loaded = doctors(tmp_path, {WEBHOOK_SECRET: "x"}, on_call=[WEBHOOK])
    now = datetime.now(UTC)
    store = await open_store(loaded.settings.storage.url)
    case = await open_case(store, urgent())
    page = Page(
        case_id=case.id, conversation=case.conversation, run=1, number=0, name="hook",
        via="webhook", sent_at=now, next_at=now,
    )  # fmt: skip
    await store.call(page, None)
    await store.call_failed(page.key, "no answer: ConnectError", now)
    await store.close()
    state, found, mend = await on_call_checked(loaded)
    assert state == "bad"
    assert found.startswith("'hook' was not reached at ")
    assert found.endswith(": no answer: ConnectError")
    assert "mend that pager" in mend


async def test_a_database_that_cannot_be_opened_is_another_lines_matter(tmp_path):
    (tmp_path / "desk.db").write_text("this is no database, however long one reads it " * 50)
    loaded = doctors(tmp_path, {WEBHOOK_SECRET: "x"}, on_call=[WEBHOOK])
    assert (await on_call_checked(loaded))[0] == "ok"
