"""Being pushed to, over real sockets: nothing is confirmed that was not stored."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from contextlib import aclosing
from datetime import timedelta

import httpx
import pytest
from pydantic import SecretStr

from bots.telegram import webhook
from bots.telegram.limits import ALLOWED_UPDATES
from bots.telegram.rotation import OVERLAP_S, Secrets
from bots.telegram.vitals import Vitals
from bots.telegram.webhook import SECRET_HEADER
from core.errors import CredentialsRefused, Unavailable
from core.types import DeadLetter
from tests.bots.telegram_kit import HastyClock, Listener, a_stage
from tests.conftest import FakeClock

pytestmark = pytest.mark.anyio

PATH = "/hooks/nordex"


@pytest.fixture
async def stage():
    async with a_stage() as made:
        made.sandbox.backend.hook_retry_seconds = 0.05
        yield made


def pushed(stage, clock=None, **table):
    """An adapter that waits for pushes at a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}{PATH}"
    settings = {"mode": "webhook", "webhook_url": url, "webhook_port": port, "checkup_s": 0.1}
    return stage.adapter(clock, **(settings | table))


async def is_set(stage):
    await stage.until(lambda: stage.sandbox.backend.hook.url)


async def post(stage, adapter, body, secret=None, path=PATH):
    """What somebody who is perhaps not Telegram sends."""
    port = adapter._config.webhook_port
    shown = stage.sandbox.backend.hook.secret if secret is None else secret
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with httpx.AsyncClient(trust_env=False) as client:
        url, headers = f"http://127.0.0.1:{port}{path}", {SECRET_HEADER: shown}
        return (await client.post(url, content=content, headers=headers)).status_code


async def test_b15_pushed_messages_arrive_once_and_are_confirmed(stage):
    async with Listener(pushed(stage)) as desk:
        await is_set(stage)
        for number in range(20):
            stage.say(stage.ann if number % 2 else stage.ben, text=str(number))
        await desk.until(lambda desk: len(desk.texts) == 20)
        await stage.until(lambda: not stage.sandbox.updates.pending)
    assert sorted(map(int, desk.texts)) == list(range(20))
    assert [text for text in desk.texts if int(text) % 2] == [str(n) for n in range(1, 20, 2)]
    assert len(desk.deliveries) == 20
    assert stage.methods("getUpdates") == []


async def test_b15_the_webhook_is_set_with_a_secret_and_every_kind_of_update(stage):
    async with Listener(pushed(stage, webhook_connections=7)):
        await is_set(stage)
    (call,) = stage.sandbox.calls.of("setWebhook")
    assert json.loads(call.params["allowed_updates"]) == ALLOWED_UPDATES
    assert call.params["max_connections"] == "7"
    assert len(call.params["secret_token"]) == 64
    assert stage.sandbox.token.partition(":")[2] not in str(call.params)


@pytest.mark.parametrize("secret", ["", "wrong", "\u00e9"], ids=["none", "wrong", "odd"])
async def test_b15_without_the_secret_nothing_gets_in(stage, secret):
    adapter = pushed(stage)
    async with Listener(adapter) as desk:
        await is_set(stage)
        assert await post(stage, adapter, {"update_id": 1}, secret=secret.encode()) == 403
        assert adapter.gauges()["webhook_refused"] == 1
    assert desk.inbox == {}


async def test_b15_only_what_is_stored_is_confirmed(stage):
    adapter = pushed(stage, webhook_store_s=0.2)
    batches = adapter.arrivals({})
    await anext(batches)
    stage.say(stage.ann, text="storage is down")
    message, *_ = await anext(batches)
    await stage.until(lambda: "500" in stage.sandbox.backend.hook.last_error)
    assert len(stage.sandbox.updates.pending) == 1
    await asyncio.sleep(0.25)
    again, *_ = await anext(batches)
    assert again.key == message.key
    waiting = asyncio.create_task(anext(batches))
    await stage.until(lambda: not stage.sandbox.updates.pending)
    waiting.cancel()


