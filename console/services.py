"""What the console needs from the desk; the composition root fills it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.actions import Kind, Outgoing
from core.case import Case
from core.casebook import CaseBook, CaseFile, Doorkeeper, Health, Line
from core.ports import Capabilities, Clock
from core.types import Platform

# The case, the agent's words and id, now -> what leaves; raises UnsafeText.
Compose = Callable[[Case, str, str, datetime], tuple[Outgoing, ...]]
# The case, the line that gives cause, what to do, the agent's id, now -> what leaves.
Act = Callable[[Case, Line, Kind, str, datetime], Outgoing]
# The case that is being resolved, the agent's id, now -> a question how we did, or nothing.
Rating = Callable[[Case, str, datetime], Outgoing | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything behind the console. `notices` stand above every page, as plain sentences.

    `capabilities` gives the composer its length limit and says which acts a platform has;
    `public_url` is the console's address as agents type it and decides on secure cookies.
    """

    book: CaseBook
    door: Doorkeeper
    clock: Clock
    compose: Compose
    act: Act
    health: Callable[[], Sequence[Health]]
    suggestion: Callable[[CaseFile], str]
    public_url: str
    rating: Rating = lambda *_: None
    notices: tuple[str, ...] = ()
    capabilities: Mapping[Platform, Capabilities] = field(
        default_factory=dict[Platform, Capabilities]
    )
