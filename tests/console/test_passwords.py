"""Coming in by password and code: what lets in, what makes wait, and whom it never keeps out."""

from __future__ import annotations

import asyncio

import pytest
from argon2 import PasswordHasher

from console.allowance import Slowdown
from console.keys import codes
from console.keys.passwords import Busy, Passwords, weakness
from tests.conftest import NOON
from tests.console.door_kit import (
    OTHER_WORDS,
    QUICK,
    WORDS,
    a_desk,
    acts,
    by_password,
    code_now,
    from_address,
    with_codes,
    with_password,
)

pytestmark = pytest.mark.anyio
SPARE = "ABCD-EFGH-JKMN-PQRS"


@pytest.fixture
def desk(clock):
    return a_desk(clock)


async def test_name_and_password_let_in(desk):
    await with_password(desk)
    async with desk.client() as client:
        answer = await by_password(client, " Mira ")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert (await client.get("/account")).status_code == 200
    assert acts(desk) == ["door:signed_in"]
    assert desk.door.people["mira"].signed_in_at == NOON


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mira", OTHER_WORDS), ("mira", ""), ("mira", WORDS + "x"), ("eve", WORDS),
        ("tomasz", ""), ("tomasz", WORDS), ("", ""), ("mira\x00", WORDS), ("x" * 9000, "y" * 9000),
        ("mira", "\ud800"),
    ],
    ids=ascii,
)  # fmt: skip
async def test_everything_else_is_refused_in_the_same_words(desk, name, words):
    await with_password(desk)
    async with desk.client() as client:
        body = {
            "name": name.encode("utf-8", "replace"),
            "password": words.encode("utf-8", "replace"),
        }
        answer = await client.post("/sign-in/password", data=body)
        assert answer.status_code == 401
        assert "Name and password do not go together." in answer.text
        assert "skerry" not in client.cookies


async def test_a_password_in_the_wrong_field_is_not_logged(desk, caplog):
    await with_password(desk)
    caplog.set_level("INFO")
    async with desk.client() as client:
        await by_password(client, WORDS, WORDS)
        await by_password(client, "mira", OTHER_WORDS)
    assert "refused for a name that nobody has" in caplog.text
    assert "refused for mira" in caplog.text
    assert not [each for each in (WORDS, OTHER_WORDS) if each.lower() in caplog.text.lower()]


async def test_an_unknown_name_costs_the_same_work(desk):
    done = []

    class Counting(PasswordHasher):
        def verify(self, hashed, password):
            done.append(hashed)
            return super().verify(hashed, password)

    passwords = Passwords(hasher=Counting(time_cost=1, memory_cost=8, parallelism=1))
    mine = await passwords.hash(WORDS)
    assert await passwords.check(mine, WORDS)
    assert not await passwords.check(mine, OTHER_WORDS)
    assert not await passwords.check("", WORDS)
    assert not await passwords.check("rubbish", WORDS)
    assert len(done) == 4
    # the same parameters, so the same time and memory
    assert (
        done[2].rpartition("$")[0].rpartition("$")[0] == mine.rpartition("$")[0].rpartition("$")[0]
    )


async def test_no_hash_of_nobody_can_be_guessed_into(desk):
    passwords = Passwords(hasher=QUICK)
    assert not await passwords.check("", "")


async def test_few_passwords_are_checked_at_once_and_the_queue_has_an_end():
    running, most = 0, 0

    class Slow(PasswordHasher):
        def hash(self, password, **_):
            nonlocal running, most
            running += 1
            most = max(most, running)
            import time

            time.sleep(0.01)
            running -= 1
            return "hash"

    passwords = Passwords(at_once=2, waiting=3, hasher=Slow())
    given = await asyncio.gather(*(passwords.hash("x") for _ in range(12)), return_exceptions=True)
    assert most <= 2
    assert sum(each == "hash" for each in given) == 5
    assert sum(isinstance(each, Busy) for each in given) == 7
    assert await passwords.hash("x") == "hash"


