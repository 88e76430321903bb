"""Incidents told as they happen: hundreds ask on three platforms, a person says one text."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from core.case import Holder, Move
from core.incidents.incident import Phase
from core.incidents.ports import Word
from core.incidents.room import Hand
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox
from tests.story_kit import a_desk, loaded, memory, on_discord, on_telegram, on_x, until

pytestmark = pytest.mark.anyio

EARLY, LATE, HELD = 45, 455, 3
SAID = "SOL withdrawals are delayed right now. Your coins are safe and nothing is lost."
SAID_ZH = "SOL 提现目前有延迟，您的资产是安全的。"
OVER = "SOL withdrawals work normally again."
ASKS = (
    "my SOL withdrawal is stuck on pending",
    "why is my solana withdrawal not arriving?",
    "SOL withdrawal pending for two hours, what is going on",
    "where is my SOL withdrawal, it is still processing",
)
ASKS_ZH = ("我的SOL提现一直在处理中", "SOL提现为什么还没到账？")
X_ROUTES = (
    "GET /2/users/{id}/mentions",
    "GET /2/dm_events",
    "POST /2/dm_conversations/with/{participant_id}/messages",
)


class Crowd:
    """People with a private line to us on three platforms; each is a number."""

    def __init__(self, telegram, twitter, discord) -> None:
        self.telegram, self.twitter, self.discord = telegram, twitter, discord
        for route in X_ROUTES:
            twitter.control.limit(route, 90_000)
        control = discord.control
        owner = int(control.create_user("owner")["id"])
        self.guild = int(control.create_guild("Nordex Official", owner)["id"])
        self.people: dict[int, tuple[str, int]] = {}
        self.channels: dict[int, int] = {}
        self.visitor = self._member("visitor")

    def _member(self, name) -> int:
        user = int(self.discord.control.create_user(name)["id"])
        self.discord.control.join(user, self.guild)
        return user

    def asks(self, number: int, text: str) -> None:
        platform, who = self.people.get(number) or self._arrive(number)
        if platform == "telegram":
            self.telegram.scene.say(who, who, text)
        elif platform == "twitter":
            self.twitter.control.write(who, text)
        else:
            self.channels[number] = int(self.discord.control.dm(who, text)["channel_id"])

    def _arrive(self, number: int) -> tuple[str, int]:
        platform = ("telegram", "twitter", "discord")[number % 3]
        if platform == "telegram":
            who = self.telegram.world.add_user(f"T{number}", id=7000 + number, reachable=True).id
        elif platform == "twitter":
            who = self.twitter.control.create_user(f"X{number}", f"x_{number}")["id"]
        else:
            who = self._member(f"d{number}")
        self.people[number] = (platform, who)
        return self.people[number]

    def heard(self) -> dict[int, list[str]]:
        """What everybody was told, by number."""
        sent: dict[str, list[str]] = {}
        for each in self.twitter.control.our_messages():
            for who in each["dm_conversation_id"].split("-"):
                sent.setdefault(who, []).append(each["text"])
        return {number: self._heard(number, sent) for number in self.people}

    def _heard(self, number, sent) -> list[str]:
        platform, who = self.people[number]
        if platform == "telegram":
            return [post.text for post in self.telegram.world.bot_posts(who)]
        if platform == "twitter":
            return sent.get(str(who), [])
        told = self.discord.control.messages(self.channels[number])
        return [each["content"] for each in told if int(each["author"]["id"]) != who]


@pytest.fixture
async def crowd():
    async with (
        TelegramSandbox() as telegram,
        TwitterSandbox() as twitter,
        DiscordSandbox() as discord,
    ):
        yield Crowd(telegram, twitter, discord)


def wired(folder, crowd, **table):
    rules = {"every_s": 0.3, "least_people": 12, "learn_h": 0}
    return loaded(
        folder,
        on_telegram(crowd.telegram, sends_per_second=100_000),
        on_x(crowd.twitter, limits={"messages_per_quarter_hour": 9000, "messages_per_day": 9000}),
        on_discord(crowd.discord, dms_opened_per_minute=9000, sends_per_second=50),
        incidents=rules | table,
    )


def questions(count: int, start: int):
    """Numbered people with their questions, every tenth in Chinese."""
    for number in range(start, start + count):
        texts = ASKS_ZH if number % 10 == 9 else ASKS
        yield number, texts[number % len(texts)]


async def suspected(parts):
    """The one incident that the desk came upon by itself."""
    found = await until(lambda: memory(parts).incidents(), 30)
    assert len(found) == 1, [each.title for each in found]
    return found[0]


async def cases(parts) -> dict[str, object]:
    """Open cases by author."""
    found, after = {}, ""
    while True:
        page = await memory(parts).feed("open", "mira", after=after, limit=100)
        found |= {row.case.author_id: row.case for row in page.rows}
        after = page.after
        if not after:
            return found


async def test_500_people_ask_each_is_answered_once_and_told_once_that_it_is_over(crowd, tmp_path):
    async with a_desk(wired(tmp_path, crowd)) as desk:
        incident = await many_ask(crowd, desk)
        held = await an_agent_takes_some(crowd, desk)
        everybody = set(range(EARLY + LATE)) - held
        await it_is_confirmed(crowd, desk, incident)
        for number, text in questions(LATE, EARLY):
            crowd.asks(number, text)
        await heard_by(crowd, everybody, SAID, SAID_ZH)
        await it_is_over(desk, incident)
        await heard_by(crowd, everybody, OVER)
        await asyncio.sleep(1)
        each_heard_it_once(crowd, everybody, held)
        left = await cases(desk)
        assert {case.held_by for case in left.values()} == {Holder.AGENT}
        await until(lambda: desk.desks[0].house.strictness == 1)


async def many_ask(crowd, desk):
    """Forty-five ask; the desk suspects an incident and takes care by itself."""
    for number, text in questions(EARLY, 0):
        crowd.asks(number, text)
    incident = await suspected(desk)
    assert (incident.phase, incident.topics) == (Phase.SUSPECTED, ("withdrawal",))
    assert incident.coins == ("SOL",)
    await until(lambda: desk.desks[0].house.strictness < 1)
    await slowly(
        lambda: all(crowd.heard().values()),
        lambda: {n: texts for n, texts in crowd.heard().items() if not texts},
    )
    return incident


async def an_agent_takes_some(crowd, desk) -> set[int]:
    open_ones, room = await cases(desk), desk.incidents.room
    held = [n for n in crowd.people if str(crowd.people[n][1]) in open_ones][:HELD]
    for number in held:
        case = open_ones[str(crowd.people[number][1])]
        await memory(desk).move_case(case.id, Move.CLAIM, "operator", room.clock.now())
    return set(held)


async def it_is_confirmed(crowd, desk, incident) -> None:
    """The preview counts whoever waits, and nobody of an agent's."""
    room = desk.incidents.room
    await until(lambda: linked(desk, incident.id, EARLY))
    file = await room.file(incident.id)
    audience = room.hears(file, Word.NEWS)
    assert (len(audience.people), audience.unreached) == (EARLY - HELD, ())
    hand = Hand("operator", file.incident.version)
    await room.confirm(incident.id, {"en": SAID, "zh": SAID_ZH}, hand)


