"""Hearing over real sockets: the real library against a simulated Discord, one test a promise."""

from __future__ import annotations

import asyncio

import pytest

from core.errors import CredentialsRefused, RateLimited, Rejected, Unavailable
from core.types import Place, Reach
from tests.bots.discord.kit import BOT, HastyClock, Listener, a_stage, eventually, row

pytestmark = pytest.mark.anyio

COMMANDS = "PUT /applications/{application_id}/commands"


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


async def test_the_account_is_known_once_connected(stage):
    adapter = stage.adapter()
    assert adapter.account == ""
    async with Listener(adapter):
        assert adapter.account == str(BOT)


async def test_what_is_said_everywhere_arrives_where_it_belongs(stage):
    async with Listener(stage.adapter()) as desk:
        thread = stage.thread()
        stage.say("in the channel")
        stage.say("in the thread", channel=thread)
        stage.dm("in private")
        await desk.until(lambda desk: len(desk.texts) == 3)
    places = {each.text: (each.address, each.place, each.addressed) for each in desk.messages}
    assert places == {
        "in the channel": (f"channel/{stage.channel}", Place.CHANNEL, False),
        "in the thread": (f"thread/{thread}", Place.THREAD, False),
        "in private": (f"dm/{stage.ann}", Place.DM, True),
    }


async def test_d14_two_quick_messages_keep_their_order(stage):
    texts = [f"line {number}" for number in range(60)]
    async with Listener(stage.adapter()) as desk:
        for text in texts:
            stage.say(text)
        await desk.until(lambda desk: len(desk.texts) == len(texts))
    assert desk.texts == texts


async def test_the_same_event_twice_is_one_message(stage):
    async with Listener(stage.adapter()) as desk:
        stage.line.tamper("duplicate")
        stage.say("once")
        stage.say("twice")
        await desk.until(lambda desk: "twice" in desk.texts)
    assert desk.texts == ["once", "twice"]


@pytest.mark.parametrize("user", ["ann", "mira", "owner"])
async def test_moderators_are_known_by_their_rights(stage, user):
    async with Listener(stage.adapter()) as desk:
        stage.say("hello", getattr(stage, user))
        await desk.until(lambda desk: desk.texts)
    assert desk.messages[0].author.is_moderator is (user != "ann")


async def test_a_moderators_role_can_be_named_in_the_settings(stage):
    role = stage.control.create_role(stage.guild, "Helpers")["id"]
    stage.control.give_role(stage.ben, stage.guild, int(role))
    async with Listener(stage.adapter(moderator_roles=[role])) as desk:
        stage.say("hello", stage.ben)
        await desk.until(lambda desk: desk.texts)
    assert desk.messages[0].author.is_moderator


async def test_d10_c10_an_edit_of_a_message_nobody_cached(stage):
    early = stage.say("my withdrawl")
    async with Listener(stage.adapter()) as desk:
        stage.control.edit(stage.channel, early, "my withdrawal")
        await desk.until(lambda desk: desk.texts)
        (edited,) = desk.messages
        assert (edited.id, edited.text, edited.version > 0) == (str(early), "my withdrawal", True)


async def test_an_edit_that_changes_no_word_is_nothing_new(stage):
    async with Listener(stage.adapter()) as desk:
        said = stage.say("the same")
        await desk.until(lambda desk: desk.texts)
        stage.control.edit(stage.channel, said, "the same")
        stage.control.edit(stage.channel, said, "another")
        await desk.until(lambda desk: "another" in desk.texts)
    assert len(desk.deliveries) == 2


async def test_d13_c10_a_deletion_of_a_message_nobody_cached(stage):
    early = stage.say("delete me")
    async with Listener(stage.adapter()) as desk:
        stage.control.delete(stage.channel, early)
        await desk.until(lambda desk: desk.removals)
    assert [each.id for each in desk.removals] == [str(early)]


async def test_d15_c8_a_new_nick_of_a_member_nobody_cached(stage):
    async with Listener(stage.adapter()) as desk:
        stage.control.nick(stage.ben, stage.guild, "Nordex Support")
        await desk.until(lambda desk: desk.sightings)
    seen = desk.sightings[0]
    assert (seen.author.id, seen.author.name, seen.why) == (
        str(stage.ben),
        "Nordex Support",
        "renamed",
    )
    assert seen.address == f"guild/{stage.guild}"


async def test_c8_a_new_name_of_the_account_itself(stage):
    async with Listener(stage.adapter()) as desk:
        stage.control.rename(stage.ben, "n0rdex_support", "Nordex Support")
        await desk.until(lambda desk: desk.sightings)
    author = desk.sightings[0].author
    assert (author.handle, author.name) == ("n0rdex_support", "Nordex Support")


