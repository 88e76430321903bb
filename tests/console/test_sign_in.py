"""Links that work once, sessions that end, and what is kept of either."""

from __future__ import annotations

import pytest

from console.passes import issue_link
from tests.console.conftest import Desk
from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio
SECURE = "https://desk.example"


async def a_token(desk, agent="mira"):
    link = await issue_link(desk.door, agent, desk.clock, desk.url)
    assert link.startswith(f"{desk.url}/sign-in?token=")
    return link.partition("token=")[2]


async def test_looking_at_a_link_does_not_use_it_up(desk):
    token = await a_token(desk)
    async with desk.client() as client:
        for _ in range(3):
            page = await client.get("/sign-in", params={"token": token})
            assert page.status_code == 200
            assert f'value="{token}"' in page.text
        answer = await client.post("/sign-in", data={"token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_a_link_works_once(desk):
    token = await a_token(desk)
    async with desk.client() as client, desk.client() as thief:
        await client.post("/sign-in", data={"token": token})
        answer = await thief.post("/sign-in", data={"token": token})
        assert answer.status_code == 401
        assert "skerry agent link NAME" in answer.text
        assert "set-cookie" not in answer.headers
        assert (await client.get("/")).status_code == 200


async def test_an_old_link_is_refused(desk):
    token = await a_token(desk)
    desk.clock.advance(30 * 60)
    async with desk.client() as client:
        assert (await client.post("/sign-in", data={"token": token})).status_code == 401


@pytest.mark.parametrize("token", ["", "nothing", "\u202e", "x" * 5000], ids=len)
async def test_a_wrong_link_is_refused(desk, token):
    async with desk.client() as client:
        assert (await client.post("/sign-in", data={"token": token})).status_code == 401


async def test_without_a_link_the_page_says_how_to_get_one(desk):
    async with desk.client() as client:
        page = await client.get("/sign-in")
    assert "skerry agent link NAME" in page.text
    assert '<button class="main"' not in page.text


async def test_only_digests_are_kept(desk):
    token = await a_token(desk)
    async with desk.client() as client:
        answer = await client.post("/sign-in", data={"token": token})
    session = answer.cookies["skerry"]
    assert len(session) >= 43
    assert session != token
    assert {token, session}.isdisjoint(desk.door.passes)
    assert all(len(digest) == 64 for digest in desk.door.passes)


@pytest.mark.parametrize(
    ("url", "name", "secure"),
    [("http://desk.example", "skerry", False), (SECURE, "__Host-skerry", True)],
    ids=["http", "https"],
)
async def test_the_cookie_is_locked_down(clock, url, name, secure):
    desk = Desk(clock, url)
    token = await a_token(desk)
    async with desk.client() as client:
        answer = await client.post("/sign-in", data={"token": token})
        cookie = answer.headers["set-cookie"]
        assert (await client.get("/")).status_code == 200
    assert cookie.startswith(f"{name}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Max-Age=43200" in cookie
    assert ("Secure" in cookie) is secure
    assert "Domain" not in cookie


async def test_a_session_ends_after_twelve_hours_of_work(desk, mira):
    for _ in range(11):
        desk.clock.advance(3600)
        assert (await mira.get("/")).status_code == 200
    desk.clock.advance(3599)
    assert (await mira.get("/")).status_code == 200
    desk.clock.advance(1)
    answer = await mira.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("path", ["/", "/health"])
async def test_a_session_that_nobody_uses_ends_after_two_hours(desk, mira, path):
    desk.clock.advance(2 * 3600 - 1)
    assert (await mira.get(path)).status_code == 200
    desk.clock.advance(2 * 3600)
    assert (await mira.get(path)).status_code == 303


async def test_what_an_open_page_asks_for_by_itself_keeps_nobody_signed_in(desk, mira):
    case = desk.book.add(a_case(), a_line())
    paths = (f"/case/{case.id}/live", "/?view=open&rows=50", f"/case/{case.id}/live")
    for path in paths:
        desk.clock.advance(2000)
        assert (await mira.get(path)).status_code == 200
    desk.clock.advance(2 * 3600 - 6000)
    assert (await mira.get("/")).status_code == 303


async def test_signing_out_ends_the_session_everywhere(desk, mira):
    await mira.get("/")
    stolen = dict(mira.client.cookies)
    answer = await mira.send("/sign-out")
    assert answer.headers["location"] == "/sign-in"
    assert "skerry" not in mira.client.cookies
    async with desk.client(cookies=stolen) as thief:
        assert (await thief.get("/")).status_code == 303


async def test_a_link_is_no_session(desk):
    token = await a_token(desk)
    async with desk.client(cookies={"skerry": token}) as client:
        assert (await client.get("/")).status_code == 303


@pytest.mark.parametrize(
    ("back", "place"),
    [
        ("/case/abc?view=mine", "/case/abc?view=mine"),
        ("https://evil.example/x", "/x"),
        ("//evil.example/x", "/x"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example\\x", "/x"),
        ("///evil.example", "/evil.example"),
        ("javascript:alert(1)", "/alert(1)"),
    ],
)
async def test_the_language_switch_stays_on_this_site(desk, back, place):
    async with desk.client() as client:
        answer = await client.post("/language", data={"code": "zh", "back": back})
        assert answer.headers["location"] == place
        assert "登录" in (await client.get("/sign-in")).text


async def test_an_unknown_language_changes_nothing(desk):
    async with desk.client() as client:
        answer = await client.post("/language", data={"code": "xx"})
        assert "set-cookie" not in answer.headers
        assert 'lang="en"' in (await client.get("/sign-in")).text