async def test_a_full_queue_is_told_in_words(desk):
    desk.entry.passwords._places = 0
    async with desk.client() as client:
        answer = await by_password(client)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
    assert "Try again in 3 seconds" in answer.text


async def test_an_old_hash_is_made_anew(desk):
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16)
    await desk.door.set_password("mira", weaker.hash(WORDS), NOON)
    async with desk.client() as client:
        assert (await by_password(client)).status_code == 303
    renewed = (await desk.door.keys("mira")).password
    assert QUICK.verify(renewed, WORDS)
    assert not QUICK.check_needs_rehash(renewed)


async def test_letters_are_the_same_however_they_are_composed(desk):
    await with_password(desk, words="café d'été à Orléans")
    async with desk.client() as client:
        assert (await by_password(client, words="café d'été à Orléans")).status_code == 303


async def test_who_is_shut_out_is_told_nothing_more(desk):
    await with_password(desk, "tomasz")
    await desk.door.disable("tomasz", NOON)
    async with desk.client() as client:
        answer = await by_password(client, "tomasz")
    assert (answer.status_code, "do not go together" in answer.text) == (401, True)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "short"), ("x" * 300, "long"), ("passwordpassword", "guessable"),
        ("mirasolberg2026", "guessable"), ("123456789012", "guessable"), (WORDS, ""),
        ("qwertyuiop12", "guessable"),
    ],
)  # fmt: skip
def test_weak_passwords(password, why):
    assert weakness(password, 12, about=("mira", "Mira Solberg", "mirasolberg")) == why


# waiting


async def test_wrong_attempts_make_the_next_one_wait(desk):
    await with_password(desk)
    async with desk.client() as client:
        for _ in range(5):
            assert (await by_password(client, words="no")).status_code == 401
        answer = await by_password(client)
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "2"
        assert "looked at in 2 seconds" in answer.text
        desk.clock.advance(2)
        assert (await by_password(client, words="no")).status_code == 401
        assert (await by_password(client)).headers["retry-after"] == "4"
        desk.clock.advance(4)
        assert (await by_password(client)).status_code == 303
        assert (await by_password(client)).status_code == 303


async def test_a_known_device_is_never_kept_out_by_somebody_else(desk):
    await with_password(desk)
    async with from_address(desk, "192.0.2.1") as home:
        assert (await by_password(home)).status_code == 303
        # a siege: from everywhere, and from the owner's own address too
        for number in range(60):
            async with from_address(desk, f"198.51.100.{number}") as attacker:
                await by_password(attacker, words="no")
        for _ in range(6):
            async with from_address(desk, "192.0.2.1") as beside:
                await by_password(beside, words="no")
        async with from_address(desk, "203.0.113.5") as elsewhere:
            assert (await by_password(elsewhere)).status_code == 429
        assert (await by_password(home)).status_code == 303


async def test_a_device_is_known_for_its_owner_alone(desk):
    await with_password(desk)
    await with_password(desk, "tomasz", OTHER_WORDS)
    async with from_address(desk, "192.0.2.1") as client:
        assert (await by_password(client, "tomasz", OTHER_WORDS)).status_code == 303
        for _ in range(5):
            await by_password(client, words="no")
        assert (await by_password(client)).status_code == 429


async def test_even_a_known_device_may_not_guess_for_ever(desk):
    await with_password(desk)
    async with desk.client() as client:
        await by_password(client)
        for _ in range(10):
            await by_password(client, words="no")
        assert (await by_password(client)).status_code == 429


async def test_one_password_on_many_names_is_noticed(desk):
    async with from_address(desk, "192.0.2.66") as sprayer:
        answers = [(await by_password(sprayer, f"agent{n}")).status_code for n in range(40)]
    assert answers[:30] == [401] * 30
    assert set(answers[30:]) == {429}
    async with from_address(desk, "192.0.2.67") as other:
        assert (await by_password(other)).status_code == 401


