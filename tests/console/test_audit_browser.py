"""The audit page in a real browser: found by who, what and when, page by page, under its seal."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from console import create_app
from core.api import ApiRoom
from core.audit_chain import Verifier
from core.ports import Decision
from storage import MemoryStore
from tests.console.conftest import Desk
from tests.console.test_browser import RealClock, browsing, served, sign_in
from tests.console.test_browser import anyio_backend as anyio_backend  # noqa: PLC0414
from tests.console.test_browser import browser as browser  # noqa: PLC0414
from tests.console.test_browser import pytestmark as pytestmark  # noqa: PLC0414
from tests.console.test_programs_browser import think
from tests.console.test_webhooks_browser import CUT_OFF, STICKS_OUT, tab_to
from tests.shift_kit import picture

CLAIMS, TAGS, BY_THE_DESK = 70, 3, 5
PAGE = 50
HOSTILE = "tag \u202egnp.exe <img src=x onerror=pwn()>"
LATEST = timedelta(minutes=1)


@asynccontextmanager
async def a_full_audit():
    """A desk on whose page stand acts of two agents and of the desk itself, sealed."""
    store, clock = MemoryStore(), RealClock()

    def makes(url: str) -> Desk:
        desk = Desk(clock, url)
        room = ApiRoom(books=store, think=think)
        desk.app = create_app(replace(desk.services(), api=room))
        return desk

    acts = ["move:claim"] * CLAIMS + ["tag:set"] * TAGS + ["reply"] * BY_THE_DESK
    people = ["mira"] * CLAIMS + ["tomasz"] * TAGS + ["bot"] * BY_THE_DESK
    for act, by in zip(acts, people, strict=True):
        why = HOSTILE if by == "tomasz" else ""
        at = clock.now() - LATEST
        await store.audit(Decision(message_key="", act=act, reason=why, by=by, at=at))
    await store.seal_acts(clock.now(), limit=500)
    async with served(makes=makes) as desk:
        yield desk, store


async def listed(page: Any) -> list[str]:
    """What the acts on the page are called."""
    return await page.locator(".log td code").all_text_contents()


@pytest.mark.parametrize("size", ["wide", "phone"])
async def test_acts_are_found_by_who_and_what_and_paged(browser, size):
    async with a_full_audit() as (desk, _), browsing(browser, size) as page:
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/audit")
        assert await listed(page) == ["tag:set"] * TAGS + ["move:claim"] * (PAGE - TAGS)
        await picture(page, f"audit-{size}")
        await page.get_by_role("link", name="Older").click()
        await page.wait_for_url("**/audit?*before=*")
        assert await listed(page) == ["move:claim"] * (CLAIMS - PAGE + TAGS)
        assert await page.get_by_role("link", name="Older").count() == 0
        await page.get_by_label("Who").select_option(label="Tomasz")
        await page.get_by_role("button", name="Show").click()
        await page.wait_for_url("**/audit?by=tomasz*")
        assert await listed(page) == ["tag:set"] * TAGS
        assert await page.locator(".log img").count() == 0
        assert "\u202e" not in await page.locator(".log").text_content()
        await picture(page, f"audit-filtered-{size}")
        assert not await page.evaluate(STICKS_OUT)
        assert not await page.evaluate(CUT_OFF)
        assert page.faults == []


async def test_filters_are_used_without_a_mouse_and_keep_what_was_typed(browser):
    async with a_full_audit() as (desk, _), browsing(browser) as page:
        await sign_in(page, desk)
        await page.keyboard.press("Control+k")
        await page.keyboard.type("audit")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/audit")
        await page.locator("#main").focus()
        await tab_to(page, "select[name=by]")
        await page.keyboard.type("The desk")
        await tab_to(page, "input[name=act]")
        await page.keyboard.type("reply")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/audit?by=bot&act=reply*")
        assert await listed(page) == ["reply"] * BY_THE_DESK
        assert await page.input_value("input[name=act]") == "reply"
        tomorrow = (desk.clock.now() + timedelta(days=1)).date().isoformat()
        await page.get_by_label("Since").fill(tomorrow)
        await page.get_by_label("Since").press("Enter")
        await page.get_by_text("Nothing was done that fits this.").wait_for()
        assert page.faults == []


async def test_the_digest_on_the_page_finds_out_what_was_changed_before_it(browser):
    async with a_full_audit() as (desk, store), browsing(browser) as page:
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/audit")
        digest = await page.text_content(".seal .digest")
        every = CLAIMS + TAGS + BY_THE_DESK
        await page.locator(".seal").get_by_text(f"Seal number {every}, made").wait_for()
        assert await broken(store, digest) is None
        place, act = store._decisions[3]
        store._decisions[3] = (place, replace(act, by="tomasz"))
        assert (await broken(store, digest)).why == "changed"
        assert page.faults == []


async def broken(store: MemoryStore, anchor: str) -> Any:
    """The first act that is not what the chain up to this digest says."""
    verifier = Verifier(anchor)
    found = (verifier.take(each) for each in await store.chain(0, limit=500))
    return next((each for each in found if each), None) or verifier.end()
