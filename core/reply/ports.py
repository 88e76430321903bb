"""The seam for whoever words an answer anew: what he is given, and what he may fail with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.actions import Article
from core.errors import DeskError


class WordingUnavailable(DeskError):  # noqa: N818
    """Nobody can word this now: missing, broken, busy or too slow; the template is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be worded: the masked question and the one article that answers it.

    `most` is the number of characters that the words may have; `public` that others read along.
    """

    question: str
    article: Article
    most: int
    public: bool


class Wording(Protocol):
    """Words an answer: a model's words, which are looked over before anybody reads them."""

    @property
    def name(self) -> str:
        """What people are told: the model's name."""
        ...

    async def word(self, wish: Wish) -> str:
        """The answer in the article's language; raises WordingUnavailable."""
        ...

    async def close(self) -> None:
        """End what it holds; nobody asks any more."""
        ...
