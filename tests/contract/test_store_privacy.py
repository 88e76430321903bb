"""Every store erases a person, keeps what the law wants, forgets what is old, says what it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.accounts.desk import Handle
from core.accounts.links import AccountLink
from core.actions import BOT
from core.audit import Wish
from core.audit_chain import ERASE, Verifier
from core.case import Move
from core.composing import Draft
from core.privacy.rights import (
    ASKED,
    ERASED,
    HELD,
    LIFTED,
    NOBODY,
    Erasure,
    Identity,
    Kept,
    LegalHold,
    Scope,
    Stage,
    UnderHold,
    digest_of,
)
from core.types import Author, DeadLetter, Place, Removal, Sighting
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    VERDICT,
    Decision,
    a_case,
    a_result,
    a_say,
    after,
    case_now,
    claim_one,
    judged,
    messages,
    open_case,
    send,
)

pytestmark = pytest.mark.anyio

ANN_ID, BOB_ID = Identity(REPLAY, "u1"), Identity(REPLAY, "u2")
# Whatever of these stands anywhere afterwards was not erased.
PRIVATE, PUBLIC, EDIT, SAID, NOTED = "quokka", "wombat", "numbat", "bilby", "dunnart"
HANDLE, NAME = "ann_marsupial", "Ann Marsupial"
KEY = b"a key of these tests"


def an_erasure(*people, **changes):
    people = people or (ANN_ID,)
    digests = tuple(digest_of(KEY, each) for each in people)
    values = {"identities": people, "digests": digests, "by": "amara", "asked_at": after(500)}
    return Erasure(**(values | changes))


def a_hold(scope=Scope.PERSON, subject=str(ANN_ID), **changes):
    values = {"reason": "a court asks", "by": "amara", "at": after(400)}
    return LegalHold(scope=scope, subject=subject, **(values | changes))


def by_ann(*ids, **changes):
    author = Author(id="u1", handle=HANDLE, name=NAME)
    return messages(*ids, **({"author": author} | changes))


async def a_life(store):
    """Ann writes in private and in public, edits, is answered, noted and spoken of by others."""
    private = replace(by_ann("1")[0], text=f"my {PRIVATE} is gone", place=Place.DM)
    public = by_ann("2", conversation="replay:nordex:group:ann")
    public = replace(public[0], text=f"where is my {PUBLIC}?", place=Place.GROUP)
    await store.put([private, public])
    await _read(store)
    await send(store)
    bob = {"conversation": BOB, "at": 100, "author": Author(id="u2", name="Bob")}
    await store.put(messages("b1", **bob))
    turn = await claim_one(store, after(100))
    await store.record([a_result(turn, case=a_case(BOB, author_id="u2"))], after(100))
    await store.put([replace(public, version=1, text=f"it was a {EDIT}", received_at=after(90))])
    seen = Author(id="u1", handle=HANDLE, name=NAME)
    await store.put([_seen(seen)])
    case = await case_now(store, a_case().id)
    await store.note(case.id, "mira", f"he lost a {NOTED}", after(110))
    await store.note(a_case(BOB).id, "mira", f"same as {NAME} (@{HANDLE})", after(111))
    await store.save_draft(Draft(case_id=case.id, agent="mira", text=SAID, saved_at=after(112)))
    return case


async def _read(store):
    """What Ann wrote is judged, quoted in the audit, and answered."""
    for turn in await store.claim(after(0), limit=10, lease=30):
        (message,) = turn.fresh
        case = a_case(turn.conversation, author_name=NAME, subject=message.text[:20])
        told = Decision(
            message_key=message.key,
            act="escalate",
            reason=f"quotes {message.text}",
            by=BOT,
            at=after(0),
            evidence=message.text,
        )
        thought = replace(VERDICT, facts={"coin": (message.text,)})
        await store.record(
            [
                a_result(
                    turn,
                    case=case,
                    judged=(judged(message, verdict=thought),),
                    decisions=(told,),
                    outgoing=(
                        a_say(
                            f"{message.key}:reply:0",
                            conversation=turn.conversation,
                            text=f"your {SAID}, {NAME}",
                        ),
                    ),
                )
            ],
            after(0),
        )


def _seen(author):
    return Sighting(
        platform=REPLAY,
        account="nordex",
        address="ann",
        author=author,
        why="seen",
        seen_at=after(9),
    )


async def carried_out(store, erasure, now=None, limit=1):
    """The erasure to its end; how far it was after every step."""
    asked = await store.ask_erasure(erasure)
    steps = [asked]
    for _ in range(60):
        steps.append(await store.erase_some(asked.number, now or after(600), limit=limit))
        if steps[-1].stage is Stage.CLEANING:
            break
    await store.clean()
    steps.append(await store.finish_erasure(asked.number, now or after(601)))
    return steps


async def everything(store):
    """All that is known of Ann, and of those who spoke of her, as one text."""
    mine = await store.export_person([ANN_ID, BOB_ID])
    acts = (await store.acts(Wish(limit=500))).acts
    return repr(mine) + repr(acts)


# erasure


async def test_nothing_of_a_person_is_left(store):
    await a_life(store)
    before = await everything(store)
    for word in (PRIVATE, PUBLIC, EDIT, SAID, NOTED, NAME, HANDLE):
        assert word in before, word
    steps = await carried_out(store, an_erasure())
    left = await everything(store)
    for word in (PRIVATE, PUBLIC, EDIT, SAID, NOTED, NAME, HANDLE):
        assert word not in left, word
    assert NOBODY in left
    assert [each.stage for each in steps[-2:]] == [Stage.CLEANING, Stage.DONE]
    assert (steps[-1].identities, steps[-1].texts) == ((), 3)
    assert steps[-1].digests == an_erasure().digests


async def test_counts_and_other_people_stay(store):
    await a_life(store)
    before = await store.totals() if hasattr(store, "totals") else None
    await carried_out(store, an_erasure(), limit=50)
    if before:
        assert await store.totals() == before
    file = await store.case_file(a_case(BOB).id)
    assert [line.text for line in file.lines if line.kind == "message"] == ["text b1"]
    gone = await store.case_file(a_case().id)
    assert [(line.kind, line.text) for line in gone.lines] == [
        ("message", ""), ("say", ""), ("note", ""),
    ]  # fmt: skip


async def test_an_erasure_is_told_once_without_naming_anybody(store):
    await a_life(store)
    await carried_out(store, an_erasure())
    acts = [each.decision for each in (await store.acts(Wish(act="privacy:", limit=9))).acts]
    assert [(each.act, each.by) for each in acts] == [(ERASED, "amara"), (ASKED, "amara")]
    assert acts[0].reason == "erasure 1: 3 texts in 2 conversations"
    assert acts[0].evidence == acts[0].message_key == ""


async def test_the_chain_over_the_audit_holds_after_an_erasure(store):
    await a_life(store)
    await store.seal_acts(after(550), limit=500)
    await carried_out(store, an_erasure())
    await store.seal_acts(after(700), limit=500)
    verifier = Verifier()
    assert [verifier.take(link) for link in await store.chain(0, limit=500)].count(None) > 5
    assert verifier.end(await store.unsealed()) is None
    assert verifier.erased >= 3


async def test_steps_may_be_repeated_and_change_nothing_the_second_time(store):
    await a_life(store)
    done = (await carried_out(store, an_erasure()))[-1]
    assert await store.erase_some(done.number, after(700), limit=5) == done
    again = (await carried_out(store, an_erasure(asked_at=after(800)), now=after(801)))[-1]
    assert (again.number, again.texts) == (done.number + 1, 0)
    assert [each.number for each in await store.erasures()] == [2, 1]
    with pytest.raises(ValueError, match="not being cleaned"):
        await store.finish_erasure(1, after(900))
    with pytest.raises(ValueError, match="no erasure 7"):
        await store.erase_some(7, after(900), limit=5)


async def test_who_asks_twice_is_erased_once(store):
    await a_life(store)
    first = await store.ask_erasure(an_erasure())
    assert (await store.ask_erasure(an_erasure(asked_at=after(501)))).number == first.number
    other = await store.ask_erasure(an_erasure(BOB_ID))
    assert other.number != first.number


async def test_a_turn_in_work_is_waited_for(store):
    await store.put(by_ann("1"))
    turn = await claim_one(store, after(0), lease=1000)
    asked = await store.ask_erasure(an_erasure())
    for _ in range(9):
        step = await store.erase_some(asked.number, after(600), limit=9)
        assert step.stage is not Stage.CLEANING
    late = Decision(message_key=turn.fresh[0].key, act="x", reason="text 1", by=BOT, at=after(600))
    await store.record([a_result(turn, case=a_case(), decisions=(late,))], after(610))
    for _ in range(9):
        step = await store.erase_some(asked.number, after(1200), limit=9)
    assert step.stage is Stage.CLEANING
    assert "text 1" not in await everything(store)
    assert "withdrawal pending" not in await everything(store)


async def test_a_restored_backup_loses_only_what_was_there_then(store):
    await a_life(store)
    await store.put([replace(by_ann("9", at=700)[0], text="a new matter")])
    await carried_out(store, an_erasure(until=after(500)), now=after(900))
    left = await everything(store)
    assert PRIVATE not in left
    assert "a new matter" in left


async def test_somebody_of_whom_nothing_is_kept_can_be_erased_too(store):
    await carried_out(store, an_erasure(Identity(REPLAY, "nobody")))
    assert (await store.erasures())[0].stage is Stage.DONE


async def test_a_place_that_others_write_in_keeps_their_words(store):
    theirs = messages("t1", conversation=ANN, author=Author(id="u2", name="Bob"))
    await store.put([*by_ann("1"), *theirs])
    await claim_one(store, after(0), lease=1)
    await carried_out(store, an_erasure())
    found = (await store.export_person([ANN_ID, BOB_ID])).sections["messages"]
    assert sorted(str(each.get("text") or "") for each in found) == ["", "text t1"]


async def test_answers_that_quote_a_person_lose_the_quotation(store):
    quoting = replace(
        messages("q1", conversation=BOB, author=Author(id="u2", name="Bob"))[0],
        place=Place.GROUP, reply_to="1", reply_text=f"my {PRIVATE}",
    )  # fmt: skip
    await store.put([replace(by_ann("1")[0], place=Place.GROUP), quoting])
    await carried_out(store, an_erasure())
    assert PRIVATE not in repr(await store.export_person([BOB_ID]))


async def test_what_could_not_be_read_is_gone_where_it_names_him(store):
    letters = [
        DeadLetter(
            platform=REPLAY, account="nordex", id=name, raw=raw, error="x", received_at=after(1)
        )
        for name, raw in {"a": f'{{"from": "{HANDLE}"}}', "b": "nobody", "c": "id 555001"}.items()
    ]
    await store.put([*letters, *by_ann("1"), _seen(Author(id="u1", handle=HANDLE))])
    linked = Identity(REPLAY, "555001")
    await claim_one(store, after(0), lease=1)
    await carried_out(store, an_erasure(ANN_ID, linked))
    swept = await store.retain(Kept.LETTER, after(9_999), limit=9, dry=True)
    assert swept.gone == 1


# whom it is about


async def test_a_person_is_all_handles_that_he_linked_himself(store):
    for author in ("u1", "u7"):
        handle = Handle(platform=REPLAY, account="nordex", author_id=author, name=f"@{author}")
        link = AccountLink(handle=handle, reference="r-1", since=after(1), freeze_until=None)
        await store.keep_link(link)
    seven = Identity(REPLAY, "u7")
    assert await store.identities_of(ANN_ID) == (ANN_ID, seven)
    assert await store.identities_of(Identity(REPLAY, "u3")) == (Identity(REPLAY, "u3"),)
    assert set(await store.everybody()) == {ANN_ID, seven}
    await carried_out(store, an_erasure(ANN_ID, seven))
    assert list(await store.everybody()) == []


async def test_everything_about_a_person_is_in_one_file(store):
    await a_life(store)
    found = await store.export_person(await store.identities_of(ANN_ID))
    assert found.identities == (ANN_ID,)
    assert len(found.sections["messages"]) == 3
    assert {"cases", "names", "our_messages", "notes", "decisions"} <= found.sections.keys()
    assert found.records == sum(map(len, found.sections.values()))
    assert "b1" not in repr(found.sections["messages"])
    assert (await store.export_person([Identity(REPLAY, "u3")])).sections == {}


# legal hold


@pytest.mark.parametrize(
    "hold",
    [
        a_hold(),
        a_hold(Scope.CONVERSATION, ANN),
        a_hold(Scope.CASE, a_case().id),
    ],
    ids=lambda each: each.scope,
)
async def test_a_hold_stops_an_erasure_and_says_so(store, hold):
    await a_life(store)
    held = await store.hold_legally(hold)
    assert [each.number for each in await store.holds_over([ANN_ID])] == [held.number]
    assert list(await store.holds_over([BOB_ID])) == []
    with pytest.raises(UnderHold, match="a court asks"):
        await store.ask_erasure(an_erasure())
    assert await store.lift_hold(held.number, "amara", after(450), "settled")
    assert not await store.lift_hold(held.number, "amara", after(451), "again")
    assert not await store.lift_hold(99, "amara", after(451), "which")
    assert (await carried_out(store, an_erasure()))[-1].stage is Stage.DONE
    acts = (await store.acts(Wish(act="privacy:", limit=9))).acts
    assert {HELD, LIFTED} <= {each.decision.act for each in acts}
    (kept,) = await store.legal_holds()
    assert (kept.lifted_by, kept.lifted_why, kept.lifted_at) == ("amara", "settled", after(450))


async def test_a_hold_stops_an_erasure_that_runs_already(store):
    await a_life(store)
    asked = await store.ask_erasure(an_erasure())
    held = await store.hold_legally(a_hold())
    step = await store.erase_some(asked.number, after(600), limit=9)
    assert step.held == f"legal hold {held.number} covers it: a court asks"
    assert PRIVATE in await everything(store)
    await store.lift_hold(held.number, "amara", after(601), "settled")
    for _ in range(9):
        step = await store.erase_some(asked.number, after(602), limit=9)
    assert (step.stage, step.held) == (Stage.CLEANING, "")


async def test_a_hold_keeps_an_erasure_of_a_restored_backup_waiting(store):
    await a_life(store)
    await store.hold_legally(a_hold())
    asked = await store.ask_erasure(an_erasure(until=after(500)))
    assert asked.held.startswith("legal hold 1")


# retention


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (Kept.PRIVATE, PRIVATE), (Kept.PUBLIC, PUBLIC), (Kept.NOTE, NOTED), (Kept.CASE, SAID),
        (Kept.EVIDENCE, "quotes"), (Kept.DRAFT, "Draft("), (Kept.NAME, "NameSeen"),
    ],
    ids=str,
)  # fmt: skip
async def test_what_is_old_goes_and_is_counted_before(store, kind, word):
    await a_life(store)
    for case in (a_case(), a_case("replay:nordex:group:ann"), a_case(BOB)):
        await store.move_case(case.id, Move.CLAIM, "mira", after(120))
        await store.move_case(case.id, Move.RESOLVE, "mira", after(121))
    assert (await store.retain(kind, after(-9), limit=50)).gone == 0
    dry = await store.retain(kind, after(9_999), limit=1, dry=True)
    found = await everything(store)
    swept = [await store.retain(kind, after(9_999), limit=2) for _ in range(20)]
    assert sum(each.gone for each in swept) == dry.gone > 0
    assert swept[-1].is_over
    assert (await store.retain(kind, after(9_999), limit=2)).gone == 0
    if word in found:
        assert word not in await everything(store)
    assert (await store.retain(kind, after(9_999), limit=1, dry=True)).gone == 0


async def test_only_what_is_old_enough_goes(store):
    await store.put(by_ann("1", "2", at=0, place=Place.DM))
    await store.put(by_ann("3", at=1000, place=Place.DM))
    swept = await store.retain(Kept.PRIVATE, after(500), limit=9)
    assert (swept.gone, swept.held, swept.is_over) == (2, 0, True)
    found = (await store.export_person([ANN_ID])).sections["messages"]
    assert sorted(str(each.get("text") or "") for each in found) == ["", "", "text 3"]


async def test_people_keep_their_names_until_these_are_old_themselves(store):
    await store.put([_seen(Author(id="u1", handle=HANDLE, name=NAME))])
    assert (await store.retain(Kept.NAME, after(9), limit=9)).gone == 0
    await store.hold_legally(a_hold())
    held = await store.retain(Kept.NAME, after(99), limit=9)
    assert held.gone == 0
    assert held.held >= 1


async def test_a_hold_stops_retention_until_it_is_lifted(store):
    await a_life(store)
    hold = await store.hold_legally(a_hold(Scope.CONVERSATION, ANN))
    swept = await store.retain(Kept.PRIVATE, after(9_999), limit=50)
    assert (swept.gone, swept.held) == (1, 1)
    assert (await store.retain(Kept.DRAFT, after(9_999), limit=50)).held == 1
    assert (await store.retain(Kept.CASE, after(9_999), limit=50)).gone == 0
    assert PRIVATE in await everything(store)
    await store.lift_hold(hold.number, "amara", after(700), "settled")
    assert (await store.retain(Kept.PRIVATE, after(9_999), limit=50)).gone == 1


async def test_the_wording_of_what_people_did_goes_later_than_that_they_did_it(store):
    case = await open_case(store)
    await store.move_case(case.id, Move.CLAIM, "mira", after(1), reason="hers")
    await store.seal_acts(after(2), limit=99)
    assert (await store.retain(Kept.AUDIT, after(9_999), limit=99)).gone == 1
    acts = [each.decision for each in (await store.acts(Wish(by="mira"))).acts]
    assert [(each.act, each.reason) for each in acts] == [("claim", "")]
    assert (await store.retain(Kept.EVIDENCE, after(9_999), limit=99)).gone == 1
    await store.seal_acts(after(3), limit=99)
    verifier = Verifier()
    assert {verifier.take(link) for link in await store.chain(0, limit=99)} == {None}
    assert verifier.end(await store.unsealed()) is None


async def test_a_word_leaves_the_search_before_it_leaves_the_message(store):
    await a_life(store)
    swept = await store.retain(Kept.SEARCH, after(9_999), limit=99)
    assert swept.gone >= 3
    assert PRIVATE in await everything(store)


@pytest.mark.parametrize("kind", [Kept.SESSION, Kept.DELIVERY], ids=str)
async def test_there_may_be_nothing_of_a_kind(store, kind):
    swept = await store.retain(kind, after(9), limit=9)
    assert (swept.seen, swept.gone, swept.is_over) == (0, 0, True)


# platforms that tell of deletions, and those that are asked


async def test_a_deleted_message_takes_the_reasons_that_quote_it_along(store):
    await a_life(store)
    await store.seal_acts(after(300), limit=99)
    await store.put([Removal(platform=REPLAY, account="nordex", id="1")])
    acts = (await store.acts(Wish(limit=99))).acts
    assert PRIVATE not in repr(acts)
    assert PUBLIC in repr(acts)
    assert ERASE in {each.decision.act for each in acts}
    await store.seal_acts(after(301), limit=99)
    verifier = Verifier()
    assert {verifier.take(link) for link in await store.chain(0, limit=99)} == {None}
    assert verifier.end(await store.unsealed()) is None


async def test_recent_public_messages_can_be_asked_about(store):
    public = {"place": Place.MENTION}
    await store.put(by_ann("old", at=-500, **public))
    await store.put(by_ann("p1", "p2", **public))
    await store.put([replace(by_ann("p2", **public)[0], version=1, text="edited")])
    await store.put(by_ann("d1", place=Place.DM))
    await store.put(by_ann("gone", **public))
    await store.put([Removal(platform=REPLAY, account="nordex", id="gone")])
    first = await store.recent_ids(REPLAY, after(-9), after="", limit=1)
    assert list(first) == [("replay:nordex:p1:0", "p1")]
    rest = await store.recent_ids(REPLAY, after(-9), after=first[-1][0], limit=9)
    assert list(rest) == [("replay:nordex:p2:1", "p2")]
    other = await store.recent_ids("elsewhere", after(-9), after="", limit=9)
    assert list(other) == []


async def test_a_size_is_that_of_a_file_and_cleaning_leaves_it_usable(store):
    await a_life(store)
    before = await store.size()
    assert before >= 0
    await store.clean()
    await store.put(by_ann("after"))
    assert "text after" in await everything(store)
