"""The crowd: what it says, to whom, and how it takes an answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter

import pytest

from sandbox.crowd import Crowd, TelegramStage
from sandbox.crowd.cast import PLACES, TELEGRAM, Cast, Story, X, load_cast
from sandbox.crowd.reactions import asks_for_a_fact, button_for
from tests.sandbox.conftest import until

pytestmark = pytest.mark.anyio

LANGUAGES = {"en", "zh", "es", "ru", "pt", "tr", "vi", "ko", "ja", "id", "ar", "hi", "fr", "de"}


@contextlib.asynccontextmanager
async def running(sandbox, cast=None, pace=100.0, seed=1):
    crowd = Crowd([TelegramStage(sandbox)], pace=pace, seed=seed, cast=cast)
    task = asyncio.create_task(crowd.run())
    await asyncio.sleep(0)
    try:
        yield crowd
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def only(cast: Cast, *stories: Story) -> Cast:
    return Cast(cast.group, cast.group_username, cast.people, stories, cast.scammers)


def told(cast):
    return [each for each in cast.stories if each.on == TELEGRAM]


def group_of(crowd):
    return crowd.stages[TELEGRAM].group


def said(sandbox, sender=0):
    return [
        each["text"]
        for each in sandbox.control.ledger(direction="in")
        if each["kind"] == "message" and sender in {0, each["sender"]}
    ]


def test_the_cast_is_who_the_contract_says():
    cast = load_cast()
    staff = {each.username: each.id for each in cast.people.values() if each.role != "member"}
    assert {
        "mira_nordex": 2001,
        "tomasz_nordex": 2002,
        "liwen_nordex": 2003,
        "amara_nordex": 2004,
    }.items() <= staff.items()
    assert cast.group == "Nordex Official"
    assert {each.language[:2] for each in cast.people.values()} == LANGUAGES
    ids = [each.id for each in cast.people.values()]
    assert len(ids) == len(set(ids))


def test_there_is_enough_to_say_and_nobody_repeats_a_line():
    lines = [
        line
        for story in load_cast().stories
        for line in (*(step.say or step.edit for step in story.steps), *story.then, story.asked)
        if line
    ]
    assert len(lines) >= 120
    repeated = [line for line, count in Counter(lines).items() if count > 1 and len(line) > 12]
    assert repeated == []


def test_a_story_about_nobody_is_refused(tmp_path):
    lines = tmp_path / "lines.toml"
    lines.write_text('[[story]]\nwho = "ghost"\nwhere = "group"\nsteps = ["boo"]\n')
    with pytest.raises(ValueError, match="'ghost', who is nobody"):
        load_cast(lines=lines)


def test_a_story_in_no_place_is_refused(tmp_path):
    lines = tmp_path / "lines.toml"
    lines.write_text('[[story]]\non = "x"\nwho = "kev"\nwhere = "group"\nsteps = ["boo"]\n')
    with pytest.raises(ValueError, match="in 'group' on 'x', which is nowhere"):
        load_cast(lines=lines)


@pytest.mark.parametrize("platform", PLACES)
def test_every_platform_has_stories_in_all_its_places_and_several_languages(platform):
    cast = load_cast()
    stories = [each for each in cast.stories if each.on == platform]
    assert {each.where for each in stories} == PLACES[platform]
    assert len({cast.people[each.who].language for each in stories}) >= 10


def test_stories_are_possible_where_they_are_told():
    """Nobody edits a direct message on X, and account names there are short."""
    cast = load_cast()
    steps = [
        (story, step)
        for story in cast.stories
        for step in story.steps
        if step.edit and story.on == X and story.where == "private"
    ]
    assert steps == []
    assert all(0 < len(each.account) <= 15 for each in cast.people.values())
    assert len({each.account.lower() for each in cast.people.values()}) == len(cast.people)


async def test_somebody_writes_within_a_second_and_it_goes_on(sandbox, api):
    async with running(sandbox, pace=1):
        await until(lambda: said(sandbox), 1)
    async with running(sandbox, pace=200):
        await until(lambda: len(said(sandbox)) > 80)
    chats = {each["chat"] for each in sandbox.control.ledger()}
    assert any(each > 0 for each in chats)
    assert any(each < 0 for each in chats)
    while batch := await api.ok("getUpdates"):
        sandbox.updates.confirm(batch[-1]["update_id"] + 1)
    assert "edit" in {each["kind"] for each in sandbox.control.ledger()}


async def test_the_same_seed_tells_the_same_stories_first():
    from sandbox.telegram import TelegramSandbox

    firsts = []
    for _ in range(2):
        async with TelegramSandbox() as fresh, running(fresh, seed=7):
            await until(lambda fresh=fresh: len(said(fresh)) > 3)
            firsts.append(said(fresh)[0])
    assert firsts[0] == firsts[1]


async def test_a_person_gives_the_fact_presses_the_button_and_thanks(sandbox, bot):
    from telegram import InlineKeyboardButton as Button
    from telegram import InlineKeyboardMarkup

    cast = load_cast()
    marcus = cast.people["marcus"]
    story = next(each for each in told(cast) if each.who == "marcus" and each.press)
    silent = Story(who="ben", where="private", steps=story.steps[:1])
    async with running(sandbox, only(cast, story, silent)):
        await until(lambda: len(said(sandbox, marcus.id)) >= 4)
        await bot.send_message(marcus.id, "Sorry! What is the transaction id (TXID)?")
        await until(lambda: story.asked in said(sandbox, marcus.id))
        markup = InlineKeyboardMarkup([[Button("Talk to a person", callback_data="h:person:1")]])
        await bot.send_message(marcus.id, "Thank you. I pass this on.", reply_markup=markup)
        await until(lambda: sandbox.scene.queries)
        await bot.send_message(marcus.id, "A colleague will answer.")
        await until(lambda: story.then[0] in said(sandbox, marcus.id))


async def test_in_the_group_whoever_is_answered_reacts_there(sandbox, bot):
    cast = load_cast()
    story = next(each for each in told(cast) if each.who == "chen" and each.where == "group")
    async with running(sandbox, only(cast, story)) as crowd:
        await until(lambda: said(sandbox))
        posts = sandbox.world.chat(group_of(crowd)).posts
        question = next(each for each in posts.values() if each.sender == 3102)
        await bot.send_message(group_of(crowd), "to nobody")
        answer = await bot.send_message(group_of(crowd), "0.1 %", reply_to_message_id=question.id)
        await until(lambda: story.then[0] in said(sandbox))
    thanks = next(each for each in posts.values() if each.text == story.then[0])
    assert thanks.reply_to == answer.message_id


async def test_scammers_come_back_under_new_names_until_all_are_out(sandbox):
    cast = load_cast()
    story = next(each for each in told(cast) if any(s.by == "scammer" for s in each.steps))
    async with running(sandbox, only(cast, story)) as crowd:
        for scammer in cast.scammers:
            await until(lambda scammer=scammer: said(sandbox, scammer.id))
            sandbox.membership.remove(group_of(crowd), scammer.id, by=2001)
        seen = len(said(sandbox))
        await until(lambda: len(said(sandbox)) > seen + 4)
    assert {each.id for each in cast.scammers} <= {
        each["sender"] for each in sandbox.control.ledger()
    }


async def test_people_who_blocked_the_bot_fall_silent(sandbox, bot):
    cast = load_cast()
    story = next(each for each in told(cast) if each.who == "kev" and each.steps[1].edit)
    async with running(sandbox, only(cast, story)):
        await until(lambda: said(sandbox))
        await bot.send_message(3002, "hello")
        sandbox.membership.block(3002)
        before = len(said(sandbox))
        await asyncio.sleep(0.2)
    assert len(said(sandbox)) == before


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Please send the TXID?", True),
        ("请提供交易号：", True),
        ("Your transaction is on its way.", False),
        ("How are you?", False),
    ],
)
def test_what_counts_as_being_asked(text, asks):
    assert asks_for_a_fact(text) is asks


@pytest.mark.parametrize(
    ("press", "button", "data"),
    [
        ("person", ("Talk to a human", "h:1"), "h:1"),
        ("person", ("真人", "person"), "person"),
        ("人工", ("转人工", "h:2"), "h:2"),
        ("person", ("Solved", "done"), ""),
        ("person", ("person", ""), ""),
        ("stop", ("Stop", "s"), "s"),
    ],
)
def test_which_button_is_pressed(press, button, data):
    assert button_for(press, [button]) == data
    assert button_for(press, []) == ""
