"""`[team]` of settings.toml: whether the desk gives cases to people, and how long it waits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class TeamTable(BaseModel):
    """`[team]`: `assign` gives a case to somebody on shift, `offer` only asks him.

    Who does nothing with it for `react_min` loses it to the queue. A case waits `fit_min` for
    somebody on shift who knows its language and topic; the most urgent ones wait for nobody.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    assign: Literal["off", "offer", "assign"] = "off"
    react_min: Annotated[float, Field(gt=0, le=240)] = 5.0
    fit_min: Annotated[float, Field(ge=0, le=240)] = 10.0
    again_min: Annotated[float, Field(ge=0, le=1440)] = 60.0
    every_s: Annotated[float, Field(ge=0.05, le=60)] = 2.0
