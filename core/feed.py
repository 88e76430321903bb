"""What a feed shows: filters as plain values, and which cases they mean. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from core.case import Case, Holder, Status, awaits_person
from core.types import RiskLevel, Urgency

# A promise that ends so soon is about to be broken.
BREACHING_WITHIN = timedelta(minutes=30)
UNRESOLVED = "unresolved"
MINE, UNASSIGNED, QUEUE, BOT, AGENT = "mine", "unassigned", "queue", "bot", "agent:"
BREACHING, BREACHED = "breaching", "breached"
UNREAD = "yes"
# Takes back what a view asks for.
ANY = "any"
LONGEST = 80
# What a field may say; the others are free.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "risk": tuple(each.value for each in RiskLevel),
    "urgency": tuple(each.value for each in Urgency),
    "status": (UNRESOLVED, *(each.value for each in Status)),
    "due": (BREACHING, BREACHED),
    "unread": (UNREAD,),
}
_HOLDERS = (MINE, UNASSIGNED, QUEUE, BOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which cases are meant; an empty field means all.

    `status` is `unresolved` or a case's own, `holder` mine | unassigned | queue | bot | agent:<id>,
    `due` breaching | breached, `unread` "yes".
    """

    platform: str = ""
    topic: str = ""
    language: str = ""
    risk: str = ""
    urgency: str = ""
    status: str = ""
    holder: str = ""
    due: str = ""
    incident: str = ""
    tag: str = ""
    unread: str = ""

    @property
    def set(self) -> dict[str, str]:
        """The fields that say something."""
        return {name: value for name, value in asdict(self).items() if value}

    def over(self, base: Filters) -> Filters:
        """A view's filters with these above them; `any` takes one of the view's away."""
        both = base.set | self.set
        return Filters(**{name: value for name, value in both.items() if value != ANY})

    def under(self, base: Filters) -> Filters:
        """What has to stand above the base so that these come out of it."""
        above = {k: v for k, v in self.set.items() if getattr(base, k) != v}
        return Filters(**{k: ANY for k in base.set if not getattr(self, k)} | above)


FIELDS = tuple(each.name for each in fields(Filters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a case does not know about itself."""

    tags: frozenset[str] = frozenset()
    incidents: frozenset[str] = frozenset()
    unread: bool = False


NO_FACTS = Facts()


def filters_of(params: Mapping[str, str]) -> Filters:
    """The filters in a form or an address; what no filter says is left out."""
    return Filters(**{n: params[n][:LONGEST] for n in FIELDS if _is_said(n, params.get(n, ""))})


def _is_said(name: str, value: str) -> bool:
    if not value or value == ANY or name not in {*CHOICES, "holder"}:
        return bool(value) and value.isprintable()
    if name == "holder":
        return value in _HOLDERS or (value.startswith(AGENT) and value != AGENT)
    return value in CHOICES[name]


def holds(wanted: Filters, case: Case, agent: str, now: datetime, facts: Facts = NO_FACTS) -> bool:
    """Whether a case is meant, for this agent and now."""
    own = {
        "platform": case.platform,
        "topic": case.intent,
        "language": case.language,
        "risk": case.risk,
        "urgency": case.priority.value,
    }
    same = all(getattr(wanted, name) in ("", value) for name, value in own.items())
    extra = wanted.tag in {"", *facts.tags} and wanted.incident in {"", *facts.incidents}
    read = not wanted.unread or facts.unread
    return same and extra and read and _stands(wanted, case, agent) and _due(wanted.due, case, now)


def _stands(wanted: Filters, case: Case, agent: str) -> bool:
    status = wanted.status in ("", case.status) or (wanted.status == UNRESOLVED and case.is_open)
    holders = {"", case.held_by.value} if case.held_by is not Holder.AGENT else {""}
    if case.held_by is Holder.AGENT:
        holders |= {f"{AGENT}{case.agent}", *((MINE,) if case.agent == agent else ())}
    else:
        holders.add(UNASSIGNED)
    return status and wanted.holder in holders


def _due(wanted: str, case: Case, now: datetime) -> bool:
    if not wanted:
        return True
    late = case.due_at < now
    soon = late if wanted == BREACHED else not late and case.due_at < now + BREACHING_WITHIN
    return awaits_person(case) and soon
