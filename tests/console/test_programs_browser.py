"""The pages about programs in a real browser: a token from making to its end."""

from __future__ import annotations

from dataclasses import replace

from console import create_app
from core.api import ApiRoom
from core.tokens import Scope
from storage import MemoryStore
from tests.console.conftest import Desk
from tests.console.test_browser import RealClock, browsing, served, sign_in
from tests.console.test_browser import anyio_backend as anyio_backend  # noqa: PLC0414
from tests.console.test_browser import browser as browser  # noqa: PLC0414
from tests.console.test_browser import pytestmark as pytestmark  # noqa: PLC0414

HOSTILE = "crm <img src=x onerror=pwn()>"


async def think(_posed):
    raise NotImplementedError


def with_programs(url: str) -> Desk:
    """A desk whose doors are open for programs."""
    desk = Desk(RealClock(), url)
    room = ApiRoom(books=MemoryStore(), think=think)
    desk.app = create_app(replace(desk.services(), api=room))
    return desk


async def test_a_token_is_made_by_hand_shown_once_and_revoked(browser):
    async with served(makes=with_programs) as desk, browsing(browser) as page:
        await sign_in(page, desk)
        await page.keyboard.press("Control+k")
        await page.keyboard.type("programs")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/tokens")
        await page.get_by_text("There are no tokens yet.").wait_for()
        await page.locator("summary h2").click()
        await page.get_by_label("What it is for").fill(HOSTILE)
        for scope in (Scope.READ_CASES, Scope.TRIAGE):
            await page.check(f'input[value="{scope}"]')
        await page.get_by_role("button", name="Make it").click()
        token = await page.text_content("code.secret")
        assert token.startswith("skerry_")
        assert await page.locator(".listing b").text_content() == HOSTILE
        scopes = await page.locator(".scopes code").all_text_contents()
        assert scopes == ["read:cases", "triage"]
        await page.goto(f"{desk.url}/tokens")
        assert token not in await page.content()
        assert await page.locator(".listing li.out").count() == 0
        await page.get_by_role("button", name="Revoke").click()
        await page.wait_for_url("**/tokens?done=revoked")
        assert await page.locator(".listing li.out").count() == 1
        assert await page.get_by_role("button", name="Revoke").count() == 0
        assert page.faults == []


async def test_a_token_without_a_scope_is_not_made_and_the_form_keeps_its_words(browser):
    async with served(makes=with_programs) as desk, browsing(browser, "phone") as page:
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/tokens")
        await page.locator("summary h2").click()
        await page.get_by_label("What it is for").fill("pager")
        await page.get_by_role("button", name="Make it").click()
        await page.locator(".problems").wait_for()
        assert await page.input_value("#token-name") == "pager"
        assert await page.locator(".listing li").count() == 0
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= await page.evaluate("document.documentElement.clientWidth")
        assert page.faults == []
