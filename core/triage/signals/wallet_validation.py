"""Sends people to a site to "validate", "synchronise" or "restore" a wallet."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import CONTACT, LINK, Frame, first
from core.triage.reading import read
from core.types import Finding, Message

_FRAMES = (
    Frame(
        code="wallet_validation",
        anchor="validate",
        does="wants a wallet validated or synchronised",
        needs=frozenset({"wallet"}),
        any_of=frozenset({"your", LINK, CONTACT, "connect", "give"}),
        unless=frozenset({"hypothetical"}),
        support={LINK: 0.5, CONTACT: 0.4, "i_am_staff": 0.4, "seed": 0.5},
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.8
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        return first(_FRAMES, read(message.text), context.identities, (self.score, self.talk))
