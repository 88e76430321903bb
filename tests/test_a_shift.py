"""A shift in a real browser: two agents, three platforms, and everything that happens in a day."""

from __future__ import annotations

import pytest

from core.case import Status
from core.types import Urgency
from tests.console.test_browser import anyio_backend as anyio_backend  # noqa: PLC0414
from tests.console.test_browser import browser as browser  # noqa: PLC0414
from tests.console.test_browser import playwright
from tests.console.test_browser import pytestmark as pytestmark  # noqa: PLC0414
from tests.dialogue_kit import PLATFORMS
from tests.shift_kit import a_shift, at_work, picture
from tests.story_kit import memory, until

STUCK = "my withdrawal has been pending for three days, please help"
ALSO = "hello, is anybody there? my withdrawal is pending for days"
MANY = "my SOL withdrawal is stuck on pending"
ANSWER = "I see it: it leaves within the hour."
NEWS = "SOL withdrawals are delayed right now. Your coins are safe and nothing is lost."
MARKS = "marks => [...new Set(marks.map((mark) => mark.title))]"


@pytest.fixture
async def shift(tmp_path):
    async with a_shift(tmp_path) as running:
        yield running


async def test_a_shift(browser, shift):
    async with at_work(browser, shift.town.desk.sign_in) as page:
        people = {platform: shift.ann(platform) for platform in PLATFORMS}
        for ann in people.values():
            ann.writes(STUCK)
        cases = {platform: await shift.case(ann.id) for platform, ann in people.items()}
        for platform, case in cases.items():
            await works_on(page, shift, platform, case)
        for ann in people.values():
            await ann.hears(ANSWER)
            assert "\n".join(ann.private()).count(ANSWER) == 1
        await two_of_us(browser, page, shift, cases["telegram"])
        await the_line_breaks(page, shift)
        await two_cases_of_one_person(page, shift, people["telegram"], cases["telegram"])
        await set_right_and_put_aside(page, shift, cases["discord"])
        await an_incident(page, shift)
        await what_it_came_to(page, shift)
        await on_a_phone(page, shift, cases["telegram"])
        assert page.faults == []


async def works_on(page, shift, platform, case):
    """Found by a filter, claimed and answered by keys alone; the first answer is undone once."""
    await page.goto(shift.url)
    await page.wait_for_selector(f"body[data-ready] #row-{case.id}")
    await page.get_by_text("Filters and views").click()
    await page.get_by_label("Platform").select_option(platform)
    await page.wait_for_selector(".chip")
    assert await page.eval_on_selector_all("#feed .row .mark", MARKS) == [platform]
    await page.locator(f"#row-{case.id}").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_selector(f'#case[data-case="{case.id}"]')
    await page.keyboard.press("c")
    await page.wait_for_selector("button.send")
    assert (await shift.now(case)).agent == "operator"
    await says(page, case)
    if platform == PLATFORMS[0]:
        await picture(page, "undo")
        await page.locator(f"#draft-{case.id}").blur()
        await page.keyboard.press("z")
        await page.wait_for_selector("text=Taken back.")
        assert await page.input_value(f"#draft-{case.id}") == ANSWER
        await page.locator(f"#draft-{case.id}").press("Control+Enter")
        await page.wait_for_selector(".undo")


async def says(page, case):
    await page.keyboard.press("r")
    await page.keyboard.type(ANSWER)
    await page.keyboard.press("Control+Enter")
    await page.wait_for_selector(".undo")
    # the stream may show the answer before the form's own answer has emptied the box
    await playwright.expect(page.locator(f"#draft-{case.id}")).to_have_value("")


async def opened(page, shift, case):
    await page.goto(f"{shift.url}/case/{case.id}?view=open")
    await page.wait_for_selector(f'body[data-ready] #case[data-case="{case.id}"]')


async def two_of_us(browser, page, shift, case):
    """A colleague opens the same case: both see each other, and only the holder can send."""
    link = await shift.link_of("Tomasz")
    await opened(page, shift, case)
    async with at_work(browser, link) as other:
        await opened(other, shift, case)
        await other.wait_for_selector(".together >> text=Operator holds this case and has it open")
        await page.wait_for_selector(".together >> text=1 colleague has opened your case.")
        await other.fill(f"#draft-{case.id}", "I would say")
        await page.wait_for_selector("text=Tomasz is writing in your case.")
        await page.fill(f"#draft-{case.id}", "Let me look again")
        await other.wait_for_selector(".clash >> text=Operator is writing here too.")
        await picture(other, "together")
        assert await other.locator("button.send").count() == 0
        await page.fill(f"#draft-{case.id}", "")
        assert other.faults == []
    await page.wait_for_selector(".together .person", state="detached")


def unread(request):
    return request.url.endswith("/mentions/unread")


