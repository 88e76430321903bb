"""The world as Bot API JSON."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.model import CHANNEL, PRIVATE, SUPERGROUP, Chat, Json, Member, Post, User
from sandbox.telegram.world import World

ADMIN_RIGHTS = {
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": True,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_pin_messages": True,
    "can_manage_topics": True,
}
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
OWN_ABILITIES = (
    "supports_guest_queries",
    "supports_inline_queries",
    "can_connect_to_business",
    "has_main_web_app",
    "has_topics_enabled",
    "allows_users_to_create_topics",
    "can_manage_bots",
    "supports_join_request_queries",
)


def filled(values: Json) -> Json:
    """Without what is empty, as the Bot API leaves optional fields out."""
    return {key: value for key, value in values.items() if value not in (None, "", 0, False, [])}


def user_json(user: User) -> Json:
    """A User."""
    optional = filled(
        {
            "last_name": user.last_name,
            "username": user.username,
            "language_code": user.language_code,
        }
    )
    return {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name} | optional


def me_json(world: World) -> Json:
    """The bot itself, with what it may do."""
    abilities: Json = dict.fromkeys(OWN_ABILITIES, False)
    return (
        user_json(world.bot)
        | {"can_join_groups": True, "can_read_all_group_messages": world.reads_all}
        | abilities
    )


def chat_json(world: World, chat: Chat) -> Json:
    """A Chat."""
    values: Json = {"id": chat.id, "type": chat.kind}
    if chat.kind == PRIVATE:
        user = world.user(chat.id)
        names = {
            "first_name": user.first_name,
            "last_name": user.last_name,
            "username": user.username,
        }
        return values | filled(names)
    return values | filled({"title": chat.title, "username": chat.username, "is_forum": chat.forum})


def full_chat_json(world: World, chat: Chat) -> Json:
    """A ChatFullInfo."""
    values = chat_json(world, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.kind != PRIVATE:
        values["permissions"] = dict.fromkeys(PERMISSIONS, True)
    if chat.kind in {SUPERGROUP, CHANNEL} and chat.username:
        values["active_usernames"] = [chat.username]
    return values | filled({"linked_chat_id": chat.linked})


def member_json(world: World, member: Member) -> Json:
    """A ChatMember of the kind its status says."""
    values: Json = {"status": member.status, "user": user_json(world.user(member.user))}
    if member.status == "creator":
        values["is_anonymous"] = member.anonymous
    elif member.status == "administrator":
        values |= {"can_be_edited": False, "is_anonymous": member.anonymous} | ADMIN_RIGHTS
        values |= member.permissions
    elif member.status == "restricted":
        values |= {"is_member": True, "until_date": member.until}
        values |= dict.fromkeys(PERMISSIONS, False) | member.permissions
    elif member.status == "kicked":
        values["until_date"] = member.until
    if member.status in {"creator", "administrator"} and member.title:
        values["custom_title"] = member.title
    return values


def message_json(world: World, post: Post, *, nested: bool = False) -> Json:
    """A Message; a replied-to one is nested once and no deeper."""
    chat = world.chat(post.chat)
    values: Json = {"message_id": post.id, "date": post.date, "chat": chat_json(world, chat)}
    if post.sender:
        values["from"] = user_json(world.user(post.sender))
    if post.on_behalf_of:
        values["sender_chat"] = chat_json(world, world.chat(post.on_behalf_of))
    values |= filled(
        {
            "message_thread_id": post.thread,
            "is_topic_message": post.in_topic,
            "edit_date": post.edited,
            "reply_markup": post.markup,
        }
    )
    values |= _written(post)
    replied = None if nested else _replied_to(chat, post)
    if replied:
        values["reply_to_message"] = message_json(world, replied, nested=True)
    return values | post.extra


def _written(post: Post) -> Json:
    if not post.text:
        return {}
    word = "caption" if post.captioned else "text"
    marks = "caption_entities" if post.captioned else "entities"
    return {word: post.text} | ({marks: post.entities} if post.entities else {})


def _replied_to(chat: Chat, post: Post) -> Post | None:
    # In a topic, a message that answers nobody is told as a reply to the topic's first message.
    wanted = post.reply_to or (post.thread if post.in_topic else 0)
    return chat.posts.get(wanted) if wanted not in {0, post.id} else None


def may(member: Member | None, right: str) -> bool:
    """Whether an administrator has a right; the owner has all."""
    if member is None or member.status != "administrator":
        return member is not None and member.status == "creator"
    return member.permissions.get(right, ADMIN_RIGHTS[right])


def callback_json(world: World, query: str, user: int, post: Post, data: str) -> Json:
    """A CallbackQuery on a message we still have."""
    return {
        "id": query,
        "from": user_json(world.user(user)),
        "message": message_json(world, post),
        "chat_instance": str(abs(post.chat) * 31 + 7),
        "data": data,
    }


def member_change_json(world: World, chat: Chat, by: int, before: Member, after: Member) -> Json:
    """A ChatMemberUpdated."""
    return {
        "chat": chat_json(world, chat),
        "from": user_json(world.user(by)),
        "date": world.now(),
        "old_chat_member": member_json(world, before),
        "new_chat_member": member_json(world, after),
    }


def join_request_json(world: World, chat: Chat, user: int, bio: str) -> Json:
    """A ChatJoinRequest."""
    optional = filled({"bio": bio})
    return {
        "chat": chat_json(world, chat),
        "from": user_json(world.user(user)),
        "user_chat_id": user,
        "date": world.now(),
    } | optional


def reaction_json(world: World, post: Post, user: int, old: list[Any], new: list[Any]) -> Json:
    """A MessageReactionUpdated."""
    return {
        "chat": chat_json(world, world.chat(post.chat)),
        "message_id": post.id,
        "user": user_json(world.user(user)),
        "date": world.now(),
        "old_reaction": old,
        "new_reaction": new,
    }
