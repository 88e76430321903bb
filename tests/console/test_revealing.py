"""Personal data are hidden in every place of a case until somebody asks, and the audit knows."""

from __future__ import annotations

import pytest

from core.access import Role
from tests.console.door_kit import a_desk, acts, admit
from tests.console.fakes import a_case, a_line
from tests.console.test_facts import facts

pytestmark = pytest.mark.anyio
MAIL, UID, AUTHOR = "ann.walker@mail.example", "12345678", "plat-author-7741"
WORDS = f"write to {MAIL}, my uid is {UID}"


@pytest.fixture
def desk(clock):
    return a_desk(clock)


def a_person(desk, number: int = 1):
    from dataclasses import replace

    from core.dialogue import Dialogue

    case = desk.book.add(
        a_case(number, author_id=AUTHOR, reason=f"funds of {UID}: uid {UID}"), a_line(WORDS)
    )
    talk = Dialogue(conversation=case.conversation, facts=facts(uid=(UID,), error=(WORDS,)))
    desk.book.files[case.id] = replace(desk.book.files[case.id], dialogue=talk)
    return case


def shows(text: str) -> set[str]:
    return {
        each for each in (MAIL, UID, AUTHOR) if each in text or each.replace(".", "[.]") in text
    }


@pytest.mark.parametrize("path", ["/", "/case/{}", "/case/{}/live"])
async def test_nothing_personal_is_shown_at_first(desk, path):
    case = a_person(desk)
    async with desk.agent() as mira:
        page = await mira.get(path.format(case.id))
    assert page.status_code == 200
    assert shows(page.text) == set()


async def test_what_was_asked_for_is_shown_in_this_case_and_session_for_a_while(desk):
    case, other = a_person(desk), a_person(desk, 2)
    async with desk.agent() as mira, desk.agent() as elsewhere:
        await mira.open(case)
        answer = await mira.send(f"/case/{case.id}/reveal")
        assert answer.headers["location"] == f"/case/{case.id}?view=open"
        page = (await mira.open(case)).text
        # the row of the list says it too, the other case's row does not
        assert shows(page) == {MAIL, UID, AUTHOR}
        assert "are shown to you for a while" in page
        assert shows((await mira.open(other)).text) <= {MAIL, UID}
        assert shows((await elsewhere.open(case)).text) == set()
        desk.clock.advance(15 * 60)
        assert shows((await mira.open(case)).text) == set()
    (decision,) = [e for _, e in desk.door._decisions if e.act.startswith("reveal:")]
    assert (decision.act, decision.by) == (f"reveal:{case.id}", "mira")


async def test_the_page_keeps_what_was_written(desk):
    case = a_person(desk)
    async with desk.agent() as mira:
        await mira.open(case)
        page = await mira.send(f"/case/{case.id}/reveal", htmx=True, text="my draft", note="a note")
        assert shows(page.text) == {MAIL, UID, AUTHOR}
        assert "my draft</textarea>" in page.text
        page = await mira.send(f"/case/{case.id}/reveal", text="my draft")
        assert (page.status_code, "my draft</textarea>" in page.text) == (200, True)


async def test_who_may_not_look_is_not_offered_to(desk):
    case = a_person(desk)
    admit(desk, "viewer", Role.VIEWER)
    async with desk.agent("viewer") as viewer:
        page = (await viewer.open(case)).text
        assert "Personal data are hidden" in page
        assert f"/case/{case.id}/reveal" not in page
        assert (await viewer.send(f"/case/{case.id}/reveal")).status_code == 403
    assert acts(desk) == ["door:signed_in"]


async def test_looking_around_has_a_rate(desk):
    case = a_person(desk)
    async with desk.agent() as mira:
        await mira.open(case)
        answers = [(await mira.send(f"/case/{case.id}/reveal")).status_code for _ in range(31)]
    assert answers == [303] * 30 + [429]


async def test_a_case_that_is_not_there_reveals_nothing(desk):
    async with desk.agent() as mira:
        await mira.get("/")
        assert (await mira.send("/case/none/reveal")).status_code == 404
    assert acts(desk) == ["door:signed_in"]


@pytest.mark.parametrize(
    ("table", "masking", "hidden"),
    [({}, True, True), ({}, False, False), ({"mask_for": (Role.VIEWER,)}, True, False)],
    ids=["on", "off", "for viewers alone"],
)
async def test_the_settings_say_for_whom(clock, table, masking, hidden):
    desk = a_desk(clock, masking=masking, **table)
    case = a_person(desk)
    async with desk.agent() as mira:
        page = (await mira.open(case)).text
    assert (shows(page) == set()) is hidden
    assert ("Personal data are hidden" in page) is hidden
