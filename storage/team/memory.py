"""The reference memory's team: roster, board, assignments, handing over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.actions import BOT, Purpose
from core.case import Case, Holder, promised
from core.errors import NotYours
from core.team.book import Assignment, Dealt, Fate, HandOver, Holding, Mode
from core.team.presence import Card, Choice, Doing
from core.team.shift import Member
from storage.audit.acts import NOWHERE
from storage.codec import us
from storage.memory.casework import MemoryCasework
from storage.memory.state import Note
from storage.rules import GOES_ON
from storage.team import rules as team_rules
from storage.team.roster import STALE


class MemoryTeam(MemoryCasework):
    """`TeamBook`."""

    def __init__(self) -> None:
        super().__init__()
        self._roster: dict[str, Member] = {}
        self._board: dict[tuple[str, str], Card] = {}
        self._given: list[Assignment] = []

    async def members(self) -> Sequence[Member]:
        return [self._roster[agent] for agent in sorted(self._roster)]

    async def keep_member(self, member: Member, by: str, at: datetime) -> None:
        known = self._roster.get(member.agent)
        choice = known.choice if known else member.choice
        self._roster[member.agent] = replace(member, choice=choice)
        self._decisions.append((NOWHERE, team_rules.planned(member, by, at)))

    async def choose(self, agent: str, choice: Choice | None) -> None:
        known = self._roster.get(agent, Member(agent=agent))
        self._roster[agent] = replace(known, choice=choice)

    async def post(self, cards: Sequence[Card]) -> None:
        for card in cards:
            self._board[card.agent, card.console] = card
        if cards:
            oldest = max(card.at for card in cards) - STALE
            self._board = {key: card for key, card in self._board.items() if card.at >= oldest}

    async def cards(self, since: datetime) -> Sequence[Card]:
        return [card for _, card in sorted(self._board.items()) if card.at >= since]

    async def bot_at_work(self, now: datetime) -> Mapping[str, Doing]:
        found: dict[str, Doing] = {}
        for send in self._outbox.values():
            out = send.outgoing
            waits = send.state == "pending" and out.by == BOT and out.purpose is Purpose.ANSWER
            if waits and out.case_id in self._cases and self._cases[out.case_id].is_open:
                found[out.case_id] = Doing.REPLYING
        for case in self._cases.values():
            lane = self._lanes.get(case.conversation)
            if case.is_open and lane and lane.ready_at and lane.leased and lane.leased > now:
                found[case.id] = Doing.WORKING
        return found

    async def queue(self, *, limit: int) -> Sequence[Case]:
        waiting = [case for case in self._cases.values() if team_rules.waits(case)]
        return sorted(waiting, key=_place)[:limit]

    async def holdings(self) -> Sequence[Holding]:
        counts = Counter(
            (case.agent or "", case.priority, case.status)
            for case in self._cases.values()
            if case.is_open and case.held_by is Holder.AGENT
        )
        return [
            Holding(agent=agent, priority=priority, status=status, count=n)
            for (agent, priority, status), n in sorted(counts.items())
        ]

    async def assignments(self, since: datetime) -> Sequence[Dealt]:
        return [
            Dealt(assignment=each, case=self._cases[each.case_id])
            for each in self._given
            if each.ended_at is None or each.ended_at >= since
        ]

    async def give(self, assignment: Assignment) -> bool:
        case = self._cases.get(assignment.case_id)
        known = {each.case_id for each in self._given if each.fate is Fate.RUNNING}
        merged = case is not None and case.id in self._parted.merges
        if case is None or not team_rules.waits(case) or case.id in known or merged:
            return False
        with self._transaction():
            after, decision = team_rules.given(case, assignment)
            self._given.append(assignment)
            self._write(case, after)
            self._decisions.append((case.conversation, decision))
            if assignment.mode is Mode.ASSIGN:
                self._silence(after, assignment.at)
            return True

    async def end(self, assignment: Assignment, fate: Fate, at: datetime) -> bool:
        name = (assignment.case_id, assignment.agent, assignment.at)
        running = [each for each in self._given if each.fate is Fate.RUNNING]
        known = [each for each in running if (each.case_id, each.agent, each.at) == name]
        if not known:
            return False
        place = self._given.index(known[0])
        self._given[place] = replace(known[0], fate=fate, ended_at=at)
        case = self._cases[assignment.case_id]
        follows = team_rules.ended(case, assignment, fate, at)
        if follows:
            with self._transaction():
                self._write(case, promised(case, follows[0], self.promises, at))
                self._decisions.append((case.conversation, follows[1]))
        return True

    async def held_by(self, agent: str) -> Sequence[Case]:
        held = [
            case
            for case in self._cases.values()
            if case.is_open and case.held_by is Holder.AGENT and case.agent == agent
        ]
        return sorted(held, key=_place)

    async def hand_over(self, handing: HandOver) -> Case:
        case = self._get(handing.case_id)
        if case.id in self._parted.merges:
            raise NotYours(GOES_ON)
        with self._transaction():
            after, decision = team_rules.handed(case, handing)
            after = promised(case, after, self.promises, handing.at)
            self._save(after)
            if handing.words:
                self._notes.append(Note(case.id, handing.by, handing.words, handing.at))
            self._decisions.append((case.conversation, decision))
            return after

    def _write(self, case: Case, after: Case) -> None:
        if after is case:
            self._touch(case, "case")
        else:
            self._save(after)


def _place(case: Case) -> tuple[str, int, str]:
    return (case.priority.value, us(case.due_at), case.id)
