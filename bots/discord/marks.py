"""How far each channel was read: watermarks that only move forward."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bots.discord.scene import CHANNEL, DM, PLATFORM
from core.types import Checkpoint

_NAME = re.compile(rf"({CHANNEL}|{DM}):(\d{{1,20}})")
_VALUE = re.compile(r"(\d{1,20})(?:@(\d{1,20}))?")


@dataclass(frozen=True, slots=True)
class Mark:
    """The last message read in a channel, and the server it is in: 0 for a private talk."""

    last: int
    guild: int


class Marks(Mapping[int, Mark]):
    """Channel or thread -> its mark, kept as `channel:<id>` = `<last>@<server>` or `dm:<id>`."""

    def __init__(self, since: Mapping[str, str]) -> None:
        self._marks = dict(_kept(since))

    def __getitem__(self, channel: int) -> Mark:
        return self._marks[channel]

    def __iter__(self) -> Iterator[int]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    @property
    def latest(self) -> int:
        """The newest id read anywhere: ids of all places grow with time. 0 at the first start."""
        return max((mark.last for mark in self._marks.values()), default=0)

    def advance(self, channel: int, last: int, guild: int, account: str) -> list[Checkpoint]:
        """Move a mark forward; what has to be kept for it, nothing when it was further already."""
        if channel in self and self[channel].last >= last:
            return []
        self._marks[channel] = Mark(last, guild)
        value = f"{last}@{guild}" if guild else str(last)
        return [_checkpoint(channel, guild, value, account)]

    def forget(self, channel: int, account: str) -> list[Checkpoint]:
        """A place that is lost has nothing to be read any more."""
        mark = self._marks.pop(channel, None)
        return [_checkpoint(channel, mark.guild, "", account)] if mark else []


def _checkpoint(channel: int, guild: int, value: str, account: str) -> Checkpoint:
    name = f"{CHANNEL if guild else DM}:{channel}"
    return Checkpoint(platform=PLATFORM, account=account, name=name, value=value)


def _kept(since: Mapping[str, str]) -> Iterator[tuple[int, Mark]]:
    for name, value in since.items():
        place, read = _NAME.fullmatch(name), _VALUE.fullmatch(value)
        if place and read:
            yield int(place[2]), Mark(int(read[1]), int(read[2] or 0))
