"""What programs see of the numbers; times in seconds, shares from 0 to 1."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field


class Figure(BaseModel):
    """One number: `sample` is of how many it was made, `before` what it was the period before.

    `value` is null where there is nothing, or too little, to say anything.
    """

    unit: str
    value: float | None
    sample: int
    before: float | None


class Picture(BaseModel):
    """What a picture is drawn of: a value for each label, by the name of its row."""

    unit: str
    labels: list[str]
    series: dict[str, list[float | None]]


class Only(BaseModel):
    """What the numbers are about; empty is all."""

    platform: str
    topic: str
    language: str


class AgentNumbers(BaseModel):
    """What one agent did."""

    agent: str
    claimed: int
    replies: int
    resolved: int
    handed_back: int
    first_p50_s: float | None
    score: float | None


class Numbers(BaseModel):
    """A span of time; `counted_since` is from when on everything was counted."""

    start: datetime = Field(alias="from")
    end: datetime = Field(alias="to")
    zone: str
    counted_since: datetime
    filters: Only
    figures: dict[str, Figure]
    pictures: dict[str, Picture]
    people: list[AgentNumbers]
