"""Every page of the console against WCAG 2.2 AA by axe, in both schemes, and without a mouse."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.console.filled_kit import comes_in, filled
from tests.console.test_browser import anyio_backend as anyio_backend  # noqa: PLC0414
from tests.console.test_browser import browser as browser  # noqa: PLC0414
from tests.console.test_browser import browsing
from tests.console.test_browser import pytestmark as pytestmark  # noqa: PLC0414

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = (
    "rules => axe.run({ runOnly: { type: 'tag', values: rules } }).then(found => found.violations)"
)
# What htmx marks while a request is on its way: forms, a case that is fetched again, the page.
WAITING = """{
  const marked = document.querySelectorAll("body, #case, #feed, form");
  for (const each of marked) each.classList.add("htmx-request");
}"""


@pytest.fixture(scope="module")
async def desk(tmp_path_factory):
    async with filled(tmp_path_factory.mktemp("axe")) as running:
        yield running


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_pages_hold_to_wcag(browser, desk, scheme):
    async with browsing(browser, color_scheme=scheme) as page:
        await comes_in(page, desk)
        found = {}
        for path in desk.pages():
            await page.goto(desk.url + path)
            await page.evaluate(AXE)
            for wrong in await page.evaluate(RUN, RULES):
                places = [node["html"][:160] for node in wrong["nodes"][:3]]
                found.setdefault(wrong["id"], []).append((path, wrong["help"], places))
        assert not found, "\n".join(
            f"{rule}: {each}" for rule, every in found.items() for each in every
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_what_waits_for_an_answer_can_be_read(browser, desk, scheme):
    async with browsing(browser, color_scheme=scheme) as page:
        await comes_in(page, desk)
        await page.goto(f"{desk.url}/case/{desk.known['case_id']}")
        await page.locator("button.send").wait_for()
        await page.evaluate(AXE)
        await page.evaluate(WAITING)
        found = await page.evaluate(RUN, ["wcag2aa"])
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