async def test_b15_what_was_not_stored_when_the_desk_died_comes_again(stage):
    killed = pushed(stage).arrivals({})
    await anext(killed)
    stage.say(stage.ann, text="do not lose me")
    lost, *_ = await anext(killed)
    await killed.aclose()
    assert len(stage.sandbox.updates.pending) == 1
    async with Listener(pushed(stage)) as desk:
        await desk.until(lambda desk: desk.inbox)
    assert list(desk.inbox) == [lost.key]


@pytest.mark.parametrize(
    ("body", "path", "status"),
    [
        (b"x" * 2000, PATH, 413),
        ({"update_id": 1}, "/elsewhere", 404),
        ({"update_id": 1}, PATH, 200),
        (b"\xff no JSON", PATH, 200),
        (b"[" * 1000, PATH, 200),
    ],
    ids=["too large", "another path", "good", "no JSON", "too deep"],
)
async def test_b15_odd_requests(stage, body, path, status):
    adapter = pushed(stage, webhook_body_bytes=1024)
    async with Listener(adapter) as desk:
        await is_set(stage)
        assert await post(stage, adapter, body, path=path) == status
    assert len(desk.dead) == (status == 200 and isinstance(body, bytes))


async def test_b15_a_poison_update_blocks_nobody(stage):
    async with Listener(pushed(stage)) as desk:
        await is_set(stage)
        stage.sandbox.control.odd("wrong_type", stage.ann)
        stage.say(stage.ann, text="after it")
        await desk.until(lambda desk: len(desk.inbox) == 2)
        await stage.until(lambda: not stage.sandbox.updates.pending)
    assert (len(desk.dead), desk.texts) == (1, ["after it"])


async def test_b15_more_than_can_wait_is_sent_back_at_once(stage, monkeypatch):
    monkeypatch.setattr(webhook, "MOST_WAITING", 1)
    adapter = pushed(stage, webhook_store_s=0.2)
    batches = adapter.arrivals({})
    await anext(batches)
    first = asyncio.create_task(post(stage, adapter, {"update_id": 1}))
    await stage.until(lambda: adapter.gauges()["webhook_waiting"] == 1)
    assert await post(stage, adapter, {"update_id": 2}) == 503
    assert await first == 500
    await batches.aclose()


async def test_b15_back_to_polling_ends_the_webhook(stage):
    async with Listener(pushed(stage)) as desk:
        await is_set(stage)
    stage.say(stage.ann, text="in between")
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.texts == ["in between"])
    assert stage.sandbox.backend.hook.url == ""


async def test_b15_a_webhook_that_was_taken_away_is_set_again(stage, caplog):
    async with Listener(pushed(stage)) as desk:
        await is_set(stage)
        stage.sandbox.backend.hook.url = ""
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts == ["hello"])
    assert "pointed the webhook elsewhere" in caplog.text


async def test_b15_a_new_secret_and_for_a_minute_the_old_one(stage):
    clock = FakeClock()
    adapter = pushed(stage, clock, webhook_secret_hours=1, checkup_s=0.02)
    async with Listener(adapter):
        await is_set(stage)
        old = stage.sandbox.backend.hook.secret
        clock.advance(3600)
        await stage.until(lambda: stage.sandbox.backend.hook.secret != old)
        assert await post(stage, adapter, {"update_id": 1}, secret=old) == 200
        assert await post(stage, adapter, {"update_id": 2}) == 200
        clock.advance(OVERLAP_S)
        assert await post(stage, adapter, {"update_id": 3}, secret=old) == 403
        assert await post(stage, adapter, {"update_id": 4}) == 200


def test_b15_after_a_restart_the_secrets_are_the_same_ones():
    clock = FakeClock()

    def restarted():
        made = Secrets(SecretStr("7:x"), period=3600, now=lambda: clock.now().timestamp())
        made.confirm(made.renew())
        return made

    before = restarted()
    secret = before.renew()
    assert restarted().accept(secret)
    assert not restarted().due()
    clock.time += timedelta(hours=1)
    assert before.due()
    assert restarted().accept(secret)
    assert not restarted().accept("")


