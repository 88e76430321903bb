"""Casework in a real browser: by keys, by mouse, and without script."""

from __future__ import annotations

import pytest

from core.case import Move, Status
from tests.console.casework_kit import WorkDesk
from tests.console.test_browser import (
    CHROMIUM,
    RealClock,
    browsing,
    served,
    sign_in,
)

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def browser():
    from tests.console.test_browser import ARGS

    async with playwright.async_playwright() as driver:
        chromium = await driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield chromium
        await chromium.close()


async def at_work(desk):
    """Mira's case of two messages, and another one of the same person."""
    case = await desk.heard("where is my money", "and my api key is broken")
    await desk.store.move_case(case.id, Move.CLAIM, "mira", desk.clock.now())
    other = await desk.heard("hello again", conversation="replay:nordex:2")
    return case, other


async def opened(page, case) -> None:
    await page.click(f"#row-{case.id}")
    await page.wait_for_selector(f'#case[data-case="{case.id}"]')


async def now(desk, case):
    return (await desk.store.case_file(case.id)).case


def a_desk(url):
    return WorkDesk(RealClock(), url)


async def test_a_case_is_tagged_and_put_aside_by_keys_alone(browser):
    async with served(makes=a_desk) as desk, browsing(browser) as page:
        case, _ = await at_work(desk)
        await sign_in(page, desk)
        await opened(page, case)
        await page.keyboard.press("t")
        await page.wait_for_selector("[name=tag]:focus")
        await page.keyboard.type("VIP client")
        await page.keyboard.press("Enter")
        await page.wait_for_selector(".case-tag >> text=vip-client")
        await page.keyboard.press("s")
        await page.wait_for_selector("[name=until]:focus")
        await page.keyboard.press("Control+Enter")
        await page.wait_for_selector("text=Asleep until")
        after = await now(desk, case)
        assert after.status is Status.SNOOZED
        assert 3500 < (after.snoozed_until - desk.clock.now()).total_seconds() <= 3600
        assert await page.locator("details.menu[open] form").count() == 0
        assert page.faults == []


async def test_cases_are_merged_and_taken_apart(browser):
    async with served(makes=a_desk) as desk, browsing(browser) as page:
        case, other = await at_work(desk)
        await sign_in(page, desk)
        await opened(page, case)
        await page.keyboard.press("m")
        await page.wait_for_selector("[name=other]:focus")
        await page.keyboard.press("Control+Enter")
        await page.wait_for_selector(".thread >> text=hello again")
        await page.wait_for_selector(f"#row-{other.id}", state="detached")
        await page.get_by_role("button", name="Undo").click()
        await page.wait_for_selector(f"#row-{other.id}")
        assert await page.locator(".thread >> text=hello again").count() == 0
        assert page.faults == []


async def test_messages_are_split_off(browser):
    async with served(makes=a_desk) as desk, browsing(browser) as page:
        case, _ = await at_work(desk)
        await sign_in(page, desk)
        await opened(page, case)
        assert await page.locator(".pick-line").first.is_hidden()
        await page.locator(".menu.split summary").click()
        await page.locator(".entry", has_text="api key").locator(".pick-line input").check()
        await page.get_by_role("button", name="Split off the ticked ones").click()
        await page.wait_for_selector("text=This is the new case")
        assert await page.locator(".thread >> text=where is my money").count() == 0
        fresh = await page.locator("#case").get_attribute("data-case")
        assert (await desk.store.standing(fresh)).split_from == case.id
        assert page.faults == []


async def test_a_colleague_is_called_by_at_and_finds_the_case(browser):
    async with served(makes=a_desk) as desk, browsing(browser) as page:
        case, _ = await at_work(desk)
        await sign_in(page, desk)
        await opened(page, case)
        await page.keyboard.press("n")
        await page.keyboard.type("please look @tom")
        await page.wait_for_selector("[data-people-list] li[aria-selected=true]")
        await page.keyboard.press("Enter")
        assert await page.input_value(f"#note-{case.id}") == "please look @tomasz "
        await page.keyboard.press("Control+Enter")
        await page.wait_for_selector("text=Note added.")
        assert await desk.store.unread("tomasz") == 1
        assert page.faults == []
    async with served(makes=a_desk) as desk, browsing(browser) as page:
        case, _ = await at_work(desk)
        await sign_in(page, desk, "tomasz")
        assert await page.locator("#unread").text_content() == ""


async def test_without_script_a_case_is_handed_over_and_the_colleague_sees_it(browser):
    plain = {"java_script_enabled": False}
    async with served(makes=a_desk) as desk:
        case, _ = await at_work(desk)
        async with browsing(browser, "phone", **plain) as page:
            await sign_in(page, desk, ready="#feed")
            await page.click(f"#row-{case.id}")
            await page.get_by_text("Hand over").first.click()
            await page.select_option("select[name=to]", "tomasz")
            await page.fill(f"#word-{case.id}", "He speaks Polish")
            await page.locator(f"#transfer-{case.id} button").click()
            await page.wait_for_selector("text=Handed over.")
            assert (await now(desk, case)).agent == "tomasz"
        async with browsing(browser, **plain) as page:
            await sign_in(page, desk, "tomasz", ready="#feed")
            await page.click('a[href="/mentions"]')
            await page.wait_for_selector("text=He speaks Polish")
