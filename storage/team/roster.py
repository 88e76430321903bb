"""The roster, and the board on which consoles tell each other who is where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, text

from core.actions import BOT
from core.team.presence import Card, Choice, Doing
from core.team.shift import Member
from storage import tables as t
from storage.audit import acts as audit
from storage.codec import us
from storage.engine.dialect import execute, replace_all, upsert
from storage.engine.work import Work
from storage.team import rules as team_rules
from storage.team.codec import card_of, card_row, choice_row, member_of, member_row

# A card that nobody wrote again for so long says nothing any more.
STALE = timedelta(hours=1)
# Cases with the bot at work that anybody is told of.
MOST_AT_WORK = 500
_M, _W = t.team_member, t.whereabouts
_MEMBERS = select(_M).order_by(_M.c.agent)
_PLANNED = ("zone", "week", "skills", "languages", "most")
_KEEP = upsert(_M, lambda new: {name: new[name] for name in _PLANNED})
_CHOOSE = upsert(_M, lambda new: {"chosen": new.chosen, "chosen_at": new.chosen_at})
_POST = replace_all(_W)
_FORGET = delete(_W).where(_W.c.at < bindparam("before"))
_CARDS = select(_W).where(_W.c.at >= bindparam("since")).order_by(_W.c.agent, _W.c.console)
_OPEN = text("\"case\".status <> 'resolved'")
# A lane that somebody works on stays ready until he is done, so few rows are looked at.
_READING = (
    select(t.case.c.id)
    .join_from(t.lane, t.case, t.case.c.conversation == t.lane.c.conversation)
    .where(text("ready_at IS NOT NULL"), t.lane.c.lease_until > bindparam("now"), _OPEN)
    .limit(MOST_AT_WORK)
)
_REPLYING = (
    select(t.case.c.id)
    .join_from(t.outbox, t.case, t.case.c.id == t.outbox.c.case_id)
    .where(text("state = 'pending'"), t.outbox.c.by == BOT, t.outbox.c.purpose == "answer", _OPEN)
    .limit(MOST_AT_WORK)
)


@dataclass(frozen=True)
class Planning:
    """Somebody changes an entry of the roster."""

    member: Member
    by: str
    at: datetime


@dataclass(frozen=True)
class Choosing:
    """Somebody says how he can be reached."""

    agent: str
    choice: Choice | None


def members(connection: Connection) -> list[Member]:
    """The roster."""
    return [member_of(row) for row in connection.execute(_MEMBERS)]


def cards(connection: Connection, since: datetime) -> list[Card]:
    """What was told since."""
    return [card_of(row) for row in connection.execute(_CARDS, {"since": us(since)})]


def bot_at_work(connection: Connection, now: datetime) -> Mapping[str, Doing]:
    """The open cases in which the bot is at work."""
    replying = {row.id: Doing.REPLYING for row in connection.execute(_REPLYING)}
    reading = connection.execute(_READING, {"now": us(now)})
    return replying | {row.id: Doing.WORKING for row in reading}


def _keep(connection: Connection, planning: Planning) -> None:
    execute(connection, _KEEP, [member_row(planning.member)])
    decision = team_rules.planned(planning.member, planning.by, planning.at)
    audit.AUDIT.alone(connection, decision)


def _choose(connection: Connection, choosing: Choosing) -> None:
    unplanned = member_row(Member(agent=choosing.agent))
    execute(connection, _CHOOSE, [unplanned | choice_row(choosing.choice)])


def _post(connection: Connection, cards: Sequence[Card]) -> None:
    execute(connection, _POST, [card_row(card) for card in cards])
    connection.execute(_FORGET, {"before": us(max(card.at for card in cards) - STALE)})


KEEP, CHOOSE, POST = Work(_keep), Work(_choose), Work(_post)
