"""`[triage.encoder]` of the settings: what reads along where the cheap stage doubts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class EncoderTable(BaseModel):
    """Which encoder, where its weights are, and when it is too slow to be asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    use: Literal["default", "off", "hub"] = "default"
    weights: str = ""
    model: str = ""
    head: Literal["", "intent", "urgency", "sentiment", "stance"] = ""
    labels: dict[str, str] = {}
    slowest_ms: Annotated[float, Field(gt=0)] = 250.0
    pause_s: Annotated[float, Field(ge=0, le=86_400)] = 30.0
