"""Every store lets the first ruling of its kind win, with its acts; the second learns who won."""

from __future__ import annotations

import asyncio

import pytest

from core.actions import Kind
from core.ports import Sent
from core.protection import ScamStatus
from core.scams import Verb, Verdicted
from core.types import RiskLevel
from tests.contract.guard_kit import (
    EVE,
    EVES,
    FILE,
    a_report,
    a_scam_message,
    a_trace,
    a_verdict,
    a_warning,
    an_act,
    attacked,
    events,
    look,
    rule,
)
from tests.contract.store_kit import REPLAY, a_case, after, open_case, send

pytestmark = pytest.mark.anyio
ACTS = [Verb.DELETE, Verb.RESTRICT, Verb.BAN]


async def scam(store):
    return (await store.scam_file(FILE)).scam


def by_mira(kind=Kind.BAN, key="mod:1", **changes):
    return an_act(kind, key=key, **changes)


async def due(store, seconds=999):
    return [row.key for row in await store.due([REPLAY], after(seconds), limit=20)]


@pytest.mark.parametrize(
    ("verb", "status", "decided"),
    [
        (Verb.TAKE, ScamStatus.TAKEN, None),
        (Verb.SCAM, ScamStatus.CONFIRMED, after(100)),
        (Verb.NOT_SCAM, ScamStatus.DISMISSED, after(100)),
    ],
)
async def test_a_ruling_decides_the_case(store, verb, status, decided):
    before = (await attacked(store)).scam
    ruled = await rule(store, verb)
    assert (ruled.won, ruled.by, ruled.at, ruled.verb) == (True, "mira", after(100), verb)
    assert ruled.scam == await scam(store)
    assert (ruled.scam.status, ruled.scam.agent) == (status, "mira")
    assert ruled.scam.decided_at == decided
    assert ruled.scam.version > before.version


async def test_it_is_an_event_and_a_line_of_the_audit(store):
    case = await open_case(store, a_case(EVES))
    await attacked(store)
    await rule(store, Verb.SCAM, note="seen it before")
    (event,) = await events(store, "ruling")
    assert (event.by, event.at, event.text, event.state) == (
        "mira",
        after(100),
        "scam",
        "seen it before",
    )
    trace = (await store.case_file(case.id)).decisions[-1]
    assert (trace.act, trace.by, trace.reason) == ("scam", "mira", "seen it before")
    assert (trace.at, trace.evidence) == (after(100), FILE)


async def test_there_is_nothing_to_rule_about_a_case_that_is_not_there(store):
    with pytest.raises(KeyError):
        await rule(store)


@pytest.mark.parametrize("verb", [each for each in Verb if each is not Verb.LIFT])
async def test_the_second_learns_who_was_first_and_sends_nothing(store, verb):
    await attacked(store)
    assert (await rule(store, verb, outgoing=(by_mira(key="first"),))).won
    before = await store.scam_file(FILE)
    lost = await rule(store, verb, by="tomasz", at=101, outgoing=(by_mira(key="second"),))
    assert (lost.won, lost.by, lost.at, lost.verb) == (False, "mira", after(100), verb)
    assert lost.scam == before.scam
    assert await store.scam_file(FILE) == before
    assert await due(store) == ["first"]


@pytest.mark.parametrize("verb", [each for each in Verb if each is not Verb.LIFT])
async def test_of_two_at_once_one_wins(store, verb):
    await attacked(store)
    both = await asyncio.gather(
        rule(store, verb, by="mira", outgoing=(by_mira(key="hers"),)),
        rule(store, verb, by="tomasz", outgoing=(by_mira(key="his"),)),
    )
    (won,), (lost,) = ([each for each in both if each.won is flag] for flag in (True, False))
    assert lost.by == won.by
    assert await due(store) == [{"mira": "hers", "tomasz": "his"}[won.by]]
    assert len(await events(store, "ruling")) == 1


@pytest.mark.parametrize(
    ("first", "second"), [(Verb.SCAM, Verb.NOT_SCAM), (Verb.NOT_SCAM, Verb.SCAM)]
)
async def test_verdicts_are_one_kind(store, first, second):
    await attacked(store)
    await rule(store, first)
    lost = await rule(store, second, by="tomasz")
    assert (lost.won, lost.by, lost.verb) == (False, "mira", first)


async def test_a_verdict_is_changed_by_who_gave_it_or_by_a_reason(store):
    await attacked(store)
    await rule(store, Verb.SCAM)
    assert (await rule(store, Verb.NOT_SCAM)).scam.status is ScamStatus.DISMISSED
    assert not (await rule(store, Verb.SCAM, by="tomasz", note=" ")).won
    ruled = await rule(store, Verb.SCAM, by="tomasz", note="he asked me too", at=110)
    assert (ruled.won, ruled.scam.status) == (True, ScamStatus.CONFIRMED)
    assert (ruled.scam.agent, ruled.scam.decided_at) == ("tomasz", after(110))
    assert not (await rule(store, Verb.SCAM, note="I say so too")).won


async def test_what_is_decided_cannot_be_taken(store):
    await attacked(store)
    await rule(store, Verb.SCAM)
    lost = await rule(store, Verb.TAKE, by="tomasz")
    assert (lost.won, lost.by, lost.verb) == (False, "mira", "scam")


async def test_what_somebody_took_others_may_still_judge_and_stop(store):
    await attacked(store)
    await rule(store, Verb.TAKE)
    assert (await rule(store, Verb.BAN, by="tomasz")).won
    assert (await rule(store, Verb.SCAM, by="tomasz")).won


