"""Who else is in a case: beats, the strip, the team, plans and handing over."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from console.pages import together as page
from core.access import Role
from core.case import Holder, Move, Status
from core.tables.team import TeamTable
from core.team.assign import Fit
from core.team.book import Assignment, Mode
from core.team.presence import Availability, Doing
from core.team.room import TeamRoom
from core.team.shift import Member
from core.team.whereabouts import Whereabouts
from storage import MemoryStore
from tests.conftest import NOON
from tests.contract.store_kit import BOB, after, claimed, messages, open_case
from tests.contract.store_kit import a_case as stored_case

pytestmark = pytest.mark.anyio

HELD = {"held_by": Holder.AGENT, "status": Status.OPEN}


@pytest.fixture
def room(desk):
    """A team behind the console, over the reference memory."""
    desk.book = store = MemoryStore()
    room = TeamRoom(book=store, whereabouts=Whereabouts("one"), clock=desk.clock, table=TeamTable())
    desk.app.state.services = replace(desk.app.state.services, book=store, team=room)
    return room


async def beats(agent, case="", **fields):
    await agent.get("/team")
    return await agent.send("/presence", page="p1", case=case, **fields)


async def strip(agent, case) -> str:
    return (await agent.get(f"/case/{case.id}/together")).text


# presence


async def test_without_a_team_there_is_nothing_of_it(desk, mira):
    assert 'href="/team"' not in (await mira.get("/")).text
    for path in ("/team", "/presence", "/team/handover", "/team/plan/mira"):
        assert (await mira.get(path)).status_code == 404
    assert (await mira.send("/presence", page="p")).status_code == 404


async def test_each_sees_the_other_viewing_and_then_writing(room, mira, tomasz):
    case = await open_case(room.book)
    assert (await beats(mira, case.id)).status_code == 204
    assert "is looking" in await strip(tomasz, case)
    assert "is looking" not in await strip(mira, case)
    await beats(tomasz, case.id, writing="1")
    said = await strip(mira, case)
    assert "is writing" in said
    assert "Tomasz is writing here too." in said
    assert (await mira.get(f"/case/{case.id}")).text.count('class="clash"') == 1


async def test_the_holder_is_told_who_opened_his_case_and_who_writes_in_it(room, mira, tomasz):
    case = await claimed(room.book)
    assert "Mira holds this case and does not have it open." in await strip(tomasz, case)
    await beats(tomasz, case.id)
    assert "1 colleague has opened your case." in await strip(mira, case)
    await beats(mira, case.id)
    assert "Mira holds this case and has it open now." in await strip(tomasz, case)
    await beats(tomasz, case.id, writing="1")
    assert "Tomasz is writing in your case." in await strip(mira, case)


async def test_who_is_idle_or_leaves_shows_as_that(room, mira, tomasz):
    case = await open_case(room.book)
    await beats(mira, case.id, idle="130")
    assert "is idle" in await strip(tomasz, case)
    await beats(mira, case.id, gone="1")
    assert "Mira" not in await strip(tomasz, case)


async def test_the_bot_at_work_is_told(room, mira):
    case = await open_case(room.book)
    await room.book.put(messages("again", at=2))
    await room.book.claim(after(2), limit=1, lease=9999)
    await room.sync()
    assert "The bot is reading a new message" in await strip(mira, case)


async def test_where_everybody_is_for_a_page_that_just_came(room, desk, mira, tomasz):
    case = await open_case(room.book)
    await beats(tomasz, case.id, writing="1")
    await desk.app.state.teller.tell()
    answer = (await mira.get("/presence")).json()
    assert answer["me"] == "mira"
    assert answer["cases"] == {case.id: [["tomasz", "Tomasz", "writing"]]}
    assert answer["words"]["writing"] == "{name} is writing"


async def test_the_stream_carries_who_is_where_and_never_a_word(room, desk, mira):
    said = []
    desk.app.state.hub.say = lambda name, data: said.append((name, json.loads(data)))
    case = await open_case(room.book)
    await beats(mira, case.id, writing="1", text="my secret draft")
    room.whereabouts.bot_is({case.id: Doing.WORKING}, desk.clock.now())
    for _ in range(2):
        await desk.app.state.teller.tell()
    ((name, data),) = said
    people = [["bot", "bot", "working"], ["mira", "Mira", "writing"]]
    assert (name, data) == ("together", {"cases": {case.id: people}})


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"idle": "nan"}, 204), ({"idle": "-5"}, 204), ({"page": ""}, 204), ({"idle": "x"}, 400)],
    ids=str,
)
async def test_a_beat_of_nonsense_breaks_nothing(room, mira, fields, status):
    await mira.get("/team")
    answer = await mira.send("/presence", **{"page": "p", "case": "x" * 900, **fields})
    assert answer.status_code == status


async def test_beats_are_limited_and_need_our_own_page(room, mira):
    await mira.get("/team")
    found = [(await mira.send("/presence", page="p")).status_code for _ in range(page.BURST + 1)]
    assert (set(found[:-1]), found[-1]) == ({204}, 429)
    answer = await mira.client.post("/presence", data={"page": "p", "csrf": "0"})
    assert answer.status_code == 403


async def test_what_somebody_was_given_says_why_and_goes_back_by_one_press(room, desk, mira):
    case = await open_case(room.book)
    assignment = Assignment(
        case_id=case.id, agent="mira", mode=Mode.ASSIGN, fit=Fit.LANGUAGE, load=2, most=8,
        at=NOON, until=after(300),
    )  # fmt: skip
    await room.book.give(assignment)
    await room.sync()
    said = await strip(mira, case)
    assert "The desk gave it to you:" in said
    assert "nobody free knows the topic" in said
    assert "2 of 8 cases" in said
    assert f'action="/case/{case.id}/move/release"' in said
    await mira.open(case)
    assert (await mira.send(f"/case/{case.id}/move/release")).status_code == 303
    assert (await room.book.case_file(case.id)).case.held_by is Holder.QUEUE


async def test_what_somebody_else_was_offered_is_told_without_a_button(room, tomasz):
    case = await open_case(room.book)
    assignment = Assignment(
        case_id=case.id, agent="mira", mode=Mode.OFFER, fit=Fit.BOTH, load=0, most=8,
        at=NOON, until=after(300),
    )  # fmt: skip
    await room.book.give(assignment)
    await room.sync()
    said = await strip(tomasz, case)
    assert "The desk offered it to Mira:" in said
    assert "release" not in said


# the team


async def test_the_team_page_shows_state_shift_and_load(room, mira):
    await claimed(room.book)
    week = ("00:00-24:00",) * 7
    plan = Member(agent="mira", week=week, skills=frozenset({"kyc"}), languages=frozenset({"zh"}))
    await room.book.keep_member(plan, "lead", NOON)
    await beats(mira)
    page = (await mira.get("/team")).text
    for words in ("online", "on shift", "1 / 8", ">zh<", "not planned", "claims what he takes"):
        assert words in page, words


@pytest.mark.parametrize("value", list(Availability))
async def test_somebody_says_how_he_can_be_reached(room, desk, mira, value):
    await beats(mira)
    answer = await mira.send("/team/me", value=value.value)
    assert answer.headers["location"] == "/team?done=chosen"
    (mate, _) = await room.mates(await desk.door.agents())
    assert mate.availability is value
    page = (await mira.get("/team?done=chosen")).text
    assert "Your state is set." in page
    assert page.count('aria-pressed="true"') == 1


async def test_an_unknown_state_is_refused(room, mira):
    await mira.get("/team")
    assert (await mira.send("/team/me", value="holiday")).status_code == 422


async def test_a_lead_plans_somebodys_week(room, mira):
    assert 'name="hours"' in (await mira.get("/team/plan/tomasz")).text
    answer = await mira.client.post(
        "/team/plan/tomasz",
        data={
            "csrf": mira.csrf,
            "zone": "Europe/Oslo",
            "hours": ["09:00-17:00"] * 5 + ["", ""],
            "skill": ["kyc", "deposit"],
            "languages": "EN, zh",
            "most": "4",
        },
    )
    assert answer.headers["location"] == "/team?done=planned"
    (member,) = await room.book.members()
    assert member.languages == {"en", "zh"}
    assert (member.skills, member.most, member.zone) == ({"kyc", "deposit"}, 4, "Europe/Oslo")
    page = (await mira.get("/team/plan/tomasz")).text
    assert 'value="kyc" checked' in page
    assert page.count('value="09:00-17:00"') == 5


async def test_what_cannot_be_meant_stays_in_the_form_with_the_reason(room, mira):
    await mira.get("/team/plan/tomasz")
    answer = await mira.send("/team/plan/tomasz", hours="nine to five")
    assert answer.status_code == 422
    assert "are no hours" in answer.text
    assert 'value="nine to five"' in answer.text
    assert list(await room.book.members()) == []


async def test_nobody_is_planned_who_is_not_there(room, mira):
    assert (await mira.get("/team/plan/nobody")).status_code == 404


async def test_who_may_not_assign_plans_nobody_and_hands_over_only_his_own(room, desk, tomasz):
    desk.door.people["tomasz"] = replace(desk.door.people["tomasz"], role=Role.AGENT)
    page = (await tomasz.get("/team")).text
    assert "/team/plan/" not in page
    assert (await tomasz.get("/team/plan/mira")).status_code == 403
    assert (await tomasz.send("/team/plan/mira")).status_code == 403
    assert (await tomasz.get("/team/handover?agent=mira")).status_code == 403
    assert (await tomasz.send("/team/handover", giver="mira")).status_code == 403
    desk.door.people["tomasz"] = replace(desk.door.people["tomasz"], role=Role.VIEWER)
    assert (await tomasz.get("/team/handover")).status_code == 403
    assert (await tomasz.get("/team")).status_code == 200


async def test_a_role_that_may_not_answer_is_said_on_the_plan(room, desk, mira):
    desk.door.people["tomasz"] = replace(desk.door.people["tomasz"], role=Role.VIEWER)
    assert "may not answer cases" in (await mira.get("/team/plan/tomasz")).text


# handing over


async def test_a_case_is_handed_to_a_colleague_with_its_summary(room, mira):
    case = await claimed(room.book)
    text = (await mira.get("/team/handover")).text
    assert "Last from the user" in text
    assert "An answer is promised until" in text
    answer = await mira.send(
        "/team/handover", giver="mira", case=case.id, note="  ask for the hash\r\nagain ",
        to="tomasz", only=case.id,
    )  # fmt: skip
    assert answer.headers["location"] == "/team/handover?done=1&left=0"
    file = await room.book.case_file(case.id)
    assert file.case.agent == "tomasz"
    assert [line.text for line in file.lines if line.kind == "note"] == ["ask for the hash\nagain"]
    page = (await mira.get("/team/handover?done=1&left=0")).text
    assert "Handed over." in page
    assert "No open cases here." in page


async def test_all_cases_go_to_the_queue_at_once_but_for_what_moved(room, mira):
    one = await claimed(room.book)
    two = await claimed(room.book, stored_case(BOB), message="b")
    await mira.get("/team/handover")
    await room.book.move_case(two.id, Move.RELEASE, "mira", after(9))
    answer = await mira.client.post(
        "/team/handover",
        data={"csrf": mira.csrf, "case": [one.id, two.id], "note": ["x", "y"], "to": ""},
    )
    assert answer.headers["location"].endswith("left=1")
    assert (await room.book.case_file(one.id)).case.held_by is Holder.QUEUE
    assert "1 case was not handed over" in (await mira.get(answer.headers["location"])).text


async def test_a_lead_hands_over_for_somebody_else(room, mira):
    case = await claimed(room.book, agent="tomasz")
    assert f'id="note-of-{case.id}"' in (await mira.get("/team/handover?agent=tomasz")).text
    answer = await mira.send("/team/handover", giver="tomasz", case=case.id, note="", to="mira")
    assert answer.headers["location"].endswith("agent=tomasz")
    assert (await room.book.case_file(case.id)).case.agent == "mira"


async def test_nobody_unknown_gets_a_case(room, mira):
    case = await claimed(room.book)
    await mira.get("/team/handover")
    answer = await mira.send("/team/handover", case=case.id, note="", to="stranger")
    assert answer.status_code == 422


async def test_everything_is_said_in_chinese_too(room, mira):
    await claimed(room.book)
    mira.client.cookies.set("skerry_language", "zh")
    assert "团队" in (await mira.get("/team")).text
    assert "用户最后说" in (await mira.get("/team/handover")).text
    assert "工作时间" in (await mira.get("/team/plan/mira")).text
