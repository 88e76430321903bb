"""`[incidents]` of settings.toml: when many people with one question are a surge."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class IncidentTable(BaseModel):
    """`[incidents]`: a surge is `least_people` within `window_min`, `times_usual` what that hour
    of the week brings, and less likely than `chance` to be an accident.

    In the first `learn_h` hours nothing is known to be usual, so three times as many are needed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    detect: bool = True
    window_min: Annotated[float, Field(ge=1, le=60)] = 15.0
    least_people: Annotated[int, Field(ge=3, le=100_000)] = 15
    times_usual: Annotated[float, Field(gt=1, le=100)] = 3.0
    chance: Annotated[float, Field(gt=0, le=0.01)] = 1e-6
    learn_h: Annotated[float, Field(ge=0, le=168)] = 6.0
    every_s: Annotated[float, Field(ge=0.05, le=600)] = 60.0
    # Of a message that names an incident's topic in other words; measured in tests/core/incidents.
    match: Annotated[float, Field(ge=0, le=1)] = 0.6
    lapse_h: Annotated[float, Field(gt=0, le=168)] = 2.0
    volatility: Literal["auto", "off"] = "auto"
    strictness: Annotated[float, Field(gt=0, le=1)] = 0.5
    status_page: str = ""
    status_every_s: Annotated[float, Field(ge=0.05, le=86_400)] = 60.0
    status_timeout_s: Annotated[float, Field(gt=0, le=120)] = 10.0

    @field_validator("status_page")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("it should be an http or https address, or empty")
        return value
