"""One outbox row as Bot API calls, at most once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bots.telegram import files
from bots.telegram.acts import Hands
from bots.telegram.buttons import EVERYBODY, PRESS, into_private, keyboard
from bots.telegram.errors import (
    BAD_MARKUP,
    CONNECTION_GONE,
    CUSTOMER_SILENT,
    GONE_OR_SEALED,
    NOT_MODIFIED,
    PARENT_GONE,
    THREAD_CLOSED,
    THREAD_GONE,
    says,
)
from bots.telegram.format import defanged, to_html, to_plain
from bots.telegram.limiter import Limiter
from bots.telegram.limits import REPORT_COLUMNS
from bots.telegram.line import Line
from bots.telegram.scene import Spot, addressee, read_address
from core.actions import Kind, Outgoing, Purpose
from core.attaching import Carried
from core.errors import MaybeSent, RateLimited, Rejected

NO_ADDRESS = "{address!r} is not an address on Telegram"
TOPIC_GONE = "the topic was deleted"
# What Telegram calls by a code, said plainly; none of it closes the chat for good.
PLAIN_WORDS = {
    THREAD_CLOSED: "the topic is closed",
    CUSTOMER_SILENT: "more than 24 hours have passed since the customer wrote: only the business"
    " account itself can write now",
} | dict.fromkeys(CONNECTION_GONE, "the business account no longer lets us answer for it")
NO_ID = "the answer named no message"
SPOKEN = frozenset({Kind.SAY, Kind.FILE})

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Says and does what the outbox asks for."""

    line: Line
    limiter: Limiter
    hands: Hands
    username: Callable[[], str] = str

    async def send(self, outgoing: Outgoing) -> str:
        """The platform's id of what was sent or acted on; AdapterError otherwise."""
        try:
            spot = read_address(outgoing.address)
        except ValueError:
            why = NO_ADDRESS.format(address=outgoing.address)
            raise Rejected(why, permanent=True) from None
        async with self.limiter.turn(spot.chat, speaks=outgoing.kind in SPOKEN):
            try:
                return await self._do(outgoing, spot)
            except RateLimited as error:
                everywhere = self.limiter.hold(spot.chat, error.retry_after)
                raise RateLimited(error.retry_after, everywhere=everywhere) from None

    async def _do(self, outgoing: Outgoing, spot: Spot) -> str:
        if outgoing.kind is Kind.SAY:
            return await self._edit(outgoing, spot) or await self._say(outgoing, spot)
        if isinstance(outgoing, Carried):
            return await self._bring(outgoing, spot)
        return await self.hands.act(outgoing, spot)

    async def _bring(self, file: Carried, spot: Spot) -> str:
        """A file; a picture that Telegram does not show as one goes as a document."""
        where = _place(file, spot)
        if files.as_photo(file):
            try:
                return await self._brought("sendPhoto", where | files.photo(file), spot)
            except Rejected as error:
                # Refused whole: a second try cannot be a second message.
                if not any(says(error, each) for each in files.NOT_SHOWN):
                    raise _plainly(error, spot) from None
        try:
            return await self._brought("sendDocument", where | files.document(file), spot)
        except Rejected as error:
            raise _plainly(error, spot) from None

    async def _brought(self, method: str, parameters: Parameters, spot: Spot) -> str:
        return _remote(await self.line.call(method, parameters, repeatable=False), spot)

    async def _edit(self, outgoing: Outgoing, spot: Spot) -> str:
        """Put new words in the place of our old ones; empty where there are none to replace."""
        place, _, number = (outgoing.replaces or "").rpartition("/")
        if place != spot.prefix or not number.isdecimal():
            return ""
        try:
            parameters = edit_parameters(outgoing, spot, int(number))
            linked = into_private(parameters["reply_markup"], self.username())
            await self._rewrite(parameters | {"reply_markup": linked}, outgoing)
        except Rejected as error:
            if any(says(error, each) for each in GONE_OR_SEALED):
                return ""
            if not says(error, NOT_MODIFIED):
                raise _plainly(error, spot) from None
        return f"{place}/{number}"

    async def _rewrite(self, parameters: Parameters, outgoing: Outgoing) -> None:
        """Twice the same edit is one: nothing about it is ever unknown."""
        try:
            await self.line.call("editMessageText", parameters)
        except Rejected as error:
            if not (says(error, BAD_MARKUP) and parameters["parse_mode"]):
                raise
            plain = {"text": to_plain(_text(outgoing)), "parse_mode": None}
            await self.line.call("editMessageText", parameters | plain)

    async def _say(self, outgoing: Outgoing, spot: Spot) -> str:
        parameters = say_parameters(outgoing, spot)
        try:
            sent = await self._utter(parameters)
        except Rejected as error:
            # Telegram refused it whole, so a second try cannot be a second message.
            sent = await self._utter(otherwise(parameters, outgoing, _plainly(error, spot)))
        return _remote(sent, spot)

    async def _utter(self, parameters: Parameters) -> Any:
        linked = into_private(parameters["reply_markup"], self.username())
        whole = parameters | {"reply_markup": linked}
        return await self.line.call("sendMessage", whole, repeatable=False)


