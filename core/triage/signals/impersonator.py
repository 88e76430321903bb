"""Wears a name, handle or description that imitates staff or the brand."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.claims import claimed_role
from core.triage.likeness import judge_actor
from core.types import Finding, Message, RiskLevel

_CODE = "impersonator"
_REPORTED = frozenset({RiskLevel.REVIEW, RiskLevel.ALERT})


@dataclass(frozen=True, slots=True)
class Signal:
    """Compares handle, display name and description with the registry of who is real."""

    # How often who describes himself so and says the brand's name is no member of staff.
    described: float = 0.75
    # The most a name can say: it proves nothing.
    most: float = 0.93

    def __call__(self, message: Message, context: Context) -> Finding | None:
        author, known = message.author, context.identities
        if author.is_moderator or known.is_real(message.platform, author):
            return None
        actor = judge_actor(message.platform, author, known)
        if actor.level in _REPORTED:
            score = min(actor.score, self.most)
            return Finding(signal=_CODE, kind=_CODE, score=score, reason=actor.reason)
        if not (claim := claimed_role(author.bio, known)):
            return None
        reason = f"describes himself as “{claim}” and is not on the list of staff"
        return Finding(signal=_CODE, kind=_CODE, score=self.described, reason=reason)
