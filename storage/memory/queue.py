"""The reference memory's queue: put, claim, record, timers and leases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core.actions import BOT, Kind, Outgoing, Purpose
from core.ports import Timer, Turn, TurnResult
from core.types import (
    Arrival,
    Checkpoint,
    DeadLetter,
    Message,
    Platform,
    Reach,
    Removal,
    Sighting,
    Utterance,
)
from storage import rules
from storage.codec import stem
from storage.feed import showing
from storage.memory.dialogues import MemoryDialogues
from storage.memory.state import Entry, Lane, Send
from storage.memory.talk import spoken, utterance_of


class MemoryQueue(MemoryDialogues):
    """`Store`, the half that listens and works."""

    async def put(self, arrivals: Sequence[Arrival]) -> int:
        with self._transaction():
            return sum(self._take(each) for each in arrivals)

    def _take(self, arrival: Arrival) -> int:
        if isinstance(arrival, Reach):
            self._learn(arrival)
            return 0
        if isinstance(arrival, Checkpoint | Sighting | Removal):
            self._keep_up(arrival)
            return 0
        if isinstance(arrival, DeadLetter):
            known = arrival.key in self._letters
            self._letters.setdefault(arrival.key, arrival)
            return int(not known)
        return self._take_message(arrival)

    def _take_message(self, message: Message) -> int:
        if message.key in self._inbox:
            return 0
        others = [e for e in self._inbox.values() if stem(e.message) == stem(message)]
        newest = all(each.message.version < message.version for each in others)
        self._inbox[message.key] = Entry(message, "open" if newest else "replaced")
        if newest:
            for each in others:
                each.state = "replaced"
            self._wake(message)
        self._touch(self._case_of(message.conversation), "message")
        return 1

    def _wake(self, message: Message) -> None:
        lane = self._lanes.setdefault(message.conversation, Lane())
        lane.ready_at = lane.ready_at or message.received_at
        lane.version += 1
        lane.ids.add(stem(message))
        lane.last = message.key

    async def claim(self, now: datetime, *, limit: int, lease: float) -> Sequence[Turn]:
        turns: list[Turn] = []
        for name, lane in sorted(self._lanes.items(), key=_age):
            free = lane.leased is None or lane.leased < now
            if len(turns) == limit or lane.ready_at is None or lane.ready_at > now or not free:
                continue
            turn = self._turn(name, lane)
            if turn:
                lane.leased = now + timedelta(seconds=lease)
                turns.append(turn)
            else:
                lane.ready_at = None
        return turns

    async def renew(self, conversations: Sequence[str], now: datetime, *, lease: float) -> None:
        for each in (self._lanes[name] for name in conversations if name in self._lanes):
            if each.leased and each.leased > now:
                each.leased = now + timedelta(seconds=lease)

    def _turn(self, name: str, lane: Lane) -> Turn | None:
        fresh = self._entries(name, {"open"})[: rules.TURN]
        if not fresh:
            return None
        waiting = [s for s in self._outbox.values() if self._unsaid(s, name)]
        keys = {key for send in waiting for key in send.answers}
        burst = [key for key, e in self._inbox.items() if key in keys and e.state != "replaced"]
        return Turn(
            conversation=name,
            version=lane.version,
            fresh=tuple(each.message for each in fresh),
            burst=tuple(self._verdicts[key] for key in burst),
            history=self._history(name),
            case=self._case_of(name),
            dialogue=self._dialogue(fresh[-1].message),
            attempts=max(each.attempts for each in fresh),
        )

    def _entries(self, name: str, states: set[str]) -> list[Entry]:
        return [
            each
            for each in self._inbox.values()
            if each.message.conversation == name and each.state in states
        ]

    def _unsaid(self, send: Send, name: str) -> bool:
        """Whether it is an answer of the bot's that did not leave yet."""
        out = send.outgoing
        ours = out.conversation == name and out.by == BOT and out.purpose is Purpose.ANSWER
        return ours and out.kind is Kind.SAY and send.state == "pending"

    def _history(self, name: str) -> tuple[Utterance, ...]:
        heard = [each.message for each in self._entries(name, {"done", "dead"})]
        said = [
            each
            for each in self._outbox.values()
            if each.outgoing.conversation == name
            and each.state == "sent"
            and rules.is_reply(each.outgoing.kind, each.outgoing.purpose)
        ]
        return showing.history([*map(utterance_of, heard), *map(spoken, said)])

    async def record(self, results: Sequence[TurnResult], now: datetime) -> Sequence[str]:
        refused = []
        with self._transaction():
            for result in results:
                if result.retry_at:
                    self._try_later(result, result.retry_at)
                elif self._refused(result):
                    refused.append(result.turn.conversation)
                    self._release(result, now, finished=False)
                else:
                    self._accept(result, now)
                    self._release(result, now, finished=True)
        return refused

    def _refused(self, result: TurnResult) -> bool:
        keys = [each.message.key for each in result.judged]
        strange = len(set(keys)) < len(keys) or any(key not in self._inbox for key in keys)
        waiting = [s for s in self._outbox.values() if self._unsaid(s, result.turn.conversation)]
        unsaid = {key for send in waiting for key in send.answers}
        stored = self._stored(result.turn)
        return strange or rules.overtaken(result, self._verdicts, unsaid, stored)

    def _accept(self, result: TurnResult, now: datetime) -> None:
        turn = result.turn
        self.numbers.read(result, self._read_again(result))
        for judged in result.judged:
            self._verdicts[judged.message.key] = judged
            self._judged_at[judged.message.key] = now
            entry = self._inbox[judged.message.key]
            entry.error = judged.error
            if entry.state != "replaced":
                entry.state = "dead" if judged.error else "done"
        self._decisions += [(turn.conversation, each) for each in result.decisions]
        if result.supersede:
            self._supersede(result)
        self._queue(result.outgoing, rules.served(result), now)
        for name in rules.elsewhere(result):
            self._touch(self._case_of(name), "outbox")
        if turn.version == rules.NO_LANE and turn.case and turn.case.id in self._alarms:
            alarm = self._alarms[turn.case.id]
            alarm.ring_at = alarm.at if alarm.at > now else None
        after = result.case or turn.case
        self._talk(result)
        if after and after != turn.case:
            self._save(after, result.dialogue.until if result.dialogue else None)
        elif result.judged or result.outgoing:
            self._touch(after, "outbox" if result.outgoing else "message")
        self._protect(result, now)
        self.numbers.over()

    def _read_again(self, result: TurnResult) -> frozenset[str]:
        """The keys of messages of which an earlier version was read."""
        known = {stem(each.message) for each in self._verdicts.values()}
        messages = (each.message for each in result.judged)
        return frozenset(e.key for e in messages if e.version and stem(e) in known)

    def _supersede(self, result: TurnResult) -> None:
        kept = {each.key for each in result.outgoing}
        for send in self._outbox.values():
            if self._unsaid(send, result.turn.conversation) and send.outgoing.key not in kept:
                send.state, send.why = "superseded", rules.OUTDATED

    def _queue(self, outgoing: Sequence[Outgoing], answers: tuple[str, ...], at: datetime) -> None:
        parts = sorted(outgoing, key=lambda each: each.sequence)
        answer = next((each.key for each in parts if each.purpose is Purpose.ANSWER), "")
        for each in parts:
            part = each.purpose is Purpose.ANSWER
            send = Send(each, answer if part else each.key, answers if part else (), at)
            self._outbox.setdefault(each.key, send)

    def _try_later(self, result: TurnResult, retry_at: datetime) -> None:
        for message in result.turn.fresh:
            entry = self._inbox[message.key]
            if entry.state == "open":
                entry.attempts, entry.error = entry.attempts + 1, result.error
        lane = self._lanes[result.turn.conversation]
        lane.ready_at, lane.leased = retry_at, None

    def _release(self, result: TurnResult, now: datetime, *, finished: bool) -> None:
        """A lane rests when nothing came since the claim and nothing is left of it."""
        lane = self._lanes.get(result.turn.conversation)
        if lane is None or result.turn.version == rules.NO_LANE:
            return
        left = self._entries(result.turn.conversation, {"open"})
        rests = finished and lane.version == result.turn.version and not left
        lane.ready_at = None if rests else lane.ready_at or now
        lane.leased = None

    async def ring(self, now: datetime, *, limit: int) -> Sequence[Timer]:
        due = [
            (a.ring_at, name) for name, a in self._alarms.items() if a.ring_at and a.ring_at <= now
        ]
        taken = [name for _, name in sorted(due)[:limit]]
        for name in taken:
            self._alarms[name].ring_at = now + rules.RING_LEASE
        return [self._timer(name, now) for name in taken]

    async def checkpoints(self, platform: Platform) -> Mapping[str, str]:
        return {name: value for (at, name), value in self._checkpoints.items() if at == platform}

    async def sightings(self, platform: Platform) -> Sequence[Sighting]:
        here = [each for each in self._sightings.values() if each.platform == platform]
        return sorted(here, key=lambda each: each.seen_at, reverse=True)

    async def hold(self, name: str, owner: str, now: datetime, *, seconds: float) -> bool:
        holder, until = self._holds.get(name, (owner, now))
        if holder != owner and until > now:
            return False
        self._holds[name] = (owner, now + timedelta(seconds=seconds))
        return True

    async def vacant(self, name: str, owner: str) -> bool:
        return self._holds.get(name, (owner,))[0] == owner


def _age(item: tuple[str, Lane]) -> tuple[float, str]:
    name, lane = item
    return (lane.ready_at.timestamp() if lane.ready_at else 0.0, name)
