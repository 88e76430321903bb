"""The last look at every text before it leaves, a person's like the bot's."""

from __future__ import annotations

import unicodedata

from core.identities import Identities
from core.reply.places import strangers
from core.reply.sayings import account_facts, forbidden
from core.types import Leg

# What a keyboard writes although it is a control character, and what emoji and Indic letters need.
_WELCOME = frozenset("\n\r\t\u200c\u200d")
_UNSEEN_CATEGORIES = ("Cc", "Cf", "Co", "Cn", "Cs")


def check(text: str, identities: Identities, *, leg: Leg) -> tuple[str, ...]:
    """What is wrong with a text, in words for the one who wrote it; empty when it may leave."""
    if not text.strip():
        return ("is empty",)
    problems = [*_unseen(text), *strangers(text, identities), *forbidden(text)]
    if leg is Leg.PUBLIC:
        problems += account_facts(text)
    return tuple(problems)


def _unseen(text: str) -> list[str]:
    """Characters that a reader cannot see and that make a text read otherwise than it looks."""
    bad = {
        char
        for char in text
        if char not in _WELCOME and unicodedata.category(char) in _UNSEEN_CATEGORIES
    }
    return [f"has an invisible character (U+{ord(char):04X})" for char in sorted(bad)]
