"""The desk's two edges: its ears, and the one door through which anything leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from core.accounts.codes import Seal
from core.attaching import Attachments
from core.desk import Desk
from core.listen import Listener
from core.outbox import Deliverer
from core.ports import Adapter
from core.reply.lint import unsafe

Rest = Callable[[float], Awaitable[None]]


def ears(desk: Desk, adapters: Iterable[Adapter], seal: Seal | None) -> list[Listener]:
    """Listeners that put what they hear where the desk finds it."""
    return [
        Listener(adapter=each, store=desk.store, triage=desk.triage, clock=desk.clock, seal=seal)
        for each in adapters
    ]


def mouth(
    desk: Desk, adapters: Iterable[Adapter], rest: Rest, files: Attachments | None = None
) -> Deliverer:
    """The one door, with a last look at whatever leaves through it."""
    return Deliverer(
        store=desk.store,
        adapters={each.platform: each for each in adapters},
        clock=desk.clock,
        lint=lambda row: unsafe(row, desk.house.identities),
        rest=rest,
        files=files,
    )
