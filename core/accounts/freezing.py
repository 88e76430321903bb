"""Freezing an account: asked for and then confirmed by the linked user himself, in two steps.

The exchange gets one request for each time it was asked for, however often it is confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import blake2b

from core.accounts.desk import AccountsUnavailable, LinkGone
from core.accounts.links import AccountLink
from core.accounts.visit import Tools, Visit
from core.actions import Action, Escalate, Press, Reply
from core.commands import FREEZE
from core.decide import FIRST_AID
from core.types import Urgency

SECURITY = "account_security"
YES = "yes"
CONFIRM = f"{FREEZE} {YES}"


@dataclass(frozen=True, slots=True)
class Freezing:
    """The two steps."""

    tools: Tools

    async def ask(self, visit: Visit, link: AccountLink) -> tuple[Action, ...]:
        """The first: offer it, and let a person come in any case."""
        if not self.tools.table.freeze:
            return unlinked(visit)
        minutes = self.tools.table.confirm_min
        until = visit.now + timedelta(minutes=minutes)
        await self.tools.links.keep_link(replace(link, freeze_until=until))
        offer = visit.inform(
            "account_freeze_offer",
            f"offered a freeze, to be confirmed within {minutes:g} minutes",
            values=(("minutes", f"{minutes:g}"),),
            presses=(Press(phrase="account_freeze_button", data=CONFIRM, danger=True),),
        )
        return (offer, *unlinked(visit))

    async def confirm(self, visit: Visit, link: AccountLink) -> tuple[Action, ...]:
        """The second: do it while the offer stands."""
        until = link.freeze_until
        if until is None or until <= visit.now:
            return (visit.inform("account_freeze_late", "confirmed a freeze that is not offered"),)
        request = blake2b(f"{link.reference}|{until.isoformat()}".encode(), digest_size=16)
        try:
            await self.tools.desk.freeze(link.reference, request.hexdigest())
        except (AccountsUnavailable, LinkGone) as error:
            reason = f"the account could not be frozen: {error}"
            failed = visit.inform("account_freeze_failed", reason)
            return (failed, Escalate(priority=Urgency.P0, reason=reason))
        reason = "the account is frozen, at its user's confirmed request"
        done = visit.inform("account_frozen", reason)
        return (done, Escalate(priority=Urgency.P0, reason=reason))


def unlinked(visit: Visit) -> tuple[Action, ...]:
    """What everybody gets who fears for his account: first aid, and a person."""
    aid = Reply(
        article=FIRST_AID[SECURITY],
        language=visit.language,
        reason="first aid until a person takes over",
    )
    verdict = visit.verdict
    reason = verdict.reasons[0] if verdict.reasons else "asked for a freeze of his account"
    return (aid, Escalate(priority=min(verdict.urgency, Urgency.P1), reason=reason))
