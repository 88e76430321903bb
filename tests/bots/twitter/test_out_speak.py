"""What the outbox asks for, through the real library against the simulated X."""

from __future__ import annotations

import asyncio

import pytest

from bots.twitter.errors import Duplicate, NotSummoned
from core.actions import Kind
from core.errors import MaybeSent, RateLimited, Rejected
from tests.bots.twitter.kit import a_stage, answer_to, letter_to

pytestmark = pytest.mark.anyio
POST, OWN = "POST /2/tweets", "GET /2/users/{id}/tweets"
LETTER = "POST /2/dm_conversations/with/{participant_id}/messages"


async def test_a17_a_reply_a_message_and_a_hidden_post_are_as_the_specification_wants_them():
    async with a_stage() as stage:
        speaker, post = stage.speaker(), stage.mention()
        stage.control.write(stage.ann, "hello")
        remote = await speaker.send(answer_to(post, stage.ann))
        letter = await speaker.send(letter_to(stage.ann))
        ours = stage.control.post("1001", "Maintenance is over.")["id"]
        reply = stage.mention(stage.ben, "@NordexSupport free coins", reply_to=ours)
        hide = answer_to(reply, stage.ben, kind=Kind.DELETE, target=reply, text="")
        assert await speaker.send(hide) == reply
        assert stage.control.our_posts()[1]["id"] == remote
        assert stage.control.our_messages()[0]["id"] == letter
        assert stage.sandbox.world.post(int(reply)).hidden


async def test_markdown_becomes_plain_words():
    async with a_stage() as stage:
        await stage.speaker().send(
            answer_to(stage.mention(), stage.ann, "**Done**, see *Wallet*.", markdown=True)
        )
        assert stage.said[0].endswith("Done, see Wallet.")


async def test_a7_where_nobody_called_us_nothing_is_posted():
    async with a_stage() as stage:
        post = stage.mention(text="my Nordex withdrawal is stuck")
        with pytest.raises(Rejected, match="did not mention us"):
            await stage.speaker().send(answer_to(post, stage.ann))
        assert stage.calls(POST) == []


async def test_a7_an_agent_hears_it_from_x_itself():
    async with a_stage() as stage:
        post = stage.mention(text="my Nordex withdrawal is stuck")
        with pytest.raises(NotSummoned):
            await stage.speaker().send(answer_to(post, stage.ann, by="mira"))


async def test_a7_what_the_listener_heard_is_not_asked_again():
    async with a_stage() as stage:
        speaker, post = stage.speaker(), stage.mention()
        speaker.recall.heard(post, summoned=True)
        await speaker.send(answer_to(post, stage.ann))
        assert stage.calls("GET /2/tweets") == []


async def test_a8_each_mention_gets_one_automated_reply_and_after_stop_none():
    async with a_stage() as stage:
        speaker = stage.speaker()
        first, second, third = (stage.mention(text=f"@NordexSupport help {n}") for n in range(3))
        await speaker.send(answer_to(first, stage.ann, "One."))
        await speaker.send(answer_to(second, stage.ann, "Two."))
        with pytest.raises(Rejected, match="already"):
            await speaker.send(answer_to(second, stage.ann, "Two, again."))
        speaker.recall.silence(stage.ann)
        with pytest.raises(Rejected, match="no more automated"):
            await speaker.send(answer_to(third, stage.ann, "Three."))
        assert len(stage.calls(POST)) == 2
        await speaker.send(answer_to(third, stage.ann, "A person here.", by="mira"))
        speaker.recall.welcome(stage.ann)
        await speaker.send(answer_to(third, stage.ann, "Three."))


async def test_a8_silence_holds_in_private_too():
    async with a_stage() as stage:
        speaker = stage.speaker()
        stage.control.write(stage.ann, "stop")
        speaker.recall.silence(stage.ann)
        with pytest.raises(Rejected, match="no more automated"):
            await speaker.send(letter_to(stage.ann))
        assert stage.calls(LETTER) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("see nordex.com for more", "no link"),
        ("https://help.nordex.com/fees", "no link"),
        ("好" * 141, "282 long"),
        ("", "nothing to say"),
    ],
    ids=["bare domain", "address", "281 weighted", "empty"],
)
async def test_a9_what_x_would_refuse_or_bill_never_leaves(text, why):
    async with a_stage() as stage:
        with pytest.raises(Rejected, match=why):
            await stage.speaker().send(answer_to(stage.mention(), stage.ann, text))
        assert stage.calls(POST) == []


async def test_a9_a_second_cashtag_loses_its_mark_and_an_agent_is_told():
    async with a_stage() as stage:
        speaker, post = stage.speaker(), stage.mention()
        with pytest.raises(Rejected, match="1 symbol"):
            await speaker.send(answer_to(post, stage.ann, "$BTC or $ETH?", by="mira"))
        assert stage.calls(POST) == []
        await speaker.send(answer_to(post, stage.ann, "$BTC or $ETH?"))
        assert stage.said[0].endswith("$BTC or ETH?")


