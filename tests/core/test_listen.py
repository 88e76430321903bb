"""What is heard is masked and on disk before it is acknowledged; a broken link mends itself."""

from __future__ import annotations

import pytest

from core.errors import CredentialsRefused, RateLimited, StorageUnavailable, Unavailable
from core.listen import Listener
from core.types import DeadLetter, Platform, Reach
from tests.conftest import NOON, a_message
from tests.fakes import SECRET, FakeAdapter, FakeTriage

pytestmark = pytest.mark.anyio


class FakeStore:
    def __init__(self, refusals=0):
        self.kept, self.refusals = [], refusals
        self.marks = {"since_id": "41"}

    async def checkpoints(self, platform):
        return self.marks

    async def put(self, arrivals):
        if self.refusals:
            self.refusals -= 1
            raise StorageUnavailable("disk full")
        self.kept += arrivals
        return len(arrivals)


def a_listener(clock, *batches, refusals=0):
    adapter, store = FakeAdapter(list(batches)), FakeStore(refusals)
    return Listener(adapter=adapter, store=store, triage=FakeTriage(), clock=clock)


def a_letter(raw):
    return DeadLetter(
        platform=Platform("replay"),
        account="nordex",
        id="9",
        raw=raw,
        error="odd",
        received_at=NOON,
    )


async def test_secrets_are_covered_before_the_store_sees_them(clock):
    said = a_message(f"my password is {SECRET}", reply_text=f"say {SECRET}")
    moved = Reach(platform=Platform("replay"), account="nordex", address="ann", open=False)
    listener = a_listener(clock, [said, moved, a_letter(f"{{{SECRET}")])
    await listener.listen_forever()
    message, reach, letter = listener.store.kept
    assert SECRET not in f"{message.text}{message.reply_text}{letter.raw}"
    assert [each.kind for each in message.secrets] == ["password"]
    assert reach is moved
    assert listener.health().counts == {"arrived": 3, "unread": 1, "last_event_s": 0.5}
    assert listener.health().state == "ended"


async def test_a_batch_without_texts_passes(clock):
    moved = Reach(platform=Platform("replay"), account="nordex", address="ann", open=True)
    listener = a_listener(clock, [moved])
    await listener.listen_forever()
    assert listener.store.kept == [moved]


async def test_a_full_disk_stops_the_reading_and_loses_nothing(clock):
    listener = a_listener(clock, [a_message("one")], [a_message("two", id="2")], refusals=3)
    await listener.listen_forever()
    assert [each.text for each in listener.store.kept] == ["one", "two"]
    assert clock.slept == [1.0, 1.0, 1.0]


async def test_nothing_is_acknowledged_before_it_is_kept(clock):
    listener = a_listener(clock, [a_message()])
    store, adapter = listener.store, listener.adapter
    put = store.put

    async def checked(arrivals):
        assert adapter.acknowledged == 0
        return await put(arrivals)

    store.put = checked
    await listener.listen_forever()
    assert adapter.acknowledged == 1


async def test_pauses_grow_and_start_anew_after_a_success(clock):
    down = Unavailable("down")
    listener = a_listener(clock, down, down, down, [a_message()], down, RateLimited(7.0))
    await listener.listen_forever()
    assert clock.slept == [1.0, 2.0, 4.0, 1.0, 7.0]


async def test_refused_credentials_end_this_listener_only(clock):
    listener = a_listener(clock, CredentialsRefused("token revoked"), [a_message()])
    await listener.listen_forever()
    assert (listener.health().state, listener.health().detail) == ("refused", "token revoked")
    assert listener.store.kept == []


async def test_an_adapter_goes_on_where_it_was_and_its_gauges_are_shown(clock):
    listener = a_listener(clock, [a_message()])
    await listener.listen_forever()
    assert listener.adapter.since == {"since_id": "41"}
    assert listener.health().counts == {"arrived": 1, "unread": 0, "last_event_s": 0.5}


async def test_marks_that_cannot_be_read_are_waited_for(clock):
    listener = a_listener(clock, [a_message()])
    marks, tries = listener.store.checkpoints, []

    async def moody(platform):
        tries.append(platform)
        if len(tries) == 1:
            raise StorageUnavailable("locked")
        return await marks(platform)

    listener.store.checkpoints = moody
    await listener.listen_forever()
    assert len(tries) == 2
    assert listener.arrived == 1


async def test_a_bug_in_an_adapter_is_said_and_tried_again(clock, caplog):
    listener = a_listener(clock, ValueError("our own bug"), [a_message()])
    await listener.listen_forever()
    assert "the adapter failed; again in 1 s" in caplog.text
    assert listener.arrived == 1
    assert clock.slept == [1.0]


async def test_the_age_of_the_last_event_is_known_even_where_the_adapter_does_not_say(clock):
    listener = a_listener(clock, [a_message()])
    listener.adapter.gauges = dict
    await listener.listen_forever()
    await clock.sleep(7)
    assert listener.health().counts["last_event_s"] == 7
