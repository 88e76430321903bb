"""Easy jobs, paid tasks, signal groups and copy-trading mentors."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import CONTACT, LINK, Frame, first
from core.triage.reading import read
from core.types import Finding, Message

_FRAMES = (
    Frame(
        code="job_task",
        anchor="job",
        does="offers easy paid work",
        any_of=frozenset({CONTACT, LINK, "reach_out", "channel"}),
        unless=frozenset({"about.business", "hypothetical"}),
        support={CONTACT: 0.4, "channel": 0.3, "reach_out": 0.3, LINK: 0.2},
    ),
    Frame(
        code="job_task",
        anchor="mentor",
        does="offers signals, a mentor or sure profits",
        any_of=frozenset({CONTACT, LINK, "reach_out", "channel"}),
        unless=frozenset({"hypothetical"}),
        support={
            CONTACT: 0.4,
            "channel": 0.3,
            "reach_out": 0.3,
            "invest": 0.2,
            "praise_someone": 0.3,
        },
        testimony=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.58
    talk: float = 0.35

    def __call__(self, message: Message, context: Context) -> Finding | None:
        return first(_FRAMES, read(message.text), context.identities, (self.score, self.talk))
