"""A stranger's friendly opener that leads to investing."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import CONTACT, Frame, first
from core.triage.reading import read
from core.types import Finding, Message

_FRAMES = (
    Frame(
        code="romance",
        anchor="stranger",
        does="opens a friendship that turns to investing",
        needs=frozenset({"invest"}),
        support={CONTACT: 0.4, "channel": 0.3, "mentor": 0.3},
        personal=False,
    ),
    Frame(
        code="romance",
        anchor="stranger",
        does="wants to make friends with a stranger elsewhere",
        any_of=frozenset({"channel", CONTACT, "reach_out"}),
        support={CONTACT: 0.3},
        personal=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.55
    talk: float = 0.35

    def __call__(self, message: Message, context: Context) -> Finding | None:
        return first(_FRAMES, read(message.text), context.identities, (self.score, self.talk))
