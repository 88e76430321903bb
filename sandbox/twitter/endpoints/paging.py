"""Newest-first pages with tokens that stay valid while new things arrive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from sandbox.twitter.errors import invalid
from sandbox.twitter.model import Json

NEXT = "7140dibdnow9c7btw"


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=_Numbered)


def cut(found: Iterable[T], size: int, token: str, name: str) -> tuple[Sequence[T], Json]:
    """One page of what is sorted newest first, and the `meta` that belongs to it."""
    older_than = _read(token, name)
    rest = (each for each in found if not older_than or each.id < older_than)
    page = list(islice(rest, size + 1))
    more, page = len(page) > size, page[:size]
    meta: Json = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": str(page[0].id), "oldest_id": str(page[-1].id)}
    if more:
        meta["next_token"] = f"{NEXT}{page[-1].id:x}"
    return page, meta


def spoil(data: list[Json], how: str) -> None:
    """Double, turn or tear a page, as a fault says."""
    if how == "duplicate":
        data.append(data[0])
    elif how == "reorder":
        data.reverse()
    elif how == "malformed":
        data[0] = {"id": data[0]["id"], "text": None}


def _read(token: str, name: str) -> int:
    if not token:
        return 0
    try:
        return int(token.removeprefix(NEXT), 16) if token.startswith(NEXT) else int("")
    except ValueError:
        message = f"The `{name}` query parameter value [{token}] is not a valid token"
        raise invalid(name, token, message) from None
