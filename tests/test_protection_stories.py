"""Protection told as it happens: somebody asks, somebody else poses as us, over real sockets."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from contextlib import asynccontextmanager, closing, suppress

import pytest

from core.protection import ScamStatus
from core.types import RiskLevel
from sandbox.discord import DiscordSandbox
from sandbox.discord.permissions import MEMBER, Permission
from sandbox.telegram import TelegramSandbox
from sandbox.telegram.scene import NotPossibleError
from sandbox.twitter import TwitterSandbox
from tests.story_kit import (
    IN_TIME_S,
    MIRA,
    MIRA_ON_DISCORD,
    PRIVATE_WARNING,
    TOMASZ,
    TOMASZ_ON_DISCORD,
    WARNING,
    a_desk,
    as_toml,
    case_of,
    done,
    has_scam,
    judged,
    loaded,
    nobody_accused,
    on_discord,
    on_telegram,
    on_x,
    scam,
    times,
    until,
)

pytestmark = pytest.mark.anyio

STUCK = "my withdrawal has been stuck for three days, please help"
FEES = "what are your trading fees?"
FORM = (
    "Sorry for the delay. Fill in this form so that we can release your withdrawal:"
    " https://nordex-support-form.example/claim"
)
PIVOT = "Hello, I am from the support team. Write me at @nordex_desk_help, I release it for you"
FASTER = "Somebody was faster"
SEED = "vessel ladder alter error federal sibling chat ability sun glass valve picture"
PITCH = (
    "Dear user, our recovery desk got my stuck coins back within an hour. Write to"
    " @fast_refund_desk now and send your recovery phrase to be verified"
)


# X


class OnX:
    """The simulated X with Ann, and a look-alike of ours."""

    def __init__(self, sandbox):
        self.sandbox, self.control = sandbox, sandbox.control
        for route in ("GET /2/users/{id}/mentions", "GET /2/dm_events"):
            self.control.limit(route, 9000)
        self.ann = self.control.create_user("Ann", "ann_x")["id"]
        self.fake = self.control.create_user("Nordex Support", "NordexSupp0rt", age_days=2)["id"]

    def said(self):
        """Our posts, newest first."""
        return [each["text"] for each in self.control.our_posts()]

    def wrote(self):
        """Our direct messages, oldest first."""
        return [each["text"] for each in self.control.our_messages()]

    async def asks(self, text=STUCK):
        """Ann asks in public and is answered."""
        post = self.control.post(self.ann, f"@NordexSupport {text}")["id"]
        await until(self.said)
        return post


@pytest.fixture
async def x():
    async with TwitterSandbox() as running:
        yield OnX(running)


async def test_on_x_who_wrote_to_us_before_is_warned_in_private(x, tmp_path):
    async with a_desk(loaded(tmp_path, on_x(x.sandbox))) as desk:
        x.control.write(x.ann, "hello")
        await until(x.wrote)
        post = await x.asks()
        assert "never ask for a password" in x.said()[0]
        x.control.post(x.fake, FORM, reply_to=post)
        await until(lambda: PRIVATE_WARNING in x.wrote()[-1])
        file = await until(has_scam(desk, "twitter", x.fake, lambda each: each.scam.warned))
        assert file.scam.level is RiskLevel.ALERT
        assert FORM in [each.text for each in file.events if each.kind == "message"]
        assert all(each.reasons and each.sha256 for each in file.events if each.kind == "message")
        assert {"nordex-support-form.example"} <= {each.shown for each in file.traces}
        told = await times(desk)
        assert (told.count, told.worst_s < IN_TIME_S) == (1, True)
        assert len(x.said()) == 1, "nothing public is said twice"


async def test_on_x_who_never_wrote_to_us_is_a_persons_matter_with_the_words_prepared(x, tmp_path):
    async with a_desk(loaded(tmp_path, on_x(x.sandbox))) as desk:
        post = await x.asks(FEES)
        x.control.post(x.fake, FORM, reply_to=post)
        await until(has_scam(desk, "twitter", x.fake))
        case = await until(case_of(desk, x.ann, lambda each: each.held_by == "queue"))
        assert case.priority == "P1"
        file = await desk.deliverer.store.case_file(case.id)
        assert [WARNING in line.text for line in file.lines if line.kind == "note"] == [True]
        [raised] = [each for each in file.decisions if each.evidence.startswith("alarm:")]
        attack = await scam(desk, "twitter", x.fake)
        assert (raised.at - attack.scam.last_at).total_seconds() < IN_TIME_S
        assert (len(x.said()), x.wrote()) == (1, [])


async def test_on_x_a_look_alike_that_calls_us_itself_gets_the_warning_under_it(x, tmp_path):
    async with a_desk(loaded(tmp_path, on_x(x.sandbox))) as desk:
        post = await x.asks()
        attack = x.control.post(x.fake, f"{FORM} (case of @NordexSupport)", reply_to=post)["id"]
        await until(has_scam(desk, "twitter", x.fake, lambda each: each.scam.warned))
        [warning] = [each for each in x.control.our_posts() if WARNING in each["text"]]
        assert [each["id"] for each in warning["referenced_tweets"]] == [attack]
        assert (await times(desk)).worst_s < IN_TIME_S
        assert len(x.said()) == 2


async def test_on_x_an_answer_that_leaves_our_name_out_is_found_by_looking(x, tmp_path):
    async with a_desk(loaded(tmp_path, on_x(x.sandbox))) as desk:
        x.control.write(x.ann, "hello")
        await until(x.wrote)
        post = x.control.post(x.ann, f"@NordexSupport {STUCK}", age=60)["id"]
        await until(x.said)
        x.control.post(x.fake, FORM, reply_to=post, bare=True, age=40)
        await until(lambda: PRIVATE_WARNING in x.wrote()[-1])
        await until(has_scam(desk, "twitter", x.fake, lambda each: each.scam.warned))
        assert (await times(desk)).worst_s < IN_TIME_S


# Telegram


class OnTelegram:
    """The group, the moderators' own group, Ben in it, and somebody who calls himself Mira."""

    def __init__(self, sandbox):
        self.sandbox, self.world, self.control = sandbox, sandbox.world, sandbox.control
        people = ((MIRA, "Mira", "mira_nordex"), (TOMASZ, "Tomasz", "tomasz_nordex"))
        for number, name, handle in people:
            self.world.add_user(name, id=number, username=handle)
        self.ben = self.world.add_user("Ben", id=501, username="ben_b", language_code="en").id
        self.fake = self.world.add_user("Mira Solberg", id=666, username="mira_nordexx").id
        how = {"bot": "administrator"}
        self.group = self.control.create_chat("Nordex Official", MIRA, **how)["id"]
        self.staff = self.control.create_chat("Nordex Moderators", MIRA, **how)["id"]
        self.control.join(TOMASZ, self.staff)
        self.control.join(TOMASZ, self.group)
        self.control.promote(TOMASZ, self.group, can_restrict_members=True)
        for each in (self.ben, self.fake):
            self.control.join(each, self.group)

    def wiring(self, **table):
        return on_telegram(self.sandbox, staff_group=str(self.staff), **table)

    def say(self, who, text, **how):
        """Somebody writes into the group; the message's number."""
        return self.control.say(who, self.group, text, **how)["message_id"]

    def told(self, chat):
        return self.world.bot_posts(chat)

    async def asks(self):
        """Ben asks in the group and is answered."""
        name = self.world.bot.username
        asked = self.say(self.ben, f"@{name} {STUCK}")
        await until(lambda: self.told(self.group))
        return asked

    async def warned(self, question):
        """The warnings under a question, once there are any."""
        return await until(lambda: [
            each
            for each in self.told(self.group)
            if WARNING in each.text and each.reply_to == question
        ])  # fmt: skip

    async def card(self, holds=""):
        """The report in the moderators' group."""
        found = await until(lambda: [
            each for each in self.told(self.staff) if each.markup and holds in each.text
        ])  # fmt: skip
        return found[-1]

    def stands(self, message):
        return message in self.world.chat(self.group).posts

    def press(self, who, card, verb):
        [data] = [
            each["callback_data"]
            for row in card.markup["inline_keyboard"]
            for each in row
            if f" {verb} " in each["callback_data"]
        ]
        self.control.press(who, self.staff, card.id, data)


