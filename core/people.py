"""Who is the same person on several platforms: only whoever linked his handles himself. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.casework import LinkedHandle
from core.scams import NameSeen, folded
from core.types import Platform


def holds(name: str, seen: Sequence[NameSeen]) -> bool:
    """Whether a link still stands for whoever made it, given his names, the latest first: with
    another handle he may be somebody else, as `AccountLink.holds_for` says."""
    handle = seen[0].handle if seen else ""
    return not handle or folded(handle) == folded(name)


def of_others(
    links: Iterable[LinkedHandle], platform: Platform, author_id: str
) -> tuple[LinkedHandle, ...]:
    """Each other handle once, and not the one asked about."""
    own = (platform, author_id)
    found = {(each.platform, each.author_id): each for each in links}
    return tuple(each for key, each in found.items() if key != own)
