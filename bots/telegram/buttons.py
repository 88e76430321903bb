"""Buttons under what we say: a question's are for whoever was asked, a report's for everybody who
can see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bots.telegram.limits import MAX_CALLBACK_BYTES
from bots.telegram.scene import Spot
from core.actions import Button
from core.commands import PRIVATE
from core.errors import Rejected

OURS, EVERYBODY = "h", "*"
DANGER = {"style": "danger"}
# How the names of messages begin that are presses.
PRESS = "cb:"
# Whoever follows it writes "/start private" by pressing the button that the chat opens with.
PRIVATE_CHAT = "https://t.me/{username}?start=private"
TOO_LONG = "the data of a button is longer than {most} bytes: {data!r}"


@dataclass(frozen=True, slots=True)
class Press:
    """A press to be answered, so that the presser's spinner stops; `spent` names the message
    whose buttons have done their duty."""

    id: str
    text: str = ""
    spent: tuple[Spot, int] | None = None


def keyboard(buttons: Sequence[Button], addressee: str, columns: int = 1) -> dict[str, Any]:
    """An inline keyboard for this user id, or for EVERYBODY."""
    keys = [_key(button, addressee) for button in buttons]
    return {"inline_keyboard": [keys[at : at + columns] for at in range(0, len(keys), columns)]}


def into_private(markup: dict[str, Any] | None, username: str) -> dict[str, Any] | None:
    """The keyboard with the press that goes on in private as a link to the chat with us; anybody
    may follow it, and it opens his own chat."""
    if markup is None:
        return None
    link = {"url": PRIVATE_CHAT.format(username=username)}
    rows = [
        [{"text": key["text"]} | link if _opens_private(key) else key for key in row]
        for row in markup["inline_keyboard"]
    ]
    return markup | {"inline_keyboard": rows}


def _opens_private(key: dict[str, Any]) -> bool:
    return str(key.get("callback_data", "")).startswith(f"{OURS}:{PRIVATE}:")


def _key(button: Button, addressee: str) -> dict[str, Any]:
    key = {"text": button.label, "callback_data": encode(button.data, addressee)}
    return key | DANGER if button.danger else key


def encode(data: str, addressee: str) -> str:
    """Button data that remembers for whom it is; raises Rejected when it does not fit."""
    packed = f"{OURS}:{data}:{addressee}"
    if len(packed.encode()) > MAX_CALLBACK_BYTES:
        raise Rejected(TOO_LONG.format(most=MAX_CALLBACK_BYTES, data=data))
    return packed


def decode(packed: str) -> tuple[str, str]:
    """The data and its addressee; foreign data comes back whole, for nobody in particular."""
    head, _, rest = packed.partition(":")
    data, colon, addressee = rest.rpartition(":")
    known = addressee == EVERYBODY or addressee.removeprefix("-").isdecimal()
    if head != OURS or not colon or not known:
        return packed, ""
    return data, addressee
