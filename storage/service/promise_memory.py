"""The reference memory's service: promises and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from core.actions import Outgoing
from core.case import Case
from core.service.books import Promised
from core.service.paging import WAITING, Page, PageState, Waiting
from core.types import Urgency
from storage.codec import us
from storage.service import promise_rules as rules
from storage.service.rating_memory import MemoryRatings


class MemoryService(MemoryRatings):
    """`ServiceBook`."""

    def __init__(self) -> None:
        super().__init__()
        self._promises: list[Promised] = []
        self._pages: dict[str, Page] = {}

    def _follow_case(self, before: Case | None, after: Case) -> None:
        super()._follow_case(before, after)
        was, waits = rules.awaited(before), rules.awaited(after)
        if was and not waits:
            self._change(after, lambda each: rules.ended(each, after))
        elif waits and not was:
            self._promises.append(rules.begun(after))
        elif waits and before and rules.was_renewed(before, after):
            self._change(after, lambda each: rules.renewed(each, after))
        if rules.callable_(before) and not rules.callable_(after):
            why, who = rules.why_closed(after)
            for page in self._of(after.id):
                if page.state is not PageState.CLOSED:
                    closed = replace(page, state=PageState.CLOSED, why=why, by=who)
                    self._pages[page.key] = closed

    def _change(self, case: Case, change: Callable[[Promised], Promised]) -> None:
        for number, each in enumerate(self._promises):
            if each.case_id == case.id and each.ended_at is None:
                self._promises[number] = change(each)

    async def promises_since(self, since: datetime, *, limit: int = 5000) -> Sequence[Promised]:
        lately = [e for e in self._promises if e.ended_at is None or e.ended_at >= since]
        ordered = sorted(lately, key=lambda each: (-us(each.since), each.case_id))
        return ordered[:limit]

    async def waiting(self, urgencies: Sequence[Urgency], *, limit: int = 50) -> Sequence[Waiting]:
        cases = [
            each
            for each in self._cases.values()
            if rules.callable_(each) and each.priority in urgencies
        ]
        cases.sort(key=lambda each: (each.due_at, each.id))
        return [Waiting(case=each, pages=tuple(self._of(each.id))) for each in cases[:limit]]

    async def call(self, page: Page, outgoing: Outgoing | None) -> bool:
        case = self._cases.get(page.case_id)
        if case is None or not rules.callable_(case) or page.key in self._pages:
            return False
        with self._transaction():
            self._pages[page.key] = page
            if outgoing:
                self._queue([outgoing], (), page.sent_at)
            self._decisions.append((case.conversation, rules.called(page)))
            self._touch(case, "case")
        return True

    async def call_failed(self, key: str, why: str, at: datetime) -> None:
        page = self._pages.get(key)
        if page is None or page.state is not PageState.SENT:
            return
        with self._transaction():
            self._pages[key] = replace(page, state=PageState.FAILED, why=why)
            self._decisions.append((page.conversation, rules.not_called(key, why, at)))
            self._touch(self._cases.get(page.case_id), "case")

    async def acknowledge(self, which: str, by: str, at: datetime) -> Case | None:
        named = [e for e in self._pages.values() if which and which in (e.case_id, e.token)]
        if not named:
            return None
        case = self._cases[named[0].case_id]
        waits = [each for each in self._of(case.id) if each.state in WAITING]
        with self._transaction():
            for page in waits:
                taken = replace(self._pages[page.key], state=PageState.ACKNOWLEDGED, by=by)
                self._pages[page.key] = taken
            if waits:
                self._decisions.append((case.conversation, rules.acknowledged(case, by, at)))
                self._touch(case, "case")
        return case

    async def calls(self, since: datetime, *, limit: int = 200) -> Sequence[Page]:
        lately = [self._seen(each) for each in self._pages.values() if each.sent_at >= since]
        return sorted(lately, key=lambda each: (-us(each.sent_at), each.key))[:limit]

    def _of(self, case_id: str) -> list[Page]:
        pages = [self._seen(each) for each in self._pages.values() if each.case_id == case_id]
        return sorted(pages, key=lambda each: (each.run, each.number))

    def _seen(self, page: Page) -> Page:
        send = self._outbox.get(page.key)
        return rules.seen(page, send.state if send else None, send.why if send else "")
