"""The console half of the store's contract: feed, files, moves, answers, changes, passes."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from core.actions import Kind
from core.case import Holder, Move, Status
from core.casebook import Agent
from core.errors import IllegalTransition, NotYours
from core.types import Leg, Place, Secret, Urgency
from tests.conftest import NOON, a_message
from tests.contract.store_kit import (
    ANN,
    BOB,
    MIRA,
    TOMASZ,
    VERDICT,
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


async def shown(store, view: str, agent: str = "mira"):
    return [row.case.conversation for row in (await store.feed(view, agent)).rows]


# feed


@pytest.fixture
async def five(store):
    """One case in each place, named after it."""
    places = {
        "queue": a_case("queue", priority=Urgency.P2),
        "hers": a_case("hers", held_by=Holder.AGENT, agent="mira", status=Status.OPEN),
        "his": a_case("his", held_by=Holder.AGENT, agent="tomasz", status=Status.OPEN),
        "bot": bots_case("bot", priority=Urgency.P0),
        "over": a_case("over", status=Status.RESOLVED),
    }
    for name, case in places.items():
        await open_case(store, case, message=name)
    return places


@pytest.mark.parametrize(
    ("view", "conversations"),
    [
        ("open", ["bot", "hers", "his", "queue"]),
        ("mine", ["hers"]),
        ("queue", ["queue"]),
        ("bot", ["bot"]),
        ("resolved", ["over"]),
    ],
    ids=["open", "mine", "queue", "bot", "resolved"],
)
async def test_each_view_shows_its_cases_most_urgent_first(store, five, view, conversations):
    rank = {each.conversation: (each.priority, each.id) for each in five.values()}
    expected = sorted(conversations, key=lambda name: rank[name])
    assert await shown(store, view) == expected


async def test_counts_come_with_every_page(store, five):
    assert (await store.feed("resolved", "mira")).counts == {
        "open": 4,
        "mine": 1,
        "queue": 1,
        "bot": 1,
        "resolved": 1,
        "P0": 1,
        "P1": 2,
        "P2": 1,
        "P3": 0,
    }
    assert (await store.feed("resolved", "nobody")).counts["mine"] == 0


async def test_pages_follow_one_another_without_gap_or_repetition(store):
    for n in range(7):
        case = a_case(f"c{n}", priority=list(Urgency)[n % 2], due_at=after(n % 3))
        await open_case(store, case, message=str(n))
    seen, key, pages = [], "", 0
    while True:
        page = await store.feed("open", "mira", after=key, limit=3)
        seen += [(r.case.priority, r.case.due_at, r.case.id) for r in page.rows]
        pages, key = pages + 1, page.after
        if not key:
            break
    assert (pages, len(seen)) == (3, 7)
    assert seen == sorted(seen)


@pytest.mark.parametrize("key", ["x", "P0|soon|1", "|", "P0"])
async def test_a_page_after_nonsense_is_the_first(store, key):
    await open_case(store)
    assert len((await store.feed("open", "mira", after=key)).rows) == 1


@pytest.mark.parametrize("limit", [-1, 0, 10**9])
async def test_a_page_of_a_strange_size_is_of_a_sane_one(store, limit):
    await open_case(store)
    assert len((await store.feed("open", "mira", limit=limit)).rows) == 1


async def test_a_row_shows_the_last_words_and_how_many_there_were(store):
    await open_case(store)
    long = a_message("line one\n\n" + "x" * 300, id="2", received_at=after(1))
    await store.put([long, *messages("3", at=2, version=4), *messages("3", at=3, version=1)])
    (row,) = (await store.feed("open", "mira")).rows
    assert (row.snippet, row.messages) == ("text 3", 3)
    await store.put([a_message("line one\n\n" + "x" * 300, id="4", received_at=after(4))])
    (row,) = (await store.feed("open", "mira")).rows
    assert row.snippet == "line one " + "x" * 130 + "…"


async def test_a_row_shows_the_tags_of_the_last_message(store):
    tagged = replace(VERDICT, tags={"refund": ("yes", 0.97)})
    (message,) = messages("1")
    await store.put([message])
    turn = await claim_one(store)
    said = (judged(message, verdict=tagged),)
    await store.record([a_result(turn, judged=said, case=a_case())], NOON)
    (row,) = (await store.feed("open", "mira")).rows
    assert row.tags == {"refund": ("yes", 0.97)}
    await store.put(messages("2", at=1))
    (row,) = (await store.feed("open", "mira")).rows
    assert row.tags == {}


async def test_a_case_without_messages_is_shown_too(store):
    from core.ports import Turn, TurnResult

    turn = Turn(conversation=ANN, version=-1, fresh=())
    await store.record([TurnResult(turn=turn, case=a_case())], NOON)
    (row,) = (await store.feed("open", "mira")).rows
    assert (row.snippet, row.messages) == ("", 0)


# case file


async def test_a_file_tells_everything_in_order(store):
    secret = Secret(kind="password", start=0, end=1)
    first = a_message("my [password]", id="1", place=Place.GROUP, secrets=(secret, secret))
    await store.put([first])
    (turn,) = await store.claim(NOON, limit=1, lease=9)
    from tests.contract.store_kit import a_result

    case = a_case()
    await store.record([a_result(turn, case=case, outgoing=(a_say("a1"),))], NOON)
    await send(store, now=after(1), at=after(2), remote_id="r")
    await store.note(case.id, "mira", "knows him", after(3))
    await store.put(messages("1", version=1, at=4, place=Place.GROUP))
    await store.put(messages("other", conversation=BOB))
    file = await store.case_file(case.id)
    assert file.case == case
    assert [(x.kind, x.by, x.text, x.state, x.leg) for x in file.lines] == [
        ("message", "Ann", "my [password]", "replaced", Leg.PUBLIC),
        ("say", "bot", "say a1", "sent", Leg.PUBLIC),
        ("note", "mira", "knows him", "", Leg.PRIVATE),
        ("message", "Ann", "text 1", "open", Leg.PUBLIC),
    ]
    heard, _, _, edit = file.lines
    assert (heard.verdict, heard.secrets, heard.native_id, heard.key) == (
        VERDICT,
        ("password",),
        "1",
        first.key,
    )
    assert (edit.version, edit.verdict) == (1, None)
    assert [(d.act, d.by) for d in file.decisions] == [("ignore", "bot"), ("note", "mira")]


async def test_there_is_no_file_of_a_case_that_never_was(store):
    assert await store.case_file("nobody") is None


# moves


async def test_claiming_makes_an_agent_the_holder(store):
    case = await open_case(store)
    now = await store.move_case(case.id, Move.CLAIM, "mira", after(1), reason="I know this")
    assert now == await case_now(store, case.id)
    assert (now.held_by, now.agent, now.status, now.version) == (
        Holder.AGENT,
        "mira",
        Status.OPEN,
        case.version + 1,
    )
    last = (await store.case_file(case.id)).decisions[-1]
    assert (last.act, last.by, last.reason, last.at) == ("claim", "mira", "I know this", after(1))


@pytest.mark.parametrize(
    "how", [Move.CLAIM, Move.RELEASE, Move.RESOLVE, Move.SNOOZE, Move.ANSWER], ids=str
)
async def test_only_the_holder_moves_a_held_case(store, how):
    case = await claimed(store)
    with pytest.raises(NotYours, match="held by mira"):
        await store.move_case(case.id, how, "tomasz", after(2))
    file = await store.case_file(case.id)
    assert file.case == case
    assert [each.act for each in file.decisions] == ["ignore", "claim"]


@pytest.mark.parametrize(
    ("how", "status", "holder"),
    [
        (Move.RELEASE, Status.OPEN, Holder.QUEUE),
        (Move.RESOLVE, Status.RESOLVED, Holder.AGENT),
        (Move.SNOOZE, Status.SNOOZED, Holder.AGENT),
    ],
    ids=str,
)
async def test_the_holder_does(store, how, status, holder):
    case = await claimed(store)
    now = await store.move_case(case.id, how, "mira", after(2))
    assert (now.status, now.held_by) == (status, holder)


async def test_a_snoozed_case_sleeps_for_a_day_unless_somebody_wakes_it(store):
    case = await claimed(store)
    asleep = await store.move_case(case.id, Move.SNOOZE, "mira", after(2))
    assert asleep.snoozed_until == after(2 + 24 * 3600)
    awake = await store.move_case(case.id, Move.WAKE, "bot", after(3))
    assert (awake.status, awake.agent, awake.snoozed_until) == (Status.OPEN, "mira", None)


async def test_reopening_promises_an_answer_anew(store):
    case = await open_case(store)
    await store.move_case(case.id, Move.RESOLVE, "mira", after(1))
    now = await store.move_case(case.id, Move.ESCALATE, "mira", after(9000), reason="too early")
    assert (now.status, now.held_by, now.reason) == (Status.NEW, Holder.QUEUE, "too early")
    assert now.due_at == after(9000 + 1800)


async def test_escalating_what_waits_already_keeps_its_promise(store):
    case = await open_case(store, a_case(reason="funds"))
    now = await store.move_case(case.id, Move.ESCALATE, "mira", after(9))
    assert (now.due_at, now.reason) == (case.due_at, "funds")


async def test_what_the_table_refuses_is_refused(store):
    case = await open_case(store)
    with pytest.raises(IllegalTransition):
        await store.move_case(case.id, Move.WAKE, "mira", after(1))
    assert await case_now(store, case.id) == case


async def test_nobody_moves_or_notes_what_never_was(store):
    with pytest.raises(NotYours, match="no case x"):
        await store.move_case("x", Move.CLAIM, "mira", NOON)
    with pytest.raises(NotYours, match="no case x"):
        await store.answer("x", "mira", [a_say()])
    with pytest.raises(NotYours, match="no case x"):
        await store.note("x", "mira", "hm", NOON)


async def test_of_two_who_claim_at_once_one_gets_it(store):
    case = await open_case(store)
    claims = [store.move_case(case.id, Move.CLAIM, who, after(1)) for who in ("mira", "tomasz")]
    results = await asyncio.gather(*claims, return_exceptions=True)
    assert sorted(type(each).__name__ for each in results) == ["Case", "NotYours"]


# answers


async def test_the_holders_words_are_queued_and_the_case_waits(store):
    case = await open_case(store, bots_case(), outgoing=(a_say("bots", due_at=after(99)),))
    await store.move_case(case.id, Move.CLAIM, "mira", after(1))
    now = await store.answer(case.id, "mira", [a_say("hers", by="mira", due_at=after(2))])
    assert (now.status, now.first_answer_at) == (Status.WAITING_USER, after(2))
    assert now == await case_now(store, case.id)
    assert await states(store, case.id) == {"bots": "withdrawn", "hers": "pending"}
    last = (await store.case_file(case.id)).decisions[-1]
    assert (last.act, last.by, last.evidence) == ("answer", "mira", "hers")


async def test_an_act_alone_leaves_the_case_where_it_is(store):
    case = await claimed(store)
    act = a_say("ban", kind=Kind.BAN, target="u9", text="")
    assert await store.answer(case.id, "mira", [act]) == case
    last = (await store.case_file(case.id)).decisions[-1]
    assert (last.act, last.by, last.reason) == ("ban", "mira", "u9")


@pytest.mark.parametrize("agent", ["tomasz", "mira"])
async def test_who_does_not_hold_the_case_does_not_speak_in_it(store, agent):
    case = await (claimed(store) if agent == "tomasz" else open_case(store))
    with pytest.raises(NotYours):
        await store.answer(case.id, agent, [a_say("x")])
    assert await states(store, case.id) == {}


async def test_nobody_answers_in_a_case_that_is_over(store):
    case = await claimed(store)
    await store.move_case(case.id, Move.RESOLVE, "mira", after(2))
    with pytest.raises(NotYours):
        await store.answer(case.id, "mira", [a_say("x")])


async def test_a_double_click_says_it_once(store):
    case = await claimed(store)
    now = await store.answer(case.id, "mira", [a_say("x")])
    assert await store.answer(case.id, "mira", [a_say("x")]) == now
    assert await states(store, case.id) == {"x": "pending"}


# changes


async def test_changes_are_numbered_and_can_be_resumed(store):
    case = await open_case(store)
    await store.note(case.id, "mira", "one", after(1))
    await store.note(case.id, "mira", "two", after(2))
    everything = await store.changes(0)
    numbers = [each.number for each in everything]
    assert numbers == sorted(set(numbers))
    assert list(await store.changes(numbers[0])) == list(everything[1:])
    assert len(await store.changes(0, limit=2)) == 2
    assert await store.latest_change() == numbers[-1]


async def test_changes_wait_for_something_to_happen(store):
    case = await open_case(store)
    waiting = asyncio.create_task(store.changes(await store.latest_change()))
    await asyncio.sleep(0.02)
    assert not waiting.done()
    await store.note(case.id, "mira", "now", after(1))
    assert [each.case_id for each in await waiting] == [case.id]


async def test_changes_do_not_wait_for_ever(store):
    store.patience = 0.01
    assert list(await store.changes(0)) == []


async def test_what_touches_no_case_changes_nothing_on_the_feed(store):
    await work(store, "1")
    assert await store.latest_change() == 0


# passes


async def test_agents_are_known_by_id(store):
    await store.add_agent(TOMASZ)
    await store.add_agent(MIRA)
    await store.add_agent(Agent(id="mira", name="Mira S.", created_at=after(9)))
    assert list(await store.agents()) == [Agent(id="mira", name="Mira S.", created_at=NOON), TOMASZ]


async def test_a_link_works_once(store):
    await store.add_agent(MIRA)
    await store.put_pass("d1", "mira", "link", after(60))
    assert await store.take_pass("d1", "session", NOON) is None
    assert await store.take_pass("d1", "link", NOON) == MIRA
    assert await store.take_pass("d1", "link", NOON) is None


async def test_a_session_works_until_it_ends(store):
    await store.add_agent(MIRA)
    await store.put_pass("d1", "mira", "session", after(60))
    assert await store.take_pass("d1", "session", after(59)) == MIRA
    assert await store.take_pass("d1", "session", after(59)) == MIRA
    assert await store.take_pass("d1", "session", after(60)) is None
    assert await store.take_pass("d1", "link", NOON) is None


async def test_an_old_link_opens_nothing(store):
    await store.add_agent(MIRA)
    await store.put_pass("d1", "mira", "link", after(60))
    assert await store.take_pass("d1", "link", after(60)) is None


async def test_a_dropped_session_is_over(store):
    await store.add_agent(MIRA)
    await store.put_pass("d1", "mira", "session", after(60))
    await store.drop_pass("d1")
    await store.drop_pass("d1")
    assert await store.take_pass("d1", "session", NOON) is None


async def test_nobody_gets_a_pass_who_is_no_agent(store):
    with pytest.raises(NotYours, match="no agent eve"):
        await store.put_pass("d1", "eve", "link", after(60))