@pytest.fixture
async def telegram():
    async with TelegramSandbox(reads_all=True) as running:
        yield OnTelegram(running)


async def test_on_telegram_an_impostor_of_staff_is_stopped_and_a_moderator_takes_it_back(
    telegram, tmp_path
):
    async with a_desk(loaded(tmp_path, telegram.wiring())) as desk:
        question = await telegram.asks()
        attack = telegram.say(telegram.fake, PIVOT, reply_to=question)
        assert len(await telegram.warned(question)) == 1
        assert (await times(desk)).worst_s < IN_TIME_S
        await until(lambda: not telegram.stands(attack))
        assert telegram.stands(question)
        await until(lambda: standing(telegram) == "restricted")
        with pytest.raises(NotPossibleError):
            telegram.say(telegram.fake, "I am the real one")
        both = lambda each: done(each, "delete", "restrict")  # noqa: E731
        await until(has_scam(desk, "telegram", telegram.fake, both))
        card = await telegram.card()
        for each in (MIRA, TOMASZ):
            telegram.press(each, card, "not_scam")
        await until(lambda: standing(telegram) == "member")
        answers = await until(lambda: two_answers(telegram, card))
        assert [FASTER in each.text for each in answers].count(True) == 1
        file = await scam(desk, "telegram", telegram.fake)
        assert file.scam.status is ScamStatus.DISMISSED
        assert [each.text for each in file.events if each.kind == "ruling"] == ["not_scam"]
        assert len(await telegram.warned(question)) == 1


