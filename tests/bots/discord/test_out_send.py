"""One outbox row is one message, whatever happens on the way."""

from __future__ import annotations

import asyncio

import pytest

from bots.discord.post import nonce_of
from core.actions import Button
from core.errors import MaybeSent, RateLimited, Rejected, Unavailable
from core.types import Leg
from tests.bots.discord.out_kit import POST, a_desk, until

pytestmark = pytest.mark.anyio
EVIL = "@everyone <@&1> <@2> @here **now** https://nordex.example/a_b"


async def test_a_row_becomes_a_message_under_the_one_it_answers(desk):
    asked = desk.sandbox.control.say(desk.ann, desk.channel, "help?")
    number = await desk.speaker.send(desk.row("**Hi**", markdown=True, reply_to=asked["id"]))
    [said] = desk.said()
    assert said["id"] == number
    assert said["content"] == "**Hi**"
    assert said["message_reference"]["message_id"] == asked["id"]
    [sent] = desk.bodies()
    assert sent["nonce"] == nonce_of("row-1")
    assert sent["enforce_nonce"] is True
    assert sent["flags"] == 4


@pytest.mark.parametrize("markdown", [True, False])
async def test_c9_model_text_pings_nobody(desk, markdown):
    await desk.speaker.send(desk.row(EVIL, markdown=markdown))
    [sent], [said] = desk.bodies(), desk.said()
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert not said["mention_everyone"]
    assert not said["mentions"]
    assert "<https://nordex.example/a_b>" in said["content"]


async def test_d5b_the_message_answered_was_deleted(desk):
    asked = desk.sandbox.control.say(desk.ann, desk.channel, "help?")
    desk.sandbox.control.delete(desk.channel, int(asked["id"]))
    await desk.speaker.send(desk.row(reply_to=asked["id"]))
    [said] = desk.said()
    assert "message_reference" not in said


@pytest.mark.parametrize("reply_to", ["press/5", "command/7", None])
async def test_what_is_no_message_is_not_referred_to(desk, reply_to):
    await desk.speaker.send(desk.row(reply_to=reply_to))
    assert "message_reference" not in desk.bodies()[0]


async def test_c4_d2_502_twice_is_one_message(desk, no_waiting):
    desk.sandbox.faults.inject("status", POST, status=502, count=2, after=True)
    await desk.speaker.send(desk.row())
    assert len(desk.bodies()) == 3
    assert len(desk.said()) == 1


@pytest.mark.parametrize("after", [True, False], ids=["arrived", "lost"])
@pytest.mark.parametrize("kind", ["drop", "reset"])
async def test_c4_d3_connection_cut_is_one_message(desk, kind, after):
    desk.sandbox.faults.inject(kind, POST, after=after)
    number = await desk.speaker.send(desk.row())
    [said] = desk.said()
    assert said["id"] == number


async def test_c4_d2c_a_row_sent_again_after_a_crash_is_the_same_message(desk):
    desk.sandbox.faults.inject("silence", POST, after=True, seconds=5)
    task = asyncio.create_task(desk.speaker.send(desk.row()))
    await until(desk.said)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    [said] = desk.said()
    assert await desk.speaker.find(desk.row()) == said["id"]
    assert await desk.speaker.send(desk.row()) == said["id"]
    assert len(desk.said()) == 1


async def test_c4_a_line_that_stays_cut_is_left_to_be_looked_up(desk):
    desk.sandbox.faults.inject("drop", POST, count=9)
    with pytest.raises(MaybeSent):
        await desk.speaker.send(desk.row())
    assert await desk.speaker.find(desk.row()) is None


async def test_503_was_surely_not_sent(desk):
    desk.sandbox.faults.inject("html", POST, status=503)
    with pytest.raises(Unavailable):
        await desk.speaker.send(desk.row())
    assert not desk.said()


async def test_c13_d4d_ten_minutes_of_429_go_back_to_the_outbox(desk):
    desk.sandbox.faults.inject("rate_limit", POST, retry_after=600)
    with pytest.raises(RateLimited) as caught:
        async with asyncio.timeout(1):
            await desk.speaker.send(desk.row())
    assert caught.value.retry_after == 600


async def test_d4_429_from_in_front_of_the_api_stops_everything(desk):
    desk.sandbox.faults.inject("rate_limit", POST, via=False, retry_after=3)
    with pytest.raises(RateLimited) as caught:
        await desk.speaker.send(desk.row())
    assert caught.value.everywhere


async def test_d4c_429_that_is_no_json_stops_everything(desk):
    desk.sandbox.faults.inject("html", POST, status=429)
    with pytest.raises(RateLimited):
        await desk.speaker.send(desk.row())


async def test_automod_refuses_the_text_and_not_the_place(desk):
    desk.sandbox.settings.blocked_words = ("hello",)
    with pytest.raises(Rejected, match="200000") as caught:
        await desk.speaker.send(desk.row("hello"))
    assert not caught.value.permanent


