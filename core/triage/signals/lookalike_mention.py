"""Sends the reader to a handle or mail address that imitates an official one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.identities import Context, Identities
from core.triage.contacts import is_official
from core.triage.likeness import level_of, likeness
from core.triage.likeness.fold import key
from core.triage.likeness.registry import SHORT
from core.triage.polarity import about_a_name
from core.triage.reading import Reading, read
from core.types import Finding, Message, RiskLevel, Stance

_CODE = "lookalike_mention"
_PARTS = re.compile(r"[@._+\-]")
_REPORTED = frozenset({RiskLevel.REVIEW, RiskLevel.ALERT})


@dataclass(frozen=True, slots=True)
class Signal:
    """Official handles are compared as a whole; mail addresses by domain, then by brand."""

    handle: float = 0.8
    mail: float = 0.85
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        reading, known = read(message.text), context.identities
        if not (reading.handles or reading.emails):
            return None
        for name, score in self._suspects(reading, known):
            about = about_a_name(reading)
            attempt = about is Stance.ATTEMPT
            does = "sends people to" if attempt else "speaks of"
            return Finding(
                signal=_CODE,
                kind=_CODE,
                score=score if attempt else self.talk,
                reason=f"{does} “{name}”, no account of ours",
                stance=about,
            )
        return None

    def _suspects(self, reading: Reading, known: Identities) -> list[tuple[str, float]]:
        own = {account.handle.casefold() for account in known.accounts}
        found = [
            (f"@{name}", self.handle)
            for name in dict.fromkeys(reading.handles)
            if name.casefold() not in own and _poses(name, known)
        ]
        brand = key(known.brand)
        found += [
            (mail, self.mail)
            for mail in dict.fromkeys(reading.emails)
            if brand and _names(mail, brand) and not is_official(mail, known)
        ]
        return found


def _names(mail: str, brand: str) -> bool:
    """Whether the brand is in an address; a short one only as a part of its own."""
    parts = [key(part) for part in _PARTS.split(mail)]
    return brand in parts or (len(brand) > SHORT and any(brand in part for part in parts))


def _poses(handle: str, known: Identities) -> bool:
    seen = likeness(handle, known)
    return seen is not None and level_of(seen.score) in _REPORTED