def standing(telegram):
    return telegram.control.standing(telegram.group, telegram.fake)["status"]


def two_answers(telegram, card):
    found = [each for each in telegram.told(telegram.staff) if each.id > card.id]
    return found if len(found) == 2 else None


async def test_on_telegram_a_dry_run_warns_and_reports_and_touches_nobody(telegram, tmp_path):
    table = {"protect": {"mode": "dry_run"}}
    async with a_desk(loaded(tmp_path, telegram.wiring(), **table)) as desk:
        question = await telegram.asks()
        attack = telegram.say(telegram.fake, PIVOT, reply_to=question)
        assert len(await telegram.warned(question)) == 1
        card = await telegram.card()
        assert "It would be: delete, restrict" in card.text
        file = await until(has_scam(desk, "telegram", telegram.fake))
        assert set(file.scam.would) == {"delete", "restrict"}
        assert file.scam.acts == ()
        assert telegram.stands(attack)
        telegram.say(telegram.fake, "I can still write")


async def test_on_telegram_own_people_and_fans_are_left_alone(telegram, tmp_path):
    fan = telegram.world.add_user("nordex fan", id=777, username="nordex_fan").id
    telegram.control.join(fan, telegram.group)
    async with a_desk(loaded(tmp_path, telegram.wiring())) as desk:
        question = await telegram.asks()
        telegram.control.rename(TOMASZ, first_name="Nordex Support", username="nordex_support_")
        telegram.say(
            TOMASZ, "Hello, I am from the support team. Ben, I look into it", reply_to=question
        )
        telegram.say(fan, "been here since 2021, never had a problem tbh", reply_to=question)
        telegram.say(fan, "join the nordex fan club, we meet every friday")
        await judged(desk, 4)
        assert await nobody_accused(desk)
        assert telegram.told(telegram.staff) == []
        assert telegram.control.standing(telegram.group, fan)["status"] == "member"
        assert all(WARNING not in each.text for each in telegram.told(telegram.group))


