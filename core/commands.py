"""Words that are orders, not questions: buttons and slash commands, the same on every platform."""

from __future__ import annotations

import re

HUMAN, RATE, STOP, DONE = "/human", "/rate", "/stop", "/done"
VERIFY, CHECK, WHOIS, MOD = "/verify", "/scamcheck", "/whois", "/mod"
LINK, UNLINK, FREEZE = "/link", "/unlink", "/freeze"
PRIVACY = "/privacy"
# Pressed under a public answer: opens a private talk where the platform itself does not.
START, PRIVATE = "/start", "/private"
GOOD, BAD = f"{RATE} good", f"{RATE} bad"
# Everything that a button under a question how we did can say.
RATES = frozenset({GOOD, BAD, *(f"{RATE} {score}" for score in range(1, 6))})
# What is ordered about an account of the exchange, or looked up there.
ACCOUNT = frozenset({LINK, UNLINK, FREEZE, "/withdrawal", "/deposit", "/kyc"})
# What is told also to whom a person already looks after.
TOLD_ANYWAY = ACCOUNT | {PRIVACY}
# command -> article that answers it
ARTICLES = {
    START: "welcome",
    "/help": "welcome",
    PRIVACY: "privacy",
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
