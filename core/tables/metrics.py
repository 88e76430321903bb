"""`[metrics]` of the settings: figures for Prometheus, on a port of their own."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class MetricsTable(BaseModel):
    """Whether metrics are served, and where; they name nobody, but are nobody else's business."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: bool = False
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 9187
    look_s: Annotated[float, Field(ge=1, le=600)] = 10.0
