"""The crowd itself: tells stories at a plausible pace for as long as it is let."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from sandbox.crowd.cast import MEMBER, PRIVATE, SCAMMER, Cast, Person, Step, Story, load_cast
from sandbox.crowd.reactions import asks_for_a_fact, button_for
from sandbox.crowd.stage import Heard, Said, Stage, Turn

# Seconds at pace 1.
BETWEEN_LINES = (1.0, 3.0)
WITHIN_A_STORY = (0.9, 2.6)
BEFORE_A_REACTION = (2.0, 5.0)
# Somebody false comes that often; published honey posts were answered within seconds to minutes.
BETWEEN_LURES = (15.0, 30.0)
ENGLISH = "en"
# Stands in a line for a code that is made when it is said.
CODE = "{code}"


@dataclass(slots=True)
class _Talk:
    """A story being told: what was said so far by step, and what of the reactions is left."""

    story: Story
    stage: Stage
    said: dict[int, Said] = field(default_factory=dict[int, Said])
    asked: str = ""
    press: str = ""
    then: deque[str] = field(default_factory=deque[str])

    def turn(self, who: Person, step: Step) -> Turn:
        """What somebody is about to do."""
        return Turn(
            who=who,
            where=self.story.where,
            step=step,
            answers=self.said.get(step.to) if step.to is not None else None,
            opening=self.said[min(self.said)] if self.said else None,
            last=self.said[max(self.said)] if self.said else None,
        )


class Crowd:
    """People writing to simulated platforms; `pace` 2 is twice as fast."""

    def __init__(
        self,
        stages: Sequence[Stage],
        *,
        pace: float = 1.0,
        seed: int = 0,
        cast: Cast | None = None,
        codes: Callable[[str], str] = str,
    ) -> None:
        """`codes` makes the code by which somebody, by his key, links a chat with his account."""
        self.stages, self.pace = {each.name: each for each in stages}, pace
        self.cast, self._codes = cast or load_cast(), codes
        self._stories = [each for each in self.cast.stories if each.on in self.stages]
        self._dice = random.Random(seed)
        # Lures are dealt apart, so that they change nothing about the stories' order.
        self._false_dice = random.Random(seed)
        self._talks: dict[tuple[str, str], _Talk] = {}
        self._asked: dict[str, Turn] = {}
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._deck: list[Story] = []

    async def run(self) -> None:
        """Write until cancelled."""
        self.settle()
        for stage in self.stages.values():
            self._start(stage.listen(partial(self._heard, stage)))
        if self.cast.lures:
            self._start(self._prowl())
        try:
            while True:
                story = self._next_story()
                self._start(self.tell(story))
                await self._pause(*(len(story.steps) * each for each in BETWEEN_LINES))
        finally:
            for task in self._tasks:
                task.cancel()

    def settle(self) -> None:
        """Create the people and their places, unless they are there already."""
        for stage in self.stages.values():
            stage.settle(self.cast)

    async def tell(self, story: Story) -> None:
        """One story from its beginning to its end; reactions come while `run` runs."""
        then = deque(story.then)
        talk = _Talk(story, self.stages[story.on], asked=story.asked, press=story.press, then=then)
        self._busy.add(story.who)
        try:
            for number, step in enumerate(story.steps):
                if number:
                    await self._wait_before(step)
                # Put out, blocked, or what they answered was deleted: they fall silent.
                with suppress(*talk.stage.refusals):
                    self._perform(talk, number, step)
        finally:
            self._busy.discard(story.who)

    def _next_story(self) -> Story:
        """Every story once, in a new order each round, and nobody in two at a time."""
        for _ in range(2):
            for index, story in enumerate(self._deck):
                if story.who not in self._busy:
                    return self._deck.pop(index)
            self._deck += self._dice.sample(self._stories, len(self._stories))
        return self._deck.pop()

    async def _wait_before(self, step: Step) -> None:
        if step.after is None:
            await self._pause(*WITHIN_A_STORY)
        else:
            await self._pause(step.after, step.after)

    def _perform(self, talk: _Talk, number: int, step: Step) -> None:
        if step.to is not None and step.to not in talk.said:
            return  # what they would answer was never said
        who = self._person(talk.stage, step.by or talk.story.who)
        if who is None:
            return
        # Before saying it: the answer may come at once.
        if step.by in {"", talk.story.who}:
            self._talks[talk.stage.name, who.key] = talk
        turn = talk.turn(who, replace(step, say=self._filled(step.say, who)))
        said = talk.stage.perform(turn)
        if said:
            talk.said[number] = said
        if said and number == 0 and who.role == MEMBER and turn.where != PRIVATE:
            self._asked[talk.stage.name] = replace(turn, answers=said, opening=said, last=said)

    def _filled(self, text: str, who: Person) -> str:
        return text.replace(CODE, self._codes(who.key)) if CODE in text else text

    def _person(self, stage: Stage, key: str) -> Person | None:
        """Whoever is called by a story; of the scammers the first who was not put out."""
        if key != SCAMMER:
            return self.cast.people[key]
        return next((each for each in self.cast.scammers if stage.lets_in(each)), None)

    async def _prowl(self) -> None:
        """Now and then somebody false answers whoever asked last, on any of the platforms."""
        while True:
            pause = self._false_dice.uniform(*BETWEEN_LURES)
            await asyncio.sleep(pause / self.pace)
            if self._asked:
                self.lure(self._false_dice.choice(sorted(self._asked)))

    def lure(self, platform: str) -> None:
        """Answer the latest question there in somebody's name, unless all who would are out."""
        stage, asked = self.stages[platform], self._asked.pop(platform)
        there = [each for each in self.cast.scammers if stage.lets_in(each)]
        spoken = asked.who.language.partition("-")[0]
        lures = [say for language, say in self.cast.lures if language == spoken]
        lures = lures or [say for language, say in self.cast.lures if language == ENGLISH]
        if there and lures:
            who, say = self._false_dice.choice(there), self._false_dice.choice(lures)
            with suppress(*stage.refusals):
                stage.perform(replace(asked, who=who, step=Step(say=say)))

    def _heard(self, stage: Stage, heard: Heard) -> None:
        """The desk said something: whoever it answered reacts."""
        talk = self._talks.get((stage.name, heard.to))
        if talk:
            self._start(self._react(talk, heard))

    async def _react(self, talk: _Talk, heard: Heard) -> None:
        await self._pause(*BEFORE_A_REACTION)
        who = self.cast.people[heard.to]
        data = button_for(talk.press, heard.buttons) if talk.press else ""
        with suppress(*talk.stage.refusals):
            if data:
                talk.press = ""
                talk.stage.press(who, heard, data)
            elif said := _answer(talk, heard.text):
                talk.stage.answer(who, heard, said)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pause(self, shortest: float, longest: float) -> None:
        await asyncio.sleep(self._dice.uniform(shortest, longest) / self.pace)


def _answer(talk: _Talk, text: str) -> str:
    if talk.asked and asks_for_a_fact(text):
        said, talk.asked = talk.asked, ""
        return said
    return talk.then.popleft() if talk.then else ""
