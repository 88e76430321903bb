"""Direct messages by polling, and looks at posts that were not written to us."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.types import Place, Removal
from sandbox.twitter import TwitterSandbox
from tests.bots.twitter.listening_kit import (
    Desk,
    FastClock,
    adapter_of,
    listening,
    mention,
    on_clock,
    until,
)

pytestmark = pytest.mark.anyio
DMS = "GET /2/dm_events"


@pytest.fixture
async def sandbox():
    async with TwitterSandbox(limits=False, clock_tolerance=1e12) as running:
        yield running


@pytest.fixture
def ann(sandbox) -> str:
    return sandbox.control.create_user("Ann", "ann")["id"]


async def test_a_message_arrives_once_and_moves_the_mark(sandbox, ann):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        sandbox.control.write(ann, "my order is 778 &amp; it hangs")
        await until(lambda: desk.messages)
        last = sandbox.control.write(ann, "hello?")
        await until(lambda: len(desk.messages) == 2)
    first, second = desk.messages.values()
    assert (first.place, first.conversation, first.address) == (Place.DM, f"dm:{ann}", f"dm/{ann}")
    assert first.author.handle == "ann"
    assert second.id == f"dm:{last['id']}"
    assert desk.checkpoints["dms"] == last["id"]
    assert desk.twice == 0


async def test_messages_from_before_the_first_start_are_left_alone(sandbox, ann):
    sandbox.control.write(ann, "a year ago", age=86_400)
    sandbox.control.write(ann, "just now", age=5)
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        await until(lambda: desk.messages)
    assert desk.texts == ["just now"]


async def test_pages_are_turned_back_to_the_last_one_read(sandbox, ann):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        sandbox.control.write(ann, "before")
        await until(lambda: desk.messages)
    for number in range(250):
        sandbox.control.write(ann, f"missed {number}")
    async with listening(adapter_of(sandbox), desk):
        await until(lambda: len(desk.messages) == 251)
    assert desk.texts[1:] == [f"missed {number}" for number in range(250)]
    assert desk.twice == 0


async def test_a_backlog_broken_off_between_two_pages_is_read_again_from_the_mark(sandbox, ann):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        sandbox.control.write(ann, "before")
        await until(lambda: desk.messages)
    for number in range(250):
        sandbox.control.write(ann, f"missed {number}")
    sandbox.control.inject("html", DMS, count=2, probability=0.6)
    async with listening(on_clock(sandbox, FastClock(50)), desk):
        await until(lambda: len(desk.messages) == 251)
    assert desk.texts[1:] == [f"missed {number}" for number in range(250)]


async def test_fifteen_calls_in_fifteen_minutes_are_not_exceeded(sandbox, ann):
    clock, desk = FastClock(3_000), Desk()
    async with listening(on_clock(sandbox, clock, messages_every_s=65), desk):
        for number in range(150):
            sandbox.control.write(ann, f"number {number}")
        await until(lambda: len(desk.messages) == 150)
        began, calls = clock.now(), len(sandbox.control.calls(route=DMS))
        await until(lambda: clock.now() > began + timedelta(minutes=15))
        assert len(sandbox.control.calls(route=DMS)) - calls <= 15


async def test_an_event_that_cannot_be_read_is_reported_once(sandbox, ann):
    sandbox.control.write(ann, "before")
    desk, adapter = Desk(), adapter_of(sandbox)
    message = next(iter(sandbox.world.messages.values()))
    message.recipient = 7
    async with listening(adapter, desk):
        await until(lambda: desk.letters)
        calls = len(sandbox.control.calls(route=DMS))
        await until(lambda: len(sandbox.control.calls(route=DMS)) > calls + 3)
        assert desk.batches < 5
        sandbox.control.write(ann, "after")
        await until(lambda: desk.messages)
    assert desk.texts == ["after"]


async def test_answers_in_a_thread_are_overheard(sandbox, ann):
    bob = sandbox.control.create_user("Bob", "bob")["id"]
    adapter = adapter_of(sandbox)
    post = mention(sandbox, "my funds are gone", user=ann, age=120)
    sandbox.control.post(bob, "write me, I can help", reply_to=post["id"], age=60)
    long_ago = FastClock(1).now() - timedelta(days=30)
    heard = await adapter.replies(post["id"], long_ago)
    assert [each.text for each in heard][-1] == "write me, I can help"
    assert not any(each.addressed for each in heard)
    assert heard[-1].author.handle == "bob"
    assert heard[-1].reply_text == "@NordexSupport my funds are gone"


async def test_a18_what_is_gone_from_x_is_removed(sandbox, ann):
    bob = sandbox.control.create_user("Bob", "bob")["id"]
    kept = mention(sandbox, "still there", user=ann)["id"]
    deleted = mention(sandbox, "oops", user=ann)["id"]
    hidden = mention(sandbox, "I was thrown out", user=bob)["id"]
    sandbox.control.delete(deleted)
    sandbox.control.suspend(bob)
    adapter = adapter_of(sandbox)
    gone = await adapter.vanished([kept, deleted, hidden, "dm:77", "nonsense"])
    assert {each.id for each in gone} == {deleted, hidden}
    assert all(isinstance(each, Removal) and each.account == "1001" for each in gone)


async def test_a18_stored_posts_are_looked_up_a_hundred_at_a_time(sandbox, ann):
    ids = [mention(sandbox, f"number {number}", user=ann)["id"] for number in range(150)]
    for each in ids[::2]:
        sandbox.control.delete(each)
    gone = await adapter_of(sandbox).vanished(ids)
    assert {each.id for each in gone} == set(ids[::2])
    assert len(sandbox.control.calls(route="GET /2/tweets")) == 2
