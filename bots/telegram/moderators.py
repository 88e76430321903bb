"""Who runs each group, by id, from the group's own list: names prove nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bots.telegram.line import Line
from core.errors import AdapterError

log = logging.getLogger(__name__)

FRESH_S, AGAIN_AFTER_FAILURE_S = 3600.0, 60.0
READ_S = 5.0
# What in a chat's description lets strangers write there.
OPENINGS = ("username", "active_usernames", "linked_chat_id")


class ModeratorList(Mapping[int, frozenset[int]]):
    """Chat -> ids of its administrators and of the channel it belongs to; asked for hourly."""

    def __init__(self, line: Line, tick: Callable[[], float]) -> None:
        self._line, self._tick = line, tick
        self._known: dict[int, frozenset[int]] = {}
        self._stale_at: dict[int, float] = {}
        self._closed: set[int] = set()

    def __getitem__(self, chat: int) -> frozenset[int]:
        return self._known[chat]

    def __iter__(self) -> Iterator[int]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def forget(self, chat: int) -> None:
        """Somebody's rights changed: ask again before the next message is read."""
        self._stale_at.pop(chat, None)

    def closed(self, chat: int) -> bool:
        """Whether only those can be in this group who were let in; no, as long as nobody knows."""
        return chat in self._closed

    async def learn(self, chats: Iterable[int]) -> None:
        """Make sure these groups' lists are fresh; failing that, the old ones stay."""
        now = self._tick()
        stale = {chat for chat in chats if self._stale_at.get(chat, 0.0) <= now}
        await asyncio.gather(*(self._ask(chat) for chat in stale))

    async def _ask(self, chat: int) -> None:
        try:
            listed = await self._call("getChatAdministrators", chat)
            group = await self._call("getChat", chat)
        except AdapterError as error:
            log.warning("administrators of %s are not known: %s", chat, error)
            self._stale_at[chat] = self._tick() + AGAIN_AFTER_FAILURE_S
        else:
            self._known[chat] = frozenset(_ids(listed, group))
            self._stale_at[chat] = self._tick() + FRESH_S
            (self._closed.add if _closed(group) else self._closed.discard)(chat)

    async def _call(self, method: str, chat: int) -> Any:
        return await self._line.call(method, {"chat_id": chat}, read_timeout=READ_S)


def _closed(group: Any) -> bool:
    """Neither a name by which anybody finds it, nor a channel whose readers comment in it."""
    return isinstance(group, dict) and not any(group.get(each) for each in OPENINGS)


def _ids(listed: Any, group: Any) -> Iterator[int]:
    for member in listed if isinstance(listed, list) else ():
        user = member.get("user") if isinstance(member, dict) else None
        if isinstance(user, dict) and isinstance(user.get("id"), int):
            yield user["id"]
    if isinstance(group, dict) and isinstance(group.get("linked_chat_id"), int):
        yield group["linked_chat_id"]