async def test_ones_own_account_does_not_wipe_the_slate_for_an_address(desk):
    await with_password(desk)
    async with from_address(desk, "192.0.2.66") as sprayer:
        answers = []
        for n in range(34):
            answers.append((await by_password(sprayer, f"agent{n}")).status_code)
            async with from_address(desk, "192.0.2.66") as own:
                await by_password(own)
    assert answers[-1] == 429


async def test_the_table_of_the_slow_cannot_grow_without_end(clock):
    slow = Slowdown(1, most=10)
    for number in range(50):
        slow.count(str(number), NOON)
    assert len(slow) == 10
    assert slow.wait("0", NOON) == 0
    assert slow.wait("49", NOON) == 2


async def test_what_is_long_past_is_forgotten(clock):
    slow = Slowdown(2, longest_s=60)
    for _ in range(9):
        slow.count("k", NOON)
    assert slow.wait("k", NOON) == 60
    later = clock.advance(120)
    assert slow.wait("k", later) == 0
    slow.count("k", later)
    assert slow.wait("k", later) == 0
    slow.take_back("k")
    slow.take_back("k")
    slow.take_back("unknown")
    slow.forgive("k")
    assert len(slow) == 0


async def test_closed_ways_stay_closed(clock):
    desk = a_desk(clock, ways=("link",))
    await with_password(desk)
    async with desk.client() as client:
        page = await client.get("/sign-in")
        assert 'type="password"' not in page.text
        assert (await by_password(client)).status_code == 403
        assert (await client.post("/sign-in/passkey/ask")).status_code == 404


# codes


async def test_who_has_codes_is_asked_for_one(desk):
    await with_password(desk)
    totp = await with_codes(desk)
    async with desk.client() as client:
        answer = await by_password(client)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/code")
        assert "skerry" not in client.cookies
        assert (await client.get("/account")).status_code == 303
        assert (await client.get("/sign-in/code")).status_code == 200
        answer = await client.post("/sign-in/code", data={"code": code_now(desk, totp)})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
    (session,) = await desk.door.sessions("mira")
    assert session.strong


@pytest.mark.parametrize("typed", ["{} ", " {:.3}{:.0}", "{}"], ids=str)
async def test_a_code_may_be_typed_with_spaces(desk, typed):
    totp = await with_codes(desk)
    code = code_now(desk, totp)
    said = f"{code[:3]} {code[3:]} "
    assert codes.step_of(totp.secret, said, desk.clock.now()) is not None


