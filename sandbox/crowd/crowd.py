"""The crowd itself: tells stories at a plausible pace for as long as it is let."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field

from sandbox.crowd.cast import SCAMMER, Cast, Person, Step, Story, load_cast
from sandbox.crowd.reactions import asks_for_a_fact, button_for
from sandbox.telegram.model import SUPERGROUP, Chat, Entry, Member, Post
from sandbox.telegram.scene import How, NotPossibleError
from sandbox.telegram.server import TelegramSandbox
from sandbox.telegram.world import MissingError

# Seconds at pace 1.
BETWEEN_LINES = (1.0, 3.0)
WITHIN_A_STORY = (0.9, 2.6)
BEFORE_A_REACTION = (2.0, 5.0)


@dataclass(slots=True)
class _Talk:
    """A story being told: the posts so far by step, and what of the reactions is left."""

    story: Story
    posts: dict[int, Post] = field(default_factory=dict[int, Post])
    asked: str = ""
    press: str = ""
    then: deque[str] = field(default_factory=deque[str])


class Crowd:
    """People writing to the sandbox; `pace` 2 is twice as fast."""

    def __init__(
        self,
        sandbox: TelegramSandbox,
        *,
        pace: float = 1.0,
        seed: int = 0,
        cast: Cast | None = None,
    ) -> None:
        self.sandbox, self.pace = sandbox, pace
        self.cast = cast or load_cast()
        self.group = 0
        self._dice = random.Random(seed)
        self._talks: dict[int, _Talk] = {}
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._deck: list[Story] = []

    async def run(self) -> None:
        """Write until cancelled."""
        self.settle()
        self.sandbox.world.listeners.append(self._heard)
        try:
            while True:
                story = self._next_story()
                self._start(self._tell(story))
                await self._pause(*(len(story.steps) * each for each in BETWEEN_LINES))
        finally:
            self.sandbox.world.listeners.remove(self._heard)
            for task in self._tasks:
                task.cancel()

    def settle(self) -> Chat:
        """Create the people and their group, unless they are there already."""
        world = self.sandbox.world
        for each in self.cast.people.values():
            if each.id not in world.users:
                world.add_user(
                    each.first_name,
                    id=each.id,
                    last_name=each.last_name,
                    username=each.username,
                    language_code=each.language,
                )
        try:
            group = world.named_chat(self.cast.group_username)
        except MissingError:
            group = world.add_chat(SUPERGROUP, self.cast.group, username=self.cast.group_username)
            for each in self.cast.people.values():
                if each.role != SCAMMER:
                    group.members[each.id] = _standing(each)
            group.members[world.bot.id] = Member(world.bot.id, "administrator")
        self.group = group.id
        return group

    def _next_story(self) -> Story:
        """Every story once, in a new order each round, and nobody in two at a time."""
        for _ in range(2):
            for index, story in enumerate(self._deck):
                if story.who not in self._busy:
                    return self._deck.pop(index)
            self._deck += self._dice.sample(self.cast.stories, len(self.cast.stories))
        return self._deck.pop()

    async def _tell(self, story: Story) -> None:
        talk = _Talk(story, asked=story.asked, press=story.press, then=deque(story.then))
        self._busy.add(story.who)
        try:
            for number, step in enumerate(story.steps):
                if number:
                    await self._wait_before(step)
                self._perform(talk, number, step)
        finally:
            self._busy.discard(story.who)

    async def _wait_before(self, step: Step) -> None:
        if step.after is None:
            await self._pause(*WITHIN_A_STORY)
        else:
            await self._pause(step.after, step.after)

    def _perform(self, talk: _Talk, number: int, step: Step) -> None:
        try:
            person = self._person(step.by or talk.story.who)
            if person is None:
                return
            if not step.edit:
                talk.posts[number] = self._say(talk, person, step)
            elif talk.posts:
                last = talk.posts[max(talk.posts)]
                self.sandbox.scene.edit(last.chat, last.id, step.edit)
        except (NotPossibleError, MissingError):
            # Put out, blocked, or what they answered was deleted: they fall silent.
            return

    def _say(self, talk: _Talk, person: Person, step: Step) -> Post:
        private = talk.story.where == "private"
        how = How(anonymous=step.anonymous)
        if step.photo or step.sticker:
            how["media"] = ["photo" if step.photo else "sticker"]
        if step.to in talk.posts:
            how["reply_to"] = talk.posts[step.to].id
        chat = person.id if private else self.group
        # Before saying it: the answer may come at once.
        if not step.by or step.by == talk.story.who:
            self._talks[person.id] = talk
        return self.sandbox.scene.say(person.id, chat, step.say, **how)

    def _person(self, key: str) -> Person | None:
        if key != SCAMMER:
            return self.cast.people[key]
        group = self.sandbox.world.chat(self.group)
        free = (each for each in self.cast.scammers if group.status(each.id) != "kicked")
        person = next(free, None)
        if person is not None and not group.has(person.id):
            self.sandbox.membership.join(person.id, group.id)
        return person

    def _heard(self, entry: Entry) -> None:
        """The bot said something: whoever it answered reacts."""
        if entry.direction != "out" or entry.kind != "message":
            return
        user = self._addressee(entry)
        if user in self._talks:
            self._start(self._react(self._talks[user], user, entry))

    def _addressee(self, entry: Entry) -> int:
        if entry.chat > 0:
            return entry.chat
        try:
            return self.sandbox.world.post(entry.chat, entry.reply_to).sender
        except MissingError:
            return 0

    async def _react(self, talk: _Talk, user: int, entry: Entry) -> None:
        await self._pause(*BEFORE_A_REACTION)
        try:
            post = self.sandbox.world.post(entry.chat, entry.message)
            data = button_for(talk.press, post.markup) if talk.press else ""
            if data:
                talk.press = ""
                self.sandbox.scene.press(user, entry.chat, entry.message, data)
                return
            said = self._answer(talk, entry.text)
            if said:
                how = How(reply_to=entry.message) if entry.chat < 0 else How()
                self.sandbox.scene.say(user, entry.chat, said, **how)
        except (NotPossibleError, MissingError):
            return

    def _answer(self, talk: _Talk, text: str) -> str:
        if talk.asked and asks_for_a_fact(text):
            said, talk.asked = talk.asked, ""
            return said
        return talk.then.popleft() if talk.then else ""

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pause(self, shortest: float, longest: float) -> None:
        await asyncio.sleep(self._dice.uniform(shortest, longest) / self.pace)


def _standing(person: Person) -> Member:
    statuses = {"owner": "creator", "moderator": "administrator"}
    return Member(person.id, statuses.get(person.role, "member"), anonymous=person.role == "owner")
