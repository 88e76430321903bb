"""Wants a tax, fee or deposit before money is released."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import CONTACT, LINK, Frame, first
from core.triage.reading import read
from core.types import Finding, Message

_FRAMES = (
    Frame(
        code="advance_fee",
        anchor="fee_first",
        does="wants a payment before releasing funds",
        any_of=frozenset({"your", CONTACT, LINK, "give", "i_am_staff"}),
        unless=frozenset({"hypothetical"}),
        support={CONTACT: 0.4, "i_am_staff": 0.4, "about.withdrawal": 0.3, "offer_help": 0.2},
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.6
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        return first(_FRAMES, read(message.text), context.identities, (self.score, self.talk))
