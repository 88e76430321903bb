"""The queue of updates: kept until confirmed, dropped when too old, handed out in batches."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandbox.telegram.model import Json

DAY, CALLBACK_LIFE = 86_400, 150
DEFAULT_OFF = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "poll",
        "poll_answer",
        "chat_join_request",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
    }
)
REMEMBERED = 1_000


@dataclass(slots=True)
class Update:
    """One update; `lane` is the queue within which a webhook keeps order."""

    id: int
    kind: str
    body: Json
    expires_at: float
    lane: int

    def json(self) -> Json:
        """As the Bot API writes it."""
        return {"update_id": self.id, **self.body}


class UpdateQueue:
    """What the bot has not confirmed yet, oldest first."""

    def __init__(self, clock: Callable[[], float], first_id: int = 100_000_001) -> None:
        self.clock, self.next_id = clock, first_id
        # An OrderedDict pops its oldest in constant time; a dict scans its own dead entries.
        self.pending: OrderedDict[int, Update] = OrderedDict()
        self.soonest = float("inf")
        self.confirmed: deque[Update] = deque(maxlen=REMEMBERED)
        self.allowed: frozenset[str] = KINDS - DEFAULT_OFF
        self.changed = asyncio.Event()
        self.tampers: deque[str] = deque()

    def put(self, kind: str, body: Json, *, lane: int, life: float = DAY) -> Update | None:
        """Queue {kind: body} unless the bot did not ask for that kind."""
        if kind in KINDS and kind not in self.allowed:
            return None
        return self.put_raw(kind, {kind: body}, lane=lane, life=life)

    def put_raw(self, kind: str, body: Json, *, lane: int, life: float = DAY) -> Update:
        """Queue any body, well-formed or not."""
        update = Update(self.next_id, kind, body, self.clock() + life, lane)
        self.next_id += 1
        self.pending[update.id] = update
        self.soonest = min(self.soonest, update.expires_at)
        self.changed.set()
        return update

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Sticky choice of kinds: None keeps it, empty restores the default."""
        if kinds is None:
            return
        chosen = frozenset(each.lower() for each in kinds) & KINDS
        self.allowed = chosen or KINDS - DEFAULT_OFF

    def confirm(self, offset: int) -> None:
        """Forget updates below `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            offset = max(self.next_id + offset, 0)
        while self.pending and next(iter(self.pending)) < offset:
            self.confirmed.append(self.pending.popitem(last=False)[1])

    def fetch(self, limit: int) -> list[Json]:
        """The oldest pending updates, tampered with when a fault asks for it."""
        self.expire()
        batch: list[Json] = []
        for update in self.pending.values():
            if len(batch) >= limit:
                break
            batch.append(update.json())
        return self._tamper(batch) if self.tampers and batch else batch

    def _tamper(self, batch: list[Json]) -> list[Json]:
        how = self.tampers.popleft()
        if how == "duplicate":
            return [batch[0], *batch]
        if how == "replay":
            return [each.json() for each in list(self.confirmed)[-1:]] + batch
        return batch[::-1]

    def expire(self) -> None:
        """Drop what nobody fetched in time."""
        now = self.clock()
        if now < self.soonest:
            return
        for number in [each.id for each in self.pending.values() if each.expires_at <= now]:
            del self.pending[number]
        left = (each.expires_at for each in self.pending.values())
        self.soonest = min(left, default=float("inf"))

    def clear(self) -> None:
        """Drop everything pending."""
        self.pending.clear()
