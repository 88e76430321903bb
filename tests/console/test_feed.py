"""The feed: order, views, counts, paging, and what a row says."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from core.case import Holder, Status
from core.types import Platform, Urgency
from tests.conftest import NOON
from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio
ROW = re.compile(r'id="row-(\w+)"')
COUNT = re.compile(r'id="view-(\w+)"[^<]*<span class="count">(\d+)<')
FRAGMENT = {"HX-Request": "true", "HX-Target": "feed"}
MORE = {"HX-Request": "true", "HX-Target": "more"}
HELD = {"held_by": Holder.AGENT, "status": Status.OPEN}


@pytest.fixture
def cases(desk):
    add = desk.book.add
    return {
        "late": add(a_case(1, opened_at=NOON - timedelta(hours=1)), a_line("an old one")),
        "p0": add(a_case(2, priority=Urgency.P0), a_line("help")),
        "mine": add(a_case(3, agent="mira", **HELD), a_line("mine")),
        "his": add(a_case(4, agent="tomasz", priority=Urgency.P2, **HELD), a_line("his")),
        "bot": add(a_case(5, held_by=Holder.BOT, status=Status.WAITING_USER), a_line("bot")),
        "done": add(a_case(6, status=Status.RESOLVED, agent=None), a_line("done")),
    }


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("", ["p0", "late", "mine", "bot", "his"]),
        ("open", ["p0", "late", "mine", "bot", "his"]),
        ("mine", ["mine"]),
        ("queue", ["p0", "late"]),
        ("bot", ["bot"]),
        ("resolved", ["done"]),
        ("<script>", ["p0", "late", "mine", "bot", "his"]),
    ],
)
async def test_views_show_the_most_urgent_first(mira, cases, view, names):
    page = await mira.get("/", params={"view": view})
    assert ROW.findall(page.text) == [cases[name].id for name in names]


async def test_counts_stand_beside_every_view(mira, cases):
    page = await mira.get("/")
    counts = dict(COUNT.findall(page.text))
    usual = {"open": "5", "mine": "1", "queue": "2", "p0": "1", "bot": "1", "resolved": "1"}
    assert counts == usual


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("late", ["30 min late", 'class="due late"', "P1", "soon", "an old one", "Withdrawal"]),
        ("p0", ["5 min left", 'class="due near"', "P0", "now", "new"]),
        ("mine", ["30 min left", "You"]),
        ("his", ["4 h left", "Tomasz"]),
    ],
)
async def test_a_row_says_what_an_agent_needs(mira, cases, name, words):
    page = (await mira.get("/")).text
    row = page.partition(f'id="row-{cases[name].id}"')[2].partition("</li>")[0]
    assert [word for word in words if word not in row] == []


async def test_a_row_marks_danger_with_a_word(desk, mira):
    desk.book.add(a_case(risk="alert", platform=Platform("replay")), a_line())
    page = (await mira.get("/")).text
    assert '<span class="risk alert">danger</span>' in page
    assert 'title="replay"' in page


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("open", "Nobody is waiting."),
        ("mine", "You hold no case."),
        ("queue", "The queue is empty."),
        ("bot", "The bot is in no conversation"),
        ("resolved", "Nothing has been resolved yet."),
    ],
)
async def test_an_empty_view_says_so_in_words(mira, view, words):
    assert words in (await mira.get("/", params={"view": view})).text


async def test_paging_shows_every_case_once(desk, mira):
    ids = [desk.book.add(a_case(number), a_line()).id for number in range(120)]
    page = (await mira.get("/")).text
    found = ROW.findall(page)
    for _ in range(5):
        more = re.search(r'hx-get="(/\?view=open&amp;after=[^"]+)"', page)
        if not more:
            break
        page = (await mira.get(more[1].replace("&amp;", "&"), headers=MORE)).text
        assert "<html" not in page
        found += ROW.findall(page)
    assert sorted(found) == sorted(ids)
    assert len(found) == 120


async def test_a_later_page_leads_back_to_the_start(desk, mira):
    for number in range(60):
        desk.book.add(a_case(number), a_line())
    first = (await mira.get("/")).text
    assert 'class="first"' not in first
    after = re.search(r'href="(/\?view=open&amp;after=[^"]+)"', first)[1].replace("&amp;", "&")
    assert '<p class="first"><a href="/?view=open">' in (await mira.get(after)).text


@pytest.mark.parametrize(("rows", "shown"), [(80, 80), (-5, 50), (10_000, 300)])
async def test_a_refresh_keeps_what_was_unfolded(desk, mira, rows, shown):
    for number in range(320):
        desk.book.add(a_case(number), a_line())
    page = await mira.get("/", params={"rows": rows}, headers=FRAGMENT)
    assert len(ROW.findall(page.text)) == shown


async def test_the_fragment_is_the_list_alone(mira, cases):
    page = await mira.get("/?view=mine", headers=FRAGMENT)
    assert page.text.lstrip().startswith('<div id="feed"')
    assert "<html" not in page.text
    assert "HX-Request" in page.headers["vary"]


async def test_list_and_case_are_one_page_whose_parts_have_names(mira, cases):
    page = (await mira.get(f"/case/{cases['p0'].id}")).text
    for part in (
        '<main class="desk">',
        '<section class="list" aria-label="Cases">',
        '<nav class="views" aria-label="Views">',
        'role="status" aria-live="polite"',
        '<article id="case"',
        'class="back" href="/?view=open" data-back aria-label="Back to cases"',
        'name="viewport" content="width=device-width',
        'class="skip" href="#feed"',
    ):
        assert part in page
    assert 'id="case"' not in (await mira.get("/")).text


async def test_the_feed_in_chinese(mira, cases):
    page = (await mira.get("/", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})).text
    assert '<html lang="zh">' in page
    for words in ("未解决", "提现", "剩余 30 分钟", "超时 30 分钟"):
        assert words in page


async def test_notices_stand_above_every_page(mira):
    for path in ("/", "/health", "/sign-in"):
        assert '<p class="notice">These people are simulated.</p>' in (await mira.get(path)).text
