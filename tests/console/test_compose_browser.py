"""Writing in a real browser: nothing is lost, whoever closes what and when."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager

import pytest

from core.canned import Canned, Deed, Step
from core.types import Place
from tests.console.compose_kit import NOON, WritingDesk, limits
from tests.console.test_browser import (
    CHROMIUM,
    RealClock,
    browser,  # noqa: F401
    browsing,
    served,
    sign_in,
)

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


def writing_desk(**changes) -> WritingDesk:
    desk = WritingDesk(RealClock(), f"http://127.0.0.1:{free_port()}")
    desk.rebuild(**changes)
    return desk


async def until(true, seconds=15):
    """Wait for what the desk comes to know: it tells nobody of drafts, so it is asked."""
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def has(desk, case, words, agent="mira"):
    async def look():
        draft = await desk.draft(case, agent)
        return draft is not None and draft.text == words

    return look


async def go(page, desk, case):
    await page.goto(f"{desk.url}/case/{case.id}")
    await page.wait_for_selector(f"body[data-ready] #draft-{case.id}")


async def test_a_tab_closed_in_the_middle_of_a_word_loses_nothing(browser):  # noqa: F811
    desk = writing_desk()
    async with served(desk), browsing(browser) as page:
        case = await desk.case()
        await sign_in(page, desk)
        await go(page, desk, case)
        await page.focus(f"#draft-{case.id}")
        await page.keyboard.type("We are looking into your depo")
        await page.close(run_before_unload=True)
        await until(has(desk, case, "We are looking into your depo"))
        async with browsing(browser) as other:
            await sign_in(other, desk)
            await go(other, desk, case)
            words = await other.input_value(f"#draft-{case.id}")
            assert words == "We are looking into your depo"
            assert other.faults == []


async def test_words_are_kept_checked_sent_and_taken_back_by_key(browser):  # noqa: F811
    desk = writing_desk()
    async with served(desk), browsing(browser) as page:
        case = await desk.case()
        await sign_in(page, desk)
        await go(page, desk, case)
        box = f"#draft-{case.id}"
        await page.fill(box, "tell me the password")
        await page.wait_for_selector(".check .problems")
        await until(has(desk, case, "tell me the password"))
        await page.fill(box, "It is on its way.")
        await page.wait_for_selector(".check .problems", state="detached")
        await page.wait_for_selector("[data-saved]:text('Draft kept')")
        await page.press(box, "Control+Enter")
        await page.wait_for_selector(".undo")
        assert await page.input_value(box) == ""
        assert [each for each, _ in await desk.sent(case)] == ["It is on its way."]
        await page.locator(box).blur()
        await page.keyboard.press("z")
        await page.wait_for_selector("text=Taken back.")
        assert await page.input_value(box) == "It is on its way."
        assert await desk.sent(case) == [("It is on its way.", "withdrawn")]
        assert page.faults == []


async def test_two_tabs_of_one_agent_lose_neither_text(browser):  # noqa: F811
    desk = writing_desk()
    async with served(desk), browsing(browser) as page:
        case = await desk.case()
        await sign_in(page, desk)
        await go(page, desk, case)
        old = await page.context.new_page()
        await go(old, desk, case)
        await page.fill(f"#draft-{case.id}", "the newer words")
        await until(has(desk, case, "the newer words"))
        await old.fill(f"#draft-{case.id}", "the other words")
        await old.wait_for_selector("text=newer words of yours")
        assert (await desk.draft(case)).text == "the newer words"
        await page.reload()
        await page.wait_for_selector("body[data-ready] .apart")
        await page.click("text=Put it into the box")
        await page.wait_for_selector(".apart", state="detached")
        both = await page.input_value(f"#draft-{case.id}")
        assert "the newer words" in both
        assert "the other words" in both


async def test_a_lost_line_keeps_the_words_and_brings_them_later(browser):  # noqa: F811
    desk = writing_desk()
    async with served(desk), browsing(browser) as page:
        case, other = await desk.case(), await desk.case("and mine?", 2)
        await sign_in(page, desk)
        await go(page, desk, case)
        await page.context.set_offline(True)
        await page.fill(f"#draft-{case.id}", "written in a tunnel")
        await page.wait_for_selector("[data-saved]:text('this tab has it')")
        assert await desk.draft(case) is None
        await page.context.set_offline(False)
        await page.click(f"#row-{other.id}")
        await page.wait_for_selector(f"#draft-{other.id}")
        await page.click(f"#row-{case.id}")
        await page.wait_for_selector(f"#draft-{case.id}")
        assert await page.input_value(f"#draft-{case.id}") == "written in a tunnel"
        await until(has(desk, case, "written in a tunnel"))


@asynccontextmanager
async def at_a_case_with_prepared_answers(browser):  # noqa: F811
    desk = writing_desk()
    async with served(desk), browsing(browser) as page:
        case = await desk.case()
        for name, text in (("fees", "It is free, {name}."), ("hello", "Hello {name}")):
            await desk.store.keep_canned(Canned(id=name, name=name, texts={"en": text}, at=NOON))
        await desk.store.keep_canned(
            Canned(id="end", name="end", steps=(Step(Deed.RESOLVE, "ok"),), at=NOON)
        )
        await sign_in(page, desk)
        await go(page, desk, case)
        yield page, f"#draft-{case.id}"
        assert page.faults == []


async def test_the_stroke_offers_prepared_answers_by_keyboard(browser):  # noqa: F811
    async with at_a_case_with_prepared_answers(browser) as (page, box):
        await page.focus(box)
        await page.keyboard.type("and/or ")
        assert await page.locator(".canned-list").is_hidden()
        await page.keyboard.type("/")
        await page.wait_for_selector(".canned-list li:nth-child(3)")
        await page.keyboard.press("ArrowDown")
        assert "/fees" in await page.locator("[aria-selected=true]").inner_text()
        await page.keyboard.type("hel")
        await page.wait_for_selector(".canned-list li:only-child")
        await page.keyboard.press("Enter")
        assert await page.input_value(box) == "and/or Hello Ann"


async def test_the_stroke_leads_to_a_macro_and_loses_no_words(browser):  # noqa: F811
    async with at_a_case_with_prepared_answers(browser) as (page, box):
        await page.focus(box)
        await page.keyboard.type("and so /en")
        await page.wait_for_selector(".canned-list li")
        await page.keyboard.press("Escape")
        assert await page.locator(".canned-list").is_hidden()
        await page.keyboard.type("d")
        await page.wait_for_selector(".canned-list li:only-child")
        await page.keyboard.press("Tab")
        await page.wait_for_url("**/macro/end*")
        await page.click("text=Do it")
        await page.wait_for_selector("text=Done, as it was shown.")
        assert await page.input_value(box) == "and so "


async def test_the_switch_says_who_will_read(browser):  # noqa: F811
    desk = writing_desk(limits=limits(private=lambda author: f"talk/{author}"))
    async with served(desk), browsing(browser, "phone") as page:
        case = await desk.case(place=Place.GROUP)
        await sign_in(page, desk)
        await go(page, desk, case)
        assert await page.locator("text=Everybody on Replay will read this.").is_visible()
        await page.fill(f"#draft-{case.id}", "your account is open")
        await page.wait_for_selector(".check .problems")
        await page.check("input[value=private]")
        await page.wait_for_selector(".check .problems", state="detached")
        assert await page.locator("text=Only Ann will read this.").is_visible()
        assert await page.locator("text=Everybody on Replay").is_hidden()
        await page.get_by_role("button", name="Send in private").click()
        await page.wait_for_selector(".undo")
        file = await desk.store.case_file(case.id)
        assert [each.leg for each in file.lines if each.state] == ["public", "private"]
