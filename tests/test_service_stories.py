"""Service told as it happens, over real sockets: who is called, and who is asked how it was."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.case import Holder, Move, Status
from core.service.paging import PageState
from core.types import Urgency
from sandbox.discord import DiscordSandbox
from sandbox.discord.permissions import MEMBER, Permission
from sandbox.telegram import TelegramSandbox
from tests.story_kit import (
    MIRA,
    MIRA_ON_DISCORD,
    TOMASZ,
    a_desk,
    case_of,
    loaded,
    memory,
    on_discord,
    on_telegram,
    until,
)

pytestmark = pytest.mark.anyio

LOSING = "somebody hacked my account and is withdrawing all my coins right now, please stop it"
KYC = "my identity verification has been pending for two days, why does it take so long?"
SECONDS = 1 / 60
RIGHTS = MEMBER | Permission.MODERATE_MEMBERS | Permission.MANAGE_MESSAGES
ARTICLES = ("welcome", "security-secret-posted", "account-freeze-now", "fees-trading-tiers")


def a_shelf(folder):
    """A handful of articles: nothing here is about what they answer."""
    shelf = folder / "articles" / "en"
    shelf.mkdir(parents=True)
    for name in ARTICLES:
        shutil.copy(Path("knowledge/articles/en") / f"{name}.md", shelf)
    return shelf.parent


class Town:
    """Ben, who writes in private and in the group, and the moderators' own group."""

    def __init__(self, sandbox):
        self.sandbox, self.world, self.control = sandbox, sandbox.world, sandbox.control
        people = ((MIRA, "Mira", "mira_nordex"), (TOMASZ, "Tomasz", "tomasz_nordex"))
        for number, name, handle in people:
            self.world.add_user(name, id=number, username=handle, reachable=True)
        self.ben = self.world.add_user(
            "Ben", id=501, username="ben_b", language_code="en", reachable=True
        ).id
        how = {"bot": "administrator"}
        self.group = self.control.create_chat("Nordex Official", MIRA, **how)["id"]
        self.staff = self.control.create_chat("Nordex Moderators", MIRA, **how)["id"]
        self.control.join(TOMASZ, self.staff)
        self.control.join(self.ben, self.group)

    def settings(self, folder, **tables):
        wiring = on_telegram(self.sandbox, staff_group=str(self.staff))
        return loaded(folder, wiring, knowledge={"articles": str(a_shelf(folder))}, **tables)

    def writes(self, text, chat=0):
        self.sandbox.scene.say(self.ben, chat or self.ben, text)

    def told(self, chat):
        return self.world.bot_posts(chat)

    def holding(self, chat, words):
        return [each for each in self.told(chat) if words in each.text]

    def presses(self, who, chat, post, ends):
        data = [
            key["callback_data"]
            for row in post.markup["inline_keyboard"]
            for key in row
            if ends in key["callback_data"]
        ]
        self.control.press(who, chat, post.id, data[0])


@pytest.fixture
async def town():
    async with TelegramSandbox(reads_all=True) as running:
        yield Town(running)


class OnDiscord:
    """Ben, who writes to the bot, and the moderators' own channel."""

    def __init__(self, sandbox):
        self.sandbox, self.world, self.control = sandbox, sandbox.world, sandbox.control
        owner = int(self.control.create_user("owner")["id"])
        guild = int(self.control.create_guild("Nordex Official", owner)["id"])
        role = int(self.control.create_role(guild, "Moderators", RIGHTS, 11)["id"])
        self.control.create_user("mira_nordex", id=MIRA_ON_DISCORD)
        self.ben = int(self.control.create_user("ben_b", global_name="Ben")["id"])
        for each in (MIRA_ON_DISCORD, self.ben):
            self.control.join(each, guild)
        self.control.give_role(MIRA_ON_DISCORD, guild, role)
        self.staff = int(self.control.staff_channel(guild, role)["id"])
        self.channel = 0

    def settings(self, folder, **tables):
        wiring = on_discord(self.sandbox, staff_channel=self.staff)
        return loaded(folder, wiring, knowledge={"articles": str(a_shelf(folder))}, **tables)

    def writes(self, text):
        self.channel = int(self.control.dm(self.ben, text)["channel_id"])

    def holding(self, channel, words):
        posts = self.world.channel(channel).posts.values()
        return [e for e in posts if e.author == self.world.bot.id and words in shown(e)]


