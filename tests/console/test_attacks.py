"""What attackers try at the door, over HTTP: each try by name, and what it comes to."""

from __future__ import annotations

import re

import httpx
import pytest

from console.guard import CheckHost
from console.passes import digest, issue_link
from core.access import Role
from tests.console.conftest import URL, Desk
from tests.console.door_kit import WORDS, a_desk, admit, by_password, with_password
from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio


@pytest.fixture
def desk(clock):
    return a_desk(clock)


async def token_of(desk, agent="mira"):
    link = await issue_link(desk.door, agent, desk.clock, desk.url)
    return link.partition("token=")[2]


# session fixation


@pytest.mark.parametrize("way", ["link", "password"])
async def test_a_session_that_was_planted_is_worth_nothing_after_sign_in(desk, way):
    await with_password(desk)
    planted = "planted-by-the-attacker-0123456789abcdefghij"
    async with desk.client(cookies={"skerry": planted}) as victim:
        if way == "link":
            await victim.post("/sign-in", data={"token": await token_of(desk)})
        else:
            await by_password(victim)
        given = [each for each in victim.cookies.jar if each.name == "skerry"][-1].value
        assert given != planted
    async with desk.client(cookies={"skerry": planted}) as attacker:
        assert (await attacker.get("/account")).status_code == 303
    async with desk.client(cookies={"skerry": given}) as victim:
        assert (await victim.get("/account")).status_code == 200


async def test_signing_in_again_ends_the_session_before(desk):
    await with_password(desk)
    async with desk.client() as client:
        await by_password(client)
        first = client.cookies["skerry"]
        await by_password(client)
        assert client.cookies["skerry"] != first
    async with desk.client(cookies={"skerry": first}) as thief:
        assert (await thief.get("/account")).status_code == 303


async def test_a_session_of_another_is_ended_not_taken_over(desk):
    await with_password(desk)
    async with desk.agent("tomasz") as attacker:
        planted = attacker.client.cookies["skerry"]
        async with desk.client(cookies={"skerry": planted}) as victim:
            await by_password(victim)
        assert (await attacker.client.get("/account")).status_code == 303


@pytest.mark.parametrize("cookie", ["", "x" * 200_000, "a;b", "\x7f", "' OR 1=1 --", "%00", "🦀"])
async def test_odd_cookies_are_nobody(desk, cookie):
    async with desk.client() as client:
        headers = {"Cookie": f"skerry={cookie}".encode("utf-8", "replace")}
        assert (await client.get("/account", headers=headers)).status_code == 303


async def test_a_digest_opens_nothing(desk):
    """Who reads the database cannot come in with what stands there."""
    async with desk.agent("mira") as mira:
        stolen = digest(mira.client.cookies["skerry"])
    async with desk.client(cookies={"skerry": stolen}) as thief:
        assert (await thief.get("/account")).status_code == 303


# open redirects


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example", "//evil.example", "///evil.example", "\\\\evil.example",
        "/\\evil.example", "\t//evil.example", "https:evil.example", "javascript:alert(1)",
        "//evil.example%2f..", "http://[evil", "/%09/evil.example", "data:text/html,x",
        "/\r\nSet-Cookie: a=b", "//desk.example@evil.example/", "https://desk.example.evil.example/",
    ],
    ids=ascii,
)  # fmt: skip
async def test_no_way_leads_to_another_site(desk, back):
    async with desk.client() as client:
        answer = await client.post("/language", data={"code": "zh", "back": back})
    place = answer.headers["location"]
    assert answer.status_code == 303
    assert httpx.URL(URL).join(place).host == "desk.example"
    assert not place.startswith(("//", "/\\"))
    assert "a=b" not in answer.headers.get("set-cookie", "")


# path traversal


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/settings.toml",
        "/static/....//app.py", "/static//etc/passwd", "/static/%00", "/static/console.js%00.css",
        "/static/..\\..\\settings.toml", "/static/vendor/../../app.py", "/static/.", "/static/~",
        "/static/console.css/", "/static/%c0%ae%c0%ae/app.py", "/static/vendor/htmx.min.js/..",
    ],
)  # fmt: skip
async def test_nothing_but_static_files_is_served(desk, path):
    async with desk.client() as client:
        answer = await client.get(path)
    assert answer.status_code in {303, 307, 404}
    assert "import" not in answer.text
    assert "root:" not in answer.text


# another's things


async def test_one_persons_form_does_not_act_for_another(desk):
    """The token of a form belongs to a session, not to a person."""
    case = desk.book.add(a_case(), a_line())
    async with desk.agent("mira") as one, desk.agent("mira") as two:
        await one.open(case)
        answer = await two.client.post(
            f"/case/{case.id}/note", data={"csrf": one.csrf, "note": "words"}
        )
    assert answer.status_code == 403
    assert len(desk.book.files[case.id].lines) == 1


async def test_nobody_writes_in_a_case_that_another_holds(desk):
    case = desk.book.add(a_case(), a_line())
    async with desk.agent("mira") as mira, desk.agent("tomasz") as tomasz:
        await mira.open(case)
        await mira.send(f"/case/{case.id}/move/claim")
        await tomasz.open(case)
        for path, fields in (("reply", {"text": "words"}), ("move/release", {})):
            answer = await tomasz.send(f"/case/{case.id}/{path}", **fields)
            assert answer.status_code == 409
    assert desk.book.sent == []


# headers


