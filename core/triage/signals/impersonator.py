"""Wears a name or handle that imitates staff or the brand."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.likeness import likeness
from core.types import Finding, Message

_CODE = "impersonator"


@dataclass(frozen=True, slots=True)
class Signal:
    """Compares the author's handle and display name with the registry of who is real."""

    least: float = 0.5

    def __call__(self, message: Message, context: Context) -> Finding | None:
        author, known = message.author, context.identities
        if author.is_moderator or known.is_real(message.platform, author):
            return None
        worn = (author.handle, author.name)
        seen = [
            (found.score, name, found) for name in worn if name and (found := likeness(name, known))
        ]
        score, name, found = max(seen, key=lambda each: each[0], default=(0.0, "", None))
        if found is None or score < self.least:
            return None
        reason = f"“{name[:60]}” {found.how} {found.whom} and is not it"
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=reason)
