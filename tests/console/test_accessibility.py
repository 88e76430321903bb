"""Every page of the console against WCAG 2.2 AA by axe, in both schemes, and without a mouse."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.console.fakes import a_line
from tests.console.test_browser import (  # noqa: F401 - fixtures
    anyio_backend,
    browser,
    browsing,
    fresh,
    pytestmark,
    served,
    sign_in,
)

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = (
    "rules => axe.run({ runOnly: { type: 'tag', values: rules } }).then(found => found.violations)"
)
# What the pages of these ports need in order to be there stands in the desk of these tests.
PAGES = (
    "/",
    "/case/{case}",
    "/protection",
    "/identities",
    "/health",
    "/account",
    "/people",
    "/verify",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_pages_hold_to_wcag(browser, scheme):  # noqa: F811
    async with served() as desk, browsing(browser, color_scheme=scheme) as page:
        case = desk.book.add(*fresh(1, "My withdrawal is pending"))
        desk.book.say(case.id, a_line("مرحبا، أين سحبي؟"))
        await sign_in(page, desk)
        found = {}
        for path in PAGES:
            await page.goto(desk.url + path.format(case=case.id))
            await page.evaluate(AXE)
            for wrong in await page.evaluate(RUN, RULES):
                places = [node["html"][:160] for node in wrong["nodes"][:3]]
                found.setdefault(wrong["id"], []).append((path, wrong["help"], places))
        assert not found, "\n".join(
            f"{rule}: {each}" for rule, every in found.items() for each in every
        )