async def the_line_breaks(page, shift):
    """What came while nothing got through is there when it is back, without a reload."""
    # cut when nothing is on its way: what breaks halfway is rightly complained of
    async with page.expect_request_finished(unread):
        await page.goto(shift.url)
    await page.wait_for_selector("body[data-ready] #feed")
    await page.evaluate("window.neverReloaded = true")
    shift.line.cut()
    await page.wait_for_selector("text=Live updates are interrupted.")
    late = shift.ann("discord")
    late.writes(STUCK)
    missed = await shift.case(late.id)
    assert await page.locator(f"#row-{missed.id}").count() == 0
    async with page.expect_request_finished(unread):
        shift.line.mend()
    await page.wait_for_selector(f"#row-{missed.id}")
    await page.wait_for_selector("#link", state="hidden")
    assert await page.evaluate("window.neverReloaded")
    page.faults = [each for each in page.faults if "ERR_" not in each]


async def two_cases_of_one_person(page, shift, ann, case):
    """What was asked in public joins what was said in private, and is taken apart again."""
    ann.asks(ALSO)
    other = await shift.case(ann.id, "public")
    await opened(page, shift, case)
    await page.wait_for_selector(f"#row-{other.id}")
    await page.keyboard.press("m")
    await page.wait_for_selector("[name=other]:focus")
    await page.keyboard.press("Control+Enter")
    await page.wait_for_selector(".thread >> text=is anybody there")
    await page.wait_for_selector(f"#row-{other.id}", state="detached")
    await picture(page, "merged")
    await page.locator(".standing").get_by_role("button").click()
    await page.wait_for_selector(f"#row-{other.id}")
    assert await page.locator(".thread >> text=is anybody there").count() == 0


async def set_right_and_put_aside(page, shift, case):
    """Labels are corrected, then the case sleeps; both by keys."""
    await opened(page, shift, case)
    await page.keyboard.press("l")
    await page.wait_for_selector("[name=intent]:focus")
    await page.locator(".correct[open] select[name=intent]").select_option("account_security")
    await page.locator(".correct[open] select[name=urgency]").select_option("P0")
    await page.keyboard.press("Control+Enter")
    await page.wait_for_selector("text=Corrected by Operator:")
    after = await shift.now(case)
    assert (after.intent, after.priority) == ("account_security", Urgency.P0)
    assert len(await memory(shift.town.desk).corrections()) == 1
    await page.keyboard.press("Escape")
    await page.keyboard.press("s")
    await page.wait_for_selector("[name=until]:focus")
    await page.keyboard.press("Control+Enter")
    await page.wait_for_selector("text=Asleep until")
    assert (await shift.now(case)).status is Status.SNOOZED


async def an_incident(page, shift):
    """Opened by a person, looked at, approved: whoever asked and has no agent hears of it."""
    await page.goto(f"{shift.url}/incidents")
    await page.get_by_text("Open an incident").click()
    await page.fill("#title", "SOL withdrawals")
    await page.check("input[name=topic][value=withdrawal]")
    await page.fill("#coins", "SOL")
    await page.get_by_role("button", name="Open it").click()
    await page.wait_for_selector("h1 >> text=SOL withdrawals")
    incident = page.url.partition("/incidents/")[2].partition("?")[0]
    room, askers = shift.town.desk.incidents.room, [shift.ann(each) for each in PLATFORMS]
    for each in askers:
        each.writes(MANY)
    await until(lambda: asked(room, incident, len(askers)), 20)
    await page.reload()
    await page.fill("#confirm-en", NEWS)
    await page.locator("form[action$='/preview/confirm'] button.main").click()
    await page.wait_for_selector("form[action$='/say/confirm']")
    await picture(page, "incident")
    await page.locator("form[action$='/say/confirm'] button.main").click()
    await page.wait_for_selector(".said")
    for each in askers:
        await each.hears(NEWS)
        assert "\n".join(each.private()).count(NEWS) == 1


async def asked(room, incident, count):
    return (await room.file(incident)).tally.asked >= count


async def what_it_came_to(page, shift):
    """The numbers have this day in them."""
    await page.goto(f"{shift.url}/numbers")
    await page.wait_for_selector("svg.chart >> nth=0")
    await picture(page, "numbers")


async def on_a_phone(page, shift, case):
    """The same feed and the same case, 360 px wide."""
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.goto(shift.url)
    await page.wait_for_selector(f"body[data-ready] #row-{case.id}")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await picture(page, "phone-feed")
    await page.click(f"#row-{case.id}")
    await page.wait_for_selector(f"#draft-{case.id}")
    assert await page.locator(f"#row-{case.id}").is_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await picture(page, "phone-case")
    await page.get_by_label("Back to cases").click()
    await page.wait_for_selector(f"#row-{case.id}")
