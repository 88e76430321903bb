"""What is counted, and the buckets that times are counted in. Pure.

A time falls into the first bucket whose edge is not below it. Neighbouring edges are at most
twice, mostly one and a half times apart, so a percentile read from buckets is that near to the
one of the single times; within a bucket times are taken to be spread evenly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Seconds; what is longer than the last edge has a bucket of its own.
EDGES = (
    *(0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 450, 600, 900, 1200),
    *(1800, 2700, 3600, 5400, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, 57_600, 86_400),
    *(129_600, 172_800, 259_200, 432_000, 604_800, 1_209_600, 2_592_000),
)  # fmt: skip


class Measure(StrEnum):
    """One thing that is counted; its values are stored, so they are never renamed."""

    MESSAGES = "messages"
    ADDRESSED = "addressed"
    EDITS = "edits"
    SECRETS = "secrets"
    OPENED = "opened"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    RESOLVED_BOT = "resolved_bot"
    RESOLVED_PEOPLE = "resolved_people"
    # The cases that are open change by so many; what is open is the sum since the beginning.
    BACKLOG = "backlog"
    # Times, by bucket.
    FIRST_BOT = "first_bot"
    FIRST_PEOPLE = "first_people"
    SOLVED_BOT = "solved_bot"
    SOLVED_PEOPLE = "solved_people"
    WARNED = "warned"
    # Times that came out below zero, because two clocks disagree; they count as zero.
    SKEWED = "skewed"
    KEPT = "kept"
    MISSED = "missed"
    REPLIES_BOT = "replies_bot"
    REPLIES_PEOPLE = "replies_people"
    # Of the hour in which a case was answered first, whenever the rest became known.
    ANSWERED = "answered"
    BOT_ANSWERED = "bot_answered"
    BOT_TOUCHED = "bot_touched"
    BOT_COMPLAINED = "bot_complained"
    BOT_SPOILT = "bot_spoilt"
    BOT_CORRECTED = "bot_corrected"
    # By score.
    SCORE_BOT = "score_bot"
    SCORE_PEOPLE = "score_people"
    CORRECTED_TOPIC = "corrected_topic"
    CORRECTED_URGENCY = "corrected_urgency"
    CORRECTED_TONE = "corrected_tone"
    CORRECTED_SCAM = "corrected_scam"
    SCAM_REVIEW = "scam_review"
    SCAM_ALERT = "scam_alert"
    # By whom: 0 the desk, 1 people.
    ACT_DELETE = "act_delete"
    ACT_RESTRICT = "act_restrict"
    ACT_BAN = "act_ban"
    ACT_LIFT = "act_lift"
    ACT_SHOW = "act_show"
    RULED_SCAM = "ruled_scam"
    RULED_NOT_SCAM = "ruled_not_scam"
    CLAIMED = "claimed"
    HANDED_BACK = "handed_back"


M = Measure
TIMES = frozenset((M.FIRST_BOT, M.FIRST_PEOPLE, M.SOLVED_BOT, M.SOLVED_PEOPLE, M.WARNED))
# How often each bucket of one measure was met.
Buckets = Mapping[int, int]


def bucket_of(seconds: float) -> int:
    """The number of the bucket that a time falls into; negative times are the caller's to mend."""
    return bisect_left(EDGES, seconds)


def hour_of(at: datetime) -> datetime:
    """The beginning of the hour, UTC's hours being everybody's."""
    return at.replace(minute=0, second=0, microsecond=0)


def quantile(buckets: Buckets, share: float) -> float | None:
    """The time in seconds below which this share of the times lies; None for no times at all.

    What lies beyond the last edge is said to be the last edge: "30 days or more".
    """
    total = sum(buckets.values())
    if total <= 0:
        return None
    wanted, below = share * total, 0
    for bucket, count in sorted(buckets.items()):
        if below + count >= wanted:
            return _within(bucket, (wanted - below) / count)
        below += count
    return float(EDGES[-1])


def _within(bucket: int, part: float) -> float:
    if bucket >= len(EDGES):
        return float(EDGES[-1])
    low = EDGES[bucket - 1] if bucket else 0
    return low + part * (EDGES[bucket] - low)


def widest() -> float:
    """How far apart two edges are at most, from 1 s on: the error that a percentile can have."""
    return max(high / low for low, high in pairwise(EDGES[1:]))
