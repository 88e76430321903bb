"""What became of a send that nobody knows about: read back from the channel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from bots.discord.cards import as_text, card
from bots.discord.client import DeskClient
from bots.discord.limits import HISTORY_PAGE
from bots.discord.people import EPOCH
from bots.discord.post import content_of, nonce_of
from core.actions import Kind, Outgoing, Purpose
from core.attaching import shown
from core.errors import MaybeSent

CANNOT_TELL = "an equal text stands in the channel, and it may be another answer's"
TOO_FAR_BACK = "so much was written since that the answer was not looked for any further"
# Clocks differ, and the first try may be older than the row's present due time.
MARGIN = timedelta(minutes=15)
MOST_PAGES = 10

Payload = Mapping[str, Any]


async def find_in(
    client: DeskClient, channel: int, outgoing: Outgoing, *, private: bool
) -> str | None:
    """Our message for this row in a channel, thread or private chat; None when it is not there.

    The nonce decides. Where the server does not tell it any more, text and reference do, and in a
    public place a text without a reference may be anybody's answer: MaybeSent.
    """
    nonce, me = nonce_of(outgoing.key), str(client.user.id) if client.user else ""
    alike = ""
    async for each in _since(client, channel, outgoing.due_at - MARGIN):
        if each.get("author", {}).get("id") != me:
            continue
        if each.get("nonce") is not None:
            if str(each["nonce"]) == nonce:
                return str(each["id"])
        elif _alike(each, outgoing):
            alike = alike or str(each["id"])
    doubtful = outgoing.purpose is not Purpose.REPORT and not _reference(outgoing)
    if alike and not private and doubtful:
        raise MaybeSent(CANNOT_TELL)
    return alike or None


def _alike(message: Payload, outgoing: Outgoing) -> bool:
    if outgoing.purpose is Purpose.REPORT:
        return _shown(message) in (_shown(card(outgoing)), _shown(as_text(outgoing)))
    if outgoing.kind is Kind.FILE:
        # The platform changes names of files, but no file.
        sizes = [each.get("size") for each in message.get("attachments") or ()]
        return sizes == [shown(outgoing).size]
    above = str((message.get("message_reference") or {}).get("message_id") or "")
    same_text = str(message.get("content", "")).strip() == content_of(outgoing).strip()
    return same_text and above == _reference(outgoing)


def _shown(message: Payload) -> tuple[str, ...]:
    """What people read of a report."""
    cards = ((each.get("title"), each.get("description")) for each in message.get("embeds") or ())
    return (str(message.get("content", "")).strip(), *(str(text) for one in cards for text in one))


def _reference(outgoing: Outgoing) -> str:
    above = outgoing.reply_to or ""
    return above if above.isdecimal() else ""


async def _since(client: DeskClient, channel: int, moment: datetime) -> AsyncIterator[Payload]:
    """What was written since a moment, oldest first, page by page."""
    after = int((moment - EPOCH).total_seconds() * 1000) << 22
    for _ in range(MOST_PAGES):
        page: list[Any] = list(await client.http.logs_from(channel, HISTORY_PAGE, after=after))
        for each in sorted(page, key=lambda one: int(one["id"])):
            after = int(each["id"])
            yield each
        if len(page) < HISTORY_PAGE:
            return
    raise MaybeSent(TOO_FAR_BACK)