async def it_is_over(desk, incident) -> None:
    file = await desk.incidents.room.file(incident.id)
    assert (file.incident.phase, file.tally.told) == (Phase.CONFIRMED, EARLY + LATE - HELD)
    hand = Hand("operator", file.incident.version)
    await desk.incidents.room.resolve(incident.id, {"en": OVER}, hand)


def each_heard_it_once(crowd, everybody, held) -> None:
    heard = crowd.heard()
    for number in everybody:
        counts = Counter(which(text) for text in heard[number])
        assert (counts["said"], counts["over"]) == (1, 1), (number, heard[number])
        assert counts["other"] <= (number < EARLY), (number, heard[number])
        assert (SAID_ZH in "".join(heard[number])) is (number % 10 == 9), heard[number]
    for number in held:
        assert {which(text) for text in heard[number]} <= {"other"}


async def heard_by(crowd, people, *texts) -> None:
    await slowly(lambda: said_to(crowd, *texts) >= people, lambda: people - said_to(crowd, *texts))


async def slowly(true, what) -> None:
    """`until` for what is costly to look at."""
    try:
        async with asyncio.timeout(100):
            while not true():  # noqa: ASYNC110 - the simulated platforms have no event of ours
                await asyncio.sleep(0.5)
    except TimeoutError:
        raise AssertionError(f"still waiting for {what()}") from None


async def linked(parts, incident_id, count) -> bool:
    return (await parts.incidents.room.file(incident_id)).tally.asked >= count


def said_to(crowd, *texts) -> set[int]:
    """Who heard one of these."""
    return {
        n for n, heard in crowd.heard().items() if any(t in each for t in texts for each in heard)
    }


def which(text: str) -> str:
    if SAID in text or SAID_ZH in text:
        return "said"
    return "over" if OVER in text else "other"
