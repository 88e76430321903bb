"""Which handles are linked with which accounts, and how often somebody tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.accounts.desk import Handle
from core.scams import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLink:
    """A handle and the account it stands for, by a reference that says nothing to others.

    Until `freeze_until` a freeze that was asked for may be confirmed.
    """

    handle: Handle
    reference: str
    since: datetime
    freeze_until: datetime | None = None

    def holds_for(self, handle: Handle) -> bool:
        """Whether it is still the one who linked: a changed name is not, an unnamed one may be."""
        same = handle.author_id == self.handle.author_id
        return same and (not handle.name or folded(handle.name) == folded(self.handle.name))


class AccountLinks(Protocol):
    """Implemented by the store. Each method is one transaction; raises StorageUnavailable.

    A handle is found by platform, account of ours and author id; its name is only kept.
    """

    async def account_link(self, handle: Handle) -> AccountLink | None: ...

    async def keep_link(self, link: AccountLink) -> None:
        """Remember, in place of what was there."""
        ...

    async def drop_link(self, handle: Handle) -> bool:
        """Forget; whether there was one."""
        ...

    async def may_link(self, handle: Handle, now: datetime, *, most: int, seconds: float) -> bool:
        """Count one attempt; False beyond `most` within `seconds` of the first of them."""
        ...
