"""What is done to messages and members, and taken back; each comes to the same when done twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bots.telegram.errors import ALREADY_DELETED, NOT_MODIFIED, says
from bots.telegram.line import Line
from bots.telegram.scene import Spot
from core.actions import Kind, Outgoing
from core.errors import Rejected

NO_TARGET = "{kind}: {target!r} is not something on Telegram that this can be done to"
CHANNELS_CANNOT_BE_MUTED = "somebody who writes as a channel can be banned, but not restricted"
NOTHING_TO_DO_HERE = "in a business account's chats nothing can be deleted and nobody banned"
DONE_ALREADY = (ALREADY_DELETED, NOT_MODIFIED)
_NO_RIGHT = (
    "the bot has no right to do this there: make it an administrator who may delete messages and"
    " ban users"
)
_ONE_OF_THEM = "this is an administrator of the group: only its owner can act on him"
_NOT_THERE = "the bot is not in this chat any more, so that it can do nothing there"
_NOBODY = "nobody with this id was ever seen in this chat"
# What Telegram says, lower-case, and what a moderator has to know; the first that fits.
PLAIN_WORDS = {
    "can't be deleted for everyone": "the message is more than 48 hours old: a bot that is no"
    " administrator with the right to delete cannot take it away any more",
    "message can't be deleted": _NO_RIGHT,
    "not enough rights": _NO_RIGHT,
    "chat_admin_required": _NO_RIGHT,
    "user is an administrator": _ONE_OF_THEM,
    "can't remove chat owner": _ONE_OF_THEM,
    "can't restrict self": "the bot cannot do this to itself",
    "only for supergroups": "in a basic group nobody can be restricted: its owner has to make it a"
    " supergroup",
    "for supergroup and channel": "in a basic group no ban can be taken back by a bot: let the"
    " owner invite him again",
    "bot is not a member": _NOT_THERE,
    "bot was kicked": _NOT_THERE,
    "participant_id_invalid": _NOBODY,
    "invalid user_id": _NOBODY,
    "user not found": _NOBODY,
}

SILENT = (
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
    "can_invite_users",
)
# What a member may do is what the chat lets everybody do, less what he himself was denied: with
# nothing denied he is an ordinary member again. Source: Bot API, restrictChatMember.
FREE = (*SILENT, "can_change_info", "can_pin_messages", "can_manage_topics")

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Acts for the outbox; `restrict_s` is how long a restriction lasts, 0 for good."""

    line: Line
    now: Callable[[], datetime]
    restrict_s: float

    async def act(self, outgoing: Outgoing, spot: Spot) -> str:
        """Do it; the target, or Rejected in words that say what to change."""
        if spot.connection:
            raise Rejected(NOTHING_TO_DO_HERE)
        target = _number(outgoing)
        try:
            if outgoing.kind is Kind.LIFT:
                await self._lift(spot.chat, target)
            else:
                await self.line.call(*self._deed(outgoing.kind, spot.chat, target))
        except Rejected as error:
            if not any(says(error, done) for done in DONE_ALREADY):
                # That we cannot act there says nothing about whether we can speak.
                raise Rejected(_plainly(error), moved_to=error.moved_to) from None
        return outgoing.target or ""

    def _deed(self, kind: Kind, chat: int, target: int) -> tuple[str, Parameters]:
        if kind is Kind.DELETE:
            return "deleteMessage", {"chat_id": chat, "message_id": target}
        if kind is Kind.RESTRICT:
            return "restrictChatMember", self._mute(chat, target)
        if target < 0:
            return "banChatSenderChat", {"chat_id": chat, "sender_chat_id": target}
        return "banChatMember", {"chat_id": chat, "user_id": target}

    def _mute(self, chat: int, user: int) -> Parameters:
        if user < 0:
            raise Rejected(CHANNELS_CANNOT_BE_MUTED)
        until = int(self.now().timestamp() + self.restrict_s) if self.restrict_s else 0
        rights = dict.fromkeys(SILENT, False)
        return {"chat_id": chat, "user_id": user, "permissions": rights, "until_date": until}

    async def _lift(self, chat: int, target: int) -> None:
        """Let a banned one come again, or a silenced one speak; others have nothing to be freed
        of."""
        if target < 0:
            sender = {"chat_id": chat, "sender_chat_id": target}
            await self.line.call("unbanChatSenderChat", sender)
            return
        whom = {"chat_id": chat, "user_id": target}
        member = await self.line.call("getChatMember", whom)
        status = member.get("status") if isinstance(member, Mapping) else None
        if status == "kicked":
            await self.line.call("unbanChatMember", whom | {"only_if_banned": True})
        elif status == "restricted":
            rights = {"permissions": dict.fromkeys(FREE, True)}
            await self.line.call("restrictChatMember", whom | rights)


def _plainly(error: Rejected) -> str:
    """The refusal in a moderator's words."""
    return next((plain for code, plain in PLAIN_WORDS.items() if says(error, code)), str(error))


def _number(outgoing: Outgoing) -> int:
    """What the act is about: the number of a message, or the id of an author."""
    target = (outgoing.target or "").rpartition("/")[2]
    try:
        return int(target)
    except ValueError:
        why = NO_TARGET.format(kind=outgoing.kind, target=outgoing.target)
        raise Rejected(why) from None