def shown(post):
    """What a post says, in its text or in its card."""
    return f"{post.content} {getattr(post, 'embeds', '')}"


@pytest.fixture
async def guild():
    async with DiscordSandbox() as running:
        yield OnDiscord(running)


def on_call(*steps, **more):
    return {"service": {"on_call": list(steps), **more}}


def room(wait_min, name="moderators"):
    return {"name": name, "via": "room", "platform": "telegram", "wait_min": wait_min}


def private(user, wait_min, name="tomasz"):
    step = {"name": name, "via": "private", "platform": "telegram", "wait_min": wait_min}
    return step | {"address": str(user)}


async def test_an_emergency_calls_the_second_when_the_first_says_nothing(town, tmp_path):
    steps = on_call(room(SECONDS), private(TOMASZ, 60))
    async with a_desk(town.settings(tmp_path, **steps)) as desk:
        town.writes(LOSING)
        [first] = await until(lambda: town.holding(town.staff, "P0: a case waits"))
        assert LOSING not in first.text, "a pager is read over shoulders"
        [second] = await until(lambda: town.holding(TOMASZ, "P0: a case waits"))
        case = await until(case_of(desk, town.ben))
        assert case.held_by is Holder.QUEUE
        town.presses(TOMASZ, TOMASZ, second, f"ack {case.id}")
        book = memory(desk)

        async def taken():
            waiting = await book.waiting([Urgency.P0])
            return waiting and waiting[0].pages[-1].state is PageState.ACKNOWLEDGED

        await until(taken)
        file = await book.case_file(case.id)
        acts = [each.act for each in file.decisions]
        assert [acts.count("page"), acts.count("page_acknowledged")] == [2, 1]
        assert await until(lambda: town.holding(TOMASZ, "looks after case"))


async def test_a_dead_pager_is_followed_by_the_next_step_at_once(town, tmp_path):
    steps = on_call(private(987_654, 60, name="nobody"), room(60))
    async with a_desk(town.settings(tmp_path, **steps)) as desk:
        town.writes(LOSING)
        assert await until(lambda: town.holding(town.staff, "P0: a case waits"))
        service = desk.service
        await service.measure.measure()
        [part] = [each for each in service._parts() if each.name == "on_call"]
        assert part.state == "unreached"
        assert part.detail.startswith("nobody: ")


async def test_who_takes_the_case_ends_the_calls(town, tmp_path):
    steps = on_call(room(SECONDS * 2), private(TOMASZ, 60))
    async with a_desk(town.settings(tmp_path, **steps)) as desk:
        town.writes(LOSING)
        await until(lambda: town.holding(town.staff, "P0: a case waits"))
        case = await until(case_of(desk, town.ben))
        await memory(desk).move_case(case.id, Move.CLAIM, "operator", datetime.now(UTC))
        await asyncio.sleep(3)
        assert town.told(TOMASZ) == []
        [page] = await memory(desk).calls(case.opened_at)
        assert (page.state, page.by) == (PageState.CLOSED, "operator")


async def solve(desk, case, words="It is done."):
    """An agent takes, answers and resolves."""
    book, now = memory(desk), datetime.now(UTC)
    case = await book.move_case(case.id, Move.CLAIM, "operator", now)
    await book.answer(case.id, "operator", desk.web.services.compose(case, words, "operator", now))
    return await book.move_case(case.id, Move.RESOLVE, "operator", datetime.now(UTC))