async def test_b15_how_telegram_sees_us_is_shown(stage):
    adapter = pushed(stage)
    async with Listener(adapter):
        await is_set(stage)
        stage.sandbox.backend.hook.last_error_at = int(stage.sandbox.world.time()) - 60
        stage.sandbox.backend.hook.last_error = "Connection refused"
        await stage.until(lambda: "webhook_error_s" in adapter.gauges())
        gauges = adapter.gauges()
    assert gauges["pending_updates"] == 0
    assert 59 <= gauges["webhook_error_s"] <= 63
    assert gauges["last_event_s"] < 4


async def test_b15_that_we_hear_is_written_down_only_once_telegram_says_so(stage):
    adapter = pushed(stage)
    async with Listener(adapter) as desk:
        await is_set(stage)
        assert desk.checkpoints == {}
        await desk.until(lambda desk: "seen_at" in desk.checkpoints)
    assert "getWebhookInfo" in stage.methods("getWebhookInfo")


@pytest.mark.parametrize(
    ("waiting", "failed_s", "hears"), [(3, 10, False), (3, 900, True), (0, 10, True)]
)
def test_b15_whose_pushes_fail_does_not_say_that_he_hears(waiting, failed_s, hears):
    clock = FakeClock()
    vitals = Vitals(now=clock.now, tick=lambda: clock.now().timestamp())
    vitals.introduced({}, pushes=True)
    failed = int(clock.now().timestamp()) - failed_s
    told = {"url": "x", "pending_update_count": waiting, "last_error_date": failed}
    vitals.checked(told)
    assert bool(vitals.checkpoint("7")) is hears


async def test_b18_the_webhooks_secret_is_in_no_log(stage, caplog):
    caplog.set_level(logging.DEBUG)
    adapter = pushed(stage)
    async with Listener(adapter) as desk:
        await is_set(stage)
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts)
        assert await post(stage, adapter, {}, secret="guessed") == 403
        secret = stage.sandbox.backend.hook.secret
    assert len(secret) == 64
    assert secret not in caplog.text
    assert "guessed" not in caplog.text
    assert secret not in repr(vars(adapter._source))


async def test_b15_a_port_that_is_taken_is_said(stage):
    async with Listener(pushed(stage)) as desk:
        await is_set(stage)
        port = desk.adapter._config.webhook_port
        with pytest.raises(Unavailable, match=f"127.0.0.1:{port}"):
            await anext(pushed(stage, webhook_port=port).arrivals({}))


async def test_b15_a_refused_token_is_noticed_without_polling(stage):
    async with Listener(pushed(stage, HastyClock())) as desk:
        await is_set(stage)
        stage.sandbox.faults.inject("status", "*", status=401, count=None)
        await desk.until(lambda desk: desk.errors)
    assert isinstance(desk.errors[0], CredentialsRefused)


async def test_b11_a_pushed_album_grows_part_by_part(stage):
    async with Listener(pushed(stage)) as desk:
        await is_set(stage)
        album = stage.say(stage.ann, text="four pages", media=["photo"] * 4)
        await desk.until(lambda desk: len(desk.messages) == 4)
    assert {each.id for each in desk.messages} == {f"{stage.ann}/{album.id}"}
    assert [each.version for each in desk.messages] == [0, 1, 2, 3]
    assert [len(each.attachments) for each in desk.messages] == [1, 2, 3, 4]
    assert {each.text for each in desk.messages} == {"four pages"}


async def test_b15_a_part_that_is_pushed_twice_is_counted_once(stage):
    async with Listener(pushed(stage)) as desk:
        await is_set(stage)
        stage.sandbox.faults.tamper("duplicate", 2)
        stage.say(stage.ann, media=["photo"] * 3)
        await desk.until(lambda desk: len(desk.deliveries) == 5)
    assert [len(each.attachments) for each in desk.messages] == [1, 2, 3]
    assert not any(isinstance(each, DeadLetter) for each in desk.inbox.values())


async def test_b15_leaving_leaves_nothing_open(stage):
    adapter = pushed(stage)
    async with aclosing(adapter.arrivals({})) as batches:
        await anext(batches)
    with pytest.raises(httpx.ConnectError):
        await post(stage, adapter, {"update_id": 1})
