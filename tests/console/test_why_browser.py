"""Why a message got its labels, in a real browser: the reasons stay while the page lives on."""

from __future__ import annotations

from dataclasses import replace

from tests.console.fakes import a_case, a_line
from tests.console.test_browser import (  # noqa: F401 - fixtures
    anyio_backend,
    browser,
    browsing,
    pytestmark,
    served,
    sign_in,
)
from tests.console.test_why import SPOKE, TAGGED


async def test_reasons_survive_a_live_update(browser):  # noqa: F811
    async with served() as desk, browsing(browser) as page:

        async def explain(_text, _verdict):
            return (SPOKE,)

        desk.app.state.services = replace(desk.app.state.services, explain=explain)
        case = desk.book.add(a_case(), a_line("it has not arrived", verdict=TAGGED))
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/case/{case.id}")
        await page.click(".verdict > summary")
        await page.click("text=Why?")
        await page.wait_for_selector("text=Its words speak for Deposit")
        desk.book.say(case.id, a_line("are you there?"))
        await page.wait_for_selector("text=are you there?")
        assert await page.is_visible("text=Its words speak for Deposit")
