"""Looking into accounts, told as it happens: on every platform, over real sockets."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from sandbox.accounts import AccountsSandbox
from sandbox.accounts.people import TXID
from tests.account_kit import KEY, PLATFORMS, a_chat, a_withdrawal, settings_of
from tests.story_kit import a_desk, case_of, until

pytestmark = pytest.mark.anyio

WHERE = "where is my withdrawal?"
HACKED = "please freeze my account, somebody hacked it"
YES = "/freeze yes"


@asynccontextmanager
async def a_story(platform, folder, **table):
    """Ann's chat, her exchange, and the desk between them."""
    async with AccountsSandbox() as exchange, a_chat(platform) as chat:
        exchange.world.account(KEY, withdrawal=[a_withdrawal(exchange)])
        async with a_desk(settings_of(folder, chat, exchange, **table)) as desk:
            yield chat, exchange, desk


async def linked(chat, exchange):
    code = exchange.world.issue_code(KEY)
    assert "linked with your account" in await chat.says(f"/link {code}")
    return code


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_linked_user_learns_where_his_withdrawal_is_and_only_in_private(platform, tmp_path):
    async with a_story(platform, tmp_path) as (chat, exchange, desk):
        code = await linked(chat, exchange)
        answer = await chat.says(WHERE)
        assert "0.5 BTC" in answer
        assert "waiting for confirmations" in answer
        assert TXID in answer
        assert await case_of(desk, chat.ann)() is None, "nobody has to look"
        looked = len(exchange.calls)
        chat.posts(WHERE)
        await until(chat.public)
        assert "BTC" not in chat.public()[0]
        assert len(exchange.calls) == looked
        chat.rename("ann_renamed")
        answer = await chat.says("/withdrawal")
        assert "no longer linked" in answer
        assert "BTC" not in answer
        await until(lambda: exchange.world.links == {})
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert code[5:].encode() not in content
        assert exchange.token.encode() not in content


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_whoever_is_not_linked_learns_how_to_and_a_person_takes_his_case(platform, tmp_path):
    async with a_story(platform, tmp_path) as (chat, exchange, desk):
        answer = await chat.says(WHERE)
        assert "BTC" not in answer
        assert "/link" in answer
        await until(case_of(desk, chat.ann, lambda each: each.held_by == "queue"))
        code = exchange.world.issue_code(KEY)
        answer = await chat.says(f"/link {code}")
        assert "linked with your account" in answer
        assert "0.5 BTC" in answer, "what he waits for is told at once"


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_freeze_takes_the_users_own_confirmation_and_an_exchange_that_answers(
    platform, tmp_path
):
    async with a_story(platform, tmp_path) as (chat, exchange, desk):
        await linked(chat, exchange)
        offer = await chat.says(HACKED)
        assert "/freeze yes" in offer
        assert not exchange.world.accounts[KEY].frozen
        await until(case_of(desk, chat.ann, lambda each: each.priority == "P0"))
        exchange.faults.inject("status", status=503, count=2)
        assert "could not freeze" in await chat.says("/freeze yes")
        answer = await (chat.presses("Freeze my account") if chat.press else chat.says(YES))
        assert "Your account is frozen" in answer
        assert exchange.world.accounts[KEY].frozen
        case = await until(case_of(desk, chat.ann, lambda each: "is frozen" in each.reason))
        file = await desk.deliverer.store.case_file(case.id)
        acts = ("offer", "failed")
        assert {"inform:account_frozen", *(f"inform:account_freeze_{act}" for act in acts)} <= {
            each.act for each in file.decisions
        }


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_dead_endpoint_leaves_nobody_without_an_answer(platform, tmp_path):
    async with a_story(platform, tmp_path, timeout_s=1.0) as (chat, exchange, desk):
        await linked(chat, exchange)
        exchange.faults.inject("slow", seconds=30)
        answer = await chat.says(WHERE)
        assert "cannot look into accounts" in answer
        case = await until(case_of(desk, chat.ann, lambda each: each.held_by == "queue"))
        assert "does not answer within 1 s" in case.reason
        [part] = [each for each in desk.web.services.parts() if each.name == "accounts"]
        assert part.state == "failing"
        assert "does not answer within 1 s" in part.detail
