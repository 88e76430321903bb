"""One working day in a real browser: sign in, a case arrives, claim, reply, note, resolve."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn

from console import close_streams, create_app
from console.passes import issue_link
from core.case import Holder, Status
from core.types import Labels, Urgency, Verdict
from tests.console.conftest import Desk
from tests.console.fakes import a_case, a_line

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SIZES = {"wide": (1280, 800), "phone": (390, 844)}
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]


class RealClock:
    """The time the browser sees too."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Server(uvicorn.Server):
    """uvicorn, ending the streams before it waits for them."""

    async def shutdown(self, sockets=None) -> None:
        close_streams(self.config.app)
        await super().shutdown(sockets)


@asynccontextmanager
async def served(desk: Desk | None = None, *, makes=None):
    """A desk on a port of its own, stopped within seconds although pages are open; `makes` is what
    makes one for an address."""
    makes = makes or (lambda url: Desk(RealClock(), url))
    with socket.socket() as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", int(desk.url.rpartition(":")[2]) if desk else 0))
        bound.listen()  # who comes before the server is up waits instead of being refused
        desk = desk or makes(f"http://127.0.0.1:{bound.getsockname()[1]}")
        server = Server(uvicorn.Config(desk.app, log_config=None, access_log=False))
        serving = asyncio.create_task(server.serve([bound]))
        try:
            yield desk
        finally:
            server.should_exit = True
            async with asyncio.timeout(20):
                await serving


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def browser():
    async with playwright.async_playwright() as driver:
        chromium = await driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield chromium
        await chromium.close()


@asynccontextmanager
async def browsing(browser, size: str = "wide", **more):
    """A page of a new visitor; `page.faults` collects what its script complains about."""
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    context = await browser.new_context(locale="en-GB", viewport=viewport, **more)
    page = await context.new_page()
    page.set_default_timeout(20000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: _note(page, said))
    try:
        yield page
    finally:
        await context.close()


def _note(page, said) -> None:
    if said.type == "error" and "status of 4" not in said.text:
        page.faults.append(said.text)


async def sign_in(page, desk, agent="mira", ready="body[data-ready] #feed") -> None:
    """Until `ready`: a key that is pressed before the script runs is nobody's."""
    await page.goto(await issue_link(desk.door, agent, desk.clock, desk.url))
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_selector(ready)


def fresh(number: int, words: str, **changes):
    now = datetime.now(UTC)
    return a_case(number, opened_at=now, **changes), a_line(words, at=now)


@pytest.mark.parametrize("size", SIZES)
async def test_a_case_from_arrival_to_resolved(browser, size):
    async with served() as desk, browsing(browser, size) as page:
        first = desk.book.add(*fresh(1, "My withdrawal is pending"))
        await sign_in(page, desk)
        case = await a_case_arrives(page, desk)
        await open_and_claim(page, desk, case)
        assert await page.locator(".list").is_visible() is (size == "wide")
        await reply_while_the_user_writes(page, desk, case)
        await add_a_note(page)
        await page.keyboard.press("e")
        await page.wait_for_selector("text=This case is resolved.")
        assert desk.book.case(case.id).status is Status.RESOLVED
        if size == "phone":
            await page.get_by_label("Back to cases").click()
        await page.wait_for_selector(f"#row-{case.id}", state="detached")
        await page.wait_for_selector(f"#row-{first.id}")
        assert page.faults == []


async def a_case_arrives(page, desk):
    await page.evaluate("window.neverReloaded = true")
    case = desk.book.add(*fresh(2, "Where is my deposit?", author_name="Ben"))
    await page.wait_for_selector(f"#row-{case.id}")
    await page.wait_for_selector("#feed-news:text-is('1 new')", state="attached")
    return case


async def open_and_claim(page, desk, case) -> None:
    await page.locator(f"#row-{case.id}").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#case")
    assert page.url.endswith(f"/case/{case.id}?view=open")
    await page.keyboard.press("c")
    await page.wait_for_selector("button.send")
    assert desk.book.case(case.id).agent == "mira"


async def reply_while_the_user_writes(page, desk, case) -> None:
    words = "j k c e ? We are looking into it."
    await page.keyboard.press("r")
    await page.keyboard.type(words)
    desk.book.say(case.id, a_line("Are you there?", at=datetime.now(UTC)))
    await page.wait_for_selector(".entry >> text=Are you there?")
    assert await page.input_value(f"#draft-{case.id}") == words
    assert f"{len(words)} characters" in await page.text_content(".counter")
    await page.keyboard.press("Control+Enter")
    await page.wait_for_selector("text=Your reply is on its way.")
    await page.locator(".entry.ours").wait_for(state="visible")
    assert [out.text for out in desk.book.sent] == [words]
    assert await page.input_value(f"#draft-{case.id}") == ""
    assert await page.evaluate("window.neverReloaded")


async def add_a_note(page) -> None:
    await page.keyboard.press("Escape")
    await page.keyboard.press("n")
    await page.keyboard.type("Treasury is looking.")
    await page.keyboard.press("Control+Enter")
    await page.wait_for_selector("text=Note added.")
    await page.locator(".entry.note").wait_for(state="visible")