async def test_a10_a_dropped_connection_is_looked_up_before_anything_is_sent_again():
    async with a_stage() as stage:
        speaker, post = stage.speaker(), stage.mention()
        row = answer_to(post, stage.ann)
        stage.control.inject("drop", POST)
        with pytest.raises(MaybeSent):
            await speaker.send(row)
        assert await speaker.find(row) is None
        stage.control.inject("drop", POST, after=True)
        with pytest.raises(MaybeSent):
            await speaker.send(row)
        assert len(stage.calls(POST)) == 2
        assert await speaker.find(row) == stage.control.our_posts()[0]["id"]


@pytest.mark.parametrize("kind", ["html", "malformed", "silence", "status"])
async def test_a10_no_readable_answer_to_a_post_is_nobody_knows(kind):
    async with a_stage() as stage:
        speaker, post = stage.speaker(answer_timeout_s=0.2), stage.mention()
        stage.control.inject(kind, POST, after=True)
        row = answer_to(post, stage.ann)
        with pytest.raises(MaybeSent):
            await speaker.send(row)
        assert await speaker.find(row) == stage.control.our_posts()[0]["id"]
        assert len(stage.control.our_posts()) == 1


async def test_a10_a_message_is_found_too_and_never_twice():
    async with a_stage() as stage:
        speaker = stage.speaker()
        stage.control.write(stage.ann, "hello")
        rows = [letter_to(stage.ann, key=f"row {n}") for n in range(3)]
        earlier = await speaker.send(rows[0])
        stage.control.inject("drop", LETTER, after=True)
        with pytest.raises(MaybeSent):
            await speaker.send(rows[1])
        found = await speaker.find(rows[1])
        assert found not in (None, earlier)
        assert await speaker.find(rows[1]) == found
        assert await speaker.find(rows[2]) is None


async def test_a10_what_was_said_long_ago_is_not_taken_for_it():
    async with a_stage() as stage:
        speaker = stage.speaker()
        stage.control.write(stage.ann, "hello")
        await speaker.send(letter_to(stage.ann))
        await stage.clock.sleep(250)
        late = letter_to(stage.ann, key="another", due_at=stage.clock.now())
        assert await stage.speaker().find(late) is None


async def test_a10_a_timeline_that_lags_is_looked_at_twice():
    async with a_stage() as stage:
        speaker, post = stage.speaker(look_again_after_s=10), stage.mention()
        row = answer_to(post, stage.ann)
        assert await speaker.find(row) is None
        assert len(stage.calls(OWN)) == 2
        assert stage.sandbox.world.skew == pytest.approx(10, abs=1)


async def test_a10_hiding_again_does_no_harm():
    async with a_stage() as stage:
        row = answer_to("77", stage.ben, kind=Kind.DELETE, target="77", text="")
        assert await stage.speaker().find(row) is None
        assert await stage.speaker().send(row) == "77"  # gone already


async def test_a11_a_duplicate_refusal_after_a_lost_answer_means_sent():
    async with a_stage() as stage:
        speaker, post = stage.speaker(), stage.mention()
        row = answer_to(post, stage.ann, "Your withdrawal & its fee: see below.")
        stage.control.inject("drop", POST, after=True)
        with pytest.raises(MaybeSent):
            await speaker.send(row)
        assert await speaker.send(row) == stage.control.our_posts()[0]["id"]
        assert len(stage.control.our_posts()) == 1


@pytest.mark.parametrize("memory", [True, False], ids=["remembered", "after a restart"])
async def test_a11_what_was_said_to_somebody_else_begins_with_the_next_ones_name(memory):
    async with a_stage() as stage:
        await (speaker := stage.speaker()).send(
            answer_to(stage.mention(), stage.ann, "Same words.")
        )
        speaker = speaker if memory else stage.speaker()
        row = answer_to(stage.mention(stage.ben), stage.ben, "Same words.")
        remote = await speaker.send(row)
        assert {each.rpartition("@")[2] for each in stage.said} == {
            "ann_w Same words.",
            "ben_k Same words.",
        }
        assert await speaker.find(row) == remote
        assert len(stage.control.our_posts()) == 2


async def test_a11_what_was_said_to_the_same_person_before_is_refused():
    async with a_stage() as stage:
        speaker = stage.speaker()
        for _ in range(2):
            await speaker.send(answer_to(stage.mention(), stage.ann, "Same words."))
        with pytest.raises(Rejected, match="only once") as caught:
            await speaker.send(answer_to(stage.mention(), stage.ann, "Same words."))
        assert not caught.value.permanent
        assert not isinstance(caught.value, Duplicate)


async def test_a11_words_that_leave_no_room_for_a_name_are_refused_the_second_time():
    async with a_stage() as stage:
        speaker, full = stage.speaker(), "a" * 280
        await speaker.send(answer_to(stage.mention(), stage.ann, full))
        with pytest.raises(Rejected, match="only once"):
            await speaker.send(answer_to(stage.mention(stage.ben), stage.ben, full))


