"""Tokens, keys of requests, webhooks: what both memories promise programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.audit import Wish
from core.once import KEPT, RUNS, Answer, Try, Turn
from core.ports import Decision
from core.tokens import Order, Scope, make, traced
from core.webhooks.kinds import (
    GIVE_UP,
    Event,
    Fate,
    Grip,
    Happening,
    News,
    Sending,
    Told,
    Webhook,
    new_secret,
)
from tests.contract.store_kit import ANN, after, messages, open_case

pytestmark = pytest.mark.anyio
ORDER = Order(name="crm", agent="mira", scopes=frozenset({Scope.TRIAGE}), by="amara")
TRACE = Decision(message_key="", act="webhook:add", reason="x", by="amara", at=after(0))


async def issue(store, at: float = 0, **changes):
    _, token = make(replace(ORDER, **changes), after(at))
    await store.put_token(token, traced(token, "add", "amara", after(at)))
    return token


def a_webhook(identity: str = "w1", **changes) -> Webhook:
    values = {
        "id": identity,
        "url": "https://hooks.nordex.example/in",
        "events": frozenset({Event.CASE_OPENED, Event.CASE_RESOLVED}),
        "secret": new_secret(),
        "made_at": after(0),
        "made_by": "amara",
    }
    return Webhook(**(values | changes))


def happening(identity: str, lane: str = ANN, event: Event = Event.CASE_OPENED) -> Happening:
    return Happening(id=identity, event=event, lane=lane, body=f'"{identity}"', at=after(1))


async def told(store, *happenings: Happening, mark: int = 1, at: float = 2) -> int:
    return await store.tell_webhooks(
        News(cursor="x", mark=mark, at=after(at), happenings=happenings)
    )


async def due(store, at: float = 3, **changes):
    grip = Grip(now=after(at), limit=10, lease_s=30)
    return await store.due_deliveries(replace(grip, **changes))


async def settle(store, delivery, state=Sending.SENT, at: float = 4, **changes):
    await store.settle_delivery(Fate(number=delivery.number, state=state, at=after(at), **changes))


async def page(store, webhook="w1", before=None, limit=10):
    return await store.deliveries(webhook, before=before, limit=limit)


async def test_tokens_are_found_by_their_digest_alone(store):
    older, newer = await issue(store), await issue(store, at=1, expires_at=after(99))
    assert await store.token(older.digest) == older
    assert await store.token(newer.digest) == newer
    assert await store.token(older.id) is None
    assert list(await store.tokens()) == [newer, older]
    assert [each.decision.act for each in (await store.acts(Wish())).acts] == ["token:add"] * 2


async def test_that_a_token_was_used_is_kept(store):
    token = await issue(store)
    await store.token_used(token.id, after(5))
    await store.token_used("nobody", after(5))
    assert (await store.token(token.digest)).used_at == after(5)


async def test_a_token_is_revoked_once(store):
    token = await issue(store)
    trace = traced(token, "revoke", "amara", after(7))
    assert (await store.revoke_token(token.id, trace)).revoked_at == after(7)
    assert (await store.revoke_token(token.id, replace(trace, at=after(9)))).revoked_at == after(7)
    assert await store.revoke_token("nobody", trace) is None
    acts = (await store.acts(Wish(act="token:revoke"))).acts
    assert [each.decision for each in acts] == [trace]


async def test_a_request_under_a_key_is_done_once(store):
    wanted = Try(token="t", key="k", digest="d", at=after(0))
    assert await store.begin_once(wanted) == (Turn.DO, None)
    assert await store.begin_once(wanted) == (Turn.WAIT, None)
    answer = Answer(status=200, body="{}", etag='"1"', place="/x")
    await store.end_once(wanted, answer)
    assert await store.begin_once(wanted) == (Turn.REPEAT, answer)
    assert await store.begin_once(replace(wanted, digest="other")) == (Turn.OTHER, None)
    assert await store.begin_once(replace(wanted, token="u")) == (Turn.DO, None)


@pytest.mark.parametrize("later", [RUNS, KEPT], ids=["nobody finished it", "long ago"])
async def test_a_key_that_nobody_finished_or_remembers_is_free(store, later):
    wanted = Try(token="t", key="k", digest="d", at=after(0))
    await store.begin_once(wanted)
    again = replace(wanted, at=after(0) + later)
    assert await store.begin_once(again) == (Turn.DO, None)


async def test_what_failed_may_be_tried_again_under_its_key(store):
    wanted = Try(token="t", key="k", digest="d", at=after(0))
    await store.begin_once(wanted)
    await store.end_once(wanted, None)
    assert await store.begin_once(replace(wanted, digest="other")) == (Turn.DO, None)


async def test_a_webhook_is_kept_changed_and_dropped(store):
    hook = a_webhook()
    assert await store.put_webhook(hook, TRACE)
    assert not await store.put_webhook(replace(hook, url="https://x.example"), TRACE)
    changed = replace(hook, off_why="by_hand", version=1, old_secret="s", old_until=after(9))
    assert await store.put_webhook(changed, TRACE)
    assert not await store.put_webhook(a_webhook("w2", version=3), TRACE)
    assert list(await store.webhooks()) == [changed]
    assert await store.drop_webhook("w1", TRACE)
    assert not await store.drop_webhook("w1", TRACE)
    assert list(await store.webhooks()) == []
    assert len((await store.acts(Wish(act="webhook:"))).acts) == 3


async def test_news_are_queued_for_whoever_wants_them_and_the_mark_is_kept(store):
    await store.put_webhook(a_webhook(), TRACE)
    await store.put_webhook(a_webhook("w2", events=frozenset({Event.RATING_GIVEN})), TRACE)
    await store.put_webhook(a_webhook("w3", off_why="by_hand"), TRACE)
    assert await store.webhook_mark("x") is None
    state = Told(subject="case:1", lane=ANN, state="open")
    news = News(cursor="x", mark=7, at=after(2), happenings=(happening("e1"),), told=(state,))
    await store.tell_webhooks(news)
    assert await store.webhook_mark("x") == 7
    assert await store.webhook_told(["case:1", "case:2"]) == {"case:1": "open"}
    (found,) = (await page(store)).deliveries
    assert (found.event_id, found.lane, found.body, found.state) == ("e1", ANN, '"e1"', "pending")
    assert (await page(store, "w2")).deliveries == (await page(store, "w3")).deliveries == ()


async def test_what_was_told_is_not_queued_again_after_a_crash(store):
    await store.put_webhook(a_webhook(), TRACE)
    await told(store, happening("e1"))
    await told(store, happening("e1"), happening("e2"))
    assert [each.event_id for each in (await page(store)).deliveries] == ["e2", "e1"]


async def test_deliveries_of_a_lane_go_one_after_the_other(store):
    await store.put_webhook(a_webhook(), TRACE)
    await told(store, happening("e1"), happening("e2"), happening("o1", lane="other"))
    first = await due(store)
    assert [each.event_id for each in first] == ["e1", "o1"]
    assert await due(store) in ([], ())
    again = await due(store, at=40)
    assert [each.event_id for each in again] == ["e1", "o1"], "a lease that ended is taken again"
    await settle(store, again[0])
    assert [each.event_id for each in await due(store, at=41)] == ["e2"]


async def test_a_failed_try_waits_and_the_lane_with_it(store):
    await store.put_webhook(a_webhook(), TRACE)
    await told(store, happening("e1"), happening("e2"))
    (first,) = await due(store)
    later = {"due_at": after(60), "answer": 503, "why": "answered 503"}
    await settle(store, first, Sending.PENDING, **later)
    assert not await due(store, at=59)
    (second,) = await due(store, at=60)
    assert (second.event_id, second.attempts, second.answer) == ("e1", 1, 503)
    await settle(store, second, Sending.FAILED, at=61, why="given up")
    assert [each.event_id for each in await due(store, at=62)] == ["e2"]
    failed = (await page(store)).deliveries[1]
    assert (failed.state, failed.attempts, failed.settled_at) == ("failed", 2, after(61))


async def test_webhooks_that_rest_or_are_off_get_nothing(store):
    await store.put_webhook(a_webhook(), TRACE)
    await told(store, happening("e1"))
    assert not await due(store, rest=frozenset({"w1"}))
    off = replace((await store.webhooks())[0], off_why="by_hand", version=1)
    await store.put_webhook(off, TRACE)
    assert not await due(store)


async def test_failures_that_go_on_switch_a_webhook_off_and_a_success_forgives(store):
    await store.put_webhook(a_webhook(), TRACE)
    await told(store, happening("e1"), happening("e2"), happening("e3", lane="other"))
    (one, three) = await due(store)
    await settle(store, one, Sending.PENDING, at=5, due_at=after(6))
    assert (await store.webhooks())[0].failing_since == after(5)
    await settle(store, three, Sending.SENT, at=6)
    assert (await store.webhooks())[0].failing_since is None
    (one,) = await due(store, at=7)
    await settle(store, one, Sending.PENDING, at=8, due_at=after(9))
    days = GIVE_UP.total_seconds()
    (one,) = await due(store, at=9 + days)
    await settle(store, one, Sending.PENDING, at=10 + days, due_at=after(11 + days))
    (hook,) = await store.webhooks()
    assert (hook.off_why, hook.version, hook.failing_since) == ("failing", 1, after(8))


async def test_a_delivery_that_is_settled_or_gone_is_not_settled_again(store):
    await store.put_webhook(a_webhook(), TRACE)
    await told(store, happening("e1"))
    (one,) = await due(store)
    await settle(store, one, Sending.SENT, at=5)
    await settle(store, one, Sending.FAILED, at=6)
    assert (await page(store)).deliveries[0].state == "sent"
    await store.drop_webhook("w1", TRACE)
    await settle(store, one)
    assert (await page(store)).deliveries == ()


async def test_a_delivery_is_made_again_where_it_is_over(store):
    await store.put_webhook(a_webhook(), TRACE)
    await told(store, happening("e1"))
    (one,) = await due(store)
    assert not await store.replay_delivery("w1", one.number, after(5))
    await settle(store, one)
    assert not await store.replay_delivery("w2", one.number, after(5))
    assert not await store.replay_delivery("w1", 999, after(5))
    assert await store.replay_delivery("w1", one.number, after(5))
    (again,) = await due(store, at=6)
    assert (again.event_id, again.attempts, again.settled_at) == ("e1", 0, None)


async def test_pages_of_deliveries_meet_and_old_ones_are_forgotten(store):
    await store.put_webhook(a_webhook(), TRACE)
    await told(store, *(happening(f"e{number}", lane=str(number)) for number in range(5)))
    first = await page(store, limit=3)
    rest = await page(store, limit=3, before=first.before)
    assert [each.event_id for each in first.deliveries] == ["e4", "e3", "e2"]
    assert ([each.event_id for each in rest.deliveries], rest.before) == (["e1", "e0"], None)
    for each in (await due(store))[:2]:
        await settle(store, each, at=4)
    assert await store.forget_deliveries(after(4)) == 0
    assert await store.forget_deliveries(after(4) + timedelta(microseconds=1)) == 2
    assert len((await page(store)).deliveries) == 3


async def test_cases_and_what_was_heard_in_them_are_read(store):
    case = await open_case(store)
    assert await store.cases_named([case.id, "nobody's"]) == {case.id: case}
    await store.put(messages("later", "last", at=5))
    heard = await store.heard_in(ANN, after(0))
    assert [each.text for each in heard] == ["text last", "text later"]
    assert list(await store.heard_in(ANN, after(5))) == []
