"""`[accounts]` in the running desk: wired by settings alone, told by doctor and console."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.accounts.desk import build_accounts, examined, seal_of, token_of
from app.sandbox import simulate
from core.accounts.aide import AccountAide
from core.accounts.codes import seal_with
from core.accounts.desk import AccountsUnavailable, Handle, Topic
from core.errors import ConfigError
from core.settings import Loaded, Settings
from core.tables.account import TOKEN, AccountsTable
from core.types import Platform
from sandbox.accounts import AccountsSandbox
from storage import MemoryStore

pytestmark = pytest.mark.anyio
MADE_UP = "made-up-for-tests-0123456789"
ANN = Handle(platform=Platform("discord"), account="1", author_id="2")


def loaded(url="http://127.0.0.1:9", token=MADE_UP, **table):
    settings = Settings(accounts=AccountsTable(base_url=url, timeout_s=5.0, tries=1, **table))
    return Loaded(settings, {TOKEN: token} if token else {})


@pytest.fixture
async def stack():
    async with AsyncExitStack() as stack:
        yield stack


async def test_without_an_address_nothing_is_there(stack):
    desk = SimpleNamespace(aides=())
    made = await build_accounts(desk, MemoryStore(), loaded(url=""), stack)
    assert (desk.aides, made.parts()) == ((), ())
    assert seal_of(loaded(url="")) is None
    assert await examined(loaded(url="")) == (
        "ok",
        "no account is looked into: [accounts] base_url is empty",
        "",
    )


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("", "SKERRY_ACCOUNTS_TOKEN is not set"),
        ("  ", "SKERRY_ACCOUNTS_TOKEN is not set"),
        ("short", "24 or more"),
        ("words-that-are-long-enöugh-for-it", "24 or more"),
        ("a-line-break-in-the-\nmiddle-of-it", "24 or more"),
    ],
)
async def test_a_token_that_is_none_is_one_line(token, why):
    with pytest.raises(ConfigError, match=why) as raised:
        token_of(loaded(token=token))
    assert token.strip() == "" or token not in str(raised.value)
    assert (await examined(loaded(token=token)))[0] == "bad"


async def test_the_aide_comes_after_those_that_are_there(stack):
    desk = SimpleNamespace(aides=("incidents",))
    await build_accounts(desk, MemoryStore(), loaded(), stack)
    assert desk.aides[0] == "incidents"
    assert isinstance(desk.aides[1], AccountAide)
    assert seal_of(loaded())("LINK-7K3F-9QWX-M2TD") == seal_with(MADE_UP)("LINK-7K3F-9QWX-M2TD")


async def test_the_console_sees_how_it_is_doing(stack):
    async with AccountsSandbox() as exchange:
        desk = SimpleNamespace(aides=())
        settings = loaded(exchange.base_url, exchange.token, fails=2)
        made = await build_accounts(desk, MemoryStore(), settings, stack)
        seen = made.shown(replace(_services(), parts=lambda: ["encoder"]))

        def part():
            encoder, mine = seen.parts()
            assert encoder == "encoder"
            return mine

        await made.exchange.check()
        assert (part().name, part().state, part().detail) == ("accounts", "answering", "")
        exchange.faults.inject("status", status=503)
        for state in ("failing", "paused"):
            with pytest.raises(AccountsUnavailable):
                await made.exchange.check()
            assert part().state == state
        assert part().detail == "The exchange's account desk answers 503"


def _services():
    from dataclasses import fields

    from console.services import Services

    needed = {each.name: None for each in fields(Services)}
    return Services(**needed)


@pytest.mark.parametrize(
    ("fault", "state", "found"),
    [
        (None, "ok", "answers"),
        ({"kind": "status", "status": 401}, "bad", "does not accept SKERRY_ACCOUNTS_TOKEN (401)"),
        ({"kind": "nonsense"}, "bad", "answers nonsense"),
    ],
    ids=["well", "token", "nonsense"],
)
async def test_doctor_says_it_in_one_line(fault, state, found):
    async with AccountsSandbox() as exchange:
        if fault:
            exchange.faults.inject(**fault)
        told = await examined(loaded(exchange.base_url, exchange.token))
    assert told[0] == state
    assert found in told[1]
    assert "\n" not in told[1]
    assert exchange.token not in str(told)


async def test_doctor_sees_that_nobody_is_there():
    state, found, mend = await examined(loaded())
    assert (state, found) == ("bad", "http://127.0.0.1:9 cannot be reached (ConnectError)")
    assert "docs/accounts.md" in mend


@pytest.mark.usefixtures("home")
async def test_the_sandbox_brings_an_exchange_with_the_crowds_accounts(stack):
    real = Loaded(Settings(accounts=AccountsTable(base_url="https://desk.nordex.example")), {})
    simulation = await simulate(real, stack)
    pointed = simulation.loaded
    assert pointed.settings.accounts.base_url.startswith("http://127.0.0.1:")
    made = await build_accounts(SimpleNamespace(aides=()), MemoryStore(), pointed, stack)
    await made.exchange.check()
    code = simulation.crowd._filled("/link {code}", simulation.crowd.cast.people["jonas"])
    proof = seal_of(pointed)(code.removeprefix("/link "))
    reference = await made.exchange.link(proof, ANN)
    found = await made.exchange.progress(reference, Topic.WITHDRAWAL)
    assert [each.id for each in found] == ["w1", "w2"]
