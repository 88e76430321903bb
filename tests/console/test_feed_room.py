"""Filters, saved views, many cases at once and the search, over the desk's real memory."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from console import create_app
from core.access import Role
from core.case import Holder, Move, Status
from core.casebook import Agent
from core.feed_room import FeedRoom
from core.finding import Found, FoundPage
from core.types import Urgency
from storage import MemoryStore
from tests.conftest import NOON, a_message
from tests.console.conftest import Desk
from tests.contract.store_kit import a_case, a_result, open_case

pytestmark = pytest.mark.anyio
ROW = re.compile(r'id="row-(\w+)"')
FRAGMENT = {"HX-Request": "true", "HX-Target": "feed"}


@pytest.fixture
async def desk(clock):
    desk = Desk(clock)
    desk.book = store = MemoryStore()
    for agent in await desk.door.agents():
        await store.add_agent(agent)
    services = replace(desk.services(), book=store, feed=FeedRoom(store, store, store))
    desk.app = create_app(replace(services, casework=None))
    return desk


@pytest.fixture
async def cases(desk):
    """Four people's cases, one of them Mira's."""
    made = {}
    for number, (name, topic, language, words) in enumerate(CASES):
        case = a_case(name, intent=topic, language=language, priority=Urgency.P1)
        case = replace(case, due_at=NOON + timedelta(minutes=number))
        message = a_message(words, id=name, conversation=name)
        await desk.book.put([message])
        (turn,) = await desk.book.claim(NOON, limit=1, lease=30)
        await desk.book.record([a_result(turn, case=case)], NOON)
        made[name] = case
    await desk.book.move_case(made["cat"].id, Move.CLAIM, "mira", NOON)
    return made


CASES = (
    ("ann", "kyc", "en", "my passport was refused, mail ann@post.example"),
    ("bob", "withdrawal", "zh", "提现失败了怎么办"),
    ("cat", "withdrawal", "en", "withdrawal pending TXID 0xAB12cd34ef"),
    ("dan", "fees", "de", "Gebühren zu hoch @NordexSupport"),
)


async def shown(agent, path="/", **params):
    return ROW.findall((await agent.get(path, params=params)).text)


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({}, ["ann", "bob", "cat", "dan"]),
        ({"topic": "withdrawal"}, ["bob", "cat"]),
        ({"topic": "withdrawal", "language": "en"}, ["cat"]),
        ({"view": "mine"}, ["cat"]),
        ({"view": "mine", "holder": "any"}, ["ann", "bob", "cat", "dan"]),
        ({"view": "queue", "language": "de"}, ["dan"]),
        ({"holder": "agent:mira"}, ["cat"]),
        ({"holder": "unassigned", "topic": "kyc"}, ["ann"]),
        ({"due": "breaching"}, ["ann", "bob", "cat", "dan"]),
        ({"unread": "yes", "status": "open"}, ["cat"]),
        ({"view": "open&topic=fees"}, ["dan"]),
        ({"risk": "nonsense"}, ["ann", "bob", "cat", "dan"]),
        ({"view": "v0123456789", "topic": "fees"}, ["dan"]),
        ({"platform": "elsewhere"}, []),
        ({"tag": "vip"}, []),
    ],
    ids=str,
)
async def test_filters_stand_in_the_address(mira, cases, params, names):
    assert await shown(mira, **params) == [cases[name].id for name in names]


async def test_the_way_back_keeps_the_filters(mira, cases):
    page = (await mira.get("/?view=queue&language=de")).text
    assert 'data-view="queue&amp;language=de"' in page
    address = f"/case/{cases['dan'].id}?view=queue&amp;language=de"
    assert address in page
    case = (await mira.get(address.replace("&amp;", "&"))).text
    assert 'class="back" href="/?view=queue&amp;language=de"' in case
    assert ROW.findall(case) == [cases["dan"].id]
    answer = await mira.send(f"/case/{cases['dan'].id}/move/claim", view="queue&language=de")
    assert answer.headers["location"].count("language") == 1


async def test_a_chip_takes_its_filter_away(mira, cases):
    page = (await mira.get("/?view=open&language=de&topic=fees")).text
    assert 'class="chip" href="/?view=open&amp;topic=fees"' in page
    assert "Language: <b>de</b>" in page
    nothing = (await mira.get("/?view=open&language=ko&topic=fees")).text
    assert "No case fits these filters." in nothing


async def test_what_was_opened_is_read(desk, mira, cases):
    case = cases["ann"]
    assert 'class="new-dot"' in (await mira.get("/?topic=kyc")).text
    await mira.open(case)
    assert 'class="new-dot"' not in (await mira.get("/?topic=kyc")).text
    assert await shown(mira, unread="yes", topic="kyc") == []
    await desk.book.put([a_message("hello?", id="a2", conversation="ann")])
    assert await shown(mira, unread="yes", topic="kyc") == [case.id]


async def test_a_view_is_saved_renamed_moved_and_dropped(desk, mira, tomasz, cases):
    await mira.get("/?topic=withdrawal")
    saved = await mira.send("/views", name=" Money  out ", view="open&topic=withdrawal")
    place = saved.headers["location"]
    page = (await mira.get(place)).text
    assert "<bdi>Money out</bdi>" in page
    assert ROW.findall(page) == [cases["bob"].id, cases["cat"].id]
    await mira.send("/views", name="German", view="open&language=de", shared="yes")
    await tomasz.get("/")
    theirs = (await tomasz.get("/views")).text
    assert "German" in theirs
    assert "Money out" not in theirs
    number = place.rpartition("=")[2]
    await mira.send("/views", name="Third", view="open&risk=none")
    await mira.send(f"/views/{number}", do="down", name="")
    mine = [each.name for each in await desk.book.views("mira")]
    assert mine == ["Third", "Money out", "German"]
    await mira.send(f"/views/{number}", do="up")
    await mira.send(f"/views/{number}", name="Out", do="keep")
    assert [each.name for each in await desk.book.views("mira")] == ["Out", "Third", "German"]
    await mira.send(f"/views/{number}", do="drop")
    assert await shown(mira, view=number) == await shown(mira)


@pytest.mark.parametrize("name", ["", "   "])
async def test_a_view_without_a_name_is_not_saved(mira, cases, name):
    await mira.get("/")
    answer = await mira.send("/views", name=name, view="open")
    assert answer.status_code == 422
    assert "A view needs a name." in answer.text


async def test_roles_bound_views_and_orders(desk, cases):
    await desk.door.add_agent(Agent(id="li", name="Li", created_at=NOON, role=Role.AGENT))
    await desk.door.add_agent(Agent(id="eva", name="Eva", created_at=NOON, role=Role.VIEWER))
    async with desk.agent("mira") as mira, desk.agent("li") as li, desk.agent("eva") as eva:
        await mira.get("/")
        await mira.send("/views", name="All", view="open", shared="yes")
        (view,) = await desk.book.views("li")
        await li.get("/")
        assert (await li.send("/views", name="X", view="open", shared="yes")).status_code == 403
        assert (await li.send(f"/views/{view.id}", do="drop")).status_code == 403
        assert (await li.send("/views/v0000000000", do="drop")).status_code == 404
        order = {"act": "assign", "to": "li", "case": cases["cat"].id}
        assert (await li.get("/bulk", params=order)).status_code == 403
        assert "data-pick" in (await li.get("/")).text
        page = (await eva.get("/")).text
        assert "data-pick" not in page
        assert (await eva.send("/bulk", act="claim", case=cases["ann"].id)).status_code == 403


async def test_an_order_says_what_it_will_do_does_it_and_is_undone(desk, mira, cases):
    await desk.book.move_case(cases["dan"].id, Move.CLAIM, "tomasz", NOON)
    ids = [cases[name].id for name in ("ann", "bob", "cat", "dan")]
    page = (await mira.get("/bulk", params={"act": "claim", "case": [*ids, "nobody"]})).text
    assert "This would happen to 2 cases" in page
    assert "left out: the same person holds it already" in page
    assert "left out: a colleague holds it" in page
    answer = await mira.send("/bulk", act="claim", case=ids, view="open&topic=kyc")
    done = answer.headers["location"]
    page = (await mira.get(done)).text
    assert "2 cases were changed." in page
    assert "2 cases were left out" in page
    assert (await desk.book.case_file(ids[0])).case.agent == "mira"
    await desk.book.move_case(ids[1], Move.RELEASE, "mira", NOON)
    undo = done.partition("?")[0] + "/undo"
    page = (await mira.send(undo)).text
    assert "1 case is as it was." in page
    assert "1 case went on since" in page
    case = (await desk.book.case_file(ids[0])).case
    assert (case.status, case.held_by) == (Status.NEW, Holder.QUEUE)
    assert (await mira.send(undo)).status_code == 409


@pytest.mark.parametrize(
    ("order", "status", "holder"),
    [
        ({"act": "release"}, Status.OPEN, Holder.QUEUE),
        ({"act": "assign", "to": "tomasz"}, Status.OPEN, Holder.AGENT),
        ({"act": "snooze", "until": "tomorrow"}, Status.SNOOZED, Holder.AGENT),
        ({"act": "resolve"}, Status.RESOLVED, Holder.AGENT),
    ],
    ids=lambda order: order.get("act") if isinstance(order, dict) else "",
)
async def test_every_order_works_on_a_case_that_one_holds(desk, mira, cases, order, status, holder):
    case = cases["cat"]
    page = await mira.get("/bulk", params={**order, "case": case.id})
    assert "This would happen to 1 case" in page.text
    answer = await mira.send("/bulk", **order, case=case.id)
    assert answer.status_code == 303
    now = (await desk.book.case_file(case.id)).case
    assert (now.status, now.held_by) == (status, holder)


async def test_tags_are_given_to_many_and_taken_back(desk, mira, cases):
    ids = [cases["ann"].id, cases["bob"].id]
    await mira.get("/")
    answer = await mira.send("/bulk", act="tag", tag="API Keys", case=ids)
    assert await shown(mira, tag="api-keys") == ids
    page = (await mira.get("/bulk", params={"act": "tag", "tag": "api keys", "case": ids})).text
    assert "it has the tag already" in page
    assert "data-go-on" not in page
    await mira.send(answer.headers["location"].partition("?")[0] + "/undo")
    assert await shown(mira, tag="api-keys") == []


@pytest.mark.parametrize(
    "order",
    [
        {"act": "assign", "to": "nobody"},
        {"act": "tag", "tag": "!!"},
        {"act": "snooze", "until": "never"},
        {"act": "explode"},
        {"act": "resolve", "reason": "because"},
    ],
    ids=lambda order: order["act"],
)
async def test_an_order_that_lacks_something_is_not_carried_out(desk, mira, cases, order):
    page = await mira.get("/bulk", params={**order, "case": cases["ann"].id})
    assert "Say what is missing above" in page.text
    assert (await mira.send("/bulk", **order, case=cases["ann"].id)).status_code == 422


async def test_an_order_to_nobody_says_so(mira, cases):
    assert "No case is picked" in (await mira.get("/bulk?act=claim")).text
    assert (await mira.get("/bulk/none")).status_code == 404


@pytest.mark.parametrize(
    ("question", "names", "marked"),
    [
        ("失", ["bob"], "失"),
        ("提现失败", ["bob"], "提现失败"),
        ("现提", [], None),
        ("withdraw", ["cat"], "withdrawal"),
        ("WITHDRAWAL pending", ["cat"], "pending"),
        ("0xab12", ["cat"], "0xAB12cd34ef"),
        ("@nordexsup", ["dan"], "@NordexSupport"),
        ("gebuhren", ["dan"], "Gebühren"),
        ("refused withdrawal", [], None),
        ("!!", [], None),
    ],
)
async def test_words_are_found_and_marked(mira, cases, question, names, marked):
    page = (await mira.get("/search", params={"q": question})).text
    found = re.findall(r'class="row[^"]*" href="/case/(\w+)"', page)
    assert found == [cases[name].id for name in names]
    assert f"<mark>{marked}</mark>" in page if names else "Nobody wrote that." in page


async def test_a_search_is_filtered_and_finds_numbers(mira, cases):
    page = (await mira.get("/search", params={"q": "withdrawal", "language": "zh"})).text
    assert "Nobody wrote that." in page
    number = cases["dan"].id
    page = (await mira.get("/search", params={"q": number[:6]})).text
    assert f'<a href="/case/{number}"><code>{number}</code>' in page
    assert "Finds cases in which one message" in (await mira.get("/search")).text


async def test_a_search_goes_on_page_by_page(desk, mira):
    for number in range(35):
        await open_case(desk.book, a_case(f"c{number}"), message=f"m{number}")
    page = (await mira.get("/search", params={"q": "text"})).text
    more = re.search(r'href="(/search\?q=text&amp;after=\d+)"', page)[1].replace("&amp;", "&")
    first = set(re.findall(r'href="/case/(\w+)"', page))
    rest = set(re.findall(r'href="/case/(\w+)"', (await mira.get(more)).text))
    assert (len(first), len(rest), first & rest) == (30, 5, set())


async def test_without_a_room_there_is_no_search(clock):
    desk = Desk(clock)
    async with desk.agent("mira") as mira:
        assert (await mira.get("/search?q=x")).status_code == 404
        assert "data-search" not in (await mira.get("/")).text


class Parted:
    """A finder that looks at a part of the hits at a time; where `rows` are, there is one."""

    def __init__(self, case, rows) -> None:
        self.asked, self.case, self.rows = [], case, rows

    async def find(self, search):
        self.asked.append(search)
        number = len(self.asked)
        line = Found(case=self.case, text=f"part {number}", spans=(), by="Ann", at=NOON, key="k")
        rows = (line,) if number in self.rows else ()
        return FoundPage(rows=rows, named=(), after=str(1000 - number), cut=True, behind=0)


@pytest.mark.parametrize(("rows", "told"), [((), 0), ((2, 4), 2)], ids=["nothing", "two"])
async def test_a_filtered_search_looks_on_until_the_page_is_full_or_it_was_enough(
    desk, mira, rows, told
):
    finder = Parted(await open_case(desk.book, a_case()), rows)
    room = FeedRoom(desk.book, finder, desk.book)
    desk.app.state.services = replace(desk.app.state.services, feed=room)
    page = (await mira.get("/search", params={"q": "text", "language": "zh"})).text
    assert len(finder.asked) == 5
    assert [each.after for each in finder.asked[:3]] == ["", "999", "998"]
    assert finder.asked[-1].limit == 30 - told
    assert page.count("part ") == told
    assert "after=995" in page
