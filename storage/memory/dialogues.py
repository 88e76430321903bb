"""The reference memory's dialogues: read with a turn, kept with its result."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.dialogue import Dialogue, Stage, going_on, person_of, unlearn
from core.ports import Timer, TurnResult
from core.types import Message
from storage import rules
from storage.codec import us
from storage.memory.scams import MemoryScams


class MemoryDialogues(MemoryScams):
    """What the bot is finding out."""

    def _dialogue(self, message: Message) -> Dialogue | None:
        person = person_of(message)
        near = [
            each
            for each in self._dialogues.values()
            if each.conversation == message.conversation or each.person == person
        ]
        return going_on(message, near)

    def _timer(self, name: str, now: datetime) -> Timer:
        alarm, case = self._alarms[name], self._cases[name]
        return Timer(
            key=rules.timer_key(name, alarm.kind, us(alarm.at)),
            kind=rules.kind_rung(alarm.kind, early=alarm.at > now),
            case=case,
            dialogue=self._dialogues.get(case.conversation),
        )

    def _talk(self, result: TurnResult) -> None:
        if result.left in self._dialogues:
            before = self._dialogues[result.left]
            self._dialogues[result.left] = replace(before, stage=Stage.MOVED, until=None)
        if result.dialogue:
            self._dialogues[result.dialogue.conversation] = result.dialogue

    def _unlearn(self, message: Message) -> None:
        person = person_of(message)
        for name, each in self._dialogues.items():
            if each.person == person:
                self._dialogues[name] = unlearn(each, [message.id])
