"""Stories from a real socket to a reply: simulated server, real client library, whole desk."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest

from app.assembly import assemble
from app.supervise import until_stopped
from core.case import Move
from core.settings import Loaded, Settings
from sandbox.telegram import TelegramSandbox
from tests.conftest import NOON

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[1]
FEES = "what are your trading fees?"
ANN, BOB = 501, 502


@pytest.fixture
async def sandbox():
    async with TelegramSandbox(reads_all=True) as running:
        running.world.add_user("Ann", id=ANN, username="ann", language_code="en")
        running.world.add_user("Bob", id=BOB, username="bob", language_code="en")
        yield running


@asynccontextmanager
async def a_desk(sandbox, folder, **desk):
    """The whole desk in this process, as `skerry run` wires it; yields its parts."""
    settings = Settings.model_validate(
        {
            "desk": {"reply_hold_s": 0.05, **desk},
            "storage": {"url": f"sqlite:///{folder}/desk.db"},
            "console": {"port": 0},
            "triage": {"workers": 0},
            "bots": {
                "telegram": {
                    "base_url": sandbox.base_url,
                    "base_file_url": sandbox.base_file_url,
                    "poll_timeout_s": 1,
                    "seconds_per_chat": 0.01,
                }
            },
        }
    )
    loaded = Loaded(settings, {"SKERRY_TELEGRAM_TOKEN": sandbox.token})
    async with AsyncExitStack() as stack:
        parts = await assemble(loaded, None, stack)
        stop = asyncio.Event()
        running = asyncio.create_task(until_stopped(parts.coroutines(), stop))
        try:
            yield parts
        finally:
            stop.set()
            await running


@pytest.fixture
async def desk(sandbox, tmp_path):
    async with a_desk(sandbox, tmp_path) as parts:
        yield parts


def told(sandbox, user):
    """What the bot said to a user, oldest first."""
    return [post.text for post in sandbox.world.bot_posts(user)]


async def until(true, seconds=8.0):
    deadline = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)
    return found


async def cases(desk, view="open"):
    return [row.case for row in (await desk.deliverer.store.feed(view, "mira")).rows]


async def until_case(desk, true=lambda case: True, view="open"):
    for _ in range(400):
        found = [case for case in await cases(desk, view) if true(case)]
        if found:
            return found[0]
        await asyncio.sleep(0.02)
    raise AssertionError("no such case")


async def test_a_question_is_answered_from_an_article(sandbox, desk):
    sandbox.control.say(ANN, ANN, FEES)
    [text] = await until(lambda: told(sandbox, ANN))
    assert "0.08" in text


async def test_a_stuck_withdrawal_reaches_an_agent_who_answers(sandbox, desk):
    sandbox.control.say(ANN, ANN, "my withdrawal has been pending for three days, please help")
    case = await until_case(desk, lambda each: each.held_by == "queue")
    assert case.priority == "P1"
    await until(lambda: told(sandbox, ANN))
    services, store = desk.web.services, desk.deliverer.store
    case = await store.move_case(case.id, Move.CLAIM, "mira", NOON)
    rows = services.compose(case, "I see it: it leaves within the hour.", "mira", case.updated_at)
    await store.answer(case.id, "mira", rows)
    await until(lambda: "I see it: it leaves within the hour." in told(sandbox, ANN))


async def test_a_burst_of_an_angry_user_is_told_once_that_a_person_takes_over(sandbox, tmp_path):
    async with a_desk(sandbox, tmp_path, reply_hold_s=0.6):
        for text in ("my withdrawal is pending for three days", "hello???", "answer me"):
            sandbox.control.say(ANN, ANN, text)
            await asyncio.sleep(0.2)
        await until(lambda: told(sandbox, ANN))
        await asyncio.sleep(1)
        assert len(told(sandbox, ANN)) == 1


async def test_a_poison_update_between_two_good_ones(sandbox, desk):
    sandbox.control.say(ANN, ANN, FEES)
    sandbox.control.odd("wrong_type", ANN)
    sandbox.control.say(BOB, BOB, FEES)
    await until(lambda: told(sandbox, ANN) and told(sandbox, BOB))
    [health] = desk.web.services.health()
    assert health.counts["unread"] == 1


async def test_nothing_is_sent_while_the_platform_asks_for_silence(sandbox, desk):
    sandbox.control.inject("status", "sendMessage", status=429, retry_after=5)
    asked = time.monotonic()
    sandbox.control.say(ANN, ANN, FEES)
    await until(lambda: told(sandbox, ANN), 12)
    assert time.monotonic() - asked >= 5
    assert sandbox.control.stats()["violations"] == []


async def test_a_send_that_timed_out_is_never_repeated_and_shows_as_unknown(sandbox, desk):
    sandbox.control.inject("drop", "sendMessage", after=True)
    sandbox.control.say(ANN, ANN, FEES)
    case = await until_case(desk, lambda each: each.held_by == "queue")
    await asyncio.sleep(0.5)
    assert len(told(sandbox, ANN)) == 1
    file = await desk.deliverer.store.case_file(case.id)
    assert [line.state for line in file.lines if line.kind != "message"][:1] == ["unknown"]


async def test_a_blocked_user_is_not_written_to_and_the_case_says_so(sandbox, desk):
    sandbox.control.say(ANN, ANN, FEES)
    await until(lambda: told(sandbox, ANN))
    sandbox.control.say(ANN, ANN, "and how long does kyc take?")
    sandbox.control.block(ANN)
    case = await until_case(desk, lambda each: each.held_by == "queue")
    file = await desk.deliverer.store.case_file(case.id)
    assert "failed" in [line.state for line in file.lines]


async def test_a_scammer_in_the_group_is_reported_and_not_answered(sandbox, desk):
    group = sandbox.control.create_chat("Nordex Official", ANN)["id"]
    mallory = sandbox.control.create_user("Nordex Support", username="NordexSupp0rt_help")["id"]
    sandbox.control.join(mallory, group)
    text = "Hello dear, kindly send me a DM to validate your wallet with your recovery phrase"
    sandbox.control.say(mallory, group, text)
    case = await until_case(desk, lambda each: each.author_id == str(mallory))
    assert (case.risk, case.priority) == ("alert", "P1")
    assert told(sandbox, group) == []


async def test_a_secret_never_reaches_the_disk_and_its_author_is_told(sandbox, desk, tmp_path):
    phrase = "vessel ladder alter error federal sibling chat ability sun glass valve picture"
    sandbox.control.say(ANN, ANN, f"cannot log in, my phrase is {phrase}")
    case = await until_case(desk, lambda each: each.priority == "P0")
    await until(lambda: told(sandbox, ANN))
    assert "seed phrase removed" in case.subject
    for path in tmp_path.glob("desk.db*"):
        assert b"federal sibling" not in path.read_bytes()


async def test_the_person_button_and_an_edit(sandbox, desk):
    sandbox.control.say(ANN, ANN, FEES)
    await until(lambda: told(sandbox, ANN))
    [post] = sandbox.world.bot_posts(ANN)
    sandbox.control.edit(ANN, post.id - 1, f"{FEES} please")
    await asyncio.sleep(0.5)
    assert len(told(sandbox, ANN)) == 1
    sandbox.control.press(ANN, ANN, post.id, f"h:/human:{ANN}")
    await until_case(
        desk, lambda each: each.held_by == "queue" and each.reason == "asked for a person"
    )


@pytest.mark.parametrize(
    "kind", ["huge_text", "nul_text", "surrogate_text", "right_to_left_text", "zalgo_text"]
)
async def test_strange_texts_are_judged_and_the_next_message_is_answered(sandbox, desk, kind):
    sandbox.control.odd(kind, ANN)
    sandbox.control.say(BOB, BOB, FEES)
    await until(lambda: told(sandbox, BOB))
    for _ in range(200):
        totals = await desk.deliverer.store.totals()
        if totals.get("verdicts") == 2:
            break
        await asyncio.sleep(0.05)
    assert totals["verdicts"] == 2
    assert totals.get("dead_letters", 0) == 0


async def test_ten_thousand_emoji(sandbox, desk):
    sandbox.control.say(ANN, ANN, "🔥" * 2000)
    sandbox.control.say(ANN, ANN, FEES)
    await until(lambda: told(sandbox, ANN))


async def test_a_wrong_token_refuses_this_platform_and_leaves_the_console(sandbox, tmp_path):
    sandbox.control.inject("status", "getMe", status=401, count=None)
    sandbox.control.inject("status", "getUpdates", status=401, count=None)
    async with a_desk(sandbox, tmp_path) as parts:
        await until(lambda: parts.web.services.health()[0].state == "refused", 20)
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"{parts.web.place.url}/livez")
        assert answer.status_code == 200


async def test_the_platform_goes_away_and_comes_back(sandbox, desk):
    sandbox.control.inject("html", "getUpdates", count=2)
    sandbox.control.say(ANN, ANN, FEES)
    await until(lambda: told(sandbox, ANN), 15)


async def test_a_second_desk_stands_by(sandbox, desk, tmp_path):
    sandbox.control.say(ANN, ANN, FEES)
    await until(lambda: told(sandbox, ANN))
    async with a_desk(sandbox, tmp_path) as second:
        watch = second.watches[0]
        watch.owner = "another machine"
        with suppress(AssertionError):
            await until(lambda: watch.listener.state == "standby", 3)
        assert len(told(sandbox, ANN)) == 1
