"""Linking a handle with an account, and ending that: by what the user made while logged in."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from core.accounts.codes import proof_in
from core.accounts.desk import AccountsUnavailable, CodeRefused, Topic
from core.accounts.links import AccountLink
from core.accounts.status import Status, unavailable
from core.accounts.visit import Tools, Visit
from core.actions import Action

log = logging.getLogger(__name__)

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Linking:
    """Makes and ends links."""

    tools: Tools

    async def link(self, visit: Visit) -> tuple[Action, ...]:
        """Use the code's proof; whoever has waited for a person's look learns the state at once."""
        proof = proof_in(visit.argument)
        if not proof:
            return (visit.inform("account_link_how", "asked how to link an account"),)
        if not await self._may_try(visit):
            return (visit.inform("account_link_tries", "tried too many linking codes"),)
        try:
            reference = await self.tools.desk.link(proof, visit.handle)
        except AccountsUnavailable as error:
            return unavailable(visit, str(error))
        except CodeRefused:
            reason = "the linking code is unknown, used, or too old"
            return (visit.inform("account_link_refused", reason),)
        link = AccountLink(handle=visit.handle, reference=reference, since=visit.now)
        await self.tools.links.keep_link(link)
        said = visit.inform("account_linked", "linked the handle with an account")
        return (said, *await self._waited_for(visit, link))

    async def unlink(self, visit: Visit) -> tuple[Action, ...]:
        """End it here, and there as well if it can be reached."""
        if visit.link:
            await self.forget(visit.link)
        said = "ended the link with the account" if visit.link else "there was no link to end"
        return (visit.inform("account_unlinked", said),)

    async def forget(self, link: AccountLink) -> None:
        """What the exchange does not hear of has no effect all the same: the reference is gone."""
        await self.tools.links.drop_link(link.handle)
        try:
            await self.tools.desk.unlink(link.reference)
        except AccountsUnavailable as error:
            log.warning("accounts: a link was ended here alone: %s", error)

    async def _may_try(self, visit: Visit) -> bool:
        most = self.tools.table.links_per_h
        return await self.tools.links.may_link(visit.handle, visit.now, most=most, seconds=HOUR_S)

    async def _waited_for(self, visit: Visit, link: AccountLink) -> tuple[Action, ...]:
        case = visit.turn.case
        if case is None or not case.is_open or case.intent not in set(Topic):
            return ()
        return (await Status(self.tools).tell(visit, link, Topic(case.intent)))[:1]
