"""The `[bots.telegram]` table, checked; and the token, which is never shown again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    field_validator,
    model_validator,
)

from bots.telegram.limits import GENERAL_TOPIC, Rate, Rates
from core.errors import ConfigError
from core.settings import checked

WHERE = "settings.toml: [bots.telegram]"
MISSING = "SKERRY_TELEGRAM_TOKEN is not set: put the token of your bot into the environment or .env"
MALFORMED = (
    "SKERRY_TELEGRAM_TOKEN is not a bot token: expected digits, a colon and letters, as BotFather"
    " shows it"
)
NO_SCHEME = "has to begin with http:// or https://"
NO_PATH = "the path has to begin with / and be made of letters, digits and . / ~ % : - _"
NO_GROUP = (
    'has to be the id of a group like "-1001234567890", with one of its topics "-1001234567890/5"'
)
NO_ADDRESS = 'mode = "webhook" needs the public address that Telegram is to call'

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,128}")
_URL = re.compile(r"https?://[^\s/]+.*")
_PATH = re.compile(r"/[\w./~%:-]*")
_GROUP = re.compile(r"(-\d{1,20})(?:/(\d{1,19}))?")


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
    # The moderators' own room: a group that only staff can enter, perhaps one of its topics.
    staff_group: str = ""
    # How often the server is asked how it sees us.
    checkup_s: float = Field(default=60, gt=0)
    # What people see of us besides answers.
    typing: bool = True
    commands: bool = True
    acknowledge: Literal["", "👀", "✍", "👌", "🫡"] = ""
    # The public address that Telegram calls, and where we listen for it behind the proxy.
    webhook_url: str = ""
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=1, le=65_535)
    webhook_path: str = ""
    webhook_connections: int = Field(default=40, ge=1, le=100)
    webhook_body_bytes: int = Field(default=1_048_576, ge=1024)
    webhook_store_s: float = Field(default=10, gt=0)
    webhook_secret_hours: float = Field(default=24, gt=0)

    @field_validator("base_url", "base_file_url")
    @classmethod
    def _a_prefix_for_the_token(cls, url: str) -> str:
        if not _URL.fullmatch(url):
            raise ValueError(NO_SCHEME)
        if "{token}" in url or url.endswith("/bot"):
            return url
        return f"{url.rstrip('/')}/bot"

    @field_validator("webhook_url")
    @classmethod
    def _an_address(cls, url: str) -> str:
        if url and not _URL.fullmatch(url):
            raise ValueError(NO_SCHEME)
        return url

    @field_validator("staff_group", mode="before")
    @classmethod
    def _a_group(cls, value: object) -> str:
        """The address of a group or topic; a bare number is what TOML and variables make of it."""
        given = str(value).strip() if isinstance(value, str | int) else NO_GROUP
        if not given:
            return ""
        found = _GROUP.fullmatch(given)
        if found is None:
            raise ValueError(NO_GROUP)
        topic = int(found[2] or GENERAL_TOPIC)
        return found[1] if topic == GENERAL_TOPIC else f"{found[1]}/{topic}"

    @model_validator(mode="after")
    def _pushed_somewhere(self) -> Self:
        if self.mode == "webhook" and not self.webhook_url:
            raise ValueError(NO_ADDRESS)
        if not _PATH.fullmatch(self.local_path):
            raise ValueError(NO_PATH)
        return self

    @property
    def rates(self) -> Rates:
        """The limiter's share of the table."""
        return Rates(
            overall=Rate(self.sends_per_second, 1.0),
            chat=Rate(1, self.seconds_per_chat),
            group=Rate(self.sends_per_group_minute, 60.0),
        )

    @property
    def local_path(self) -> str:
        """Where we listen: what is set, else the public address's own path."""
        return self.webhook_path or urlsplit(self.webhook_url).path or "/"


def read_table(table: Mapping[str, Any]) -> Config:
    """The table as a Config; raises ConfigError with one line."""
    return checked(Config, table, WHERE, whole="webhook_url")


def read_token(secrets: Mapping[str, str]) -> SecretStr:
    """The bot's token; raises ConfigError that does not repeat it."""
    token = secrets.get("TOKEN", "").strip()
    if not token:
        raise ConfigError(MISSING)
    if not _TOKEN.fullmatch(token):
        raise ConfigError(MALFORMED)
    return SecretStr(token)
