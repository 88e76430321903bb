"""The feed in a real browser: filter, save a view, pick three, preview, act, undo, search."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from core.feed_room import FeedRoom
from core.types import Author
from storage import MemoryStore
from tests.conftest import a_message
from tests.console.conftest import Desk
from tests.console.test_browser import (  # noqa: F401 - fixtures
    anyio_backend,
    browser,
    browsing,
    pytestmark,
    served,
    sign_in,
)
from tests.contract.store_kit import a_case, a_result

PEOPLE = (
    ("Ann Weber", "de", "kyc", "Mein Ausweis wurde abgelehnt"),
    ("Bo Lindqvist", "de", "withdrawal", "Auszahlung hängt seit gestern"),
    ("Carla Díaz", "es", "withdrawal", "Mi retiro está pendiente"),
    ("Deng Wei", "zh", "withdrawal", "提现失败了怎么办，订单 0xab12cd"),
    ("Ela Kaya", "tr", "withdrawal", "Çekme işlemim takıldı"),
    ("Finn Maas", "en", "fees", "why is the fee so high?"),
)


async def crowded(desk: Desk) -> Desk:
    """Six people wait in the queue of a desk with a memory of its own."""
    desk.book = store = MemoryStore()
    for agent in await desk.door.agents():
        await store.add_agent(agent)
    now = datetime.now(UTC)
    for number, (name, language, topic, words) in enumerate(PEOPLE):
        author = Author(id=f"u{number}", name=name)
        message = a_message(words, id=str(number), conversation=name, author=author)
        await store.put([replace(message, received_at=now, sent_at=now)])
        (turn,) = await store.claim(now, limit=1, lease=30)
        case = a_case(name, author_name=name, language=language, intent=topic, opened_at=now)
        await store.record([a_result(turn, case=replace(case, due_at=now))], now)
    services = replace(desk.services(), book=store, feed=FeedRoom(store, store, store))
    desk.app.state.services = services
    desk.app.state.hub._book = store
    return desk


async def names(page) -> list[str]:
    return await page.locator("#feed .row .name").all_inner_texts()


async def test_filter_save_pick_preview_act_undo(browser):  # noqa: F811
    async with served() as desk, browsing(browser) as page:
        await crowded(desk)
        await sign_in(page, desk)
        await page.get_by_text("Filters and views").click()
        await page.get_by_label("Topic").select_option("withdrawal")
        await page.wait_for_selector(".chip")
        assert "topic=withdrawal" in page.url
        assert len(await names(page)) == 4
        await page.get_by_label("Save as view").fill("Money out")
        await page.get_by_role("button", name="Save", exact=True).click()
        await page.wait_for_selector("body[data-ready] .views [aria-current] >> text=Money out")
        await page.keyboard.press("j")
        for _ in range(3):
            await page.keyboard.press("x")
            await page.keyboard.press("j")
        await page.wait_for_selector("text=3 picked")
        await page.get_by_role("button", name="Preview").click()
        await page.wait_for_selector("text=This would happen to 3 cases")
        await page.get_by_role("button", name="Do it to 3 cases").click()
        await page.wait_for_selector("text=3 cases were changed.")
        assert (await desk.book.feed("mine", "mira")).counts["mine"] == 3
        await page.get_by_role("button", name="Undo").click()
        await page.wait_for_selector("text=3 cases are as they were.")
        assert (await desk.book.feed("mine", "mira")).counts["mine"] == 0
        assert page.faults == []


async def test_a_refresh_keeps_filters_and_picks(browser):  # noqa: F811
    async with served() as desk, browsing(browser) as page:
        await crowded(desk)
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/?view=queue&language=de")
        await page.wait_for_selector("body[data-ready]")
        await page.locator("[data-pick]").first.check()
        now = datetime.now(UTC)
        fresh = a_message("Neu hier", id="9", conversation="Gerd", received_at=now)
        await desk.book.put([fresh])
        (turn,) = await desk.book.claim(now, limit=1, lease=30)
        case = a_case("Gerd", author_name="Gerd", language="de", opened_at=now)
        await desk.book.record([a_result(turn, case=case)], now)
        await page.wait_for_selector(f"#row-{case.id}")
        assert len(await names(page)) == 3
        assert await page.locator("[data-pick]:checked").count() == 1
        assert page.faults == []


async def test_the_search_by_its_key(browser):  # noqa: F811
    async with served() as desk, browsing(browser, "phone") as page:
        await crowded(desk)
        await sign_in(page, desk)
        await page.keyboard.press("/")
        await page.keyboard.type("提现失败")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("mark >> text=提现失败")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
        await page.locator(".results .row").click()
        await page.wait_for_url(re.compile("/case/"))
        assert page.faults == []


async def test_a_row_opens_beside_the_list_or_in_a_tab_of_its_own(browser):  # noqa: F811
    async with served() as desk, browsing(browser) as page:
        await crowded(desk)
        await sign_in(page, desk)
        row = page.locator("#feed .row").first
        address = await row.get_attribute("href")
        async with page.context.expect_page() as opened:
            await row.click(modifiers=["Control"])
        tab = await opened.value
        await tab.wait_for_url(desk.url + address)
        await tab.close()
        assert page.url.endswith("/")
        await row.click()
        await page.wait_for_url(f"**{address}")
        await page.locator("#feed .row[aria-current]").wait_for()
        await page.go_back()
        await page.wait_for_selector("body[data-ready] .blank")
        assert page.faults == []