@pytest.mark.parametrize(
    ("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
async def test_clocks_may_be_half_a_minute_apart(desk, seconds, good):
    totp = await with_codes(desk)
    code = totp.at(int(NOON.timestamp()) + seconds)
    assert (codes.step_of(totp.secret, code, NOON) is not None) is good


async def test_a_code_is_good_once_even_in_its_own_half_minute(desk):
    await with_password(desk)
    totp = await with_codes(desk)
    code = code_now(desk, totp)
    async with desk.client() as client, desk.client() as thief:
        await by_password(client)
        await by_password(thief)
        assert (await client.post("/sign-in/code", data={"code": code})).status_code == 303
        answer = await thief.post("/sign-in/code", data={"code": code})
        assert (answer.status_code, "used already" in answer.text) == (401, True)


async def test_a_code_cannot_be_tried_out(desk):
    await with_password(desk)
    totp = await with_codes(desk)
    wrong = "000000" if code_now(desk, totp) != "000000" else "111111"
    async with desk.client() as client:
        await by_password(client)
        for _ in range(4):
            answer = await client.post("/sign-in/code", data={"code": wrong})
            assert (answer.status_code, "not the code" in answer.text) == (401, True)
        answer = await client.post("/sign-in/code", data={"code": wrong})
        assert "Start again" in answer.text
        # even the right one is not looked at now
        answer = await client.post("/sign-in/code", data={"code": code_now(desk, totp)})
        assert (answer.status_code, "skerry" in client.cookies) == (401, False)
        assert "door:codes_wrong" in acts(desk)
        await by_password(client)
        for _ in range(5):
            await client.post("/sign-in/code", data={"code": wrong})
        await by_password(client)
        answer = await client.post("/sign-in/code", data={"code": code_now(desk, totp)})
        assert answer.status_code == 429


async def test_many_wrong_codes_at_once_are_still_five_tries(desk):
    await with_password(desk)
    await with_codes(desk)
    async with desk.client() as client:
        await by_password(client)
        cookies = dict(client.cookies)

        async def guess(number):
            async with desk.client(cookies=cookies) as parallel:
                return await parallel.post("/sign-in/code", data={"code": f"{number:06}"})

        answers = await asyncio.gather(*(guess(n) for n in range(20)))
    looked_at = [each for each in answers if "not the code" in each.text]
    assert len(looked_at) == 1


@pytest.mark.parametrize("code", ["", "12345", "1234567", "१२३४५६", "0" * 5000, "\u202e123456"])
async def test_rubbish_is_no_code(desk, code):
    await with_password(desk)
    await with_codes(desk)
    async with desk.client() as client:
        await by_password(client)
        assert (await client.post("/sign-in/code", data={"code": code})).status_code == 401
        assert "skerry" not in client.cookies


async def test_a_spare_code_lets_in_once(desk):
    await with_password(desk)
    await with_codes(desk, spares=(SPARE,))
    async with desk.client() as client:
        await by_password(client)
        typed = SPARE.lower().replace("-", " ")
        assert (await client.post("/sign-in/code", data={"code": typed})).status_code == 303
    assert "door:spare_code" in acts(desk)
    async with desk.client() as client:
        await by_password(client)
        assert (await client.post("/sign-in/code", data={"code": SPARE})).status_code == 401


async def test_spare_codes_are_kept_as_digests_and_none_is_like_another():
    made = codes.new_spares()
    assert len(set(made)) == codes.SPARES
    assert len({codes.spare_digest(each) for each in made}) == codes.SPARES
    assert all(len(each) == 19 for each in made)


async def test_a_half_done_sign_in_runs_out(desk):
    await with_password(desk)
    totp = await with_codes(desk)
    async with desk.client() as client:
        await by_password(client)
        desk.clock.advance(600)
        answer = await client.post("/sign-in/code", data={"code": code_now(desk, totp)})
    assert (answer.status_code, "Start again" in answer.text) == (401, True)


async def test_who_is_shut_out_between_the_steps_stays_out(desk):
    await with_password(desk, "tomasz")
    totp = await with_codes(desk, "tomasz")
    async with desk.client() as client:
        await by_password(client, "tomasz")
        await desk.door.disable("tomasz", NOON)
        answer = await client.post("/sign-in/code", data={"code": code_now(desk, totp)})
        assert (answer.status_code, "skerry" in client.cookies) == (401, False)


# two proofs


async def test_where_two_proofs_are_asked_for_one_leads_to_the_account_alone(clock):
    desk = a_desk(clock, second_factor="required")
    await with_password(desk)
    async with desk.client() as client:
        await by_password(client)
        answer = await client.get("/")
        assert (answer.status_code, answer.headers["location"]) == (303, "/account")
        assert (await client.get("/people")).headers["location"] == "/account"
        assert (await client.get("/events")).status_code == 403
        page = await client.get("/account")
        assert "asks for two proofs" in page.text
        form = await client.post("/case/none/note", data={"note": "x"})
        assert form.status_code == 403
    async with desk.agent("mira") as mira:
        assert (await mira.get("/")).headers["location"] == "/account"


async def test_two_proofs_open_everything(clock):
    desk = a_desk(clock, second_factor="required")
    await with_password(desk)
    totp = await with_codes(desk)
    async with desk.client() as client:
        await by_password(client)
        await client.post("/sign-in/code", data={"code": code_now(desk, totp)})
        assert (await client.get("/people")).status_code == 200
