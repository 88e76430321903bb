"""Numbers about service; what follows when a promise runs out; what the console sees."""

from __future__ import annotations

import pytest

from core.actions import Purpose
from core.case import Holder, Status
from core.ports import Timer
from core.service.on_call import digest
from core.service.promise import STANDARD
from core.service.report import LATELY, Facts, report, waits
from core.service.ringing import rang
from core.service.room import ServiceRoom
from core.types import Urgency
from tests.conftest import NOON, FakeClock
from tests.contract.store_kit import a_case, after, open_case
from tests.core.service.kit import a_house, a_promise, a_store, an_ending, at, scored, urgent
from tests.core.service.test_paging import a_page

P1, P2 = Urgency.P1, Urgency.P2


def test_promises_are_counted_by_urgency():
    facts = Facts(
        promises=[
            a_promise(0, 10),
            a_promise(1, 61, due=30),
            a_promise(2, 22, how="resolved"),
            a_promise(3, 5, how="handed_back"),
            a_promise(4, due=10),
            a_promise(5, due=900),
        ],
        endings=[],
        ratings=[],
    )
    shown = report(facts, STANDARD, NOON, at(100))
    line = next(each for each in shown.kept if each.priority is P1)
    assert (line.ended, line.kept, line.share) == (3, 2, pytest.approx(2 / 3))
    assert (line.running, line.late, line.minutes) == (2, 1, 30)
    assert (line.middle, line.slow) == (35, 60)
    empty = next(each for each in shown.kept if each.priority is P2)
    assert (empty.share, empty.middle, empty.slow) == (None, None, None)


def test_endings_are_counted_by_who_solved_them():
    endings = [
        an_ending(),
        an_ending(answers=3),
        an_ending(reopened_at=at(5)),
        an_ending(by_bot=False, first=False, answers=1),
    ]
    shown = report(Facts(promises=[], endings=endings, ratings=[]), STANDARD, NOON, NOON)
    everybody, bot, people = shown.solved
    assert (everybody.count, bot.count, people.count) == (4, 3, 1)
    assert (bot.first_contact_share, bot.reopen_share) == (pytest.approx(1 / 3),) * 2
    assert (people.first_contact_share, people.reopen_share) == (None, 0)
    assert (
        report(Facts(promises=[], endings=[], ratings=[]), STANDARD, NOON, NOON)
        .solved[0]
        .reopen_share
        is None
    )


def test_scores_are_counted_and_complaints_shown():
    given = [scored(5), scored(4, by_bot=True), scored(1, comment="slow")]
    shown = report(Facts(promises=[], endings=[], ratings=given), STANDARD, NOON, NOON)
    everybody, bot, people = shown.scores
    assert everybody.counts == (1, 0, 0, 1, 1)
    assert (everybody.mean, everybody.content) == (pytest.approx(10 / 3), pytest.approx(2 / 3))
    assert (bot.total, people.total) == (1, 2)
    assert [each.comment for each in shown.complaints] == ["slow"]
    silent = report(Facts(promises=[], endings=[], ratings=[]), STANDARD, NOON, NOON).scores[0]
    assert (silent.mean, silent.content) == (None, None)


def test_only_the_last_answers_say_how_long_it_takes():
    promised = [a_promise(n, n + 10) for n in range(LATELY)] + [a_promise(-500, -400)]
    promised += [a_promise(1, 2, how="resolved"), a_promise(2), a_promise(1, 4, priority=P2)]
    found = waits(promised, STANDARD)
    assert found == {P1: [10.0] * LATELY, P2: [3.0]}


@pytest.mark.parametrize(
    ("kind", "case", "acts", "words"),
    [
        ("case_warn", a_case(), ["due_soon"], ["P1: nobody has answered case"]),
        ("case_due", a_case(), ["overdue"], ["P1: the promise is broken"]),
        ("case_warn", a_case(priority=P2), ["due_soon"], []),
        ("case_due", a_case(priority=P2), ["overdue"], []),
    ],
    ids=["soon", "late", "soon, not urgent", "late, not urgent"],
)
def test_the_room_hears_of_urgent_promises(kind, case, acts, words):
    result = rang(Timer(key="k", kind=kind, case=case), a_house(), NOON)
    assert [each.act for each in result.decisions] == acts
    assert len(result.outgoing) == len(words)
    for row, said in zip(result.outgoing, words, strict=True):
        assert row.text.startswith(said)
    assert all(row.purpose is Purpose.REPORT for row in result.outgoing)
    assert result.turn.version == -1


def test_without_a_room_only_the_case_says_so():
    timer = Timer(key="k", kind="case_warn", case=a_case())
    assert rang(timer, a_house(rooms={}), NOON).outgoing == ()


def test_a_case_that_a_timer_brings_to_people_gets_its_promise():
    late = after(90_000)
    [woken, handed] = [
        rang(Timer(key="k", kind=kind, case=case), a_house(), late).case
        for kind, case in (
            ("snooze", a_case(status=Status.SNOOZED, held_by=Holder.AGENT, agent="m")),
            ("bot_deadline", a_case(status=Status.NEW, held_by=Holder.BOT)),
        )
    ]
    assert woken.due_at == handed.due_at == STANDARD.due_at(P1, "", late)


@pytest.mark.anyio
async def test_the_room_of_the_console_counts_and_takes_calls():
    store, clock = a_store(), FakeClock(after(60))
    case = await open_case(store, urgent())
    room = ServiceRoom(book=store, clock=clock, promises=lambda: STANDARD)
    assert (await room.report(7)).kept[0].running == 1
    assert await store.call(a_page(token=digest("secret"), case_id=case.id), None)
    assert [each.name for each in await room.calls(1)] == ["first"]
    assert await room.acknowledge("") is None
    assert await room.acknowledge("wrong") is None
    assert (await room.acknowledge("secret")).id == case.id
