"""Who is called about a case that cannot wait, and who after him. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.actions import Button, Outgoing, Purpose
from core.case import Case
from core.commands import MOD, argument, command
from core.house import House, Room
from core.tables.service import OnCall, ServiceTable
from core.types import Message, Platform, Urgency

# What somebody on call presses: "/mod ack 0123456789".
ACK = "ack"
CASE_ID_LENGTH = 10


class PageState(StrEnum):
    """What became of a call; `sent` waits for somebody, `failed` for the next step."""

    SENT = "sent"
    FAILED = "failed"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


# A call that nothing followed yet.
WAITING = frozenset({PageState.SENT, PageState.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One call: which step of which try of the chain, and until when it waits for a word.

    `run` counts how often the chain began anew for the case, `number` the calls of that run;
    `token` is the digest of what the link in a call says.
    """

    case_id: str
    conversation: str
    run: int
    number: int
    name: str
    via: str
    sent_at: datetime
    next_at: datetime
    state: PageState = PageState.SENT
    why: str = ""
    by: str = ""
    token: str = ""

    @property
    def key(self) -> str:
        return f"page:{self.case_id}:{self.run}:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case nobody has taken, with the calls that were made about it, oldest first."""

    case: Case
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The steps, and how often they are tried."""

    steps: tuple[OnCall, ...] = ()
    rounds: int = 3
    urgencies: tuple[Urgency, ...] = (Urgency.P0,)

    @classmethod
    def of(cls, table: ServiceTable) -> Chain:
        return cls(steps=table.on_call, rounds=table.rounds, urgencies=table.page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A step to be taken now."""

    page: Page
    step: OnCall
    case: Case
    link: str = field(default="", compare=False)


def next_call(waiting: Waiting, chain: Chain, now: datetime) -> Call | None:
    """Whom to call now; None while somebody may still answer, or once everybody was tried.

    A call that did not get through is followed by the next one at once, but a new round waits.
    After a run that ended, because somebody took the case and gave it back, the chain begins anew.
    """
    if not chain.steps:
        return None
    run, number = 1, 0
    if waiting.pages:
        last = waiting.pages[-1]
        if last.state is PageState.ACKNOWLEDGED:
            return None
        run, number = last.run, last.number + 1
        if last.state is PageState.CLOSED:
            run, number = last.run + 1, 0
        elif last.next_at > now and (last.state is PageState.SENT or _anew(number, chain)):
            return None
    if number >= chain.rounds * len(chain.steps):
        return None
    return _call(waiting.case, (run, number), chain.steps[number % len(chain.steps)], now)


def _anew(number: int, chain: Chain) -> bool:
    """Whether this call would begin the chain again: dead pagers must not use it up at once."""
    return number % len(chain.steps) == 0


def _call(case: Case, place: tuple[int, int], step: OnCall, now: datetime) -> Call:
    page = Page(
        case_id=case.id,
        conversation=case.conversation,
        run=place[0],
        number=place[1],
        name=step.name,
        via=step.via,
        sent_at=now,
        next_at=now + timedelta(minutes=step.wait_min),
    )
    return Call(page=page, step=step, case=case)


def row_of(call: Call, house: House) -> Outgoing | None:
    """The call as a row of the outbox; None where there is no such room.

    Nothing that the user wrote is repeated: a pager is read over shoulders.
    """
    step, platform = call.step, Platform(call.step.platform)
    room = house.rooms.get(platform)
    if step.via == "private":
        language = room.language if room else house.protect.language
        room = Room(platform=platform, account="", address=step.address, language=language)
    if room is None:
        return None
    label = house.library.phrase("mod_page_take", room.language)
    return Outgoing(
        key=call.page.key,
        platform=room.platform,
        account=room.account,
        conversation=f"room:{room.platform}:{room.address}",
        address=room.address,
        due_at=call.page.sent_at,
        purpose=Purpose.REPORT,
        text=told(call, house, room.language),
        markdown=True,
        buttons=(Button(label=label, data=f"{MOD} {ACK} {call.case.id}"),),
    )


def told(call: Call, house: House, language: str) -> str:
    """What whoever is called reads, in the language of the moderators."""
    case = call.case
    said = house.library.phrase
    text = said("mod_page_text", language, platform=case.platform, **named(case))
    link = said("mod_page_link", language, link=call.link) if call.link else ""
    return "\n".join(filter(None, (text, link)))


def named(case: Case) -> dict[str, str]:
    """What is said of a case to those who run the desk."""
    return {
        "priority": case.priority.value,
        "topic": case.intent.replace("_", " "),
        "id": case.id,
        "due": f"{case.due_at:%H:%M} UTC",
    }


def acknowledged_case(message: Message) -> str:
    """The case that an order says somebody looks after; empty for everything else."""
    verb, _, case_id = argument(message.text).partition(" ")
    found = case_id.strip()[:CASE_ID_LENGTH]
    is_order = command(message.text) == MOD and verb == ACK and len(found) == CASE_ID_LENGTH
    return found if is_order else ""


def dead(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The last call of each step that did not get through, oldest first."""
    last = {page.name: page for page in sorted(pages, key=lambda each: each.sent_at)}
    return tuple(page for page in last.values() if page.state is PageState.FAILED)
