"""The `[bots.twitter]` table, checked; and the credentials, which are never shown again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from bots.twitter.limits import DAY_S, QUARTER_S, THREE_HOURS_S, Rate
from bots.twitter.listening import Listening
from core.errors import ConfigError
from core.settings import checked

WHERE = "settings.toml: [bots.twitter]"
MISSING = "SKERRY_TWITTER_{name} is not set: put it into the environment or .env"
MALFORMED = "SKERRY_TWITTER_{name} holds blanks or line breaks; copy it again"
HALF_AN_OAUTH2 = "client_id and token_file are needed together"

# Environment: SKERRY_TWITTER_<name>.
CREDENTIALS = (
    "CONSUMER_KEY",
    "CONSUMER_SECRET",
    "ACCESS_TOKEN",
    "ACCESS_TOKEN_SECRET",
    "BEARER_TOKEN",
)

# Words that end automated replies at once, alone in a message. By language of the articles.
_STOP = {
    "ar": "توقف|قف|كفى|إلغاء الاشتراك|الغاء الاشتراك|لا تراسلني",
    "de": "stopp|aufhören|abbestellen|abmelden|schreibt mir nicht mehr",
    "en": "stop|stop all|unsubscribe|opt out|optout|stop messaging me|stop replying|leave me alone",
    "es": "alto|para|parar|basta|cancelar suscripción|darme de baja|no me escribas más",
    "fr": "arrêt|arrêter|arrêtez|stopper|désabonner|se désabonner|ne m'écrivez plus",
    "hi": "रुको|रुकें|बंद करो|बंद करें|सदस्यता समाप्त करें|मुझे संदेश मत भेजो",
    "id": "berhenti|hentikan|setop|berhenti berlangganan|jangan kirim lagi",
    "ja": "停止する|やめて|やめてください|配信停止|登録解除|ストップ",
    "ko": "그만|중지|수신거부|수신 거부|구독 취소|그만 보내세요",
    "pt": "pare|parem|cancelar inscrição|descadastrar|sair da lista|não me escreva mais",
    "ru": "стоп|стой|хватит|отписаться|отпишите меня|не пишите мне",
    "tr": "dur|durdur|yeter|abonelikten çık|bana yazma",
    "vi": "dừng|dừng lại|ngừng|hủy đăng ký|đừng nhắn nữa",
    "zh": "停止|停|退订|取消订阅|别再发了|不要再发了|停止回复",
}
STOP_WORDS = {language: tuple(words.split("|")) for language, words in _STOP.items()}

_URL = re.compile(r"https?://[^\s/]+")


class Table(BaseModel):
    """Frozen, and nothing unknown gets in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Prices(Table):
    """US dollars a call or a thing read. Source: X docs, Pricing (2026-04-20), pay per use."""

    post_read: float = Field(default=0.005, ge=0)  # "Post read"
    owned_read: float = Field(default=0.001, ge=0)  # our own mentions and posts, as the app's owner
    user_read: float = Field(default=0.010, ge=0)  # "User read"
    message_read: float = Field(default=0.010, ge=0)  # "DM event read"
    post: float = Field(default=0.015, ge=0)  # "create post"
    post_with_link: float = Field(default=0.200, ge=0)  # "create post containing a URL"
    summoned_reply: float = Field(default=0.010, ge=0)  # a reply to somebody who mentioned us
    message: float = Field(default=0.015, ge=0)  # "DM create"
    # The pricing page names a price for deletions only; hiding a reply is taken to be the same.
    act: float = Field(default=0.010, ge=0)
    # Whether the people and posts that come along are paid for is not written: taken to be so.
    count_included: bool = True


