"""What an exchange may answer, field by field: docs/accounts.openapi.yaml in code.

Codes, numbers and moments only. There is no field whose words could reach a user, and what does
not fit exactly is no answer.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from core.accounts.desk import STATES, AccountsUnavailable, Progress, State, Topic

Answer = TypeVar("Answer", bound=BaseModel)
MOST_ITEMS = 20
# Nothing was requested before there were coins, or later than clocks may differ.
EARLIEST = datetime(2009, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=10)
Reference = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
_BRIEF = re.compile(r"[^\w.]")


class _Wire(BaseModel):
    """Newer exchanges may say more; what they say more is not looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Linked(_Wire):
    """A link was made."""

    account: Reference


class Ended(_Wire):
    """A link is gone."""

    account: Reference


class Frozen(_Wire):
    """Nobody can trade or withdraw."""

    account: Reference
    state: Literal["frozen"]


class Healthy(_Wire):
    """It answers, and knows our token."""

    status: Literal["ok"]


class Confirmations(_Wire):
    """How far the network is."""

    seen: Count
    needed: Annotated[int, Field(ge=1, le=1_000_000)]


class Item(_Wire):
    """One withdrawal, deposit or verification."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
    state: Annotated[State, Field(strict=False)]
    late: bool = False
    requested_at: Annotated[AwareDatetime, Field(strict=False)] | None = None
    amount: Annotated[str, Field(pattern=r"^(0|[1-9]\d{0,17})(\.\d{1,18})?$")] | None = None
    coin: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,12}$")] | None = None
    txid: Annotated[str, Field(pattern=r"^(0x)?[0-9A-Za-z]{32,90}$")] | None = None
    confirmations: Confirmations | None = None


class Looked(_Wire):
    """What there is of one kind."""

    account: Reference
    topic: Annotated[Topic, Field(strict=False)]
    items: Annotated[list[Item], Field(max_length=MOST_ITEMS)]


class Refusal(_Wire):
    """Why not."""

    error: Literal["code_unknown", "link_unknown"]


def read(model: type[Answer], content: bytes) -> Answer:
    """The answer; raises AccountsUnavailable that names the field, never what stood in it."""
    try:
        return TypeAdapter(model).validate_json(content)
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False, include_url=False)[0]
        where = ".".join(_BRIEF.sub("", str(part))[:30] for part in first["loc"]) or "the whole"
        raise AccountsUnavailable(f"answers nonsense ({where}: {first['type']})") from None


def checked(looked: Looked, reference: str, topic: Topic, now: datetime) -> tuple[Progress, ...]:
    """The items, the latest first, of the account and kind that was asked for; or nonsense."""
    if looked.account != reference:
        raise AccountsUnavailable("answers about another account than was asked for")
    if looked.topic != topic:
        raise AccountsUnavailable("answers about something else than was asked for")
    if topic is Topic.KYC and len(looked.items) > 1:
        raise AccountsUnavailable("answers nonsense (several verifications)")
    for each in looked.items:
        if problem := _problem(each, topic, now):
            raise AccountsUnavailable(f"answers nonsense ({problem})")
    found = [_progress(each, topic) for each in looked.items]
    return tuple(sorted(found, key=lambda each: each.at or EARLIEST, reverse=True))


def _problem(item: Item, topic: Topic, now: datetime) -> str:
    """What keeps an item from being true; empty where nothing does."""
    if item.state not in STATES[topic]:
        return f"a {topic} is never {item.state}"
    if topic is Topic.KYC:
        return ""
    if item.requested_at is None or item.coin is None or not Decimal(item.amount or 0):
        return f"a {topic} without its moment, amount or coin"
    if not EARLIEST <= item.requested_at <= now + AHEAD:
        return f"a {topic} at an impossible time"
    if item.state is State.CONFIRMING and item.confirmations is None:
        return "a deposit without its confirmations"
    return ""


def _progress(item: Item, topic: Topic) -> Progress:
    if topic is Topic.KYC:
        return Progress(topic=topic, id=item.id, state=item.state, late=item.late)
    counted: dict[str, Any] = {}
    if item.confirmations:
        needed = item.confirmations.needed
        counted = {"done": min(item.confirmations.seen, needed), "needed": needed}
    return Progress(
        topic=topic,
        id=item.id,
        state=item.state,
        at=item.requested_at,
        amount=Decimal(item.amount or 0),
        coin=item.coin or "",
        txid=item.txid or "",
        late=item.late,
        **counted,
    )