async def test_a_channel_that_is_gone_is_closed_for_good(desk):
    desk.sandbox.control.delete_channel(desk.channel)
    with pytest.raises(Rejected) as caught:
        await desk.speaker.send(desk.row())
    assert caught.value.permanent


@pytest.mark.parametrize("address", ["", "nowhere/1", "guild/1", "interaction/1", "channel/x"])
async def test_what_is_no_place_is_rejected(desk, address):
    with pytest.raises(Rejected):
        await desk.speaker.send(desk.row(address=address or "/"))


@pytest.mark.parametrize(("text", "why"), [("x" * 2001, "2001"), ("  ", "nothing")])
async def test_what_cannot_be_shown_whole_is_rejected(desk, text, why):
    with pytest.raises(Rejected, match=why):
        await desk.speaker.send(desk.row(text))
    assert not desk.bodies()


async def test_escapes_never_make_a_text_too_long(desk):
    await desk.speaker.send(desk.row("_" * 2000))
    assert len(desk.said()) == 1


async def test_a_public_answer_offers_to_talk_in_private(desk):
    human = Button(label="Reach a person", data="/human")
    await desk.speaker.send(desk.row("Here is how", buttons=(human,)))
    await desk.speaker.send(desk.row("y" * 1500, key="row-2"))
    await desk.speaker.send(desk.row("rest", key="row-3", sequence=1))
    first, second, third = desk.said()
    labels = [each["label"] for each in first["components"][0]["components"]]
    assert labels == ["Reach a person", "Talk in private"]
    assert not second["components"]
    assert not third["components"]


async def test_private_threads_can_be_switched_off():
    async with a_desk(private_threads=False) as made:
        await made.speaker.send(made.row("Here is how"))
        assert not made.said()[0]["components"]


async def test_a_direct_message(desk):
    row = desk.row("Hi", address=f"dm/{desk.ann}", leg=Leg.PRIVATE)
    number = await desk.speaker.send(row)
    channel = desk.sandbox.world.dms[desk.ann]
    assert [each["id"] for each in desk.said(channel)] == [number]
    assert await desk.speaker.find(row) == number


@pytest.mark.parametrize("why", ["closed", "no shared server"])
async def test_c5_closed_dms_with_nowhere_else_to_go(desk, why):
    if why == "closed":
        desk.sandbox.control.set_user(desk.ann, closed=True)
    else:
        desk.sandbox.control.leave(desk.ann, desk.guild)
        desk.memory.seen_in.enter(desk.ann, desk.channel)
    talk = desk.talk("dm", desk.ann)
    with pytest.raises(Rejected) as caught:
        await desk.speaker.send(
            desk.row(address=f"dm/{desk.ann}", conversation=talk, leg=Leg.PRIVATE)
        )
    assert caught.value.permanent
    assert not desk.said()
    assert not desk.sandbox.world.threads_of(desk.guild)


async def test_c5_closed_dms_lead_into_a_private_thread(desk):
    desk.sandbox.control.set_user(desk.ann, closed=True)
    desk.memory.seen_in.enter(desk.ann, desk.channel)
    talk = desk.talk("dm", desk.ann)
    for number in (1, 2):
        row = desk.row(
            f"secret {number}",
            key=f"row-{number}",
            address=f"dm/{desk.ann}",
            conversation=talk,
            leg=Leg.PRIVATE,
        )
        await desk.speaker.send(row)
    [thread] = desk.sandbox.world.threads_of(desk.guild)
    assert thread.type == 12
    assert set(thread.thread.members) == {desk.ann, desk.me}
    texts = [each["content"] for each in desk.said(thread.id)]
    assert texts[1:] == ["secret 1", "secret 2"]
    assert "APP" in texts[0]
    assert not desk.said()


async def test_find_does_not_take_another_rows_answer_for_ours(desk):
    await desk.speaker.send(desk.row("same", key="row-1"))
    assert await desk.speaker.find(desk.row("same", key="row-2")) is None


@pytest.mark.parametrize("told", ["reference", "text"])
async def test_find_without_nonces(desk, told):
    asked = desk.sandbox.control.say(desk.ann, desk.channel, "help?")
    row = desk.row("same", reply_to=asked["id"] if told == "reference" else None)
    number = await desk.speaker.send(row)
    desk.sandbox.world.post(desk.channel, int(number)).nonce = None
    if told == "reference":
        assert await desk.speaker.find(row) == number
    else:
        with pytest.raises(MaybeSent):
            await desk.speaker.find(row)


async def test_find_reads_past_a_full_page(desk):
    number = await desk.speaker.send(desk.row())
    for each in range(120):
        desk.sandbox.scene.say(desk.bob, desk.channel, f"chat {each}")
    assert await desk.speaker.find(desk.row()) == number


async def test_find_where_nothing_can_be_read(desk):
    with pytest.raises(Rejected):
        await desk.speaker.find(desk.row(address="channel/5"))
    with pytest.raises(MaybeSent):
        await desk.speaker.find(desk.row(address="interaction/1/2/3"))


async def patiently(speaker, row):
    """As the outbox does: whoever is sent away comes back later."""
    while True:
        try:
            return await speaker.send(row)
        except RateLimited as error:
            await asyncio.sleep(min(error.retry_after, 0.3))


