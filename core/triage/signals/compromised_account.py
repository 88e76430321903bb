"""A hijacked friend: is this you, vote for me, lend me."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import CONTACT, LINK, Frame, first
from core.triage.reading import read
from core.types import Finding, Message

_FRAMES = (
    Frame(
        code="compromised_account",
        anchor="friend_hijack",
        does="writes like a hijacked account",
        support={LINK: 0.5, CONTACT: 0.3, "reach_out": 0.2},
        personal=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.5
    talk: float = 0.35

    def __call__(self, message: Message, context: Context) -> Finding | None:
        return first(_FRAMES, read(message.text), context.identities, (self.score, self.talk))
