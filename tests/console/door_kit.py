"""Desks whose people have passwords and codes, for tests of the door."""

from __future__ import annotations

from dataclasses import replace

import pyotp
from argon2 import PasswordHasher

from console import create_app
from console.entry import Entry
from console.keys import codes
from console.keys.passwords import Passwords
from core.access import Role
from core.casebook import Agent
from core.tables.door import DoorTable
from tests.conftest import NOON
from tests.console.conftest import URL, Desk

# The same work for the tests' machine would take minutes; the shape of it is what counts here.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
WORDS = "seven lanterns drift northward"
OTHER_WORDS = "quiet harbours keep old maps"


def a_desk(clock, url: str = URL, *, masking: bool = True, **table) -> Desk:
    """A desk with this door."""
    desk = Desk(clock, url)
    desk.entry = Entry(table=DoorTable(**table), passwords=Passwords(hasher=QUICK), masking=masking)
    desk.app = create_app(replace(desk.services(), entry=desk.entry))
    return desk


def admit(desk: Desk, name: str, role: Role) -> str:
    desk.door.admit(Agent(id=name, name=name.title(), created_at=NOON, role=role))
    return name


async def with_password(desk: Desk, name: str = "mira", words: str = WORDS) -> None:
    await desk.door.set_password(name, QUICK.hash(words), desk.clock.now())


async def with_codes(desk: Desk, name: str = "mira", spares: tuple[str, ...] = ()) -> pyotp.TOTP:
    """An authenticator of his."""
    secret = codes.new_secret()
    digests = [codes.spare_digest(each) for each in spares]
    await desk.door.set_codes(name, secret, digests, desk.clock.now())
    return pyotp.TOTP(secret)


def code_now(desk: Desk, totp: pyotp.TOTP) -> str:
    return totp.at(desk.clock.now())


async def by_password(client, name: str = "mira", words: str = WORDS, **more):
    return await client.post("/sign-in/password", data={"name": name, "password": words}, **more)


def from_address(desk: Desk, address: str):
    """A browser somewhere else."""
    import httpx

    transport = httpx.ASGITransport(desk.app, raise_app_exceptions=False, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url=desk.url)


def acts(desk: Desk) -> list[str]:
    """What the audit has, the oldest first."""
    return [each.act for where, each in desk.door._decisions if where == ""]
