"""`[traces]` of the settings: the way of single messages, for a collector of OpenTelemetry."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class TracesTable(BaseModel):
    """Whether spans are sent, and where; `share` of all messages, the same in every process."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: bool = False
    endpoint: Annotated[str, Field(pattern=r"^https?://")] = "http://127.0.0.1:4318/v1/traces"
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
