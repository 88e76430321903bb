"""The registry of who is real, edited in the console and taken over by the running desk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.house import means_of
from console.services import Services
from core.desk import Desk
from core.identities import Identities
from core.moderation import acts_for
from core.ports import Decision
from core.settings import Settings
from core.verify import Verification, verify
from knowledge.registry import FileRegistry
from storage import SqlStore

log = logging.getLogger(__name__)
# How the audit calls changes of the registry.
PREFIX = "identities:"


def protecting(
    seen: Services, desk: Desk, store: SqlStore, settings: Settings, refresh: Callable[[], None]
) -> Services:
    """The console's services with everything that its protection pages need."""
    return replace(
        seen,
        guard=store,
        acts_for=lambda file, verb: acts_for(file, verb, (desk.house, desk.clock.now()), ""),
        protect=settings.protect,
        registry=build_registry(settings, store, partial(take_over, desk, settings, refresh)),
        verify=partial(verified, desk),
    )


def build_registry(
    settings: Settings, store: SqlStore, applied: Callable[[Identities], None]
) -> FileRegistry:
    """The registry's file, with its trail in the database."""

    async def trail() -> Sequence[Decision]:
        return await store.trail(PREFIX)

    path = Path(settings.knowledge.identities)
    return FileRegistry(path, store.audit, trail=trail, applied=applied)


def take_over(
    desk: Desk, settings: Settings, refresh: Callable[[], None], identities: Identities
) -> None:
    """From now on the desk decides by the new registry, and reads by it once triage is renewed."""
    means = means_of(settings, identities)
    desk.house = replace(desk.house, identities=identities, means=means)
    refresh()
    log.info("the registry of who is real was changed and is in force")


async def verified(desk: Desk, query: str) -> Verification:
    """The public answer, by the registry in force."""
    return verify(query, desk.house.verifies)
