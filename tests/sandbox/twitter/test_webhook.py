"""Pushed events: the challenge, signatures over the raw body, retries and spoiled deliveries."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.twitter.hosting import HOST, Host
from sandbox.twitter.push import SIGNATURE
from tests.sandbox.twitter.conftest import until

pytestmark = pytest.mark.anyio


class Receiver:
    """A webhook as an adapter would offer it."""

    def __init__(self, secret: str) -> None:
        self.secret, self.knows, self.statuses = secret.encode(), True, []
        self.bodies: list[bytes] = []
        self.signatures: list[str] = []
        self.host = Host(
            Starlette(
                routes=[
                    Route("/hook", self.challenge, methods=["GET"]),
                    Route("/hook", self.receive, methods=["POST"]),
                    Route("/slow", self.slow),
                    Route("/text", lambda _: Response("no JSON")),
                ]
            )
        )

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.host.port}/hook"

    def sign(self, content: bytes) -> str:
        digest = hmac.new(self.secret, content, hashlib.sha256).digest()
        return "sha256=" + base64.b64encode(digest).decode()

    async def challenge(self, request: Request) -> Response:
        token = request.query_params["crc_token"].encode()
        return JSONResponse({"response_token": self.sign(token) if self.knows else "sha256=x"})

    async def receive(self, request: Request) -> Response:
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.bodies.append(await request.body())
            self.signatures.append(request.headers[SIGNATURE])
        return Response(status_code=status)

    async def slow(self, request: Request) -> Response:
        await asyncio.sleep(0.2)
        return Response()

    @property
    def events(self) -> list[dict]:
        return [json.loads(each)["data"] for each in self.bodies]


@pytest.fixture
async def receiver(loose_sandbox) -> AsyncIterator[Receiver]:
    made = Receiver(loose_sandbox.credentials["CONSUMER_SECRET"])
    await made.host.start()
    yield made
    await made.host.stop()


@pytest.fixture
async def hook(loose_sandbox, raw, receiver) -> str:
    loose_sandbox.control.configure(webhook_retry=0.01, webhook_timeout=1)
    status, made = await raw("POST", "/2/webhooks", {"url": receiver.url})
    assert (status, made["valid"]) == (200, True)
    return made["id"]


async def subscribe(raw, event_type, user="1001", **more):
    body = {"event_type": event_type, "filter": {"user_id": user}} | more
    status, made = await raw("POST", "/2/activity/subscriptions", body)
    assert status == 200, made
    return made["data"]["subscription"]["subscription_id"]


async def test_a14_a_wrong_answer_to_the_challenge_is_refused(sandbox, raw, receiver):
    receiver.knows = False
    status, said = await raw("POST", "/2/webhooks", {"url": receiver.url})
    assert (status, said["title"]) == (400, "CrcValidationFailed")
    for url in (receiver.url.replace("hook", "text"), f"http://{HOST}:1/hook"):
        assert (await raw("POST", "/2/webhooks", {"url": url}))[0] == 400
    sandbox.control.configure(webhook_timeout=0.05)
    slow = receiver.url.replace("hook", "slow")
    assert (await raw("POST", "/2/webhooks", {"url": slow}))[0] == 400
    assert sandbox.hooks.webhooks == {}


async def test_webhooks_are_listed_challenged_again_and_forgotten(sandbox, raw, receiver, hook):
    assert (await raw("GET", "/2/webhooks"))[1]["data"][0]["url"] == receiver.url
    assert (await raw("POST", "/2/webhooks", {"url": receiver.url}))[0] == 400
    receiver.knows = False
    assert (await raw("PUT", f"/2/webhooks/{hook}"))[1] == {"data": {"attempted": True}}
    assert (await raw("GET", "/2/webhooks"))[1]["data"][0]["valid"] is False
    assert (await raw("DELETE", f"/2/webhooks/{hook}"))[1] == {"data": {"deleted": True}}
    assert (await raw("DELETE", f"/2/webhooks/{hook}"))[0] == 404
    assert (await raw("POST", "/2/webhooks", {"url": "ftp://x"}))[0] == 400


async def test_events_are_signed_over_the_raw_body(sandbox, raw, receiver, hook, ann):
    await subscribe(raw, "post.mention.create", tag="mentions", webhook_id=hook)
    said = sandbox.control.post(ann, "@NordexSupport ü <b>")
    await until(lambda: receiver.bodies)
    assert receiver.signatures[0] == receiver.sign(receiver.bodies[0])
    event = receiver.events[0]
    assert event["event_uuid"].isdecimal()
    assert event["filter"] == {"user_id": "1001"}
    assert (event["event_type"], event["tag"]) == ("post.mention.create", "mentions")
    assert event["payload"]["id"] == said["id"]
    assert event["payload"]["text"] == "@NordexSupport ü &lt;b&gt;"
    assert {each["username"] for each in event["includes"]["users"]} >= {"ann_a"}


async def test_each_kind_of_event_goes_to_who_asked_for_it(
    sandbox, client, raw, receiver, hook, ann
):
    about_us = ("post.reply.create", "post.quote.create", "dm.received", "dm.sent", "post.create")
    for kind in about_us:
        sandbox.control.subscribe(kind)
    sandbox.control.subscribe("post.delete", ann)
    ours = await client.create_tweet(text="Maintenance at noon")
    reply = sandbox.control.post(ann, "why?", reply_to=ours.data["id"])
    sandbox.control.post(ann, "look", quotes=ours.data["id"])
    sandbox.control.delete(reply["id"])
    sandbox.control.write(ann, "hi")
    await client.create_direct_message(participant_id=ann, text="hello")
    await until(lambda: len(receiver.bodies) == 6)
    payloads = {each["event_type"]: each["payload"] for each in receiver.events}
    assert payloads.keys() == {*about_us, "post.delete"}
    assert payloads["post.delete"] == {"id": reply["id"], "author_id": str(ann)}
    assert payloads["dm.received"]["text"] == "hi"
    assert payloads["dm.sent"]["dm_conversation_id"] == "501-1001"


async def test_a_replys_leading_mention_is_no_event(sandbox, raw, receiver, hook, ann, bob):
    await subscribe(raw, "post.mention.create")
    first = sandbox.control.post(ann, "@NordexSupport hi")
    sandbox.control.post(bob, "same", reply_to=first["id"])
    sandbox.control.post(bob, "@NordexSupport hello?", reply_to=first["id"])
    await until(lambda: len(receiver.bodies) == 2)
    assert "same" not in repr(receiver.events)


async def test_deliveries_are_repeated_until_somebody_takes_them(sandbox, raw, receiver, hook, ann):
    await subscribe(raw, "post.mention.create")
    receiver.statuses = [500, 503]
    sandbox.control.post(ann, "@NordexSupport hi")
    await until(lambda: receiver.bodies)
    await until(lambda: len(sandbox.control.deliveries()) == 3)
    assert [each["status"] for each in sandbox.control.deliveries()] == [500, 503, 200]
    receiver.statuses = [500] * 10
    sandbox.control.post(ann, "@NordexSupport again")
    await until(lambda: len(sandbox.control.deliveries()) == 8)
    assert len(receiver.bodies) == 1


async def test_nobody_at_home_is_a_failed_delivery(sandbox, raw, receiver, hook, ann):
    await subscribe(raw, "post.mention.create")
    sandbox.hooks.webhooks[hook].url = f"http://{HOST}:1/hook"
    sandbox.control.post(ann, "@NordexSupport hi")
    await until(sandbox.control.deliveries)
    assert sandbox.control.deliveries()[0]["status"] == 0


async def test_deliveries_can_be_doubled_held_back_and_torn(sandbox, raw, receiver, hook, ann):
    await subscribe(raw, "post.mention.create")
    sandbox.control.tamper("webhook", "duplicate")
    sandbox.control.post(ann, "@NordexSupport 1")
    await until(lambda: len(receiver.bodies) == 2)
    assert receiver.events[0]["event_uuid"] == receiver.events[1]["event_uuid"]
    for how in ("reorder", "malformed"):
        sandbox.control.tamper("webhook", how)
    sandbox.control.post(ann, "@NordexSupport 2")
    sandbox.control.post(ann, "@NordexSupport 3")
    await until(lambda: len(receiver.bodies) == 4)
    assert b"NordexSupport" not in receiver.bodies[2]
    assert b"@NordexSupport 2" in receiver.bodies[3]


async def test_subscriptions_are_listed_and_ended(sandbox, raw, receiver, hook, ann):
    number = await subscribe(raw, "post.mention.create", tag="t")
    _, said = await raw("GET", "/2/activity/subscriptions")
    assert said["data"][0] | {"subscription_id": number, "tag": "t"} == said["data"][0]
    path = f"/2/activity/subscriptions/{number}"
    assert (await raw("DELETE", path))[1] == {"data": {"deleted": True}}
    assert (await raw("DELETE", path))[0] == 404
    wrong = {"event_type": "aura", "filter": {}}
    assert (await raw("POST", "/2/activity/subscriptions", wrong))[0] == 400
    sandbox.control.post(ann, "@NordexSupport hi")
    assert sandbox.control.deliveries() == []


async def test_stopping_gives_up_what_still_waits(loose_sandbox, raw, receiver, hook, ann):
    await subscribe(raw, "post.mention.create")
    loose_sandbox.control.configure(webhook_retry=60)
    receiver.statuses = [500]
    loose_sandbox.control.post(ann, "@NordexSupport hi")
    await until(loose_sandbox.control.deliveries)
    await loose_sandbox.hooks.stop()
    assert receiver.bodies == []
