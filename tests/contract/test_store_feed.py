"""Every store pages the feed by any filters, keeps views and what was read, and orders to many."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from core.bulk import Act, No, Order
from core.case import Holder, Move, Status
from core.deeds import Merge, Snooze, Tag
from core.feed import CHOICES, FIELDS, Facts, Filters, holds
from core.types import Platform, Urgency
from core.views import MOST_COUNTED, VIEWS, SavedView, Size
from tests.contract.store_kit import (
    NOON,
    a_case,
    a_result,
    after,
    case_now,
    claim_one,
    claimed,
    messages,
    open_case,
)
from tests.contract.test_store_incidents import said
from tests.core.incidents.kit import a_heard, an_incident

pytestmark = pytest.mark.anyio
PLATFORMS, TOPICS, LANGUAGES = ("one", "two"), ("kyc", "fees", "login"), ("en", "zh", "hi")
STATES = (
    (Status.NEW, Holder.QUEUE),
    (Status.OPEN, Holder.QUEUE),
    (Status.WAITING_USER, Holder.BOT),
    (Status.NEW, Holder.BOT),
    (Status.OPEN, Holder.AGENT),
    (Status.WAITING_USER, Holder.AGENT),
    (Status.SNOOZED, Holder.AGENT),
    (Status.RESOLVED, Holder.AGENT),
    (Status.RESOLVED, Holder.BOT),
)


def any_case(dice: random.Random, number: int):
    status, holder = dice.choice(STATES)
    return a_case(
        f"c{number}",
        platform=Platform(dice.choice(PLATFORMS)),
        intent=dice.choice(TOPICS),
        language=dice.choice(LANGUAGES),
        risk=dice.choice(CHOICES["risk"]),
        priority=dice.choice(list(Urgency)),
        due_at=NOON + timedelta(minutes=dice.randrange(-60, 60)),
        status=status,
        held_by=holder,
        agent=dice.choice(("mira", "tomasz")) if holder is Holder.AGENT else None,
        snoozed_until=after(900) if status is Status.SNOOZED else None,
    )


def any_filters(dice: random.Random) -> Filters:
    """Up to three fields, of values that may be there."""
    values = {
        "platform": (*PLATFORMS, "none"),
        "topic": TOPICS,
        "language": LANGUAGES,
        "holder": ("mine", "unassigned", "queue", "bot", "agent:tomasz"),
        "tag": ("vip", "rare"),
        "incident": ("INC-1",),
        **CHOICES,
    }
    chosen = dice.sample(FIELDS, k=dice.randrange(4))
    return Filters(**{name: dice.choice(values[name]) for name in chosen})


async def crowd(store, dice, count=40):
    """Cases with tags, some read, some in an incident; the facts about them, as Mira knows them."""
    cases, facts = [], {}
    for number in range(count):
        case = any_case(dice, number)
        (message,) = messages(f"m{number}", conversation=case.conversation)
        await store.put([message])
        turn = await claim_one(store)
        await store.record([a_result(turn, case=case)], NOON)
        cases.append(case)
    for case in cases:
        tags = {tag for tag in ("vip", "rare") if dice.random() < 0.3}
        for tag in sorted(tags):
            await store.do(Tag(case_id=case.id, by="mira", at=NOON, tag=tag))
        read = dice.random() < 0.3 and await store.opened(case.id, "mira")
        facts[case.id] = Facts(tags=frozenset(tags), unread=not read)
    return cases, facts


async def all_pages(store, wanted, limit):
    found, key = [], ""
    while True:
        page = await store.feed(wanted, "mira", after=key, limit=limit, now=NOON)
        found += [row.case for row in page.rows]
        key = page.after
        if not key:
            return found


def place(case):
    """What sleeps stands behind everything else."""
    return (case.status is Status.SNOOZED, case.priority, case.due_at, case.id)


@pytest.mark.parametrize("seed", range(4))
async def test_any_filters_page_through_the_cases_they_mean(store, seed):
    dice = random.Random(seed)
    cases, facts = await crowd(store, dice)
    order = sorted(cases, key=place)
    for _ in range(40):
        wanted = any_filters(dice)
        meant = [c.id for c in order if holds(wanted, c, "mira", NOON, facts[c.id])]
        found = [each.id for each in await all_pages(store, wanted, dice.choice((1, 3, 50)))]
        assert found == meant, wanted
        (size,) = await store.sizes([wanted], "mira", NOON)
        assert size == Size(len(meant)), wanted


async def test_a_page_says_what_agents_called_a_case_and_whether_it_was_read(store):
    case = await open_case(store)
    await store.do(Tag(case_id=case.id, by="mira", at=NOON, tag="vip"))
    await store.do(Tag(case_id=case.id, by="mira", at=after(1), tag="angry"))
    (row,) = (await store.feed("open", "mira")).rows
    assert (row.words, row.unread) == (("vip", "angry"), True)
    assert await store.opened(case.id, "mira")
    assert not await store.opened(case.id, "mira")
    assert not await store.opened("nobody", "mira")
    assert [r.unread for r in (await store.feed("open", "mira")).rows] == [False]
    assert [r.unread for r in (await store.feed("open", "tomasz")).rows] == [True]
    await store.put(messages("next", at=5))
    assert [r.unread for r in (await store.feed("open", "mira")).rows] == [True]


async def test_cases_of_an_incident(store):
    one = await open_case(store, a_case("c1"), message="1")
    two = await open_case(store, a_case("c2"), message="2")
    await store.announce(said(an_incident(), "open"))
    incident = an_incident().id
    await store.link(incident, [replace(a_heard("ann"), conversation="c1")])
    for status in ("", "unresolved"):
        wanted = Filters(incident=incident, status=status)
        assert [r.case.id for r in (await store.feed(wanted, "mira")).rows] == [one.id]
    assert two.id not in {r.case.id for r in (await store.feed(wanted, "mira")).rows}


async def test_totals_come_with_a_page(store):
    await open_case(store, a_case("c1", language="hi"))
    done = await claimed(store, a_case("c2", language="en"), message="m2")
    await store.move_case(done.id, Move.RESOLVE, "mira", after(9))
    totals = (await store.feed("open", "mira")).totals
    assert totals["open:language:hi"] == totals["done:language:en"] == 1
    assert "open:language:en" not in totals
    assert "messages" not in totals


async def test_views_are_kept_in_order_and_shared(store):
    def view(number, **changes):
        made = {"owner": "mira", "filters": Filters(topic="kyc"), "made_at": after(number)}
        return SavedView(id=f"v{number}", name=f"View {number}", **made | changes)

    own = [view(1, rank=1), view(2, rank=0), view(3, owner="tomasz")]
    shared = view(4, owner="tomasz", shared=True, filters=Filters(tag="vip", status="open"))
    for each in (*own, shared):
        await store.keep_view(each)
    assert list(await store.views("mira")) == [own[1], own[0], shared]
    await store.keep_view(replace(own[0], name="Changed", rank=-1))
    await store.drop_view(own[1].id)
    assert [each.name for each in await store.views("mira")] == ["Changed", "View 4"]


async def test_a_size_that_nobody_keeps_ends_somewhere(store):
    count = MOST_COUNTED + 5
    for number in range(count):
        await open_case(store, a_case(f"c{number}"), message=str(number))
    wanted = [Filters(status="unresolved", platform="replay", risk="none"), VIEWS["open"]]
    assert list(await store.sizes(wanted, "mira", NOON)) == [Size(MOST_COUNTED, True), Size(count)]
    assert list(await store.sizes([], "mira", NOON)) == []


# Orders to many cases


def order(act, **changes):
    return Order(**{"act": act, "by": "mira", "at": after(100)} | changes)


@pytest.fixture
async def three(store):
    """One in the queue, Mira's own, one of Tomasz's."""
    free = await open_case(store, a_case("c1"), message="1")
    hers = await claimed(store, a_case("c2"), message="2")
    his = await claimed(store, a_case("c3"), agent="tomasz", message="3")
    return [free.id, hers.id, his.id]


LEFT = {
    Act.CLAIM: [None, No.HAS_IT, No.NOT_YOURS],
    Act.RELEASE: [No.MOVED, None, No.NOT_YOURS],
    Act.ASSIGN: [No.NOT_YOURS, None, No.NOT_YOURS],
    Act.TAG: [None, None, None],
    Act.SNOOZE: [None, None, No.NOT_YOURS],
    Act.RESOLVE: [None, None, No.NOT_YOURS],
}
FROM_ABOVE = LEFT | {
    Act.RELEASE: [No.MOVED, None, None],
    Act.ASSIGN: [None, None, No.HAS_IT],
    Act.SNOOZE: [None, None, None],
    Act.RESOLVE: [None, None, None],
}


@pytest.mark.parametrize("over", [False, True], ids=["agent", "lead"])
@pytest.mark.parametrize("act", Act)
async def test_an_order_does_what_its_plan_said_and_is_undone(store, three, act, over):
    from core.bulk import planned

    given = order(act, over=over, to="tomasz", tag="vip", until=after(9000))
    picked = await store.picked([*three, "nobody", three[0]])
    plan = planned(given, picked)
    assert [each.why for each in plan] == (FROM_ABOVE if over else LEFT)[act]
    before = [each.case for each in picked]
    done = await store.carry_out(given, three)
    assert done.done == tuple(p.case.id for p in plan if p.why is None)
    assert dict(done.refused) == {p.case.id: p.why for p in plan if p.why}
    assert await store.bulk(done.id) == done
    for each in plan:
        if each.after:
            now = await case_now(store, each.case.id)
            assert (now.status, now.held_by, now.agent) == _standing(each.after)
    undone = await store.undo_bulk(done.id, "mira", after(160))
    assert undone is not None
    assert undone.restored == done.done
    for was in before:
        now = await case_now(store, was.id)
        assert (*_standing(now), now.due_at) == (*_standing(was), was.due_at)
    (tags,) = {each.tags for each in await store.picked(three)}
    assert not tags
    assert (await store.bulk(done.id)).undone_at == after(160)
    assert await store.undo_bulk(done.id, "mira", after(161)) is None


def _standing(case):
    return (case.status, case.held_by, case.agent)


async def test_what_went_on_since_stays(store, three):
    done = await store.carry_out(order(Act.CLAIM), three[:1])
    await store.put(messages("more", conversation="c1", at=101))
    await store.move_case(three[0], Move.RELEASE, "mira", after(102))
    undone = await store.undo_bulk(done.id, "mira", after(160))
    assert (undone.restored, undone.kept) == ((), (three[0],))
    assert (await case_now(store, three[0])).status is Status.OPEN


@pytest.mark.parametrize(("agent", "at"), [("tomasz", 160), ("mira", 9000)])
async def test_an_order_is_undone_by_its_giver_and_soon(store, three, agent, at):
    done = await store.carry_out(order(Act.CLAIM), three[:1])
    assert await store.undo_bulk(done.id, agent, after(at)) is None
    assert await store.undo_bulk("nothing", "mira", after(160)) is None
    assert await store.bulk("nothing") is None


async def test_an_order_twice_is_refused_the_second_time(store, three):
    await store.carry_out(order(Act.TAG, tag="vip"), three)
    again = await store.carry_out(order(Act.TAG, tag="vip", at=after(101)), three)
    assert dict(again.refused) == dict.fromkeys(three, No.HAS_TAG)


async def test_a_case_that_goes_on_elsewhere_is_left_out(store, three):
    await store.do(Merge(case_id=three[1], by="mira", at=after(50), other=three[0]))
    for act in (Act.CLAIM, Act.SNOOZE):
        done = await store.carry_out(order(act, until=after(999)), three[:1])
        assert dict(done.refused) == {three[0]: No.MERGED}


async def test_a_snoozed_case_shows_until_when(store, three):
    await store.do(Snooze(case_id=three[1], by="mira", at=after(50), until=after(5000)))
    wanted = Filters(status="snoozed")
    (row,) = (await store.feed(wanted, "mira")).rows
    assert row.case.snoozed_until == after(5000)
