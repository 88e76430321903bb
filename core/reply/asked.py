"""What people ask, beside the questions that an article names itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in any language and the article it leads to; None: no article answers it.

    The article need not exist in the question's own language.
    """

    text: str
    article: str | None
    language: str
