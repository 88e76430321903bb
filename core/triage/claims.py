"""What a description of oneself claims: to work for the exchange, or to be its moderator."""

from __future__ import annotations

from core.identities import Identities
from core.triage.likeness.fold import fold
from core.triage.likeness.parse import parse
from core.triage.likeness.registry import registry_of
from core.triage.reading import read

# A description is cut at its signs; a claim stands within so many words of one part.
_REACH = 5
_PARTS = frozenset("|·•/;.,!\n—–-")


def claimed_role(bio: str, identities: Identities) -> str:
    """The words of a description that put brand and role side by side; "" where none do."""
    if not bio or not identities.brand:
        return ""
    registry = registry_of(identities)
    for part in _parts(bio):
        words = part.split()
        for start in range(max(1, len(words) - _REACH + 1)):
            claim = " ".join(words[start : start + _REACH])
            parsed = parse(fold(claim).bare, registry)
            if parsed.brand and parsed.roles and not parsed.harmless:
                return claim
    return ""


def says_staff(bio: str) -> str:
    """The words with which a description claims to be staff, whosever; "" where none do."""
    if not bio:
        return ""
    reading = read(bio)
    return next((reading.words(hit) for hit in reading.of("i_am_staff")), "")


def _parts(bio: str) -> list[str]:
    return "".join("\n" if char in _PARTS else char for char in bio).splitlines()
