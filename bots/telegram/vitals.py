"""How the connection is doing, how far it was read, and what was missed while nobody listened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bots.telegram.limits import KEPT_S
from bots.telegram.scene import PLATFORM
from core.types import Arrival, Checkpoint, DeadLetter, Message

SEEN_AT = "seen_at"
GAP = (
    "Telegram keeps messages for 24 hours, and nobody listened from {start} to {end}: what was"
    " written before {lost} cannot be read any more"
)
# How often it is written down that we are here.
SEEN_EVERY_S = 60.0
# A push that failed so lately, with more waiting behind it, means that we do not hear everything.
# The server tries again within two minutes. Source: Bot API server.
STILL_FAILING_S = 300.0


@dataclass(slots=True, kw_only=True)
class Vitals:
    """Figures for the operator, and the checkpoint of being here; `tick` in seconds."""

    now: Callable[[], datetime]
    tick: Callable[[], float]
    figures: dict[str, float] = field(default_factory=dict[str, float], init=False)
    _abreast: bool = field(default=False, init=False)
    _alive: float | None = field(default=None, init=False)
    _noted: float | None = field(default=None, init=False)

    def arrived(self, arrivals: Sequence[Arrival]) -> None:
        """The server answered; note how late what it brought was written."""
        self._alive = self.tick()
        sent = [each.sent_at for each in arrivals if isinstance(each, Message) and not each.version]
        if sent:
            self.figures["lag_s"] = max(0.0, (self.now() - max(sent)).total_seconds())

    def introduced(self, me: Mapping[str, Any], *, pushes: bool) -> None:
        """What getMe says we may do; who is pushed to does not know yet whether that works."""
        self._noted, self._abreast = None, not pushes
        self.figures["reads_all_groups"] = float(bool(me.get("can_read_all_group_messages")))

    def checked(self, told: Mapping[str, Any]) -> None:
        """What getWebhookInfo says of the other side."""
        self._alive = self.tick()
        waiting, failed_at = told.get("pending_update_count"), told.get("last_error_date")
        pushes = bool(told.get("url"))
        if isinstance(waiting, int):
            self.figures["pending_updates"] = float(waiting)
        self.figures.pop("webhook_error_s", None)
        if isinstance(failed_at, int) and failed_at > 0:
            self.figures["webhook_error_s"] = max(0.0, self.now().timestamp() - failed_at)
        failing = self.figures.get("webhook_error_s", float("inf")) < STILL_FAILING_S
        self._abreast = not (pushes and waiting and failing)

    def gauges(self) -> dict[str, float]:
        """All figures as they are now."""
        if self._alive is None:
            return dict(self.figures)
        return self.figures | {"last_event_s": max(0.0, self.tick() - self._alive)}

    def checkpoint(self, account: str) -> tuple[Checkpoint, ...]:
        """That everything up to now was read, as often as it is worth writing down."""
        tick = self.tick()
        if not self._abreast or (self._noted is not None and tick - self._noted < SEEN_EVERY_S):
            return ()
        self._noted = tick
        value = self.now().isoformat(timespec="seconds")
        return (Checkpoint(platform=PLATFORM, account=account, name=SEEN_AT, value=value),)

    def gap(self, since: Mapping[str, str], account: str) -> tuple[DeadLetter, ...]:
        """What nobody can read any more, if we were away for too long."""
        now, seen = self.now(), since.get(SEEN_AT, "")
        try:
            start = datetime.fromisoformat(seen)
            lost = now - timedelta(seconds=KEPT_S)
            if start >= lost:
                return ()
        except (ValueError, TypeError):
            return ()
        words = [each.isoformat(" ", "minutes") for each in (start, now, lost)]
        letter = DeadLetter(
            platform=PLATFORM,
            account=account,
            id=f"gap:{seen}",
            raw="",
            error=GAP.format(start=words[0], end=words[1], lost=words[2]),
            received_at=now,
        )
        return (letter,)
