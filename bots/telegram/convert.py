"""Bot API updates to the desk's arrivals: pure, and total."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import telegram

from bots.telegram import peek
from bots.telegram.albums import joined
from bots.telegram.business import by_customer, connected, removals
from bots.telegram.content import (
    Unreadable,
    attachments,
    clean,
    parent,
    quoted,
    speaks_to,
    text_of,
)
from bots.telegram.known import Heard, Known, blank, reach
from bots.telegram.people import author_of, speaks_as_channel
from bots.telegram.presses import press, reaction
from bots.telegram.ranks import ranked
from bots.telegram.scene import PLATFORM, Scene, scene_of
from bots.telegram.standing import announced, knock, member, moved, our_standing, shown
from core.commands import STOP, command
from core.types import Arrival, DeadLetter, Message, Place, Reach

START = "/start"
ASKED_US_TO_STOP = "asked us to stop"
TOO_DEEP = "nested too deeply to be kept"
# Errors whose words are the SDK's or ours; others may quote the user, and are only named.
_OUR_WORDS = (Unreadable, TypeError, KeyError, AttributeError)


def hear(updates: Sequence[Any], known: Known) -> Heard:
    """One update, or all parts of one album, as arrivals; what cannot be read is a dead letter."""
    heard = [_hear_one(update, known) for update in updates]
    arrivals = joined([arrival for each in heard for arrival in each.arrivals])
    told = [ranked(each, known) for each in arrivals]
    names = [name for each in told if isinstance(each, Message) for name in shown(each, known)]
    presses = tuple(press for each in heard for press in each.presses)
    return Heard((*told, *names), presses)


def dead_letter(update: Any, error: Exception, known: Known) -> DeadLetter:
    """What cannot be read, kept; the same each time it is delivered."""
    raw, number = _raw(update), peek.update_id(update)
    why = f"{type(error).__name__}: {error}" if isinstance(error, _OUR_WORDS) else ""
    return DeadLetter(
        platform=PLATFORM,
        account=known.account,
        id=f"update/{number or blake2b(raw.encode(), digest_size=8).hexdigest()}",
        raw=raw,
        error=(why or type(error).__name__)[:200],
        received_at=known.now,
    )


def _hear_one(update: Any, known: Known) -> Heard:
    try:
        if not isinstance(update, dict) or peek.update_id(update) is None:
            raise Unreadable("an update without a number")  # noqa: TRY301
        return _read(telegram.Update.de_json(clean(update), None), known)
    except Exception as error:  # the promise: one broken update harms no other
        return Heard((dead_letter(update, error, known),))


def _read(update: telegram.Update, known: Known) -> Heard:
    for kind, reader in _READERS.items():
        body = getattr(update, kind)
        if body is not None:
            return reader(body, known)
    return Heard()


def _written(source: telegram.Message, known: Known) -> tuple[Arrival, ...]:
    if source.migrate_to_chat_id:
        return (moved(source.chat.id, source.migrate_to_chat_id, known),)
    if source.migrate_from_chat_id:
        return (moved(source.migrate_from_chat_id, source.chat.id, known),)
    if source.new_chat_members or source.left_chat_member:
        return announced(source, known)
    message = _message(source, known)
    if message is None or not (message.text or message.attachments):
        return ()
    order = command(message.text) if message.place is Place.DM else None
    news: list[Reach] = []
    if order in {START, STOP}:
        news = _addresses(source, known, why=ASKED_US_TO_STOP if order == STOP else "")
    return (message, *news)


def _addresses(source: telegram.Message, known: Known, *, why: str) -> list[Reach]:
    """News about a private chat, which holds for the topic it came from as well."""
    spot = scene_of(source).spot
    return [reach(each, known, why=why) for each in dict.fromkeys((spot.prefix, spot.address))]


def _edited(source: telegram.Message, known: Known) -> tuple[Arrival, ...]:
    """A live location is edited every few seconds: only texts have versions."""
    message = _message(source, known)
    if message is None or not message.text:
        return ()
    when = source.edit_date or source.date
    return (replace(message, version=int(when.timestamp())),)


def _message(source: telegram.Message, known: Known) -> Message | None:
    """A channel's own posts are announcements: nobody there waits for us."""
    if source.business_connection_id and not by_customer(source):
        return None
    author = author_of(source, known.moderators)
    if author is None or source.chat.type == "channel":
        return None
    scene, above = scene_of(source, known.posts), parent(source)
    return replace(
        blank(scene, author, known),
        id=scene.message_id(source.message_id),
        text=text_of(source),
        sent_at=source.date,
        addressed=_addressed(source, scene, known),
        reply_to=scene.message_id(above.message_id) if above else None,
        reply_text=quoted(source),
        attachments=attachments(source),
    )


def _addressed(source: telegram.Message, scene: Scene, known: Known) -> bool:
    if scene.place is Place.DM:
        return True
    return not speaks_as_channel(source) and speaks_to(source, known.me, known.username)


def _raw(update: Any) -> str:
    try:
        return json.dumps(clean(update), ensure_ascii=False, default=str)
    except RecursionError:
        return TOO_DEEP


_READERS: dict[str, Callable[[Any, Known], Heard]] = {
    "callback_query": press,
    "message": lambda body, known: Heard(_written(body, known)),
    "edited_message": lambda body, known: Heard(_edited(body, known)),
    "my_chat_member": lambda body, known: Heard((our_standing(body, known),)),
    "chat_member": lambda body, known: Heard(member(body, known)),
    "chat_join_request": lambda body, known: Heard((knock(body, known),)),
    "message_reaction": reaction,
    "business_connection": lambda body, known: Heard(connected(body, known)),
    "business_message": lambda body, known: Heard(_written(body, known)),
    "edited_business_message": lambda body, known: Heard(_edited(body, known)),
    "deleted_business_messages": lambda body, known: Heard(removals(body, known)),
}
