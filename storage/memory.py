"""`MemoryStore`: the reference implementation of the ports, for tests and for reading."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from core.actions import BOT, Outgoing, Purpose
from core.case import Case, Holder, Move, move, promised
from core.casebook import Agent, CaseFile, Change, FeedPage, FeedRow, Line
from core.corrections import Correction, Opinion, correction_of, following, newest, traced
from core.errors import NotYours
from storage import rules, showing
from storage.account_link_memory import MemoryAccountLinks
from storage.codec import us
from storage.doors import LINK
from storage.memory_guard import MemoryGuard
from storage.memory_incidents import MemoryIncidents
from storage.memory_state import Note
from storage.promise_memory import MemoryService

_VIEWS: dict[str, Callable[[Case, str], bool]] = {
    "open": lambda case, _: case.is_open,
    "mine": lambda case, agent: case.is_open and case.agent == agent,
    "queue": lambda case, _: case.is_open and case.held_by is Holder.QUEUE,
    "bot": lambda case, _: case.is_open and case.held_by is Holder.BOT,
    "resolved": lambda case, _: not case.is_open,
}


class MemoryStore(MemoryService, MemoryAccountLinks, MemoryIncidents, MemoryGuard):
    """Keeps everything in dicts and forgets it all; one method is one transaction."""

    async def close(self) -> None:
        """Nothing to let go of."""

    # CaseBook

    async def feed(self, view: str, agent: str, *, after: str = "", limit: int = 50) -> FeedPage:
        place = showing.feed_place(after)
        wanted = min(max(limit, 1), showing.MOST_ROWS)
        here = [each for each in self._cases.values() if _VIEWS[view](each, agent)]
        rest = [each for each in sorted(here, key=_place) if _place(each) > place]
        more = showing.feed_key(rest[wanted - 1]) if len(rest) > wanted else ""
        counts = showing.counts(await self.totals(), agent)
        return FeedPage(rows=tuple(map(self._row, rest[:wanted])), counts=counts, after=more)

    def _row(self, case: Case) -> FeedRow:
        lane = self._lanes.get(case.conversation)
        if lane is None:
            return FeedRow(case=case, snippet="", messages=0)
        text, judged = self._inbox[lane.last].message.text, self._verdicts.get(lane.last)
        return FeedRow(
            case=case,
            snippet=showing.snippet(text),
            messages=len(lane.ids),
            tags=judged.verdict.tags if judged else {},
        )

    async def case_file(self, case_id: str) -> CaseFile | None:
        case = self._cases.get(case_id)
        if case is None:
            return None
        decisions = tuple(d for name, d in self._decisions if name == case.conversation)
        lines = showing.in_order(self._lines(case))
        talk = self._dialogues.get(case.conversation)
        return CaseFile(case=case, lines=lines, decisions=decisions, dialogue=talk)

    def _lines(self, case: Case) -> list[Line]:
        lines, corrected = [], self._corrected()
        for key, entry in self._inbox.items():
            if entry.message.conversation == case.conversation:
                judged = self._verdicts.get(key)
                verdict = judged.verdict if judged else None
                line = showing.heard(entry.message, verdict, entry.state, entry.error)
                lines.append(replace(line, correction=corrected.get(key)))
        for send in self._outbox.values():
            if send.outgoing.conversation == case.conversation:
                fate = (send.state, send.why, send.remote_id)
                lines.append(showing.said(send.outgoing, send.at, fate))
        for number, note in enumerate(self._notes, start=1):
            if note.case_id == case.id:
                lines.append(showing.noted(number, note.agent, note.text, note.at))
        return lines

    async def move_case(
        self, case_id: str, how: Move, agent: str, at: datetime, *, reason: str = ""
    ) -> Case:
        with self._transaction():
            before = self._get(case_id)
            after = rules.moved(before, how, agent, at, reason=reason)
            after = promised(before, after, self.promises, at)
            self._save(after)
            trace = rules.stepped(how.value, agent, at, reason)
            self._decisions.append((after.conversation, trace))
            if how is Move.CLAIM:
                self._silence(after, at)
            return after

    async def answer(self, case_id: str, agent: str, outgoing: Sequence[Outgoing]) -> Case:
        with self._transaction():
            case = self._get(case_id)
            rules.answering(case, agent)
            fresh = [
                replace(each, by=agent, case_id=case_id)
                for each in outgoing
                if each.key not in self._outbox
            ]
            if not fresh:
                return case
            at = fresh[0].due_at
            after = move(case, Move.ANSWER, at=at) if rules.speaks(fresh) else case
            self._silence(case, at)
            self._queue(fresh, (), at)
            self._decisions += [(case.conversation, rules.acted(each)) for each in fresh]
            self._touch(case, "outbox")
            if after is not case:
                self._save(after)
            return after

    def _silence(self, case: Case, at: datetime) -> None:
        for send in self._outbox.values():
            out = send.outgoing
            ours = out.by == BOT and out.purpose is Purpose.ANSWER
            if out.conversation == case.conversation and ours and send.state == "pending":
                send.settle("withdrawn", at, rules.TAKEN_OVER)

    def _get(self, case_id: str) -> Case:
        if case_id not in self._cases:
            raise NotYours(f"there is no case {case_id}")
        return self._cases[case_id]

    async def note(self, case_id: str, agent: str, text: str, at: datetime) -> None:
        with self._transaction():
            case = self._get(case_id)
            self._notes.append(Note(case_id, agent, text, at))
            self._decisions.append((case.conversation, rules.stepped("note", agent, at, "")))
            self._touch(case, "case")

    async def changes(self, after: int, *, limit: int = 200) -> Sequence[Change]:
        if len(self._log) <= after:
            try:
                async with asyncio.timeout(self.patience):
                    await self._bell.wait()
            except TimeoutError:
                return ()
        return self._log[after : after + limit]

    async def latest_change(self) -> int:
        """The number of the last change."""
        return len(self._log)

    async def totals(self) -> dict[str, int]:
        """Everything counted afresh, under the names of the running totals."""
        names = Counter(name for case in self._cases.values() for name in rules.tallies(case))
        rows = [(send, send.outgoing) for send in self._outbox.values()]
        said = [send for send, out in rows if rules.is_reply(out.kind, out.purpose)]
        names["messages"] = len(self._inbox)
        names["verdicts"] = len(self._verdicts)
        names["replies"] = sum(each.state == "sent" for each in said)
        names["dead_letters"] = len(self._letters)
        names.update(self._scam_totals())
        return {name: value for name, value in names.items() if value}

    # CorrectionBook

    async def correct(self, case_id: str, opinion: Opinion) -> Case:
        with self._transaction():
            case, key, known = self._get(case_id), opinion.message_key, self._corrected()
            judged = {
                each.message.key: self._verdicts[each.message.key]
                for each in self._entries(case.conversation, {"done", "dead"})
            }
            if key not in judged:
                raise NotYours(rules.GONE)
            about = judged.pop(key)
            correction = correction_of(about.message, about.verdict, known.get(key), opinion)
            if not correction.changes:
                return case
            self._corrections.append(correction)
            self._decisions.append((case.conversation, traced(correction)))
            others = [
                known[name].after.urgency if name in known else each.verdict.urgency
                for name, each in judged.items()
                if self._judged_at[name] >= case.opened_at
            ]
            after = following(case, correction, others)
            after = promised(case, after, self.promises, correction.at)
            self._touch(case, "case")
            if after is not case:
                self._save(after)
            return after

    async def corrections(self) -> Sequence[Correction]:
        return [each for each in self._corrections if each.text]

    def _corrected(self) -> dict[str, Correction]:
        """The last word on each message."""
        return {each.message_key: each for each in newest(self._corrections)}

    # Doorkeeper

    async def add_agent(self, agent: Agent) -> None:
        known = self._agents.get(agent.id)
        self._agents[agent.id] = replace(known, name=agent.name) if known else agent

    async def agents(self) -> Sequence[Agent]:
        return sorted(self._agents.values(), key=lambda each: (each.created_at, each.id))

    async def put_pass(self, digest: str, agent: str, kind: str, until: datetime) -> None:
        if agent not in self._agents:
            raise NotYours(f"there is no agent {agent}")
        self._passes[digest] = (agent, kind, until)

    async def take_pass(self, digest: str, kind: str, now: datetime) -> Agent | None:
        agent, of, until = self._passes.get(digest, ("", "", now))
        if of != kind or until <= now:
            return None
        if kind == LINK:
            del self._passes[digest]
        return self._agents[agent]

    async def drop_pass(self, digest: str) -> None:
        self._passes.pop(digest, None)


def _place(case: Case) -> tuple[str, int, str]:
    return (case.priority.value, us(case.due_at), case.id)
