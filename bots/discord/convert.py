"""Gateway events and messages of the API to the desk's arrivals: pure, and total."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bots.discord.content import (
    WRITTEN,
    Payload,
    Unreadable,
    attachments,
    clean,
    mentioned,
    moment,
    number,
    parent,
    quoted,
    rows,
    table,
    text_of,
)
from bots.discord.near import Near
from bots.discord.people import WHY, born, is_person, names_of, person
from bots.discord.scene import (
    CHANNEL,
    DM,
    PLATFORM,
    THREAD,
    GuildFacts,
    Scene,
    ThreadFacts,
    scene_of,
)
from core.types import Arrival, Author, DeadLetter, Message, Removal, Sighting

TOO_DEEP = "nested too deeply to be kept"
CREATED, EDITED = "MESSAGE_CREATE", "MESSAGE_UPDATE"
DELETED, DELETED_MANY = "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"
LOST = {"CHANNEL_DELETE": CHANNEL, "THREAD_DELETE": THREAD}
# Errors whose words are ours; others may quote the user, and are only named.
_OUR_WORDS = (Unreadable,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What reading takes besides an event; `watched` empty is everywhere but `staff`."""

    me: int
    now: datetime
    thread: Callable[[int], ThreadFacts | None]
    guild: Callable[[int], GuildFacts]
    support: frozenset[int] = frozenset()
    watched: frozenset[int] = frozenset()
    staff: frozenset[int] = frozenset()
    near: Near = field(default_factory=Near)

    @property
    def account(self) -> str:
        return str(self.me)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Where and when a message was written, with what is known about that place."""

    message: int
    written_at: datetime
    scene: Scene
    thread: ThreadFacts | None
    guild: GuildFacts


def hear(name: str, data: Any, known: Known) -> tuple[Arrival, ...]:
    """One gateway event as arrivals; what cannot be read is a dead letter."""
    try:
        return tuple(_read(name, table(clean(data), "event"), known))
    except Exception as error:  # the promise: one broken event harms no other
        return (dead_letter(name, data, error, known),)


def dead_letter(name: str, data: Any, error: Exception, known: Known) -> DeadLetter:
    """What cannot be read, kept; the same each time it is delivered."""
    raw = _raw(data)
    why = f"{name}: {error}" if isinstance(error, _OUR_WORDS) else ""
    return DeadLetter(
        platform=PLATFORM,
        account=known.account,
        id=f"event/{blake2b(f'{name} {raw}'.encode(), digest_size=8).hexdigest()}",
        raw=raw,
        error=(why or f"{name}: {type(error).__name__}")[:200],
        received_at=known.now,
    )


def lost_places(ids: Iterable[int], known: Known) -> tuple[Arrival, ...]:
    """Places of a server that we are no longer in; each id may have been channel or thread."""
    return tuple(_lost(kind, each, known) for each in ids for kind in (CHANNEL, THREAD))


def _read(name: str, data: Payload, known: Known) -> Iterable[Arrival]:
    if name in {CREATED, EDITED}:
        message = _message(data, known, edited=name == EDITED)
        return (message,) if message else ()
    if name == DELETED:
        return (_deleted(data.get("id"), known),)
    if name == DELETED_MANY:
        return [_deleted(each, known) for each in rows(data.get("ids"), "ids")]
    if name in LOST:
        return (_lost(LOST[name], number(data.get("id"), "id"), known),)
    return _sighted(name, data, known) if name in WHY else ()


def _message(data: Payload, known: Known, *, edited: bool) -> Message | None:
    """Somebody's message in its present version; None for what nobody wrote or nobody reads.

    Previews that appear under a message come as edits without a time, and say nothing new.
    """
    when = moment(data.get("edited_timestamp"))
    if edited and (when is None or "author" not in data or "content" not in data):
        return None
    author, spot = _author(data, known), _spot(data, known)
    if author is None or data.get("type") not in WRITTEN:
        return None
    who, addressed = int(author.id), _addressed(data, spot, known)
    text, files = _text(data, spot), attachments(data)
    if not (text or files) or not (addressed or _watched(spot, known)):
        return None
    return Message(
        platform=PLATFORM,
        account=known.account,
        id=str(spot.message),
        conversation=spot.scene.conversation(known.account, who),
        scene=spot.scene.shared(known.account),
        address=spot.scene.address(who),
        author=author,
        place=spot.scene.place,
        text=text,
        sent_at=spot.written_at,
        received_at=known.now,
        version=_version(when, spot),
        addressed=addressed,
        reply_to=_reply_to(data),
        reply_text=quoted(data, spot.guild),
        attachments=files,
    )


def _author(data: Payload, known: Known) -> Author | None:
    """Whoever wrote, if it was a person."""
    user = table(data.get("author"), "author")
    if number(user.get("id"), "author.id") == known.me or data.get("webhook_id"):
        return None
    if not is_person(user):
        return None
    return person(user, table(data.get("member"), "member"), known.guild(_guild_id(data)))


def _spot(data: Payload, known: Known) -> _Spot:
    channel, guild = number(data.get("channel_id"), "channel_id"), _guild_id(data)
    thread = known.thread(channel) if guild else None
    message = number(data.get("id"), "id")
    return _Spot(
        message=message,
        written_at=moment(data.get("timestamp")) or born(message),
        scene=scene_of(channel, guild, thread),
        thread=thread,
        guild=known.guild(guild),
    )


def _guild_id(data: Payload) -> int:
    return number(data["guild_id"], "guild_id") if data.get("guild_id") is not None else 0


def _text(data: Payload, spot: _Spot) -> str:
    """A forum's first post has the number of its thread, whose title is half of the question."""
    text = text_of(data, spot.guild)
    if spot.thread and spot.thread.title and spot.message == spot.scene.channel:
        return f"{spot.thread.title}\n{text}".rstrip()
    return text


