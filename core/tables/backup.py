"""`[backup]` of settings.toml: where copies of the desk's memory go, and how long they stay."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

# Credentials, in the environment only. Several keys, with commas: the first one seals.
KEY = "SKERRY_BACKUP_KEY"
S3_ID, S3_SECRET = "SKERRY_BACKUP_S3_ID", "SKERRY_BACKUP_S3_SECRET"
SECRETS = (KEY, S3_ID, S3_SECRET)
TOO_LONG = (
    "keep_daily and keep_weekly keep backups for {days} days, but what was erased must be gone from"
    " them within {promise}: lower them, or raise gone_within_days"
)


class BackupTable(BaseModel):
    """`target` is a folder or s3://bucket/prefix; empty: no backups by schedule.

    The newest of each of the last `keep_daily` days and `keep_weekly` weeks stays, none longer than
    `gone_within_days`: within that time a person who was erased is gone from backups too. At start
    an SQLite file is looked through for damage for `check_s` seconds at most.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: str = ""
    every_h: Annotated[float, Field(gt=0, le=168)] = 24.0
    keep_daily: Annotated[int, Field(ge=1, le=365)] = 7
    keep_weekly: Annotated[int, Field(ge=0, le=52)] = 3
    gone_within_days: Annotated[int, Field(ge=2, le=400)] = 30
    before_migration: bool = True
    key_file: str = ""
    endpoint: str = ""
    region: str = ""
    check_s: Annotated[float, Field(ge=0, le=600)] = 2.0

    @model_validator(mode="after")
    def _within_the_promise(self) -> BackupTable:
        # A week's newest backup may be six days older than the week counts.
        days = max(self.keep_daily, 7 * self.keep_weekly)
        if days >= self.gone_within_days:
            raise ValueError(TOO_LONG.format(days=days, promise=self.gone_within_days))
        return self
