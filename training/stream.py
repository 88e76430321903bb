"""What a public desk reads on an ordinary day: how often each intent comes, and lines drawn so.

The shares are ours: an assumption in the open, made for X mentions and community groups together.
Nearly half is talk that asks the desk for nothing. Figures "on a natural stream" are of this mix.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol, TypeVar

NATURAL = {
    "chatter": 0.36, "spam": 0.10, "praise": 0.06, "asset_info": 0.06, "promotion": 0.05,
    "withdrawal": 0.05, "how_to": 0.045, "deposit": 0.04, "complaint": 0.04, "trading": 0.03,
    "fees": 0.025, "kyc": 0.025, "login": 0.02, "fiat": 0.02, "authenticity": 0.01,
    "scam_report": 0.01, "platform_outage": 0.01, "account_security": 0.01, "api": 0.01,
    "business": 0.01, "account_recovery": 0.008, "compliance": 0.005, "crisis": 0.002,
}  # fmt: skip


class Labelled(Protocol):
    """A line that says its intent."""

    @property
    def intent(self) -> str: ...


Line = TypeVar("Line", bound=Labelled)


def weights(lines: Sequence[Labelled]) -> list[float]:
    """How much each line counts, so that all together are an ordinary day; they sum to one."""
    many: dict[str, int] = defaultdict(int)
    for line in lines:
        many[line.intent] += 1
    raw = [NATURAL[line.intent] / many[line.intent] for line in lines]
    return [each / sum(raw) for each in raw]


def drawn(lines: Sequence[Line], many: int, seed: int) -> list[Line]:
    """Lines of an ordinary day, with repeats."""
    luck = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return luck.choices(list(lines), weights(lines), k=many)
