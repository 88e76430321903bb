"""Buttons under an answer: they know for whom they are, and still work after a restart."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord

from bots.discord.interactions import Told, moderates
from bots.discord.limits import BUTTONS_IN_A_ROW, MAX_CUSTOM_ID, MAX_LABEL, MAX_ROWS
from bots.discord.scene import DM
from bots.discord.words import say
from core.actions import Button, Outgoing
from core.commands import MOD
from core.errors import Rejected

# Data of our own buttons; anything else is the desk's.
PRIVATE, DONE, FORM, RATE = "/private", "/done", "/form", "/rate"
TOO_LONG = "the data of a button is longer than {most} characters: {data!r}"
# For whom a button is, where it is for no single user.
ANYBODY, MODERATORS = "0", "m"
# A case is over by then; a press under an older message is answered with a kind word.
OLDEST = timedelta(days=7)
# A short answer is whole; a long one may have further parts, of which the last has the buttons.
WHOLE = 1000
GREY, RED = 2, 4

TEMPLATE = re.compile(rf"skerry:(?P<who>\d{{1,20}}|{MODERATORS}):(?P<data>.{{1,80}})", re.DOTALL)

Pressed = Callable[[Told, "Press"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says when pressed, and for whom it is."""

    who: str
    data: str

    @property
    def group(self) -> str:
        """Buttons of which only one can be pressed: those that begin with the same word."""
        return self.data.partition(" ")[0]

    @property
    def is_order(self) -> bool:
        """Whether a moderator orders something about a scam case."""
        return self.who == MODERATORS and self.group == MOD


def encode(data: str, who: str) -> str:
    """The custom id of a button; raises Rejected when it does not fit."""
    packed = f"skerry:{who}:{data}"
    if len(packed) > MAX_CUSTOM_ID or not TEMPLATE.fullmatch(packed):
        raise Rejected(TOO_LONG.format(most=MAX_CUSTOM_ID, data=data))
    return packed


def decode(custom_id: str) -> Press | None:
    """What a custom id says; None for what is not ours."""
    found = TEMPLATE.fullmatch(custom_id)
    return Press(found["who"], found["data"]) if found else None


def addressee(conversation: str) -> str:
    """The user a conversation is with; in threads, where the key names none, anybody there."""
    parts = conversation.split(":")
    named = len(parts) == 5 or (len(parts) == 4 and parts[2] == DM)
    return parts[-1] if named else ANYBODY


def with_own(outgoing: Outgoing, language: str, *, public: bool) -> tuple[Button, ...]:
    """The row's buttons; under a public answer also the way into a private thread."""
    whole = outgoing.buttons or (outgoing.sequence == 0 and len(outgoing.text) <= WHOLE)
    if not public or not whole:
        return outgoing.buttons
    return (*outgoing.buttons, Button(label=say("private_button", language), data=PRIVATE))


def components(buttons: Sequence[Button], who: str) -> list[dict[str, Any]]:
    """Rows of buttons for one user (or ANYBODY, MODERATORS) as the API takes them."""
    keys = {encode(each.data, who): each for each in buttons}
    made = [
        {
            "type": discord.ComponentType.button.value,
            "style": RED if each.danger else GREY,
            "label": each.label[:MAX_LABEL],
            "custom_id": custom_id,
        }
        for custom_id, each in keys.items()
    ][: BUTTONS_IN_A_ROW * MAX_ROWS]
    return [
        {"type": discord.ComponentType.action_row.value, "components": made[at : at + 5]}
        for at in range(0, len(made), BUTTONS_IN_A_ROW)
    ]


def refusal(interaction: Told, press: Press) -> str:
    """The name of the kind word for a press that does not count; empty when it does."""
    under = interaction.message
    if press.who == MODERATORS and not moderates(interaction):
        return "only_moderators"
    if press.is_order:  # the memory of the desk knows what became of a case, however old
        return ""
    if press.who not in {ANYBODY, MODERATORS, str(interaction.user.id)}:
        return "not_yours"
    if under is None or interaction.created_at - under.created_at > OLDEST:
        return "too_old"
    return "taken" if _is_off(under, press) else ""


def without(message: discord.Message, press: Press) -> discord.ui.View:
    """The message's buttons with those of a press switched off, for everybody to see."""
    view = discord.ui.View.from_message(message, timeout=None)
    for item in view.walk_children():
        if isinstance(item, discord.ui.Button) and _same_group(item.custom_id, press):
            item.disabled = True
    # A view that is finished is not kept by the library.
    view.stop()
    return view


def press_item(pressed: Pressed) -> type[discord.ui.DynamicItem[Any]]:
    """The library's kind of button that is known by its custom id alone."""

    class Item(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TEMPLATE):
        def __init__(self, item: discord.ui.Button[Any], press: Press) -> None:
            super().__init__(item)
            self.press = press

        @classmethod
        async def from_custom_id(
            cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /
        ) -> Item:
            return cls(item, Press(match["who"], match["data"]))

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await pressed(interaction, self.press)

    return Item


def _is_off(message: discord.Message, press: Press) -> bool:
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    pressed = (each for row in rows for each in row.children if isinstance(each, discord.Button))
    return any(each.disabled and _same_group(each.custom_id, press) for each in pressed)


def _same_group(custom_id: str | None, press: Press) -> bool:
    other = decode(custom_id or "")
    return other is not None and other.group == press.group
