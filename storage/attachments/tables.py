"""The files that agents put beside their answers."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import time


class AttachmentRow(SQLModel, table=True):
    """One file; `sent_by` is the key of the send that takes it along, empty until there is one.

    Names and contents are sealed; contents are base64 underneath.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_case", "case_id", "agent"),
        Index("ix_attachment_conversation", "conversation"),
        Index("ix_attachment_saved", "saved_at"),
    )
    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case.id")
    agent: str
    conversation: str
    name: str
    kind: str
    size: int
    saved_at: int = time()
    sent_by: str
    contents: str
