"""Who linked his handle with an account of the exchange, and how often somebody tried to."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import time


class AccountLinkRow(SQLModel, table=True):
    """One link; `name` is the handle that was shown when it was made, by `mark` others with the
    same reference are found."""

    __tablename__ = "account_link"
    __table_args__ = (Index("ix_account_link_author", "platform", "author_id"),)
    platform: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    author_id: str = Field(primary_key=True)
    name: str
    reference: str
    mark: str = Field(index=True, sa_column_kwargs={"server_default": ""})
    since: int = time()
    freeze_until: int | None = time(nullable=True)


class AccountTryRow(SQLModel, table=True):
    """How many linking codes somebody sent since `began`."""

    __tablename__ = "account_try"
    platform: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    author_id: str = Field(primary_key=True)
    began: int = time()
    tries: int
