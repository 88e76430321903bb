"""A console over the reference memory, with casework, and cases of somebody in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from console import create_app
from core.access import Role
from core.case import Holder
from core.casebook import Agent
from core.casework import CaseRoom
from core.ports import Judged, TurnResult
from core.types import Labels, Place, Urgency, Verdict
from storage import MemoryStore
from tests.conftest import NOON, a_message
from tests.console.conftest import Desk
from tests.console.fakes import a_case

VERDICT = Verdict(labels=Labels(language="en", intent="withdrawal"), urgency=Urgency.P1)


class WorkDesk(Desk):
    """The console's desk with a memory that casework needs."""

    def __init__(self, clock, url="http://desk.example") -> None:
        super().__init__(clock, url)
        self.store = self.book = MemoryStore()
        self.count = 0
        self.rebuild()

    def rebuild(self) -> None:
        self.app = create_app(self.services())

    def services(self):
        if not isinstance(self.book, MemoryStore):
            return super().services()
        room = CaseRoom(work=self.book, mentions=self.book)
        return replace(super().services(), casework=room)

    def admit(self, name: str, role: Role) -> None:
        """Another colleague."""
        self.door.admit(Agent(id=name.lower(), name=name, created_at=NOON, role=role))

    async def heard(self, *words: str, conversation: str = "replay:nordex:1", **changes):
        """A case in the queue in which somebody wrote these messages."""
        now = self.clock.now()
        await self.store.put([self._message(each, n, conversation) for n, each in enumerate(words)])
        fields = {
            "id": f"case{self.count}",
            "conversation": conversation,
            "held_by": Holder.QUEUE,
            "author_id": "u1",
            "opened_at": now,
        }
        case = a_case(**(fields | changes))
        for turn in await self.store.claim(now, limit=9, lease=30):
            seen = tuple(Judged(message=each, verdict=VERDICT) for each in turn.fresh)
            result = TurnResult(turn=turn, judged=seen, case=turn.case or case)
            assert list(await self.store.record([result], now)) == []
        return case

    def _message(self, words, number, conversation):
        self.count += 1
        at = self.clock.now() - timedelta(seconds=60 - number)
        return a_message(
            words,
            id=f"m{self.count}",
            conversation=conversation,
            place=Place.DM,
            received_at=at,
            sent_at=at,
        )
