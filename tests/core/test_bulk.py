"""Orders to many cases: what they come to, case by case, and taking them back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.bulk import UNDO_WITHIN, Act, Bulk, No, Order, Picked, planned, restored, why_not
from core.case import Holder, Status
from core.deeds import MOST_TAGS, Refusal, Refused
from core.errors import IllegalTransition, NotYours
from tests.contract.store_kit import NOON, a_case, after

FREE = a_case()
MINE = a_case(held_by=Holder.AGENT, status=Status.OPEN, agent="mira")
HIS = replace(MINE, agent="tomasz")
DONE = replace(FREE, status=Status.RESOLVED)


def order(act, **changes):
    return Order(**{"act": act, "by": "mira", "at": NOON, "to": "li", "tag": "vip"} | changes)


def plan(given, case, tags=()):
    (each,) = planned(given, [Picked(case=case, tags=frozenset(tags))])
    assert (each.after is None) is (each.why is not None)
    return each.why or (each.after.status, each.after.held_by, each.after.agent)


OPEN_WITH = {who: (Status.OPEN, Holder.AGENT, who) for who in ("mira", "li", "tomasz")}
QUEUED = (Status.OPEN, Holder.QUEUE, None)


@pytest.mark.parametrize(
    ("act", "changes", "case", "outcome"),
    [
        (Act.CLAIM, {}, FREE, OPEN_WITH["mira"]),
        (Act.CLAIM, {}, MINE, No.HAS_IT),
        (Act.CLAIM, {"over": True}, HIS, No.NOT_YOURS),
        (Act.CLAIM, {}, DONE, No.RESOLVED),
        (Act.RELEASE, {}, MINE, QUEUED),
        (Act.RELEASE, {}, HIS, No.NOT_YOURS),
        (Act.RELEASE, {"over": True}, HIS, QUEUED),
        (Act.RELEASE, {}, FREE, No.MOVED),
        (Act.ASSIGN, {}, FREE, No.NOT_YOURS),
        (Act.ASSIGN, {"over": True}, FREE, OPEN_WITH["li"]),
        (Act.ASSIGN, {}, MINE, OPEN_WITH["li"]),
        (Act.ASSIGN, {"over": True, "to": "tomasz"}, HIS, No.HAS_IT),
        (Act.ASSIGN, {"over": True}, DONE, No.RESOLVED),
        (Act.TAG, {}, HIS, OPEN_WITH["tomasz"]),
        (Act.SNOOZE, {"until": after(9)}, FREE, (Status.SNOOZED, Holder.AGENT, "mira")),
        (Act.SNOOZE, {}, FREE, No.PAST),
        (Act.SNOOZE, {"until": after(9)}, HIS, No.NOT_YOURS),
        (Act.RESOLVE, {}, MINE, (Status.RESOLVED, Holder.AGENT, "mira")),
        (Act.RESOLVE, {}, DONE, No.RESOLVED),
    ],
)
def test_what_an_order_comes_to(act, changes, case, outcome):
    assert plan(order(act, **changes), case) == outcome


@pytest.mark.parametrize(
    ("tags", "why"), [(["vip"], No.HAS_TAG), (map(str, range(MOST_TAGS)), No.TOO_MANY_TAGS)]
)
def test_tags_that_cannot_be_given(tags, why):
    assert plan(order(Act.TAG), FREE, tags) is why


@pytest.mark.parametrize(
    ("error", "case", "why"),
    [
        (Refused(Refusal.MERGED), FREE, No.MERGED),
        (Refused(Refusal.STRANGERS), FREE, No.MOVED),
        (NotYours("x"), FREE, No.NOT_YOURS),
        (IllegalTransition("x"), FREE, No.MOVED),
        (IllegalTransition("x"), DONE, No.RESOLVED),
    ],
)
def test_a_refusal_has_a_reason(error, case, why):
    assert why_not(error, case) is why


@pytest.mark.parametrize(
    ("changes", "agent", "late", "can"),
    [
        ({}, "mira", 0, True),
        ({}, "li", 0, False),
        ({}, "mira", UNDO_WITHIN.total_seconds() + 1, False),
        ({"undone_at": NOON}, "mira", 0, False),
        ({"done": ()}, "mira", 0, False),
    ],
)
def test_who_can_take_an_order_back_and_until_when(changes, agent, late, can):
    values = {"id": "b", "act": Act.CLAIM, "by": "mira", "at": NOON, "done": ("1",)}
    assert Bulk(**values | changes).can_undo(agent, after(late)) is can


def test_a_case_is_restored_one_version_on():
    now = replace(MINE, version=7)
    back = restored(FREE, now, after(9))
    assert back == replace(FREE, version=8, updated_at=after(9))
