"""The settings of dialogues: `[dialogue]` in settings.toml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class DialogueTable(BaseModel):
    """`[dialogue]`: how long the bot waits for the facts that it asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    patience_min: Annotated[float, Field(gt=0, le=1440)] = 30.0
