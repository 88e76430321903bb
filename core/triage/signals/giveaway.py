"""Promises to send back more than it gets: doubling, send-to-receive."""

from __future__ import annotations

from dataclasses import dataclass

from core.triage.frames import CONTACT, Frame, LINK, first
from core.triage.reading import read
from core.types import Context, Finding, Message

_FRAMES = (
    Frame(
        code="giveaway",
        anchor="double",
        does="promises to multiply what is sent",
        any_of=frozenset({"give", LINK, CONTACT}),
        unless=frozenset({"hypothetical", "about.fees"}),
        support={LINK: 0.4, "invest": 0.3, "give": 0.3, "drop": 0.2},
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.62
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        return first(_FRAMES, read(message.text), context.identities, (self.score, self.talk))
