"""Webhooks: who is told of what, signed, at least once, in order within a case."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_bytes

SECRET_BEGINS, SECRET_BYTES, VERSION = "whsec_", 32, "v1"
ID, STAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
# After a rotation both secrets sign for so long.
BOTH_VALID = timedelta(hours=24)
# How long after each failed try the next one comes; after the last the delivery has failed.
WAITS = tuple(
    timedelta(seconds=each)
    for each in (5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 50_400, 72_000)
)
# A webhook that failed for so long, without a single success, is switched off.
GIVE_UP = timedelta(days=3)
SPREAD = 0.1


class Event(StrEnum):
    """What a webhook may be told of."""

    CASE_OPENED = "case.opened"
    CASE_ASSIGNED = "case.assigned"
    CASE_RESOLVED = "case.resolved"
    CASE_REOPENED = "case.reopened"
    MESSAGE_RECEIVED = "message.received"
    SCAM_CONFIRMED = "scam.confirmed"
    INCIDENT_CHANGED = "incident.changed"
    RATING_GIVEN = "rating.given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told; `old_secret` signs as well until `old_until`.

    `failing_since` is the first of the failures that no success followed; `off_why` says why it is
    switched off: by_hand, or failing. Empty while it is on.
    """

    id: str
    url: str
    events: frozenset[Event]
    secret: str
    made_at: datetime
    made_by: str
    old_secret: str = ""
    old_until: datetime | None = None
    failing_since: datetime | None = None
    off_why: str = ""
    version: int = 0

    @property
    def is_on(self) -> bool:
        return not self.off_why


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something to tell; `id` is the same however often it is told, `lane` is what keeps order."""

    id: str
    event: Event
    lane: str
    body: str
    at: datetime


class Sending(StrEnum):
    """How a delivery stands."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One happening for one webhook; `answer` is the HTTP status, 0 where nobody answered."""

    number: int
    webhook: str
    event_id: str
    event: Event
    lane: str
    body: str
    made_at: datetime
    due_at: datetime
    state: Sending = Sending.PENDING
    attempts: int = 0
    answer: int = 0
    why: str = ""
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one try; `due_at` is the next one's, where there is one."""

    number: int
    state: Sending
    at: datetime
    answer: int = 0
    why: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How something that may change again looked when it was told of."""

    subject: str
    lane: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What was read of the desk since the last time, kept together: the mark up to which it was
    read, what of it is to be told, and how that looked."""

    cursor: str
    mark: int
    at: datetime
    happenings: tuple[Happening, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grip:
    """A wish for deliveries that are due, for `lease_s`; none for the webhooks that `rest`."""

    now: datetime
    limit: int
    lease_s: float
    rest: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPage:
    """Deliveries, the latest first; `before` is the key of the next page."""

    deliveries: tuple[Delivery, ...]
    before: int | None = None


def new_secret() -> str:
    """A fresh signing secret, written as receivers' libraries want it."""
    return SECRET_BEGINS + b64encode(token_bytes(SECRET_BYTES)).decode()


def rotated(webhook: Webhook, now: datetime) -> Webhook:
    """The webhook with a new secret; the old one stays good for a while."""
    return replace(
        webhook,
        secret=new_secret(),
        old_secret=webhook.secret,
        old_until=now + BOTH_VALID,
        version=webhook.version + 1,
    )


def signature(secret: str, identity: str, stamp: int, body: bytes) -> str:
    """HMAC-SHA256 over id, time and body, in base64."""
    key = b64decode(secret.removeprefix(SECRET_BEGINS))
    signed = f"{identity}.{stamp}.".encode() + body
    return b64encode(hmac.new(key, signed, sha256).digest()).decode()


def headers(webhook: Webhook, identity: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers by which a receiver knows that it was us, and when."""
    secrets = [webhook.secret]
    if webhook.old_secret and webhook.old_until and now < webhook.old_until:
        secrets.append(webhook.old_secret)
    stamp = int(now.timestamp())
    signed = (f"{VERSION},{signature(each, identity, stamp, body)}" for each in secrets)
    return {ID: identity, STAMP: str(stamp), SIGNATURE: " ".join(signed)}


def next_try(attempts: int, now: datetime, chance: float) -> datetime | None:
    """When a delivery that failed so often is tried again; None where it has failed for good.

    `chance` in 0..1 spreads them, so that not everybody comes back at once.
    """
    if attempts > len(WAITS):
        return None
    return now + WAITS[attempts - 1] * (1 + SPREAD * chance)


def after_try(webhook: Webhook, fate: Fate) -> Webhook:
    """The webhook after a try: a success forgives, failures that go on switch it off."""
    if fate.state is Sending.SENT:
        return replace(webhook, failing_since=None) if webhook.failing_since else webhook
    since = webhook.failing_since or fate.at
    off = "failing" if fate.at - since >= GIVE_UP else webhook.off_why
    return replace(webhook, failing_since=since, off_why=off)
