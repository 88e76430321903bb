"""Webhook mode: who does not know the secret is not heard, and 200 means on disk."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from contextlib import asynccontextmanager

import aiohttp
import pytest
from pydantic import SecretStr

from bots.twitter.webhook import SIGNATURE, sign
from core.types import Removal
from sandbox.twitter import TwitterSandbox
from tests.bots.twitter.listening_kit import Desk, adapter_of, listening, until
from tests.bots.twitter.test_in_convert import SAMPLES

pytestmark = pytest.mark.anyio
EVENTS = ("post.mention.create", "dm.received", "post.reply.create")


@pytest.fixture
async def sandbox():
    async with TwitterSandbox(limits=False, webhook_retry=0.05) as running:
        yield running


@asynccontextmanager
async def webhook(sandbox, desk, **listening_table):
    """An adapter in webhook mode; its address."""
    adapter = adapter_of(
        sandbox,
        mode="webhook",
        webhook={"port": 0},
        mentions_every_s=3600,
        messages_every_s=3600,
        listening=listening_table,
    )
    async with listening(adapter, desk), aiohttp.ClientSession() as session:
        await until(lambda: adapter.webhook_port)
        yield adapter, f"http://127.0.0.1:{adapter.webhook_port}/x/webhook", session


def signed(sandbox, payload, **more):
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    secret = SecretStr(sandbox.credentials["CONSUMER_SECRET"])
    return {"data": body, "headers": {SIGNATURE: sign(secret, body), **more}}


def delivered(sandbox) -> int:
    return [each["status"] for each in sandbox.control.deliveries()].count(200)


def free_port() -> int:
    """A port nobody listens on: X has to know it before we do."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


async def status(session, url, payload=None, **request) -> int:
    """What a delivery is answered with."""
    async with session.post(url, **(payload or {}), **request) as answer:
        return answer.status


async def test_a14_the_challenge_gets_the_right_token(sandbox):
    async with webhook(sandbox, Desk()) as (_, url, session):
        async with session.get(url, params={"crc_token": "abc"}) as answer:
            said = await answer.json()
        assert said == {"response_token": sandbox.hooks.sign(b"abc")}
        for params in ({}, {"crc_token": "x" * 600}):
            async with session.get(url, params=params) as answer:
                assert answer.status == 400


@pytest.mark.parametrize("signature", ["", "sha256=bm9wZQ==", "sha1=x", "ünïcode"])
async def test_a14_a_wrong_signature_is_refused_and_nothing_is_stored(sandbox, signature):
    desk = Desk()
    body = json.dumps(SAMPLES["event_mention"]).encode()
    async with webhook(sandbox, desk) as (adapter, url, session):
        headers = {SIGNATURE: signature}
        assert await status(session, url, data=body, headers=headers) == 401
        assert adapter.gauges()["webhook_refused"] == 1
        assert await status(session, url, data=body) == 401
    assert not desk.messages
    assert not desk.letters


async def test_a14_the_signature_covers_the_raw_body(sandbox):
    desk = Desk()
    delivery = signed(sandbox, SAMPLES["event_mention"])
    delivery["data"] += b" "
    async with webhook(sandbox, desk) as (_, url, session):
        assert await status(session, url, delivery) == 401
    assert not desk.messages


async def test_a14_a_delivery_is_answered_when_it_is_stored_and_repeats_are_one_row(sandbox):
    desk = Desk()
    async with webhook(sandbox, desk) as (_, url, session):
        for _ in range(2):
            assert await status(session, url, signed(sandbox, SAMPLES["event_mention"])) == 200
            assert len(desk.messages) == 1
    assert desk.twice == 1


async def test_a14_while_storage_is_down_x_is_told_to_come_again(sandbox):
    desk = Desk()
    async with webhook(sandbox, desk, webhook_answer_s=0.1) as (_, url, session):
        desk.works.clear()
        assert await status(session, url, signed(sandbox, SAMPLES["event_dm"])) == 500
        assert not desk.messages
        desk.works.set()
        assert await status(session, url, signed(sandbox, SAMPLES["event_dm"])) == 200
    assert len(desk.messages) == 1


async def test_what_is_too_large_is_refused(sandbox):
    desk = Desk()
    async with webhook(sandbox, desk, webhook_largest_bytes=1_000) as (_, url, session):
        assert await status(session, url, signed(sandbox, b"x" * 2_000)) == 413
    assert not desk.letters


async def test_a_signed_delivery_that_cannot_be_read_is_kept(sandbox):
    desk = Desk()
    async with webhook(sandbox, desk) as (_, url, session):
        assert await status(session, url, signed(sandbox, b'{"data": {"event')) == 200
    assert len(desk.letters) == 1


