"""Direct messages to the desk's arrivals, from both of X's shapes: pure, and total."""

from __future__ import annotations

from typing import Any

from bots.twitter.around import Around, author_of
from bots.twitter.content import (
    PLATFORM,
    Json,
    Unreadable,
    attachments,
    identity,
    moment,
    plain,
    rows,
    table,
    words,
)
from bots.twitter.convert import Known, hear_page, obeyed
from core.types import Arrival, Attachment, Message, Place

# The two names of the one event that carries words.
MESSAGE_CREATE, LEGACY_CREATE = "MessageCreate", "message_create"


def hear_dms(payload: Any, known: Known) -> list[Arrival]:
    """A page of DM events: arrivals, oldest first."""
    return hear_page(payload, known, (letter_of, "dm"))


def letter_of(event: Json, around: Around, known: Known) -> tuple[Arrival, ...]:
    """One event of the lookup; joins, leaves and our own messages are nothing."""
    if event.get("event_type") != MESSAGE_CREATE:
        return ()
    sender = identity(event.get("sender_id"), "sender_id")
    if sender == known.me:
        return ()
    links = rows(event.get("urls"), "urls")
    links += rows(table(event.get("entities"), "entities").get("urls"), "urls")
    message = Message(
        platform=PLATFORM,
        account=known.me,
        id=f"dm:{identity(event.get('id'), 'id')}",
        conversation=f"dm:{sender}",
        address=f"dm/{sender}",
        author=author_of(sender, around.users),
        place=Place.DM,
        text=plain(words(event.get("text"), "text"), links),
        sent_at=moment(event.get("created_at"), "created_at"),
        received_at=known.now,
        addressed=_is_between_us(event, sender, known),
        attachments=attachments(event, around.media),
    )
    return obeyed(message, known) if message.addressed else (message,)


def _is_between_us(event: Json, sender: str, known: Known) -> bool:
    """A conversation of two is named after both; a group is named by one number, and there
    nobody is answered unasked."""
    name = event.get("dm_conversation_id")
    if name is None:
        return True
    pair = words(name, "dm_conversation_id").split("-")
    if len(pair) == 1:
        return False
    if sorted(pair) != sorted((sender, known.me)):
        raise Unreadable("dm_conversation_id does not name sender and us")
    return True


def legacy_letter_of(event: Json, around: Around, known: Known) -> tuple[Arrival, ...]:
    """One event as webhooks deliver it: the same message, and the same key, as the lookup's."""
    if event.get("type") != LEGACY_CREATE:
        return ()
    created = table(event.get("message_create"), "message_create")
    sender = identity(created.get("sender_id"), "sender_id")
    target = table(created.get("target"), "target").get("recipient_id")
    if sender == known.me:
        return ()
    if identity(target, "recipient_id") != known.me:
        raise Unreadable("recipient_id is not us")
    data = table(created.get("message_data"), "message_data")
    links = rows(table(data.get("entities"), "entities").get("urls"), "urls")
    message = Message(
        platform=PLATFORM,
        account=known.me,
        id=f"dm:{identity(event.get('id'), 'id')}",
        conversation=f"dm:{sender}",
        address=f"dm/{sender}",
        author=author_of(sender, around.users),
        place=Place.DM,
        text=plain(words(data.get("text"), "text"), links),
        sent_at=moment(event.get("created_timestamp"), "created_timestamp"),
        received_at=known.now,
        attachments=_legacy_files(data),
    )
    return obeyed(message, known)


def _legacy_files(data: Json) -> tuple[Attachment, ...]:
    media = table(table(data.get("attachment"), "attachment").get("media"), "media")
    kind = words(media.get("type"), "media.type")
    return (Attachment(kind=kind or "media"),) if media else ()
