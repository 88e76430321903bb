"""Each act of the audit holds the digest of the one before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit_chain",
        sa.Column("id", SERIAL, nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("decision_id", "sealed_at")
        ),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("salt", "person", "words", "previous", "digest")
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("decision_id"),
    )
    people = sa.text("\"by\" <> 'bot'")
    for name, columns in (("ix_decision_people", ["id"]), ("ix_decision_by", ["by", "id"])):
        op.create_index(name, "decision", columns, sqlite_where=people, postgresql_where=people)


def downgrade() -> None:
    op.drop_index("ix_decision_by", "decision")
    op.drop_index("ix_decision_people", "decision")
    op.drop_table("audit_chain")