async def test_a11_where_the_timeline_cannot_be_read_nobody_knows():
    async with a_stage() as stage:
        speaker, post = stage.speaker(), stage.mention()
        row = answer_to(post, stage.ann)
        stage.control.inject("drop", POST, after=True)
        stage.control.inject("html", OWN)
        with pytest.raises(MaybeSent):
            await speaker.send(row)
        with pytest.raises(MaybeSent, match="duplicate"):
            await speaker.send(row)


@pytest.mark.parametrize("known", [True, False], ids=["heard before", "after a restart"])
async def test_a12_a_deleted_post_gets_no_reply_and_its_author_stays_reachable(known):
    async with a_stage() as stage:
        speaker, post = stage.speaker(), stage.mention()
        if known:
            speaker.recall.heard(post, summoned=True)
        stage.control.delete(post)
        with pytest.raises(Rejected, match="deleted") as caught:
            await speaker.send(answer_to(post, stage.ann))
        assert not caught.value.permanent
        assert len(stage.calls(POST)) == int(known)


@pytest.mark.parametrize(
    "shut",
    [
        lambda stage: stage.control.dms(stage.ann, "closed"),
        lambda stage: stage.control.block_us(stage.ann),
        lambda stage: stage.control.suspend(stage.ann),
    ],
    ids=["closed", "blocked", "suspended"],
)
async def test_closed_doors_are_for_good(shut):
    async with a_stage() as stage:
        stage.control.write(stage.ann, "hello")
        shut(stage)
        with pytest.raises(Rejected) as caught:
            await stage.speaker().send(letter_to(stage.ann))
        assert caught.value.permanent


async def test_a_restricted_conversation_is_refused_but_not_for_good():
    async with a_stage() as stage:
        post = stage.mention(reply_settings="subscribers")
        with pytest.raises(Rejected, match="restricted") as caught:
            await stage.speaker().send(answer_to(post, stage.ann))
        assert not caught.value.permanent


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (answer_to("77", "5", address="ann"), "not an address"),
        (answer_to("77", "5", address="dm/5"), "not an address"),
        (letter_to("5", address="post/5"), "not an address"),
        (answer_to("77", "5", kind=Kind.BAN, target="5"), "cannot ban"),
        (answer_to("77", "5", kind=Kind.DELETE, target="x"), "not the id"),
        (answer_to("77", "5", reply_to=None), "only answers"),
        (answer_to("seven", "5"), "did not mention"),
    ],
    ids=["no place", "message", "post", "ban", "no target", "unprompted", "no id"],
)
async def test_rows_that_x_has_no_call_for(row, why):
    async with a_stage() as stage:
        with pytest.raises(Rejected, match=why):
            await stage.speaker().send(row)
        assert len(stage.sandbox.calls) == 0


async def test_hiding_elsewhere_is_refused_and_closes_nothing():
    async with a_stage() as stage:
        post = stage.mention()
        row = answer_to(post, stage.ann, kind=Kind.DELETE, target=post, text="")
        with pytest.raises(Rejected, match="only hide") as caught:
            await stage.speaker().send(row)
        assert not caught.value.permanent


async def test_with_no_budget_left_nothing_is_called_and_the_time_is_told():
    async with a_stage() as stage:
        stage.control.limit(POST, 1, 100)
        speaker, first, second = stage.speaker(), stage.mention(), stage.mention()
        await speaker.send(answer_to(first, stage.ann, "One."))
        with pytest.raises(RateLimited) as caught:
            await speaker.send(answer_to(second, stage.ann, "Two."))
        assert 95 <= caught.value.retry_after <= 103
        assert len(stage.calls(POST)) == 1
        await stage.clock.sleep(caught.value.retry_after)
        await speaker.send(answer_to(second, stage.ann, "Two."))
        assert stage.sandbox.limits.violations == []


async def test_fifteen_messages_in_a_quarter_of_an_hour():
    async with a_stage() as stage:
        speaker = stage.speaker()
        stage.control.write(stage.ann, "hello")
        rows = [letter_to(stage.ann, f"Line {n}.", by="mira") for n in range(16)]
        done = [await _outcome(speaker, row) for row in rows]
        assert [isinstance(each, str) for each in done] == [True] * 15 + [False]
        assert isinstance(done[-1], RateLimited)
        assert stage.sandbox.limits.violations == []


async def test_a_send_that_hangs_does_not_gather_the_outbox_behind_it():
    async with a_stage() as stage:
        speaker = stage.speaker(answer_timeout_s=0.3)
        stage.control.inject("silence", POST, seconds=0.25)
        posts = [stage.mention(text=f"@NordexSupport {n}") for n in range(8)]
        rows = [answer_to(each, stage.ann, f"Answer {each}") for each in posts]
        done = await asyncio.gather(*(_outcome(speaker, row) for row in rows))
        kinds = [type(each).__name__ for each in done]
        assert kinds.count("MaybeSent") == 1
        assert kinds.count("RateLimited") >= 3
        assert kinds.count("str") >= 1


async def _outcome(speaker, row):
    try:
        return await speaker.send(row)
    except (RateLimited, MaybeSent) as error:
        return error
