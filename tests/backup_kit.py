"""Desks with something in their memory, and settings to copy it by."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Integer, LargeBinary, Table, insert

from app.backup.seal import new_key
from core.settings import Loaded, Settings
from core.tables.backup import KEY
from storage.copies.snapshot import Tally, reading, release, tables, tally
from tests.contract.store_kit import ANN, BOB, MIRA, a_say, claimed, open_case, work

OUR_KEY, OTHER_KEY = new_key(), new_key()
# What a restore changes on purpose, or a desk does by itself when it opens a database.
CHANGED = frozenset(("hold", "session", "pass", "door_step", "lane", "outbox", "sealing_key"))
# Tables that point to no other.
FREE = ("counter", "reach", "checkpoint", "sighting", "dead_letter", "decision", "name_seen", "tag")


def loaded(url: str, *, key: str = OUR_KEY, **backup: Any) -> Loaded:
    """Settings of a desk at `url`."""
    table = {"storage": {"url": url}, "backup": backup, "sealing": {"key": "none"}}
    return Loaded(Settings.model_validate(table), {KEY: key} if key else {})


async def fill(store) -> None:
    """A queue, an agent's case, words on their way, words that left."""
    await store.add_agent(MIRA)
    await open_case(store)
    await claimed(store, message="second")
    said = a_say(conversation=BOB, address="bob")
    await work(store, "third", conversation=BOB, at=5, outgoing=(said,))
    await work(store, "fourth", conversation=ANN, at=6)


def scatter(url: str, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Put made up rows into tables as they are."""
    driver = reading(url)
    with driver.writer.begin() as connection:
        for table in tables(connection):
            for row in rows.get(table.name, ()):
                connection.execute(insert(table).values(**row))
    release(driver)


def made_up(table: Table, draw, number: int) -> dict[str, Any]:
    """A row of anything that a column may hold; the keys are unique."""
    return {each.name: _value(each, draw, number) for each in table.columns}


def _value(column, draw, number: int) -> Any:
    if column.primary_key:
        return number + 1_000 if isinstance(column.type, Integer) else f"{number}:{draw.text()}"
    if isinstance(column.type, Boolean):
        return bool(draw.number() % 2)
    if isinstance(column.type, Integer):
        return draw.number() if column.type.__class__.__name__ == "BIGINT" else 1
    if isinstance(column.type, LargeBinary):
        return draw.text().encode()
    return draw.text()


def tallies(url: str) -> dict[str, Tally]:
    """Each table in one number."""
    driver = reading(url)
    with driver.reader.begin() as connection:
        found = {each.name: tally(connection, each) for each in tables(connection)}
    release(driver)
    return found


def same(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> list[str]:
    """The tables that differ, but for what a restore changes on purpose."""
    names = ({*one} | {*other}) - CHANGED
    return sorted(name for name in names if one.get(name, Tally()) != other.get(name, Tally()))


def shuffled(data: bytes, seed: int = 3) -> tuple[int, bytes]:
    """One bit of it flipped; where."""
    place = random.Random(seed).randrange(len(data))
    changed = bytearray(data)
    changed[place] ^= 1 << random.Random(seed + 1).randrange(8)
    return place, bytes(changed)
