"""Between reading and deciding: which messages deserve a look around, and what it changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.identities import Identities
from core.protection import Look, Surroundings
from core.traces import Trace
from core.triage.campaign import surrounding
from core.triage.risk import Levels, with_evidence
from core.triage.traces import traces
from core.types import Message, Stance, Verdict
from core.verify import Means

# Below this, with no attempt found, nobody looks. What says nothing for an attack scores 0.05 at
# most, whatever it is about (`skerry evaluate` on the risk's own corpus).
SUSPECT = 0.06
# How far back the same traces count as one campaign.
CAMPAIGN = timedelta(hours=24)


def looks(
    read: Sequence[tuple[Message, Verdict]], means: Means, window: tuple[datetime, float]
) -> list[Look]:
    """A look for every message that could hurt somebody; `window` is now and minutes back."""
    now, minutes = window
    return [
        Look(
            message_key=message.key,
            platform=message.platform,
            scene=message.scene,
            author_id=message.author.id,
            traces=_traces(message, verdict, means),
            asked_since=now - timedelta(minutes=minutes),
            seen_since=now - CAMPAIGN,
        )
        for message, verdict in read
        if suspect(message, verdict)
    ]


def _traces(message: Message, verdict: Verdict, means: Means) -> tuple[Trace, ...]:
    """As they were seen when the message was read, or, where nobody looked then, seen now."""
    if verdict.traces is not None:
        return verdict.traces
    return traces(message, verdict, means.identities, means.judge)


def suspect(message: Message, verdict: Verdict) -> bool:
    """Whether it is worth asking who is near: a possible attack, an answer to somebody where all
    read along, or a secret that others see."""
    if message.scene and (verdict.secrets or message.reply_to):
        return True
    attempts = any(each.stance is Stance.ATTEMPT for each in verdict.findings)
    return attempts or verdict.risk.score >= SUSPECT


def enriched(
    message: Message,
    verdict: Verdict,
    around: Surroundings | None,
    stage: tuple[Identities, Levels],
) -> Verdict:
    """The verdict with what the surroundings add; what is no attempt by its words stays none."""
    if around is None:
        return verdict
    found = surrounding(message, around, stage[0])
    talk = verdict.risk.stance not in (None, Stance.ATTEMPT)
    if not found or talk:
        return verdict
    risk = with_evidence(verdict.risk, found, stage[1])
    return replace(verdict, findings=(*verdict.findings, *found), risk=risk)


def by_key(asked: Sequence[Look], answers: Sequence[Surroundings]) -> Mapping[str, Surroundings]:
    """The answers by their message's key."""
    return {
        look.message_key: replace(each, traces=look.traces)
        for look, each in zip(asked, answers, strict=True)
    }
