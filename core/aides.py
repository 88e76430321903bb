"""What may settle a message before the rules do: an incident that is known, a look into an account.

An aide is asked only about messages that it wants, after reading and before deciding. What it
brings counts after the rules that protect people and respect agents, before every other answer,
or along with it where it is only `beside`: `_aided` and `_along` in `core/decide.py`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.about import about
from core.actions import Action
from core.errors import StorageUnavailable
from core.ports import Turn
from core.types import Message, Verdict

log = logging.getLogger(__name__)


class Aide(Protocol):
    """Knows something that the text alone does not say."""

    def wants(self, message: Message, verdict: Verdict) -> bool:
        """Whether it is worth asking: pure and quick, called for every message meant for us."""
        ...

    async def consider(
        self, turn: Turn, message: Message, verdict: Verdict, now: datetime
    ) -> tuple[Action, ...]:
        """The actions that settle the message; empty when it has nothing to say."""
        ...


async def considered(
    aides: Sequence[Aide],
    read: Sequence[tuple[Turn, Message, Verdict]],
    now: datetime,
) -> Mapping[str, tuple[Action, ...]]:
    """What the first aide that has something to say brings, by message key.

    Conversations do not wait for each other, the messages of one are considered in order. An aide
    that fails is left out; raises StorageUnavailable.
    """
    turns: dict[str, list[tuple[Turn, Message, Verdict]]] = {}
    for turn, message, verdict in read:
        if message.addressed and any(aide.wants(message, verdict) for aide in aides):
            turns.setdefault(turn.conversation, []).append((turn, message, verdict))
    found = await asyncio.gather(*(_in_order(aides, each, now) for each in turns.values()))
    return {key: actions for each in found for key, actions in each}


async def _in_order(
    aides: Sequence[Aide], read: Sequence[tuple[Turn, Message, Verdict]], now: datetime
) -> list[tuple[str, tuple[Action, ...]]]:
    """One conversation's messages and what each is answered with."""
    found = []
    for turn, message, verdict in read:
        for aide in aides:
            if not aide.wants(message, verdict):
                continue
            if actions := await _asked(aide, turn, (message, verdict), now):
                found.append((message.key, actions))
                break
    return found


async def _asked(
    aide: Aide, turn: Turn, read: tuple[Message, Verdict], now: datetime
) -> tuple[Action, ...]:
    try:
        return await aide.consider(turn, *read, now)
    except StorageUnavailable:
        raise
    except Exception:
        with about(turn):
            log.exception("%s could not help", type(aide).__name__)
        return ()
