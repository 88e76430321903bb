"""What reads messages, in this process or beside it, started as soon as it can be."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from typing import TypeAlias

from app.brain import build_reader, build_second, check_reader
from app.encoder.build import without_encoder
from app.house import Known
from app.inference.pool import InlineTriage, ProcessTriage
from core.settings import Settings

Triage: TypeAlias = InlineTriage | ProcessTriage

# These show and explain what was read, or read it; who only sends has nothing read.
READERS = frozenset({"run", "work", "console"})


def build_triage(settings: Settings, known: Known, role: str, stack: AsyncExitStack) -> Triage:
    """For a role of the desk; raises ConfigError in one line where the settings are wrong."""
    if role not in READERS:
        idle = ProcessTriage(without_encoder(settings))
        stack.callback(idle.close)
        return idle
    if settings.triage.workers == 0:
        second = build_second(settings)
        build = partial(build_reader, settings, second=second)
        return InlineTriage(build(known=known), second, build, known)
    check_reader(settings, known=known)
    triage = ProcessTriage(settings, settings.triage.workers, known)
    stack.callback(triage.close)
    # Nobody need wait for the other processes but the first message.
    triage.begin()
    stack.callback(asyncio.create_task(triage.warm()).cancel)
    return triage
