"""What programs see of the desk itself."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from console.api.models import Verdict


class Incident(BaseModel):
    """One thing that is wrong for many."""

    id: str
    title: str
    phase: str
    source: str
    topics: list[str]
    coins: list[str]
    opened_at: datetime
    updated_at: datetime
    merged_into: str | None
    asked: int
    told: int
    cleared: int
    version: int


class Incidents(BaseModel):
    """Incidents, the latest first."""

    items: list[Incident]


class Thought(BaseModel):
    """What the desk thinks of a text, and the text as it would have been kept."""

    masked_text: str
    secrets: list[str]
    verdict: Verdict


class Me(BaseModel):
    """The token that asks: `granted` is what its owner's role leaves of its scopes."""

    token: str
    name: str
    owner: str
    role: str
    scopes: list[str]
    granted: list[str]
    expires_at: datetime | None


class Adapter(BaseModel):
    """How one platform, or one part of the desk, is doing."""

    name: str
    state: str
    since: datetime


class Health(BaseModel):
    """How the desk is doing."""

    platforms: list[Adapter]
    parts: list[Adapter]
