"""Alive, ready, and how the platforms are."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from console.pages import health

pytestmark = pytest.mark.anyio


async def test_alive_and_ready_for_anybody(desk):
    async with desk.client() as client:
        assert (await client.get("/livez")).json() == {"status": "alive"}
        ready = await client.get("/readyz")
    assert ready.json() == {"status": "ready"}, "nothing else is anybody's business"


@pytest.mark.parametrize(("writable", "status"), [(True, 200), (False, 503)])
async def test_ready_is_what_the_probe_says_that_writes(desk, writable, status):
    async def ready():
        return writable

    desk.app.state.services = replace(desk.app.state.services, ready=ready)
    async with desk.client() as client:
        assert (await client.get("/readyz")).status_code == status


async def test_a_loop_that_is_late_is_not_alive(desk, monkeypatch):
    monkeypatch.setattr(health, "MOST_LAG_S", -1.0)
    async with desk.client() as client:
        assert (await client.get("/livez")).status_code == 503


async def test_not_ready_without_storage(desk):
    desk.door.broken = True
    async with desk.client() as client:
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (503, "no storage")
        assert (await client.get("/livez")).status_code == 200


async def test_not_ready_when_storage_hangs(desk, monkeypatch):
    async def agents():
        await asyncio.sleep(60)

    monkeypatch.setattr(desk.door, "agents", agents)
    monkeypatch.setattr(health, "PATIENCE_S", 0.01)
    async with desk.client() as client:
        assert (await client.get("/readyz")).status_code == 503


async def test_the_platforms_page(desk, mira):
    desk.states["replay"] = "reconnecting"
    page = (await mira.get("/health")).text
    assert "reconnecting" in page
    assert "1,284" in page
    assert 'class="dot bad"' in page
    desk.states.clear()
    assert "No platform is connected." in (await mira.get("/health")).text


async def test_an_unknown_state_is_shown_as_it_is(desk, mira):
    desk.states["replay"] = "half_open"
    assert "half open" in (await mira.get("/health")).text


async def test_a_part_that_reads_along_is_only_on_its_page(desk, mira):
    page = (await mira.get("/health")).text
    assert "Inside the desk" in page
    assert "reads along" in page
    assert "ms per message <b>4.20</b>" in page
    assert "Encoder" not in (await mira.get("/")).text


@pytest.mark.parametrize(
    ("state", "english", "chinese"),
    [
        ("absent", "cheap stage alone: there is no encoder", "仅快速阶段判读：没有编码器"),
        ("broken", "cheap stage alone: the encoder fails", "仅快速阶段判读：编码器出错"),
        ("slow", "cheap stage alone: the encoder is too slow", "仅快速阶段判读：编码器过慢"),
    ],
)
async def test_the_cheap_stage_alone_shows_everywhere(desk, mira, state, english, chinese):
    desk.parts = {"encoder": state}
    page = (await mira.get("/health")).text
    assert english in page
    assert "because of &lt;this&gt;" in page
    assert f'title="Encoder: {english}"' in (await mira.get("/")).text
    assert chinese in (await mira.get("/health", headers={"accept-language": "zh"})).text


async def test_a_desk_without_parts_says_nothing_of_them(desk, mira):
    desk.parts = {}
    assert "Inside the desk" not in (await mira.get("/health")).text
