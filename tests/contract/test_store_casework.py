"""Every store merges, splits, tags, puts aside and hands over cases, and tells who did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.accounts.desk import Handle
from core.accounts.links import AccountLink
from core.actions import Purpose
from core.case import Holder, Move, Status
from core.caseflow import rung
from core.casework import ActKind
from core.deeds import (
    MOST_TAGS,
    Again,
    EditNote,
    Go,
    Merge,
    Note,
    Refusal,
    Refused,
    Resolve,
    Say,
    Snooze,
    Split,
    Tag,
    Transfer,
    Unmerge,
    Untag,
)
from core.errors import IllegalTransition, NotYours, Outdated
from core.ports import Sent
from core.service.rating import Asking, Rating
from core.types import Author, Labels, Leg, Platform, Removal, Sighting, Urgency, Verdict
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    bots_case,
    case_now,
    claim_one,
    claimed,
    judged,
    messages,
    open_case,
    send,
    states,
    work,
)

pytestmark = pytest.mark.anyio
OTHER = Platform("other")


def deed(kind, case, by="mira", at=30, **more):
    return kind(case_id=case.id, by=by, at=after(at), **more)


async def refused(store, wish) -> Refusal:
    with pytest.raises(Refused) as caught:
        await store.do(wish)
    return caught.value.why


async def texts(store, case) -> list[str]:
    file = await store.case_file(case.id)
    return [line.text for line in file.lines if line.kind == "message"]


async def two(store, **changes):
    """A case that Mira holds, and another one of the same person."""
    held = await claimed(store)
    await open_case(store, a_case(BOB, author_id="u1", **changes), message="second")
    (other,) = [r.case for r in (await store.feed("open", "x")).rows if r.case.id != held.id]
    return held, other


# notes and mentions


async def test_a_note_calls_colleagues_until_they_looked(store):
    case = await claimed(store)
    await store.do(deed(Note, case, text="please look", mentions=("tomasz", "tomasz", "mira")))
    assert await store.unread("mira") == 0
    assert await store.unread("tomasz") == 1
    (found,) = await store.mentions("tomasz")
    assert (found.case.id, found.by, found.text, found.seen) == (
        case.id, "mira", "please look", False,
    )  # fmt: skip
    await store.looked("tomasz", case.id, after(40))
    await store.looked("tomasz", "none", after(40))
    assert await store.unread("tomasz") == 0
    assert [each.seen for each in await store.mentions("tomasz")] == [True]
    again = deed(Note, case, at=50, text="once more", mentions=("tomasz",))
    await store.do(again)
    assert [(e.text, e.seen) for e in await store.mentions("tomasz")] == [("once more", False)]


async def test_the_latest_mention_comes_first(store):
    held, other = await two(store)
    await store.do(deed(Note, held, text="one", mentions=("li",)))
    await store.do(deed(Note, other, at=31, text="two", mentions=("li",)))
    assert [each.text for each in await store.mentions("li")] == ["two", "one"]
    assert [each.text for each in await store.mentions("li", limit=1)] == ["two"]


async def test_ones_own_note_can_be_changed_for_five_minutes_with_a_trace(store):
    case = await claimed(store)
    await store.do(deed(Note, case, text="frist"))
    (note,) = [e for e in (await store.case_file(case.id)).lines if e.kind == "note"]
    edit = deed(EditNote, case, at=60, key=note.key, text="first")
    await store.do(edit)
    await store.do(replace(edit, text="the first"))
    await store.do(replace(edit, text="the first"))
    lines = [e for e in (await store.case_file(case.id)).lines if e.kind == "note"]
    words = {line.version: line.text for line in lines}
    assert [words[each] for each in sorted(words)] == ["frist", "first", "the first"]
    assert {line.native_id for line in lines} == {note.key}
    story = await store.story(case.id, frozenset({ActKind.NOTE}))
    assert [each.act for each in story.acts] == ["note_edit", "note_edit", "note"]
    assert await refused(store, replace(edit, by="tomasz")) is Refusal.NOT_YOURS
    assert await refused(store, replace(edit, key="note:99")) is Refusal.NOT_YOURS
    assert await refused(store, replace(edit, key="note:x")) is Refusal.NOT_YOURS
    assert await refused(store, replace(edit, at=after(400))) is Refusal.TOO_LATE


# tags


async def test_tags_are_kept_counted_and_taken_away(store):
    held, other = await two(store)
    for case, tag in ((held, "vip"), (other, "vip"), (held, "api"), (held, "vip")):
        await store.do(deed(Tag, case, tag=tag))
    assert [each.tag for each in (await store.standing(held.id)).tags] == ["api", "vip"]
    assert await store.tags_used("") == [("vip", 2), ("api", 1)]
    assert await store.tags_used("ap") == [("api", 1)]
    assert await store.tags_used("", limit=1) == [("vip", 2)]
    await store.do(deed(Untag, other, tag="vip"))
    await store.do(deed(Untag, other, tag="vip"))
    await store.do(deed(Untag, held, tag="api"))
    assert await store.tags_used("") == [("vip", 1)]


async def test_a_case_has_no_more_than_twenty_tags(store):
    case = await claimed(store)
    for number in range(MOST_TAGS):
        await store.do(deed(Tag, case, tag=f"t{number}"))
    assert await refused(store, deed(Tag, case, tag="more")) is Refusal.TOO_MANY_TAGS


# putting aside, handing over, resolving


async def test_a_case_put_aside_wakes_at_its_time(store):
    case = await claimed(store)
    until = after(7200)
    put = await store.do(deed(Snooze, case, until=until))
    assert (put.status, put.snoozed_until) == (Status.SNOOZED, until)
    assert [t.kind for t in await store.ring(after(7199), limit=9)] == []
    later = await store.do(deed(Snooze, put, until=after(9000)))
    assert later.snoozed_until == after(9000)
    assert [t.kind for t in await store.ring(after(9000), limit=9)] == ["snooze"]
    assert await refused(store, deed(Snooze, case, until=after(1))) is Refusal.PAST


async def test_nobodys_case_is_his_who_puts_it_aside(store):
    case = await open_case(store)
    put = await store.do(deed(Snooze, case, until=after(7200)))
    assert (put.status, put.agent) == (Status.SNOOZED, "mira")


async def test_a_case_is_handed_over_with_a_word(store):
    case = await claimed(store)
    given = await store.do(deed(Transfer, case, to="tomasz", note="yours: he speaks Polish"))
    assert (given.status, given.agent) == (Status.OPEN, "tomasz")
    assert [e.text for e in await store.mentions("tomasz")] == ["yours: he speaks Polish"]
    with pytest.raises(NotYours):
        await store.do(deed(Transfer, given, to="li"))
    lead = deed(Transfer, given, by="amara", over=True, to="li")
    assert (await store.do(lead)).agent == "li"
    assert await refused(store, lead) is Refusal.HAS_IT
    await store.do(deed(Resolve, given, by="li", reason="solved"))
    assert await refused(store, lead) is Refusal.RESOLVED


async def test_nobodys_case_is_given_from_above_alone(store):
    case = await open_case(store, bots_case(), outgoing=(a_say(case_id=bots_case().id),))
    with pytest.raises(NotYours):
        await store.do(deed(Transfer, case, to="li"))
    given = await store.do(deed(Transfer, case, over=True, to="li"))
    assert (given.agent, given.held_by) == ("li", Holder.AGENT)
    assert await states(store, case.id) == {"a1": "withdrawn"}


async def test_a_case_is_resolved_for_a_reason(store):
    case = await claimed(store)
    with pytest.raises(NotYours):
        await store.do(deed(Resolve, case, by="tomasz", reason="solved"))
    done = await store.do(deed(Resolve, case, reason="other", words="paid out by hand"))
    assert done.status is Status.RESOLVED
    with pytest.raises(IllegalTransition):
        await store.do(deed(Resolve, case, reason="solved"))
    (past,) = (await store.person(REPLAY, "u1")).cases
    assert (past.case.id, past.outcome, past.score) == (case.id, "other: paid out by hand", 0)
    with pytest.raises(NotYours):
        await store.do(Tag(case_id="none", by="mira", at=after(1), tag="x"))


# sending again


async def failed(store, result=Sent.FAILED):
    case = await claimed(store)
    said = a_say("a1", case_id=case.id, by="mira", due_at=after(2))
    await store.answer(case.id, "mira", [said])
    await send(store, result, why="blocked")
    return case


async def test_what_failed_is_sent_again_once_under_a_new_key(store):
    case = await failed(store)
    for _ in range(2):
        await store.do(deed(Again, case, at=70, key="a1"))
    assert await states(store, case.id) == {"a1": "failed", "a1:again": "pending"}
    assert await send(store, now=after(80)) == ["a1:again"]
    assert await refused(store, deed(Again, case, key="a1:again")) is Refusal.NOT_FAILED
    assert await refused(store, deed(Again, case, key="none")) is Refusal.NOT_FAILED
    (again,) = [a for a in (await store.story(case.id, frozenset())).acts if a.act == "again"]
    assert (again.by, again.kind) == ("mira", ActKind.SEND)


async def test_what_nobody_knows_about_needs_a_look_first(store):
    case = await failed(store, Sent.UNKNOWN)
    assert await refused(store, deed(Again, case, key="a1")) is Refusal.LOOK_FIRST
    with pytest.raises(NotYours):
        await store.do(deed(Again, case, by="tomasz", key="a1", looked=True))
    await store.do(deed(Again, case, at=70, key="a1", looked=True))
    assert (await states(store, case.id))["a1:again"] == "pending"


# merging


async def test_merged_a_case_goes_on_in_the_other(store):
    held, other = await two(store, priority=Urgency.P0)
    survivor = await store.do(deed(Merge, held, other=other.id))
    assert (survivor.id, survivor.priority, survivor.agent) == (held.id, Urgency.P0, "mira")
    assert survivor.due_at <= other.due_at
    assert await texts(store, held) == ["text first", "text second"]
    assert await texts(store, other) == []
    file = await store.case_file(held.id)
    assert {line.case_id for line in file.lines} == {held.id, other.id}
    assert (await store.standing(other.id)).into == held.id
    (joined,) = (await store.standing(held.id)).merged
    assert (joined.case.id, joined.case.status, joined.by) == (other.id, Status.RESOLVED, "mira")
    assert [row.case.id for row in (await store.feed("open", "x")).rows] == [held.id]


async def test_what_is_written_in_a_merged_case_wakes_the_survivor(store):
    held, other = await two(store)
    await store.do(deed(Merge, held, other=other.id))
    await store.do(deed(Snooze, held, until=after(9000)))
    await store.put(messages("third", conversation=BOB, at=100))
    turn = await claim_one(store, after(100))
    assert turn.conversation == BOB
    assert turn.case.id == held.id
    heard = replace(turn.case, status=Status.OPEN, snoozed_until=None, version=99)
    assert await store.record([a_result(turn, case=heard)], after(100)) in ((), [])
    assert (await case_now(store, held.id)).status is Status.OPEN
    assert (await case_now(store, other.id)).status is Status.RESOLVED
    assert await texts(store, held) == ["text first", "text second", "text third"]


async def test_a_turn_claimed_before_a_merge_is_worked_again(store):
    held, other = await two(store)
    await store.put(messages("third", conversation=BOB, at=20))
    turn = await claim_one(store, after(20))
    await store.do(deed(Merge, held, other=other.id))
    assert list(await store.record([a_result(turn)], after(31))) == [BOB]


async def test_a_failed_send_of_a_merged_case_is_the_survivors_matter(store):
    held, other = await two(store)
    await store.move_case(other.id, Move.CLAIM, "mira", after(20))
    said = a_say("b1", conversation=BOB, case_id=other.id, by="mira", due_at=after(21))
    await store.answer(other.id, "mira", [said])
    await store.do(deed(Merge, held, other=other.id))
    await store.answer(held.id, "mira", [a_say("a1", by="mira", due_at=after(40))])
    assert sorted(await send(store, Sent.FAILED, why="blocked")) == ["a1", "b1"]
    assert (await case_now(store, other.id)).status is Status.RESOLVED
    assert (await case_now(store, held.id)).status is Status.OPEN
    await store.do(deed(Again, held, at=90, key="b1"))
    assert (await states(store, held.id))["b1:again"] == "pending"


async def test_nobody_moves_a_case_that_goes_on_elsewhere(store):
    held, other = await two(store)
    await store.do(deed(Merge, held, other=other.id))
    with pytest.raises(NotYours):
        await store.move_case(other.id, Move.ESCALATE, "mira", after(40))
    with pytest.raises(NotYours):
        await store.answer(other.id, "mira", [a_say("x")])
    assert await refused(store, deed(Tag, other, tag="x")) is Refusal.MERGED
    assert await refused(store, deed(Merge, held, other=other.id)) is Refusal.MERGED


async def test_a_merged_case_did_not_end_and_nobody_is_asked_how_it_was(store):
    held, other = await two(store, leg=Leg.PRIVATE)
    await store.move_case(other.id, Move.CLAIM, "mira", after(20))
    said = a_say("b1", conversation=BOB, case_id=other.id, by="mira", due_at=after(21))
    await store.answer(other.id, "mira", [said])
    await send(store)
    await store.do(deed(Merge, held, other=other.id, at=70))
    asking = Asking(solved_after=after(0), solved_before=after(900))
    assert list(await store.to_ask(asking)) == []
    assert list(await store.endings(after(0))) == []


async def test_merging_is_undone(store):
    held, other = await two(store)
    await store.move_case(other.id, Move.CLAIM, "tomasz", after(20))
    with pytest.raises(NotYours, match="tomasz"):
        await store.do(deed(Merge, held, other=other.id))
    await store.do(deed(Merge, held, other=other.id, over=True))
    with pytest.raises(NotYours, match="mira"):
        await store.do(deed(Unmerge, other, by="li"))
    back = await store.do(deed(Unmerge, other))
    assert (back.id, back.status, back.agent) == (other.id, Status.OPEN, "tomasz")
    assert await texts(store, held) == ["text first"]
    assert await texts(store, other) == ["text second"]
    assert await refused(store, deed(Unmerge, other)) is Refusal.NOT_MERGED
    acts = [each.act for each in (await store.story(other.id, frozenset({ActKind.MOVE}))).acts]
    assert acts == ["unmerge", "merge", "claim"]


async def test_what_was_resolved_stays_so_when_merging_is_undone(store):
    held, other = await two(store)
    await store.move_case(other.id, Move.RESOLVE, "mira", after(20))
    await store.do(deed(Merge, held, other=other.id))
    assert (await store.do(deed(Unmerge, other))).status is Status.RESOLVED


async def test_merging_is_refused_where_it_makes_no_sense(store):
    held, other = await two(store)
    stranger = await open_case(store, a_case("replay:nordex:eve", author_id="u9"), message="e")
    assert await refused(store, deed(Merge, held, other=held.id)) is Refusal.SAME
    assert await refused(store, deed(Merge, held, other=stranger.id)) is Refusal.STRANGERS
    with pytest.raises(NotYours):
        await store.do(deed(Merge, held, other="none"))
    await store.move_case(other.id, Move.RESOLVE, "mira", after(20))
    assert await refused(store, deed(Merge, other, other=held.id)) is Refusal.RESOLVED


async def test_merged_cases_are_merged_on(store):
    held, other = await two(store)
    third = await open_case(store, a_case("replay:nordex:x", author_id="u1"), message="third")
    await store.do(deed(Merge, other, other=third.id))
    await store.do(deed(Merge, held, other=other.id))
    assert await texts(store, held) == ["text first", "text second", "text third"]
    assert (await store.standing(third.id)).into == held.id
    assert [e.case.id for e in (await store.standing(held.id)).merged] == [other.id, third.id]


# splitting


async def three(store, **changes):
    case = a_case()
    verdict = Verdict(labels=Labels(language="en", intent="kyc"), urgency=Urgency.P2)
    await store.put(messages("1", "2", "3"))
    turn = await claim_one(store)
    seen = tuple(judged(each, verdict=verdict) for each in turn.fresh)
    await store.record([a_result(turn, case=case, judged=seen)], after(0))
    return await store.move_case(case.id, Move.CLAIM, "mira", after(1))


def key(number, version=0):
    return f"replay:nordex:{number}:{version}"


async def test_split_some_messages_are_a_case_of_their_own(store):
    case = await three(store)
    part = await store.do(deed(Split, case, lines=(key(2), "none:0")))
    assert (part.conversation, part.agent, part.status) == (ANN, "mira", Status.OPEN)
    assert (part.subject, part.intent, part.priority) == ("text 2", "kyc", Urgency.P2)
    assert await texts(store, case) == ["text 1", "text 3"]
    assert await texts(store, part) == ["text 2"]
    standing = await store.standing(part.id)
    assert (standing.split_from, standing.sooner) == (case.id, "")
    assert (await store.standing(case.id)).split_into == (part.id,)
    assert await store.totals() == await store.totals()
    counts = (await store.feed("mine", "mira")).counts
    assert counts["mine"] == 2


async def test_the_lane_stays_with_the_case_that_was_split(store):
    case = await three(store)
    part = await store.do(deed(Split, case, lines=(key(2),)))
    turn = await work(store, "4", at=100)
    assert turn.case.id == case.id
    edited = replace(messages("2", at=110)[0], version=1, text="text 2 better")
    await store.put([edited])
    assert await texts(store, part) == ["text 2", "text 2 better"]
    assert await texts(store, case) == ["text 1", "text 3", "text 4"]


async def test_a_part_put_aside_wakes_and_is_answered(store):
    case = await three(store)
    part = await store.do(deed(Split, case, lines=(key(2),)))
    await store.do(deed(Snooze, part, until=after(500)))
    (timer,) = [t for t in await store.ring(after(500), limit=9) if t.case.id == part.id]
    assert await store.record([rung(timer, after(500))], after(500)) in ((), [])
    assert (await case_now(store, part.id)).status is Status.OPEN
    said = a_say("p1", by="mira", due_at=after(501))
    await store.answer(part.id, "mira", [said])
    assert await states(store, part.id) == {"p1": "pending"}
    assert await states(store, case.id) == {}


async def test_a_part_is_merged_back(store):
    case = await three(store)
    part = await store.do(deed(Split, case, lines=(key(2), key(3))))
    await store.do(deed(Merge, case, other=part.id))
    assert await texts(store, case) == ["text 1", "text 2", "text 3"]
    await store.put(messages("4", at=200))
    assert (await claim_one(store, after(200))).case.id == case.id


async def test_splitting_is_refused_where_it_makes_no_sense(store):
    case = await three(store)
    assert await refused(store, deed(Split, case, lines=("none:0",))) is Refusal.NO_LINES
    everything = deed(Split, case, lines=(key(1), key(2), key(3)))
    assert await refused(store, everything) is Refusal.ALL_LINES
    with pytest.raises(NotYours, match="mira"):
        await store.do(deed(Split, case, by="tomasz", lines=(key(1),)))
    other = await open_case(store, a_case(BOB, author_id="u1"), message="b")
    await store.do(deed(Merge, case, other=other.id))
    both = deed(Split, case, lines=(key(1), key("b")))
    assert await refused(store, both) is Refusal.TWO_PLACES
    part = await store.do(deed(Split, case, lines=(key("b"),)))
    assert part.conversation == BOB
    assert await texts(store, part) == ["text b"]


async def test_nobodys_part_waits_in_the_queue(store):
    await store.put(messages("1", "2"))
    turn = await claim_one(store)
    case = a_case()
    failed = tuple(judged(each, error="x") for each in turn.fresh)
    await store.record([a_result(turn, case=case, judged=failed)], after(0))
    part = await store.do(deed(Split, case, lines=(key(2),)))
    assert (part.status, part.held_by, part.agent) == (Status.NEW, Holder.QUEUE, None)


# one conversation after the other


async def test_each_message_is_shown_in_the_case_that_was_there_when_it_was_judged(store):
    first = await open_case(store)
    await store.move_case(first.id, Move.RESOLVE, "mira", after(10))
    second = a_case(opened_at=after(1000), updated_at=after(1000))
    await open_case(store, second, message="later")
    assert await texts(store, first) == ["text first"]
    assert await texts(store, second) == ["text later"]
    assert (await store.standing(second.id)).sooner == first.id
    assert (await store.standing(first.id)).sooner == ""
    assert (await store.standing("none")).tags == ()


async def test_long_conversations_come_a_page_at_a_time(store):
    case = await open_case(store)
    for number in range(130):
        await store.put(messages(f"m{number}", at=10 + number // 2))
    await store.note(case.id, "mira", "here", after(20))
    file = await store.case_file(case.id)
    assert len(file.lines) == 100
    older = await store.case_file(case.id, before=file.earlier)
    assert (len(older.lines), older.earlier) == (32, "")
    said = [line.text for line in (*older.lines, *file.lines)]
    assert len(set(said)) == 132
    assert said[-1] == "text m129"
    assert file.said == older.said == 131
    whole = await store.case_file(case.id, before="rub|bi|sh")
    assert whole.lines == file.lines


async def test_edits_and_deletions_stay_with_their_message(store):
    case = await open_case(store)
    await store.put([replace(messages("first", at=5)[0], version=1, text="better")])
    assert await texts(store, case) == ["text first", "better"]
    await store.put([Removal(platform=REPLAY, account="nordex", id="first")])
    assert await texts(store, case) == ["", ""]


# persons


async def linked(store, author_id, platform=REPLAY, reference="acc", name="ann"):
    handle = Handle(platform=platform, account="nordex", author_id=author_id, name=name)
    since = after(int(author_id[1:]))
    await store.keep_link(AccountLink(handle=handle, reference=reference, since=since))


async def test_only_consent_joins_platforms(store):
    held, other = await two(store)
    there = a_case(
        "other:nordex:ann", platform=OTHER, author_id="u5", opened_at=after(9), author_name="Ann"
    )
    await open_case(store, there, message="third")
    person = await store.person(REPLAY, "u1")
    assert {each.case.id for each in person.cases} == {held.id, other.id}
    assert person.linked == ()
    assert await refused(store, deed(Merge, held, other=there.id)) is Refusal.STRANGERS
    await linked(store, "u1")
    await linked(store, "u5", OTHER)
    await linked(store, "u6", OTHER, reference="another")
    person = await store.person(REPLAY, "u1")
    assert [(e.platform, e.author_id, e.name) for e in person.linked] == [(OTHER, "u5", "ann")]
    assert person.cases[0].case.id == there.id
    assert len((await store.person(REPLAY, "u1", limit=2)).cases) == 2
    assert (await store.do(deed(Merge, held, other=there.id))).id == held.id


async def test_a_link_of_a_name_that_is_no_more_joins_nothing(store):
    await linked(store, "u1")
    await linked(store, "u5", OTHER)
    seen = Sighting(
        platform=OTHER,
        account="nordex",
        address="ann",
        author=Author(id="u5", handle="somebody_else"),
        why="seen",
        seen_at=after(50),
    )
    await store.put([seen])
    assert (await store.person(REPLAY, "u1")).linked == ()
    assert [each.handle for each in (await store.person(OTHER, "u5")).names] == ["somebody_else"]


async def test_a_person_shows_what_he_thought_of_our_help(store):
    case = await claimed(store, a_case(leg=Leg.PRIVATE))
    await store.move_case(case.id, Move.RESOLVE, "mira", after(10), reason="it works now")
    question = a_say(f"rate:{case.id}", case_id=case.id, purpose=Purpose.SURVEY)
    await store.ask([question])
    await send(store)
    rating = Rating(key="k", conversation=ANN, platform=REPLAY, score=4, at=after(70))
    assert await store.rate(rating)
    (past,) = (await store.person(REPLAY, "u1")).cases
    assert (past.score, past.outcome) == (4, "it works now")


# the story


async def test_the_story_tells_everything_and_can_be_narrowed(store):
    case = await failed(store)
    await store.do(deed(Note, case, at=80, text="a note"))
    await store.do(deed(Tag, case, at=81, tag="vip"))
    everything = (await store.story(case.id, frozenset())).acts
    assert [each.act for each in everything][:4] == ["tag", "note", "escalate", "say"]
    (said,) = [each for each in everything if each.act == "say"]
    assert (said.state, said.evidence, said.kind) == ("failed", "blocked", ActKind.SEND)
    for kind, acts in (
        (ActKind.MOVE, {"tag", "claim", "escalate"}),
        (ActKind.NOTE, {"note"}),
        (ActKind.SEND, {"say"}),
        (ActKind.CORRECTION, set()),
        (ActKind.DECISION, {"ignore"}),
    ):
        found = (await store.story(case.id, frozenset({kind}))).acts
        assert {each.act for each in found} == acts
    assert (await store.story("none", frozenset())).acts == ()


async def test_the_story_comes_in_pages(store):
    case = await claimed(store)
    for number in range(120):
        kind = Tag if number % 2 == 0 else Untag
        await store.do(deed(kind, case, at=30 + number, tag="t"))
    first = await store.story(case.id, frozenset({ActKind.MOVE}))
    rest = await store.story(case.id, frozenset({ActKind.MOVE}), after=first.after)
    assert (len(first.acts), len(rest.acts), rest.after) == (100, 21, "")
    times = [each.at for each in (*first.acts, *rest.acts)]
    assert times == sorted(times, reverse=True)
    assert times[0] - times[-1] == timedelta(seconds=148)


# the version that was read


@pytest.mark.parametrize("of", [(), (1,), (7, 1)], ids=["any", "the one", "one of two"])
async def test_a_deed_is_done_to_the_case_that_was_read(store, of):
    case = await open_case(store, a_case(version=1))
    done = await store.do(deed(Go, case, how=Move.CLAIM, versions=frozenset(of)))
    assert (done.held_by, done.agent, done.version) == (Holder.AGENT, "mira", 2)


@pytest.mark.parametrize(
    "wish",
    [
        lambda case: deed(Go, case, how=Move.RELEASE, versions=frozenset({0})),
        lambda case: deed(Resolve, case, reason="solved", versions=frozenset({0})),
        lambda case: deed(Say, case, outgoing=(a_say("s", case_id=case.id),), versions={0}),
        lambda case: deed(Note, case, text="late", versions=frozenset({0, 99})),
    ],
    ids=["go", "resolve", "say", "note"],
)
async def test_a_deed_is_not_done_to_a_case_that_changed_since(store, wish):
    case = await claimed(store)
    before = await store.case_file(case.id)
    with pytest.raises(Outdated, match="its version is"):
        await store.do(wish(case))
    after_it = await store.case_file(case.id)
    assert (after_it.case, after_it.lines) == (before.case, before.lines)


async def test_words_queued_as_a_deed_are_an_answer_of_the_holder(store):
    case = await claimed(store)
    say = a_say("s1", case_id=case.id)
    done = await store.do(deed(Say, case, outgoing=(say,), versions={case.version}))
    again = await store.do(deed(Say, done, outgoing=(say,)))
    assert (done.status, again) == (Status.WAITING_USER, done)
    lines = (await store.case_file(case.id)).lines
    assert [(each.text, each.by) for each in lines if each.kind == "say"] == [(say.text, "mira")]
    with pytest.raises(NotYours):
        await store.do(deed(Say, case, by="tomasz", outgoing=(a_say("s2", case_id=case.id),)))
