"""The gateway's sessions: who is told what, numbered and kept for a resume."""

from __future__ import annotations

import json
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.discord import intents
from sandbox.discord.guild_payloads import guild_create_json
from sandbox.discord.model import Guild, Json, Post
from sandbox.discord.payloads import me_json
from sandbox.discord.posts import readable, withheld
from sandbox.discord.world import World

if TYPE_CHECKING:
    from sandbox.discord.connection import Connection

TAMPERS = frozenset({"drop", "duplicate", "reorder", "broken_json"})
KEPT_CONNECTIONS = 1_000
DAY_SECONDS = 86_400
LARGE_GUILD = 250


@dataclass(slots=True, kw_only=True)
class Session:
    """What one IDENTIFY opened; `kept` holds (sequence, payload) for a resume."""

    id: str
    intents: int
    kept: deque[tuple[int, str]]
    sequence: int = 0
    connection: Connection | None = None
    detached_at: float = 0.0

    def push(self, event: str, data: Json) -> None:
        """Number an event, keep it and send it to whoever listens."""
        self.sequence += 1
        text = json.dumps({"t": event, "s": self.sequence, "op": 0, "d": data})
        self.kept.append((self.sequence, text))
        if self.connection is not None:
            self.connection.send(text)

    def missed(self, sequence: int) -> list[str] | None:
        """What came after `sequence`; None when it is no longer known."""
        if sequence > self.sequence or sequence < self.sequence - len(self.kept):
            return None
        return [text for each, text in self.kept if each > sequence]


@dataclass(slots=True, kw_only=True)
class Event:
    """One thing that happened, in private or to the bot's own.

    `post` decides whether its content is shown.
    """

    name: str
    data: Json
    private: bool = False
    own: bool = False
    post: Post | None = None

    def passes(self, wanted: int) -> bool:
        """Whether a session with these intents is told."""
        return intents.passes(self.name, wanted, private=self.private, own=self.own)


@dataclass(slots=True)
class Hub:
    """All sessions and connections. `refusals`: close codes for the IDENTIFYs to come."""

    world: World
    url: str = ""
    token: str = ""
    sessions: dict[str, Session] = field(default_factory=dict)
    connections: deque[Connection] = field(default_factory=lambda: deque(maxlen=KEPT_CONNECTIONS))
    tampers: deque[str] = field(default_factory=deque)
    refusals: deque[int] = field(default_factory=deque)
    identifies: list[float] = field(default_factory=list)
    delay_seconds: float = 0.0
    dispatched: dict[str, int] = field(default_factory=dict)
    _held: Event | None = None

    # Telling

    def dispatch(self, name: str, data: Json, *, post: Post | None = None, **whose: bool) -> None:
        """Tell every session whose intents let it through; `whose`: private or own."""
        event = Event(name=name, data=data, post=post, **whose)
        how = self.tampers.popleft() if self.tampers else ""
        if how == "drop":
            return
        if how == "reorder":
            self._held = event
            return
        self._tell(event)
        if how == "duplicate":
            self._tell(event)
        if how == "broken_json":
            self.send_raw('{"t": "MESSAGE_CREATE", "s": ')
        if self._held is not None:
            event, self._held = self._held, None
            self._tell(event)

    def _tell(self, event: Event) -> None:
        self.dispatched[event.name] = self.dispatched.get(event.name, 0) + 1
        for session in tuple(self.sessions.values()):
            if self._expired(session):
                del self.sessions[session.id]
            elif event.passes(session.intents):
                session.push(event.name, self._for(session, event))

    def _for(self, session: Session, event: Event) -> Json:
        if event.post is None or session.intents & intents.MESSAGE_CONTENT:
            return event.data
        return event.data if readable(self.world, event.post) else withheld(event.data)

    def send_raw(self, text: str) -> None:
        """The same bytes to every open connection, whatever they mean."""
        for each in self.open:
            each.send(text)

    @property
    def open(self) -> list[Connection]:
        """Connections that stand, oldest first."""
        return [each for each in self.connections if each.closed_at is None]

    # Sessions

    def start(self, connection: Connection, wanted: int) -> Session:
        """Open a session and send READY and the servers."""
        session = Session(
            id=secrets.token_hex(16),
            intents=wanted,
            kept=deque(maxlen=self.world.settings.kept_events),
            connection=connection,
        )
        self.sessions[session.id] = session
        session.push("READY", self._ready(session))
        for guild in self.world.own_guilds():
            session.push("GUILD_CREATE", self.guild_create(guild, session))
        return session

    def _ready(self, session: Session) -> Json:
        return {
            "v": 10,
            "user": me_json(self.world.bot),
            "guilds": [
                {"id": str(each.id), "unavailable": True} for each in self.world.own_guilds()
            ],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "session_type": "normal",
            "private_channels": [],
            "application": {"id": str(self.world.bot.id), "flags": 0},
        }

    def guild_create(self, guild: Guild, session: Session) -> Json:
        """A server as this session sees it: without the presence intent nobody but the bot."""
        members = [guild.members[self.world.bot.id]]
        if session.intents & intents.PRESENCES and len(guild.members) < LARGE_GUILD:
            members = list(guild.members.values())
        return guild_create_json(self.world, guild, members)

    def dispatch_guild(self, guild: Guild) -> None:
        """The bot has come to a server."""
        for session in self.sessions.values():
            if session.intents & intents.GUILDS:
                session.push("GUILD_CREATE", self.guild_create(guild, session))

    def take_up(self, connection: Connection, session_id: str, sequence: int) -> Session | None:
        """Resume: replay what was missed; None when nothing is left to resume."""
        session = self.sessions.get(session_id)
        if session is None or self._expired(session):
            self.sessions.pop(session_id, None)
            return None
        missed = session.missed(sequence)
        if missed is None:
            del self.sessions[session_id]
            return None
        session.connection = connection
        for text in missed:
            connection.send(text)
        session.push("RESUMED", {"_trace": ["sandbox"]})
        return session

    def _expired(self, session: Session) -> bool:
        age = self.world.time() - session.detached_at
        return session.connection is None and age > self.world.settings.session_seconds

    def forget_sessions(self) -> None:
        """No session can be resumed any more; open connections stay open and hear nothing."""
        self.sessions.clear()

    # What may be asked

    def identified(self) -> bool:
        """Count an IDENTIFY; False once the day's are used up."""
        now = self.world.time()
        self.identifies = [each for each in self.identifies if each > now - DAY_SECONDS] + [now]
        return len(self.identifies) <= self.world.settings.identifies_a_day

    def too_soon(self) -> bool:
        """Whether the last IDENTIFY is less than the required gap ago."""
        gap = self.world.settings.identify_gap_seconds
        return bool(gap and self.identifies and self.world.time() - self.identifies[-1] < gap)

    def start_limit(self) -> Json:
        """How many IDENTIFYs are left."""
        total = self.world.settings.identifies_a_day
        first = min(self.identifies, default=self.world.time())
        return {
            "total": total,
            "remaining": max(0, total - len(self.identifies)),
            "reset_after": int(max(0.0, first + DAY_SECONDS - self.world.time()) * 1000),
            "max_concurrency": 1,
        }
