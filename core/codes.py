"""The closed sets of words that messages, verdicts and outcomes are described with."""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """Where a message was written."""

    MENTION = "mention"
    REPLY = "reply"
    DM = "dm"
    GROUP = "group"
    CHANNEL = "channel"
    THREAD = "thread"


class Leg(StrEnum):
    """Who can read what we say: everybody, or the user alone."""

    PUBLIC = "public"
    PRIVATE = "private"


class Urgency(StrEnum):
    """How long a message may wait; P0 sorts first."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class Sentiment(StrEnum):
    """The author's tone."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Stance(StrEnum):
    """What the author does with a danger: commits it, or talks about it."""

    ATTEMPT = "attempt"
    WARNING = "warning"
    REPORT = "report"
    QUESTION = "question"


class RiskLevel(StrEnum):
    """How sure the desk is that somebody is being attacked."""

    NONE = "none"
    NOTE = "note"
    REVIEW = "review"
    ALERT = "alert"


class Outcome(StrEnum):
    """What the desk does with a message."""

    REPLY = "reply"
    ASK = "ask"
    ESCALATE = "escalate"
    PROTECT = "protect"
    IGNORE = "ignore"