def _addressed(data: Payload, spot: _Spot, known: Known) -> bool:
    """Whether the author turned to us: in private, by name, in reply, or where we are the point."""
    if spot.scene.kind == DM or (spot.thread and spot.thread.ours):
        return True
    if not known.support.isdisjoint(_inside(spot)):
        return True
    if any(each == known.me or each in spot.guild.our_roles for each in mentioned(data)):
        return True
    above = table(parent(data).get("author"), "referenced author")
    return bool(above) and number(above.get("id"), "referenced author") == known.me


def _watched(spot: _Spot, known: Known) -> bool:
    inside, named = _inside(spot), known.watched
    near = not named or not named.isdisjoint(inside) or known.near.covers(inside, known.now)
    return near and known.staff.isdisjoint(inside)


def _inside(spot: _Spot) -> frozenset[int]:
    """The channel, and the one its thread hangs from."""
    return frozenset({spot.scene.channel, spot.thread.parent if spot.thread else 0})


def _version(edited_at: datetime | None, spot: _Spot) -> int:
    """Tenths of a second from writing to the last edit; 0 for what was never edited."""
    if edited_at is None:
        return 0
    return max(1, int((edited_at - spot.written_at).total_seconds() * 10))


def _reply_to(data: Payload) -> str | None:
    above = parent(data)
    return str(number(above.get("id"), "referenced id")) if above else None


def _deleted(message: object, known: Known) -> Removal:
    return Removal(platform=PLATFORM, account=known.account, id=str(number(message, "id")))


def _lost(kind: str, identity: int, known: Known) -> Removal:
    return Removal(platform=PLATFORM, account=known.account, address=f"{kind}/{identity}")


def _sighted(name: str, data: Payload, known: Known) -> tuple[Arrival, ...]:
    return tuple(
        Sighting(
            platform=PLATFORM,
            account=known.account,
            address=address,
            author=author,
            why=WHY[name],
            seen_at=known.now,
        )
        for address, author in names_of(data, known.guild(_guild_id(data)))
        if author.id != known.account
    )


def _raw(data: Any) -> str:
    try:
        return json.dumps(clean(data), ensure_ascii=False, default=str)
    except (RecursionError, ValueError):
        return TOO_DEEP
