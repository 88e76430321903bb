"""Which messages a bot is shown, privacy mode included."""

from __future__ import annotations

from sandbox.telegram.entities import cut
from sandbox.telegram.model import CHANNEL, MODERATORS, PRIVATE, Chat, Post
from sandbox.telegram.world import World

SERVICE_FIELDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
        "group_chat_created",
    }
)


def bot_sees(world: World, chat: Chat, post: Post) -> bool:
    """Whether this message becomes an update for the bot."""
    if post.sender == world.bot.id:
        return bool(SERVICE_FIELDS & post.extra.keys())
    if chat.kind == PRIVATE:
        return not world.user(chat.id).blocked
    if not chat.has(world.bot.id):
        return False
    if chat.kind == CHANNEL or world.reads_all or chat.status(world.bot.id) in MODERATORS:
        return True
    return _passes_privacy(world, chat, post)


def _passes_privacy(world: World, chat: Chat, post: Post) -> bool:
    if SERVICE_FIELDS & post.extra.keys():
        return True
    replied = chat.posts.get(post.reply_to)
    if replied is not None and replied.sender == world.bot.id:
        return True
    return any(
        _names_bot(world.bot.username, cut(post.text, each), each["type"]) for each in post.entities
    )


def _names_bot(username: str, piece: str, kind: str) -> bool:
    mine = f"@{username}".lower()
    if kind == "mention":
        return piece.lower() == mine
    return kind == "bot_command" and ("@" not in piece or piece.lower().endswith(mine))
