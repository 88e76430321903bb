"""Every store keeps one file an attacker: messages, warnings, acts, names, what became of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from hashlib import sha256

import pytest

from core.actions import Kind
from core.case import Move
from core.ports import Sent
from core.protection import ScamStatus
from core.scams import Verb
from core.types import Author, Platform, Removal, RiskLevel
from tests.conftest import NOON
from tests.contract.guard_kit import (
    EVE,
    EVES,
    FILE,
    FINDING,
    ROOM,
    a_scam_message,
    a_seen,
    a_trace,
    a_verdict,
    a_warning,
    an_act,
    an_attack,
    attacked,
    events,
    guarded,
    look,
    rule,
    turn_of,
)
from tests.contract.store_kit import (
    REPLAY,
    a_case,
    after,
    claim_one,
    judged,
    open_case,
    send,
    settle,
)

pytestmark = pytest.mark.anyio
REVIEW = a_verdict(RiskLevel.REVIEW, 0.8, ("flood",))


def again(number: int = 2, text="again: bad.example", **changes):
    return a_scam_message(text, id=f"e{number}", received_at=after(number * 10), **changes)


# files


async def test_an_attack_opens_its_authors_file(store):
    message = a_scam_message(version=3)
    file = await attacked(store, message)
    scam = file.scam
    assert (scam.id, scam.platform, scam.account, scam.author_id) == (FILE, REPLAY, "nordex", EVE)
    assert (scam.handle, scam.name) == ("nordex_eve", "Nordex Help")
    assert (scam.opened_at, scam.last_at) == (after(1), after(1))
    assert (scam.level, scam.score, scam.kinds) == (RiskLevel.ALERT, 0.97, ("impersonator",))
    assert (scam.status, scam.messages, scam.warned) == (ScamStatus.OPEN, 1, 0)
    assert (scam.acts, scam.agent, scam.decided_at) == ((), "", None)
    assert file.names == (message.author,)
    assert file.traces == (a_trace(),)
    (event,) = file.events
    assert (event.kind, event.key, event.native_id) == ("message", message.key, "e1")
    assert (event.text, event.by) == (message.text, "Nordex Help")
    assert event.sha256 == sha256(message.text.encode()).hexdigest()
    assert (event.scene, event.conversation, event.address) == (ROOM, EVES, "room")
    assert (event.at, event.sent_at, event.version) == (after(1), NOON, 3)
    assert (event.score, event.level, event.reasons) == (0.97, "alert", (FINDING.reason,))


async def test_nobody_has_a_file_without_an_attack(store):
    assert await store.scam_file(FILE) is None
    assert (await store.scams("all")).rows == ()


async def test_later_attacks_raise_the_file_and_never_lower_it(store):
    first = await attacked(store, verdict=REVIEW)
    await attacked(store, again())
    file = await attacked(store, again(3), a_verdict(RiskLevel.NOTE, 0.1))
    scam = file.scam
    assert (scam.level, scam.score, scam.kinds) == (
        RiskLevel.ALERT,
        0.97,
        ("flood", "impersonator"),
    )
    assert (scam.messages, scam.last_at) == (3, after(30))
    assert scam.version > first.scam.version
    assert [each.level for each in file.events] == ["review", "alert", "note"]


async def test_an_edited_message_is_one_more_event_and_no_more_messages(store):
    await attacked(store)
    file = await attacked(store, a_scam_message("now: evil.example", version=1))
    assert file.scam.messages == 1
    assert [(each.version, each.text) for each in file.events] == [
        (0, "send your code to bad.example"),
        (1, "now: evil.example"),
    ]


async def test_the_same_attack_recorded_again_adds_nothing(store):
    message = a_scam_message()
    attack = an_attack(message, dry_run=True, would=("delete",))
    before = await attacked(store, message, dry_run=True, would=("delete",))
    other = a_scam_message(id="e2")
    assert not await turn_of(store, other, attacks=(attack, attack))
    assert await store.scam_file(FILE) == before


async def test_a_result_recorded_twice_is_refused_and_writes_nothing_more(store):
    message = a_scam_message()
    await store.put([message])
    turn = await claim_one(store, after(60))
    attack = an_attack(message, warned=("warn:ann:1",))
    result = guarded(turn, attacks=(attack,), outgoing=(a_warning(), an_act()), seen=(a_seen(),))
    assert not await store.record([result], after(2))
    file, echoes = await store.scam_file(FILE), (await look(store)).echoes
    assert list(await store.record([result], after(3))) == [EVES]
    assert await store.scam_file(FILE) == file
    assert (await look(store)).echoes == echoes


async def test_a_refused_turn_writes_nothing(store):
    case = await open_case(store, a_case(EVES))
    message = a_scam_message()
    await store.put([message])
    turn = await claim_one(store, after(60))
    await store.move_case(case.id, Move.CLAIM, "mira", after(2))
    result = guarded(turn, attacks=(an_attack(message),), seen=(a_seen(),), case=turn.case)
    assert list(await store.record([result], after(3))) == [EVES]
    assert await store.scam_file(FILE) is None
    assert (await look(store)).echoes == ()
    assert (await store.scams("all")).counts["all"] == 0


async def test_a_turn_put_back_for_later_writes_nothing(store):
    message = a_scam_message()
    await store.put([message])
    turn = await claim_one(store, after(60))
    later = guarded(turn, attacks=(an_attack(message),), retry_at=after(90))
    assert not await store.record([later], after(60))
    assert await store.scam_file(FILE) is None


async def test_one_turn_of_several_attacks_and_several_attackers_in_one_record(store):
    mine = [a_scam_message(id=f"e{n}", received_at=after(n)) for n in (1, 2)]
    other = a_scam_message(who="mallory", id="m1")
    await store.put([*mine, other])
    turns = await store.claim(after(60), limit=9, lease=30)
    results = [
        guarded(turn, attacks=tuple(an_attack(each) for each in turn.fresh)) for turn in turns
    ]
    assert not await store.record(results, after(3))
    assert (await store.scam_file(FILE)).scam.messages == 2
    assert (await store.scams("open")).counts["open"] == 2


async def test_attacks_that_are_recorded_at_once_all_count(store):
    """One actor in many conversations, each worked by somebody else."""
    many = [
        a_scam_message(id=f"e{n}", conversation=f"replay:nordex:c{n}", received_at=after(n))
        for n in range(12)
    ]
    await store.put(many)
    turns = await store.claim(after(60), limit=20, lease=30)
    results = [guarded(turn, attacks=(an_attack(turn.fresh[0]),)) for turn in turns]
    await asyncio.gather(*(store.record([each], after(60)) for each in results))
    file = await store.scam_file(FILE)
    assert (file.scam.messages, len(file.events)) == (12, 12)
    assert (await store.scams("open")).counts["open"] == 1


# names


async def test_a_changed_name_is_an_event_and_stays_known(store):
    first = (await attacked(store)).names[0]
    renamed = Author(id=EVE, handle="totally_ann", name="Ann")
    file = await attacked(store, again(author=renamed))
    assert (file.scam.handle, file.scam.name) == ("totally_ann", "Ann")
    assert file.names == (first, renamed)
    (event,) = [each for each in file.events if each.kind == "rename"]
    assert event.text == "Nordex Help @nordex_eve → Ann @totally_ann"
    assert event.at == after(20)
    file = await attacked(store, again(3, author=first))
    assert len(file.names) == 2
    assert [each.kind for each in file.events].count("rename") == 2


async def test_a_platform_that_says_no_name_renames_nobody(store):
    await attacked(store)
    file = await attacked(store, again(author=Author(id=EVE, name="Nordex Help")))
    assert (file.scam.handle, [each.kind for each in file.events]) == (
        "nordex_eve",
        ["message", "message"],
    )


# what people decided


async def test_a_dismissed_actor_is_opened_again_by_an_alert_only(store):
    await attacked(store)
    await rule(store, Verb.NOT_SCAM)
    file = await attacked(store, again(), REVIEW)
    assert (file.scam.status, file.scam.messages, file.traces) == (ScamStatus.DISMISSED, 2, ())
    assert (await look(store)).echoes[0].scams == 0
    file = await attacked(store, again(3))
    assert (file.scam.status, file.scam.agent) == (ScamStatus.OPEN, "")
    assert (file.scam.decided_at, file.traces) == (None, (a_trace(),))
    counts = (await store.scams("open")).counts
    assert (counts["open"], counts["dismissed"], counts["all"]) == (1, 0, 1)


async def test_a_confirmed_actor_stays_confirmed(store):
    await attacked(store)
    await rule(store, Verb.SCAM)
    assert (await attacked(store, again())).scam.status is ScamStatus.CONFIRMED


# warnings


async def warned(store, *rows, number=1):
    message = again(number)
    return await attacked(store, message, outgoing=rows, warned=tuple(each.key for each in rows))


async def test_a_warning_is_pending_until_it_left(store):
    file = await warned(store, a_warning("warn:ann:1", text="Not us."))
    assert file.scam.warned == 0
    (event,) = await events(store, "warning")
    assert (event.key, event.state, event.text, event.by) == (
        "warn:ann:1",
        "pending",
        "Not us.",
        "bot",
    )
    assert (event.conversation, event.address, event.sent_at) == (
        "replay:nordex:ann",
        "ann",
        None,
    )
    await send(store, remote_id="77")
    (event,) = await events(store, "warning")
    assert (event.state, event.native_id, event.sent_at) == ("sent", "77", after(60))
    assert (await store.scam_file(FILE)).scam.warned == 1


@pytest.mark.parametrize("result", [Sent.FAILED, Sent.UNKNOWN])
async def test_a_warning_that_did_not_arrive_says_so(store, result):
    await warned(store, a_warning())
    await send(store, result)
    assert [each.state for each in await events(store, "warning")] == [result.value]
    assert (await store.scam_file(FILE)).scam.warned == 0


async def test_a_warning_nobody_was_sure_of_that_turns_out_well_counts_once(store):
    await warned(store, a_warning())
    await send(store, Sent.UNKNOWN)
    for _ in range(2):
        await store.settle([settle("warn:ann:1")])
    assert (await store.scam_file(FILE)).scam.warned == 1


async def test_a_warning_that_is_tried_again_is_still_pending(store):
    await warned(store, a_warning())
    await send(store, Sent.RETRY, retry_at=after(70))
    assert [each.state for each in await events(store, "warning")] == ["pending"]
    await send(store, now=after(71))
    assert (await store.scam_file(FILE)).scam.warned == 1


async def test_a_warning_that_serves_two_attacks_stands_in_both_files(store):
    await warned(store, a_warning())
    await send(store)
    other = a_scam_message(who="mallory", id="m1", received_at=after(70))
    file = await attacked(store, other, outgoing=(a_warning(),), warned=("warn:ann:1",))
    assert [each.state for each in file.events] == ["", "sent"]
    assert file.scam.warned == 1
    again_him = a_scam_message(who="mallory", id="m2", received_at=after(80))
    file = await attacked(store, again_him, outgoing=(a_warning(),), warned=("warn:ann:1",))
    assert (file.scam.warned, file.scam.messages) == (1, 2)


async def test_a_warning_that_is_not_in_the_outbox_is_none(store):
    file = await attacked(store, warned=("nowhere",))
    assert [each.kind for each in file.events] == ["message"]


async def test_a_later_warning_of_an_old_attack_joins_the_file(store):
    message = a_scam_message()
    await attacked(store, message)
    attack = an_attack(message, warned=("warn:bob:1",))
    await turn_of(store, again(), attacks=(attack,), outgoing=(a_warning("warn:bob:1"),))
    file = await store.scam_file(FILE)
    assert [each.kind for each in file.events] == ["message", "warning"]
    assert file.scam.messages == 1


# acts


async def test_the_desks_own_acts_stand_in_the_file(store):
    file = await attacked(store, outgoing=(an_act(), an_act(Kind.RESTRICT)))
    assert file.scam.acts == ("delete", "restrict")
    acts = [each for each in file.events if each.kind == "act"]
    assert [(each.text, each.state, each.by, each.native_id) for each in acts] == [
        ("delete", "pending", "bot", "e1"),
        ("restrict", "pending", "bot", EVE),
    ]
    await send(store)
    assert [each.state for each in await events(store, "act")] == ["sent", "sent"]
    assert (await store.scam_file(FILE)).scam.acts == ("delete", "restrict")


@pytest.mark.parametrize("result", [Sent.FAILED, Sent.UNKNOWN])
async def test_an_act_that_came_to_nothing_may_be_ordered_again(store, result):
    await attacked(store, outgoing=(an_act(Kind.BAN),))
    lost = await rule(store, Verb.BAN)
    assert (lost.won, lost.by, lost.verb) == (False, "bot", "ban")
    await send(store, result, why="no rights")
    assert (await store.scam_file(FILE)).scam.acts == ()
    assert (await rule(store, Verb.BAN)).won


async def test_acts_that_are_about_somebody_else_are_not_his(store):
    stranger = an_act(Kind.BAN, target="somebody")
    elsewhere = an_act(Kind.BAN, key="x", platform=Platform("other"))
    named = an_act(Kind.BAN, key="y", target="somebody", case_id=FILE)
    assert (await attacked(store, outgoing=(stranger, elsewhere))).scam.acts == ()
    assert (await attacked(store, again(), outgoing=(named,))).scam.acts == ("ban",)


async def test_a_new_message_may_be_deleted_again(store):
    await attacked(store, outgoing=(an_act(), an_act(Kind.RESTRICT)))
    assert (await attacked(store, again())).scam.acts == ("restrict",)


async def test_a_dry_run_says_what_would_have_been_done(store):
    file = await attacked(store, dry_run=True, would=("delete", "restrict"))
    (event,) = [each for each in file.events if each.kind == "act"]
    assert (event.text, event.state, event.by) == ("delete, restrict", "dry_run", "bot")
    assert file.scam.acts == ()
    file = await attacked(store, again(), dry_run=False, would=("delete",))
    assert [each.kind for each in file.events].count("act") == 1


# what is shared


async def test_files_that_share_a_flagged_trace_are_alike(store):
    await attacked(store)
    both = (a_trace("ann@bad.invalid", "mail"), a_trace())
    await attacked(store, a_scam_message(who="mallory", id="m1"), traces=both)
    await attacked(store, a_scam_message(who="oscar", id="o1"), traces=(a_trace("other.example"),))
    eve = await store.scam_file(FILE)
    assert [each.author_id for each in eve.alike] == ["mallory"]
    mallory = await store.scam_file(eve.alike[0].id)
    assert set(mallory.traces) == set(both)
    assert [each.author_id for each in mallory.alike] == [EVE]


async def test_what_an_innocent_wrote_too_makes_nobody_alike(store):
    await attacked(store)
    await attacked(store, a_scam_message(who="mallory", id="m1"))
    mallory = (await store.scam_file(FILE)).alike[0].id
    await rule(store, Verb.NOT_SCAM, scam_id=mallory)
    assert (await store.scam_file(FILE)).alike == ()
    await turn_of(store, again(), seen=(a_seen("fan"),))
    assert (await store.scam_file(FILE)).alike == ()


# forgetting


@pytest.mark.parametrize("gone", [{"id": "e1"}, {"address": "room"}], ids=["message", "place"])
async def test_a_removed_message_leaves_its_digest_behind(store, gone):
    text = (await attacked(store)).events[0].text
    await attacked(store, a_scam_message("edited", version=1))
    await store.put([Removal(platform=REPLAY, account="nordex", **gone)])
    file = await store.scam_file(FILE)
    assert [each.text for each in file.events] == ["", ""]
    assert [each.reasons for each in file.events] == [("the message was deleted",)] * 2
    assert file.events[0].sha256 == sha256(text.encode()).hexdigest()
    assert [each.shown for each in file.traces] == [""]


async def test_what_the_desk_deleted_itself_stays_as_evidence(store):
    before = await attacked(store, outgoing=(an_act(),))
    await send(store)
    await store.put([Removal(platform=REPLAY, account="nordex", id="e1")])
    after_it = await store.scam_file(FILE)
    assert after_it.events[0] == before.events[0]
    assert after_it.traces == before.traces


async def test_a_deletion_of_ours_that_failed_keeps_nothing(store):
    await attacked(store, outgoing=(an_act(),))
    await send(store, Sent.FAILED)
    await store.put([Removal(platform=REPLAY, account="nordex", id="e1")])
    assert (await store.scam_file(FILE)).events[0].text == ""


async def test_other_messages_keep_their_words(store):
    await attacked(store)
    await attacked(store, again())
    await store.put([Removal(platform=REPLAY, account="nordex", id="e2")])
    assert [each.text for each in (await store.scam_file(FILE)).events] == [
        "send your code to bad.example",
        "",
    ]


# the feed of changes


async def test_whatever_changes_in_a_file_is_told(store):
    async def told(act):
        seen = await store.latest_change()
        await act
        return [(e.case_id, e.kind) for e in await store.changes(seen) if e.kind == "scam"]

    store.patience = 0.0
    assert await told(warned(store, a_warning())) == [(FILE, "scam")]
    assert await told(attacked(store, again())) == [(FILE, "scam")]
    assert await told(send(store)) == [(FILE, "scam")]
    assert await told(rule(store, Verb.TAKE)) == [(FILE, "scam")]
    assert await told(rule(store, Verb.TAKE, by="tomasz")) == []
    removal = Removal(platform=REPLAY, account="nordex", id="e1")
    assert await told(store.put([removal])) == [(FILE, "scam")]
    assert await told(store.put([a_scam_message(id="e9", received_at=after(99))])) == []


# pages


async def many(store):
    """Six files: three alerts and three reviews, attacked one after the other."""
    for number in range(6):
        verdict = a_verdict() if number % 2 else REVIEW
        message = a_scam_message(who=f"s{number}", id=f"x{number}", received_at=after(number))
        await attacked(store, message, verdict)


async def test_pages_put_alerts_first_then_the_latest(store):
    await many(store)
    found, after_ = [], ""
    while True:
        page = await store.scams("open", after=after_, limit=2)
        found += [each.author_id for each in page.rows]
        after_ = page.after
        if not after_:
            break
    assert found == ["s5", "s3", "s1", "s4", "s2", "s0"]
    whole = await store.scams("open", after="nonsense", limit=6)
    assert ([each.author_id for each in whole.rows], whole.after) == (found, "")


async def test_views_hold_what_people_decided(store):
    await many(store)
    rows = (await store.scams("open")).rows
    await rule(store, Verb.TAKE, scam_id=rows[0].id)
    await rule(store, Verb.SCAM, scam_id=rows[1].id)
    await rule(store, Verb.NOT_SCAM, scam_id=rows[2].id)
    pages = {view: await store.scams(view) for view in ("open", "confirmed", "dismissed", "all")}
    ids = {view: {each.id for each in page.rows} for view, page in pages.items()}
    assert ids["confirmed"] == {rows[1].id}
    assert ids["dismissed"] == {rows[2].id}
    assert ids["open"] == {rows[0].id, *(each.id for each in rows[3:])}
    assert ids["all"] == {each.id for each in rows}
    counts = pages["all"].counts
    assert all(counts[view] == len(ids[view]) for view in ids)
    assert (counts["taken"], counts["alert"], counts["review"]) == (1, 1, 3)


async def test_a_page_is_never_empty_for_want_of_a_limit(store):
    await many(store)
    assert len((await store.scams("all", limit=0)).rows) == 1
    assert len((await store.scams("all", limit=10**6)).rows) == 6


async def test_counts_follow_a_file_that_gets_worse(store):
    await attacked(store, verdict=REVIEW)
    await attacked(store, again())
    counts = (await store.scams("open")).counts
    assert (counts["review"], counts["alert"], counts["open"]) == (0, 1, 1)


async def test_a_judgement_of_the_desk_is_no_secret_to_the_message_itself(store):
    """The file is beside the conversation's case, not instead of it."""
    message = a_scam_message()
    said = (judged(message, verdict=a_verdict()),)
    case = replace(a_case(EVES), opened_at=after(1))
    await turn_of(store, message, judged=said, attacks=(an_attack(message),), case=case)
    assert (await store.case_file(case.id)).lines[0].verdict == a_verdict()
