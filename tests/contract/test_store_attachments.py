"""Files beside answers: what all memories promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.attaching import Upload, enclosed
from core.case import Move, Status
from core.composing import TooLate
from core.errors import NotYours
from core.privacy.rights import Identity, Kept, LegalHold, Scope
from core.types import Attachment, Author
from tests.contract.store_kit import (
    BOB,
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    claim_one,
    claimed,
    messages,
    send,
    states,
)
from tests.contract.test_store_privacy import an_erasure, carried_out

pytestmark = pytest.mark.anyio

BYTES = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def an_upload(case, number=1, *, agent="mira", at=5.0, **changes) -> Upload:
    values = {
        "id": f"f{number}", "case_id": case.id, "agent": agent, "name": f"shot {number}.png",
        "kind": "image/png", "size": len(BYTES), "at": after(at + number),
    }  # fmt: skip
    return Upload(**(values | changes))


def an_answer(case, *uploads, at: float = 20):
    """Words with files behind them, which wait ten seconds."""
    words = a_say(
        f"agent:{case.id}:{case.version}", by="mira", case_id=case.id, text="look",
        conversation=case.conversation, due_at=after(at) + timedelta(seconds=10),
    )  # fmt: skip
    return enclosed([words], uploads)


async def put(store, case, *numbers, **changes):
    made = [an_upload(case, each, **changes) for each in numbers]
    for each in made:
        await store.attach(each, BYTES + each.id.encode())
    return made


async def answered(store, *numbers):
    case = await claimed(store)
    uploads = await put(store, case, *numbers)
    rows = an_answer(case, *uploads)
    await store.answer(case.id, "mira", rows)
    return case, uploads, [each.key for each in rows]


async def bobs_case(store):
    """Somebody else's case, which the same agent holds."""
    await store.put(messages("hers", conversation=BOB, author=Author(id="u2")))
    turn = await claim_one(store)
    await store.record([a_result(turn, case=a_case(BOB, author_id="u2"))], after(0))
    return await store.move_case(a_case(BOB).id, Move.CLAIM, "mira", after(1))


async def test_what_is_put_beside_an_answer_is_there_for_its_agent_alone(store):
    case = await claimed(store)
    uploads = await put(store, case, 1, 2)
    assert await store.attached(case.id, "mira") == uploads
    assert await store.attached(case.id, "tomasz") == []
    assert await store.file("f2") == BYTES + b"f2"
    assert await store.file("none") is None


async def test_only_its_agent_takes_it_away(store):
    case = await claimed(store)
    _, two = await put(store, case, 1, 2)
    assert not await store.detach(case.id, "tomasz", "f1")
    assert not await store.detach("none", "mira", "f1")
    assert await store.detach(case.id, "mira", "f1")
    assert not await store.detach(case.id, "mira", "f1")
    assert await store.attached(case.id, "mira") == [two]
    assert await store.file("f1") is None


async def test_a_file_needs_a_case(store):
    case = await claimed(store)
    with pytest.raises(NotYours):
        await store.attach(replace(an_upload(case), case_id="none"), BYTES)


async def test_files_leave_behind_their_words_each_once(store):
    case, uploads, keys = await answered(store, 1, 2)
    assert await store.attached(case.id, "mira") == []
    assert not await store.detach(case.id, "mira", uploads[0].id)
    sent = []
    while gone := await send(store):
        sent += gone
    assert sent == keys
    assert set((await states(store, case.id)).values()) == {"sent"}


async def test_the_case_shows_name_kind_and_size(store):
    case, _, _ = await answered(store, 1)
    lines = (await store.case_file(case.id)).lines
    (line,) = [each for each in lines if each.kind == "file"]
    size = len(BYTES)
    assert line.attachments == (Attachment(kind="image/png", name="shot 1.png", size=size),)
    assert line.text == ""


@pytest.mark.parametrize("how", ["gone", "his", "sent"])
async def test_a_file_that_is_not_there_to_be_sent_stops_the_whole_answer(store, how):
    case = await claimed(store)
    (upload,) = await put(store, case, 1, agent="tomasz" if how == "his" else "mira")
    if how == "gone":
        await store.detach(case.id, "mira", upload.id)
    if how == "sent":
        await store.answer(case.id, "mira", an_answer(case, upload))
    before = await states(store, case.id)
    again = [replace(each, key=f"{each.key}:b") for each in an_answer(case, upload)]
    with pytest.raises(NotYours):
        await store.answer(case.id, "mira", again)
    assert await states(store, case.id) == before


async def test_taking_back_stops_the_files_and_leaves_them_beside_the_answer(store):
    case, uploads, keys = await answered(store, 1, 2)
    back = await store.take_back(case.id, "mira", keys[0], after(25))
    assert back.status is Status.OPEN
    assert await states(store, case.id) == dict.fromkeys(keys, "withdrawn")
    assert await send(store) == []
    assert await store.attached(case.id, "mira") == uploads
    assert await store.file("f1") == BYTES + b"f1"


async def test_an_answer_whose_words_have_left_is_not_taken_back_for_its_files(store):
    case, _, keys = await answered(store, 1)
    await store.due([REPLAY], after(30), limit=1)
    with pytest.raises(TooLate):
        await store.take_back(case.id, "mira", keys[1], after(31))


async def test_old_files_go_and_their_names_stay_in_the_story(store):
    case, uploads, _ = await answered(store, 1)
    young = await put(store, case, 9, at=50)
    dry = await store.retain(Kept.DRAFT, after(30), limit=9, dry=True)
    assert (dry.gone, dry.held) == (1, 0)
    assert (await store.retain(Kept.DRAFT, after(30), limit=9)).gone == 1
    assert await store.file(uploads[0].id) is None
    assert await store.attached(case.id, "mira") == young
    lines = (await store.case_file(case.id)).lines
    assert [each.attachments[0].name for each in lines if each.kind == "file"] == ["shot 1.png"]


async def test_a_hold_keeps_files(store):
    case, uploads, _ = await answered(store, 1)
    hold = LegalHold(scope=Scope.CASE, subject=case.id, reason="a court", by="lea", at=after(1))
    await store.hold_legally(hold)
    assert (await store.retain(Kept.DRAFT, after(90), limit=9)).held == 1
    assert await store.file(uploads[0].id) is not None


async def test_an_erasure_takes_what_was_sent_to_him_and_nobody_elses(store):
    case, uploads, _ = await answered(store, 1)
    while await send(store):
        pass
    other = await bobs_case(store)
    (hers,) = await put(store, other, 7)
    await carried_out(store, an_erasure())
    assert await store.file(uploads[0].id) is None
    assert await store.file(hers.id) is not None
    lines = (await store.case_file(case.id)).lines
    assert [e.attachments[0].name for e in lines if e.kind == "file"] == [""]


async def test_everything_about_a_person_names_the_files(store):
    case, _, _ = await answered(store, 1)
    found = await store.export_person([Identity(REPLAY, case.author_id)])
    (told,) = found.sections["attachments"]
    assert (told["name"], told["size"]) == ("shot 1.png", len(BYTES))
    assert "contents" not in told
