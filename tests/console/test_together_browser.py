"""Two agents in two browsers: each sees the other, collisions are told, cases are handed over."""

from __future__ import annotations

import os
import socket
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from console import create_app
from core.case import Holder
from core.team.room import TeamRoom
from core.team.shift import Member
from core.team.whereabouts import Whereabouts
from storage import MemoryStore
from tests.console.conftest import Desk
from tests.console.test_browser import (
    CHROMIUM,
    RealClock,
    browser,  # noqa: F401 - the fixture
    browsing,
    served,
    sign_in,
)
from tests.contract.store_kit import a_case, claimed, messages, open_case

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]
# Where whoever wants to look at the pages finds them.
PICTURES = os.environ.get("SKERRY_PICTURES", "")


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


def a_team_desk() -> Desk:
    """A console with a team over the reference memory, not yet served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        desk = Desk(RealClock(), f"http://127.0.0.1:{free.getsockname()[1]}")
    desk.book = MemoryStore()
    desk.book.patience = 0.2
    restart(desk)
    return desk


def restart(desk: Desk) -> None:
    """The same memory behind a new process."""
    room = TeamRoom(book=desk.book, whereabouts=Whereabouts("one"), clock=desk.clock)
    corrections = {"book": desk.book, "corrections": desk.book}
    desk.app = create_app(replace(desk.services(), team=room, **corrections))


@asynccontextmanager
async def two_agents(chromium, desk):
    """Mira and Tomasz, signed in."""
    async with browsing(chromium) as mira, browsing(chromium) as tomasz:
        await sign_in(mira, desk, "mira")
        await sign_in(tomasz, desk, "tomasz")
        yield mira, tomasz


async def picture(page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


async def test_two_agents_in_one_case_see_each_other_and_are_told_of_a_clash(browser):  # noqa: F811
    desk = a_team_desk()
    case = await claimed(desk.book)
    async with served(desk), two_agents(browser, desk) as (mira, tomasz):
        await mira.click(f"#row-{case.id}")
        await tomasz.wait_for_selector(f"#row-{case.id} .present >> text=Mira")
        await tomasz.click(f"#row-{case.id}")
        await tomasz.wait_for_selector(".together >> text=Mira holds this case and has it open")
        await mira.wait_for_selector(".together >> text=1 colleague has opened your case.")
        await tomasz.fill(f"#draft-{case.id}", "I would say")
        await mira.wait_for_selector("text=Tomasz is writing in your case.")
        await mira.fill(f"#draft-{case.id}", "We are looking into it")
        await tomasz.wait_for_selector(".clash >> text=Mira is writing here too.")
        await mira.wait_for_selector(f"#row-{case.id} .present.writing >> text=Tomasz")
        await picture(mira, "clash-mine")
        await picture(tomasz, "clash")
        assert await mira.input_value(f"#draft-{case.id}") == "We are looking into it"
        await tomasz.goto(f"{desk.url}/team")
        await mira.wait_for_selector(".together .person", state="detached")
        assert mira.faults == tomasz.faults == []


async def test_what_comes_in_under_a_draft_is_pointed_out(browser):  # noqa: F811
    desk = a_team_desk()
    case = await claimed(desk.book)
    async with served(desk), browsing(browser) as page:
        await sign_in(page, desk)
        await page.click(f"#row-{case.id}")
        await page.fill(f"#draft-{case.id}", "Please send us the hash.")
        await desk.book.put(messages("hash", at=60))
        await page.wait_for_selector(".since >> text=New here while you write: 1.")
        assert await page.locator(".entry.unheard").count() == 1
        await desk.book.put(messages("more", at=61))
        await page.wait_for_selector(".since >> text=New here while you write: 2.")
        await picture(page, "since")
        assert await page.input_value(f"#draft-{case.id}") == "Please send us the hash."
        await page.fill(f"#draft-{case.id}", "")
        await page.wait_for_selector(".since", state="detached")
        assert page.faults == []


async def test_a_shift_is_planned_and_somebody_says_that_he_is_busy(browser):  # noqa: F811
    desk = a_team_desk()
    async with served(desk), browsing(browser) as page:
        await sign_in(page, desk)
        await page.keyboard.press("g")
        await page.keyboard.press("t")
        await page.wait_for_selector("text=Everybody")
        await page.click("text=Busy")
        await page.wait_for_selector(".state.busy")
        await page.get_by_role("link", name="Plan Tomasz").click()
        await page.locator("[name=hours]").first.fill("09:00-17:00")
        await page.check("input[value=withdrawal]")
        await picture(page, "plan")
        await page.get_by_role("button", name="Save").click()
        await page.wait_for_selector("text=The plan is saved.")
        await picture(page, "team")
        plan = {"week": ("09:00-17:00", *("",) * 6), "skills": frozenset({"withdrawal"})}
        assert Member(agent="tomasz", **plan) in await desk.book.members()
        assert page.faults == []


async def test_a_case_is_handed_over_with_a_word(browser):  # noqa: F811
    desk = a_team_desk()
    case = await claimed(desk.book)
    async with served(desk), two_agents(browser, desk) as (mira, tomasz):
        await mira.goto(f"{desk.url}/team/handover")
        words = mira.locator(f"#note-of-{case.id}")
        await words.fill((await words.input_value()) + "\nAsk for the hash.")
        await mira.select_option("#to-all", "tomasz")
        await picture(mira, "handover")
        await mira.get_by_role("button", name="Hand over 1 case").click()
        await mira.wait_for_selector("text=Handed over.")
        await tomasz.goto(f"{desk.url}/case/{case.id}")
        await tomasz.wait_for_selector("text=Ask for the hash.")
        now = (await desk.book.case_file(case.id)).case
        assert (now.held_by, now.agent) == (Holder.AGENT, "tomasz")
        assert mira.faults == tomasz.faults == []


async def test_every_tab_catches_up_after_a_restart(browser):  # noqa: F811
    desk = a_team_desk()
    first = await open_case(desk.book)
    async with browsing(browser) as page:
        async with served(desk):
            await sign_in(page, desk)
            other = await page.context.new_page()
            await other.goto(desk.url)
            await other.wait_for_selector(f"#row-{first.id}")
        await page.wait_for_selector("text=Live updates are interrupted.")
        missed = await open_case(desk.book, a_case("replay:nordex:late"), message="late")
        restart(desk)
        async with served(desk):
            for each in (page, other):
                await each.wait_for_selector(f"#row-{missed.id}", state="attached")
            await page.wait_for_selector("#link", state="hidden")
            after = await open_case(desk.book, a_case("replay:nordex:new"), message="new")
            for each in (page, other):
                await each.wait_for_selector(f"#row-{after.id}", state="attached")
