"""What was made of a row lately: while the row is the same, it need not be made again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most `most` values by key; when it is full it forgets the oldest. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, tuple[object, V]] = OrderedDict()

    def get(self, key: K, row: object) -> V | None:
        """What was made of this very row; None where it is another one, or not known."""
        known = self._kept.get(key)
        return known[1] if known is not None and known[0] == row else None

    def keep(self, key: K, row: object, value: V) -> V:
        """Remember it, and hand it back."""
        if len(self._kept) >= self._most:
            self._kept.popitem(last=False)
        self._kept[key] = row, value
        return value