async def test_a_case_that_was_opened_again_is_judged_again(store):
    await attacked(store)
    await rule(store, Verb.NOT_SCAM)
    await attacked(store, a_scam_message(id="e2", received_at=after(200)))
    assert (await rule(store, Verb.SCAM, by="tomasz", at=300)).won


# acts


@pytest.mark.parametrize("verb", ACTS)
async def test_an_act_leaves_in_the_name_of_who_ordered_it(store, verb):
    await attacked(store)
    kind = Kind(verb.value)
    ruled = await rule(store, verb, outgoing=(by_mira(kind, by="somebody"),))
    assert ruled.scam.acts == (verb.value,)
    (row,) = await store.due([REPLAY], after(999), limit=9)
    assert (row.key, row.kind, row.by) == ("mod:1", kind, "mira")
    assert [(each.text, each.state, each.by) for each in await events(store, "act")] == [
        (verb.value, "pending", "mira")
    ]


async def test_an_order_with_nothing_to_send_still_counts(store):
    await attacked(store)
    assert (await rule(store, Verb.BAN)).scam.acts == ("ban",)
    assert not (await rule(store, Verb.BAN, by="tomasz")).won


async def test_acts_wait_for_nobody_and_come_again_once_lifted(store):
    await attacked(store)
    assert (await rule(store, Verb.RESTRICT)).won
    assert (await rule(store, Verb.BAN, by="tomasz")).scam.acts == ("restrict", "ban")
    lifted = await rule(store, Verb.LIFT, outgoing=(by_mira(Kind.LIFT, "lift"),))
    assert (lifted.won, lifted.scam.acts) == (True, ())
    lost = await rule(store, Verb.LIFT, by="tomasz", at=102)
    assert (lost.won, lost.by, lost.verb) == (False, "mira", "lift")
    assert (await rule(store, Verb.BAN, by="tomasz", at=103)).won


async def test_there_is_nothing_to_lift_before_anything_was_done(store):
    await attacked(store)
    lost = await rule(store, Verb.LIFT)
    assert (lost.won, lost.by, lost.at, lost.verb) == (False, "", None, "")


async def test_a_lift_that_came_to_nothing_may_be_ordered_again(store):
    await attacked(store)
    await rule(store, Verb.BAN)
    await rule(store, Verb.LIFT, outgoing=(by_mira(Kind.LIFT, "lift"),))
    await send(store, Sent.FAILED, now=after(999))
    assert (await scam(store)).acts == ("ban",)
    assert (await rule(store, Verb.LIFT, by="tomasz")).won


async def test_what_was_no_scam_is_taken_back(store):
    await attacked(store, outgoing=(an_act(), an_act(Kind.RESTRICT)))
    await send(store)
    undo = (by_mira(Kind.LIFT, "lift"), by_mira(Kind.SHOW, "show", target="e1"))
    ruled = await rule(store, Verb.NOT_SCAM, outgoing=undo)
    assert ruled.scam.acts == ()
    assert set(await due(store)) == {"lift", "show"}


async def test_where_it_cannot_be_taken_back_it_stays_in_force(store):
    await attacked(store, outgoing=(an_act(Kind.BAN),))
    assert (await rule(store, Verb.NOT_SCAM)).scam.acts == ("ban",)


async def test_a_ruling_may_also_warn_and_report(store):
    await attacked(store)
    rows = (a_warning("late"), a_report("card:2", replaces="55"))
    await rule(store, Verb.SCAM, outgoing=rows)
    assert [(each.key, each.by) for each in await events(store, "warning")] == [("late", "bot")]
    sent = await store.due([REPLAY], after(999), limit=9)
    assert {(row.key, row.by, row.replaces) for row in sent} == {
        ("late", "bot", None),
        ("card:2", "bot", "55"),
    }


async def test_the_case_of_the_conversation_hears_of_an_act_in_it(store):
    case = await open_case(store, a_case(EVES))
    await attacked(store)
    seen = await store.latest_change()
    await rule(store, Verb.BAN, outgoing=(by_mira(),))
    told = {(each.case_id, each.kind) for each in await store.changes(seen)}
    assert told == {(case.id, "outbox"), (FILE, "scam")}


# traces


async def test_a_verdict_decides_whose_traces_they_are(store):
    await attacked(store)
    echo = (await look(store)).echoes[0]
    assert (echo.scams, echo.authors) == (1, 1)
    await rule(store, Verb.NOT_SCAM)
    assert (await look(store)).echoes[0].scams == 0
    await rule(store, Verb.SCAM)
    assert (await look(store)).echoes[0].scams == 1
    assert (await store.scam_file(FILE)).traces == (a_trace(),)


# what the desk learns


async def test_verdicts_teach_what_the_scores_were_worth(store):
    await attacked(store)
    await attacked(store, a_scam_message("x", version=1), a_verdict(RiskLevel.REVIEW, 0.8))
    mallory = (await attacked(store, a_scam_message(who="mallory", id="m1"))).scam.id
    await attacked(store, a_scam_message(who="oscar", id="o1"))
    await rule(store, Verb.SCAM)
    await rule(store, Verb.NOT_SCAM, scam_id=mallory)
    assert list(await store.verdicts()) == [
        Verdicted(
            scam_id=FILE, message_key="replay:nordex:e1:0", at=after(1), score=0.97, scam=True
        ),
        Verdicted(
            scam_id=FILE, message_key="replay:nordex:e1:1", at=after(1), score=0.8, scam=True
        ),
        Verdicted(
            scam_id=mallory, message_key="replay:nordex:m1:0", at=after(1), score=0.97, scam=False
        ),
    ]


async def test_nothing_is_learnt_from_what_nobody_decided(store):
    await attacked(store)
    await rule(store, Verb.TAKE)
    assert list(await store.verdicts()) == []
    assert (await scam(store)).author_id == EVE
