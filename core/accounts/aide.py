"""`AccountAide`: answers from the account itself, in private, to whoever linked his handle.

In public it says nothing of any account, whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.accounts.asks import topic_asked
from core.accounts.desk import Topic
from core.accounts.explaining import explained
from core.accounts.freezing import SECURITY, YES, Freezing, unlinked
from core.accounts.linking import Linking
from core.accounts.status import Status, chosen, is_number
from core.accounts.visit import Tools, Visit
from core.actions import Action, Inform
from core.commands import ACCOUNT, FREEZE, LINK, UNLINK, command
from core.ports import Turn
from core.types import Leg, Message, Verdict

_LOOKS = {f"/{topic}": topic for topic in Topic}


@dataclass(frozen=True, slots=True)
class AccountAide:
    """Implements `Aide`."""

    tools: Tools

    def wants(self, message: Message, verdict: Verdict) -> bool:
        if command(message.text) in ACCOUNT:
            return True
        if message.leg is Leg.PUBLIC:
            return False
        asks = topic_asked(message, verdict) is not None or verdict.labels.intent == SECURITY
        return asks or is_number(message.text)

    async def consider(
        self, turn: Turn, message: Message, verdict: Verdict, now: datetime
    ) -> tuple[Action, ...]:
        if message.leg is Leg.PUBLIC:
            language = message.author.language or verdict.labels.language
            reason = "accounts are spoken of in private alone"
            return (Inform(phrase="go_private", language=language, reason=reason),)
        visit = Visit(turn=turn, message=message, verdict=verdict, now=now)
        if visit.with_a_person and not visit.order:
            return ()
        link = await self.tools.links.account_link(visit.handle)
        if link is None or link.holds_for(visit.handle):
            return await self._settled(replace(visit, link=link))
        await Linking(self.tools).forget(link)
        gone = visit.inform("account_link_gone", "the handle has changed since it was linked")
        return await self._settled(visit, gone)

    async def _settled(self, visit: Visit, notice: Inform | None = None) -> tuple[Action, ...]:
        """`notice`: why somebody who was linked is so no longer."""
        if visit.order == LINK:
            return await Linking(self.tools).link(visit)
        if visit.order == UNLINK:
            return await Linking(self.tools).unlink(visit)
        if visit.order == FREEZE or visit.verdict.labels.intent == SECURITY:
            return await self._freeze(visit)
        asked = topic_asked(visit.message, visit.verdict)
        topic = _LOOKS.get(visit.order) or chosen(visit) or asked
        if topic is None:
            return ()
        if visit.link is None:
            return explained(visit, topic, notice)
        return await Status(self.tools).tell(visit, visit.link, topic)

    async def _freeze(self, visit: Visit) -> tuple[Action, ...]:
        if visit.link is None:
            return unlinked(visit) if visit.order else ()
        freezing = Freezing(self.tools)
        if visit.order and visit.argument.casefold() == YES:
            return await freezing.confirm(visit, visit.link)
        return await freezing.ask(visit, visit.link)
