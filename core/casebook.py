"""The console's half of the memory, and what it shows: feed, cases, people who may sign in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.access import Role
from core.actions import Outgoing
from core.case import Case, Move
from core.corrections import Correction
from core.dialogue import Dialogue
from core.ports import Decision
from core.types import Leg, Platform, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One line of the agents' feed; `tags` are those of the last message."""

    case: Case
    snippet: str
    messages: int
    tags: Mapping[str, tuple[str, float]] = field(default_factory=dict[str, tuple[str, float]])


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """A page of the feed, most urgent first; `after` is the key of the next page."""

    rows: tuple[FeedRow, ...]
    counts: dict[str, int]
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a case as agents see it: a message, one of our sends, a note or an act.

    `correction` is the last word of an agent on what triage said; `purpose` says why we sent it,
    `model` which model worded it, if one did.
    """

    kind: str
    at: datetime
    by: str
    text: str
    leg: Leg = Leg.PUBLIC
    state: str = ""
    why: str = ""
    key: str = ""
    native_id: str = ""
    version: int = 0
    verdict: Verdict | None = None
    secrets: tuple[str, ...] = ()
    correction: Correction | None = None
    purpose: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with everything an agent needs to answer it, oldest line first.

    `dialogue` has the facts that were collected, so that they stand at the top.
    """

    case: Case
    lines: tuple[Line, ...]
    decisions: tuple[Decision, ...]
    dialogue: Dialogue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A person who may sign in; `id` is what leases and the audit name."""

    id: str
    name: str
    created_at: datetime
    role: Role = Role.AGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something on the feed changed; `number` only grows, so that a listener can resume."""

    number: int
    case_id: str
    kind: str


class CaseBook(Protocol):
    """The console's half of the memory."""

    async def feed(self, view: str, agent: str, *, after: str = "", limit: int = 50) -> FeedPage:
        """`view`: open | mine | queue | bot | resolved; keyset paging by `after`."""
        ...

    async def case_file(self, case_id: str) -> CaseFile | None: ...

    async def move_case(
        self, case_id: str, how: Move, agent: str, at: datetime, *, reason: str = ""
    ) -> Case:
        """Claim, release, resolve …; raises IllegalTransition or NotYours, writes the audit."""
        ...

    async def answer(self, case_id: str, agent: str, outgoing: Sequence[Outgoing]) -> Case:
        """Queue the holder's words or acts; raises NotYours when the lease is not `agent`'s."""
        ...

    async def note(self, case_id: str, agent: str, text: str, at: datetime) -> None: ...

    async def changes(self, after: int, *, limit: int = 200) -> Sequence[Change]:
        """What happened since; waits up to some seconds for something to happen."""
        ...


class Doorkeeper(Protocol):
    """Who may sign in to the console."""

    async def add_agent(self, agent: Agent) -> None: ...

    async def agents(self) -> Sequence[Agent]: ...

    async def put_pass(self, digest: str, agent: str, kind: str, until: datetime) -> None:
        """Keep the digest of a sign-in link (`kind` "link", works once) or a session."""
        ...

    async def take_pass(self, digest: str, kind: str, now: datetime) -> Agent | None:
        """The agent behind a digest that is still good; a link is used up by this."""
        ...

    async def drop_pass(self, digest: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How one adapter is doing, for the operator."""

    platform: Platform
    state: str
    since: datetime
    detail: str = ""
    counts: Mapping[str, float] = field(default_factory=dict[str, float])
