"""How people come in here: the settings of the door, its tools, and what slows attackers down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from console.allowance import Allowance, Slowdown
from console.keys.passwords import Passwords
from core.access import Role
from core.doors import Company
from core.tables.door import DoorTable


@dataclass(slots=True)
class Brakes:
    """Who waits for how long; in this process's memory, and none of it can grow without end.

    Wrong attempts are held against an address and a name together, against an address (one
    password tried on many names) and against a name (many addresses). Whoever has signed in
    from this device before is measured by the device alone, so that nobody else's attempts keep
    him out.
    """

    pair: Slowdown = field(default_factory=lambda: Slowdown(5))
    address: Slowdown = field(default_factory=lambda: Slowdown(30, longest_s=600))
    name: Slowdown = field(default_factory=lambda: Slowdown(50, longest_s=300))
    device: Slowdown = field(default_factory=lambda: Slowdown(10))
    codes: Slowdown = field(default_factory=lambda: Slowdown(10, longest_s=300))
    # What needs no proof but costs us something: pages that are asked for, links, challenges.
    knocks: Allowance = field(default_factory=lambda: Allowance(60, 1.0))
    forms: Allowance = field(default_factory=lambda: Allowance(240, 0.2))
    reveals: Allowance = field(default_factory=lambda: Allowance(30, 20.0))

    def attempt(self, who: Attempt, now: datetime) -> float:
        """0 and one attempt counted as wrong until it was right, or the seconds to wait."""
        wait = max(brake.wait(key, now) for brake, key in self._keys(who))
        if not wait:
            for brake, key in self._keys(who):
                brake.count(key, now)
        return wait

    def right(self, who: Attempt) -> None:
        """It was the right password."""
        for brake, key in self._keys(who):
            if brake is self.address:
                brake.take_back(key)
            else:
                brake.forgive(key)

    def _keys(self, who: Attempt) -> Iterable[tuple[Slowdown, str]]:
        if who.device:
            return ((self.device, who.device),)
        pair = f"{who.address} {who.name}"
        return ((self.pair, pair), (self.address, who.address), (self.name, who.name))


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody says he is `name`; `device` is the digest of one that he has signed in from."""

    address: str
    name: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The door of this console; the composition root fills it in."""

    table: DoorTable = field(default_factory=DoorTable)
    passwords: Passwords = field(default_factory=Passwords)
    company: Company | None = None
    brakes: Brakes = field(default_factory=Brakes)
    masking: bool = True

    def masks(self, role: Role) -> bool:
        """Whether people's personal data are hidden from this role until it asks."""
        return self.masking and role in self.table.mask_for
