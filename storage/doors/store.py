"""`Door` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from core.access import Role
from core.casebook import Agent
from core.doors import Keys, Passkey, Session, Step
from core.ports import Decision
from storage.doors import agents as doors
from storage.doors import keys as doors_keys
from storage.doors import sessions as doors_sessions
from storage.doors.agents import Identity, Standing
from storage.doors.sessions import Ending, Opening, Seen, Shown, Taking
from storage.engine.threads import Database


class SqlDoors:
    """Implements `Door`; the ports promise."""

    _database: Database

    # Doorkeeper

    async def add_agent(self, agent: Agent) -> None:
        await self._database.write(doors.ADD_AGENT, agent)

    async def agents(self) -> Sequence[Agent]:
        return await self._database.read(doors.agents)

    async def put_pass(self, digest: str, agent: str, kind: str, until: datetime) -> None:
        await self._database.write(doors.PUT_PASS, doors.Pass(digest, agent, kind, until))

    async def take_pass(self, digest: str, kind: str, now: datetime) -> Agent | None:
        knock = doors.Knock(digest, kind, now)
        if kind == doors.LINK:
            return await self._database.write(doors.TAKE_LINK, knock)
        return await self._database.read(partial(doors.look, knock=knock))

    async def drop_pass(self, digest: str) -> None:
        await self._database.write(doors.DROP_PASS, digest)

    # Sessions

    async def open_session(self, session: Session, *, instead_of: str = "") -> None:
        await self._database.write(doors_sessions.OPEN, Opening(session, instead_of))

    async def session(self, digest: str) -> tuple[Session, Agent] | None:
        return await self._database.read(partial(doors_sessions.with_agent, digest=digest))

    async def sessions(self, agent: str) -> Sequence[Session]:
        return await self._database.read(partial(doors_sessions.of_agent, agent=agent))

    async def see(self, digest: str, at: datetime, address: str) -> None:
        await self._database.write(doors_sessions.SEE, Seen(digest, at, address))

    async def end_sessions(self, agent: str, *, only: str = "", but: str = "") -> int:
        return await self._database.write(doors_sessions.END, Ending(agent, only, but))

    # Revealing

    async def reveal(self, digest: str, case_id: str, until: datetime, decision: Decision) -> None:
        shown = Shown(digest, case_id, until, decision)
        await self._database.write(doors_sessions.REVEAL, shown)

    # Keyring

    async def keys(self, agent: str) -> Keys:
        return await self._database.read(partial(doors_keys.keys, agent=agent))

    async def set_password(self, agent: str, hashed: str, at: datetime) -> None:
        password = doors_keys.Password(agent, hashed, at)
        await self._database.write(doors_keys.SET_PASSWORD, password)

    async def set_codes(self, agent: str, secret: str, spares: Sequence[str], at: datetime) -> None:
        codes = doors_keys.Codes(agent, secret, spares, at)
        await self._database.write(doors_keys.SET_CODES, codes)

    async def spend_code(self, agent: str, number: int) -> bool:
        return await self._database.write(doors_keys.SPEND_CODE, (agent, number))

    async def spend_spare(self, agent: str, digest: str) -> bool:
        return await self._database.write(doors_keys.SPEND_SPARE, (agent, digest))

    # PasskeyBook

    async def passkey(self, identity: str) -> Passkey | None:
        return await self._database.read(partial(doors_keys.passkey, identity=identity))

    async def add_passkey(self, passkey: Passkey) -> bool:
        return await self._database.write(doors_keys.ADD_PASSKEY, passkey)

    async def use_passkey(self, identity: str, counter: int, at: datetime) -> bool:
        use = doors_keys.Use(identity, counter, at)
        return await self._database.write(doors_keys.USE_PASSKEY, use)

    async def drop_passkey(self, agent: str, identity: str) -> None:
        await self._database.write(doors_keys.DROP_PASSKEY, (agent, identity))

    # Steps

    async def put_step(self, step: Step) -> None:
        await self._database.write(doors_sessions.PUT_STEP, step)

    async def take_step(self, digest: str, kind: str, now: datetime) -> Step | None:
        return await self._database.write(doors_sessions.TAKE_STEP, Taking(digest, kind, now))

    # People

    async def set_role(self, agent: str, role: Role) -> None:
        await self._database.write(doors.SET_ROLE, Standing(agent, role=role))

    async def disable(self, agent: str, at: datetime | None) -> None:
        await self._database.write(doors.DISABLE, Standing(agent, disabled_at=at))

    async def signed_in(self, agent: str, at: datetime) -> None:
        await self._database.write(doors.SIGNED_IN, (agent, at))

    async def agent_of(self, issuer: str, subject: str) -> Agent | None:
        identity = Identity(issuer, subject)
        return await self._database.read(partial(doors.meant, identity=identity))

    async def connect(self, issuer: str, subject: str, agent: str) -> bool:
        return await self._database.write(doors.CONNECT, Identity(issuer, subject, agent))
