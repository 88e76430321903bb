"""What the door remembers: sessions, keys, half-done sign-ins. Of what a browser keeps, digests."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.engine.columns import time


class SessionRow(SQLModel, table=True):
    """A browser that is signed in; `revealed` is JSON: case -> until when."""

    __tablename__ = "session"
    digest: str = Field(primary_key=True)
    agent: str = Field(foreign_key="agent.id", index=True)
    opened_at: int = time()
    seen_at: int = time()
    until: int = time()
    way: str
    strong: int
    device: str
    address: str
    revealed: str


class KeysRow(SQLModel, table=True):
    """One agent's password, hashed, and the secret of his codes; `spent` is the last time step."""

    __tablename__ = "agent_keys"
    agent: str = Field(primary_key=True, foreign_key="agent.id")
    password: str
    password_at: int | None = time(nullable=True)
    secret: str
    secret_at: int | None = time(nullable=True)
    spent: int


class SpareRow(SQLModel, table=True):
    """The digest of a code that works once when the device with the codes is lost."""

    __tablename__ = "spare_code"
    agent: str = Field(primary_key=True, foreign_key="agent.id")
    digest: str = Field(primary_key=True)


class PasskeyRow(SQLModel, table=True):
    """The public half of a key on somebody's device."""

    __tablename__ = "passkey"
    id: str = Field(primary_key=True)
    agent: str = Field(foreign_key="agent.id", index=True)
    public_key: str
    counter: int = time()
    name: str
    made_at: int = time()
    used_at: int | None = time(nullable=True)


class StepRow(SQLModel, table=True):
    """A sign-in that is half done; `body` is JSON."""

    __tablename__ = "door_step"
    digest: str = Field(primary_key=True)
    kind: str
    agent: str
    body: str
    until: int = time(index=True)


class CompanyRow(SQLModel, table=True):
    """Who an agent is by the company's own sign-in."""

    __tablename__ = "company_identity"
    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    agent: str = Field(foreign_key="agent.id", index=True)
