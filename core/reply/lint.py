"""The last look at every text before it leaves, a person's like the bot's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from core.actions import Kind, Outgoing, Purpose
from core.capabilities import Capabilities
from core.identities import Identities
from core.reply.places import strangers
from core.reply.problem import Problem
from core.reply.sayings import account_facts, forbidden
from core.reply.split import length
from core.types import Leg
from core.unseen import UNSEEN, name_of

# What a keyboard writes although it is a control character.
_WELCOME = frozenset("\n\r\t")
_UNSEEN_CATEGORIES = ("Cc", "Cf", "Co", "Cn", "Cs")
_JOINERS = frozenset("\u200c\u200d")
_CASHTAG = re.compile(r"(?<![\w$])[$\uff04][A-Za-z][A-Za-z0-9]{0,5}(?:[._][A-Za-z]{1,2})?(?!\w)")
_MENTION = re.compile(r"(?<![\w@/])@\w{1,32}")
MOST_MENTIONS = 1


def check(
    text: str, identities: Identities, *, leg: Leg, capabilities: Capabilities | None = None
) -> tuple[Problem, ...]:
    """What is wrong with a text, in words for the one who wrote it; empty when it may leave.

    With `capabilities` also what the platform would not take, or would take for spam.
    """
    if not text.strip():
        return (Problem("empty"),)
    problems = [*_unseen(text), *strangers(text, identities), *forbidden(text)]
    if leg is Leg.PUBLIC:
        problems += account_facts(text)
    if capabilities is not None:
        problems += _unfit(text, capabilities.on(leg), leg)
    return tuple(problems)


def unsafe(row: Outgoing, identities: Identities) -> tuple[Problem, ...]:
    """What is wrong with something that is about to leave; moderators read whatever there is."""
    spoken = row.kind is Kind.SAY and row.purpose is not Purpose.REPORT
    return _looked_at(row.text, identities, row.leg) if spoken and row.text else ()


@lru_cache(maxsize=4096)
def _looked_at(text: str, identities: Identities, leg: Leg) -> tuple[Problem, ...]:
    """What a desk says by itself is the same few hundred texts."""
    return check(text, identities, leg=leg)


def _unseen(text: str) -> list[Problem]:
    """Characters that a reader cannot see and that make a text read otherwise than it looks."""
    bad = {
        char
        for char in set(text)
        if char not in _WELCOME
        and char not in _JOINERS
        and (unicodedata.category(char) in _UNSEEN_CATEGORIES or UNSEEN.match(char))
    }
    bad |= {found[0] for found in UNSEEN.finditer(text) if _joins_nothing(found, text)}
    return [Problem("unseen", f"U+{ord(char):04X}") for char in sorted(bad)]


def _joins_nothing(found: re.Match[str], text: str) -> bool:
    """Whether a joiner stands where no spelling and no emoji needs one."""
    return found[0] in _JOINERS and name_of(found, text) != found[0]


def _unfit(text: str, capabilities: Capabilities, leg: Leg) -> Iterator[Problem]:
    """What this platform does not take in one answer, by its own count."""
    long = length(text, capabilities)
    if capabilities.parts and long > capabilities.max_length * capabilities.parts:
        yield Problem("long", f"{long:,} / {capabilities.max_length * capabilities.parts:,}")
    tags = len(_CASHTAG.findall(text))
    if capabilities.cashtags and tags > capabilities.cashtags:
        yield Problem("cashtags", str(tags))
    mentions = len(set(_MENTION.findall(text)))
    if leg is Leg.PUBLIC and capabilities.parts and mentions > MOST_MENTIONS:
        yield Problem("mentions", str(mentions))
