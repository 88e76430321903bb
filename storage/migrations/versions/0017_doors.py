"""Passwords, second factors, passkeys and sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_OWNED = ("session", "passkey", "company_identity")


def upgrade() -> None:
    for name in ("disabled_at", "signed_in_at"):
        op.add_column("agent", sa.Column(name, sa.BigInteger(), nullable=True))
    op.create_table(
        "session",
        *_words("digest", "agent"),
        *_times("opened_at", "seen_at", "until"),
        *_words("way"),
        sa.Column("strong", sa.Integer(), nullable=False),
        *_words("device", "address", "revealed"),
        *_keyed("digest"),
    )
    op.create_table(
        "agent_keys",
        *_words("agent", "password"),
        sa.Column("password_at", sa.BigInteger(), nullable=True),
        *_words("secret"),
        sa.Column("secret_at", sa.BigInteger(), nullable=True),
        sa.Column("spent", sa.Integer(), nullable=False),
        *_keyed("agent"),
    )
    op.create_table("spare_code", *_words("agent", "digest"), *_keyed("agent", "digest"))
    op.create_table(
        "passkey",
        *_words("id", "agent", "public_key"),
        *_times("counter"),
        *_words("name"),
        *_times("made_at"),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        *_keyed("id"),
    )
    op.create_table(
        "door_step",
        *_words("digest", "kind", "agent", "body"),
        *_times("until"),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "company_identity", *_words("issuer", "subject", "agent"), *_keyed("issuer", "subject")
    )
    for table in _OWNED:
        op.create_index(f"ix_{table}_agent", table, ["agent"])
    op.create_index("ix_door_step_until", "door_step", ["until"])


def downgrade() -> None:
    for table in ("company_identity", "door_step", "passkey", "spare_code", "agent_keys"):
        op.drop_table(table)
    op.drop_table("session")
    op.drop_column("agent", "signed_in_at")
    op.drop_column("agent", "disabled_at")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _times(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _keyed(*names: str) -> list[sa.Constraint]:
    owner = sa.ForeignKeyConstraint(["agent"], ["agent.id"])
    return [owner, sa.PrimaryKeyConstraint(*names)]
