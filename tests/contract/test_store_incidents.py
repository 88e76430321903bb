"""Every store counts questions, keeps incidents, tells each person once, and links cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import Purpose
from core.case import Holder, Move, Status
from core.errors import Outdated
from core.incidents.heard import Series
from core.incidents.incident import Phase, Step, step
from core.incidents.ports import Announcement, Mode, Tally, Told, Word
from core.incidents.watch import decision
from core.ports import Sent
from core.types import Author, Leg, Place, Reach, Removal
from tests.contract.store_kit import (
    ANN,
    REPLAY,
    a_case,
    a_say,
    after,
    bots_case,
    case_now,
    claimed,
    messages,
    open_case,
    send,
)
from tests.core.incidents.kit import TEXTS, a_heard, an_incident

pytestmark = pytest.mark.anyio
WINDOW = 900.0
EPOCH = after(-(10**8))


def said(incident, act="confirm", **changes):
    trace = decision(incident, act, ("because", "mira"), changes.pop("at", after(100)))
    return Announcement(incident=incident, trace=trace, **changes)


async def kept(store, incident=None):
    return await store.announce(said(incident or an_incident(), "open"))


async def confirmed(store, **changes):
    """An incident that speaks."""
    incident = await kept(store, an_incident(**changes))
    after_it = replace(step(incident, Step.CONFIRM, at=after(100)), texts=TEXTS)
    return await store.announce(said(after_it))


# counting


async def test_people_are_counted_once_an_hour_in_each_series(store):
    twice = [a_heard("ann", stem="a1"), a_heard("ann", stem="a2", at=after(60))]
    await store.hear([*twice, a_heard("bob", coin="")], after(100))
    await store.hear([a_heard("ann", stem="a3", at=after(90))], after(160))
    found = {each.series: each for each in await store.pulses(after(200), WINDOW, least=1)}
    topic = Series("withdrawal")
    assert {series: each.people for series, each in found.items()} == {
        topic: 2,
        Series("withdrawal", "", "en"): 2,
        Series("withdrawal", "SOL"): 1,
    }
    hour = after(0)
    assert found[topic].hours == {hour: 2}
    assert found[topic].since == hour


async def test_only_series_with_enough_people_in_the_window_come_back(store):
    old = a_heard("old", at=after(-1000))
    await store.hear([old, a_heard("ann"), a_heard("late", at=after(500))], after(300))
    assert [each.people for each in await store.pulses(after(300), WINDOW, least=2)] == []
    assert {each.people for each in await store.pulses(after(600), WINDOW, least=2)} == {2}


async def test_who_asks_again_in_the_next_hour_counts_there_but_once_in_a_window(store):
    late = a_heard("ann", stem="a2", at=after(3601))
    await store.hear([a_heard("ann", at=after(3500)), late], after(3700))
    (topic, *_) = await store.pulses(after(3700), WINDOW, least=1)
    assert (topic.people, topic.hours) == (1, {after(0): 1, after(3600): 1})


async def test_listening_without_hearing_is_remembered(store):
    await store.hear([], after(-7200))
    await store.hear([a_heard("ann")], after(0))
    (pulse, *_) = await store.pulses(after(1), WINDOW, least=1)
    assert pulse.since == after(-7200)


async def test_questions_come_back_with_their_newest_words(store):
    await store.put(messages("1", "2"))
    heard = [
        a_heard("ann", stem="replay:nordex:1"),
        a_heard("bob", stem="replay:nordex:2", at=after(5)),
    ]
    gone = a_heard("eve", stem="replay:nordex:none", at=after(6))
    await store.hear([*heard, gone], after(10))
    edited = messages("1")[0]
    await store.put([replace(edited, version=1, text="other words")])
    found = await store.overheard(after(-10), limit=10)
    assert [(each.heard.stem[-1], each.text) for each in found] == [
        ("1", "other words"), ("2", "text 2"), ("e", ""),
    ]  # fmt: skip
    assert [each.heard for each in found] == [*heard, gone]
    assert [each.text for each in await store.overheard(after(-10), limit=2)] == ["text 2", ""]
    assert list(await store.overheard(after(7), limit=2)) == []


async def test_what_was_deleted_there_has_no_words_here(store):
    await store.put(messages("1"))
    await store.hear([a_heard("ann", stem="replay:nordex:1")], after(10))
    await store.put([Removal(platform=REPLAY, account="nordex", id="1")])
    assert [each.text for each in await store.overheard(after(-10), limit=9)] == [""]


async def test_questions_are_forgotten_but_not_how_many_there_were(store):
    await store.hear([a_heard("ann"), a_heard("bob", at=after(7200))], after(7200))
    assert await store.forget_heard(after(3600)) == 1
    (pulse, *_) = await store.pulses(after(7300), WINDOW, least=1)
    assert (pulse.people, pulse.hours) == (1, {after(0): 1, after(7200): 1})
    later = after(7200) + timedelta(weeks=9)
    await store.hear([a_heard("bob", stem="b2", at=later)], later)
    assert await store.forget_heard(later) == 1
    (pulse, *_) = await store.pulses(later, WINDOW, least=1)
    assert pulse.hours == {later: 1}
    assert pulse.since == later


async def test_hours_before_the_earliest_week_are_not_looked_at(store):
    await store.hear([a_heard("ann")], after(0))
    later = after(0) + timedelta(weeks=9)
    await store.hear([a_heard("ann", stem="a2", at=later)], later)
    (pulse, *_) = await store.pulses(later, WINDOW, least=1)
    assert (pulse.since, pulse.hours) == (later, {later: 1})


# incidents


async def test_an_incident_comes_back_as_it_was_kept(store):
    incident = an_incident(
        coins=("SOL",), articles=("withdrawal-pending",), texts=TEXTS, clear_texts={"de": "vorbei"},
        evidence="40 people", external_id="page:1",
    )  # fmt: skip
    await kept(store, incident)
    assert list(await store.incidents()) == [incident]
    file = await store.incident_file(incident.id)
    assert (file.incident, file.tally, file.asked) == (incident, Tally(), ())
    assert [(each.act, each.by) for each in file.trail] == [
        (f"incident:{incident.id}:open", "mira")
    ]
    assert await store.incident_file("nobody") is None


async def test_open_ones_and_those_closed_lately_the_latest_first(store):
    old = await kept(store, an_incident("old", opened_at=after(-50)))
    new = await kept(store, an_incident("new", opened_at=after(-10)))
    gone = await store.announce(said(step(old, Step.DISMISS, at=after(20))))
    assert list(await store.incidents(closed_since=after(20))) == [new, gone]
    assert list(await store.incidents(closed_since=after(21))) == [new]
    assert list(await store.incidents()) == [new, gone]


@pytest.mark.parametrize("version", [0, 2, 7])
async def test_who_looked_at_an_older_version_changes_nothing(store, version):
    incident = await kept(store)
    late = replace(incident, title="other", version=version)
    with pytest.raises(Outdated):
        await store.announce(said(late, rows=(a_say(),), word=Word.NEWS))
    assert list(await store.incidents()) == [incident]
    assert await store.due([REPLAY], after(900), limit=9) == []


async def test_an_incident_may_say_something_without_changing(store):
    incident = await kept(store)
    assert await store.announce(said(incident, "tell")) == incident


async def test_the_first_version_is_zero(store):
    with pytest.raises(Outdated):
        await store.announce(said(an_incident(version=3)))


# telling


async def test_each_person_is_told_once_and_the_same_message_again(store):
    incident = await confirmed(store)
    first = a_heard("ann", stem="a1")
    assert await store.tell(incident.id, first) == Told(first=True, times=1)
    assert await store.tell(incident.id, first) == Told(first=True, times=1)
    again = a_heard("ann", stem="a2")
    assert await store.tell(incident.id, again) == Told(first=False, times=2)
    assert await store.tell(incident.id, again) == Told(first=False, times=2)
    assert await store.tell(incident.id, first) == Told(first=True, times=2)
    assert await store.tell(incident.id, a_heard("bob")) == Told(first=True, times=1)
    assert await store.tallies([incident.id, "none"]) == {
        incident.id: Tally(asked=2, told=2), "none": Tally(),
    }  # fmt: skip


@pytest.mark.parametrize("phase", [Phase.SUSPECTED, Phase.RESOLVED, Phase.DISMISSED, Phase.MERGED])
async def test_what_does_not_speak_tells_nobody(store, phase):
    incident = await kept(store, an_incident(phase=phase, texts=TEXTS))
    assert await store.tell(incident.id, a_heard("ann")) is None
    assert await store.tell("nobody", a_heard("ann")) is None
    assert (await store.tallies([incident.id]))[incident.id] == Tally()


async def test_who_waits_is_linked_once_where_he_asked_last(store):
    incident = await kept(store)
    early, late = a_heard("ann", stem="a1"), a_heard("ann", stem="a2", at=after(9))
    assert await store.link(incident.id, [late, early, a_heard("bob", at=after(5))]) == 2
    assert await store.link(incident.id, [early]) == 0
    assert await store.link(incident.id, []) == 0
    assert await store.link("nobody", [early]) == 0
    file = await store.incident_file(incident.id)
    assert [each.heard.stem for each in file.asked] == ["replay:nordex:bob1", "a2"]
    assert file.tally == Tally(asked=2)


async def test_nobody_is_linked_to_what_is_over(store):
    incident = await kept(store, an_incident(phase=Phase.RESOLVED))
    assert await store.link(incident.id, [a_heard("ann")]) == 0


async def test_who_waited_and_asks_again_is_told_then(store):
    incident = await confirmed(store)
    await store.link(incident.id, [a_heard("ann")])
    told = await store.tell(incident.id, a_heard("ann", stem="a9", at=after(7)))
    assert told == Told(first=True, times=1)
    (asked,) = (await store.incident_file(incident.id)).asked
    assert (asked.told_at, asked.times) == (after(7), 1)


# announcing


async def test_an_announcement_queues_each_row_once_and_marks_its_people(store):
    incident = await confirmed(store)
    await store.link(incident.id, [a_heard("ann"), a_heard("bob")])
    row = a_say("notice:1", purpose=Purpose.NOTICE)
    for at in (100, 200):
        await store.announce(
            said(incident, "tell", word=Word.NEWS, rows=(row,), people=("replay:ann", "replay:x"),
                 at=after(at))
        )  # fmt: skip
    assert await send(store) == ["notice:1"]
    assert await store.due([REPLAY], after(900), limit=9) in ([], ())
    ann, bob = (await store.incident_file(incident.id)).asked
    assert (ann.told_at, bob.told_at) == (after(100), None)
    over = step(incident, Step.RESOLVE, at=after(300))
    await store.announce(said(over, word=Word.CLEAR, people=("replay:ann",), at=after(300)))
    ann, bob = (await store.incident_file(incident.id)).asked
    assert (ann.cleared_at, bob.cleared_at) == (after(300), None)
    assert (await store.incident_file(incident.id)).tally == Tally(asked=2, told=1, cleared=1)


async def test_a_case_in_the_queue_waits_and_is_settled_with_it(store):
    incident = await confirmed(store)
    case = await open_case(store, a_case(due_at=after(60)))
    await store.announce(said(incident, "tell", word=Word.NEWS, conversations=(ANN,)))
    waiting = await case_now(store, case.id)
    assert (waiting.held_by, waiting.reason) == (Holder.QUEUE, incident.waiting)
    assert waiting.due_at == after(100) + timedelta(hours=12)
    await store.announce(
        said(incident, "tell", word=Word.NEWS, conversations=(ANN,), at=after(150))
    )
    assert await case_now(store, case.id) == waiting
    over = step(incident, Step.RESOLVE, at=after(300))
    await store.announce(said(over, word=Word.CLEAR, conversations=(ANN, "none"), at=after(300)))
    settled = await case_now(store, case.id)
    assert (settled.status, settled.held_by) == (Status.RESOLVED, Holder.QUEUE)
    assert "is over" in settled.reason
    acts = [each.act for each in (await store.case_file(case.id)).decisions]
    assert acts[-2:] == ["defer", "resolve"]


async def test_the_bots_case_that_waits_is_settled_and_another_is_not(store):
    incident = await confirmed(store)
    case = await open_case(store, bots_case(reason=incident.waiting))
    await store.announce(said(incident, "tell", word=Word.NEWS, conversations=(ANN,)))
    assert await case_now(store, case.id) == case
    over = step(incident, Step.RESOLVE, at=after(300))
    await store.announce(said(over, word=Word.CLEAR, conversations=(ANN,)))
    assert (await case_now(store, case.id)).status is Status.RESOLVED


@pytest.mark.parametrize("word", Word)
async def test_what_an_agent_holds_is_left_alone(store, word):
    incident = await confirmed(store)
    case = await claimed(store, a_case(reason=incident.waiting))
    await store.announce(said(incident, "tell", word=word, conversations=(ANN,)))
    assert await case_now(store, case.id) == case


async def test_a_case_about_something_else_is_not_settled(store):
    incident = await confirmed(store)
    case = await open_case(store, a_case(reason="deposit is for a person"))
    over = step(incident, Step.RESOLVE, at=after(300))
    await store.announce(said(over, word=Word.CLEAR, conversations=(ANN,)))
    assert await case_now(store, case.id) == case


async def test_a_persons_hold_does_not_withdraw_a_notice(store):
    case = await claimed(store)
    incident = await kept(store)
    rows = (a_say("notice:1", purpose=Purpose.NOTICE, case_id=case.id),)
    await store.announce(said(incident, "tell", word=Word.NEWS, rows=rows))
    assert await send(store) == ["notice:1"]


async def test_a_notice_needs_an_open_door_and_its_failure_troubles_nobody(store):
    case = await open_case(store, bots_case())
    incident = await kept(store)
    await store.put(
        [Reach(platform=REPLAY, account="nordex", address="ann", open=False, why="blocked")]
    )
    rows = (a_say("notice:1", purpose=Purpose.NOTICE),)
    await store.announce(said(incident, "tell", word=Word.NEWS, rows=rows))
    assert await send(store) == []
    file = await store.case_file(case.id)
    assert [each.act for each in file.decisions][-1] == "notice_failed"
    assert file.case.held_by is Holder.BOT


async def test_a_notice_learns_that_a_door_closed(store):
    case = await open_case(store, bots_case())
    incident = await kept(store)
    rows = (a_say("notice:1", purpose=Purpose.NOTICE),)
    await store.announce(said(incident, "tell", word=Word.NEWS, rows=rows))
    await send(store, Sent.FAILED, why="blocked", reach_closed=True)
    assert (await case_now(store, case.id)).unreachable == "blocked"


# who is reached how


async def test_how_people_can_be_reached_now(store):
    incident = await confirmed(store)
    case = await claimed(store, a_case("replay:nordex:held"))
    await store.put(
        [
            *messages("d1", conversation="replay:nordex:dm:pub", address="dm/pub", place=Place.DM,
                      author=Author(id="pub")),
            Reach(platform=REPLAY, account="nordex", address="shut", open=False, why="blocked"),
            Reach(platform=REPLAY, account="nordex", address="old", open=False, moved_to="new"),
        ]
    )  # fmt: skip
    await store.link(
        incident.id,
        [
            a_heard("pub", leg=Leg.PUBLIC, address="room"),
            a_heard("shut", leg=Leg.PRIVATE, address="shut", at=after(1)),
            a_heard("moved", leg=Leg.PRIVATE, address="old", at=after(2)),
            a_heard("held", conversation="replay:nordex:held", at=after(3)),
        ],
    )
    asked = {each.heard.author_id: each for each in (await store.incident_file(incident.id)).asked}
    ways = {who: (each.private_address, each.closed, each.agent) for who, each in asked.items()}
    assert ways == {
        "pub": ("dm/pub", "", ""),
        "shut": ("", "blocked", ""),
        "moved": ("", "", ""),
        "held": ("", "", "mira"),
    }
    await store.move_case(case.id, Move.RELEASE, "mira", after(50))
    asked = (await store.incident_file(incident.id)).asked
    assert [each.agent for each in asked] == ["", "", "", ""]


# merging


async def test_merged_people_belong_to_the_other_and_nobody_is_told_twice(store):
    one = await confirmed(store, id="one")
    two = await confirmed(store, id="two")
    await store.tell(one.id, a_heard("ann", at=after(3)))
    await store.link(one.id, [a_heard("new"), a_heard("waits")])
    await store.link(two.id, [a_heard("ann"), a_heard("waits")])
    await store.tell(two.id, a_heard("waits", at=after(4)))
    merged = replace(step(one, Step.MERGE, at=after(200)), merged_into=two.id)
    wider = replace(two, title="both", version=two.version + 1)
    assert await store.announce(said(merged, "merge", into=wider)) == merged
    assert (await store.incident_file(one.id)).asked == ()
    file = await store.incident_file(two.id)
    assert file.incident == wider
    assert {each.heard.author_id: each.told_at for each in file.asked} == {
        "ann": after(3), "new": None, "waits": after(4),
    }  # fmt: skip
    assert await store.tell(two.id, a_heard("ann", stem="again")) == Told(first=False, times=2)


async def test_a_merge_into_what_was_changed_meanwhile_does_nothing(store):
    one, two = await confirmed(store, id="one"), await confirmed(store, id="two")
    await store.link(one.id, [a_heard("ann")])
    merged = step(one, Step.MERGE, at=after(200))
    with pytest.raises(Outdated):
        await store.announce(said(merged, "merge", into=replace(two, version=9)))
    assert (await store.incident_file(one.id)).incident == one
    assert len((await store.incident_file(one.id)).asked) == 1


# the switch


async def test_the_switch_stands_as_it_was_moved_last(store):
    assert await store.mode() == Mode()
    first = Mode(value="on", by="mira", at=after(0), until=after(3600))
    for mode in (first, Mode(value="off", by="tomasz", at=after(1)), Mode(by="mira", at=after(2))):
        await store.set_mode(mode)
        assert await store.mode() == mode
