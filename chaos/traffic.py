"""Steady traffic on three platforms: questions, a change now and then; all of it is remembered."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any

from chaos.evidence import Said
from chaos.platforms import Platforms

FIRST_PERSON = 90_000_001
PEOPLE = {"telegram": 400, "discord": 60, "twitter": 60}
TICK_S = 0.02
# How much of it comes from where, and how often somebody changes what he just wrote. X lets nobody
# post more than a hundred times in a quarter of an hour, so few ask there.
SHARE = {"telegram": 0.7, "discord": 0.3}
ON_X = 0.2
CHANGED = 0.03
TEXTS = (
    "what are your trading fees?",
    "how do I verify my identity",
    "i don't get the sms code to log in",
    "how long does a deposit take",
    "my limit order is not filled, why",
    "i forgot my password, what now",
    "how do i buy my first bitcoin here",
    "thanks",
)


@dataclass(slots=True)
class Traffic:
    """`rate` messages a second until `stop`; `said` is the truth that everything is held against.

    Every text begins with the message's number and version, by which verdicts are told apart.
    """

    platforms: Platforms
    rate: float
    seed: int
    said: list[Said] = field(default_factory=list[Said])
    stopped: bool = False
    _number: int = 0
    _last: dict[tuple[str, int], Any] = field(default_factory=dict[tuple[str, int], Any])

    async def run(self) -> None:
        """Write evenly, however late the loop is."""
        dice = random.Random(self.seed)
        began, before = time.monotonic(), self._number
        while not self.stopped:
            due = before + int((time.monotonic() - began) * self.rate) + 1
            while self._number < due:
                self._write(dice)
            await asyncio.sleep(TICK_S)

    def stop(self) -> None:
        """Nobody writes any more."""
        self.stopped = True

    def greet(self) -> int:
        """Everybody opens his private talk; how many did. Done while everything is calm: Discord
        tells nobody of a talk that began while he was away."""
        self._settle()
        for person in range(PEOPLE["discord"]):
            self._say("discord", FIRST_PERSON + person, "how long does a deposit take")
        return self._number

    def _settle(self) -> None:
        there = self.platforms
        for each in range(FIRST_PERSON, FIRST_PERSON + max(PEOPLE.values())):
            there.telegram.world.add_user(f"Person {each}", id=each)
            there.twitter.world.add_user(f"Person {each}", f"person_{each}", id=each)
            there.discord.world.add_user(f"person_{each}", id=each)
            there.discord.world.add_member(there.guild, each)

    def _write(self, dice: random.Random) -> None:
        platform = dice.choices(list(SHARE), list(SHARE.values()))[0]
        if dice.random() < ON_X / self.rate:
            platform = "twitter"
        person = FIRST_PERSON + dice.randrange(PEOPLE[platform])
        last = self._last.get((platform, person))
        if last and platform == "telegram" and dice.random() < CHANGED:
            self._change(person, last)
        self._say(platform, person, dice.choice(TEXTS))

    def _say(self, platform: str, person: int, words: str) -> None:
        text = f"[{self._number}.0] {words}"
        post = getattr(self, f"_on_{platform}")(person, text)
        self._note(platform, person, self._number, 0)
        self._last[platform, person] = (self._number, post)
        self._number += 1

    def _change(self, person: int, last: tuple[int, Any]) -> None:
        """What he wrote last gets other words; only platforms that keep changes for us count."""
        number, post = last
        self.platforms.telegram.scene.edit(person, post.id, f"[{number}.1] {TEXTS[0]}")
        self._note("telegram", person, number, 1)
        del self._last["telegram", person]

    def _note(self, platform: str, who: int, number: int, version: int) -> None:
        self.said.append(
            Said(number=number, version=version, platform=platform, who=who, at=time.time())
        )

    def _on_telegram(self, person: int, text: str) -> Any:
        return self.platforms.telegram.scene.say(person, person, text)

    def _on_discord(self, person: int, text: str) -> Any:
        return self.platforms.discord.scene.dm(person, text)

    def _on_twitter(self, person: int, text: str) -> Any:
        handle = self.platforms.twitter.world.us.username
        return self.platforms.twitter.scene.post(person, f"@{handle} {text}")
