"""What the console asks about people at work together, and summaries of their cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import BOT
from core.case import Holder, Move, Status
from core.casebook import Agent, CaseFile, Line
from core.dialogue import Dialogue, Fact, Stage
from core.team.assign import Fit
from core.team.book import Assignment, Mode
from core.team.handover import LONGEST, MOST_NOTES, short, summary
from core.team.presence import Availability, Beat, Doing
from core.team.room import TeamRoom
from core.team.shift import Member
from core.team.whereabouts import Whereabouts
from core.types import Urgency
from storage import MemoryStore
from tests.conftest import NOON
from tests.contract.store_kit import BOB, a_case, a_say, after, bots_case, claimed, open_case

pytestmark = pytest.mark.anyio


@pytest.fixture
def room(clock) -> TeamRoom:
    return TeamRoom(book=MemoryStore(), whereabouts=Whereabouts("one"), clock=clock)


def sits(room, agent, case="", *, writing=False):
    now = room.clock.now()
    beat = {"page": agent, "case_id": case, "writing": writing, "active_at": now, "at": now}
    room.whereabouts.hear(Beat(agent=agent, **beat))


async def test_each_sees_the_others_and_who_holds_the_case(room):
    case = await claimed(room.book)
    for agent in ("mira", "tomasz"):
        sits(room, agent, case.id, writing=agent == "tomasz")
    mine, his = room.together(case, "mira"), room.together(case, "tomasz")
    assert [(spot.agent, spot.doing) for spot in mine.others] == [("tomasz", Doing.WRITING)]
    assert [spot.agent for spot in mine.writers] == ["tomasz"]
    assert [spot.agent for spot in his.others] == ["mira"]
    assert his.writers == ()
    assert (his.holder, his.holder_here, his.bot, his.given) == ("mira", True, None, None)
    room.whereabouts.leave("mira", "mira")
    assert not room.together(case, "tomasz").holder_here


async def test_a_case_nobody_holds_has_no_holder(room):
    assert room.together(await open_case(room.book), "mira").holder == ""


async def test_two_consoles_on_one_memory_know_of_each_other_and_of_the_bot(room):
    case = await open_case(room.book, bots_case(), outgoing=(a_say("a1", case_id=bots_case().id),))
    other = replace(room, whereabouts=Whereabouts("two"), running={})
    sits(room, "mira", case.id)
    await room.sync()
    await other.sync()
    seen = other.together(case, "tomasz")
    assert [spot.agent for spot in seen.others] == ["mira"]
    assert seen.bot is Doing.REPLYING
    assert BOT not in {spot.agent for spot in seen.others}


async def test_what_somebody_was_given_shows_in_the_case(room):
    case = await open_case(room.book)
    assignment = Assignment(
        case_id=case.id, agent="mira", mode=Mode.ASSIGN, fit=Fit.BOTH, load=0, most=8,
        at=NOON, until=after(300),
    )  # fmt: skip
    await room.book.give(assignment)
    await room.sync()
    assert room.together(case, "mira").given == assignment


async def test_the_team_with_state_shift_and_load(room):
    await claimed(room.book)
    parked = await claimed(room.book, a_case(BOB), message="b")
    await room.book.move_case(parked.id, Move.SNOOZE, "mira", after(5))
    for name in ("mira", "tomasz", "gone"):
        await room.book.add_agent(Agent(id=name, name=name, created_at=NOON))
    week = ("00:00-24:00",) * 7
    await room.book.keep_member(Member(agent="mira", week=week), "lead", NOON)
    sits(room, "mira")
    agents = [each for each in await room.book.agents() if each.id != "gone"]
    gone = Agent(id="gone", name="gone", created_at=NOON, disabled_at=NOON)
    mira, tomasz = await room.mates([*agents, gone])
    assert (mira.availability, mira.on_shift) == (Availability.ONLINE, True)
    assert (mira.load, mira.holds, mira.parked) == ({Urgency.P1: 1}, 1, 1)
    assert (tomasz.availability, tomasz.on_shift) == (Availability.OFF, False)
    assert (tomasz.member, tomasz.holds, tomasz.chosen) == (None, 0, None)


async def test_what_somebody_chose_shows_until_he_takes_it_back(room):
    agent = Agent(id="mira", name="Mira", created_at=NOON)
    sits(room, "mira")
    await room.choose("mira", Availability.BUSY)
    (mate,) = await room.mates([agent])
    assert (mate.availability, mate.chosen) == (Availability.BUSY, Availability.BUSY)
    await room.choose("mira", Availability.ONLINE)
    (mate,) = await room.mates([agent])
    assert (mate.availability, mate.chosen) == (Availability.ONLINE, None)


async def test_an_old_choice_does_not_show(room):
    await room.choose("mira", Availability.AWAY)
    room.clock.advance(timedelta(hours=13).total_seconds())
    sits(room, "mira")
    (mate,) = await room.mates([Agent(id="mira", name="Mira", created_at=NOON)])
    assert (mate.availability, mate.chosen) == (Availability.ONLINE, None)


async def test_a_case_is_handed_over(room):
    case = await claimed(room.book)
    room.clock.advance(20)
    got = await room.hand_over(case.id, ("mira", "tomasz"), "go on", "mira")
    assert got.agent == "tomasz"


# summaries


def a_line(kind="message", text="hello", at=0.0, **changes) -> Line:
    return Line(kind=kind, at=after(at), by="Ann", text=text, **changes)


def a_file(*lines, case=None, **changes) -> CaseFile:
    case = case or a_case(held_by=Holder.AGENT, agent="mira", status=Status.OPEN)
    return CaseFile(case=case, lines=lines, decisions=(), **changes)


def test_a_summary_has_what_the_desk_knows():
    facts = {"txid": Fact(values=("0xab",), source="m", at=NOON)}
    talk = Dialogue(
        conversation="c", stage=Stage.ASKED, facts=facts, wanted=(("txid",), ("network",))
    )
    what = summary(
        a_file(
            a_line(text="where is it?"),
            a_line("say", "which network?", 5, state="sent"),
            a_line("say", "never sent", 6, state="failed"),
            a_line(text="TRC20", at=9),
            a_line(text="", at=10),
            a_line("note", "looks fine", 11),
            dialogue=talk,
        )
    )
    assert [(fact.kind, fact.values) for fact in what.facts] == [("txid", ("0xab",))]
    assert (what.theirs, what.theirs_at) == ("TRC20", after(9))
    assert (what.ours, what.ours_at) == ("which network?", after(5))
    assert what.missing == ("network",)
    assert what.notes == ("looks fine",)
    assert what.promised_until == a_case().due_at


def test_what_is_not_known_is_not_claimed():
    case = a_case(status=Status.SNOOZED, snoozed_until=after(60))
    what = summary(a_file(case=case))
    assert (what.theirs, what.ours, what.facts, what.missing, what.notes) == ("", "", (), (), ())
    assert (what.theirs_at, what.ours_at, what.promised_until) == (None, None, None)
    assert what.snoozed_until == after(60)
    quiet = Dialogue(conversation="c", stage=Stage.COMPLETE, wanted=(("network",),))
    assert summary(a_file(dialogue=quiet)).missing == ()


def test_long_words_are_cut_and_only_the_last_notes_count():
    lines = [a_line("note", f"note {number}", number) for number in range(MOST_NOTES + 2)]
    assert summary(a_file(*lines)).notes[0] == "note 2"
    assert len(short("x " * LONGEST)) == LONGEST
    assert short("a\n  b") == "a b"
