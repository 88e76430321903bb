"""What Telegram takes, as data: lengths, rates, acts. Times in seconds."""

from __future__ import annotations

from dataclasses import dataclass

from bots.telegram.files import FILES
from core.actions import Kind
from core.ports import Capabilities

# Visible characters after markup is parsed, counted in UTF-16 units. Source: Bot API, sendMessage.
MAX_TEXT = 4096
# Bytes, not characters. Source: Bot API, InlineKeyboardButton.
MAX_CALLBACK_BYTES = 64
# Columns in which the buttons of a report stand, so that a phone shows their labels whole.
REPORT_COLUMNS = 3
# The topic every forum has; naming it when sending is an error. Source: Bot API server.
GENERAL_TOPIC = 1
# Updates one getUpdates may return. Source: Bot API.
MAX_UPDATES = 100
# Asked sooner for the same offset, the server gives one update at a time. Source: Bot API server.
REPEAT_S = 0.55

CAPABILITIES = Capabilities(
    max_length=MAX_TEXT,
    utf16=True,
    buttons=True,
    acts=frozenset({Kind.DELETE, Kind.RESTRICT, Kind.BAN, Kind.LIFT}),
    edits=True,
    # A link of our own: https://t.me/<our name>?start=…
    private_button=True,
    files=FILES,
)

# Everything the desk reads. Sent with every poll: a list left out keeps the previous setting.
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "message_reaction",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
]
# What the server keeps for a bot that is away, in seconds. Source: Bot API server.
KEPT_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` sends within any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The three published limits. Source: Telegram's bot FAQ; the group's counts on top."""

    overall: Rate = Rate(30, 1.0)
    chat: Rate = Rate(1, 1.0)
    group: Rate = Rate(20, 60.0)
