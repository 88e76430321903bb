"""How the simulated X behaves where tests want to turn a screw."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

HEADER_MODES = ("right", "missing", "past", "garbage")


@dataclass(slots=True, kw_only=True)
class Settings:
    """Defaults are the documented ones; durations in seconds.

    `rate_headers`: right | missing | past (a reset that is long over, a full budget) | garbage.
    `implicit_summons`: whether a reply's leading mentions count as a summons (undocumented).
    """

    strict: bool = True
    limits: bool = True
    rate_headers: str = "right"
    keep_alive: float = 20.0
    stream_connections: int = 1
    most_rules: int = 1_000
    summon_rule: bool = True
    implicit_summons: bool = False
    quotes_allowed: bool = False
    refuse_duplicates: bool = True
    duplicate_window: float = 86_400.0
    most_cashtags: int = 1
    mention_cap: int = 800
    search_delay: float = 30.0
    search_window: float = 7 * 86_400.0
    dm_window: float = 30 * 86_400.0
    access_token_life: float = 7_200.0
    signed_for: str = "https://api.twitter.com"
    clock_tolerance: float = 300.0
    webhook_retry: float = 1.0
    webhook_tries: int = 5
    webhook_timeout: float = 10.0
    usage_cap: int = 3_000_000

    def change(self, **changes: Any) -> dict[str, Any]:
        """Turn some screws; the state of all of them."""
        known = {each.name: type(getattr(self, each.name)) for each in fields(self)}
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"no setting {name!r}: one of {', '.join(sorted(known))}")
            if name == "rate_headers" and value not in HEADER_MODES:
                raise ValueError(f"rate_headers is one of {', '.join(HEADER_MODES)}")
            setattr(self, name, known[name](value))
        return asdict(self)
