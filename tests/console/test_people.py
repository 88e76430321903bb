"""Who may sign in, and as what: invited, changed, shut out; and never nobody left to do it."""

from __future__ import annotations

import re

import pytest

from core.access import Role
from tests.console.door_kit import a_desk, acts, admit, with_codes, with_password

pytestmark = pytest.mark.anyio
LINK = re.compile(r"http://desk\.example/sign-in\?token=([\w-]+)")


@pytest.fixture
def desk(clock):
    desk = a_desk(clock)
    admit(desk, "tomasz", Role.AGENT)
    return desk


@pytest.fixture
async def mira(desk):
    async with desk.agent("mira") as agent:
        await agent.get("/people")
        yield agent


async def test_everybody_is_listed_with_role_and_last_sign_in(desk, mira):
    page = (await mira.get("/people")).text
    assert page.count("has never signed in") == 1
    assert {">Tomasz<", ">Mira<"} <= set(re.findall(r">\w+<", page))


async def test_somebody_is_let_in_by_a_link_that_is_shown_once(desk, mira):
    answer = await mira.send("/people", identity=" LiWen ", name="Li Wen", role="moderator")
    assert answer.status_code == 200
    token = LINK.search(answer.text)[1]
    assert desk.door.people["liwen"].role is Role.MODERATOR
    assert token not in (await mira.get("/people")).text
    async with desk.client() as client:
        assert (await client.post("/sign-in", data={"token": token})).status_code == 303
        assert (await client.get("/people")).status_code == 403
    assert acts(desk)[1:3] == ["door:agent_added", "door:link_issued"]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"identity": "mira"}, 409, "already"),
        ({"identity": ""}, 422, "1 to 40"),
        ({"identity": "../etc"}, 422, "1 to 40"),
        ({"identity": "<b>"}, 422, "1 to 40"),
        ({"identity": "new", "role": "king"}, 400, "could not be read"),
    ],
    ids=str,
)
async def test_who_cannot_be_added_is_told_why(desk, mira, fields, status, words):
    answer = await mira.send("/people", **({"role": "agent", "name": "<b>N</b>"} | fields))
    assert (answer.status_code, words in answer.text) == (status, True)
    assert "<b>N" not in answer.text
    assert set(desk.door.people) == {"mira", "tomasz"}


async def test_a_new_role_counts_at_once(desk, mira):
    async with desk.agent("tomasz") as tomasz:
        answer = await mira.send("/people/tomasz/role", role="viewer")
        assert answer.headers["location"] == "/people?done=role"
        assert (await tomasz.get("/account")).status_code == 303
    assert desk.door.people["tomasz"].role is Role.VIEWER
    assert "The role is set" in (await mira.get("/people?done=role")).text


async def test_who_is_shut_out_is_out_at_once_and_back_again(desk, mira):
    async with desk.agent("tomasz") as tomasz:
        await mira.send("/people/tomasz/disable")
        assert (await tomasz.get("/account")).status_code == 303
    assert "shut out since" in (await mira.get("/people")).text
    assert (await mira.send("/people/tomasz/link")).status_code == 409
    await mira.send("/people/tomasz/enable")
    answer = await mira.send("/people/tomasz/link")
    assert LINK.search(answer.text)


async def test_somebody_is_signed_out_everywhere(desk, mira):
    async with desk.agent("tomasz") as tomasz:
        await mira.send("/people/tomasz/end-sessions")
        assert (await tomasz.get("/account")).status_code == 303


async def test_keys_are_taken_away(desk, mira):
    await with_password(desk, "tomasz")
    await with_codes(desk, "tomasz", ("ABCD-EFGH-JKMN-PQRS",))
    answer = await mira.send("/people/tomasz/reset")
    assert answer.headers["location"] == "/people?done=reset"
    keys = await desk.door.keys("tomasz")
    assert (keys.password, keys.secret, keys.spares) == ("", "", 0)


@pytest.mark.parametrize(
    ("path", "fields"), [("role", {"role": "lead"}), ("disable", {})], ids=["role", "disable"]
)
async def test_the_last_admin_stays(desk, mira, path, fields):
    answer = await mira.send(f"/people/mira/{path}", **fields)
    assert (answer.status_code, "last admin" in answer.text) == (409, True)
    assert (await mira.get("/people")).status_code == 200
    admit(desk, "amara", Role.ADMIN)
    assert (await mira.send(f"/people/mira/{path}", **fields)).status_code == 303
    assert (await mira.get("/people")).status_code == 303


@pytest.mark.parametrize("what", ["link", "role", "disable", "enable", "end-sessions", "reset"])
async def test_nobody_is_not_there(desk, mira, what):
    assert (await mira.send(f"/people/eve/{what}", role="lead")).status_code == 404


async def test_where_links_are_switched_off_nobody_gets_one(clock):
    desk = a_desk(clock, ways=("password",))
    async with desk.agent("mira") as mira:
        await mira.get("/people")
        answer = await mira.send("/people/tomasz/link")
        assert (answer.status_code, "switched off" in answer.text) == (409, True)


async def test_only_those_who_manage_see_the_page_offered(desk, mira):
    async with desk.agent("tomasz") as tomasz:
        assert 'href="/people"' not in (await tomasz.get("/account")).text
    assert 'href="/people"' in (await mira.get("/account")).text