async def test_a_draft_survives_looking_elsewhere_and_losing_the_case(browser):
    async with served() as desk, browsing(browser) as page:
        one = desk.book.add(*fresh(1, "first"))
        two = desk.book.add(*fresh(2, "second"))
        await sign_in(page, desk)
        await page.click(f"#row-{one.id}")
        await page.click(".suggestion summary")
        await page.get_by_role("link", name="Use it").click()
        assert await page.input_value(f"#draft-{one.id}") == "We are looking into it."
        assert await page.locator(".suggestion blockquote").is_hidden()
        await page.fill(f"#draft-{one.id}", "half a sentence")
        await page.click(f"#row-{two.id}")
        await page.wait_for_selector(f"#draft-{two.id}")
        assert await page.input_value(f"#draft-{two.id}") == ""
        await page.click(f"#row-{one.id}")
        await page.wait_for_selector(f"#draft-{one.id}")
        assert await page.input_value(f"#draft-{one.id}") == "half a sentence"

        held = {"held_by": Holder.AGENT, "agent": "tomasz", "status": Status.OPEN}
        desk.book.add(*fresh(1, "first", **held))
        await page.wait_for_selector("text=Held by Tomasz.")
        assert await page.input_value(f"#draft-{one.id}") == "half a sentence"
        await page.reload()
        assert await page.input_value(f"#draft-{one.id}") == "half a sentence"
        assert page.faults == []


async def test_keys_move_through_the_list_and_can_be_switched_off(browser):
    async with served() as desk, browsing(browser) as page:
        cases = [desk.book.add(*fresh(number, "help")) for number in range(3)]
        await sign_in(page, desk)
        order = await page.eval_on_selector_all(".row", "rows => rows.map((row) => row.id)")
        assert len(order) == len(cases)
        focused = "document.activeElement.id"
        while not await page.evaluate(focused):  # until the page's script listens
            await page.keyboard.press("j")
        for key, place in (("j", 1), ("j", 2), ("j", 2), ("k", 1)):
            await page.keyboard.press(key)
            await page.wait_for_selector(f"#{order[place]}:focus")
        await page.keyboard.press("?")
        await page.locator("#sheet").wait_for(state="visible")
        await page.uncheck("#single-keys")
        await page.keyboard.press("Escape")
        assert await page.locator("#sheet").is_hidden()
        await page.locator(f"#{order[0]}").focus()
        await page.keyboard.press("j")
        assert await page.evaluate(focused) == order[0]
        assert page.faults == []


async def test_labels_are_corrected_by_keys_alone_while_the_user_writes(browser):
    async with served() as desk, browsing(browser) as page:
        case, line = fresh(1, "somebody is in my account", intent="login", priority=Urgency.P2)
        verdict = Verdict(labels=Labels(intent="login"), urgency=Urgency.P2)
        desk.book.add(case, replace(line, verdict=verdict, state="done"))
        await sign_in(page, desk)
        await page.click(f"#row-{case.id}")
        await page.wait_for_selector(".correct summary")
        await page.keyboard.press("l")
        field = page.locator(".correct select[name=intent]")
        assert await field.evaluate("field => field === document.activeElement")
        await page.keyboard.type("Account sec")
        desk.book.say(case.id, a_line("Are you there?", at=datetime.now(UTC)))
        await page.wait_for_selector(".entry >> text=Are you there?")
        assert await field.input_value() == "account_security"
        await page.locator(".correct select[name=urgency]").select_option("P0")
        await page.keyboard.press("Control+Enter")
        await page.wait_for_selector("text=Corrected by Mira:")
        assert desk.book.case(case.id).priority is Urgency.P0
        assert not await page.locator(".correct").evaluate("details => details.open")
        assert page.faults == []


async def test_two_tabs_share_one_stream(browser):
    async with served() as desk, browsing(browser) as page:
        await sign_in(page, desk)
        other = await page.context.new_page()
        streams = []
        other.on("request", lambda request: streams.append(request.url))
        await other.goto(desk.url)
        await other.wait_for_selector("#feed")
        case = desk.book.add(*fresh(1, "help"))
        for each in (page, other):
            await each.wait_for_selector(f"#row-{case.id}", state="attached")
        assert not [url for url in streams if "/events" in url]


async def test_a_restart_is_told_and_what_was_missed_is_caught_up(browser):
    async with browsing(browser) as page:
        streaming = page.expect_response(lambda answer: "/events" in answer.url)
        async with served() as desk, streaming:  # it stays until the stream is open
            await sign_in(page, desk)
        await page.wait_for_selector("text=Live updates are interrupted.")
        case = desk.book.add(*fresh(1, "help"))
        desk.app = create_app(desk.services())
        async with served(desk):
            await page.wait_for_selector(f"#row-{case.id}")
            await page.wait_for_selector("#link", state="hidden")


async def test_everything_needed_works_without_script(browser):
    async with served() as desk, browsing(browser, "phone", java_script_enabled=False) as page:
        case = desk.book.add(*fresh(1, "My withdrawal is pending"))
        await sign_in(page, desk, ready="#feed")
        await page.click(f"#row-{case.id}")
        await page.fill(f"#draft-{case.id}", "We are on it.")
        await page.get_by_role("button", name="Claim to reply").click()
        await page.wait_for_selector("text=The case is yours.")
        assert await page.input_value(f"#draft-{case.id}") == "We are on it."
        await page.locator("button.send").click()
        await page.wait_for_selector(".entry.ours")
        assert [out.text for out in desk.book.sent] == ["We are on it."]
        await page.get_by_label("Back to cases").click()
        await page.wait_for_selector(f"#row-{case.id}")
