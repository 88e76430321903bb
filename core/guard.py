"""The memory's third half: what protection remembers of askers, traces and scammers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.ports import Store
from core.protection import Look, Surroundings
from core.scams import KnownAs, Ruled, Ruling, ScamFile, ScamPage, Verdicted, WarningTimes, Watched
from core.types import Message, Platform


class Guard(Protocol):
    """Implemented by the store. Each method is one transaction; raises StorageUnavailable.

    What a turn means for protection is written by `Store.record`, with the turn itself.
    """

    async def surroundings(self, looks: Sequence[Look]) -> Sequence[Surroundings]:
        """One for each look, in order: askers of the same scene other than the author, the latest
        first, at most 5; echoes of its traces among other authors; the author's file."""
        ...

    async def scams(self, view: str, *, after: str = "", limit: int = 50) -> ScamPage:
        """`view`: open (open and taken) | confirmed | dismissed | all; alerts before reviews, then
        the latest first; keyset paging by `after`."""
        ...

    async def scam_file(self, scam_id: str) -> ScamFile | None: ...

    async def rule(self, ruling: Ruling) -> Ruled:
        """Decide once: the first ruling of its kind wins and queues its acts; the second learns
        who was first. `lift` may follow restrict and ban, which may then come again. Raises
        KeyError for a scam case that is not there."""
        ...

    async def watched(
        self, platform: Platform, since: datetime, *, limit: int
    ) -> Sequence[Watched]:
        """Scenes on a platform in which somebody asked us since then, the latest first."""
        ...

    async def warning_times(self, since: datetime) -> WarningTimes: ...

    async def verdicts(self) -> Sequence[Verdicted]:
        """What moderators made of what the desk had thought, a message each, oldest first."""
        ...

    async def known_as(self, platform: Platform, query: str) -> KnownAs | None:
        """Somebody by id or, with or without @, by a handle that he bears or bore; of several
        the one seen with it last. None for whoever was never seen joining, renamed or attacking."""
        ...

    async def forget_traces(self, before: datetime) -> int:
        """Forget traces seen before then that are no scammer's, and who asked; how many traces."""
        ...


class Memory(Store, Guard, Protocol):
    """What a worker needs of the memory."""


class Lookout(Protocol):
    """An adapter of a platform where answers to others do not arrive by themselves."""

    async def look(self, scene: str, since: datetime) -> Sequence[Message]:
        """What others wrote in a scene since then, oldest first. Raises AdapterError."""
        ...
