"""Who the bot may talk to and about, refused in the real server's words."""

from __future__ import annotations

from sandbox.telegram import payloads
from sandbox.telegram.backend import Backend
from sandbox.telegram.errors import CHAT_NOT_FOUND, UPGRADED, bad_request, forbidden
from sandbox.telegram.model import (
    CHANNEL,
    GENERAL_TOPIC,
    GROUP,
    MODERATORS,
    PRIVATE,
    SUPERGROUP,
    Chat,
    Member,
    Post,
)
from sandbox.telegram.schema import Given
from sandbox.telegram.world import MissingError


def find_chat(backend: Backend, peer: int | str) -> Chat:
    """The chat by number or @username."""
    try:
        return backend.world.named_chat(peer) if isinstance(peer, str) else backend.world.chat(peer)
    except MissingError:
        raise bad_request(CHAT_NOT_FOUND) from None


def readable(backend: Backend, peer: int | str) -> Chat:
    """A chat the bot may look at."""
    chat = find_chat(backend, peer)
    if chat.kind != PRIVATE:
        _check_standing(backend, chat)
    return chat


def writable(backend: Backend, peer: int | str) -> Chat:
    """A chat the bot may write in."""
    chat = find_chat(backend, peer)
    if chat.kind == PRIVATE:
        _check_person(backend, chat)
        return chat
    if chat.migrated_to:
        raise bad_request(UPGRADED, migrate_to_chat_id=chat.migrated_to)
    _check_standing(backend, chat)
    member = chat.members[backend.world.bot.id]
    if chat.kind == CHANNEL and member.status not in MODERATORS:
        raise bad_request("need administrator rights in the channel chat")
    if member.status == "restricted" and not member.permissions.get("can_send_messages"):
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def addressed(backend: Backend, given: Given) -> Chat:
    """The chat to write in, which may be a business account's."""
    if given.get("business_connection_id"):
        return backend.business.writable(given["business_connection_id"], given["chat_id"])
    return writable(backend, given["chat_id"])


def _check_person(backend: Backend, chat: Chat) -> None:
    person = backend.world.user(chat.id)
    if person.is_bot:
        raise forbidden("bots can't send messages to bots")
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.reachable:
        raise forbidden("bot can't initiate conversation with a user")


def _check_standing(backend: Backend, chat: Chat) -> None:
    if chat.status(backend.world.bot.id) == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if not chat.has(backend.world.bot.id):
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def check_topic(backend: Backend, chat: Chat, thread: int) -> bool:
    """Whether `thread` is a forum topic the bot may write in; refuses unknown and closed ones."""
    if not thread:
        return False
    if not chat.forum:
        if chat.kind == SUPERGROUP and thread in chat.posts:
            return False
        raise bad_request("message thread not found")
    topic = chat.topics.get(thread)
    # The general topic is written to by leaving the thread out.
    if topic is None or thread == GENERAL_TOPIC:
        raise bad_request("message thread not found")
    if topic.closed and chat.status(backend.world.bot.id) not in MODERATORS:
        raise bad_request("TOPIC_CLOSED")
    return True


def find_post(backend: Backend, chat: Chat, message: int, called: str) -> Post:
    """A message, which the refusal calls `called`."""
    try:
        return backend.world.post(chat.id, message)
    except MissingError:
        raise bad_request(f"{called} not found") from None


def moderated(backend: Backend, peer: int | str, *, supergroup_only: bool = False) -> Chat:
    """A chat in which the bot may restrict members."""
    chat = writable(backend, peer)
    if chat.kind == PRIVATE:
        raise bad_request("can't restrict self" if chat.id == backend.world.bot.id else _WRONG_KIND)
    if supergroup_only and chat.kind == GROUP:
        raise bad_request("method is available only for supergroups")
    if not payloads.may(chat.members.get(backend.world.bot.id), "can_restrict_members"):
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    return chat


_WRONG_KIND = "chat member status can't be changed in private chats"


def restrictable(backend: Backend, chat: Chat, user: int) -> Member:
    """A member the bot may act against."""
    if user == backend.world.bot.id:
        raise bad_request("can't restrict self")
    if user not in backend.world.users:
        raise bad_request("PARTICIPANT_ID_INVALID")
    member = chat.members.get(user) or Member(user, "left")
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if member.status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return member