def say_parameters(outgoing: Outgoing, spot: Spot) -> Parameters:
    """The sendMessage call for a row; absent things are None."""
    return _words(outgoing, spot) | _place(outgoing, spot)


def _place(outgoing: Outgoing, spot: Spot) -> Parameters:
    """Where something new is put."""
    return {
        "business_connection_id": spot.connection or None,
        "chat_id": spot.chat,
        "message_thread_id": spot.topic or None,
        "reply_parameters": _reply_to(outgoing, spot),
    }


def _remote(sent: Any, spot: Spot) -> str:
    """The desk's name for what was sent; raises MaybeSent where the answer has none."""
    number = sent.get("message_id") if isinstance(sent, Mapping) else None
    if number is None:
        raise MaybeSent(NO_ID)
    return f"{spot.prefix}/{number}"


def edit_parameters(outgoing: Outgoing, spot: Spot, number: int) -> Parameters:
    """The editMessageText call for a row; buttons that it does not name are taken away."""
    return _words(outgoing, spot) | {"message_id": number}


def _words(outgoing: Outgoing, spot: Spot) -> Parameters:
    rich = outgoing.markdown
    return {
        "business_connection_id": spot.connection or None,
        "chat_id": spot.chat,
        "text": to_html(_text(outgoing)) if rich else _text(outgoing),
        "parse_mode": "HTML" if rich else None,
        "link_preview_options": {"is_disabled": True},
        "reply_markup": _buttons(outgoing),
    }


def _text(outgoing: Outgoing) -> str:
    """A report quotes attackers: Telegram would make a link of whatever looks like an address."""
    return defanged(outgoing.text) if outgoing.purpose is Purpose.REPORT else outgoing.text


def otherwise(parameters: Parameters, outgoing: Outgoing, error: Rejected) -> Parameters:
    """The call once more without what was refused; raises the refusal when that is all of it."""
    if says(error, BAD_MARKUP) and parameters["parse_mode"]:
        return parameters | {"text": to_plain(_text(outgoing)), "parse_mode": None}
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
    """Only a press under a report names a message to reply to; one in another chat cannot be
    quoted."""
    asked = outgoing.reply_to or ""
    if asked.startswith(PRESS):
        asked = asked.partition("/")[2]
    place, _, number = asked.rpartition("/")
    if place != spot.prefix or not number.isdecimal():
        return None
    return {"message_id": int(number), "allow_sending_without_reply": True}


def _buttons(outgoing: Outgoing) -> Parameters | None:
    if not outgoing.buttons:
        return None
    if outgoing.purpose is Purpose.REPORT:
        return keyboard(outgoing.buttons, EVERYBODY, REPORT_COLUMNS)
    columns = len(outgoing.buttons) if outgoing.purpose is Purpose.SURVEY else 1
    return keyboard(outgoing.buttons, addressee(outgoing.conversation), columns)
