"""Prepared answers: written, looked at, moved as CSV; macros: looked at before they act."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core.access import Role
from core.canned import Canned, Deed, Step
from core.case import Status
from core.deeds import Note, Resolve, Tag
from tests.console.compose_kit import NOON, WritingDesk
from tests.console.conftest import Desk
from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio

VERSION = re.compile(r'name="seen" value="(\d+)"')


@pytest.fixture
def desk(clock):
    return WritingDesk(clock)


@pytest.fixture
def agent_only(desk):
    """Mira and Tomasz are agents, not leads."""
    for each in list(desk.door.people.values()):
        desk.door.admit(replace(each, role=Role.AGENT))
    return desk


def a_canned(name="hi", **changes) -> Canned:
    values = {"id": f"c-{name}", "name": name, "texts": {"en": "Hello {name}"}, "at": NOON}
    return Canned(**(values | changes))


async def save(agent, identity="new", **fields):
    values = {"name": "fee", "owner": "team", "leg": "both", "text_en": "It is free, {name}."}
    return await agent.send(f"/prepared/{identity}", **(values | fields))


async def names(desk, agent="mira"):
    return [each.name for each in await desk.store.canned(agent)]


async def test_one_is_written_changed_and_taken_out_of_use(desk, mira):
    await mira.get("/prepared/new")
    made = await save(mira, another_language="zh", another="免费，{name}。", step_resolve="solved")
    assert made.status_code == 303
    page = await mira.get(made.headers["location"])
    for part in ("It is free, Ann.", "免费，Ann。", "Saved.", 'value="solved"'):
        assert part in page.text
    (kept,) = await desk.store.canned("mira")
    assert (kept.texts["zh"], kept.steps, kept.version) == (
        "免费，{name}。", (Step(Deed.RESOLVE, "solved"),), 1,
    )  # fmt: skip
    await save(mira, kept.id, text_en="Free.", seen=VERSION.search(page.text)[1])
    page = await mira.get(f"/prepared/{kept.id}")
    assert "Version 2" in page.text
    assert "It is free, {name}." in page.text  # in the history
    listed = (await mira.get("/prepared?q=free")).text
    assert f'href="/prepared/{kept.id}">/fee' in listed
    gone = await save(mira, kept.id, drop="yes", seen=2)
    assert gone.headers["location"] == "/prepared?done=dropped"
    assert "None yet." in (await mira.get("/prepared?done=dropped")).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "No Name"}, "small letters"),
        ({"text_en": ""}, "needs a text or a step"),
        ({"text_en": "your account {name}"}, "en: It tells how"),
        ({"text_en": "the password please"}, "It asks for a password."),
        ({"text_en": "{colour}"}, "There is no variable {colour}."),
        ({"another": "x", "another_language": "12"}, "12 is no language code"),
        ({"step_snooze": "soon"}, "The step Snooze for hours is not complete."),
        ({"text_en": "a" * 8001}, "The text in en is too long."),
    ],
)
async def test_what_cannot_be_kept_is_said(desk, mira, fields, words):
    await mira.get("/prepared/new")
    answer = await save(mira, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert await names(desk) == []


async def test_a_private_text_may_speak_of_an_account(desk, mira):
    await mira.get("/prepared/new")
    assert (await save(mira, text_en="your account", leg="private")).status_code == 303


async def test_a_look_is_a_fragment_and_without_script_a_page(desk, mira):
    await mira.get("/prepared/new")
    form = {"name": "x", "text_en": "Dear {name}, {coin}", "leg": "both"}
    part = await mira.send("/prepared/new/look", htmx=True, **form)
    assert "Dear Ann, USDT" in part.text
    assert "<html" not in part.text
    whole = await mira.send("/prepared/new/look", **form)
    assert "Dear Ann, USDT" in whole.text
    assert "\nDear {name}, {coin}</textarea>" in whole.text


async def test_nobody_overwrites_what_he_has_not_seen(desk, mira):
    await desk.store.keep_canned(a_canned())
    await desk.store.keep_canned(a_canned(version=1, texts={"en": "Good day"}))
    await mira.get("/prepared")
    answer = await save(mira, "c-hi", name="hi", seen=1)
    assert answer.status_code == 422
    assert "Somebody else has changed it since." in answer.text
    taken = await save(mira, name="hi")
    assert "There is a prepared answer of that name." in taken.text


async def test_agents_have_their_own_and_use_the_teams(agent_only, mira, tomasz):
    await agent_only.store.keep_canned(a_canned())
    page = await mira.get("/prepared/c-hi")
    assert "The team&#39;s are changed by leads." in page.text
    assert (await save(mira, "c-hi", name="hi", seen=1)).status_code == 422
    assert (await save(mira)).status_code == 422
    mine = await save(mira, owner="own")
    assert mine.status_code == 303
    assert await names(agent_only) == ["fee", "hi"]
    assert (await tomasz.get(mine.headers["location"])).status_code == 404
    assert (await mira.get("/prepared.csv")).status_code == 403
    assert (await mira.send("/prepared.csv", rows="name,text\nx,y")).status_code == 403
    assert (await mira.get("/prepared/none")).status_code == 404


# CSV


async def test_what_was_exported_can_be_imported(desk, mira):
    await desk.store.keep_canned(
        a_canned(texts={"en": '=1+1, "x"', "zh": "好\n好"}, steps=(Step(Deed.TAG, "vip"),))
    )
    await desk.store.keep_canned(a_canned("own", owner="mira"))
    file = await mira.get("/prepared.csv")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert "own" not in file.text
    assert "'=1+1" in file.text
    (before, _) = await desk.store.canned("mira")
    await desk.store.keep_canned(a_canned(version=1, texts={"en": "other"}))
    await mira.get("/prepared")
    assert (await mira.send("/prepared.csv", rows=file.text)).status_code == 303
    (after, _) = await desk.store.canned("mira")
    assert (after.texts, after.steps, after.version) == (before.texts, before.steps, 3)


async def test_a_file_is_uploaded_too(desk, mira):
    await mira.get("/prepared")
    file = {"file": ("p.csv", b"name,language,text\nthanks,de,Danke", "text/csv")}
    answer = await mira.client.post("/prepared.csv", data={"csrf": mira.csrf}, files=file)
    assert answer.status_code == 303
    assert (await desk.store.canned("mira"))[0].texts == {"de": "Danke"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("", "line 1: the columns have to be"),
        ("a,b\n1,2", "line 1: the columns have to be"),
        ("name,text,leg\nx,y,dm", "line 2: leg is public"),
        ('name,text,steps\nx,y,"[[1]]"', "line 2: steps are like"),
        ("name,text\ngood,fine\nbad,password", "bad: en: It asks for a password."),
        ("name,text\n" + "x,y\n" * 2001, "at most 2000 lines"),
    ],
)
async def test_a_file_that_is_wrong_changes_nothing(desk, mira, rows, words):
    await mira.get("/prepared")
    answer = await mira.send("/prepared.csv", rows=rows)
    assert answer.status_code == 422
    assert words in answer.text.replace("&#39;", "'")
    assert await names(desk) == []


# macros


MACRO = a_canned(
    "done",
    steps=(Step(Deed.NOTE, "sent the fee text"), Step(Deed.TAG, "Fees"), Step(Deed.RESOLVE, "ok")),
)


async def test_a_macro_is_shown_before_it_acts_and_then_acts_in_order(desk, mira):
    case = await desk.case()
    await desk.store.keep_canned(MACRO)
    await mira.open(case)
    to_macro = await mira.send(f"/case/{case.id}/insert", canned="c-done", text="half")
    assert to_macro.headers["location"].startswith(f"/case/{case.id}/macro/c-done")
    htmx = await mira.send(f"/case/{case.id}/insert", htmx=True, canned="c-done", text="half")
    assert htmx.headers["hx-redirect"].startswith(f"/case/{case.id}/macro/c-done")
    page = await mira.get(f"/case/{case.id}/macro/c-done")
    order = ("Hello Ann</textarea>", "Leave the note", "Tag the case: Fees", "Resolve it: ok")
    places = [page.text.index(each) for each in order]
    assert places == sorted(places)
    assert desk.deeds == []
    done = await mira.send(f"/case/{case.id}/macro/c-done", text="Hello Ann!")
    assert done.status_code == 303
    assert "Done, as it was shown." in (await mira.get(done.headers["location"])).text
    assert [type(each) for each in desk.deeds] == [Note, Tag, Resolve]
    assert desk.deeds[1].tag == "fees"
    assert [each.text for each in await desk.due()] == ["Hello Ann!"]
    assert (await desk.store.case_file(case.id)).case.status is Status.RESOLVED


async def test_what_cannot_be_said_stops_all_of_it(desk, mira):
    case = await desk.case()
    await desk.store.keep_canned(a_canned("bad", texts={"en": "the password, {network}"},
                                          steps=MACRO.steps))  # fmt: skip
    page = await mira.get(f"/case/{case.id}/macro/c-bad")
    assert "It asks for a password." in page.text
    assert "It still has {network} in it." in page.text
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/macro/c-bad", text="the password")
    assert answer.status_code == 422
    assert (desk.deeds, await desk.sent(case)) == ([], [])


async def test_steps_alone_send_nothing(desk, mira):
    case = await desk.case()
    await desk.store.keep_canned(a_canned("tag", texts={}, steps=(Step(Deed.TAG, "x"),)))
    assert "<textarea" not in (await mira.get(f"/case/{case.id}/macro/c-tag")).text
    await mira.send(f"/case/{case.id}/macro/c-tag")
    assert (len(desk.deeds), await desk.sent(case)) == (1, [])


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ((Step(Deed.TAG, "full"), Step(Deed.RESOLVE, "ok")), "Tag the case: full"),
        ((Step(Deed.ASSIGN, "nobody"),), "Hand the case over to nobody"),
    ],
    ids=["refused", "unknown"],
)
async def test_a_step_that_cannot_be_done_stops_those_behind_it(desk, mira, steps, left):
    case = await desk.case()
    await desk.store.keep_canned(a_canned("odd", steps=steps))
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/macro/c-odd", text="Hello")
    assert answer.status_code == 409
    assert f"It stopped before: {left}." in answer.text
    assert await desk.sent(case) == [("Hello", "pending")]
    assert (await desk.store.case_file(case.id)).case.is_open


async def test_only_the_holder_lets_a_macro_act(desk, mira, tomasz):
    case = await desk.case()
    await desk.store.keep_canned(MACRO)
    page = await tomasz.get(f"/case/{case.id}/macro/c-done")
    assert "You do not hold this case" in page.text
    assert "Do it" not in page.text
    answer = await tomasz.send(f"/case/{case.id}/macro/c-done", text="Hello")
    assert "You do not hold this case" in answer.text
    assert (desk.deeds, await desk.sent(case)) == ([], [])
    assert (await tomasz.get(f"/case/{case.id}/macro/none")).status_code == 404


async def test_a_desk_without_the_composer_has_none_of_it(clock):
    desk = Desk(clock)
    case = desk.book.add(a_case(), a_line())
    async with desk.agent("mira") as mira:
        page = await mira.open(case)
        assert 'name="counter"' not in page.text
        for path in ("/prepared", f"/case/{case.id}/macro/x", f"/case/{case.id}/articles"):
            assert (await mira.get(path)).status_code == 404
        assert (await mira.get(f"/case/{case.id}/prepared")).json() == []
