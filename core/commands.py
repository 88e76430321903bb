"""Words that are orders, not questions: buttons and slash commands, the same on every platform."""

from __future__ import annotations

import re

HUMAN, RATE, STOP, DONE = "/human", "/rate", "/stop", "/done"
VERIFY, CHECK, WHOIS, MOD = "/verify", "/scamcheck", "/whois", "/mod"
GOOD, BAD = f"{RATE} good", f"{RATE} bad"
# command -> article that answers it
ARTICLES = {
    "/start": "welcome",
    "/help": "welcome",
    "/privacy": "privacy",
    "/status": "platform-status",
    "/verify": "authenticity-official-channels",
}

_COMMAND = re.compile(r"\s*(/[a-z_]{2,32})(?:@\w+)?(?:\s|$)", re.IGNORECASE)


def command(text: str) -> str | None:
    """The command a text begins with, lower-case and without the bot's name; None for prose."""
    found = _COMMAND.match(text[:80])
    return found[1].lower() if found else None


def argument(text: str) -> str:
    """What follows a command; empty for prose."""
    found = _COMMAND.match(text[:80])
    return text[found.end() :].strip() if found else ""
