"""People's data: what leads may do with it, how it is remembered elsewhere, and what chats say."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from core.actions import Escalate, Inform, Reply
from core.decide import decide
from core.matter import Matter
from core.ports import Turn
from core.privacy.aide import PrivacyAide
from core.privacy.file import as_html, as_json
from core.privacy.rights import (
    Erasure,
    Identity,
    Kept,
    PersonFile,
    Scope,
    Stage,
    UnderHold,
    digest_of,
)
from core.privacy.room import PrivacyRoom, Remembered
from core.settings import Policy
from core.tables.privacy import PrivacyTable
from core.types import Author, Labels, Place, Platform, Urgency, Verdict
from storage import MemoryStore
from tests.conftest import NOON, a_message

pytestmark = pytest.mark.anyio

REPLAY = Platform("replay")
ANN, BOB = Identity(REPLAY, "u1"), Identity(REPLAY, "u2")


class Pocket:
    """A ledger in memory."""

    def __init__(self, kept=()):
        self.kept = list(kept)

    def key(self):
        return b"a key of these tests"

    def remember(self, erased):
        self.kept.append(erased)

    def remembered(self):
        return list(self.kept)


@pytest.fixture
async def room(clock):
    store = MemoryStore()
    await store.put([a_message("a quokka"), a_message("b", id="2", author=Author(id="u2"))])
    clock.advance(60)
    table = PrivacyTable(search_days=0, private_days=1)
    return PrivacyRoom(book=store, ledger=Pocket(), clock=clock, table=table)


async def through(room, erasure):
    while erasure.stage is not Stage.CLEANING:
        erasure = await room.step(erasure)
    return erasure


# the room


async def test_an_erasure_is_done_once_the_files_are_clean_and_it_is_remembered(room):
    asked = await room.erase(ANN, "amara")
    assert (await room.standing(ANN)).erasures == (asked,)
    assert list(await room.finish([asked])) == []
    waiting = await through(room, asked)
    (done,) = await room.finish([waiting])
    assert (done.stage, done.texts) == (Stage.DONE, 1)
    (kept,) = room.ledger.remembered()
    assert kept.digests == (digest_of(room.ledger.key(), ANN),)
    assert "quokka" not in as_json(await room.export(ANN, "amara"))


async def test_who_is_remembered_already_is_not_remembered_twice(room):
    asked = await through(room, await room.erase(ANN, "amara"))
    room.ledger.remember(Remembered(asked.digests, NOON))
    await room.finish([asked])
    assert len(room.ledger.remembered()) == 1


async def test_a_restored_backup_is_erased_again_up_to_then(room, clock):
    digest = digest_of(room.ledger.key(), ANN)
    room.ledger.remember(Remembered((digest, "somebody else's"), NOON + timedelta(seconds=30)))
    room.ledger.remember(Remembered(("a digest of nobody here",), NOON))
    (again,) = await room.reapply()
    assert (again.identities, again.until, again.by) == (
        (ANN,), NOON + timedelta(seconds=30), "ledger",
    )  # fmt: skip
    (done,) = await room.finish([await through(room, again)])
    assert done.texts == 1
    assert "quokka" not in repr(await room.export(ANN, "amara"))
    assert list(await room.reapply()) == []


async def test_what_a_lost_ledger_forgot_the_book_tells_it(room):
    await room.finish([await through(room, await room.erase(ANN, "amara"))])
    room.ledger.kept.clear()
    await room.reapply()
    await room.reapply()
    assert [each.digests for each in room.ledger.remembered()] == [
        (digest_of(room.ledger.key(), ANN),)
    ]


async def test_a_hold_stands_before_everything(room):
    held = await room.hold(Scope.PERSON, str(ANN), "court", "amara")
    with pytest.raises(UnderHold):
        await room.erase(ANN, "amara")
    assert (await room.standing(ANN)).holds == (held,)
    assert await room.lift(held.number, "over", "amara")
    assert (await room.standing(ANN)).holds == ()


async def test_retention_says_first_what_it_would_do(room, clock):
    assert sum(each.gone for each in await room.would_go()) == 0
    clock.advance(2 * 86_400)
    would = {each.kind: each.gone for each in await room.would_go()}
    assert would[Kept.PRIVATE] == 2
    assert Kept.SEARCH not in would
    assert (await room.retain(Kept.SEARCH)).gone == 0
    assert (await room.retain(Kept.PRIVATE)).gone == 2


# values


def test_a_digest_needs_its_key_and_tells_two_people_apart():
    assert digest_of(b"1", ANN) == digest_of(b"1", Identity(REPLAY, "u1"))
    assert len({digest_of(b"1", ANN), digest_of(b"2", ANN), digest_of(b"1", BOB)}) == 3
    assert digest_of(b"1", Identity(Platform("a"), "bc")) != digest_of(
        b"1", Identity(Platform("ab"), "c")
    )


def test_nought_days_keep_for_ever():
    spans = PrivacyTable(**{f"{each}_days": 0 for each in Kept}).spans()
    assert spans == {}
    assert PrivacyTable(note_days=7).spans()[Kept.NOTE] == timedelta(days=7)


def test_a_file_can_be_read_by_programs_and_by_people():
    file = PersonFile(
        identities=(ANN,),
        sections={"messages": [{"text": "<b>hi</b>", "at": NOON, "tags": ["a", 1]}]},
    )
    assert json.loads(as_json(file))["accounts"] == ["replay:u1"]
    page = as_html(file)
    assert "&lt;b&gt;hi&lt;/b&gt;" in page
    assert "<h2>messages (1)</h2>" in page
    assert "<script" not in page
    assert Erasure(identities=(), digests=(), by="", asked_at=NOON).held == ""


# chats


def verdict(language="de"):
    return Verdict(labels=Labels(language=language))


async def considered(text):
    message = a_message(text)
    turn = Turn(conversation=message.conversation, version=1, fresh=(message,))
    return await PrivacyAide().consider(turn, message, verdict(), NOON)


@pytest.mark.parametrize(
    ("text", "place", "wanted"),
    [
        ("/privacy", Place.DM, True),
        (" /PRIVACY erase", Place.DM, True),
        ("/privacy", Place.GROUP, False),
        ("what about privacy", Place.DM, False),
        ("/help", Place.DM, False),
    ],
    ids=str,
)
def test_it_is_told_in_private_only(text, place, wanted):
    assert PrivacyAide().wants(a_message(text, place=place), verdict()) is wanted


async def test_what_is_kept_is_said_with_how_to_have_it_erased():
    told, how = await considered("/privacy")
    assert isinstance(told, Reply)
    assert isinstance(how, Inform)
    assert (told.article, told.language, how.phrase) == ("privacy", "de", "privacy_how")


async def test_the_wish_to_be_erased_is_a_case_and_nothing_more():
    heard, escalate = await considered("/privacy Erase ")
    assert isinstance(heard, Inform)
    assert isinstance(escalate, Escalate)
    assert (heard.phrase, heard.waits, escalate.priority) == ("privacy_asked", True, Urgency.P2)
    message = a_message("/privacy erase")
    matter = Matter(message=message, verdict=verdict(), aided=(heard, escalate))
    assert decide(matter, Policy()) == (heard, escalate)
