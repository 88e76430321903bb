"""One's own account: sessions one by one and all, keys that turn the session, passkeys."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager

import pyotp
import pytest

from console.passes import device_of, digest
from tests.console.conftest import CSRF, Agent
from tests.console.door_kit import (
    OTHER_WORDS,
    WORDS,
    a_desk,
    acts,
    by_password,
    code_now,
    with_codes,
    with_password,
)
from tests.console.passkey_kit import PRESENT, SoftKey

pytestmark = pytest.mark.anyio
SECRET = re.compile(r'class="command secret">([A-Z2-7 \s]+)<')
HERE = "http://localhost:8080"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def desk(clock):
    return a_desk(clock, HERE)


@pytest.fixture
async def mira(desk):
    async with desk.agent("mira") as agent:
        await agent.get("/account")
        yield agent


@asynccontextmanager
async def opened(desk, name="mira"):
    """Another browser of his."""
    await with_password(desk, name)
    async with desk.client() as client:
        await by_password(client, name)
        yield client


# sessions


async def test_sessions_are_listed_with_device_and_place(desk, mira):
    async with desk.client(headers={"User-Agent": FIREFOX}) as other:
        await with_password(desk)
        await by_password(other)
        page = (await mira.get("/account")).text
    assert "Firefox, Linux" in page
    assert "by password" in page
    assert page.count('action="/account/sessions/end"') == 1


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
         "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
         "Safari, iPhone"),
        ("", ""), ("<script>alert(1)</script>", ""), ("x" * 90_000, ""),
    ],
    ids=range(6),
)  # fmt: skip
def test_devices_in_words(header, words):
    assert device_of(header) == words


async def test_one_session_ends_alone(desk, mira):
    async with opened(desk) as other:
        (theirs,) = [e for e in await desk.door.sessions("mira") if e.way == "password"]
        answer = await mira.send("/account/sessions/end", session=theirs.digest)
        assert answer.headers["location"] == "/account?done=session"
        assert (await other.get("/account")).status_code == 303
        assert (await mira.get("/account")).status_code == 200


async def test_all_others_end(desk, mira):
    async with opened(desk) as one, opened(desk) as two:
        await mira.send("/account/sessions/end-others")
        assert [(await each.get("/account")).status_code for each in (one, two)] == [303, 303]
        assert (await mira.get("/account")).status_code == 200


async def test_everything_ends(desk, mira):
    async with opened(desk) as other:
        answer = await mira.send("/account/sign-out-everywhere")
        assert answer.headers["location"] == "/sign-in"
        assert (await other.get("/account")).status_code == 303
        assert "skerry" not in mira.client.cookies
        assert (await mira.get("/account")).status_code == 303


async def test_anothers_session_is_not_there(desk, mira):
    async with opened(desk, "tomasz") as tomasz:
        (theirs,) = await desk.door.sessions("tomasz")
        await mira.send("/account/sessions/end", session=theirs.digest)
        await mira.send("/account/sessions/end-others")
        await mira.send("/account/sign-out-everywhere")
        assert (await tomasz.get("/account")).status_code == 200


# passwords


async def test_a_first_password_turns_the_session(desk, mira):
    before = mira.client.cookies["skerry"]
    async with desk.client(cookies={"skerry": before}) as thief:
        answer = await mira.send("/account/password", new=WORDS)
        assert answer.headers["location"] == "/account?done=password"
        assert mira.client.cookies["skerry"] != before
        assert "Your password is set" in (await mira.get("/account?done=password")).text
        assert (await thief.get("/account")).status_code == 303
    async with desk.client() as client:
        assert (await by_password(client)).status_code == 303


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"new": "short"}, "at least 12 characters"),
        ({"new": "mira mira mira"}, "easily guessed"),
        ({"new": "x" * 257}, "longer than 256"),
        ({"new": OTHER_WORDS, "current": "wrong"}, "not your current password"),
        ({"new": OTHER_WORDS}, "not your current password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_password_that_will_not_do_changes_nothing(desk, mira, fields, why):
    if "x" not in fields["new"] and fields["new"] not in {"short", "mira mira mira"}:
        await with_password(desk)
    answer = await mira.send("/account/password", **fields)
    assert (answer.status_code, why in answer.text) == (422, True)
    assert "door:password" not in acts(desk)


async def test_guesses_at_the_current_password_wait(desk, mira):
    await with_password(desk)
    for _ in range(10):
        await mira.send("/account/password", new=OTHER_WORDS, current="no")
    answer = await mira.send("/account/password", new=OTHER_WORDS, current=WORDS)
    assert "Too many wrong passwords" in answer.text
    # which keeps nobody from coming in
    async with desk.client() as client:
        assert (await by_password(client)).status_code == 303


async def test_a_password_is_removed_by_whoever_has_it(desk, mira):
    await with_password(desk)
    assert (await mira.send("/account/password/remove", current="no")).status_code == 422
    answer = await mira.send("/account/password/remove", current=WORDS)
    assert answer.headers["location"] == "/account?done=no_password"
    assert (await desk.door.keys("mira")).password == ""


async def test_a_busy_machine_changes_nothing(desk, mira):
    desk.entry.passwords._places = 0
    answer = await mira.send("/account/password", new=WORDS)
    assert (answer.status_code, "busy" in answer.text) == (503, True)
    await with_password(desk)
    answer = await mira.send("/account/password/remove", current=WORDS)
    assert (answer.status_code, "busy" in answer.text) == (422, True)


@pytest.mark.parametrize(
    "path",
    [
        "/account/password",
        "/account/password/remove",
        "/account/codes/new",
        "/account/codes/remove",
        "/account/passkeys/offer",
        "/account/passkeys/remove",
    ],
)
async def test_an_open_screen_changes_no_keys(desk, mira, path):
    await with_password(desk)
    desk.clock.advance(15 * 60)
    answer = await mira.send(path, new=OTHER_WORDS, current=WORDS, passkey="x")
    assert answer.status_code in {403, 422}
    assert acts(desk) == ["door:signed_in"]
    assert "sign in again" in (await mira.get("/account")).text


# codes


async def set_up(desk, mira):
    page = (await mira.send("/account/codes/new")).text
    mira.csrf = CSRF.search(page)[1]
    secret = SECRET.search(page)[1].replace(" ", "")
    return pyotp.TOTP(secret)


async def test_codes_count_once_one_was_typed(desk, mira):
    totp = await set_up(desk, mira)
    assert (await desk.door.keys("mira")).secret == ""
    before = mira.client.cookies["skerry"]
    page = await mira.send("/account/codes", code=code_now(desk, totp))
    assert page.status_code == 200
    spares = re.findall(r"<li><code>([A-Z2-9-]{19})</code>", page.text)
    assert len(set(spares)) == 10
    keys = await desk.door.keys("mira")
    assert (keys.secret, keys.spares) == (totp.secret, 10)
    assert mira.client.cookies["skerry"] != before
    assert all(session.strong for session in await desk.door.sessions("mira"))
    # the code that switched them on is used up
    assert not await desk.door.spend_code("mira", int(desk.clock.now().timestamp()) // 30)
    assert "10 spare codes left" in (await mira.get("/account")).text


async def test_a_wrong_first_code_shows_the_same_secret_again(desk, mira):
    totp = await set_up(desk, mira)
    page = await mira.send("/account/codes", code="12")
    assert (page.status_code, "not the code" in page.text) == (422, True)
    assert SECRET.search(page.text)[1].replace(" ", "") == totp.secret
    answer = await mira.send("/account/codes", code=code_now(desk, totp))
    assert answer.status_code == 200


async def test_codes_of_a_step_that_is_gone_count_for_nothing(desk, mira):
    totp = await set_up(desk, mira)
    desk.clock.advance(600)
    answer = await mira.send("/account/codes", code=code_now(desk, totp))
    assert (answer.status_code, "took too long" in answer.text) == (409, True)


async def test_anothers_half_done_codes_are_not_taken_on(desk, mira):
    totp = await set_up(desk, mira)
    async with desk.agent("tomasz") as tomasz:
        await tomasz.get("/account")
        tomasz.client.cookies.set("skerry-step", mira.client.cookies["skerry-step"])
        answer = await tomasz.send("/account/codes", code=code_now(desk, totp))
    assert answer.status_code == 409
    assert (await desk.door.keys("tomasz")).secret == ""


async def test_codes_are_removed(desk, mira):
    await with_codes(desk)
    answer = await mira.send("/account/codes/remove")
    assert answer.headers["location"] == "/account?done=no_codes"
    assert (await desk.door.keys("mira")).secret == ""


# passkeys


async def a_passkey(mira, key: SoftKey | None = None, name: str = "phone"):
    key = key or SoftKey(HERE, "localhost")
    offer = await mira.send("/account/passkeys/offer")
    answer = await mira.send("/account/passkeys", answer=key.make(offer.text), name=name)
    return key, answer


async def shows(client, key: SoftKey):
    asked = await client.post("/sign-in/passkey/ask")
    return await client.post("/sign-in/passkey", data={"answer": key.show(asked.text)})


async def test_a_passkey_is_made_and_lets_in(desk, mira):
    key, answer = await a_passkey(mira)
    assert answer.headers["location"] == "/account?done=passkey"
    page = (await mira.get("/account")).text
    assert ">phone<" in page
    async with desk.client() as client:
        assert (await shows(client, key)).headers["location"] == "/"
        assert "by passkey" in (await client.get("/account")).text
    assert all(session.strong for session in await desk.door.sessions("mira"))


async def test_a_passkey_leads_past_second_factor(clock):
    desk = a_desk(clock, HERE, second_factor="required")
    async with desk.agent("mira") as mira:
        await mira.get("/account")
        key, _ = await a_passkey(mira)
        # whoever has just made one holds it
        assert (await mira.get("/people")).status_code == 200
        async with desk.client() as client:
            await shows(client, key)
            assert (await client.get("/people")).status_code == 200


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "http://localhost.evil.example"},
        {"origin": "https://localhost:8080"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
    ],
    ids=str,
)
async def test_what_was_made_or_shown_elsewhere_proves_nothing(desk, mira, lie):
    liar = SoftKey(HERE, "localhost")
    for name, value in lie.items():
        setattr(liar, name, value)
    _, answer = await a_passkey(mira, liar)
    assert (answer.status_code, "No passkey was added" in answer.text) == (422, True)
    honest, _ = await a_passkey(mira)
    for name, value in lie.items():
        setattr(honest, name, value)
    async with desk.client() as client:
        answer = await shows(client, honest)
        assert (answer.status_code, "skerry" in client.cookies) == (401, False)


async def test_a_stolen_answer_is_good_for_nothing(desk, mira):
    key, _ = await a_passkey(mira)
    async with desk.client() as client, desk.client() as thief:
        asked = await client.post("/sign-in/passkey/ask")
        answer = key.show(asked.text)
        await thief.post("/sign-in/passkey/ask")
        # for another challenge, and for a spent one
        stolen = await thief.post("/sign-in/passkey", data={"answer": answer})
        assert stolen.status_code == 401
        assert (await client.post("/sign-in/passkey", data={"answer": answer})).status_code == 303
        assert (await client.post("/sign-in/passkey", data={"answer": answer})).status_code == 401


async def test_a_copied_key_is_noticed(desk, mira):
    key, _ = await a_passkey(mira)
    async with desk.client() as client:
        await shows(client, key)
        key.counter = 0
        assert (await shows(client, key)).status_code == 401
    assert "door:passkey_copied" in acts(desk)


async def test_anothers_key_signs_for_nobody_else(desk, mira):
    key, _ = await a_passkey(mira)
    impostor = SoftKey(HERE, "localhost")
    impostor.id = key.id
    async with desk.client() as client:
        assert (await shows(client, impostor)).status_code == 401
        assert (await shows(client, SoftKey(HERE, "localhost"))).status_code == 401


async def test_a_passkey_of_somebody_shut_out_opens_nothing(desk):
    async with desk.agent("tomasz") as tomasz:
        await tomasz.get("/account")
        key, _ = await a_passkey(tomasz)
    await desk.door.disable("tomasz", desk.clock.now())
    async with desk.client() as client:
        assert (await shows(client, key)).status_code == 401


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "null", "{", '{"id": 7}', '{"id": "x"}', "[" * 9000, '{"id":"' + "x" * 50000],
)
async def test_rubbish_is_no_passkey(desk, mira, answer):
    key, _ = await a_passkey(mira)
    del key
    async with desk.client() as client:
        await client.post("/sign-in/passkey/ask")
        shown = await client.post("/sign-in/passkey", data={"answer": answer})
        assert shown.status_code == 401
    await mira.get("/account")
    await mira.send("/account/passkeys/offer")
    made = await mira.send("/account/passkeys", answer=answer)
    assert made.status_code == 422


async def test_a_passkey_without_being_asked_is_refused(desk, mira):
    key = SoftKey(HERE, "localhost")
    offer = await mira.send("/account/passkeys/offer")
    answer = key.make(offer.text)
    assert (await mira.send("/account/passkeys", answer=answer)).status_code == 303
    await mira.get("/account")
    assert (await mira.send("/account/passkeys", answer=answer)).status_code == 409
    async with desk.client() as client:
        assert (await client.post("/sign-in/passkey", data={"answer": answer})).status_code == 401


async def test_the_same_key_is_added_once(desk, mira):
    key, _ = await a_passkey(mira)
    await mira.get("/account")
    _, answer = await a_passkey(mira, key)
    assert answer.status_code == 409


async def test_passkeys_are_removed_by_their_owner_alone(desk, mira):
    key, _ = await a_passkey(mira)
    (known,) = (await desk.door.keys("mira")).passkeys
    async with desk.agent("tomasz") as tomasz:
        await tomasz.get("/account")
        await tomasz.send("/account/passkeys/remove", passkey=known.id)
    assert await desk.door.passkey(known.id) is not None
    await mira.get("/account")
    await mira.send("/account/passkeys/remove", passkey=known.id)
    async with desk.client() as client:
        assert (await shows(client, key)).status_code == 401


@pytest.mark.parametrize(
    ("url", "offered"),
    [
        ("http://desk.example", False),
        ("https://desk.example", True),
        ("https://192.0.2.7", False),
        ("http://127.0.0.1:8080", False),
        ("http://localhost:8080", True),
    ],
)
async def test_passkeys_are_offered_where_browsers_know_them(clock, url, offered):
    desk = a_desk(clock, url)
    async with desk.client() as client:
        assert ('id="passkey"' in (await client.get("/sign-in")).text) is offered
        status = (await client.post("/sign-in/passkey/ask")).status_code
        assert status == (200 if offered else 404)


async def test_knocks_have_a_rate(desk):
    async with desk.client() as client:
        answers = [(await client.post("/sign-in/passkey/ask")).status_code for _ in range(61)]
        assert answers == [200] * 60 + [429]
        answer = await client.post("/sign-in", data={"token": "x"})
        assert (answer.status_code, "retry-after" in answer.headers) == (429, True)


async def test_no_key_of_a_session_is_kept_as_it_is(desk, mira):
    token = mira.client.cookies["skerry"]
    (session,) = await desk.door.sessions("mira")
    assert session.digest == digest(token) != token


async def test_a_session_that_ended_meanwhile_is_not_turned(desk, mira):
    agent = Agent(mira.client)
    await agent.get("/account")
    await desk.door.end_sessions("mira")
    assert (await agent.send("/account/password", new=WORDS)).status_code == 401
