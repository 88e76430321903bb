"""The reference memory's account links."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.accounts.desk import Handle
from core.accounts.links import AccountLink


class MemoryAccountLinks:
    """`AccountLinks` in dicts, by handles without their names."""

    def __init__(self) -> None:
        super().__init__()
        self._links: dict[Handle, AccountLink] = {}
        self._tries: dict[Handle, tuple[datetime, int]] = {}

    async def account_link(self, handle: Handle) -> AccountLink | None:
        return self._links.get(_key(handle))

    async def keep_link(self, link: AccountLink) -> None:
        self._links[_key(link.handle)] = link

    async def drop_link(self, handle: Handle) -> bool:
        return self._links.pop(_key(handle), None) is not None

    async def may_link(self, handle: Handle, now: datetime, *, most: int, seconds: float) -> bool:
        began, tries = self._tries.get(_key(handle), (now, 0))
        if began <= now - timedelta(seconds=seconds):
            began, tries = now, 0
        self._tries[_key(handle)] = began, tries + 1
        return tries + 1 <= most


def _key(handle: Handle) -> Handle:
    return replace(handle, name="")
