"""Asks people how we did, and hears what they say."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.actions import Action, Ignore
from core.case import Holder
from core.errors import StorageUnavailable
from core.house import House
from core.ports import Clock, Turn
from core.service.books import RatingBook
from core.service.rating import (
    Asking,
    Rating,
    first_asking,
    following,
    question,
    score_of,
    second_asking,
)
from core.tables.service import SatisfactionTable
from core.types import Leg, Message, Verdict

log = logging.getLogger(__name__)

PAUSE_S = 1.0


@dataclass(slots=True, kw_only=True)
class Asker:
    """One question a solved case, one reminder; also the aide that takes the answers."""

    book: RatingBook
    house: Callable[[], House]
    clock: Clock
    table: SatisfactionTable
    pause_s: float = PAUSE_S

    async def ask_forever(self) -> None:
        """Ask until cancelled."""
        while True:
            try:
                await self.ask()
            except StorageUnavailable as error:
                log.error("storage: %s; nobody is asked until it is back", error)
            await self.clock.sleep(self.pause_s)

    async def ask(self) -> int:
        """Queue the questions whose time has come; how many."""
        if not self.table.ask:
            return 0
        now = self.clock.now()
        asked = await self._ask(first_asking(self.table, now), now)
        if self.table.remind_after_h:
            asked += await self._ask(second_asking(self.table, now), now)
        return asked

    async def _ask(self, asking: Asking, now: datetime) -> int:
        stamp, house = (now, self.table.scale), self.house()
        cases = await self.book.to_ask(asking)
        rows = [question(case, house, stamp, again=asking.again) for case in cases]
        questions = [row for row in rows if row]
        await self.book.ask(questions)
        return len(questions)

    def wants(self, message: Message, verdict: Verdict) -> bool:  # noqa: ARG002 - the port's
        """A score, said in private."""
        return message.leg is Leg.PRIVATE and score_of(message.text) > 0

    async def consider(
        self,
        turn: Turn,
        message: Message,
        verdict: Verdict,  # noqa: ARG002 - the port's
        now: datetime,
    ) -> tuple[Action, ...]:
        """Keep the score, and say what follows from it; a case that a person has stays his."""
        rating = Rating(
            key=message.key,
            conversation=message.conversation,
            platform=message.platform,
            score=score_of(message.text),
            at=now,
        )
        rated = await self.book.rate(rating)
        if rated is None:
            return ()
        actions = following(rated, rating, self.table)
        case = turn.case
        if case and case.is_open and case.held_by is not Holder.BOT:
            return (Ignore(reason=f"rated {rating.score}, while a person has the case"),)
        if case and case.id != rated.case.id:  # something else is talked about by now
            return actions[:1]
        return actions