@pytest.mark.parametrize("met", [True, False], ids=["wrote to us before", "never wrote to us"])
async def test_on_telegram_a_seed_phrase_in_the_group_is_taken_away(telegram, tmp_path, met):
    async with a_desk(loaded(tmp_path, telegram.wiring())) as desk:
        if met:
            telegram.control.say(telegram.ben, telegram.ben, "hello")
            await until(lambda: telegram.told(telegram.ben))
        posted = telegram.say(telegram.ben, f"cannot log in, my phrase is {SEED}")
        await until(lambda: not telegram.stands(posted))
        case = await until(case_of(desk, telegram.ben, lambda each: each.priority == "P0"))
        assert "seed phrase removed" in case.subject
        if met:
            await until(lambda: len(telegram.told(telegram.ben)) == 2)
            assert "opens your account or your wallet" in telegram.told(telegram.ben)[-1].text
    for path in tmp_path.iterdir():
        assert b"federal sibling" not in path.read_bytes()


# Discord

RIGHTS = int(Permission.MANAGE_MESSAGES | Permission.MODERATE_MEMBERS) | MEMBER


class OnDiscord:
    """A server with a support channel, the moderators' own channel, Ben, and a false Mira."""

    def __init__(self, sandbox):
        self.sandbox, self.world, self.control = sandbox, sandbox.world, sandbox.control
        owner = self.user("owner")
        self.guild = int(self.control.create_guild("Nordex Official", owner)["id"])
        self.channel = int(self.control.create_channel(self.guild, "support")["id"])
        role = int(self.control.create_role(self.guild, "Moderators", RIGHTS, 11)["id"])
        people = ((MIRA_ON_DISCORD, "mira_nordex"), (TOMASZ_ON_DISCORD, "tomasz_nordex"))
        for number, name in people:
            self.user(name, id=number)
            self.control.join(number, self.guild)
            self.control.give_role(number, self.guild, role)
        self.staff = int(self.control.staff_channel(self.guild, role)["id"])
        self.ben = self.user("ben_b", global_name="Ben")
        self.fake = self.user("mira_nordexx", global_name="Mira Solberg")
        for each in (self.ben, self.fake):
            self.control.join(each, self.guild)

    def user(self, name, **details):
        return int(self.control.create_user(name, **details)["id"])

    def wiring(self):
        table = {"staff_channel": self.staff, "support_channels": [self.channel]}
        return on_discord(self.sandbox, **table)

    def say(self, who, text, reply_to=0):
        return int(self.control.say(who, self.channel, text, reply_to)["id"])

    def told(self, channel):
        posts = self.world.channel(channel).posts.values()
        return [each for each in posts if each.author == self.world.bot.id]

    def told_apart(self, who):
        """What only one person was told."""
        posts = self.world.ephemeral.values()
        return [each.content for each in posts if each.only_for == who and each.content]

    async def asks(self):
        asked = self.say(self.ben, STUCK)
        await until(lambda: self.told(self.channel))
        return asked

    async def warned(self, question):
        return await until(lambda: [
            each
            for each in self.told(self.channel)
            if WARNING in each.content and each.reference and each.reference.message == question
        ])  # fmt: skip

    def stands(self, message):
        return message in self.world.channel(self.channel).posts

    def standing(self):
        return self.control.standing(self.fake, self.guild)


@pytest.fixture
async def discord():
    async with DiscordSandbox() as running:
        yield OnDiscord(running)


