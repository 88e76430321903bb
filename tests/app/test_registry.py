"""The registry of who is real, from an edit to what the running desk goes by."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import load
from app.house import means_of
from app.registry import PREFIX, build_registry, protecting, take_over, verified
from bots.replay.limits import CAPABILITIES
from console.services import Services
from core.actions import Kind
from core.desk import Desk
from core.ports import Decision
from core.registry import Edit, Section
from core.scams import Verb
from core.verify import Answer
from knowledge import load_identities
from storage import open_store
from tests.conftest import NOON, FakeClock
from tests.console.fakes import act, compose
from tests.contract.guard_kit import attacked
from tests.core.test_conclude import HOUSE
from tests.fakes import REPLAY

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("home")]
NEW = "new-desk.example"


class Stage:
    """A desk on a store, with a count of how often triage was renewed."""

    def __init__(self, store) -> None:
        self.store, self.settings, self.renewed = store, load(None).settings, 0
        identities = load_identities(Path(self.settings.knowledge.identities))
        means = means_of(self.settings, identities)
        house = replace(
            HOUSE, identities=identities, means=means, capabilities={REPLAY: CAPABILITIES}
        )
        self.desk = Desk(store=store, triage=None, clock=FakeClock(), house=house)

    def refresh(self) -> None:
        self.renewed += 1

    def registry(self):
        def applied(identities):
            take_over(self.desk, self.settings, self.refresh, identities)

        return build_registry(self.settings, self.store, applied)

    async def add_domain(self, registry) -> None:
        seen = (await registry.read()).digest
        edit = Edit(section=Section.DOMAIN, number=None, values={"domain": NEW}, seen=seen)
        await registry.change(edit, "mira", NOON)


@asynccontextmanager
async def staged():
    store = await open_store("sqlite:///skerry.db")
    try:
        yield Stage(store)
    finally:
        await store.close()


def _plain(stage) -> Services:
    return Services(
        book=stage.store,
        corrections=stage.store,
        door=stage.store,
        clock=stage.desk.clock,
        compose=compose,
        act=act,
        health=tuple,
        suggestion=lambda _: "",
        public_url="",
    )


async def test_an_edit_is_in_force_at_once(home, caplog):
    async with staged() as stage:
        assert (await verified(stage.desk, f"https://{NEW}/")).answer is not Answer.OFFICIAL
        with caplog.at_level(logging.INFO):
            await stage.add_domain(stage.registry())
        assert (await verified(stage.desk, f"https://{NEW}/")).answer is Answer.OFFICIAL
        assert NEW in stage.desk.house.identities.domains
        assert stage.desk.house.means.identities is stage.desk.house.identities
        assert stage.renewed == 1
        assert NEW in load_identities(home / "knowledge" / "identities.toml").domains
        assert "is in force" in caplog.text


async def test_everything_else_of_the_house_stays():
    async with staged() as stage:
        before = stage.desk.house
        await stage.add_domain(stage.registry())
        after = stage.desk.house
        assert after is not before
        for name in ("policy", "library", "protect", "levels", "rooms", "capabilities"):
            assert getattr(after, name) is getattr(before, name)


async def test_the_trail_holds_the_registrys_changes_and_no_others():
    async with staged() as stage:
        other = Decision(message_key="m", act="reply", reason="x", by="bot", at=NOON)
        await stage.store.audit(other)
        registry = stage.registry()
        assert list((await registry.read()).trail) == []
        await stage.add_domain(registry)
        (change,) = (await registry.read()).trail
        assert change.act.startswith(PREFIX)
        assert (change.by, change.at) == ("mira", NOON)
        assert NEW in change.reason


async def test_the_console_gets_what_its_protection_pages_need():
    async with staged() as stage:
        plain = _plain(stage)
        services = protecting(plain, stage.desk, stage.store, stage.settings, stage.refresh)
        assert services.guard is stage.store
        assert services.protect == stage.settings.protect
        await stage.add_domain(services.registry)
        assert stage.renewed == 1
        assert (await services.verify(NEW)).answer is Answer.OFFICIAL
        file = await attacked(stage.store)
        (removal,) = services.acts_for(file, Verb.DELETE)
        assert (removal.kind, removal.target) == (Kind.DELETE, "e1")
