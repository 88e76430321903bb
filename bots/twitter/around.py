"""What comes along with posts and messages: people, posts they answer, files. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.twitter.content import Json, moment, words
from core.types import Author


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What came along with posts and messages: people, posts they answer, files, by id."""

    users: Mapping[str, Json] = field(default_factory=dict[str, Json])
    posts: Mapping[str, Json] = field(default_factory=dict[str, Json])
    media: Mapping[str, Json] = field(default_factory=dict[str, Json])


def around_of(includes: Any) -> Around:
    """The included objects, by id; what cannot be read there is left out, as if it had not come."""
    return Around(
        users=_by(includes, "users", "id"),
        posts=_by(includes, "tweets", "id"),
        media=_by(includes, "media", "media_key"),
    )


def _by(includes: Any, kind: str, key: str) -> dict[str, Json]:
    listed = includes.get(kind) if isinstance(includes, dict) else None
    found: dict[str, Json] = {}
    for each in listed if isinstance(listed, list) else ():
        # Activity events wrap each object in one more `data`.
        inner = each["data"] if isinstance(each, dict) and "data" in each else each
        if isinstance(inner, dict) and isinstance(inner.get(key), str):
            found[inner[key]] = inner
    return found


def author_of(author: str, users: Mapping[str, Json], language: str = "") -> Author:
    """Who this id is, as far as it came along."""
    user = users.get(author, {})
    born = user.get("created_at")
    return Author(
        id=author,
        handle=words(user.get("username"), "username"),
        name=words(user.get("name"), "name"),
        bio=words(user.get("description"), "description"),
        language=language,
        created_at=moment(born, "created_at") if born else None,
    )
