"""The path of one message, top to bottom. Start reading here.

adapter -> convert -> mask -> Store.put        core/listen.py and bots/<platform>
Store.claim -> assess -> conclude -> record    this file; one transaction a conversation
    before it, whoever looks dangerous is looked up: core/surround.py, guard.py
    conclude = decide, merge, compose, lint    core/conclude.py, decide.py, reply/
               and protect: warn, act, report  core/protect.py, warn.py, cards.py
Store.due -> Adapter.send -> Store.settle      core/outbox.py, the one door to the outside
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.about import about
from core.actions import Action
from core.aides import Aide, considered
from core.conclude import NOTHING, House, Known, conclude, park, put_back
from core.errors import StorageUnavailable
from core.guard import Memory
from core.identities import Question
from core.keeping import Keeping
from core.moderation import Moderation
from core.orders import looked_up, subject
from core.ports import Clock, Triage, Turn, TurnResult
from core.reword import Rewriter
from core.service.ringing import rang
from core.surround import by_key, looks
from core.types import Message, Verdict
from core.whois import described, whom

log = logging.getLogger(__name__)

IDLE_S, STORAGE_PAUSE_S, TIMER_PAUSE_S = 0.02, 1.0, 1.0
LONGEST_IDLE_S = 0.2
# How many lines of the past travel to triage with a message: each costs time on the way.
READ_BACK = 4
# With so many messages read, what follows is recorded before more are: after an outage each
# conversation has many, and what a worker had read when he died is read again.
AT_ONCE = 128


def handfuls(turns: Sequence[Turn]) -> Iterator[Sequence[Turn]]:
    """All turns in order, as few at once as make `AT_ONCE` messages."""
    some, messages = list[Turn](), 0
    for turn in turns:
        some.append(turn)
        messages += len(turn.fresh)
        if messages >= AT_ONCE:
            yield some
            some, messages = [], 0
    if some:
        yield some


async def nobody_is_called(_message: Message, _now: datetime) -> Action | None:
    """Where nobody is on call, no press says that somebody looks after a case."""
    return None


@dataclass(slots=True, kw_only=True)
class Desk:
    """The collaborators of one worker, wired once in `app`; `recorded` hears what became true, and
    `taken` who looks after a case about which somebody was called.

    Only `house` is ever exchanged, when the registry of who is real was edited.
    """

    store: Memory
    triage: Triage
    clock: Clock
    house: House
    recorded: Callable[[Sequence[TurnResult]], None] = lambda _: None
    aides: tuple[Aide, ...] = ()
    taken: Callable[[Message, datetime], Awaitable[Action | None]] = nobody_is_called
    rewriter: Rewriter | None = None
    # Sleeps, but not longer than until there may be work; without it, the clock's sleep.
    rest: Callable[[float], Awaitable[None]] | None = None

    async def work_forever(self) -> None:
        """Work turns as they become ready; rest a little when there are none."""
        idle = IDLE_S
        while True:
            try:
                worked = await self.work()
            except StorageUnavailable as error:
                log.error("storage: %s; trying again", error)
                await self.clock.sleep(STORAGE_PAUSE_S)
                continue
            idle = IDLE_S if worked else min(idle * 1.5, LONGEST_IDLE_S)
            await (self.clock.sleep(0) if worked else (self.rest or self.clock.sleep)(idle))

    async def work(self) -> int:
        """Claim what is ready, judge it, and record what follows; how many turns that were."""
        now, desk = self.clock.now(), self.house.desk
        turns = await self.store.claim(now, limit=desk.batch, lease=desk.lease_s)
        if not turns:
            return 0
        with Keeping(self.store, self.clock, turns, desk.lease_s) as kept:
            for some in handfuls(turns):
                await self._work_some(some)
                kept.done(some)
        return len(turns)

    async def _work_some(self, turns: Sequence[Turn]) -> None:
        now = self.clock.now()
        verdicts = await self._read(turns, now)
        known = await self._known(turns, verdicts, now)
        results = [
            self._conclude(turn, each, now, known)
            for turn, each in zip(turns, verdicts, strict=True)
        ]
        if self.rewriter is not None:
            results = await self.rewriter.improved(results, self.house)
        refused = set(await self.store.record(results, self.clock.now()))
        self.recorded([each for each in results if each.turn.conversation not in refused])

    async def ring_forever(self) -> None:
        """Let due timers move their cases: deadlines, snoozes, promises."""
        while True:
            try:
                await self.ring()
            except StorageUnavailable as error:
                log.error("storage: %s; timers wait", error)
            await self.clock.sleep(TIMER_PAUSE_S)

    async def ring(self) -> int:
        """Handle the timers that are due; how many there were."""
        now = self.clock.now()
        timers = await self.store.ring(now, limit=self.house.desk.batch)
        if timers:
            await self.store.record([rang(timer, self.house, now) for timer in timers], now)
        return len(timers)

    async def _read(self, turns: Sequence[Turn], now: datetime) -> list[list[Verdict | Exception]]:
        """One batch to triage for all claimed turns, dealt back to each."""
        questions = [
            Question(message=subject(message), now=now, history=turn.history[-READ_BACK:])
            for turn in turns
            for message in turn.fresh
        ]
        answers = iter(await self.triage.assess(questions))
        return [[next(answers) for _ in turn.fresh] for turn in turns]

    async def _known(
        self, turns: Sequence[Turn], verdicts: Sequence[list[Verdict | Exception]], now: datetime
    ) -> Known:
        """What a look around brings; that it fails is no reason to leave users unanswered."""
        try:
            return await self._look_around(turns, verdicts, now)
        except StorageUnavailable:
            raise
        except Exception:
            with about(*turns):
                log.exception("could not look around %d turns", len(turns))
            return NOTHING

    async def _look_around(
        self, turns: Sequence[Turn], verdicts: Sequence[list[Verdict | Exception]], now: datetime
    ) -> Known:
        """What the memory says about suspicious messages, and about those that ask or order."""
        asked = [
            (turn, message, verdict)
            for turn, row in zip(turns, verdicts, strict=True)
            for message, verdict in zip(turn.fresh, row, strict=True)
            if isinstance(verdict, Verdict)
        ]
        read = [(message, verdict) for _, message, verdict in asked]
        wanted = looks(read, self.house.verifies, (now, self.house.protect.watch_min))
        settled = {
            message.key: action
            for message, verdict in read
            if message.addressed
            and message.text.startswith("/")
            and (action := await self._settled(message, verdict))
        }
        aided = await considered(self.aides, asked, now)
        if not (wanted or settled or aided):
            return NOTHING
        around = await self.store.surroundings(wanted) if wanted else ()
        return Known(by_key(wanted, around), settled, aided)

    async def _settled(self, message: Message, verdict: Verdict) -> Action | None:
        language = verdict.labels.language
        found = looked_up(message, verdict, self.house.verifies, language)
        if found is None and (asked := whom(message.text)) is not None:
            known = await self.store.known_as(message.platform, asked) if asked else None
            room = self.house.rooms.get(message.platform)
            return described(known, room.language if room else "en")
        moderation = Moderation(store=self.store, house=self.house)
        now = self.clock.now()
        return found or await moderation.settle(message, now) or await self.taken(message, now)

    def _conclude(
        self, turn: Turn, verdicts: list[Verdict | Exception], now: datetime, known: Known
    ) -> TurnResult:
        try:
            return conclude(turn, verdicts, self.house, now, known)
        except Exception as error:  # whatever is wrong with one turn must not stop the desk
            with about(turn):
                log.exception("could not work a turn")
            if turn.attempts + 1 < self.house.desk.tries:
                return put_back(turn, error, now)
            return park(turn, error, now)
