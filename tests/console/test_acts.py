"""What agents do to a case, and what happens when two of them do it at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Kind
from core.case import Holder, Move, Status
from core.errors import IllegalTransition
from core.types import Leg, Risk, RiskLevel, Stance, Verdict
from tests.console.conftest import Desk
from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio
MINE = {"held_by": Holder.AGENT, "status": Status.OPEN, "agent": "mira"}
ATTACK = Verdict(risk=Risk(score=0.98, level=RiskLevel.ALERT, stance=Stance.ATTEMPT))


def a_queued(desk: Desk):
    return desk.book.add(a_case(), a_line("help"))


async def test_claim_answer_and_resolve_without_script(desk, mira):
    case = a_queued(desk)
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/move/claim", view="queue")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/case/{case.id}?view=queue&done=claim"
    page = await mira.get(answer.headers["location"])
    assert "The case is yours." in page.text
    assert desk.book.case(case.id).agent == "mira"

    answer = await mira.send(f"/case/{case.id}/reply", text="  We are on it.\r\nSoon.  ")
    assert answer.headers["location"] == f"/case/{case.id}?view=open&done=reply"
    assert [(out.text, out.by) for out in desk.book.sent] == [("We are on it.\nSoon.", "mira")]
    assert desk.book.case(case.id).status is Status.WAITING_USER

    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/move/resolve")
    assert desk.book.case(case.id).status is Status.RESOLVED
    page = await mira.get(answer.headers["location"])
    assert "Resolved." in page.text
    assert ">Reopen</button>" in page.text


async def test_with_script_the_case_comes_back_as_a_fragment(desk, mira):
    case = a_queued(desk)
    await mira.open(case)
    page = await mira.send(f"/case/{case.id}/move/claim", htmx=True, text="draft", note="aside")
    assert page.status_code == 200
    assert page.text.lstrip().startswith("<title>")
    assert "<html" not in page.text
    assert "\ndraft</textarea>" in page.text
    assert "\naside</textarea>" in page.text
    sent = await mira.send(f"/case/{case.id}/reply", htmx=True, text="hello", note="aside")
    assert "Your reply is on its way." in sent.text
    assert "hello</textarea>" not in sent.text
    assert "\naside</textarea>" in sent.text


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("claim", {}, (Status.OPEN, Holder.AGENT)),
        ("release", MINE, (Status.OPEN, Holder.QUEUE)),
        ("resolve", MINE, (Status.RESOLVED, Holder.AGENT)),
        ("resolve", {}, (Status.RESOLVED, Holder.QUEUE)),
        ("reopen", {**MINE, "status": Status.RESOLVED}, (Status.NEW, Holder.QUEUE)),
        ("wake", {**MINE, "status": Status.SNOOZED}, (Status.OPEN, Holder.AGENT)),
    ],
)
async def test_moves(desk, mira, name, before, after):
    case = desk.book.add(a_case(**before), a_line())
    page = await mira.open(case)
    assert f"/case/{case.id}/move/{name}" in page.text
    await mira.send(f"/case/{case.id}/move/{name}")
    now = desk.book.case(case.id)
    assert (now.status, now.held_by) == after


@pytest.mark.parametrize(
    ("changes", "offered"),
    [
        ({}, {"claim", "resolve"}),
        ({"held_by": Holder.BOT, "status": Status.WAITING_USER}, {"claim", "resolve"}),
        (MINE, {"release", "resolve"}),
        ({**MINE, "agent": "tomasz"}, set()),
        ({**MINE, "status": Status.SNOOZED}, {"release", "wake", "resolve"}),
        ({**MINE, "status": Status.RESOLVED, "agent": "tomasz"}, {"reopen"}),
    ],
    ids=["queue", "bot", "mine", "other's", "snoozed", "resolved"],
)
async def test_only_possible_moves_are_offered(desk, mira, changes, offered):
    case = desk.book.add(a_case(**changes), a_line())
    page = (await mira.open(case)).text
    names = ("claim", "release", "wake", "resolve", "reopen")
    assert {name for name in names if f'action="/case/{case.id}/move/{name}"' in page} == offered


async def test_an_unknown_move_does_not_exist(desk, mira):
    case = a_queued(desk)
    await mira.open(case)
    assert (await mira.send(f"/case/{case.id}/move/explode")).status_code == 404


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
async def test_the_second_to_claim_is_told_who_was_first(desk, mira, tomasz, htmx):
    case = a_queued(desk)
    await mira.open(case)
    await tomasz.open(case)
    await mira.send(f"/case/{case.id}/move/claim")
    answer = await tomasz.send(f"/case/{case.id}/move/claim", htmx=htmx, text="my draft")
    assert answer.status_code == 409
    assert "Held by Mira." in answer.text
    assert "\nmy draft</textarea>" in answer.text
    assert desk.book.case(case.id).agent == "mira"


async def test_only_the_holder_sends_and_the_other_keeps_his_draft(desk, mira, tomasz):
    case = desk.book.add(a_case(**MINE), a_line())
    await tomasz.open(case)
    answer = await tomasz.send(f"/case/{case.id}/reply", htmx=True, text="my draft")
    assert answer.status_code == 409
    assert "Held by Mira." in answer.text
    assert "\nmy draft</textarea>" in answer.text
    assert desk.book.sent == []


async def test_a_case_taken_away_between_look_and_send(desk, mira, monkeypatch):
    case = desk.book.add(a_case(**MINE), a_line())
    await mira.open(case)
    answer_before = desk.book.answer

    async def answer(case_id, agent, outgoing):
        await desk.book.move_case(case_id, Move.RELEASE, "mira", desk.clock.now())
        return await answer_before(case_id, agent, outgoing)

    monkeypatch.setattr(desk.book, "answer", answer)
    page = await mira.send(f"/case/{case.id}/reply", text="my draft")
    assert page.status_code == 409
    assert "You do not hold this case." in page.text
    assert "\nmy draft</textarea>" in page.text


async def test_a_reply_to_a_case_that_was_resolved_meanwhile(desk, mira):
    case = desk.book.add(a_case(**{**MINE, "status": Status.RESOLVED}), a_line())
    await mira.open(case)
    page = await mira.send(f"/case/{case.id}/reply", text="my draft")
    assert page.status_code == 409
    assert "This case is now: resolved." in page.text
    assert "\nmy draft</textarea>" in page.text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("tell me your password", ["Never ask for a password.", "Say what you need instead."]),
        ("   ", ["There is nothing to send yet."]),
    ],
    ids=["unsafe", "empty"],
)
async def test_what_may_not_leave_is_explained_and_kept(desk, mira, words, told):
    case = desk.book.add(a_case(**MINE), a_line())
    await mira.open(case)
    page = await mira.send(f"/case/{case.id}/reply", htmx=True, text=words)
    assert page.status_code == 422
    assert [each for each in told if each not in page.text] == []
    assert f"\n{words}</textarea>" in page.text
    assert desk.book.sent == []


async def test_words_written_before_the_user_spoke_again_are_held_back(desk, mira):
    case = desk.book.add(a_case(**MINE), a_line())
    await mira.open(case)
    desk.book.say(case.id, a_line("wait, it arrived"))
    page = await mira.send(f"/case/{case.id}/reply", text="my draft")
    assert page.status_code == 409
    assert "Something was said since you looked." in page.text
    assert "wait, it arrived" in page.text
    await mira.open(case)
    assert (await mira.send(f"/case/{case.id}/reply", text="my draft")).status_code == 303


async def test_pressing_send_twice_sends_once(desk, mira):
    case = desk.book.add(a_case(**MINE), a_line())
    await mira.open(case)
    first = await mira.send(f"/case/{case.id}/reply", text="hello")
    second = await mira.send(f"/case/{case.id}/reply", text="hello")
    assert (first.status_code, second.status_code) == (303, 409)
    assert len(desk.book.sent) == 1


async def test_a_note_is_for_agents_and_disturbs_no_reply(desk, mira, tomasz):
    case = desk.book.add(a_case(**MINE), a_line())
    await mira.open(case)
    await tomasz.open(case)
    page = await tomasz.send(f"/case/{case.id}/note", htmx=True, note=" look out ", text="draft")
    assert "Note added." in page.text
    assert "look out</div>" in page.text
    assert "\ndraft</textarea>" in page.text
    assert desk.book.sent == []
    assert (await mira.send(f"/case/{case.id}/reply", text="hello")).status_code == 303


async def test_an_empty_note_is_refused(desk, mira):
    case = a_queued(desk)
    await mira.open(case)
    page = await mira.send(f"/case/{case.id}/note", note="  \n ", text="draft")
    assert page.status_code == 422
    assert "The note is empty." in page.text
    assert "\ndraft</textarea>" in page.text


def an_attack(desk, **changes):
    line = a_line("validate your wallet", leg=Leg.PUBLIC, verdict=ATTACK, native_id="77")
    return desk.book.add(a_case(**changes), a_line("hi", leg=Leg.PUBLIC), line), line


@pytest.mark.parametrize(
    ("kind", "target"), [(Kind.DELETE, "77"), (Kind.RESTRICT, "u1"), (Kind.BAN, "u1")]
)
async def test_acts_against_a_flagged_author_are_confirmed_first(desk, mira, kind, target):
    case, line = an_attack(desk, **MINE)
    page = (await mira.open(case)).text
    path = f"/case/{case.id}/act/{kind}"
    assert page.count(f'action="{path}"') == 1
    assert f"<summary>{kind.title()} " in page.replace("Delete message", "Delete message ")
    answer = await mira.send(path, line=line.key)
    assert answer.headers["location"].endswith("done=act")
    assert [(out.kind, out.target) for out in desk.book.sent] == [(kind, target)]
    assert 'class="entry act' in (await mira.open(case)).text


async def test_acts_need_the_case(desk, mira, tomasz):
    case, line = an_attack(desk)
    page = (await mira.open(case)).text
    assert "Claim the case to delete, restrict or ban." in page
    assert "/act/ban" not in page
    answer = await mira.send(f"/case/{case.id}/act/ban", line=line.key)
    assert answer.status_code == 409
    assert desk.book.sent == []


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": None},
        {"leg": Leg.PRIVATE},
        {"verdict": replace(ATTACK, risk=Risk(level=RiskLevel.NOTE))},
        {"verdict": replace(ATTACK, risk=replace(ATTACK.risk, stance=Stance.REPORT))},
        {"kind": "note"},
    ],
    ids=["unread", "private", "only noted", "a report", "a note"],
)
async def test_nobody_is_banned_for_anything_else(desk, mira, changes):
    values = {"leg": Leg.PUBLIC, "verdict": ATTACK} | changes
    case = desk.book.add(a_case(**MINE), a_line("words", **values))
    assert "/act/" not in (await mira.open(case)).text
    answer = await mira.send(f"/case/{case.id}/act/ban", line="k:words", text="my draft")
    assert answer.status_code == 409
    assert "cannot be done" in answer.text
    assert "\nmy draft</textarea>" in answer.text


async def test_an_act_that_the_desk_refuses(clock, mira, desk):
    case, line = an_attack(desk, **MINE)

    def act(*_):
        raise IllegalTransition("no way to do that here")

    desk.app.state.services = replace(desk.app.state.services, act=act)
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/act/ban", line=line.key)
    assert answer.status_code == 409
    assert "cannot be done" in answer.text


async def test_what_was_done_is_no_free_text(desk, mira):
    case = a_queued(desk)
    page = await mira.get(f"/case/{case.id}?done=%3Cscript%3E&view=%3Cscript%3E")
    assert page.status_code == 200
    assert 'class="said"' not in page.text


async def test_who_resolves_his_case_says_nothing_by_that(desk, mira):
    mine = desk.book.add(a_case(**MINE), a_line("help"))
    await mira.open(mine)
    await mira.send(f"/case/{mine.id}/move/resolve")
    assert desk.book.sent == []
    assert desk.book.case(mine.id).status is Status.RESOLVED


async def test_a_public_answer_hangs_on_the_last_message(desk, mira):
    public = desk.book.add(a_case(**MINE, leg=Leg.PUBLIC), a_line("help", native_id="77"))
    private = desk.book.add(a_case(2, **MINE, leg=Leg.PRIVATE), a_line("help", native_id="88"))
    for case in (public, private):
        await mira.open(case)
        await mira.send(f"/case/{case.id}/reply", text="We look at it.")
    assert [each.reply_to for each in desk.book.sent] == ["77", None]
