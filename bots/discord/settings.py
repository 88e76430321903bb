"""The `[bots.discord]` table, checked; and the token, which is never shown again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from core.errors import ConfigError
from core.settings import checked

WHERE = "settings.toml: [bots.discord]"
MISSING = "SKERRY_DISCORD_TOKEN is not set: put the token of your bot into the environment or .env"
MALFORMED = (
    "SKERRY_DISCORD_TOKEN is not a bot token: expected letters, digits and dots, as the developer"
    " portal shows it, without the word Bot"
)

NO_ID = "has to be a channel's id, digits only: right-click the channel, Copy Channel ID"

_TOKEN = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){1,2}")
SHORTEST_TOKEN = 20
_HTTP, _WS = re.compile(r"https?://[^\s/]+\S*"), re.compile(r"wss?://[^\s/]+\S*")


class Config(BaseModel):
    """How to reach Discord, where to listen and how fast to work; times in seconds.

    `watch_channels` empty means every channel that the bot can read; `watch_min` is how many
    minutes others are read in the channel where somebody turned to us. `moderator_roles` come on
    top of the roles whose permissions make a moderator. `staff_channel` is the moderators' room.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_base: str = "https://discord.com/api/v10"
    gateway_url: str = ""
    proxy: str = ""
    support_channels: frozenset[int] = frozenset()
    watch_channels: frozenset[int] = frozenset()
    moderator_roles: frozenset[int] = frozenset()
    staff_channel: int = Field(default=0, ge=0, lt=2**63)
    watch_min: float = Field(default=30, ge=0, le=1440)
    message_content: bool = True
    members: bool = True
    private_threads: bool = True
    typing: bool = True
    backfill_messages: int = Field(default=1000, ge=0)
    backfill_threads: int = Field(default=50, ge=0)
    restrict_hours: float = Field(default=24, gt=0, le=28 * 24)
    longest_wait_s: float = Field(default=30, ge=30)
    identify_pause_s: float = Field(default=5, ge=0)
    identify_reserve: int = Field(default=50, ge=0)
    guilds_quiet_s: float = Field(default=2, ge=0)
    silence_s: float = Field(default=60, gt=0)
    resume_within_s: float = Field(default=60, gt=0)
    sends_per_second: int = Field(default=45, ge=1, le=50)
    dms_opened_per_minute: int = Field(default=10, ge=1)

    @field_validator("staff_channel", mode="before")
    @classmethod
    def _an_id_or_nothing(cls, given: object) -> object:
        if given == "":
            return 0
        if isinstance(given, bool) or not str(given).isdecimal():
            raise ValueError(NO_ID)
        return given

    @field_validator("api_base")
    @classmethod
    def _an_address(cls, url: str) -> str:
        if not _HTTP.fullmatch(url):
            raise ValueError("has to begin with http:// or https://")
        return url.rstrip("/")

    @field_validator("gateway_url")
    @classmethod
    def _a_socket_or_nothing(cls, url: str) -> str:
        if url and not _WS.fullmatch(url):
            raise ValueError("has to begin with ws:// or wss://, or be empty")
        return url


def read_table(table: Mapping[str, Any]) -> Config:
    """The table as a Config; raises ConfigError with one line."""
    return checked(Config, table, WHERE)


def read_token(secrets: Mapping[str, str]) -> SecretStr:
    """The bot's token; raises ConfigError that does not repeat it."""
    token = secrets.get("TOKEN", "").strip()
    if not token:
        raise ConfigError(MISSING)
    if len(token) < SHORTEST_TOKEN or not _TOKEN.fullmatch(token):
        raise ConfigError(MALFORMED)
    return SecretStr(token)
