"""Calls those on duty, one after the other, until somebody looks after the case."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Protocol

from core.actions import Action, Ignore, Inform
from core.errors import AdapterError, StorageUnavailable
from core.house import House
from core.orders import NOT_FOR_YOU, may_order
from core.ports import Clock
from core.service.books import PageBook
from core.service.paging import (
    Call,
    Chain,
    Page,
    PageState,
    Waiting,
    acknowledged_case,
    dead,
    next_call,
    row_of,
    told,
)
from core.types import Message

log = logging.getLogger(__name__)

PAUSE_S = 1.0
NO_ROOM = "there is no such room: set it in the platform's own table"
NO_CARRIER = "there is nothing that carries it"
# How long a call that failed is news to the operator.
NEWS = timedelta(hours=24)


class Carrier(Protocol):
    """Brings a call to somebody by other means than a platform."""

    async def carry(self, call: Call, text: str) -> None:
        """Raises AdapterError with one line where nobody was reached."""
        ...


@dataclass(slots=True, kw_only=True)
class OnCall:
    """One chain; `link` is the console's address of a call by its token."""

    book: PageBook
    house: Callable[[], House]
    clock: Clock
    chain: Chain
    carriers: Mapping[str, Carrier] = field(default_factory=dict[str, Carrier])
    link: Callable[[str], str] = lambda _: ""

    async def call_forever(self) -> None:
        """Call until cancelled; trouble with the storage or one call is no reason to stop."""
        while True:
            try:
                await self.call()
            except StorageUnavailable as error:
                log.error("storage: %s; nobody is called until it is back", error)
            await self.clock.sleep(PAUSE_S)

    async def call(self) -> int:
        """Take the steps that are due; how many calls were made."""
        if not self.chain.steps:
            return 0
        made = 0
        for waiting in await self.book.waiting(self.chain.urgencies):
            made += await self._call_about(waiting)
        return made

    async def _call_about(self, waiting: Waiting) -> int:
        """The next call about a case, and at once the one after it where that failed."""
        made, now = 0, self.clock.now()
        while (step := next_call(waiting, self.chain, now)) and (page := await self._make(step)):
            made += 1
            waiting = replace(waiting, pages=(*waiting.pages, page))
        return made

    async def _make(self, call: Call) -> Page | None:
        """The call as it went; None where somebody else made it or took the case."""
        token = token_urlsafe(24)
        call = replace(call, link=self.link(token), page=replace(call.page, token=digest(token)))
        by_platform = call.step.via in ("room", "private")
        outgoing = row_of(call, self.house()) if by_platform else None
        if not await self.book.call(call.page, outgoing):
            return None
        if outgoing is not None:
            return call.page
        why = NO_ROOM if by_platform else await self._carried(call)
        if not why:
            return call.page
        return await self._failed(call.page, why)

    async def _carried(self, call: Call) -> str:
        """Why nobody was reached; empty when it went."""
        carrier = self.carriers.get(call.step.via)
        if carrier is None:
            return NO_CARRIER
        house = self.house()
        try:
            await carrier.carry(call, told(call, house, house.protect.language))
        except AdapterError as error:
            return str(error)
        except Exception as error:  # whatever is wrong with one pager, the next one is called
            log.exception("calling %s failed in our own code", call.page.name)
            return type(error).__name__
        return ""

    async def _failed(self, page: Page, why: str) -> Page:
        log.error(
            "%s could not be called (%s): %s; the next step is taken", page.name, page.via, why
        )
        await self.book.call_failed(page.key, why, self.clock.now())
        return replace(page, state=PageState.FAILED, why=why)

    async def settle(self, message: Message, now: datetime) -> Action | None:
        """What a press under a call came to; None for every other message."""
        case_id = acknowledged_case(message)
        if not case_id:
            return None
        house = self.house()
        if not may_order(message, house.identities):
            return Ignore(reason=NOT_FOR_YOU)
        room = house.rooms.get(message.platform)
        language = room.language if room else house.protect.language
        by = message.author.name or message.author.handle or message.author.id
        if await self.book.acknowledge(case_id, message.author.id, now) is None:
            return Inform(phrase="mod_page_unknown", language=language, reason="no such call")
        values = (("by", by), ("id", case_id))
        reason = "somebody looks after it"
        return Inform(phrase="mod_page_acked", language=language, reason=reason, values=values)

    async def dead(self) -> tuple[Page, ...]:
        """Steps whose last call did not get through."""
        return dead(await self.book.calls(self.clock.now() - NEWS))


def digest(token: str) -> str:
    """What is kept of a link; the link itself is known to whoever was called."""
    return sha256(token.encode()).hexdigest()