async def test_a_hundred_answers_keep_the_rate_of_the_account():
    async with a_desk(sends_per_second=50) as made:
        made.sandbox.control.limits(overall=[50, 1.0])
        rows = [made.row(f"answer {n}", key=f"row-{n}") for n in range(100)]
        await asyncio.gather(*(patiently(made.speaker, each) for each in rows))
        assert len(made.said()) == 100
        assert made.sandbox.control.stats()["violations"] == []


async def test_private_chats_are_opened_once_and_slowly():
    async with a_desk(dms_opened_per_minute=1) as made:
        for number in (1, 2):
            row = made.row(address=f"dm/{made.ann}", key=f"row-{number}", leg=Leg.PRIVATE)
            await made.speaker.send(row)
        with pytest.raises(RateLimited):
            await made.speaker.send(made.row(address=f"dm/{made.bob}", leg=Leg.PRIVATE))
        assert len(made.sandbox.calls.of("POST /users/@me/channels")) == 1


async def test_opening_private_chats_too_fast_waits(desk):
    desk.sandbox.settings.dm_opens = 1
    await desk.speaker.send(desk.row(address=f"dm/{desk.ann}", leg=Leg.PRIVATE))
    with pytest.raises(RateLimited):
        await desk.speaker.send(desk.row(address=f"dm/{desk.bob}", key="2", leg=Leg.PRIVATE))


async def test_c5_no_thread_can_be_opened_either(desk):
    desk.sandbox.control.set_user(desk.ann, closed=True)
    forum = int(desk.sandbox.control.create_channel(desk.guild, "questions", "forum")["id"])
    desk.memory.seen_in.enter(desk.ann, forum)
    row = desk.row(
        address=f"dm/{desk.ann}", conversation=desk.talk("dm", desk.ann), leg=Leg.PRIVATE
    )
    with pytest.raises(Rejected, match="no channel near") as caught:
        await desk.speaker.send(row)
    assert not caught.value.permanent


async def test_c5_threads_switched_off():
    async with a_desk(private_threads=False) as made:
        made.sandbox.control.set_user(made.ann, closed=True)
        made.memory.seen_in.enter(made.ann, made.channel)
        talk = made.talk("dm", made.ann)
        with pytest.raises(Rejected, match="switched off"):
            await made.speaker.send(
                made.row(address=f"dm/{made.ann}", conversation=talk, leg=Leg.PRIVATE)
            )
        assert not made.said()


async def test_c5_whom_we_answered_in_public_we_can_help_in_private(desk):
    await desk.speaker.send(desk.row("In public"))
    desk.sandbox.control.set_user(desk.ann, closed=True)
    talk = desk.talk("dm", desk.ann)
    row = desk.row("In private", key="2", address=f"dm/{desk.ann}", conversation=talk)
    await desk.speaker.send(row)
    [thread] = desk.sandbox.world.threads_of(desk.guild)
    assert desk.said(thread.id)[-1]["content"] == "In private"


# What somebody is told in private although he wrote in public


def told_apart(desk, text="Your recovery words were in your message.", **more):
    return desk.row(text, address=f"dm/{desk.ann}", leg=Leg.PRIVATE, **more)


async def test_who_wrote_in_public_is_told_in_private(desk):
    number = await desk.speaker.send(told_apart(desk))
    [said] = desk.said(desk.sandbox.world.dms[desk.ann])
    assert said["id"] == number
    assert not desk.said()


@pytest.mark.parametrize("place", ["channel", "thread"])
async def test_with_closed_dms_he_is_told_in_a_private_thread(desk, place):
    desk.sandbox.control.set_user(desk.ann, closed=True)
    talk = {}
    if place == "thread":
        spot = int(desk.sandbox.control.open_thread(desk.ann, desk.channel, "deposit?")["id"])
        talk = {"conversation": desk.talk("thread", spot)}
    await desk.speaker.send(told_apart(desk, **talk))
    threads = [each for each in desk.sandbox.world.threads_of(desk.guild) if each.type == 12]
    assert len(threads) == 1
    assert desk.ann in threads[0].thread.members
    assert desk.said(threads[0].id)[-1]["content"].startswith("Your recovery words")
    assert not desk.said()


async def test_where_nothing_private_is_left_he_is_called_without_a_word_of_why():
    async with a_desk(private_threads=False) as made:
        made.sandbox.control.set_user(made.ann, closed=True)
        for _ in range(2):
            with pytest.raises(Rejected, match=r"switched off.*asked in public") as caught:
                await made.speaker.send(told_apart(made))
        assert caught.value.permanent
        [said] = made.said()
        assert said["content"].startswith(f"<@{made.ann}> there is something important")
        assert "/support" in said["content"]
        assert "recovery" not in said["content"]
        assert [each["id"] for each in said["mentions"]] == [str(made.ann)]
        with pytest.raises(Rejected):
            await made.speaker.send(told_apart(made, "part 2", key="2", sequence=1))
        assert len(made.said()) == 1