class Limits(Table):
    """How fast we speak. Source: X docs, Rate limits; Manage posts (300 in 3 h). Headers win."""

    posts_per_quarter_hour: int = Field(default=100, ge=1)
    posts_per_three_hours: int = Field(default=300, ge=1)
    posts_per_day: int = Field(default=10_000, ge=1)
    messages_per_quarter_hour: int = Field(default=15, ge=1)
    messages_per_day: int = Field(default=1_440, ge=1)
    acts_per_quarter_hour: int = Field(default=50, ge=1)

    @property
    def posts(self) -> tuple[Rate, ...]:
        return (
            Rate(self.posts_per_quarter_hour, QUARTER_S),
            Rate(self.posts_per_three_hours, THREE_HOURS_S),
            Rate(self.posts_per_day, DAY_S),
        )

    @property
    def messages(self) -> tuple[Rate, ...]:
        return (
            Rate(self.messages_per_quarter_hour, QUARTER_S),
            Rate(self.messages_per_day, DAY_S),
        )

    @property
    def acts(self) -> tuple[Rate, ...]:
        return (Rate(self.acts_per_quarter_hour, QUARTER_S),)


class Webhook(Table):
    """Where X delivers events in webhook mode, behind your own TLS; `public_url` as X calls it."""

    host: str = "127.0.0.1"
    port: int = Field(default=8443, ge=0, le=65_535)
    path: str = Field(default="/x/webhook", pattern=r"^/[^\s?#]*$")
    public_url: str = ""


class OAuth2(Table):
    """User tokens that expire; empty: the four OAuth 1.0a credentials act for the user."""

    client_id: str = ""
    token_file: str = ""


class Config(Table):
    """How to reach the API, how often to ask, how fast to speak and what it may cost."""

    base_url: str = "https://api.twitter.com"
    mode: Literal["polling", "webhook"] = "polling"
    webhook: Webhook = Webhook()
    stream: bool = False
    listening: Listening = Listening()
    # 300 calls in 15 minutes are allowed for mentions, but only 15 for messages.
    mentions_every_s: float = Field(default=15, gt=0)
    messages_every_s: float = Field(default=65, gt=0)
    watch_conversations: bool = False
    watch_every_s: float = Field(default=300, gt=0)
    watch_hours: float = Field(default=24, gt=0)
    proxy: str = ""
    connect_timeout_s: float = Field(default=5, gt=0)
    answer_timeout_s: float = Field(default=20, gt=0)
    # A post just made may take a moment to show in our own timeline.
    look_again_after_s: float = Field(default=10, ge=0)
    seconds_between_posts: float = Field(default=1, ge=0)
    spend_cap_usd_per_day: float = Field(default=0, ge=0)
    prices: Prices = Prices()
    limits: Limits = Limits()
    oauth2: OAuth2 = OAuth2()
    stop_words: dict[str, tuple[str, ...]] = STOP_WORDS
    # X's answer to your request to let text written by a model go out unseen.
    approval_reference: str = ""

    @property
    def posting_rates(self) -> tuple[Rate, ...]:
        """The limits for posts, and the pace between two."""
        return (*self.limits.posts, Rate(1, self.seconds_between_posts))

    @field_validator("base_url")
    @classmethod
    def _an_address(cls, url: str) -> str:
        if not _URL.match(url):
            raise ValueError("has to begin with http:// or https://")
        return url.rstrip("/")

    @field_validator("oauth2")
    @classmethod
    def _whole(cls, oauth2: OAuth2) -> OAuth2:
        if bool(oauth2.client_id) != bool(oauth2.token_file):
            raise ValueError(HALF_AN_OAUTH2)
        return oauth2


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """One app's and one account's credentials; `repr` shows none."""

    consumer_key: SecretStr
    consumer_secret: SecretStr
    access_token: SecretStr
    access_token_secret: SecretStr
    bearer_token: SecretStr


def read_table(table: Mapping[str, Any]) -> Config:
    """The table as a Config; raises ConfigError with one line."""
    return checked(Config, table, WHERE)


def read_secrets(secrets: Mapping[str, str]) -> Secrets:
    """The five credentials; raises ConfigError that repeats none of them."""
    return Secrets(**{name.lower(): _secret(name, secrets) for name in CREDENTIALS})


def _secret(name: str, secrets: Mapping[str, str]) -> SecretStr:
    value = secrets.get(name, "").strip()
    if not value:
        raise ConfigError(MISSING.format(name=name))
    if not value.isprintable() or " " in value:
        raise ConfigError(MALFORMED.format(name=name))
    return SecretStr(value)