async def test_a_bad_score_reopens_the_case_and_its_reason_is_heard(town, tmp_path):
    quick = {"satisfaction": {"ask_after_min": 0}}
    async with a_desk(town.settings(tmp_path, **quick)) as desk:
        town.writes(KYC)
        case = await until(case_of(desk, town.ben, lambda each: each.held_by == "queue"))
        await solve(desk, case)
        [question] = await until(lambda: town.holding(town.ben, "How did we do?"))
        keys = [key["text"] for row in question.markup["inline_keyboard"] for key in row]
        assert keys == ["1", "2", "3", "4", "5"]
        town.presses(town.ben, town.ben, question, "/rate 2")
        again = await until(case_of(desk, town.ben, lambda each: each.held_by == "queue"))
        assert (again.id, again.subject, again.intent) == (case.id, case.subject, case.intent)
        assert again.reason == "rated 2 of 5"
        [sorry] = await until(lambda: town.holding(town.ben, "What went wrong?"))
        assert "Your case is open again." in sorry.text
        town.writes("nobody told me what was missing")
        book = memory(desk)

        async def commented():
            [scored] = await book.ratings(case.opened_at)
            return scored if scored.comment else None

        scored = await until(commented)
        assert (scored.rating.score, scored.by_bot) == (2, False)
        assert scored.comment == "nobody told me what was missing"
        [ending] = await book.endings(case.opened_at)
        assert ending.reopened_at is not None
        assert len(town.holding(town.ben, "How did we do?")) == 1


async def test_a_good_score_ends_it(town, tmp_path):
    quick = {"satisfaction": {"ask_after_min": 0, "scale": "two"}}
    async with a_desk(town.settings(tmp_path, **quick)) as desk:
        town.writes(KYC)
        case = await until(case_of(desk, town.ben, lambda each: each.held_by == "queue"))
        await solve(desk, case)
        [question] = await until(lambda: town.holding(town.ben, "Did we help you?"))
        town.presses(town.ben, town.ben, question, "/rate good")
        book = memory(desk)
        [scored] = await until(lambda: book.ratings(case.opened_at))
        assert (scored.rating.score, scored.rating.agent) == (5, "operator")
        file = await book.case_file(case.id)
        assert file.case.status is Status.RESOLVED


async def test_nobody_is_asked_where_others_read_along(town, tmp_path):
    quick = {"satisfaction": {"ask_after_min": 0}}
    async with a_desk(town.settings(tmp_path, **quick)) as desk:
        town.writes(f"@{town.world.bot.username} {KYC}", town.group)
        case = await until(case_of(desk, town.ben, lambda each: each.held_by == "queue"))
        await solve(desk, case)
        await until(lambda: town.holding(town.group, "It is done."))
        await asyncio.sleep(2.5)
        assert desk.service.asker.table.ask
        assert [each for chat in (town.group, town.ben) for each in town.told(chat) if each.markup
                and "/rate" in str(each.markup)] == []  # fmt: skip


async def test_who_is_handed_over_hears_how_long_it_really_takes(town, tmp_path):
    shut = {"hours": {"monday": "00:00-00:01"}}
    async with a_desk(town.settings(tmp_path, service=shut)) as desk:
        town.writes(KYC)
        await until(case_of(desk, town.ben, lambda each: each.held_by == "queue"))
        [said] = await until(lambda: town.holding(town.ben, "A person takes over"))
        assert "Nobody is on duty right now" in said.text
        assert "days" in said.text or "hours" in said.text


async def test_on_discord_a_bad_score_reopens_the_case_as_well(guild, tmp_path):
    quick = {"satisfaction": {"ask_after_min": 0}}
    async with a_desk(guild.settings(tmp_path, **quick)) as desk:
        guild.writes(KYC)
        case = await until(case_of(desk, guild.ben, lambda each: each.held_by == "queue"))
        await solve(desk, case)
        [question] = await until(lambda: guild.holding(guild.channel, "How did we do?"))
        guild.control.press_label(guild.ben, guild.channel, question.id, "1")
        again = await until(case_of(desk, guild.ben, lambda each: each.held_by == "queue"))
        assert (again.id, again.reason) == (case.id, "rated 1 of 5")
        await until(lambda: guild.holding(guild.channel, "What went wrong?"))


async def test_on_discord_a_moderator_says_that_he_looks_after_it(guild, tmp_path):
    step = {"name": "moderators", "via": "room", "platform": "discord", "wait_min": 60}
    async with a_desk(guild.settings(tmp_path, **on_call(step))) as desk:
        guild.writes(LOSING)
        [call] = await until(lambda: guild.holding(guild.staff, "a case waits"))
        case = await until(case_of(desk, guild.ben))
        guild.control.press_label(MIRA_ON_DISCORD, guild.staff, call.id, "I look after it")

        async def taken():
            [page] = await memory(desk).calls(case.opened_at)
            return page.state is PageState.ACKNOWLEDGED

        await until(taken)
