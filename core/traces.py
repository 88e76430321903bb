"""What an attacker leaves behind and uses again, as one value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Something an attacker reuses: `kind` is text | host | handle | mail | phone | wallet.

    `digest` finds it again, `shown` is for people (never more than 60 characters).
    """

    kind: str
    digest: str
    shown: str = ""