async def test_c8_who_comes_and_who_goes_is_seen(stage):
    newcomer = int(stage.control.create_user("nordex_help")["id"])
    async with Listener(stage.adapter()) as desk:
        stage.control.join(newcomer, stage.guild)
        stage.control.leave(newcomer, stage.guild)
        await desk.until(lambda desk: len(desk.sightings) == 2)
    assert [each.why for each in desk.sightings] == ["joined", "left"]


async def test_c8_a_new_role_is_no_new_name(stage):
    role = int(stage.control.create_role(stage.guild, "VIP")["id"])
    async with Listener(stage.adapter()) as desk:
        stage.control.nick(stage.ben, stage.guild, "Benny")
        stage.control.give_role(stage.ben, stage.guild, role)
        stage.say("done")
        await desk.until(lambda desk: desk.texts)
    assert [each.author.name for each in desk.sightings] == ["Benny", "Ben"]


async def test_c15_a_server_that_removes_us_is_forgotten(stage):
    async with Listener(stage.adapter()) as desk:
        thread = stage.thread()
        stage.say("soon gone", channel=thread)
        await desk.until(lambda desk: desk.texts)
        stage.control.remove_bot(stage.guild)
        await desk.until(lambda desk: len(desk.removals) >= 4)
    lost = {each.address for each in desk.removals}
    assert {f"channel/{stage.channel}", f"thread/{thread}"} <= lost
    assert desk.since[f"channel:{thread}"] == ""


async def test_c15_a_server_that_removed_us_while_we_were_away(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("soon gone")
        await desk.until(lambda desk: desk.texts)
    stage.control.remove_bot(stage.guild)
    async with Listener(stage.adapter(), desk.since) as later:
        await later.until(lambda desk: desk.removals)
    assert f"channel/{stage.channel}" in {each.address for each in later.removals}
    assert later.since[f"channel:{stage.channel}"] == ""


async def test_c15_a_server_that_has_an_outage_is_not_forgotten(stage):
    async with Listener(stage.adapter()) as desk:
        outage = {"id": str(stage.guild), "unavailable": True}
        stage.sandbox.hub.dispatch("GUILD_DELETE", outage)
        stage.dm("still there?")
        await desk.until(lambda desk: desk.texts)
    assert desk.removals == []
    assert desk.since[f"channel:{stage.channel}"]


async def test_a_deleted_channel_is_forgotten(stage):
    extra = int(stage.control.create_channel(stage.guild, "old")["id"])
    async with Listener(stage.adapter()) as desk:
        stage.control.delete_channel(extra)
        await desk.until(lambda desk: desk.removals)
    assert {each.address for each in desk.removals} == {f"channel/{extra}"}


async def test_odd_events_are_dead_letters_and_stop_nobody(stage):
    async with Listener(stage.adapter()) as desk:
        for kind in ("no_author", "no_id", "no_channel", "wrong_type", "unknown_kind"):
            stage.control.odd(kind, stage.ann)
        for kind in ("unknown_event", "unknown_op", "nul_text", "surrogate_text", "huge_text"):
            stage.control.odd(kind, stage.ann)
        stage.say("after all that")
        await desk.until(lambda desk: "after all that" in desk.texts)
    assert len(desk.dead) == 4
    assert not desk.errors
    assert stage.identifies() == 1


async def test_c12_without_message_content_what_is_addressed_is_heard():
    async with a_stage(privileged=frozenset({"members"})) as stage:
        async with Listener(stage.adapter(message_content=False)) as desk:
            stage.say("not for you")
            stage.say(f"<@{BOT}> my withdrawal is stuck")
            stage.dm("nor is my deposit here")
            await desk.until(lambda desk: len(desk.texts) == 2)
        assert set(desk.texts) == {
            "@Nordex Helpdesk my withdrawal is stuck",
            "nor is my deposit here",
        }
        assert all(each.addressed for each in desk.messages)


async def test_c12_without_message_content_commands_are_heard():
    async with a_stage(privileged=frozenset()) as stage:
        adapter = stage.adapter(message_content=False, members=False)
        async with Listener(adapter) as desk:
            assert desk.since["commands"]
            stage.control.slash(stage.ann, stage.channel, "status")
            await desk.until(lambda desk: desk.texts)
        assert (desk.texts, desk.messages[0].place) == (["/status"], Place.DM)


async def test_commands_are_registered_once(stage):
    async with Listener(stage.adapter()) as desk:
        assert len(stage.routes(COMMANDS)) == 1
    async with Listener(stage.adapter(), desk.since):
        assert len(stage.routes(COMMANDS)) == 1


async def test_a_closed_private_talk_is_open_again_once_the_user_writes(stage):
    adapter = stage.adapter()
    async with Listener(adapter) as desk:
        stage.dm("hello")
        await desk.until(lambda desk: _openings(desk) == 1)
        stage.control.set_user(stage.ann, closed=True)
        stage.control.leave(stage.ann, stage.guild)
        with pytest.raises(Rejected) as caught:
            await adapter.send(row(f"dm/{stage.ann}"))
        assert caught.value.permanent
        stage.control.join(stage.ann, stage.guild)
        stage.dm("I am back")
        await desk.until(lambda desk: _openings(desk) == 2)


@pytest.mark.parametrize(
    ("granted", "content", "members"),
    [(set(), 0, 0), ({"members"}, 0, 1), ({"message_content"}, 1, 0)],
    ids=["nothing", "members", "content"],
)
async def test_d7_c6_refused_intents_are_asked_for_no_more(granted, content, members):
    async with a_stage(privileged=frozenset(granted)) as stage:
        adapter = stage.adapter()
        async with Listener(adapter) as desk:
            stage.dm("hello")
            await desk.until(lambda desk: desk.texts)
            gauges = adapter.gauges()
        assert (gauges["message_content"], gauges["members"]) == (content, members)
        assert stage.identifies() == 2
        assert not desk.errors


async def test_c6_when_every_intent_is_refused_the_cause_is_readable(stage):
    stage.line.refuse(4014, count=9)
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.errors)
    (error,) = desk.errors
    assert isinstance(error, CredentialsRefused)
    assert "4014" in str(error)
    assert "developer portal" in str(error)
    assert stage.identifies() == 2


