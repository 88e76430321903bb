"""Why cases are resolved: the codes that agents choose from, in the order in which they stand."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

ReasonCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Reasons = Annotated[tuple[ReasonCode, ...], Field(min_length=1, max_length=30)]
REASONS: tuple[str, ...] = (
    "solved",
    "answered",
    "no_reply",
    "duplicate",
    "handed_on",
    "not_for_us",
    "spam",
    "other",
)
