"""Between tokens, webhooks and deliveries, and their rows: pure, and exact in both directions."""

from __future__ import annotations

from typing import Any

from core.tokens import Scope, Token, listed
from core.webhooks.kinds import Delivery, Event, Happening, Sending, Webhook
from storage.codec import maybe_us, maybe_when, us, when
from storage.engine.dialect import AnyRow
from storage.sealing.columns import DELIVERY_BODY, WEBHOOK_OLD_SECRET, WEBHOOK_SECRET, Column
from storage.sealing.sealed import UNREADABLE, key_of


def token_row(token: Token) -> dict[str, Any]:
    """A row of `api_token`."""
    return {
        "id": token.id,
        "digest": token.digest,
        "name": token.name,
        "agent": token.agent,
        "scopes": listed(token.scopes),
        "made_at": us(token.made_at),
        "made_by": token.made_by,
        "expires_at": maybe_us(token.expires_at),
        "used_at": maybe_us(token.used_at),
        "revoked_at": maybe_us(token.revoked_at),
    }


def token_of(row: AnyRow) -> Token:
    """The token in a row; a scope of a newer version means nothing here."""
    known = {each.value: each for each in Scope}
    return Token(
        id=row.id,
        digest=row.digest,
        name=row.name,
        agent=row.agent,
        scopes=frozenset(known[each] for each in row.scopes.split() if each in known),
        made_at=when(row.made_at),
        made_by=row.made_by,
        expires_at=maybe_when(row.expires_at),
        used_at=maybe_when(row.used_at),
        revoked_at=maybe_when(row.revoked_at),
    )


def webhook_row(webhook: Webhook) -> dict[str, Any]:
    """A row of `webhook`."""
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": " ".join(sorted(webhook.events)),
        "secret": _closed(WEBHOOK_SECRET, webhook.secret, webhook.id),
        "old_secret": _closed(WEBHOOK_OLD_SECRET, webhook.old_secret, webhook.id),
        "old_until": maybe_us(webhook.old_until),
        "made_at": us(webhook.made_at),
        "made_by": webhook.made_by,
        "failing_since": maybe_us(webhook.failing_since),
        "off_why": webhook.off_why,
        "version": webhook.version,
    }


def _closed(column: Column, secret: str, webhook_id: str) -> str:
    """A secret that could not be opened stays sealed as it is, for the day its key is back."""
    return secret if key_of(secret) else column.closed(secret, webhook_id)


def webhook_of(row: AnyRow) -> Webhook:
    """The webhook in a row; an event of a newer version means nothing here."""
    known = {each.value: each for each in Event}
    secret = WEBHOOK_SECRET.secret(row.secret, row.id)
    old = WEBHOOK_OLD_SECRET.secret(row.old_secret, row.id)
    return Webhook(
        id=row.id,
        url=row.url,
        events=frozenset(known[each] for each in row.events.split() if each in known),
        secret=row.secret if secret is None else secret,
        old_secret=row.old_secret if old is None else old,
        old_until=maybe_when(row.old_until),
        made_at=when(row.made_at),
        made_by=row.made_by,
        failing_since=maybe_when(row.failing_since),
        # Nothing is signed with what only lies where the secret was.
        off_why=row.off_why if secret is not None else UNREADABLE,
        version=row.version,
    )


def delivery_row(webhook_id: str, happening: Happening, now: int) -> dict[str, Any]:
    """A row of `webhook_delivery`, due at once."""
    return {
        "webhook_id": webhook_id,
        "event_id": happening.id,
        "event": happening.event.value,
        "conversation": happening.lane,
        "body": DELIVERY_BODY.closed(happening.body, webhook_id, happening.id),
        "made_at": us(happening.at),
        "due_at": now,
        "state": Sending.PENDING.value,
        "attempts": 0,
        "answer": 0,
        "why": "",
        "settled_at": None,
    }


def delivery_of(row: AnyRow) -> Delivery:
    """The delivery in a row."""
    return Delivery(
        number=row.id,
        webhook=row.webhook_id,
        event_id=row.event_id,
        event=Event(row.event),
        lane=row.conversation,
        body=DELIVERY_BODY.opened(row.body, row.webhook_id, row.event_id),
        made_at=when(row.made_at),
        due_at=when(row.due_at),
        state=Sending(row.state),
        attempts=row.attempts,
        answer=row.answer,
        why=row.why,
        settled_at=maybe_when(row.settled_at),
    )
