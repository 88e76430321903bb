"""`[api]` of settings.toml: how much programs may ask, and whom webhooks may reach."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator


class ApiTable(BaseModel):
    """`burst` requests at once and `per_minute` after that, for each token.

    Webhooks go to public addresses over https alone; `inside_hosts` names those inside your own
    network that they may reach as well, over http too. Deliveries are kept for `keep_days`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_minute: Annotated[int, Field(ge=1, le=100_000)] = 300
    burst: Annotated[int, Field(ge=1, le=10_000)] = 60
    inside_hosts: tuple[str, ...] = ()
    webhook_timeout_s: Annotated[float, Field(gt=0, le=60)] = 10.0
    webhooks_at_once: Annotated[int, Field(ge=1, le=64)] = 8
    keep_days: Annotated[int, Field(ge=1, le=365)] = 14
    seal_every_s: Annotated[float, Field(ge=0.1, le=60)] = 1.0

    @field_validator("inside_hosts")
    @classmethod
    def _hosts(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if any("/" in each or ":" in each or not each.strip() for each in names):
            raise ValueError("write names or addresses alone, such as 'hooks.internal'")
        return tuple(each.strip().lower().rstrip(".") for each in names)
