"""`[log]` of the settings: what the operator reads."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class LogTable(BaseModel):
    """How much is said, and in which form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Literal["debug", "info", "warning", "error"] = "info"
    # auto: JSON wherever no terminal reads
    json_lines: bool | Literal["auto"] = "auto"
