"""Shifts as files on the pages of the team."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.access import Role
from core.tables.team import TeamTable
from core.team.room import TeamRoom
from core.team.shift import Member
from core.team.whereabouts import Whereabouts
from storage import MemoryStore
from tests.conftest import NOON
from tests.console.door_kit import admit
from tests.core.team.test_roster_ical import NINE, calendar, shift

pytestmark = pytest.mark.anyio


@pytest.fixture
def room(desk):
    """A team behind the console, over the reference memory."""
    desk.book = store = MemoryStore()
    room = TeamRoom(book=store, whereabouts=Whereabouts("one"), clock=desk.clock, table=TeamTable())
    desk.app.state.services = replace(desk.app.state.services, book=store, team=room)
    return room


async def plans(room) -> dict[str, Member]:
    return {each.agent: each for each in await room.book.members()}


async def upload(agent, path, name, body):
    form = {"csrf": agent.csrf}
    return await agent.client.post(path, data=form, files={"file": (name, body)})


async def test_the_roster_is_taken_changed_and_brought_back(room, mira):
    plan = Member(agent="tomasz", zone="Europe/Oslo", week=("09:00-17:00", *[""] * 6), most=4)
    await room.book.keep_member(plan, "mira", NOON)
    await mira.get("/team")
    taken = await mira.get("/team/roster.csv")
    assert taken.headers["content-disposition"] == 'attachment; filename="roster.csv"'
    assert "tomasz,Europe/Oslo,09:00-17:00" in taken.text
    assert "mira,UTC" in taken.text
    changed = taken.text.replace("09:00-17:00", "10:00-18:00").encode()
    answer = await upload(mira, "/team/roster", "roster.csv", changed)
    assert answer.headers["location"] == "/team?done=brought"
    assert "The roster is kept." in (await mira.get("/team?done=brought")).text
    kept = (await plans(room))["tomasz"]
    assert (kept.week[0], kept.zone, kept.most) == ("10:00-18:00", "Europe/Oslo", 4)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "there is no column agent"),
        (b"agent,monday,tuesday,wednesday,thursday,friday,saturday,sunday\neve,,,,,,,\n", "eve"),
        (b"\x00\xff" * 40, "line 1"),
    ],
    ids=["empty", "a stranger", "bytes"],
)
async def test_a_wrong_file_changes_nothing(room, mira, body, told):
    await mira.get("/team")
    answer = await upload(mira, "/team/roster", "roster.csv", body)
    assert answer.status_code == 422
    assert told in answer.text
    assert await plans(room) == {}


async def test_hours_from_a_calendar_are_shown_before_they_are_kept(room, mira):
    await mira.get("/team/plan/tomasz")
    body = calendar(shift(*NINE, "RRULE:FREQ=WEEKLY;BYDAY=MO,TU"))
    page = await upload(mira, "/team/plan/tomasz/calendar", "shifts.ics", body)
    assert page.status_code == 200
    assert page.text.count('value="09:00-17:00"') == 2
    assert 'value="Europe/Oslo"' in page.text
    assert "They count once you keep them." in page.text
    assert await plans(room) == {}
    wrong = await upload(mira, "/team/plan/tomasz/calendar", "shifts.ics", b"no")
    assert (wrong.status_code, "the file is no calendar" in wrong.text) == (422, True)
    nobody = await upload(mira, "/team/plan/nobody/calendar", "shifts.ics", body)
    assert nobody.status_code == 404
    none = await mira.send("/team/plan/tomasz/calendar")
    assert none.status_code == 422


async def test_everybody_takes_his_own_shifts_along(desk, room):
    plan = Member(agent="ann", zone="Europe/Oslo", week=("09:00-17:00", *[""] * 6))
    await room.book.keep_member(plan, "mira", NOON)
    admit(desk, "ann", Role.VIEWER)
    async with desk.agent("ann") as ann:
        assert 'href="/team/me.ics"' in (await ann.get("/team")).text
        mine = await ann.get("/team/me.ics")
        assert mine.headers["content-type"] == "text/calendar; charset=utf-8"
        assert "DTSTART;TZID=Europe/Oslo:20251229T090000" in mine.text
        assert (await ann.get("/team/roster.csv")).status_code == 403
    async with desk.agent("mira") as mira:
        assert "VEVENT" not in (await mira.get("/team/me.ics")).text
