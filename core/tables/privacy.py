"""`[privacy]`: how long each kind of words is kept, and when erased bytes leave the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.privacy.rights import Kept

# Makes the digests of erased people; without it a key is made and kept with them.
KEY = "SKERRY_PRIVACY_KEY"
# 0 keeps for ever; a century is for ever as well.
Days = Annotated[int, Field(ge=0, le=36_500)]


class PrivacyTable(BaseModel):
    """Days after which words go; 0 keeps them. Counters, times and codes stay in any case.

    `scrub_hour` (UTC) is when an SQLite file larger than `scrub_at_once_mb` is written anew after
    an erasure; a smaller one at once. `ledger` keeps digests of erased people beside the database.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    public_days: Days = 180
    private_days: Days = 180
    case_days: Days = 180
    note_days: Days = 365
    letter_days: Days = 30
    evidence_days: Days = 180
    audit_days: Days = 1_825
    draft_days: Days = 30
    session_days: Days = 30
    delivery_days: Days = 14
    search_days: Days = 0
    name_days: Days = 730
    rehydrate: bool = True
    rehydrate_days: Annotated[int, Field(ge=1, le=365)] = 7
    scrub_hour: Annotated[int, Field(ge=0, le=23)] = 3
    scrub_at_once_mb: Annotated[int, Field(ge=0, le=1_000_000)] = 256
    ledger: str = "erasures.jsonl"

    def spans(self) -> Mapping[Kept, timedelta]:
        """How long each kind is kept, as far as it is not kept for ever."""
        days = {each: int(getattr(self, f"{each.value}_days")) for each in Kept}
        return {each: timedelta(days=number) for each, number in days.items() if number}
