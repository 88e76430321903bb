"""One outbox row as Bot API calls, at most once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bots.telegram.buttons import keyboard
from bots.telegram.errors import (
    ALREADY_DELETED,
    BAD_MARKUP,
    CONNECTION_GONE,
    CUSTOMER_SILENT,
    NOT_MODIFIED,
    PARENT_GONE,
    THREAD_CLOSED,
    THREAD_GONE,
    says,
)
from bots.telegram.format import to_html, to_plain
from bots.telegram.limiter import Limiter
from bots.telegram.line import Line
from bots.telegram.scene import Spot, addressee, read_address
from core.actions import Kind, Outgoing
from core.errors import MaybeSent, RateLimited, Rejected

NO_ADDRESS = "{address!r} is not an address on Telegram"
NO_TARGET = "{kind}: {target!r} is not something on Telegram that this can be done to"
CHANNELS_CANNOT_BE_MUTED = "somebody who writes as a channel can be banned, but not restricted"
TOPIC_GONE = "the topic was deleted"
NOTHING_TO_DO_HERE = "in a business account's chats nothing can be deleted and nobody banned"
# What Telegram calls by a code, said plainly; none of it closes the chat for good.
PLAIN_WORDS = {
    THREAD_CLOSED: "the topic is closed",
    CUSTOMER_SILENT: "more than 24 hours have passed since the customer wrote: only the business"
    " account itself can write now",
} | dict.fromkeys(CONNECTION_GONE, "the business account no longer lets us answer for it")
NO_ID = "the answer named no message"

DONE_ALREADY = (ALREADY_DELETED, NOT_MODIFIED)

Parameters = dict[str, Any]

# Everything a member may do; left out means unchanged.
NO_PERMISSIONS = dict.fromkeys(
    (
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
    ),
    False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Says and does what the outbox asks for; `restrict_s` is how long a restriction lasts."""

    line: Line
    limiter: Limiter
    now: Callable[[], datetime]
    restrict_s: float

    async def send(self, outgoing: Outgoing) -> str:
        """The platform's id of what was sent or acted on; AdapterError otherwise."""
        try:
            spot = read_address(outgoing.address)
        except ValueError:
            why = NO_ADDRESS.format(address=outgoing.address)
            raise Rejected(why, permanent=True) from None
        async with self.limiter.turn(spot.chat, speaks=outgoing.kind is Kind.SAY):
            try:
                return await self._do(outgoing, spot)
            except RateLimited as error:
                everywhere = self.limiter.hold(spot.chat, error.retry_after)
                raise RateLimited(error.retry_after, everywhere=everywhere) from None

    async def _do(self, outgoing: Outgoing, spot: Spot) -> str:
        if outgoing.kind is Kind.SAY:
            return await self._say(outgoing, spot)
        return await self._act(outgoing, spot)

    async def _say(self, outgoing: Outgoing, spot: Spot) -> str:
        parameters = say_parameters(outgoing, spot)
        try:
            sent = await self._utter(parameters)
        except Rejected as error:
            # Telegram refused it whole, so a second try cannot be a second message.
            sent = await self._utter(otherwise(parameters, outgoing, _plainly(error, spot)))
        number = sent.get("message_id") if isinstance(sent, Mapping) else None
        if number is None:
            raise MaybeSent(NO_ID)
        return f"{spot.prefix}/{number}"

    async def _utter(self, parameters: Parameters) -> Any:
        return await self.line.call("sendMessage", parameters, repeatable=False)

    async def _act(self, outgoing: Outgoing, spot: Spot) -> str:
        """Acts come to the same when done twice, so that nothing about them is ever unknown."""
        if spot.connection:
            raise Rejected(NOTHING_TO_DO_HERE)
        method, parameters = self._deed(outgoing, spot.chat)
        try:
            await self.line.call(method, parameters)
        except Rejected as error:
            if not any(says(error, done) for done in DONE_ALREADY):
                # That we cannot act there says nothing about whether we can speak.
                raise Rejected(str(error), moved_to=error.moved_to) from None
        return outgoing.target or ""

    def _deed(self, outgoing: Outgoing, chat: int) -> tuple[str, Parameters]:
        target = _number(outgoing)
        if outgoing.kind is Kind.DELETE:
            return "deleteMessage", {"chat_id": chat, "message_id": target}
        if outgoing.kind is Kind.RESTRICT:
            return "restrictChatMember", self._mute(chat, target)
        if target < 0:
            return "banChatSenderChat", {"chat_id": chat, "sender_chat_id": target}
        return "banChatMember", {"chat_id": chat, "user_id": target}

    def _mute(self, chat: int, user: int) -> Parameters:
        if user < 0:
            raise Rejected(CHANNELS_CANNOT_BE_MUTED)
        until = int(self.now().timestamp() + self.restrict_s) if self.restrict_s else 0
        return {
            "chat_id": chat,
            "user_id": user,
            "permissions": NO_PERMISSIONS,
            "until_date": until,
        }


def say_parameters(outgoing: Outgoing, spot: Spot) -> Parameters:
    """The sendMessage call for a row; absent things are None."""
    rich = outgoing.markdown
    return {
        "business_connection_id": spot.connection or None,
        "chat_id": spot.chat,
        "message_thread_id": spot.topic or None,
        "text": to_html(outgoing.text) if rich else outgoing.text,
        "parse_mode": "HTML" if rich else None,
        "link_preview_options": {"is_disabled": True},
        "reply_parameters": _reply_to(outgoing, spot),
        "reply_markup": _buttons(outgoing),
    }


def otherwise(parameters: Parameters, outgoing: Outgoing, error: Rejected) -> Parameters:
    """The call once more without what was refused; raises the refusal when that is all of it."""
    if says(error, BAD_MARKUP) and parameters["parse_mode"]:
        return parameters | {"text": to_plain(outgoing.text), "parse_mode": None}
    if says(error, PARENT_GONE) and parameters["reply_parameters"]:
        return parameters | {"reply_parameters": None}
    if says(error, THREAD_GONE) and parameters["message_thread_id"]:
        if parameters["chat_id"] < 0:
            # An answer without its topic would puzzle everybody in the general one.
            raise Rejected(TOPIC_GONE, permanent=True)
        return parameters | {"message_thread_id": None}
    raise error


def _plainly(error: Rejected, spot: Spot) -> Rejected:
    """The refusal in words that an agent understands."""
    words = next((plain for code, plain in PLAIN_WORDS.items() if says(error, code)), "")
    if words:
        return Rejected(words)
    if (spot.topic or spot.connection) and error.permanent and not says(error, THREAD_GONE):
        # News that the chat let us in again names the chat, and would not open what is inside it.
        return Rejected(str(error))
    return error


def _reply_to(outgoing: Outgoing, spot: Spot) -> Parameters | None:
    """A press has no message to reply to, and one in another chat cannot be quoted."""
    place, _, number = (outgoing.reply_to or "").rpartition("/")
    if place != spot.prefix or not number.isdecimal():
        return None
    return {"message_id": int(number), "allow_sending_without_reply": True}


def _buttons(outgoing: Outgoing) -> Parameters | None:
    if not outgoing.buttons:
        return None
    return keyboard(outgoing.buttons, addressee(outgoing.conversation))


def _number(outgoing: Outgoing) -> int:
    """What the act is about: the number of a message, or the id of an author."""
    target = (outgoing.target or "").rpartition("/")[2]
    try:
        return int(target)
    except ValueError:
        why = NO_TARGET.format(kind=outgoing.kind, target=outgoing.target)
        raise Rejected(why) from None
