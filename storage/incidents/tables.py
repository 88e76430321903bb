"""What incidents remember: questions, how many people ask in an hour, incidents, who was told."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import number, time


class HeardRow(SQLModel, table=True):
    """A question, kept for two days; its text stays with the message."""

    __tablename__ = "heard"
    __table_args__ = (Index("ix_heard_at", "at"),)
    stem: str = Field(primary_key=True)
    platform: str
    account: str
    conversation: str
    address: str
    scene: str
    leg: str
    author_id: str
    message_id: str
    topic: str
    coin: str
    language: str
    article: str
    at: int = time()


class HeardByRow(SQLModel, table=True):
    """That a person asked in a series in an hour; `key` names all three, `at` is the last time."""

    __tablename__ = "heard_by"
    __table_args__ = (Index("ix_heard_by_at", "at", "series", "person"),)
    key: str = Field(primary_key=True)
    series: str
    person: str
    conversation: str
    at: int = time()


class HeardHourRow(SQLModel, table=True):
    """How many people asked in a series in an hour; the nameless series says that we listened."""

    __tablename__ = "heard_hour"
    __table_args__ = (Index("ix_heard_hour_at", "at"),)
    series: str = Field(primary_key=True)
    at: int = time(primary_key=True)
    people: int


class IncidentRow(SQLModel, table=True):
    """One incident; `body` is all of it as JSON, the columns are what queries ask for."""

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_phase", "phase", "updated_at"),)
    id: str = Field(primary_key=True)
    phase: str
    opened_at: int = time()
    updated_at: int = time()
    version: int
    body: str


class AskedRow(SQLModel, table=True):
    """Somebody who asked about an incident; `told_stem` is the question that was answered."""

    __tablename__ = "incident_asked"
    __table_args__ = (Index("ix_incident_asked_at", "incident_id", "at"),)
    incident_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    stem: str
    platform: str
    account: str
    conversation: str
    address: str
    scene: str
    leg: str
    author_id: str
    message_id: str
    topic: str
    coin: str
    language: str
    article: str
    at: int = time()
    times: int
    told_at: int | None = time(nullable=True)
    told_stem: str
    cleared_at: int | None = time(nullable=True)


class SwitchRow(SQLModel, table=True):
    """How a switch was moved; the last row counts."""

    __tablename__ = "switch"
    id: int | None = number()
    name: str
    value: str
    by: str
    at: int | None = time(nullable=True)
    until: int | None = time(nullable=True)
