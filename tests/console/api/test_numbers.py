"""The numbers for programs: which time, of what, and who sees single agents."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.case import Move
from tests.conftest import NOON
from tests.console.api.conftest import served
from tests.console.api.test_door import problem
from tests.contract.store_kit import a_case, after, open_case

pytestmark = pytest.mark.anyio


@pytest.fixture
async def one(desk):
    """A case that Admin took and resolved."""
    case = await open_case(desk.store, a_case())
    await desk.store.move_case(case.id, Move.CLAIM, "admin", after(30))
    await desk.store.move_case(case.id, Move.RESOLVE, "admin", after(60), reason="solved")
    desk.clock.time = NOON + timedelta(hours=2)
    return case


async def test_the_numbers_of_a_week_with_what_stands_behind_each_picture(program, one):
    answer = await program.get("/numbers")
    found = answer.json()
    assert (answer.status_code, found["zone"], found["filters"]["topic"]) == (200, "UTC", "")
    assert found["figures"]["opened"] == {"unit": "count", "value": 1, "sample": 1, "before": 0}
    assert found["figures"]["resolved"]["value"] == 1
    assert (found["from"], found["to"]) == ("2025-12-26T00:00:00Z", "2026-01-01T15:00:00Z")
    for each in found["pictures"].values():
        assert {len(row) for row in each["series"].values()} <= {len(each["labels"])}
    assert [(each["agent"], each["resolved"]) for each in found["people"]] == [("admin", 1)]


async def test_only_of_a_topic_and_of_days_of_ones_own(program, one):
    other = (await program.get("/numbers", params={"topic": "kyc", "range": "30"})).json()
    assert other["figures"]["opened"]["value"] in (0, None)
    days = {"from": "2025-12-31", "to": "2026-01-01", "zone": "Asia/Tokyo"}
    found = (await program.get("/numbers", params=days)).json()
    assert (found["from"], found["zone"]) == ("2025-12-30T15:00:00Z", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"zone": "Mars/Base"}, "/zone"),
        ({"from": "2026-01-01"}, "/from"),
        ({"to": "2026-01-01"}, "/from"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "/from"),
        ({"from": "0001-01-01", "to": "9999-12-31"}, "/from"),
    ],
    ids=["zone", "no end", "no start", "backwards", "too long"],
)
async def test_what_is_no_time_is_said(program, asked, where):
    answer = await program.get("/numbers", params=asked)
    assert problem(answer, 422, "invalid")["errors"][0]["where"] == where


@pytest.mark.parametrize("asked", [{"range": "365"}, {"from": "yesterday"}, {"topic": "x" * 65}])
async def test_what_the_document_does_not_know_is_refused(program, asked):
    problem(await program.get("/numbers", params=asked), 422, "invalid")


async def test_single_agents_are_for_those_who_give_out_cases(desk, one):
    async with await desk.program("agent") as his:
        assert (await his.get("/numbers")).json()["people"] == []
    async with await desk.program("admin", {"read:cases"}) as other:
        problem(await other.get("/numbers"), 403, "scope_missing")


async def test_a_desk_without_numbers_has_none(desk, program):
    desk.app = served(replace(desk.services(), numbers=None))
    async with await desk.program() as other:
        problem(await other.get("/numbers"), 404, "not_found")
