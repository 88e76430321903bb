"""The crowd on X: mentions, threads, fake helpers, direct messages, edits."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from sandbox.crowd import Crowd, XStage
from sandbox.crowd.cast import SCAMMER, Cast, Step, Story, X, load_cast
from sandbox.crowd.stage import Heard, Said, Turn
from sandbox.twitter import TwitterSandbox, compose
from sandbox.twitter.scene import NotPossibleError
from tests.sandbox.conftest import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def x():
    async with TwitterSandbox() as sandbox:
        yield sandbox


# Somebody who changes what he never said: the crowd runs, and nothing is to be seen of it.
NOTHING = Story(who="laozhou", where="public", steps=(Step(edit="…"),), on=X)


@contextlib.asynccontextmanager
async def telling(sandbox, *stories, pace=100.0):
    """Each of the stories once, and the reactions to whatever is answered."""
    whole = load_cast()
    cast = Cast(whole.group, whole.group_username, whole.people, (NOTHING,), whole.scammers)
    crowd = Crowd([XStage(sandbox)], pace=pace, seed=1, cast=cast)
    crowd.settle()
    tasks = [asyncio.create_task(each) for each in (crowd.run(), *map(crowd.tell, stories))]
    try:
        yield crowd
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def the(who, where, **wanted):
    """The story of somebody on X."""
    for each in load_cast().stories:
        if (each.on, each.who, each.where) == (X, who, where) and all(
            bool(getattr(each, name)) == value for name, value in wanted.items()
        ):
            return each
    raise AssertionError(f"{who} has no such story")


def said(sandbox, kind="post"):
    return [each for each in sandbox.control.ledger(direction="in") if each["kind"] == kind]


def say_as_us(sandbox, text, **details):
    """What our account would post; the API's own rules are another test's."""
    world = sandbox.world
    return world.add_post(compose.new_post(world, world.us.id, text, **details))


def write_as_us(sandbox, user, text):
    world = sandbox.world
    return world.add_message(compose.new_message(world, world.us.id, user, text))


async def test_all_stories_reach_the_platform(x):
    stories = [each for each in load_cast().stories if each.on == X]
    async with telling(x, *stories, pace=400):
        await until(lambda: said(x, "edit"))
        await until(lambda: len(said(x)) >= 20)
        await until(lambda: len(said(x, "dm")) >= 4)
    texts = " ".join(each["text"] for each in said(x))
    assert "@NordexSupport" in texts
    assert {x.world.user(int(each["author"])).username for each in said(x)} >= {"kev_hodls"}
    assert x.world.users[1002].username == "NordexHQ"


async def test_a_fake_helper_answers_under_a_users_post_and_the_next_comes_when_blocked(x):
    story = the("marcus", "public")
    async with telling(x) as crowd:
        for scammer in crowd.cast.scammers:
            await crowd.tell(story)
            scam = next(each for each in said(x) if each["author"] == str(scammer.id))
            above = x.world.post(int(scam["reply_to"]))
            assert above.author == crowd.cast.people["marcus"].id
            x.world.blocked.add(scammer.id)
        before = len(said(x))
        await crowd.tell(story)
    assert len(said(x)) == before + 1, "all are blocked, and nobody warns of nobody"
    assert x.world.user(crowd.cast.scammers[0].id).username == "NordexSupp0rt"


async def test_whoever_is_answered_gives_the_fact_and_thanks_in_the_thread(x):
    story = the("dana", "public", asked=True)
    dana = load_cast().people["dana"].id
    async with telling(x, story):
        await until(lambda: said(x))
        question = int(said(x)[0]["id"])
        say_as_us(x, "to nobody in particular")
        asking = say_as_us(x, "What is the TXID?", reply_to=question)
        await until(lambda: [each for each in said(x) if each["reply_to"] == str(asking.id)])
        fact = next(each for each in said(x) if each["reply_to"] == str(asking.id))
        assert "TXID: 41fd" in fact["text"]
        assert fact["author"] == str(dana)
        answer = say_as_us(x, "It is on its way.", reply_to=int(fact["id"]))
        await until(lambda: [each for each in said(x) if each["reply_to"] == str(answer.id)])
        thanks = next(each for each in said(x) if each["reply_to"] == str(answer.id))
        assert x.world.post(int(thanks["id"])).typed == story.then[0]


async def test_a_direct_message_is_answered_directly_until_stop(x):
    story = the("ben", "private")
    ben = load_cast().people["ben"].id
    async with telling(x, story):
        await until(lambda: said(x, "dm"))
        write_as_us(x, ben, "We look into it &amp; tell you.")
        await until(lambda: story.then[0] in [each["text"] for each in said(x, "dm")])
        write_as_us(x, ben, "A person will write.")
        await until(lambda: "stop" in [each["text"] for each in said(x, "dm")])


async def test_an_edit_is_a_new_version_of_the_post(x):
    story = the("kev", "public")
    async with telling(x, story):
        await until(lambda: said(x, "edit"))
    edited = x.world.post(int(said(x, "edit")[0]["id"]))
    assert edited.typed == story.steps[1].edit
    assert len(edited.history) == 2


async def test_suspended_people_fall_silent_and_the_crowd_goes_on(x):
    async with telling(x) as crowd:
        x.scene.suspend(crowd.cast.people["kev"].id)
        await crowd.tell(the("kev", "public"))
        assert said(x) == []
        await crowd.tell(the("ben", "private"))
    assert len(said(x, "dm")) == 1


async def test_nobody_edits_what_was_never_said_and_there_are_no_buttons(x):
    cast = load_cast()
    stage = XStage(x)
    stage.settle(cast)
    stage.settle(cast)
    kev = cast.people["kev"]
    assert stage.perform(Turn(who=kev, where="public", step=Step(edit="never"))) is None
    with pytest.raises(NotPossibleError, match="sees no button"):
        stage.press(kev, Heard(to="kev", said=Said(0, 1), text=""), "h:1")
    assert all(stage.lets_in(each) for each in cast.people.values() if each.role == SCAMMER)
