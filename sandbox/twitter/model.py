"""What the simulated X remembers: people, posts, direct messages, rules, webhooks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

EVERYONE = "everyone"
REPLY_SETTINGS = (EVERYONE, "mentionedUsers", "following", "subscribers", "verified")
DM_DOORS = ("open", "closed", "verified")


@dataclass(slots=True)
class User:
    """An account; `dms`: open (to whoever wrote first) | closed | verified (senders only)."""

    id: int
    name: str
    username: str
    created_at: float = 0.0
    description: str = ""
    followers: int = 0
    verified: bool = False
    premium: bool = False
    protected: bool = False
    suspended: bool = False
    dms: str = "open"
    blocks_us: bool = False
    follows_us: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text and the short one that stands for it."""

    short: str
    expanded: str


@dataclass(slots=True)
class Post:
    """One version of a post.

    `typed`: what the author wrote; `text`: what the API shows, escaped, addresses shortened, with
    the leading mentions of a reply (`prefix` code points, the users in `implicit`); `note`: the
    whole text where `text` is cut short; `history`: shared by all versions, oldest first.
    """

    id: int
    author: int
    created_at: float
    sequence: int
    typed: str
    text: str
    links: list[Link] = field(default_factory=list[Link])
    mentions: list[int] = field(default_factory=list[int])
    implicit: list[int] = field(default_factory=list[int])
    prefix: int = 0
    note: str = ""
    reply_to: int = 0
    quotes: int = 0
    repost_of: int = 0
    conversation: int = 0
    in_reply_to_user: int = 0
    reply_settings: str = EVERYONE
    lang: str = "en"
    history: list[int] = field(default_factory=list[int])
    hidden: bool = False

    @property
    def superseded(self) -> bool:
        """Whether a later edit took this version's place."""
        return self.history[-1] != self.id


@dataclass(slots=True)
class DirectMessage:
    """One event of a one-to-one conversation."""

    id: int
    sender: int
    recipient: int
    created_at: float
    sequence: int
    text: str
    links: list[Link] = field(default_factory=list[Link])

    @property
    def conversation(self) -> str:
        """Both ids, the smaller first."""
        return "-".join(str(each) for each in sorted((self.sender, self.recipient)))


@dataclass(frozen=True, slots=True)
class Rule:
    """A stream rule."""

    id: str
    value: str
    tag: str = ""

    def json(self) -> Json:
        """As the API shows it: no tag at all where none was given."""
        return {"id": self.id, "value": self.value} | ({"tag": self.tag} if self.tag else {})


@dataclass(slots=True)
class Webhook:
    """A registered address and whether its last challenge was answered."""

    id: str
    url: str
    created_at: str
    valid: bool = True

    def json(self) -> Json:
        """As the API shows it."""
        return {
            "id": self.id,
            "url": self.url,
            "valid": self.valid,
            "created_at": self.created_at,
        }


@dataclass(frozen=True, slots=True)
class Subscription:
    """Which events about whom go to a webhook."""

    id: str
    event_type: str
    user: str
    tag: str = ""
    webhook: str = ""

    def json(self) -> Json:
        """As the API shows it."""
        shown = {
            "subscription_id": self.id,
            "event_type": self.event_type,
            "filter": {"user_id": self.user},
        }
        optional = {"tag": self.tag, "webhook_id": self.webhook}
        return shown | {name: value for name, value in optional.items() if value}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what came in or went out, in the order it became true.

    `direction`: in (people) | out (our account); `kind`: post | edit | delete | dm | hide | mute |
    block; `conversation`: a post's conversation id or a direct conversation's pair of ids.
    """

    sequence: int
    direction: str
    kind: str
    id: str
    author: str
    text: str
    conversation: str
    reply_to: str
    at: float