@pytest.mark.parametrize(
    "value",
    ["a\r\nSet-Cookie: skerry=x", "a\nX-Evil: 1", "a\x00b", "\u2028x", "%0d%0aX-Evil: 1"],
    ids=ascii,
)
async def test_no_header_is_injected(desk, value):
    async with desk.client() as client:
        answers = [
            await client.post("/language", data={"code": value, "back": f"/{value}"}),
            await client.get("/sign-in", params={"token": value}),
            await client.post("/sign-in/password", data={"name": value, "password": value}),
            await client.get("/", params={"view": value, "after": value}),
        ]
    for answer in answers:
        assert "x-evil" not in answer.headers
        assert "skerry=x" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("desk.example", 200),
        ("desk.example:8080", 200), ("DESK.example", 200),
        ("localhost:8080", 200), ("127.0.0.1", 200), ("[::1]:8080", 200), ("192.0.2.7", 200),
        ("evil.example", 421),
        ("desk.example.evil.example", 421),
        ("evil.example:desk.example", 421),
        ("desk.example@evil.example", 421), ("", 421),
        ("[", 421),
        ("evil.example#desk.example", 421),
    ],
)  # fmt: skip
async def test_a_foreign_name_for_this_machine_reads_nothing(desk, host, status):
    async with desk.client() as client:
        assert (await client.get("/sign-in", headers={"Host": host})).status_code == status
        assert (await client.get("/livez", headers={"Host": host})).status_code == 200


async def test_two_names_at_once_are_none(desk):
    async with desk.client() as client:
        headers = [(b"Host", b"desk.example"), (b"Host", b"evil.example")]
        assert (await client.get("/sign-in", headers=headers)).status_code == 421


def test_a_console_that_listens_everywhere_without_a_name_cannot_tell():
    check = CheckHost(None, public_url="http://0.0.0.0:8080")
    assert check._knows({"type": "http", "path": "/", "headers": [(b"host", b"x.example")]})


async def test_links_name_the_console_as_the_operator_does(desk):
    async with desk.agent("mira") as mira:
        await mira.get("/people")
        headers = {"Host": "192.0.2.7", "X-Forwarded-Host": "evil.example"}
        mira.client.headers.update(headers)
        answer = await mira.send("/people/tomasz/link")
    assert f"{URL}/sign-in?token=" in answer.text
    assert "evil.example" not in answer.text


async def test_https_stays_https(clock):
    for url, strict in ((URL, False), ("https://desk.example", True)):
        desk = Desk(clock, url)
        async with desk.client() as client:
            answer = await client.get("/sign-in")
        assert ("strict-transport-security" in answer.headers) is strict


async def test_scripts_are_held_to_trusted_types(desk):
    async with desk.client() as client:
        policy = (await client.get("/sign-in")).headers["content-security-policy"]
    assert "require-trusted-types-for 'script'; trusted-types default" in policy
    assert "unsafe" not in policy


async def test_cookies_are_locked_to_this_host(clock):
    desk = a_desk(clock, "https://desk.example")
    await with_password(desk)
    async with desk.client() as client:
        answer = await by_password(client)
    cookies = answer.headers.get_list("set-cookie")
    named = {each.partition("=")[0] for each in cookies}
    assert {"__Host-skerry", "__Host-skerry-device"} <= named
    for each in cookies:
        assert "Secure" in each
        assert "HttpOnly" in each
        assert "Path=/" in each
        assert "Domain" not in each


# odd and huge bodies


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"csrf": "x"}'),
        ("application/x-www-form-urlencoded", b"%" * 5000),
        ("application/x-www-form-urlencoded", b"&" * 60_000),
        ("application/x-www-form-urlencoded", b"csrf=" + b"\xff" * 100),
        ("application/x-www-form-urlencoded", b"=".join([b"a"] * 30_000)),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n--x--"),
        ("multipart/form-data; boundary=", b"----"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="csrf";'
         b' filename="a"\r\n\r\nb\r\n--x--\r\n'),
        ("text/plain", b"csrf=x"),
        ("", b"x" * 60_000),
        ("application/x-www-form-urlencoded", b"x" * 3_000_000),
    ],
    ids=range(12),
)  # fmt: skip
async def test_odd_bodies_break_nothing(desk, kind, body):
    async with desk.agent("mira") as mira:
        for path in ("/sign-in/password", "/account/password", "/people", "/case/none/note"):
            answer = await mira.client.post(path, content=body, headers={"Content-Type": kind})
            assert 400 <= answer.status_code < 500, path


async def test_a_field_that_comes_twice_counts_once(desk):
    await with_password(desk)
    async with desk.client() as client:
        body = f"name=mira&name=tomasz&password=x&password={WORDS}".replace(" ", "+")
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await client.post("/sign-in/password", content=body, headers=form)
    assert answer.status_code == 401


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "FOO"])
async def test_other_methods_do_nothing(desk, method):
    async with desk.agent("mira") as mira:
        answer = await mira.client.request(method, "/people/tomasz/disable")
    assert answer.status_code in {400, 404, 405}
    assert desk.door.people["tomasz"].disabled_at is None


async def test_forms_have_a_rate(desk):
    admit(desk, "viewer", Role.VIEWER)
    async with desk.agent("viewer") as viewer:
        page = await viewer.get("/account")
        token = re.search(r'name="csrf" value="(\w+)"', page.text)[1]
        answers = [
            (await viewer.client.post("/case/none/note", data={"csrf": token})).status_code
            for _ in range(242)
        ]
    assert answers[:240] == [403] * 240
    assert answers[-1] == 429


async def test_too_fast_is_told_in_words(desk):
    async with desk.agent("mira") as mira:
        await mira.get("/account")
        session = mira.client.cookies["skerry"]
        for _ in range(240):
            desk.entry.brakes.forms.take(session, desk.clock.now())
        answer = await mira.send("/account/sessions/end-others")
    assert (answer.status_code, "Too fast" in answer.text) == (429, True)
