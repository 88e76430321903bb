"""Methods about chats and their members."""

from __future__ import annotations

from typing import Any

from sandbox.telegram import media, payloads
from sandbox.telegram.backend import Backend, method
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.access import moderated, readable, restrictable, writable
from sandbox.telegram.model import CHANNEL, GROUP, MODERATORS, PRIVATE, SUPERGROUP, Json, Member
from sandbox.telegram.schema import Given, boolean, integer, json_object, may, need, peer, string
from sandbox.telegram.world import MissingError

SHORTEST_BAN, LONGEST_BAN = 30, 366 * 86_400


@method("getChat", chat_id=need(peer))
def get_chat(backend: Backend, given: Given) -> Json:
    """All about a chat."""
    return payloads.full_chat_json(backend.world, readable(backend, given["chat_id"]))


@method("getBusinessConnection", business_connection_id=need(string))
def get_business_connection(backend: Backend, given: Given) -> Json:
    """What a business account lets the bot do."""
    link = backend.business.links.get(given["business_connection_id"])
    if link is None:
        raise bad_request("BUSINESS_CONNECTION_INVALID")
    return backend.business.link_json(link)


@method("getChatMember", chat_id=need(peer), user_id=need(integer))
def get_chat_member(backend: Backend, given: Given) -> Json:
    """Somebody's standing in a chat."""
    chat = readable(backend, given["chat_id"])
    user = given["user_id"]
    if user not in backend.world.users:
        raise bad_request("invalid user_id specified")
    if chat.kind == PRIVATE:
        return payloads.member_json(backend.world, Member(user, "member"))
    member = backend.world.standing(chat, user) or Member(user, "left")
    return payloads.member_json(backend.world, member)


@method("getChatMemberCount", chat_id=need(peer))
def get_chat_member_count(backend: Backend, given: Given) -> int:
    """How many are in a chat."""
    chat = readable(backend, given["chat_id"])
    return 2 if chat.kind == PRIVATE else sum(each.present for each in chat.members.values())


@method("getChatAdministrators", chat_id=need(peer), return_bots=may(boolean))
def get_chat_administrators(backend: Backend, given: Given) -> list[Json]:
    """The owner and the administrators; other bots only on request."""
    chat = readable(backend, given["chat_id"])
    if chat.kind == PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    found = [each for each in chat.members.values() if each.status in MODERATORS]
    bots = given.get("return_bots", False)
    return [
        payloads.member_json(backend.world, each)
        for each in found
        if bots or each.user == backend.world.bot.id or not backend.world.user(each.user).is_bot
    ]


@method(
    "banChatMember",
    chat_id=need(peer),
    user_id=need(integer),
    until_date=may(integer),
    revoke_messages=may(boolean),
)
def ban_chat_member(backend: Backend, given: Given) -> bool:
    """Put somebody out for good or for a while."""
    chat = moderated(backend, given["chat_id"])
    user = restrictable(backend, chat, given["user_id"]).user
    backend.membership.remove(chat.id, user, by=backend.world.bot.id, until=_until(backend, given))
    # In supergroups a ban always takes the banned one's messages along.
    if given.get("revoke_messages") or chat.kind == SUPERGROUP:
        for number in [each.id for each in chat.posts.values() if each.sender == user]:
            del chat.posts[number]
    return True


def _until(backend: Backend, given: Given) -> int:
    """Bans shorter than 30 seconds or longer than 366 days are for ever: 0."""
    until = int(given.get("until_date", 0))
    left = until - backend.world.now()
    return until if SHORTEST_BAN <= left <= LONGEST_BAN else 0


@method("unbanChatMember", chat_id=need(peer), user_id=need(integer), only_if_banned=may(boolean))
def unban_chat_member(backend: Backend, given: Given) -> bool:
    """Let somebody come again; puts a present member out unless `only_if_banned`."""
    chat = moderated(backend, given["chat_id"])
    if chat.kind == GROUP:
        raise bad_request("method is available for supergroup and channel chats only")
    member = restrictable(backend, chat, given["user_id"])
    if member.status == "kicked" or (not given.get("only_if_banned") and member.present):
        backend.membership.change(chat, member.user, "left", by=backend.world.bot.id)
    return True


@method(
    "restrictChatMember",
    chat_id=need(peer),
    user_id=need(integer),
    permissions=need(json_object),
    use_independent_chat_permissions=may(boolean),
    until_date=may(integer),
)
def restrict_chat_member(backend: Backend, given: Given) -> bool:
    """Take away, or give back, what a member may do."""
    permissions = _permissions(given["permissions"])
    chat = moderated(backend, given["chat_id"], supergroup_only=True)
    member = restrictable(backend, chat, given["user_id"])
    full = all(permissions.get(each) for each in payloads.PERMISSIONS[:10])
    backend.membership.change(
        chat,
        member.user,
        "member" if full else "restricted",
        by=backend.world.bot.id,
        until=0 if full else _until(backend, given),
        permissions={} if full else permissions,
    )
    return True


def _permissions(values: dict[str, Any]) -> dict[str, bool]:
    strange = values.keys() - set(payloads.PERMISSIONS)
    if strange or not all(isinstance(each, bool) for each in values.values()):
        raise bad_request("can't parse chat permissions: a field is unknown or not a Boolean")
    return dict(values)


@method("banChatSenderChat", chat_id=need(peer), sender_chat_id=need(integer))
def ban_chat_sender_chat(backend: Backend, given: Given) -> bool:
    """Keep a channel from writing here."""
    chat = moderated(backend, given["chat_id"], supergroup_only=True)
    _known_channel(backend, given["sender_chat_id"])
    chat.banned_chats.add(given["sender_chat_id"])
    return True


@method("unbanChatSenderChat", chat_id=need(peer), sender_chat_id=need(integer))
def unban_chat_sender_chat(backend: Backend, given: Given) -> bool:
    """Let a channel write here again."""
    chat = moderated(backend, given["chat_id"], supergroup_only=True)
    _known_channel(backend, given["sender_chat_id"])
    chat.banned_chats.discard(given["sender_chat_id"])
    return True


def _known_channel(backend: Backend, number: int) -> None:
    chat = backend.world.chats.get(number)
    if chat is None or chat.kind != CHANNEL:
        raise bad_request("PARTICIPANT_ID_INVALID")


@method("leaveChat", chat_id=need(peer))
def leave_chat(backend: Backend, given: Given) -> bool:
    """The bot goes."""
    chat = writable(backend, given["chat_id"])
    if chat.kind == PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    backend.membership.leave(backend.world.bot.id, chat.id)
    return True


@method("getFile", file_id=need(string))
def get_file(backend: Backend, given: Given) -> Json:
    """Where a file can be fetched."""
    try:
        stored = media.stored_file(backend.world, given["file_id"])
    except MissingError:
        raise bad_request("invalid file_id") from None
    return media.file_json(stored) | {"file_path": stored.path}
