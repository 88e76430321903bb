"""A moderator's hour in a real browser: a scammer appears, is looked at, taken, ruled on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console.passes import issue_link
from core.protection import ScamStatus
from core.scams import Ruling, Verb
from tests.console.fake_guard import a_file, a_message
from tests.console.fakes import a_case, a_line
from tests.console.test_browser import (
    CHROMIUM,
    anyio_backend,
    browser,
    browsing,
    served,
    sign_in,
)

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")

__all__ = ["anyio_backend", "browser"]
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]
NARROW = {"width": 360, "height": 740}
LONG = "Официальная поддержка биржи с именем которое никуда не помещается совсем"


def now():
    return datetime.now(UTC)


def fresh(number, *events, **changes):
    return a_file(number, *events, **{"opened_at": now(), "last_at": now(), **changes})


async def ready(page):
    """Until the page's script hears keys: what it does last is tell times in the reader's zone."""
    await page.wait_for_selector("time[data-local]", state="attached")


async def test_a_scammer_appears_and_is_picked_and_dismissed_by_keys(browser):
    async with served() as desk, browsing(browser) as page:
        first = desk.guard.add(fresh(1)).scam
        desk.book.add(a_case(1, opened_at=now()), a_line("hello", at=now()))
        await sign_in(page, desk)
        await page.click(".row")
        await ready(page)
        await page.keyboard.press("g")
        await page.keyboard.press("p")
        await page.wait_for_selector(f"#row-{first.id}")
        assert page.url.endswith("/protection")
        await page.evaluate("window.neverReloaded = true")
        await ready(page)
        await page.keyboard.press("j")
        await page.keyboard.press("x")
        assert await page.is_checked(f"#pick-{first.id}")
        second = desk.guard.add(fresh(2)).scam
        await page.wait_for_selector(f"#row-{second.id}")
        await page.wait_for_selector("#scam-news:text-is('1 new')", state="attached")
        assert await page.is_checked(f"#pick-{first.id}")
        assert not await page.is_checked(f"#pick-{second.id}")
        assert await page.evaluate("window.neverReloaded")
        await dismiss_the_picked(page)
        assert desk.guard.files[first.id].scam.status is ScamStatus.DISMISSED
        assert desk.guard.files[second.id].scam.status is ScamStatus.OPEN
        assert page.faults == []


async def dismiss_the_picked(page):
    await page.get_by_role("button", name="Not a scam").click()
    await page.wait_for_selector("text=Cases: 1. Actions that leave the desk: 0.")
    await page.get_by_role("button", name="Yes, it is not a scam").click()
    await page.wait_for_selector("text=Noted as not a scam.")


async def test_a_case_is_opened_taken_and_confirmed_while_a_colleague_acts(browser):
    async with served() as desk, browsing(browser) as page:
        scam = desk.guard.add(fresh(1)).scam
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/protection")
        await ready(page)
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("#scam")
        await ready(page)
        await page.keyboard.press("t")
        await page.wait_for_selector("text=taken: You")
        await ready(page)
        await page.evaluate("window.neverReloaded = true")
        acts = Ruling(scam_id=scam.id, verb=Verb.DELETE, by="tomasz", at=now())
        await desk.guard.rule(acts)
        await page.wait_for_selector(".event.ruling >> text=Delete messages")
        assert await page.evaluate("window.neverReloaded")
        await page.keyboard.press("s")
        await page.get_by_role("button", name="Yes, it is a scam").click()
        await page.wait_for_selector("text=Decided by You: confirmed scam")
        assert page.faults == []


async def test_a_ban_needs_its_tick(browser):
    async with served() as desk, browsing(browser) as page:
        scam = desk.guard.add(fresh(1)).scam
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/protection/{scam.id}")
        await page.get_by_role("link", name="Ban").click()
        await page.get_by_role("button", name="Yes, ban").click()
        assert desk.guard.sent == []
        await page.get_by_label("I have read the signals and want to ban.").check()
        await page.get_by_role("button", name="Yes, ban").click()
        await page.wait_for_selector("text=The ban is on its way.")
        assert [out.kind for out in desk.guard.sent] == ["ban"]


async def test_the_evidence_is_downloaded(browser):
    async with served() as desk, browsing(browser) as page:
        scam = desk.guard.add(fresh(1)).scam
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/protection/{scam.id}")
        async with page.expect_download() as coming:
            await page.get_by_role("link", name="Evidence pack").click()
        download = await coming.value
        assert download.suggested_filename == f"evidence-{scam.id}.zip"


async def test_the_whole_way_works_without_script(browser):
    async with served() as desk, browsing(browser, "phone", java_script_enabled=False) as page:
        scam = desk.guard.add(fresh(1)).scam
        await sign_in(page, desk, ready="#feed")
        await page.get_by_role("link", name="Protection").click()
        await page.check(f"#pick-{scam.id}")
        await page.get_by_role("button", name="Restrict").click()
        await page.get_by_role("button", name="Yes, restrict").click()
        await page.wait_for_selector("text=Restriction is on its way.")
        await page.locator("details.pages > summary").click()
        await page.get_by_role("link", name="Who is real").click()
        await page.get_by_text("Add a domain").click()
        await page.get_by_label("Domain, like nordex.example").last.fill("new.example")
        await page.get_by_role("button", name="Show what changes").locator("visible=true").click()
        await page.wait_for_selector('text=+domain = "new.example"')
        await page.get_by_role("button", name="Yes, add").click()
        await page.wait_for_selector("text=Added.")
        assert desk.registry.trail[0].by == "mira"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
async def test_nothing_runs_off_a_narrow_screen(browser, scheme, language):
    async with served() as desk:
        words = "x" * 120 + " http://nordex-help.invalid/" + "y" * 80
        file = fresh(1, a_message(words, native_id="9" * 40, scene="s" * 60), name=LONG)
        scam = desk.guard.add(replace(file, alike=(file.scam,))).scam
        context = await browser.new_context(
            locale=language, viewport=NARROW, color_scheme=scheme, java_script_enabled=True
        )
        page = await context.new_page()
        await page.goto(await issue_link(desk.door, "mira", desk.clock, desk.url))
        await page.click("button.main")
        await page.wait_for_selector("#feed")
        for path in (
            "/protection",
            f"/protection/{scam.id}",
            f"/protection/preview?verb=ban&pick={scam.id}",
            "/protection/replay?tried=1&alert=delete&alert=ban",
            "/identities",
            "/verify?q=" + "z" * 200,
            "/",
        ):
            await page.goto(desk.url + path)
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert await page.evaluate(wide) <= 0, path
        await context.close()


async def test_anybody_checks_a_handle_without_script(browser):
    async with served() as desk, browsing(browser, "phone", java_script_enabled=False) as page:
        await page.goto(f"{desk.url}/verify")
        await page.get_by_label("Paste a handle").fill("@NordexSupport")
        await page.get_by_role("button", name="Check").click()
        await page.wait_for_selector(".answer.official")
        assert page.url.endswith("/verify")
        await page.get_by_label("Paste a handle").fill("https://nordex-help.invalid")
        await page.get_by_role("button", name="Check").click()
        await page.wait_for_selector(".answer.not_official")
        assert await page.locator(".answer a").count() == 0
