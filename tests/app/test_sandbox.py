"""The sandbox behind a desk: three platforms, settings that point at them, a crowd that writes."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

import bots
from app import config
from app.assembly import assemble, connected
from app.sandbox import NOTICE, X_EVERY_S, simulate
from core.errors import ConfigError, RateLimited
from storage import open_store
from tests.sandbox.conftest import until

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("home")]

PLATFORMS = {"twitter", "telegram", "discord"}
LONGEST_WAIT_S = 10.0


@pytest.fixture
async def stack():
    async with AsyncExitStack() as stack:
        yield stack


async def test_every_platform_is_pointed_at_and_every_credential_is_there(stack):
    simulation = await simulate(config.load(), stack)
    loaded = simulation.loaded
    tables = loaded.settings.bots
    assert set(tables) == PLATFORMS
    assert set(connected(loaded)) == PLATFORMS
    addresses = [
        tables["twitter"]["base_url"],
        tables["telegram"]["base_url"],
        tables["telegram"]["base_file_url"],
        tables["discord"]["api_base"],
        tables["discord"]["gateway_url"],
    ]
    assert all("://127.0.0.1:" in each for each in addresses)
    (support,) = tables["discord"]["support_channels"]
    assert support == simulation.crowd.stages["discord"].channels["support"]
    assert tables["discord"]["staff_channel"] == simulation.crowd.stages["discord"].staff_room
    assert tables["telegram"]["staff_group"] == str(simulation.crowd.stages["telegram"].staff_room)
    assert loaded.settings.protect.mode == "on"
    for name in PLATFORMS:
        assert bots.build(name, tables[name], loaded.secrets).platform == name


async def test_what_only_makes_sense_on_the_real_platform_is_left_out(stack, home):
    (home / "settings.toml").write_text(
        '[bots.telegram]\nmode = "webhook"\nproxy = "http://proxy.example"\ntyping = false\n'
        "[bots.discord]\nwatch_channels = [1]\nbackfill_threads = 3\nsupport_channels = [2]\n"
        "[bots.twitter]\nmentions_every_s = 60\n"
        '[bots.twitter.oauth2]\nclient_id = "x"\ntoken_file = "t"\n'
    )
    tables = (await simulate(config.load(), stack)).loaded.settings.bots
    assert {"mode", "proxy"} & tables["telegram"].keys() == set()
    assert tables["telegram"]["typing"] is False
    assert tables["discord"]["backfill_threads"] == 3
    assert "watch_channels" not in tables["discord"]
    assert tables["discord"]["support_channels"] != [2]
    assert tables["twitter"]["mentions_every_s"] == X_EVERY_S
    assert "oauth2" not in tables["twitter"]


async def test_the_database_is_another_one_and_empty(stack, home):
    (home / "skerry-sandbox.db").write_text("of yesterday")
    (home / "skerry.db").write_text("the real one")
    simulation = await simulate(config.load(), stack)
    assert simulation.loaded.settings.storage.url == "sqlite:///skerry-sandbox.db"
    assert not (home / "skerry-sandbox.db").exists()
    assert (home / "skerry.db").read_text() == "the real one"


async def test_the_simulated_x_may_be_asked_as_often_as_the_settings_say(stack):
    simulation = await simulate(config.load(), stack)
    x = simulation.crowd.stages["x"].sandbox
    loaded = simulation.loaded
    adapter = bots.build("twitter", loaded.settings.bots["twitter"], loaded.secrets)
    asked = 900 / X_EVERY_S
    assert all(most >= 2 * asked for most, _ in x.limits.overrides.values())
    assert len(x.limits.overrides) == 2
    async with asyncio.timeout(5):
        arrivals = adapter.arrivals({})
        try:
            assert await anext(arrivals) == []
        except RateLimited:
            pytest.fail("the simulated X refused the first look")
        finally:
            await arrivals.aclose()


def test_the_notice_names_all_platforms_and_their_credentials():
    for word in ("X", "Telegram", "Discord", "TWITTER", "TELEGRAM_TOKEN", "DISCORD_TOKEN"):
        assert word in NOTICE


async def test_some_credentials_are_enough_to_stay_out_of_the_sandbox(monkeypatch):
    assert connected(config.load()) == []
    monkeypatch.setenv("SKERRY_TELEGRAM_TOKEN", "123456:" + "a" * 35)
    assert connected(config.load()) == ["telegram"]


async def test_a_desk_hears_people_on_all_three_platforms(stack, monkeypatch):
    monkeypatch.setenv("SKERRY_TRIAGE__WORKERS", "0")
    monkeypatch.setenv("SKERRY_SANDBOX__PACE", "30")
    simulation = await simulate(config.load(), stack)
    parts = await assemble(simulation.loaded, simulation, stack)
    running = [watch.stand() for watch in parts.watches] + [simulation.crowd.run()]
    tasks = [asyncio.create_task(each) for each in running]
    listeners = [watch.listener for watch in parts.watches]
    try:
        async with asyncio.timeout(LONGEST_WAIT_S):
            await until(lambda: all(each.arrived for each in listeners), LONGEST_WAIT_S)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert {each.adapter.platform for each in listeners} == PLATFORMS


async def test_a_second_start_leaves_the_memory_of_the_first_alone(stack, monkeypatch, tmp_path):
    monkeypatch.setenv("SKERRY_STORAGE__URL", f"sqlite:///{tmp_path / 'desk.db'}")
    loaded = config.load()
    first = (await simulate(loaded, stack)).loaded.settings.storage.url
    store = await open_store(first)
    try:
        with pytest.raises(ConfigError, match="another desk runs here"):
            await simulate(loaded, stack)
        assert await store.agents() == []
    finally:
        await store.close()
    await simulate(loaded, stack)
    assert not (tmp_path / "desk-sandbox.db").exists(), "a new world has a new memory"
    (tmp_path / "desk-sandbox.db").write_bytes(b"rubbish" * 999)
    await simulate(loaded, stack)
    assert not (tmp_path / "desk-sandbox.db").exists()
