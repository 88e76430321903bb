"""Hostile words in every room of a real desk: nothing runs, no page breaks, all of it is text."""

from __future__ import annotations

from collections import Counter

import pytest

from console.words import COOKIE
from tests.console.filled_kit import PARTS, comes_in
from tests.console.hostile_kit import CORPUS, hostile, some, told_something
from tests.console.routes_table import DOOR, NEEDS
from tests.console.test_attacks_browser import harmless, watched
from tests.console.test_browser import anyio_backend as anyio_backend  # noqa: PLC0414
from tests.console.test_browser import browser as browser  # noqa: PLC0414
from tests.console.test_browser import pytestmark as pytestmark  # noqa: PLC0414

# Rooms whose pages have to be there, or the walk would be one of doors that are shut.
ROOMS = (
    "incidents",
    "knowledge",
    "service",
    "numbers",
    "team",
    "protection",
    "identities",
    "privacy",
)
# Pages as visitors of several kinds of words meet them.
MOST_OF_A_KIND = 6


@pytest.fixture(scope="module")
async def desk(tmp_path_factory):
    async with hostile(tmp_path_factory.mktemp("hostile")) as running:
        yield running


def addresses(desk) -> list[str]:
    """Every page there is, and some of every kind of page that hostile words made."""
    there = dict.fromkeys([*desk.found.pages(), *_parts(desk)])
    kinds: Counter[str] = Counter()
    for path in dict.fromkeys(desk.made):
        kind = path.rpartition("/")[0]
        kinds[kind] += 1
        if kinds[kind] <= MOST_OF_A_KIND:
            there[path] = None
    return list(there)


def _parts(desk) -> list[str]:
    """Fragments that scripts put into pages, opened alone."""
    case = desk.found.known["hostile_case"]
    names = [each.removeprefix("GET ") for each in PARTS if "{case_id}" in each]
    return [each.replace("{case_id}", case) for each in names if not each.endswith("/live")]


async def test_nothing_that_was_sent_broke_the_desk(desk):
    assert [each for each in desk.answers if each[1] >= 500] == []
    taken = Counter(path.split("/")[1] for path, status in desk.answers if status in {200, 303})
    assert {"case", "views", "incidents", "knowledge", "prepared", "people"} <= set(taken)
    assert len(desk.answers) > 300


async def test_every_room_stands_open_and_nothing_runs_in_it(browser, desk):
    async with watched(browser) as page:
        await comes_in(page, desk.found)
        seen = Counter()
        for path in addresses(desk):
            asked = await page.context.request.get(desk.found.url + path, max_redirects=0)
            assert asked.status < 500, path
            if not asked.headers.get("content-type", "").startswith("text/html"):
                continue
            await page.goto(desk.found.url + path)
            await page.wait_for_load_state("load")
            assert (path, await harmless_here(page)) == (path, [])
            seen[path.split("/")[1].partition("?")[0]] += asked.status == 200
        assert {room for room in ROOMS if seen[room] == 0} == set()
        assert seen["knowledge"] > 3
        assert seen["incidents"] > 3
        assert seen["prepared"] > 3
        assert page.dialogs == []


async def harmless_here(page) -> list[str]:
    """What ran, or could; a page that is not there is no fault of the page's."""
    page.faults = [each for each in page.faults if "404" not in each]
    try:
        await harmless(page)
    except AssertionError as error:
        return [str(error), *page.faults]
    return []


async def test_names_that_agents_gave_are_words_in_the_feed(browser, desk):
    async with watched(browser) as page:
        await comes_in(page, desk.found)
        await page.context.add_cookies([{"name": COOKIE, "value": "zh", "url": desk.found.url}])
        await page.goto(f"{desk.found.url}/views")
        names = await page.locator(".saved input[name=name]").evaluate_all(
            "all => all.map((each) => each.value)"
        )
        kept = {" ".join(each.split())[:40] for each in some(20)}
        assert len(kept & {" ".join(each.split())[:40] for each in names}) > len(kept) / 2
        await page.goto(f"{desk.found.url}/service")
        comment = await page.locator("main").text_content()
        assert CORPUS[11] in comment, comment[-600:]
        await harmless(page)


@pytest.mark.parametrize("words", CORPUS[5::45], ids=ascii)
async def test_hostile_words_in_every_part_of_an_address_break_no_page(desk, words):
    paths = [*desk.found.pages(), *_parts(desk)]
    assert len(paths) > len({*NEEDS, *DOOR}) / 4
    answers = await told_something(desk, paths, words)
    assert [each for each in answers if each[1] >= 500] == []
