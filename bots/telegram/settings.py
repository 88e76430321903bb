"""The `[bots.telegram]` table, checked; and the token, which is never shown again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bots.telegram.limits import Rate, Rates
from core.errors import ConfigError

WHERE = "settings.toml: [bots.telegram]"
MISSING = "SKERRY_TELEGRAM_TOKEN is not set: put the token of your bot into the environment or .env"
MALFORMED = (
    "SKERRY_TELEGRAM_TOKEN is not a bot token: expected digits, a colon and letters, as BotFather"
    " shows it"
)
NO_WEBHOOK = 'is not available in this version; use mode = "polling"'

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,128}")
_URL = re.compile(r"https?://[^\s/]+.*")


class Config(BaseModel):
    """How to reach the Bot API and how fast to speak; times in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    mode: Literal["polling", "webhook"] = "polling"
    proxy: str = ""
    poll_timeout_s: int = Field(default=30, ge=0, le=50)
    poll_margin_s: float = Field(default=10, gt=0)
    album_quiet_s: float = Field(default=1.2, ge=0)
    album_longest_s: float = Field(default=10, ge=0)
    restrict_hours: float = Field(default=24, ge=0)
    sends_per_second: int = Field(default=30, ge=1)
    seconds_per_chat: float = Field(default=1, ge=0)
    sends_per_group_minute: int = Field(default=20, ge=1)

    @field_validator("base_url", "base_file_url")
    @classmethod
    def _a_prefix_for_the_token(cls, url: str) -> str:
        if not _URL.fullmatch(url):
            raise ValueError("has to begin with http:// or https://")
        if "{token}" in url or url.endswith("/bot"):
            return url
        return f"{url.rstrip('/')}/bot"

    @field_validator("mode")
    @classmethod
    def _only_polling(cls, mode: str) -> str:
        if mode != "polling":
            raise ValueError(NO_WEBHOOK)
        return mode

    @property
    def rates(self) -> Rates:
        """The limiter's share of the table."""
        return Rates(
            overall=Rate(self.sends_per_second, 1.0),
            chat=Rate(1, self.seconds_per_chat),
            group=Rate(self.sends_per_group_minute, 60.0),
        )


def read_table(table: Mapping[str, Any]) -> Config:
    """The table as a Config; raises ConfigError with one line."""
    try:
        return Config.model_validate(dict(table))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        why = first["msg"].removeprefix("Value error, ")
        raise ConfigError(f"{WHERE} {key}: {why}") from None


def read_token(secrets: Mapping[str, str]) -> SecretStr:
    """The bot's token; raises ConfigError that does not repeat it."""
    token = secrets.get("TOKEN", "").strip()
    if not token:
        raise ConfigError(MISSING)
    if not _TOKEN.fullmatch(token):
        raise ConfigError(MALFORMED)
    return SecretStr(token)
