"""The reference memory's door: agents, sessions, keys, half-done sign-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.access import Role
from core.casebook import Agent
from core.doors import Keys, LastAdmin, Passkey, Session, Step
from core.errors import NotYours
from core.ports import Decision
from storage.audit.memory import MemoryAudit
from storage.doors.agents import LINK


class MemoryDoors(MemoryAudit):
    """Implements `Door`; the ports promise."""

    def __init__(self) -> None:
        super().__init__()
        self._sessions: dict[str, Session] = {}
        self._keys: dict[str, Keys] = {}
        self._spent: dict[str, int] = {}
        self._spares: dict[str, set[str]] = {}
        self._passkeys: dict[str, Passkey] = {}
        self._steps: dict[str, Step] = {}
        self._subjects: dict[tuple[str, str], str] = {}

    # Doorkeeper

    async def add_agent(self, agent: Agent) -> None:
        known = self._agents.get(agent.id)
        named = replace(known, name=agent.name, role=agent.role) if known else agent
        self._agents[agent.id] = named

    async def agents(self) -> Sequence[Agent]:
        return sorted(self._agents.values(), key=lambda each: (each.created_at, each.id))

    async def put_pass(self, digest: str, agent: str, kind: str, until: datetime) -> None:
        self._agent(agent)
        self._passes[digest] = (agent, kind, until)

    async def take_pass(self, digest: str, kind: str, now: datetime) -> Agent | None:
        agent, of, until = self._passes.get(digest, ("", "", now))
        if of != kind or until <= now:
            return None
        if kind == LINK:
            del self._passes[digest]
        return self._able(agent)

    async def drop_pass(self, digest: str) -> None:
        self._passes.pop(digest, None)

    # Sessions

    async def open_session(self, session: Session, *, instead_of: str = "") -> None:
        self._agent(session.agent)
        self._sessions.pop(instead_of, None)
        now = session.opened_at
        self._sessions = {key: one for key, one in self._sessions.items() if one.until > now}
        self._sessions[session.digest] = session

    async def session(self, digest: str) -> tuple[Session, Agent] | None:
        session = self._sessions.get(digest)
        agent = self._able(session.agent) if session else None
        return (session, agent) if session and agent else None

    async def sessions(self, agent: str) -> Sequence[Session]:
        own = [each for each in self._sessions.values() if each.agent == agent]
        return sorted(own, key=lambda each: (-each.seen_at.timestamp(), each.digest))

    async def see(self, digest: str, at: datetime, address: str) -> None:
        session = self._sessions.get(digest)
        if session and session.seen_at < at:
            self._sessions[digest] = replace(session, seen_at=at, address=address)

    async def end_sessions(self, agent: str, *, only: str = "", but: str = "") -> int:
        own = [each.digest for each in await self.sessions(agent)]
        ended = [each for each in own if each != but and (not only or each == only)]
        for digest in ended:
            del self._sessions[digest]
        return len(ended)

    # Revealing

    async def reveal(self, digest: str, case_id: str, until: datetime, decision: Decision) -> None:
        session = self._sessions.get(digest)
        if session is None:
            raise NotYours("the session has ended")
        kept = {case: at for case, at in session.revealed.items() if at > decision.at}
        self._sessions[digest] = replace(session, revealed=kept | {case_id: until})
        await self.audit(decision)

    # Keyring

    async def keys(self, agent: str) -> Keys:
        own = [each for each in self._passkeys.values() if each.agent == agent]
        own.sort(key=lambda each: (each.made_at, each.id))
        spares = len(self._spares.get(agent, ()))
        return replace(self._keys.get(agent, Keys()), spares=spares, passkeys=tuple(own))

    async def set_password(self, agent: str, hashed: str, at: datetime) -> None:
        self._agent(agent)
        known = self._keys.get(agent, Keys())
        self._keys[agent] = replace(known, password=hashed, password_at=at if hashed else None)

    async def set_codes(self, agent: str, secret: str, spares: Sequence[str], at: datetime) -> None:
        self._agent(agent)
        known = self._keys.get(agent, Keys())
        self._keys[agent] = replace(known, secret=secret, secret_at=at if secret else None)
        self._spares[agent], self._spent[agent] = set(spares), 0

    async def spend_code(self, agent: str, number: int) -> bool:
        if not self._keys.get(agent, Keys()).secret or self._spent[agent] >= number:
            return False
        self._spent[agent] = number
        return True

    async def spend_spare(self, agent: str, digest: str) -> bool:
        if digest not in self._spares.get(agent, ()):
            return False
        self._spares[agent].remove(digest)
        return True

    # PasskeyBook

    async def passkey(self, identity: str) -> Passkey | None:
        return self._passkeys.get(identity)

    async def add_passkey(self, passkey: Passkey) -> bool:
        self._agent(passkey.agent)
        return self._passkeys.setdefault(passkey.id, passkey) is passkey

    async def use_passkey(self, identity: str, counter: int, at: datetime) -> bool:
        known = self._passkeys.get(identity)
        if known is None or (counter <= known.counter and (counter or known.counter)):
            return False
        self._passkeys[identity] = replace(known, counter=counter, used_at=at)
        return True

    async def drop_passkey(self, agent: str, identity: str) -> None:
        known = self._passkeys.get(identity)
        if known and known.agent == agent:
            del self._passkeys[identity]

    # Steps

    async def put_step(self, step: Step) -> None:
        self._steps[step.digest] = step

    async def take_step(self, digest: str, kind: str, now: datetime) -> Step | None:
        step = self._steps.get(digest)
        if step is None or step.kind != kind:
            return None
        del self._steps[digest]
        return step if now < step.until else None

    # People

    async def set_role(self, agent: str, role: Role) -> None:
        before = self._stays_an_admin(agent, leaves=role is not Role.ADMIN)
        if before.role is not role:
            self._agents[agent] = replace(before, role=role)
            await self.end_sessions(agent)

    async def disable(self, agent: str, at: datetime | None) -> None:
        before = self._stays_an_admin(agent, leaves=at is not None)
        self._agents[agent] = replace(before, disabled_at=at)
        if at is not None:
            await self.end_sessions(agent)
            self._passes = {key: of for key, of in self._passes.items() if of[0] != agent}

    async def signed_in(self, agent: str, at: datetime) -> None:
        self._agents[agent] = replace(self._agent(agent), signed_in_at=at)

    async def agent_of(self, issuer: str, subject: str) -> Agent | None:
        return self._able(self._subjects.get((issuer, subject), ""))

    async def connect(self, issuer: str, subject: str, agent: str) -> bool:
        return self._subjects.setdefault((issuer, subject), agent) == agent

    def _agent(self, agent: str) -> Agent:
        if agent not in self._agents:
            raise NotYours(f"there is no agent {agent}")
        return self._agents[agent]

    def _able(self, agent: str) -> Agent | None:
        known = self._agents.get(agent)
        return known if known and known.disabled_at is None else None

    def _stays_an_admin(self, agent: str, *, leaves: bool) -> Agent:
        before = self._agent(agent)
        admins = {
            each.id
            for each in self._agents.values()
            if each.role is Role.ADMIN and each.disabled_at is None
        }
        if leaves and admins == {agent}:
            raise LastAdmin(f"{agent} is the last admin")
        return before
