"""An airdrop, mint or claim that wants a wallet connected or a link opened."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import LINK, Frame, first
from core.triage.reading import read
from core.types import Finding, Message

_FRAMES = (
    Frame(
        code="claim_drainer",
        anchor="drop",
        does="wants a wallet connected for a claim",
        needs=frozenset({"connect"}),
        unless=frozenset({"hypothetical"}),
        support={LINK: 0.5, "wallet": 0.2},
    ),
    Frame(
        code="claim_drainer",
        anchor="drop",
        does="lures to a claim page",
        needs=frozenset({LINK}),
        unless=frozenset({"missing", "hypothetical"}),
        support={"wallet": 0.4, "your": 0.2},
    ),
    Frame(
        code="claim_drainer",
        anchor="connect",
        does="wants a wallet connected on a site",
        needs=frozenset({"wallet", LINK}),
        unless=frozenset({"hypothetical"}),
        support={"give": 0.2},
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.68
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        return first(_FRAMES, read(message.text), context.identities, (self.score, self.talk))
