"""`[console]`: where agents work, and how."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.tables.door import DoorTable
from core.tables.resolve import REASONS, Reasons


class ConsoleTable(BaseModel):
    """`[console]`: where agents work. `undo_seconds` is how long an answer waits in which its
    agent can undo it; 0: it leaves at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    public_url: str = ""
    mask_personal: bool = True
    door: DoorTable = DoorTable()
    resolve_reasons: Reasons = REASONS
    undo_seconds: Annotated[float, Field(ge=0, le=60)] = 10.0
