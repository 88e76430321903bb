"""The reference memory's orders to many cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.bulk import (
    REFUSALS,
    UNDO_WITHIN,
    Act,
    Bulk,
    No,
    Order,
    Picked,
    Undone,
    moved,
    restored,
    why_not,
)
from core.case import Case, Move, promised
from core.deeds import Refusal, Refused, Tag, Untag
from storage import rules
from storage.casework.bulk import Trail, bulk_id
from storage.memory.search import MemorySearch


class MemoryBulk(MemorySearch):
    """`BulkBook`."""

    def __init__(self) -> None:
        super().__init__()
        self._bulks: dict[str, tuple[Bulk, Order, list[Trail]]] = {}

    async def picked(self, case_ids: Sequence[str]) -> Sequence[Picked]:
        return [
            Picked(case=self._cases[each], tags=frozenset(self._tags.get(each, {})))
            for each in dict.fromkeys(case_ids)
            if each in self._cases
        ]

    async def carry_out(self, order: Order, case_ids: Sequence[str]) -> Bulk:
        trails, refused = [], list[tuple[str, No]]()
        for each in await self.picked(case_ids):
            try:
                after = await self._carry_one(order, each)
                trails.append(Trail(each.case, after.version))
            except REFUSALS as error:
                refused.append((each.case.id, why_not(error, each.case)))
        done = Bulk(
            id=bulk_id(order, case_ids),
            act=order.act,
            by=order.by,
            at=order.at,
            done=tuple(each.before.id for each in trails),
            refused=tuple(refused),
        )
        self._bulks[done.id] = (done, order, trails)
        return done

    async def _carry_one(self, order: Order, each: Picked) -> Case:
        step = order.step(each.case)
        if isinstance(step, Tag) and step.tag in each.tags:
            raise Refused(Refusal.SAME)
        if not isinstance(step, Move):
            return await self.do(step)
        if each.case.id in self._parted.merges:
            raise Refused(Refusal.MERGED)
        with self._transaction():
            after = promised(each.case, moved(order, each.case, step), self.promises, order.at)
            self._save(after)
            trace = rules.stepped(step.value, order.by, order.at, "")
            self._decisions.append((after.conversation, trace))
            if step is Move.CLAIM:
                self._silence(after, order.at)
            return after

    async def bulk(self, bulk_id: str) -> Bulk | None:
        return self._bulks[bulk_id][0] if bulk_id in self._bulks else None

    async def undo_bulk(self, bulk_id: str, agent: str, at: datetime) -> Undone | None:
        done, order, trails = self._bulks.get(bulk_id, (None, None, []))
        if done is None or order is None or done.by != agent or done.undone_at is not None:
            return None
        if at - done.at > UNDO_WITHIN:
            return None
        self._bulks[bulk_id] = (replace(done, undone_at=at), order, trails)
        back, kept = list[Trail](), list[Trail]()
        for each in trails:
            case = self._cases[each.before.id]
            (back if case.version == each.version else kept).append(each)
        for each in back:
            await self._restore(each, order, at)
        ids = tuple(each.before.id for each in back)
        return Undone(restored=ids, kept=tuple(each.before.id for each in kept))

    async def _restore(self, trail: Trail, order: Order, at: datetime) -> None:
        case = self._cases[trail.before.id]
        if order.act is Act.TAG:
            await self.do(Untag(case_id=case.id, by=order.by, at=at, tag=order.tag))
            return
        with self._transaction():
            self._save(restored(trail.before, case, at))
            trace = rules.stepped("undo", order.by, at, "")
            self._decisions.append((case.conversation, trace))
