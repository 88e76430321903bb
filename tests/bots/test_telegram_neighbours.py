"""What others write beside a question: it arrives, tied to what it answers, in the same scene."""

from __future__ import annotations

import pytest

from core.types import Place
from tests.bots.telegram_kit import Listener, a_stage

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage(reads_all=True) as made:
        yield made


async def heard(desk, count):
    await desk.until(lambda desk: len(desk.messages) == count)
    return {each.text: each for each in desk.messages}


async def test_an_answer_by_somebody_else_arrives_and_names_what_it_answers(stage):
    async with Listener(stage.adapter()) as desk:
        asked = stage.say(stage.ann, stage.group, "@NordexBot where is my deposit")
        stage.say(stage.ben, stage.group, "I can help you", reply_to=asked.id)
        stage.say(stage.ben, stage.group, "write to me")
        said = await heard(desk, 3)
    question, answer, aside = said.values()
    assert (question.addressed, answer.addressed, aside.addressed) == (True, False, False)
    assert answer.reply_to == question.id
    assert answer.reply_text == question.text
    assert len({each.scene for each in said.values()}) == 1


async def test_with_privacy_mode_on_the_bot_hears_only_what_speaks_to_it():
    async with a_stage(reads_all=False) as stage:
        plain = stage.sandbox.control.create_chat("Traders", stage.mira)["id"]
        stage.sandbox.membership.join(stage.ben, plain)
        stage.sandbox.updates.clear()
        async with Listener(stage.adapter()) as desk:
            stage.say(stage.ben, plain, "I can help you")
            stage.say(stage.ben, plain, "@NordexBot hello")
            await heard(desk, 1)
            stage.sandbox.control.privacy(reads_all=True)
            stage.say(stage.ben, plain, "write to me")
            said = await heard(desk, 2)
    assert list(said) == ["@NordexBot hello", "write to me"]


async def test_topics_are_scenes_of_their_own(stage):
    forum = stage.sandbox.control.create_chat("Forum", stage.mira, forum=True)["id"]
    for who in (stage.ann, stage.ben):
        stage.sandbox.membership.join(who, forum)
    stage.say(stage.mira, forum, "welcome")
    open_topic = stage.sandbox.membership.open_topic
    one, two = (open_topic(forum, stage.mira, name).id for name in ("Deposits", "Trading"))
    async with Listener(stage.adapter()) as desk:
        asked = stage.say(stage.ann, forum, "a", topic=one)
        stage.say(stage.ben, forum, "b", reply_to=asked.id)
        stage.say(stage.ben, forum, "c", topic=one)
        stage.say(stage.ben, forum, "d", topic=two)
        stage.say(stage.ben, forum, "e")
        said = await heard(desk, 6)
    scenes = {text: said[text].scene for text in "abcde"}
    assert scenes["a"] == scenes["b"] == scenes["c"]
    assert len(set(scenes.values())) == 3
    assert said["b"].reply_to == said["a"].id
    assert said["c"].reply_to is None


@pytest.fixture
async def channel(stage):
    """A channel whose posts are commented on in the group; two posts of it there."""
    news = stage.sandbox.control.create_chat("Nordex News", stage.mira, "channel", bot="")["id"]
    stage.sandbox.control.link(news, stage.group)
    stage.sandbox.updates.clear()

    def post(text):
        stage.say(stage.mira, news, text)
        return list(stage.sandbox.world.chat(stage.group).posts)[-1]

    return post


async def test_the_comments_under_a_post_are_a_scene_of_their_own(stage, channel):
    async with Listener(stage.adapter()) as desk:
        one, two = channel("a new coin"), channel("a new office")
        asked = stage.say(stage.ann, stage.group, "a", reply_to=one)
        stage.say(stage.ben, stage.group, "b", reply_to=asked.id)
        stage.say(stage.ben, stage.group, "c", reply_to=two)
        stage.say(stage.ben, stage.group, "d")
        said = await heard(desk, 4)
    scenes = {text: each.scene for text, each in said.items()}
    assert scenes["a"] == scenes["b"] == f"telegram:7000000001:{stage.group}/0/{one}"
    assert len(set(scenes.values())) == 3
    assert [each.place for each in said.values()] == [*[Place.CHANNEL] * 3, Place.GROUP]
    assert {each.address for each in said.values()} == {str(stage.group)}


async def test_a_post_from_before_we_came_is_known_by_its_first_comment(stage, channel):
    post = channel("a new coin")
    stage.sandbox.updates.clear()
    async with Listener(stage.adapter()) as desk:
        asked = stage.say(stage.ann, stage.group, "a", reply_to=post)
        stage.say(stage.ben, stage.group, "b", reply_to=asked.id)
        said = await heard(desk, 2)
    assert said["a"].scene == said["b"].scene != ""
    assert said["b"].place is Place.CHANNEL


async def test_a_chain_of_replies_stays_in_the_scene_of_the_group(stage):
    async with Listener(stage.adapter()) as desk:
        asked = stage.say(stage.ann, stage.group, "a")
        answer = stage.say(stage.ben, stage.group, "b", reply_to=asked.id)
        stage.say(stage.ann, stage.group, "c", reply_to=answer.id)
        said = await heard(desk, 3)
    assert answer.thread == asked.id
    assert {each.scene for each in said.values()} == {f"telegram:7000000001:{stage.group}/0"}


@pytest.mark.parametrize("order", ["/scamcheck", "/scamcheck@NordexBot", "/SCAMCHECK@nordexbot"])
async def test_a_check_in_answer_to_a_message_brings_that_message_along(stage, order):
    async with Listener(stage.adapter()) as desk:
        bait = stage.say(stage.ben, stage.group, "send me your seed", media=["photo"])
        stage.say(stage.ann, stage.group, order, reply_to=bait.id)
        said = await heard(desk, 2)
    asked = said[order]
    assert (asked.addressed, asked.reply_text) == (True, "send me your seed")
    assert asked.author.id == str(stage.ann)


async def test_a_check_for_another_bot_is_not_for_us(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.ann, stage.group, "/scamcheck@OtherBot send me your seed")
        (asked,) = (await heard(desk, 1)).values()
    assert not asked.addressed
