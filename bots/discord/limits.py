"""What Discord takes, as data: lengths, acts, sizes of pages. Times in seconds."""

from __future__ import annotations

from bots.discord.format import length
from bots.discord.scene import DM
from core.actions import Kind
from core.capabilities import Files
from core.ports import Capabilities

# Characters of a bot's message; 4,000 is for paying users only. Source: documentation, Message.
MAX_TEXT = 2000
# Source: documentation, Component reference.
MAX_CUSTOM_ID, MAX_LABEL = 100, 80
# Characters of an embed; a footer may have 2,048, but all together not more than 6,000. Source:
# documentation, Embed limits.
MAX_TITLE, MAX_DESCRIPTION, MAX_FOOTER = 256, 4096, 1024
BUTTONS_IN_A_ROW, MAX_ROWS = 5, 5
# Characters; the server remembers one for a few minutes. Source: documentation, Create Message.
MAX_NONCE = 25
# Messages that one page of a channel's history holds. Source: documentation, Get Channel Messages.
HISTORY_PAGE = 100
# Source: documentation, Modify Guild Member.
LONGEST_TIMEOUT_S = 28 * 24 * 3600.0


def private_talk(author: str) -> str:
    """Where somebody can be written to who never wrote to us: a bot may open a private chat."""
    return f"{DM}/{author}"


# Bytes of one file and files of one message. Source: documentation, Uploading Files.
MAX_FILE, MAX_FILES = 10 * 1024 * 1024, 10
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

CAPABILITIES = Capabilities(
    max_length=MAX_TEXT,
    measure=length,
    buttons=True,
    acts=frozenset({Kind.DELETE, Kind.RESTRICT, Kind.BAN, Kind.LIFT}),
    private=private_talk,
    edits=True,
    files=Files(kinds=PICTURES | {"application/pdf"}, most_bytes=MAX_FILE, most=MAX_FILES),
    # Its developer policy forbids training models on what people write.
    learn=False,
)
