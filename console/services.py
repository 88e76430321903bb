"""What the console needs from the desk; the composition root fills it in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from console.entry import Entry
from core.actions import Kind, Outgoing
from core.api import ApiRoom
from core.case import Case
from core.casebook import CaseBook, CaseFile, Health, Line
from core.casework import CaseRoom
from core.composing import ComposeRoom
from core.corrections import CorrectionBook
from core.doors import Door
from core.feed_room import FeedRoom
from core.guard import Guard
from core.incidents.room import IncidentRoom
from core.numbers.board import NumberRoom
from core.ports import Capabilities, Clock
from core.privacy.room import PrivacyRoom
from core.registry import Registry
from core.scams import ScamFile, Verb
from core.service.room import ServiceRoom
from core.shelf import Shelf
from core.tables.protect import ProtectTable
from core.team.room import TeamRoom
from core.triage.explain import Reason
from core.types import Platform, Verdict

# The case, the agent's words and id, now -> what leaves; raises UnsafeText.
Compose = Callable[[Case, str, str, datetime], tuple[Outgoing, ...]]
# The case, the line that gives cause, what to do, the agent's id, now -> what leaves.
Act = Callable[[Case, Line, Kind, str, datetime], Outgoing]
# A masked text and its verdict -> why it was judged so.
Explain = Callable[[str, Verdict], Awaitable[Sequence[Reason]]]
# A scam case and what a moderator says to it -> what would leave; the console adds who and when.
ActsFor = Callable[[ScamFile, Verb], tuple[Outgoing, ...]]


class Answered(Protocol):
    """Whether somebody is real: official | not_official | unknown, about what, and what he is."""

    @property
    def answer(self) -> str: ...

    @property
    def about(self) -> str: ...

    @property
    def what(self) -> str: ...


# What somebody pasted: a handle, a link or a mail address -> whether it is the exchange's.
Verify = Callable[[str], Awaitable[Answered]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How a part of the desk itself is doing; `name` and `state` are codes of the texts."""

    name: str
    state: str
    since: datetime
    detail: str = ""
    counts: Mapping[str, float] = field(default_factory=dict[str, float])


async def no_reasons(_text: str, _verdict: Verdict) -> Sequence[Reason]:
    """Where nobody can explain."""
    return ()


def no_acts(_file: ScamFile, _verb: Verb) -> tuple[Outgoing, ...]:
    """Where nothing can be done to anybody."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything behind the console. `notices` stand above every page, as plain sentences.

    `capabilities` gives the composer its length limit and says which acts a platform has;
    `public_url` is the console's address as agents type it and decides on secure cookies. Pages
    whose port is missing (`guard`, `registry`, `verify`) are not there.
    """

    book: CaseBook
    corrections: CorrectionBook
    door: Door
    clock: Clock
    compose: Compose
    act: Act
    health: Callable[[], Sequence[Health]]
    suggestion: Callable[[CaseFile], str]
    public_url: str
    parts: Callable[[], Sequence[Part]] = tuple
    explain: Explain = no_reasons
    guard: Guard | None = None
    acts_for: ActsFor = no_acts
    protect: ProtectTable = field(default_factory=ProtectTable)
    registry: Registry | None = None
    shelf: Shelf | None = None
    verify: Verify | None = None
    incidents: IncidentRoom | None = None
    service: ServiceRoom | None = None
    feed: FeedRoom | None = None
    numbers: NumberRoom | None = None
    ready: Callable[[], Awaitable[bool]] | None = None
    entry: Entry = field(default_factory=Entry)
    composing: ComposeRoom | None = None
    api: ApiRoom | None = None
    casework: CaseRoom | None = None
    team: TeamRoom | None = None
    privacy: PrivacyRoom | None = None
    notices: tuple[str, ...] = ()
    capabilities: Mapping[Platform, Capabilities] = field(
        default_factory=dict[Platform, Capabilities]
    )
