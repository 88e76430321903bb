"""The reference memory's mentions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.casework import Mentioned
from core.deeds import Deed
from storage.casework.mentioning import MOST_UNREAD
from storage.memory.guard import MemoryGuard
from storage.memory.parts import Called


class MemoryMentions(MemoryGuard):
    """`Mentions`."""

    def __init__(self) -> None:
        super().__init__()
        self._called: dict[tuple[str, str], Called] = {}

    def _call(self, deed: Deed, note: int, agents: Sequence[str]) -> None:
        """The case is in the lists of those named in a note; nobody calls himself."""
        for agent in agents:
            if agent != deed.by:
                self._called[agent, deed.case_id] = Called(note, deed.by, deed.at)

    async def mentions(self, agent: str, *, limit: int = 100) -> Sequence[Mentioned]:
        own = [(case_id, each) for (who, case_id), each in self._called.items() if who == agent]
        own.sort(key=lambda each: each[0])
        own.sort(key=lambda each: each[1].at, reverse=True)
        return [
            Mentioned(
                case=self._cases[case_id],
                by=each.by,
                at=each.at,
                text=self._notes[each.note - 1].text,
                seen=each.seen_at is not None,
            )
            for case_id, each in own[:limit]
        ]

    async def unread(self, agent: str) -> int:
        own = (each for (who, _), each in self._called.items() if who == agent)
        return min(sum(each.seen_at is None for each in own), MOST_UNREAD)

    async def looked(self, agent: str, case_id: str, at: datetime) -> None:
        called = self._called.get((agent, case_id))
        if called and called.seen_at is None:
            called.seen_at = at
