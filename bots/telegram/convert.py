"""Bot API updates to the desk's arrivals: pure, and total."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

import telegram

from bots.telegram import peek
from bots.telegram.buttons import Press, decode, not_yours
from bots.telegram.content import (
    Unreadable,
    attachments,
    clean,
    parent,
    quoted,
    speaks_to,
    text_of,
    whole,
    words,
)
from bots.telegram.people import Moderators, author_of, person, speaks_as_channel
from bots.telegram.scene import PLATFORM, Scene, scene_of
from core.types import Arrival, Author, DeadLetter, Message, Place, Reach

OUT = frozenset({"left", "kicked"})
BLOCKED, REMOVED, SILENCED, MOVED = (
    "the user blocked us",
    "we are not in this chat any more",
    "we may not write in this chat",
    "the group has a new id",
)
TOO_DEEP = "nested too deeply to be kept"
# Errors whose words are the SDK's or ours; others may quote the user, and are only named.
_OUR_WORDS = (Unreadable, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What reading an update takes besides the update."""

    me: int
    username: str
    now: datetime
    moderators: Moderators

    @property
    def account(self) -> str:
        return str(self.me)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a group of updates came to, and the presses that want an answer."""

    arrivals: tuple[Arrival, ...] = ()
    presses: tuple[Press, ...] = ()


def hear(updates: Sequence[Any], known: Known) -> Heard:
    """One update, or all parts of one album, as arrivals; what cannot be read is a dead letter."""
    heard = [_hear_one(update, known) for update in updates]
    arrivals = [arrival for each in heard for arrival in each.arrivals]
    presses = tuple(press for each in heard for press in each.presses)
    return Heard(tuple(_joined(arrivals)), presses)


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
        return _read(telegram.Update.de_json(clean(update), None), known)
    except Exception as error:  # the promise: one broken update harms no other
        return Heard((dead_letter(update, error, known),))


def _read(update: telegram.Update, known: Known) -> Heard:
    if update.callback_query:
        return _press(update.callback_query, known)
    if update.my_chat_member:
        return Heard((_reach(update.my_chat_member, known),))
    if update.message:
        return Heard(_written(update.message, known))
    if update.edited_message:
        return Heard(_edited(update.edited_message, known))
    return Heard()


def _written(source: telegram.Message, known: Known) -> tuple[Arrival, ...]:
    if source.migrate_to_chat_id:
        return (_moved(source.chat.id, source.migrate_to_chat_id, known),)
    if source.migrate_from_chat_id:
        return (_moved(source.migrate_from_chat_id, source.chat.id, known),)
    message = _message(source, known)
    return (message,) if message and (message.text or message.attachments) else ()


def _edited(source: telegram.Message, known: Known) -> tuple[Arrival, ...]:
    """A live location is edited every few seconds: only texts have versions."""
    message = _message(source, known)
    if message is None or not message.text:
        return ()
    when = source.edit_date or source.date
    return (replace(message, version=int(when.timestamp())),)


def _message(source: telegram.Message, known: Known) -> Message | None:
    """A channel's own posts are announcements: nobody there waits for us."""
    author = author_of(source, known.moderators)
    if author is None or source.chat.type == "channel":
        return None
    scene, above = scene_of(source), parent(source)
    message = _spoken(scene, author, known)
    return replace(
        message,
        id=scene.message_id(source.message_id),
        text=text_of(source),
        sent_at=source.date,
        addressed=_addressed(source, scene, known),
        reply_to=scene.message_id(above.message_id) if above else None,
        reply_text=quoted(source),
        attachments=attachments(source),
    )


def _spoken(scene: Scene, author: Author, known: Known) -> Message:
    """Somebody's still empty message at this place."""
    return Message(
        platform=PLATFORM,
        account=known.account,
        id="",
        conversation=scene.conversation(known.account, author.id),
        address=scene.address,
        author=author,
        place=scene.place,
        text="",
        sent_at=known.now,
        received_at=known.now,
    )


def _addressed(source: telegram.Message, scene: Scene, known: Known) -> bool:
    if scene.place is Place.DM:
        return True
    return not speaks_as_channel(source) and speaks_to(source, known.me, known.username)


def _press(query: telegram.CallbackQuery, known: Known) -> Heard:
    press, presser = Press(words(query.id, "callback_query.id")), query.from_user
    if query.message is None or not query.data or presser.is_bot:
        return Heard(presses=(press,))
    data, addressee = decode(words(query.data, "data"))
    if addressee and addressee != str(whole(presser.id, "from.id")):
        refusal = not_yours(words(presser.language_code, "language_code"))
        return Heard(presses=(replace(press, text=refusal),))
    under = query.message
    scene = scene_of(under)
    message = replace(
        _spoken(scene, person(presser, under.chat.id, known.moderators), known),
        id=f"cb:{press.id}",
        text=data,
        reply_to=scene.message_id(under.message_id),
        reply_text=text_of(under) if isinstance(under, telegram.Message) else "",
    )
    return Heard((message,), (press,))


def _joined(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The parts of an album as one message, named like its first part; others as they are."""
    joined: list[Arrival] = []
    for each in arrivals:
        first = joined[0] if joined else None
        if isinstance(each, Message) and isinstance(first, Message) and _same_voice(each, first):
            joined[0] = _with_part(first, each)
        else:
            joined.append(each)
    return joined


def _same_voice(one: Message, other: Message) -> bool:
    return (one.conversation, one.author.id) == (other.conversation, other.author.id)


def _with_part(album: Message, part: Message) -> Message:
    return replace(
        album,
        text="\n".join(text for text in (album.text, part.text) if text),
        addressed=album.addressed or part.addressed,
        attachments=album.attachments + part.attachments,
    )


def _moved(old: object, new: object, known: Known) -> Reach:
    return Reach(
        platform=PLATFORM,
        account=known.account,
        address=str(whole(old, "chat.id")),
        open=True,
        why=MOVED,
        moved_to=str(whole(new, "migrate_to_chat_id")),
    )


def _reach(change: telegram.ChatMemberUpdated, known: Known) -> Reach:
    why = _closed(change)
    return Reach(
        platform=PLATFORM,
        account=known.account,
        address=str(whole(change.chat.id, "chat.id")),
        open=not why,
        why=why,
    )


def _closed(change: telegram.ChatMemberUpdated) -> str:
    """Why we cannot speak there now; empty when we can."""
    now = change.new_chat_member
    if now.status in OUT:
        return BLOCKED if change.chat.type == "private" else REMOVED
    if isinstance(now, telegram.ChatMemberRestricted):
        return "" if now.is_member and now.can_send_messages else SILENCED
    return ""


def _raw(update: Any) -> str:
    try:
        return json.dumps(clean(update), ensure_ascii=False, default=str)
    except RecursionError:
        return TOO_DEEP
