"""Under which names people were seen, beginning with those known already."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEYS = ("platform", "author_id", "handle", "name", "account")
SEEN = "SELECT platform, account, author_id, handle, name, seen_at, seen_at FROM sighting"
ACCUSED = "SELECT platform, account, author_id, handle, name, opened_at, last_at FROM scam"


def upgrade() -> None:
    names = op.create_table(
        "name_seen",
        *(sa.Column(name, sa.String(), primary_key=True) for name in KEYS),
        sa.Column("folded", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("first_at", "last_at")),
    )
    op.create_index("ix_name_seen_handle", "name_seen", ["platform", "folded", "last_at"])
    known: dict[tuple[str, ...], dict[str, Any]] = {}
    for query in (SEEN, ACCUSED):
        for row in op.get_bind().execute(sa.text(query)):
            _add(known, tuple(row))
    if known:
        op.bulk_insert(names, list(known.values()))


def downgrade() -> None:
    op.drop_table("name_seen")


def _add(known: dict[tuple[str, ...], dict[str, Any]], row: tuple[Any, ...]) -> None:
    platform, account, author_id, handle, name, first_at, last_at = row
    if not (handle or name):
        return
    key = (platform, author_id, handle, name, account)
    fresh = {"folded": handle.casefold(), "first_at": first_at, "last_at": last_at}
    before = known.setdefault(key, dict(zip(KEYS, key, strict=True)) | fresh)
    before["first_at"] = min(before["first_at"], first_at)
    before["last_at"] = max(before["last_at"], last_at)
