"""What a platform has to offer so that the crowd can be on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sandbox.crowd.cast import Cast, Person, Step


@dataclass(frozen=True, slots=True)
class Said:
    """A message as its stage finds it again: where it stands (0: in public) and its number."""

    place: int
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What somebody is about to do, and what of the story came before it.

    `answers`: the message it answers; `opening` and `last`: the story's first and latest one.
    """

    who: Person
    where: str
    step: Step
    answers: Said | None = None
    opening: Said | None = None
    last: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the desk said to somebody; `to` is a person's key, a button its label and its data."""

    to: str
    said: Said
    text: str
    buttons: tuple[tuple[str, str], ...] = ()


Ear = Callable[[Heard], None]


class Stage(Protocol):
    """One simulated platform; whatever it does not allow it raises as one of `refusals`."""

    name: str
    refusals: tuple[type[Exception], ...]

    def settle(self, cast: Cast) -> None:
        """Create the people and the places, unless they are there already."""
        ...

    def lets_in(self, who: Person) -> bool:
        """Bring somebody back to where everybody is; False when they were put out for good."""
        ...

    def perform(self, turn: Turn) -> Said | None:
        """Do one step of a story; the message it left, if it left one."""
        ...

    def answer(self, who: Person, heard: Heard, text: str) -> None:
        """Say something to what the desk said."""
        ...

    def press(self, who: Person, heard: Heard, data: str) -> None:
        """Press a button under what the desk said."""
        ...

    async def listen(self, ear: Ear) -> None:
        """Tell what the desk says to people until cancelled."""
        ...
