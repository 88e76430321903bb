"""Praises or offers somebody who gets lost money back."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import CONTACT, Frame, first
from core.triage.reading import read
from core.types import Finding, Message

_FRAMES = (
    Frame(
        code="recovery_service",
        anchor="recover",
        does="offers or praises a recovery service",
        needs=frozenset({CONTACT}),
        any_of=frozenset({"praise_someone", "reach_out", "offer_help", "channel"}),
        support={"praise_someone": 0.5, "reach_out": 0.3},
        personal=False,
        testimony=True,
    ),
    Frame(
        code="recovery_service",
        anchor="recover",
        does="offers or praises a recovery service",
        needs=frozenset({"praise_someone", "channel"}),
        any_of=frozenset({"reach_out", "offer_help"}),
        unless=frozenset({"plea"}),
        personal=False,
        testimony=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.75
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        return first(_FRAMES, read(message.text), context.identities, (self.score, self.talk))