async def test_a_refused_token_is_final_and_not_repeated(stage):
    adapter = stage.adapter()
    stage.control.revoke_token("another.token")
    async with Listener(adapter) as desk:
        await desk.until(lambda desk: desk.errors)
    assert isinstance(desk.errors[0], CredentialsRefused)
    assert len(desk.errors) == 1
    assert stage.sandbox.token not in str(desk.errors[0])


async def test_a_token_that_the_gateway_refuses_is_final(stage):
    stage.line.refuse(4004)
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.errors)
    assert isinstance(desk.errors[0], CredentialsRefused)
    assert stage.identifies() == 1


async def test_the_last_sessions_of_a_day_are_spared():
    async with a_stage(identifies_a_day=40) as stage:
        async with Listener(stage.adapter(identify_reserve=50)) as desk:
            await desk.until(lambda desk: desk.errors)
        assert isinstance(desk.errors[0], RateLimited)
        assert desk.errors[0].retry_after >= 60
        assert stage.identifies() == 0


async def test_a_gateway_that_cannot_be_reached_is_reported():
    async with a_stage() as stage:
        adapter = stage.adapter(clock=HastyClock())
        stage.sandbox.faults.inject("status", "GET /gateway/bot", status=503, count=1)
        async with Listener(adapter) as desk:
            await desk.until(lambda desk: desk.errors and desk.batches)
            stage.dm("back again")
            await desk.until(lambda desk: desk.texts)
        assert isinstance(desk.errors[0], Unavailable)


async def test_leaving_closes_everything(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("hello")
        await desk.until(lambda desk: desk.texts)
    await eventually(lambda: all(each.closed_at for each in stage.line.connections()))
    left = [task.get_coro().cr_code.co_filename for task in asyncio.all_tasks()]
    assert [
        file for file in left if "/bots/discord/" in file or "/site-packages/discord/" in file
    ] == []


async def test_typing_is_shown_where_somebody_waits_in_private(stage):
    async with Listener(stage.adapter()) as desk:
        stage.dm("hello?")
        await eventually(lambda: stage.routes("POST /channels/{channel_id}/typing"))
        stage.say("not to us")
        await desk.until(lambda desk: len(desk.texts) == 2)
    assert len(stage.routes("POST /channels/{channel_id}/typing")) == 1


async def test_typing_can_be_switched_off(stage):
    async with Listener(stage.adapter(typing=False)) as desk:
        stage.dm("hello?")
        await desk.until(lambda desk: desk.texts)
        await asyncio.sleep(0.05)
    assert stage.routes("POST /channels/{channel_id}/typing") == []


def _openings(desk) -> int:
    return sum(isinstance(each, Reach) and each.open for each in desk.heard)
