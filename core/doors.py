"""Who comes into the console and how: sessions, what people prove themselves with, half-done
sign-ins. Only digests of what a browser keeps are ever remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.access import Role
from core.casebook import Agent, Doorkeeper
from core.errors import DeskError
from core.ports import Decision

VALID_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class Way(StrEnum):
    """How somebody came in."""

    LINK = "link"
    PASSWORD = "password"  # noqa: S105 - the name of a way
    PASSKEY = "passkey"
    COMPANY = "company"


class LastAdmin(DeskError):  # noqa: N818
    """Nobody would be left who may let people in; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that is signed in until `until`; `strong` where two proofs were given.

    `revealed` says until when the personal data of which cases are shown to it.
    """

    digest: str
    agent: str
    opened_at: datetime
    seen_at: datetime
    until: datetime
    way: Way
    strong: bool = False
    device: str = ""
    address: str = ""
    revealed: Mapping[str, datetime] = field(default_factory=dict[str, datetime])

    def is_good(self, now: datetime, idle: timedelta) -> bool:
        """Whether it is neither too old nor forgotten on a desk."""
        return now < self.until and now < self.seen_at + idle

    def shows(self, case_id: str, now: datetime) -> bool:
        """Whether the personal data of a case are shown now."""
        until = self.revealed.get(case_id)
        return until is not None and now < until


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A key that never leaves somebody's device; `counter` grows with its use where it counts."""

    id: str
    agent: str
    public_key: str
    counter: int
    name: str
    made_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What one agent proves himself with; `secret` is that of the codes, `spares` counts."""

    password: str = ""
    password_at: datetime | None = None
    secret: str = ""
    secret_at: datetime | None = None
    spares: int = 0
    passkeys: tuple[Passkey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A sign-in that is half done, or a change of keys; good once, until `until`."""

    digest: str
    kind: str
    until: datetime
    agent: str = ""
    body: Mapping[str, str] = field(default_factory=dict[str, str])


class Sessions(Protocol):
    """Who is signed in where."""

    async def open_session(self, session: Session, *, instead_of: str = "") -> None:
        """Keep it; the one with the other digest ends with the same stroke."""
        ...

    async def session(self, digest: str) -> tuple[Session, Agent] | None:
        """A session and its agent, unless he was disabled; the caller asks whether it is good."""
        ...

    async def sessions(self, agent: str) -> Sequence[Session]:
        """All of an agent's, the last seen first."""
        ...

    async def see(self, digest: str, at: datetime, address: str) -> None:
        """Its browser did something."""
        ...

    async def end_sessions(self, agent: str, *, only: str = "", but: str = "") -> int:
        """End all of an agent's sessions, or only one, or all but one; says how many."""
        ...


class Revealing(Protocol):
    """Who was shown whose personal data."""

    async def reveal(self, digest: str, case_id: str, until: datetime, decision: Decision) -> None:
        """Show a case's personal data to a session and write the audit, both or neither."""
        ...

    async def audit(self, decision: Decision) -> None:
        """Keep an act at the door."""
        ...


class Keyring(Protocol):
    """What people prove themselves with."""

    async def keys(self, agent: str) -> Keys: ...

    async def set_password(self, agent: str, hashed: str, at: datetime) -> None:
        """Keep a password's hash; an empty one takes the password away."""
        ...

    async def set_codes(self, agent: str, secret: str, spares: Sequence[str], at: datetime) -> None:
        """Keep the secret of the codes and the digests of the spare ones; empty takes it away."""
        ...

    async def spend_code(self, agent: str, number: int) -> bool:
        """Use up the code of this time step and of all before it; False when that was done."""
        ...

    async def spend_spare(self, agent: str, digest: str) -> bool:
        """Use up a spare code; False when there is none like it."""
        ...


class PasskeyBook(Protocol):
    """Passkeys, found by their own ids."""

    async def passkey(self, identity: str) -> Passkey | None: ...

    async def add_passkey(self, passkey: Passkey) -> bool:
        """Keep it; False when the id is taken."""
        ...

    async def use_passkey(self, identity: str, counter: int, at: datetime) -> bool:
        """Its counter is now this; False when it was so high already: somebody has a copy."""
        ...

    async def drop_passkey(self, agent: str, identity: str) -> None: ...


class Steps(Protocol):
    """Sign-ins that are half done."""

    async def put_step(self, step: Step) -> None: ...

    async def take_step(self, digest: str, kind: str, now: datetime) -> Step | None:
        """One that is still good, once."""
        ...


class People(Protocol):
    """Who may sign in, and as what."""

    async def set_role(self, agent: str, role: Role) -> None:
        """Raises LastAdmin; an agent's sessions end, so that none keeps what he lost."""
        ...

    async def disable(self, agent: str, at: datetime | None) -> None:
        """Ends all sessions and links, or lets back in (None); raises LastAdmin."""
        ...

    async def signed_in(self, agent: str, at: datetime) -> None:
        """When he came in last."""
        ...

    async def agent_of(self, issuer: str, subject: str) -> Agent | None:
        """Whom the company's sign-in means by this subject; nobody who is disabled."""
        ...

    async def connect(self, issuer: str, subject: str, agent: str) -> bool:
        """The subject is this agent from now on; False when it is somebody else's."""
        ...


class Door(Doorkeeper, Sessions, Revealing, Keyring, PasskeyBook, Steps, People, Protocol):
    """All of it, as the store and the reference memory keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who somebody is by the company's own sign-in."""

    issuer: str
    subject: str
    name: str
    mail: str = ""
    mail_confirmed: bool = False
    groups: tuple[str, ...] = ()


class CompanyRefused(DeskError):  # noqa: N818
    """The company's sign-in did not vouch for anybody; `code` says why, for the page."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code


class Company(Protocol):
    """The company's own sign-in."""

    async def begin(self, back: str) -> tuple[str, Mapping[str, str]]:
        """Where to send the browser, and what to remember until it comes back; CompanyRefused."""
        ...

    async def finish(self, back: str, given: Mapping[str, str], kept: Mapping[str, str]) -> Known:
        """Who came back; raises CompanyRefused."""
        ...
