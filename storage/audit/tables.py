"""The chain over the audit: one row for each act that was sealed."""

from __future__ import annotations

from sqlmodel import SQLModel

from storage.engine.columns import number, time


class AuditChainRow(SQLModel, table=True):
    """One seal; `id` is its place in the chain. It names nobody: a person can be erased."""

    __tablename__ = "audit_chain"
    id: int | None = number()
    decision_id: int = time(unique=True)
    sealed_at: int = time()
    salt: str
    person: str
    words: str
    previous: str
    digest: str
