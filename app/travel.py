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
from core.types import Author, Finding, Labels, Message, Risk, Verdict

TRAVELLERS = (Question, Message, Author, Verdict, Labels, Risk, Finding)


def travel_light() -> None:
    """Let these classes travel so, from this process."""
    for each in TRAVELLERS:
        copyreg.pickle(each, _reducer(each))


def arrive(kind: type[Any], names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    """The value again, with nothing computed anew."""
    made = object.__new__(kind)
    for name, value in zip(names, values, strict=True):
        object.__setattr__(made, name, value)
    return made


def _reducer(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    names = tuple(each.name for each in fields(kind))
    values = attrgetter(*names)

    def reduce(value: Any) -> tuple[Any, ...]:
        return arrive, (kind, names, values(value))

    return reduce
