"""The connector against the reference server: right answers, and everything that is none."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from app.accounts.http import HttpAccounts
from core.accounts.codes import seal_with
from core.accounts.desk import (
    AccountsUnavailable,
    CodeRefused,
    Handle,
    LinkGone,
    State,
    Topic,
)
from core.tables.account import AccountsTable
from core.types import Platform
from sandbox.accounts import AccountsSandbox, Item
from sandbox.accounts.people import TXID

pytestmark = pytest.mark.anyio
ANN = Handle(platform=Platform("telegram"), account="7001", author_id="501", name="ann_b")
OTHER = Handle(platform=Platform("telegram"), account="7001", author_id="502", name="ann_b")
PATIENT = {"timeout_s": 15.0, "fails": 100}


@pytest.fixture
async def exchange():
    async with AccountsSandbox() as running:
        running.world.account("ann", kyc=[Item(id="k1", state="in_review")])
        yield running


@pytest.fixture
async def connect(exchange):
    made = []

    def make(token="", **table):
        url = table.pop("base_url", exchange.base_url)
        settings = AccountsTable(base_url=url, **(PATIENT | table))
        made.append(HttpAccounts(settings, token or exchange.token))
        return made[-1]

    yield make
    for each in made:
        await each.close()


@pytest.fixture
def desk(connect):
    return connect()


def proof(exchange, key="ann"):
    return seal_with(exchange.token)(exchange.world.issue_code(key))


async def linked(exchange, desk):
    return await desk.link(proof(exchange), ANN)


def money(exchange, **changes):
    at = exchange.world.now() - timedelta(hours=2)
    values = {"id": "w1", "state": "sent", "requested_at": at, "amount": "0.50", "coin": "BTC"}
    return Item(**(values | changes))


# what is answered


async def test_a_code_links_one_handle_and_the_same_answer_comes_again(exchange, desk):
    code = proof(exchange)
    first = await desk.link(code, ANN)
    assert await desk.link(code, ANN) == first
    with pytest.raises(CodeRefused):
        await desk.link(code, OTHER)


async def test_unknown_and_old_codes_are_refused(exchange, desk):
    with pytest.raises(CodeRefused):
        await desk.link("a" * 32, ANN)
    old = proof(exchange)
    exchange.world.now = lambda: datetime.now(UTC) + timedelta(minutes=11)
    with pytest.raises(CodeRefused):
        await desk.link(old, ANN)


async def test_the_code_itself_is_never_sent(exchange, desk):
    code = exchange.world.issue_code("ann")
    await desk.link(seal_with(exchange.token)(code), ANN)
    assert code[5:9] not in str(exchange.calls).upper()


async def test_what_goes_on_comes_the_latest_first(exchange, desk):
    reference = await linked(exchange, desk)
    late = exchange.world.now() - timedelta(days=2)
    items = [
        money(exchange, id="old", requested_at=late, late=True),
        money(exchange, txid=TXID),
    ]
    exchange.world.account("ann", withdrawal=items)
    new, old = await desk.progress(reference, Topic.WITHDRAWAL)
    assert (new.id, new.state, new.amount, new.txid) == ("w1", State.SENT, Decimal("0.50"), TXID)
    assert (old.id, old.late) == ("old", True)


async def test_confirmations_and_verifications(exchange, desk):
    reference = await linked(exchange, desk)
    coming = money(exchange, state="confirming", confirmations=(9, 6))
    exchange.world.account("ann", deposit=[coming])
    [deposit] = await desk.progress(reference, Topic.DEPOSIT)
    assert (deposit.done, deposit.needed) == (6, 6)
    [review] = await desk.progress(reference, Topic.KYC)
    assert (review.state, review.at) == (State.IN_REVIEW, None)
    assert await desk.progress(reference, Topic.WITHDRAWAL) == ()


async def test_a_link_that_ended_there_is_gone(exchange, desk):
    reference = await linked(exchange, desk)
    exchange.world.end(reference)
    with pytest.raises(LinkGone):
        await desk.progress(reference, Topic.KYC)
    with pytest.raises(LinkGone):
        await desk.freeze(reference, "0" * 32)
    await desk.unlink(reference)
    assert desk.breaker.failed == 0, "what is refused was answered"


async def test_unlinking_ends_it_there(exchange, desk):
    await desk.unlink(await linked(exchange, desk))
    assert exchange.world.links == {}


async def test_a_freeze_happens_once_a_request(exchange, desk):
    reference = await linked(exchange, desk)
    for request in ("1" * 32, "1" * 32, "2" * 32):
        await desk.freeze(reference, request)
    assert exchange.world.accounts["ann"].requests == ["1" * 32, "2" * 32]


async def test_it_can_be_asked_whether_it_is_there(desk):
    await desk.check()


# what is no answer


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (("status", {"status": 500}), "answers 500"),
        (("status", {"status": 401}), r"does not accept SKERRY_ACCOUNTS_TOKEN \(401\)"),
        (("status", {"status": 429}), "answers 429"),
        (("status", {"status": 404}), r"answers nonsense \(error: literal_error\)"),
        (("status", {"status": 204}), "answers 204"),
        (("nonsense", {}), r"answers nonsense \(the whole: json_invalid\)"),
        (("redirect", {}), "redirect, which is not followed"),
        (("huge", {}), "more than 64 KiB"),
        (("packed", {}), "encoding that was not asked for"),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
async def test_whatever_is_wrong_ends_in_one_line_in_time(exchange, desk, fault, why):
    reference = await linked(exchange, desk)
    exchange.faults.inject(fault[0], **fault[1])
    with pytest.raises(AccountsUnavailable, match=why) as raised:
        await desk.progress(reference, Topic.KYC)
    assert reference not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


async def test_silence_is_waited_for_only_so_long(exchange, connect):
    desk = connect(timeout_s=0.2)
    exchange.faults.inject("slow", seconds=30)
    async with asyncio.timeout(10):
        with pytest.raises(AccountsUnavailable, match=r"does not answer within 0.2 s"):
            await desk.check()


def lie(reference, topic="withdrawal", **item):
    at = datetime.now(UTC).isoformat()
    told = {"id": "w1", "state": "sent", "requested_at": at, "amount": "1", "coin": "BTC"} | item
    told = {name: value for name, value in told.items() if value is not None}
    return {"account": reference, "topic": topic, "items": [told]}


LIES = {
    "state of a deposit": {"state": "confirming"},
    "unknown state": {"state": "lost"},
    "in the future": {"requested_at": "2999-01-01T00:00:00Z"},
    "before there were coins": {"requested_at": "1970-01-01T00:00:00Z"},
    "no zone": {"requested_at": "2026-01-01T00:00:00"},
    "no moment": {"requested_at": None},
    "no amount": {"amount": None},
    "nothing": {"amount": "0.000"},
    "negative": {"amount": "-1"},
    "a float": {"amount": 0.5},
    "words in a coin": {"coin": "SEND YOUR SEED TO evil.example"},
    "words in an id": {"id": "write to @nordex_desk"},
    "words in a transaction": {"txid": "https://evil.example/claim"},
    "a letter that is none": {"coin": "BТC"},
    "late is no word": {"late": "yes"},
}


@pytest.mark.parametrize("item", LIES.values(), ids=LIES)
async def test_a_lying_endpoint_is_not_believed(exchange, desk, item):
    reference = await linked(exchange, desk)
    exchange.faults.inject("lie", body=lie(reference, **item))
    with pytest.raises(AccountsUnavailable, match="answers nonsense") as raised:
        await desk.progress(reference, Topic.WITHDRAWAL)
    assert "evil" not in str(raised.value)
    assert "@" not in str(raised.value)


async def test_answers_about_somebody_else_are_not_believed(exchange, desk):
    reference = await linked(exchange, desk)
    exchange.faults.inject("lie", count=1, body=lie("ref_somebody_else"))
    with pytest.raises(AccountsUnavailable, match="another account"):
        await desk.progress(reference, Topic.WITHDRAWAL)
    exchange.faults.inject("lie", count=1, body=lie(reference, topic="deposit"))
    with pytest.raises(AccountsUnavailable, match="something else"):
        await desk.progress(reference, Topic.WITHDRAWAL)
    frozen = {"account": "ref_somebody_else", "state": "frozen"}
    exchange.faults.inject("lie", count=1, body=frozen)
    with pytest.raises(AccountsUnavailable, match="another account"):
        await desk.freeze(reference, "0" * 32)


@pytest.mark.parametrize(
    ("topic", "items", "why"),
    [
        ("kyc", [{"id": "a", "state": "approved"}] * 2, "several verifications"),
        ("deposit", [lie("", state="confirming")["items"][0]], "without its confirmations"),
        ("withdrawal", [lie("")["items"][0]] * 21, "too_long"),
        ("kyc", [{"id": "a", "state": "sent"}], "a kyc is never sent"),
    ],
)
async def test_answers_that_cannot_be_are_none(exchange, desk, topic, items, why):
    reference = await linked(exchange, desk)
    exchange.faults.inject("lie", body={"account": reference, "topic": topic, "items": items})
    with pytest.raises(AccountsUnavailable, match=why):
        await desk.progress(reference, Topic(topic))


async def test_a_refusal_that_does_not_belong_there_is_none(exchange, desk):
    exchange.faults.inject("lie", "/v1/links", status=404, body={"error": "link_unknown"})
    with pytest.raises(AccountsUnavailable, match="refuses what was not asked for"):
        await desk.link("a" * 32, ANN)


async def test_nobody_there(connect):
    desk = connect(base_url="http://127.0.0.1:9")
    with pytest.raises(AccountsUnavailable, match=r"cannot be reached \(ConnectError\)"):
        await desk.check()


async def test_a_wrong_token_is_told_without_saying_it(exchange, connect):
    desk = connect(token="made-up-and-wrong-0123456789")
    with pytest.raises(AccountsUnavailable, match="SKERRY_ACCOUNTS_TOKEN") as raised:
        await desk.check()
    assert "made-up" not in str(raised.value)


# tries and pauses


async def test_a_failure_is_tried_again(exchange, desk):
    exchange.faults.inject("status", status=503, count=1)
    await desk.check()
    assert desk.breaker.failed == 0


async def test_what_another_try_cannot_mend_is_not_tried(exchange, connect):
    desk = connect(tries=5)
    exchange.faults.inject("status", status=401, count=1)
    with pytest.raises(AccountsUnavailable):
        await desk.check()


async def test_who_fails_again_and_again_is_left_alone_for_a_while(exchange, connect, caplog):
    desk = connect(fails=2, tries=1, pause_s=60)
    moment = datetime.now(UTC)
    desk.breaker.now = lambda: moment
    exchange.faults.inject("status", status=503, count=2)
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            with pytest.raises(AccountsUnavailable, match="answers 503"):
                await desk.check()
        with pytest.raises(AccountsUnavailable, match=r"left alone for a while .*503"):
            await desk.check()
        assert desk.breaker.is_open
        desk.breaker.now = lambda: moment + timedelta(seconds=61)
        await desk.check()
        assert not desk.breaker.is_open
    said = [each.getMessage() for each in caplog.records if each.name == "app.accounts.http"]
    assert said == [
        "accounts: the exchange answers 503",
        "accounts: the exchange answers again",
    ]


async def test_after_a_pause_one_goes_ahead_and_the_others_wait(connect):
    breaker = connect(fails=1, pause_s=60).breaker
    moment = datetime.now(UTC)
    breaker.now = lambda: moment
    assert breaker.broke("it failed")
    assert not breaker.broke("it failed"), "no news"
    breaker.now = lambda: moment + timedelta(seconds=61)
    assert [breaker.let_by() for _ in range(3)] == [True, False, False]
    assert breaker.succeeded()
    assert breaker.let_by()
    assert not breaker.succeeded()


async def test_nothing_about_an_account_is_logged(exchange, desk, caplog):
    with caplog.at_level(logging.INFO):
        reference = await linked(exchange, desk)
        exchange.world.account("ann", withdrawal=[money(exchange, amount="1234.5")])
        await desk.progress(reference, Topic.WITHDRAWAL)
        exchange.faults.inject("nonsense")
        with pytest.raises(AccountsUnavailable):
            await desk.progress(reference, Topic.WITHDRAWAL)
    for each in (reference, "1234.5", exchange.token, ANN.author_id, ANN.name):
        assert each not in caplog.text
