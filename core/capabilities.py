"""What platforms can take and what their rules allow, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from core.actions import Kind
from core.types import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Which files a platform takes from us: media types, bytes of one, how many at once."""

    kinds: frozenset[str]
    most_bytes: int
    most: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform can take, as data: composer, console and lint read the same table.

    Lengths are what `measure` counts, else UTF-16 units or characters. `private_length` is the
    most characters in a private place (0: as in public), `parts` the most parts of one public
    answer (0: any number), `row_of_buttons` how many buttons stand side by side, `links` whether
    the bot's public words may hold addresses, `learn`
    whether its rules let a model be trained on what is written there, `second_reply` whether a bot
    may speak twice to one public message, `sees_all` whether everything written in a scene arrives
    by itself (else the desk has to look), `deletes_anywhere` whether what others wrote can be taken
    away wherever it stands, `cashtags` the most ($BTC) of one public text (0: any number),
    `model_text` whether what a model worded may be said there unseen, `edits` whether our own words
    can be changed after they were said, `private_button` whether a button leads from a public place
    to a private talk, `files` what agents may send along, None where they may send nothing.
    `private` is the address at which an author can be written to although he
    never wrote there; None where nobody can.
    """

    max_length: int
    private_length: int = 0
    parts: int = 0
    links: bool = True
    utf16: bool = False
    measure: Callable[[str], int] | None = None
    markdown: bool = True
    buttons: bool = False
    row_of_buttons: int = 5
    acts: frozenset[Kind] = frozenset()
    official_note: bool = True
    learn: bool = True
    second_reply: bool = True
    sees_all: bool = True
    deletes_anywhere: bool = True
    cashtags: int = 0
    model_text: bool = True
    edits: bool = False
    private_button: bool = False
    files: Files | None = None
    private: Callable[[str], str] | None = None

    @property
    def alone(self) -> frozenset[Kind]:
        """The acts that the desk can do by itself, wherever a message stands."""
        return self.acts if self.deletes_anywhere else self.acts - {Kind.DELETE}

    def on(self, leg: Leg) -> Capabilities:
        """What holds on one leg: a private place may take more and is nobody else's to read."""
        return self if leg is Leg.PUBLIC else _private(self)


@lru_cache(maxsize=64)
def _private(public: Capabilities) -> Capabilities:
    """Asked for every answer of every platform, of which there are a handful."""
    same = replace(public, parts=0, links=True, cashtags=0)
    if not public.private_length:
        return same
    return replace(same, max_length=public.private_length, measure=None)
