"""People's business accounts that we answer for: who lets us, and what was deleted there. Pure."""

from __future__ import annotations

import telegram

from bots.telegram.content import whole
from bots.telegram.known import Known, reach
from bots.telegram.scene import BUSINESS, PLATFORM, Spot, connection_name
from core.types import Reach, Removal

SWITCHED_OFF = "the business account no longer lets us in"
MUTE = "the business account does not let us reply"


def connected(link: telegram.BusinessConnection, known: Known) -> tuple[Reach, ...]:
    """News about the account itself and about the customers who wrote to it lately."""
    name = connection_name(link.id)
    why = SWITCHED_OFF if not link.is_enabled else ""
    if not why and not (link.rights and link.rights.can_reply):
        why = MUTE
    chats = sorted(known.customers.get(name, ()))
    addresses = [f"{BUSINESS}{name}", *(Spot(chat, 0, name).address for chat in chats)]
    return tuple(reach(each, known, why=why) for each in addresses)


def removals(gone: telegram.BusinessMessagesDeleted, known: Known) -> tuple[Removal, ...]:
    """One for each message that was deleted."""
    name = connection_name(gone.business_connection_id)
    spot = Spot(whole(gone.chat.id, "chat.id"), 0, name)
    numbers = [whole(each, "message_ids") for each in gone.message_ids]
    return tuple(
        Removal(platform=PLATFORM, account=known.account, id=f"{spot.prefix}/{each}")
        for each in numbers
    )


def by_customer(source: telegram.Message) -> bool:
    """Whether the customer wrote, and not the account's owner or something on his behalf: such a
    chat has the customer's id."""
    if source.sender_business_bot or source.from_user is None:
        return False
    return source.from_user.id == source.chat.id
