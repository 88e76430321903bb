"""Who may speak where, and who came, went or changed his name. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import telegram

from bots.telegram.content import whole, words
from bots.telegram.known import Known, reach
from bots.telegram.people import face, person
from bots.telegram.scene import PLATFORM, read_address
from core.types import Author, Message, Place, Reach, Sighting

OUT = frozenset({"left", "kicked"})
BLOCKED, REMOVED, SILENCED, MOVED = (
    "the user blocked us",
    "we are not in this chat any more",
    "we may not write in this chat",
    "the group has a new id",
)
JOINED, KNOCKS, SEEN, RENAMED, LEFT = "joined", "asks to join", "seen", "renamed", "left"


def our_standing(change: telegram.ChatMemberUpdated, known: Known) -> Reach:
    """Whether we may speak in a chat from now on."""
    return reach(str(whole(change.chat.id, "chat.id")), known, why=_closed(change))


def moved(old: object, new: object, known: Known) -> Reach:
    """A group that got a new id."""
    before, after = whole(old, "chat.id"), whole(new, "migrate_to_chat_id")
    return reach(str(before), known, why=MOVED, moved_to=str(after))


def member(change: telegram.ChatMemberUpdated, known: Known) -> tuple[Sighting, ...]:
    """Somebody who came, went, or is here under another name."""
    chat = whole(change.chat.id, "chat.id")
    author = person(change.new_chat_member.user, chat, known.moderators)
    before, after = _present(change.old_chat_member), _present(change.new_chat_member)
    if author.id == known.account:
        return ()
    if before != after:
        why = JOINED if after else LEFT
        joined_at = change.date if after else None
        shown = replace(author, joined_at=joined_at)
        return (sighting(shown, str(chat), why, change.date, known),)
    return tuple(renamed(author, str(chat), change.date, known))


def knock(request: telegram.ChatJoinRequest, known: Known) -> Sighting:
    """Somebody asks to be let in."""
    chat = whole(request.chat.id, "chat.id")
    author = person(request.from_user, chat, known.moderators)
    author = replace(author, bio=words(request.bio, "bio"))
    return sighting(author, str(chat), KNOCKS, request.date, known)


def announced(source: telegram.Message, known: Known) -> tuple[Sighting, ...]:
    """Comings and goings from the chat's own announcements.

    Where we are an administrator, updates about members say it already.
    """
    chat = whole(source.chat.id, "chat.id")
    if known.me in known.moderators.get(chat, ()):
        return ()
    gone = (source.left_chat_member,) if source.left_chat_member else ()
    news = [(JOINED, each) for each in source.new_chat_members or ()]
    news += [(LEFT, each) for each in gone]
    people = [(why, person(each, chat, known.moderators)) for why, each in news]
    return tuple(
        sighting(author, str(chat), why, source.date, known)
        for why, author in people
        if author.id != known.account
    )


def shown(message: Message, known: Known) -> Iterator[Sighting]:
    """The name of this message's author, if it is news: new in a group, or not what it was.

    Bots are never told of new names: all there is to go by is what each update shows.
    """
    author, group = message.author, message.place is not Place.DM
    if group and author.id == str(read_address(message.address).chat):
        return  # an anonymous administrator writes under the group's own name
    if group and int(author.id) not in known.faces:
        yield sighting(author, message.address, SEEN, message.sent_at, known)
    yield from renamed(author, message.address, message.sent_at, known)


def renamed(author: Author, address: str, at: datetime, known: Known) -> Iterator[Sighting]:
    """A sighting, if we know this person under another name."""
    before = known.faces.get(int(author.id))
    if before is not None and before != face(author):
        yield sighting(author, address, RENAMED, at, known)


def sighting(author: Author, address: str, why: str, at: datetime, known: Known) -> Sighting:
    """Somebody's name as it shows now."""
    return Sighting(
        platform=PLATFORM,
        account=known.account,
        address=address,
        author=author,
        why=why,
        seen_at=at,
    )


def _present(standing: telegram.ChatMember) -> bool:
    if isinstance(standing, telegram.ChatMemberRestricted):
        return bool(standing.is_member)
    return standing.status not in OUT


def _closed(change: telegram.ChatMemberUpdated) -> str:
    """Why we cannot speak there now; empty when we can."""
    now = change.new_chat_member
    if now.status in OUT:
        return BLOCKED if change.chat.type == "private" else REMOVED
    if isinstance(now, telegram.ChatMemberRestricted):
        return "" if now.is_member and now.can_send_messages else SILENCED
    return ""