async def test_on_discord_an_impostor_of_staff_is_stopped_and_a_moderator_takes_it_back(
    discord, tmp_path
):
    async with a_desk(loaded(tmp_path, discord.wiring())) as desk:
        question = await discord.asks()
        attack = discord.say(discord.fake, PIVOT, question)
        assert len(await discord.warned(question)) == 1
        assert (await times(desk)).worst_s < IN_TIME_S
        await until(lambda: not discord.stands(attack))
        assert discord.stands(question)
        await until(lambda: discord.standing()["timed_out"])
        both = lambda each: done(each, "delete", "restrict")  # noqa: E731
        await until(has_scam(desk, "discord", discord.fake, both))
        [card] = await until(lambda: discord.told(discord.staff))
        presses = (MIRA_ON_DISCORD, TOMASZ_ON_DISCORD)
        for each in presses:
            discord.control.press_label(each, discord.staff, card.id, "Not a scam")
        await until(lambda: not discord.standing()["timed_out"])
        await until(lambda: all(discord.told_apart(each) for each in presses))
        told = [text for each in presses for text in discord.told_apart(each)]
        assert [FASTER in each for each in told].count(True) == 1
        file = await scam(desk, "discord", discord.fake)
        assert file.scam.status is ScamStatus.DISMISSED
        assert [each.text for each in file.events if each.kind == "ruling"] == ["not_scam"]


# More than one platform


async def test_a_pitch_that_goes_from_platform_to_platform_is_known_the_third_time(
    telegram, discord, tmp_path
):
    one = telegram.world.add_user("Rick", id=881, username="rick_881").id
    two = telegram.world.add_user("Sam", id=882, username="sam_882").id
    three = discord.user("tom_883")
    for each in (one, two):
        telegram.control.join(each, telegram.group)
    discord.control.join(three, discord.guild)
    async with a_desk(loaded(tmp_path, telegram.wiring(), discord.wiring())) as desk:
        for each in (one, two):
            telegram.say(each, PITCH)
            await until(has_scam(desk, "telegram", each))
        discord.say(three, f"Hi there! {PITCH}")
        third = await until(has_scam(desk, "discord", three))
        [message] = [each for each in third.events if each.kind == "message"]
        assert any("from 2 other authors" in each for each in message.reasons)
        assert {each.author_id for each in third.alike} == {str(one), str(two)}
        first = await scam(desk, "telegram", one)
        assert str(three) in {each.author_id for each in first.alike}


# A crash


@asynccontextmanager
async def a_process(folder, wiring):
    """The desk as a process of its own."""
    settings = loaded(folder, wiring)
    file = folder / "settings.toml"
    file.write_text(as_toml(settings.settings))
    with (folder / "desk.log").open("a") as log:
        desk = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "app", "run", "--settings", str(file),
            env={**os.environ, **settings.secrets}, stderr=log,
        )  # fmt: skip
        try:
            yield desk
        finally:
            with suppress(ProcessLookupError):
                desk.kill()
            await desk.wait()


def rows(folder, statement):
    path = folder / "desk.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        try:
            return database.execute(statement).fetchall()
        except sqlite3.OperationalError:  # the first start is still making the tables
            return []


async def test_a_crash_between_attack_and_warning_costs_no_warning_and_gives_none_twice(
    telegram, tmp_path
):
    waits = "select key from outbox where key like 'warn:%' and state = 'pending'"
    # what is killed in the middle of a send is nobody's to repeat: the card was refused before
    refused = "select key from outbox where key like 'card:%' and state = 'pending' and attempts"
    open_rows = "select key from outbox where state in ('pending', 'sending')"
    async with a_process(tmp_path, telegram.wiring()) as desk:
        question = telegram.say(telegram.ben, f"@{telegram.world.bot.username} {STUCK}")
        await until(lambda: telegram.told(telegram.group), 40)
        telegram.control.inject("status", "sendMessage", status=429, retry_after=3, count=None)
        telegram.say(telegram.fake, PIVOT, reply_to=question)
        await until(lambda: rows(tmp_path, waits) and rows(tmp_path, refused), 20)
        desk.kill()
        await desk.wait()
    assert all(WARNING not in each.text for each in telegram.told(telegram.group))
    telegram.control.clear_faults()
    async with a_process(tmp_path, telegram.wiring()):
        await until(lambda: any(WARNING in each.text for each in telegram.told(telegram.group)), 40)
        await until(lambda: not rows(tmp_path, open_rows), 20)
    assert len(await telegram.warned(question)) == 1
    assert len([each for each in telegram.told(telegram.staff) if each.markup]) == 1
