"""The API's operations; importing this package enters all of them."""

from __future__ import annotations

from sandbox.twitter.endpoints import (
    activity,
    dms,
    moderation,
    posts,
    search,
    stream,
    timelines,
    usage,
    users,
)

__all__ = [
    "activity",
    "dms",
    "moderation",
    "posts",
    "search",
    "stream",
    "timelines",
    "usage",
    "users",
]
