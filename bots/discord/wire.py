"""JSON as the library reads and writes it, the same whichever parser happens to be installed.

With the package orjson in the environment the library uses that, and it refuses what the standard
library takes: half a surrogate pair, which any member's program can put into a message. Refused
inside the library, one such message would end the session, and the next one again on every resume.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from discord import utils

T = TypeVar("T")
# The library's names for reading and writing, and the standard library's way of each.
_STEPS: dict[str, Callable[[Any], Any]] = {
    "_from_json": json.loads,
    "_to_json": partial(json.dumps, separators=(",", ":"), ensure_ascii=True),
}


@dataclass(frozen=True, slots=True)
class Forgiving(Generic[T]):
    """A step done the fast way, or where that refuses, the standard library's way."""

    fast: Callable[[Any], T]
    thorough: Callable[[Any], T]

    def __call__(self, given: Any) -> T:
        try:
            return self.fast(given)
        except (TypeError, ValueError):
            return self.thorough(given)


def forgive() -> None:
    """From here on, in this process, the library takes whatever JSON allows; twice is once."""
    for name, thorough in _STEPS.items():
        fast = getattr(utils, name)
        if not isinstance(fast, Forgiving):
            setattr(utils, name, Forgiving(fast, thorough))
