"""What programs need: tokens, requests that were made before, webhooks and what they are told.

Of webhooks everything that grows with traffic carries the conversation: a case's events go out in
its order. What belongs to no case stands under a name of its own there.
"""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.engine.columns import number, partial, time


class ApiTokenRow(SQLModel, table=True):
    """A token's digest and what it was made for; scopes are parted by spaces."""

    __tablename__ = "api_token"
    id: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    name: str
    agent: str = Field(index=True)
    scopes: str
    made_at: int = time()
    made_by: str
    expires_at: int | None = time(nullable=True)
    used_at: int | None = time(nullable=True)
    revoked_at: int | None = time(nullable=True)


class ApiOnceRow(SQLModel, table=True):
    """A request that named a key; `status` is 0 while it runs."""

    __tablename__ = "api_once"
    __table_args__ = (Index("ix_api_once_at", "at"),)
    token: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    digest: str
    at: int = time()
    status: int
    body: str
    etag: str
    place: str


class WebhookRow(SQLModel, table=True):
    """An address that is told of events, which are parted by spaces."""

    __tablename__ = "webhook"
    id: str = Field(primary_key=True)
    url: str
    events: str
    secret: str
    old_secret: str
    old_until: int | None = time(nullable=True)
    made_at: int = time()
    made_by: str
    failing_since: int | None = time(nullable=True)
    off_why: str
    version: int


class WebhookDeliveryRow(SQLModel, table=True):
    """One event for one webhook: pending | sent | failed; while it is sent its time is later."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        partial(
            "ix_webhook_delivery_lane",
            "webhook_id",
            "conversation",
            "id",
            where="state = 'pending'",
        ),
        partial("ix_webhook_delivery_due", "due_at", "id", where="state = 'pending'"),
        Index("ix_webhook_delivery_of", "webhook_id", "id"),
        Index("ix_webhook_delivery_settled", "settled_at"),
    )
    id: int | None = number()
    webhook_id: str = Field(foreign_key="webhook.id")
    event_id: str
    event: str
    conversation: str
    body: str
    made_at: int = time()
    due_at: int = time()
    state: str
    attempts: int
    answer: int
    why: str
    settled_at: int | None = time(nullable=True)


class WebhookToldRow(SQLModel, table=True):
    """How something looked when webhooks were told of it last."""

    __tablename__ = "webhook_told"
    subject: str = Field(primary_key=True)
    conversation: str
    state: str


class WebhookMarkRow(SQLModel, table=True):
    """How far something was read for webhooks."""

    __tablename__ = "webhook_mark"
    name: str = Field(primary_key=True)
    number: int = time()
