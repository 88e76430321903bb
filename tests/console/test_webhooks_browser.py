"""Webhooks in a real browser: added by keys, refused, told, told again, paused, removed."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from app.webhooks.desk import Courier, build_webhooks
from console import create_app
from core.api import ApiRoom
from core.tables.api import ApiTable
from core.webhooks.kinds import Event, Happening, News
from storage import MemoryStore
from tests.app.test_webhooks import Receiver, receiving
from tests.console.conftest import Desk
from tests.console.test_browser import RealClock, browsing, served, sign_in
from tests.console.test_browser import anyio_backend as anyio_backend  # noqa: PLC0414
from tests.console.test_browser import browser as browser  # noqa: PLC0414
from tests.console.test_browser import pytestmark as pytestmark  # noqa: PLC0414
from tests.console.test_programs_browser import think
from tests.core.test_webhooks import signed_with
from tests.shift_kit import picture

TABLE = ApiTable(inside_hosts=("127.0.0.1",))
OTHER_EVENTS = [each for each in Event if each is not Event.CASE_OPENED]
MOST_TABS = 40
# What can be read without moving a table sideways.
CUT_OFF = """[...document.querySelectorAll(".speed")].some(
  (box) => box.scrollWidth > box.clientWidth + 1)"""
STICKS_OUT = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(slots=True)
class Office:
    """The desk, who carries its news out, and who hears them."""

    desk: Desk
    store: MemoryStore
    courier: Courier
    receiver: Receiver
    told: int = 0

    async def happens(self) -> None:
        """Somebody opens a case; it is to be told."""
        now, self.told = self.desk.clock.now(), self.told + 1
        happening = Happening(
            id=f"evt_{self.told}",
            event=Event.CASE_OPENED,
            lane=str(self.told),
            body='{"type":"case.opened"}',
            at=now,
        )
        news = News(cursor="cases", mark=self.told, at=now, happenings=(happening,))
        await self.store.tell_webhooks(news)

    async def carries(self) -> None:
        """What is due reaches the receiver; whoever did not answer is given no rest."""
        self.courier.rests.clear()
        while await self.courier.carry():
            pass


@asynccontextmanager
async def an_office(*statuses: int):
    """A desk whose webhooks reach a receiver that answers with these statuses."""
    store, clock = MemoryStore(), RealClock()
    room = ApiRoom(books=store, think=think, table=TABLE)

    def makes(url: str) -> Desk:
        desk = Desk(clock, url)
        desk.app = create_app(replace(desk.services(), api=room))
        return desk

    async with AsyncExitStack() as stack:
        receiver = await stack.enter_async_context(receiving(*statuses))
        desk = await stack.enter_async_context(served(makes=makes))
        parts = await build_webhooks(store, clock, TABLE, stack)
        yield Office(desk, store, parts.courier, receiver)


async def tab_to(page: Any, selector: str) -> None:
    """Go on by the Tab key until this has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if await page.evaluate("what => document.activeElement.matches(what)", selector):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"no way to {selector} by the Tab key")


async def added(page: Any, office: Office) -> str:
    """The secret of a webhook for new cases that was added without a mouse."""
    await page.goto(f"{office.desk.url}/webhooks")
    await page.get_by_text("There are no webhooks yet.").wait_for()
    await page.locator("#main").focus()
    await tab_to(page, "summary:has(h2)")
    await page.keyboard.press("Enter")
    await tab_to(page, "#hook-url")
    await page.keyboard.type(office.receiver.url)
    for event in OTHER_EVENTS:
        await tab_to(page, f'input[value="{event}"]')
        await page.keyboard.press("Space")
    await tab_to(page, "form[action='/webhooks'] button")
    await page.keyboard.press("Enter")
    return await page.text_content("code.secret")


async def test_a_webhook_is_added_by_keys_told_and_told_again(browser):
    async with an_office() as office, browsing(browser) as page:
        await sign_in(page, office.desk)
        secret = await added(page, office)
        await picture(page, "webhook-added")
        (hook,) = await office.store.webhooks()
        assert (hook.secret, hook.events) == (secret, {Event.CASE_OPENED})
        await office.happens()
        await office.carries()
        given, body = office.receiver.heard[0]
        lower = {name.lower(): value for name, value in given.items()}
        assert lower["webhook-signature"] == signed_with(secret, lower, body)
        await page.goto(f"{office.desk.url}/webhooks")
        assert secret not in await page.content()
        await page.get_by_role("link", name=office.receiver.url).click()
        await page.get_by_role("row", name="case.opened").get_by_text("arrived").wait_for()
        await picture(page, "webhook-told")
        await page.get_by_role("button", name="Send again").press("Enter")
        await page.get_by_text("It will be told once more.").wait_for()
        await office.carries()
        assert office.receiver.events == ["case.opened"] * 2
        assert page.faults == []


async def test_a_webhook_is_not_added_for_a_place_inside_or_without_an_event(browser):
    async with an_office() as office, browsing(browser, "phone") as page:
        await sign_in(page, office.desk)
        await page.goto(f"{office.desk.url}/webhooks")
        await page.locator("summary h2").click()
        await page.get_by_label("Address").fill("https://169.254.169.254/latest")
        await page.get_by_role("button", name="Add it").click()
        await page.locator(".problems >> text=169.254.169.254 is inside a network").wait_for()
        await picture(page, "webhook-refused-phone")
        assert await page.input_value("#hook-url") == "https://169.254.169.254/latest"
        await page.get_by_label("Address").fill("https://hooks.nordex.example/in")
        for event in Event:
            await page.uncheck(f'input[value="{event}"]')
        await page.get_by_role("button", name="Add it").click()
        await page.locator(".problems >> text=Choose at least one event.").wait_for()
        assert await office.store.webhooks() == []
        assert not await page.evaluate(STICKS_OUT)
        assert page.faults == []


async def test_a_failure_is_shown_and_what_waits_in_a_pause_is_told_after_it(browser):
    async with an_office(500, 204) as office, browsing(browser, "phone") as page:
        await sign_in(page, office.desk)
        await added(page, office)
        await office.happens()
        await office.carries()
        await page.goto(f"{office.desk.url}/webhooks")
        await page.get_by_text("failing since").wait_for()
        await page.get_by_role("link", name=office.receiver.url).click()
        await page.get_by_role("row", name="evt_1").get_by_text("answered 500").wait_for()
        assert not await page.evaluate(CUT_OFF)
        await picture(page, "webhook-failed-phone")
        await office.happens()
        await page.get_by_role("link", name="Webhooks", exact=True).click()
        await page.get_by_role("button", name="Switch off").click()
        await page.get_by_text("The webhook is changed.").wait_for()
        await picture(page, "webhook-paused-phone")
        await office.carries()
        assert len(office.receiver.heard) == 1
        await page.get_by_role("button", name="Switch on").click()
        await page.get_by_role("button", name="Switch off").wait_for()
        await office.carries()
        assert len(office.receiver.heard) == 2
        await page.get_by_role("button", name="Remove").click()
        await page.get_by_text("There are no webhooks yet.").wait_for()
        assert page.faults == []
