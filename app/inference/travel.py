"""How values travel between the desk and its inference processes: as their fields, in one go.

What `dataclasses` does for frozen classes with slots asks for the fields of each value again, and
takes two to three times as long; a desk sends thousands of them a second.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from core.identities import Question
from core.traces import Trace
from core.types import Author, Finding, Labels, Message, Risk, Verdict

TRAVELLERS = (Question, Message, Author, Verdict, Labels, Risk, Finding, Trace)
# What fills each field of a frozen class, in order.
_SLOTS: dict[type[Any], tuple[Callable[[Any, Any], None], ...]] = {
    kind: tuple(getattr(kind, each.name).__set__ for each in fields(kind)) for kind in TRAVELLERS
}


def travel_light() -> None:
    """Let these classes travel so, from this process."""
    for each in TRAVELLERS:
        copyreg.pickle(each, _reducer(each))


def arrive(kind: type[Any], values: tuple[Any, ...]) -> Any:
    """The value again, with nothing computed anew."""
    made = object.__new__(kind)
    for put, value in zip(_SLOTS[kind], values, strict=True):
        put(made, value)
    return made


def _reducer(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    values = attrgetter(*(each.name for each in fields(kind)))

    def reduce(value: Any) -> tuple[Any, ...]:
        return arrive, (kind, values(value))

    return reduce
