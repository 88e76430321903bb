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
from core.feed import Filters
from core.ports import Decision
from core.types import Attachment, Leg, Platform, Verdict

# Why a message that was deleted where it was written has no words.
DELETED = "the message was deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One line of the agents' feed; `tags` are those of the last message, `words` those that agents
    gave the case; `unread` for whoever looks."""

    case: Case
    snippet: str
    messages: int
    tags: Mapping[str, tuple[str, float]] = field(default_factory=dict[str, tuple[str, float]])
    words: tuple[str, ...] = ()
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """A page of the feed, most urgent first; `after` is the key of the next page, `totals` are the
    running totals of cases."""

    rows: tuple[FeedRow, ...]
    counts: dict[str, int]
    after: str = ""
    totals: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a case as agents see it: a message, one of our sends, a note or an act.

    `correction` is the last word of an agent on what triage said; `purpose` says why we sent it,
    `model` which model worded it, if one did. `case_id` is where it was said: another case where
    that one goes on in this.
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
    case_id: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with everything an agent needs to answer it, oldest line first.

    `dialogue` has the facts that were collected, so that they stand at the top. Of a long
    conversation it is one page: `earlier` is the key of the page before, `said` counts all that was
    ever said; where nobody counted, it is what is here. Of many decisions it has the latest.
    """

    case: Case
    lines: tuple[Line, ...]
    decisions: tuple[Decision, ...]
    dialogue: Dialogue | None = None
    earlier: str = ""
    said: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A person who may sign in unless disabled; `id` is what leases and the audit name."""

    id: str
    name: str
    created_at: datetime
    role: Role = Role.AGENT
    disabled_at: datetime | None = None
    signed_in_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something on the feed changed; `number` only grows, so that a listener can resume."""

    number: int
    case_id: str
    kind: str


class CaseBook(Protocol):
    """The console's half of the memory."""

    async def feed(
        self,
        view: str | Filters,
        agent: str,
        *,
        after: str = "",
        limit: int = 50,
        now: datetime | None = None,
    ) -> FeedPage:
        """By filters, or by the name of a view that everybody has; keyset paging by `after`."""
        ...

    async def case_file(self, case_id: str, *, before: str = "") -> CaseFile | None:
        """The case with the end of its conversation, or with the page that ends at `before`."""
        ...

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

    async def latest_change(self) -> int:
        """The number of the last change, for a listener that wants only what comes."""
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
