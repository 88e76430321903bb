"""The reference memory's service: who was asked how we did, and how cases ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.actions import BOT, Outgoing, Purpose
from core.case import Case, Holder
from core.protection import ScamStatus, scam_id
from core.service.books import Ending, Scored
from core.service.rating import SOLEMN, Asking, Rated, Rating, may_be_asked, question_key
from core.types import Place
from storage.codec import us
from storage.memory.guard import MemoryGuard
from storage.service import promise_rules as rules


class MemoryRatings(MemoryGuard):
    """`RatingBook`."""

    def __init__(self) -> None:
        super().__init__()
        self._ratings: dict[str, Scored] = {}
        self._replaced: dict[str, int] = {}
        self._endings: list[Ending] = []

    def _follow_case(self, before: Case | None, after: Case) -> None:
        super()._follow_case(before, after)
        if rules.reopened(before, after):
            for number, each in enumerate(self._endings):
                if each.case_id == after.id and each.reopened_at is None:
                    self._endings[number] = replace(each, reopened_at=after.updated_at)
        if rules.resolved(before, after):
            self._endings.append(self._ending(after))

    def _ending(self, case: Case) -> Ending:
        said = {
            send.answer
            for send in self._outbox.values()
            if send.outgoing.case_id == case.id
            and send.state in rules.SPOKEN
            and send.outgoing.kind == "say"
            and send.outgoing.purpose is Purpose.ANSWER
        }
        return Ending(
            case_id=case.id,
            conversation=case.conversation,
            platform=case.platform,
            at=case.updated_at,
            by_bot=case.held_by is Holder.BOT,
            answers=len(said),
            first=all(each.case_id != case.id for each in self._endings),
        )

    async def to_ask(self, asking: Asking) -> Sequence[Case]:
        ended = sorted(self._endings, key=lambda each: (each.at, each.case_id))
        cases = [
            self._cases[each.case_id]
            for each in ended
            if each.at >= asking.solved_after
            and each.reopened_at is None
            and each.answers
            and self._turn_to_ask(each, asking)
        ]
        return [case for case in cases if self._may_ask(case)][: asking.limit]

    def _turn_to_ask(self, ending: Ending, asking: Asking) -> bool:
        first = self._outbox.get(question_key(ending.case_id))
        if not asking.again:
            return first is None and ending.at <= asking.solved_before
        again = question_key(ending.case_id, again=True) in self._outbox
        asked = first is not None and first.state == "sent" and first.at <= asking.solved_before
        return asked and not again

    def _may_ask(self, case: Case) -> bool:
        solemn = any(
            each.verdict.labels.intent in SOLEMN
            for each in self._verdicts.values()
            if each.message.conversation == case.conversation
        )
        file = self._files.get(scam_id(case.platform, case.author_id))
        scammer = file is not None and file.scam.status is not ScamStatus.DISMISSED
        return may_be_asked(case) and case.id not in self._ratings and not (solemn or scammer)

    async def ask(self, questions: Sequence[Outgoing]) -> None:
        with self._transaction():
            for each in questions:
                case = self._cases.get(each.case_id)
                if case and not case.is_open:
                    self._queue([each], (), each.due_at)
                    self._touch(case, "outbox")

    async def rate(self, rating: Rating) -> Rated | None:
        asked = [
            send.outgoing.case_id
            for send in self._outbox.values()
            if send.outgoing.conversation == rating.conversation
            and send.outgoing.purpose is Purpose.SURVEY
            and send.state in {"sent", "sending", "unknown"}
        ]
        if not asked:
            return None
        case = self._cases[asked[-1]]
        known = self._ratings.get(case.id)
        if known and known.rating.key == rating.key:
            return Rated(case=case, before=self._replaced[case.id])
        self._replaced[case.id] = known.rating.score if known else 0
        kept = replace(
            rating,
            case_id=case.id,
            conversation=case.conversation,
            platform=case.platform,
            agent=case.agent or (BOT if case.held_by is Holder.BOT else ""),
            priority=case.priority,
            intent=case.intent,
        )
        with self._transaction():
            self._ratings[case.id] = Scored(rating=kept, by_bot=case.held_by is Holder.BOT)
            self.numbers.rated(case, rating.score, rating.at)
            self._touch(case, "case")
        return Rated(case=case, before=self._replaced[case.id])

    async def ratings(self, since: datetime, *, limit: int = 1000) -> Sequence[Scored]:
        lately = [each for each in self._ratings.values() if each.rating.at >= since]
        lately.sort(key=lambda each: (-us(each.rating.at), each.rating.case_id))
        return [replace(each, comment=self._comment(each.rating)) for each in lately[:limit]]

    def _comment(self, rating: Rating) -> str:
        if rating.score > rules.BAD:
            return ""
        until = rating.at + timedelta(minutes=rules.COMMENT_MINUTES)
        said = [
            entry.message
            for entry in self._inbox.values()
            if entry.message.conversation == rating.conversation
            and entry.message.place is Place.DM
            and rating.at < entry.message.received_at <= until
            and not entry.message.text.startswith("/")
        ]
        return min(said, key=lambda each: each.received_at).text if said else ""

    async def endings(self, since: datetime, *, limit: int = 5000) -> Sequence[Ending]:
        lately = [each for each in self._endings if each.at >= since]
        return sorted(lately, key=lambda each: (-us(each.at), each.case_id))[:limit]
