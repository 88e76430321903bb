"""The command palette: whatever can be done here is found by typing, and done by keys alone."""

from __future__ import annotations

from tests.console.test_browser import (  # noqa: F401 - fixtures
    anyio_backend,
    browser,
    browsing,
    fresh,
    pytestmark,
    served,
    sign_in,
)


async def test_a_case_is_claimed_and_a_page_opened_without_a_mouse(browser):  # noqa: F811
    async with served() as desk, browsing(browser) as page:
        case = desk.book.add(*fresh(1, "My withdrawal is pending"))
        await sign_in(page, desk)
        await page.click(f"#row-{case.id}")
        await page.wait_for_selector("#case .moves")
        await page.keyboard.press("Control+k")
        await page.keyboard.type("clai")
        await page.wait_for_selector("#palette li[aria-selected=true] >> text=Claim")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("text=The case is yours.")
        await page.keyboard.press("Control+k")
        await page.keyboard.type("zzz")
        assert await page.locator("#palette li").count() == 1, "only the search is left"
        await page.keyboard.press("Escape")
        await page.keyboard.press("Control+k")
        await page.keyboard.type("platf")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/health")
        assert page.faults == []