async def test_a18_a_deletion_is_a_removal_and_strange_kinds_are_taken_note_of(sandbox):
    desk = Desk()
    async with webhook(sandbox, desk) as (_, url, session):
        for name in ("event_delete", "event_other"):
            assert await status(session, url, signed(sandbox, SAMPLES[name])) == 200
    (gone,) = desk.others
    assert isinstance(gone, Removal)
    assert gone.id == "9001"


async def test_what_x_pushes_arrives_whole(sandbox):
    desk = Desk()
    ann = sandbox.control.create_user("Ann", "ann")["id"]
    async with webhook(sandbox, desk) as (_, url, _session):
        await sandbox.hooks.register(url)
        for event in EVENTS:
            sandbox.control.subscribe(event)
        sandbox.control.subscribe("post.delete", ann)
        post = sandbox.control.post(ann, "@NordexSupport my funds are gone")
        sandbox.control.tamper("webhook", "duplicate")
        sandbox.control.write(ann, "and nobody answers")
        await until(lambda: len(desk.messages) == 2)
        sandbox.control.delete(post["id"])
        await until(lambda: desk.others and delivered(sandbox) == 4)
    public, private = desk.messages.values()
    assert (public.id, public.addressed) == (post["id"], True)
    assert (private.text, private.author.handle) == ("and nobody answers", "ann")
    assert desk.others[0].id == post["id"]


async def test_our_address_registers_itself_and_subscribes_once(sandbox):
    port = free_port()
    where = {"port": port, "public_url": f"http://127.0.0.1:{port}/x/webhook"}
    ann = sandbox.control.create_user("Ann", "ann")["id"]
    desk = Desk()
    for text in ("my funds are gone", "still gone"):
        adapter = adapter_of(sandbox, mode="webhook", webhook=where, mentions_every_s=3600)
        async with listening(adapter, desk):
            await until(lambda: len(sandbox.hooks.subscriptions) == 3)
            sandbox.control.post(ann, f"@NordexSupport {text}")
            await until(lambda: delivered(sandbox) == len(sandbox.world.posts))
    assert desk.texts == ["my funds are gone", "still gone"]
    stats = sandbox.control.stats()
    assert [each["url"] for each in stats["webhooks"]] == [where["public_url"]]
    assert {each.event_type for each in sandbox.hooks.subscriptions.values()} == set(EVENTS)
    next(iter(sandbox.hooks.webhooks.values())).valid = False
    async with listening(adapter_of(sandbox, mode="webhook", webhook=where), Desk()):
        await until(lambda: next(iter(sandbox.hooks.webhooks.values())).valid)


async def test_an_event_that_x_does_not_give_us_is_said_and_the_others_come(sandbox, caplog):
    port = free_port()
    where = {"port": port, "public_url": f"http://127.0.0.1:{port}/x/webhook"}
    sandbox.control.inject("status", "POST /2/activity/subscriptions", status=400, detail="no")
    async with listening(adapter_of(sandbox, mode="webhook", webhook=where), Desk()):
        await until(lambda: len(sandbox.hooks.subscriptions) == 2)
    assert "did not take the subscription" in caplog.text


async def test_polling_still_looks_for_what_was_not_delivered(sandbox):
    desk = Desk()
    sandbox.control.post(
        sandbox.control.create_user("Ann", "ann")["id"], "@NordexSupport before the webhook"
    )
    async with webhook(sandbox, desk):
        await until(lambda: desk.messages)
    assert desk.texts == ["before the webhook"]


async def test_a_port_that_is_taken_is_said_and_the_rest_goes_on(sandbox, caplog):
    caplog.set_level(logging.WARNING)
    desk = Desk()
    async with webhook(sandbox, desk) as (first, _, _session):
        other = adapter_of(sandbox, mode="webhook", webhook={"port": first.webhook_port})
        async with listening(other, desk) as task:
            await until(lambda: other.gauges()["sources_failing"] == 1)
            assert not task.done()
            assert other.gauges()["webhook_listening"] == 0
        assert first.gauges()["webhook_listening"] == 1
    assert "cannot be listened on" in caplog.text


async def test_when_the_adapter_ends_nobody_listens_any_more(sandbox):
    async with webhook(sandbox, Desk()) as (_, url, _session):
        pass
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(url)
    await asyncio.sleep(0)


async def test_a_delivery_under_way_does_not_hold_up_the_end(sandbox):
    desk = Desk()
    loop = asyncio.get_running_loop()
    async with webhook(sandbox, desk, webhook_answer_s=60) as (_, url, session):
        desk.works.clear()
        waiting = asyncio.create_task(status(session, url, signed(sandbox, SAMPLES["event_dm"])))
        await asyncio.sleep(0.1)
        began = loop.time()
        waiting.cancel()
        await asyncio.wait({waiting})
    assert loop.time() - began < 3
