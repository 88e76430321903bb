"""Whom to call, when, and with which words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Purpose
from core.house import Room
from core.service.paging import (
    Call,
    Chain,
    Page,
    PageState,
    Waiting,
    acknowledged_case,
    dead,
    next_call,
    row_of,
)
from core.tables.service import ServiceTable
from core.types import Place, Platform, Urgency
from tests.conftest import a_message
from tests.core.service.kit import NOON, REPLAY, a_house, at, step, urgent

CASE = urgent()
CHAIN = Chain(steps=(step("first"), step("second", via="private")), rounds=2)


def a_page(number=0, state=PageState.SENT, run=1, **changes) -> Page:
    values = {
        "case_id": CASE.id,
        "conversation": CASE.conversation,
        "run": run,
        "number": number,
        "name": "first",
        "via": "room",
        "sent_at": NOON,
        "next_at": at(5),
        "state": state,
    }
    return Page(**(values | changes))


def called(*pages, now=NOON, chain=CHAIN):
    call = next_call(Waiting(case=CASE, pages=pages), chain, now)
    return (call.page.run, call.page.number, call.page.name) if call else None


@pytest.mark.parametrize(
    ("pages", "now", "wanted"),
    [
        ((), NOON, (1, 0, "first")),
        ((a_page(),), at(4.9), None),
        ((a_page(),), at(5), (1, 1, "second")),
        ((a_page(state=PageState.FAILED),), NOON, (1, 1, "second")),
        ((a_page(), a_page(1, PageState.ACKNOWLEDGED)), at(99), None),
        ((a_page(1),), at(5), (1, 2, "first")),
        ((a_page(1, PageState.FAILED),), at(4), None),
        ((a_page(1, PageState.FAILED),), at(5), (1, 2, "first")),
        ((a_page(3),), at(5), None),
        ((a_page(3, PageState.CLOSED),), NOON, (2, 0, "first")),
    ],
    ids=[
        "at once", "still waits", "no word", "dead pager", "taken", "second round", "all dead",
        "dead, again", "all tried",
        "given back",
    ],
)  # fmt: skip
def test_the_chain_goes_on_until_somebody_answers(pages, now, wanted):
    assert called(*pages, now=now) == wanted


def test_without_anybody_on_call_nobody_is_called():
    assert called(chain=Chain()) is None
    assert Chain.of(ServiceTable(rounds=4)) == Chain(rounds=4, urgencies=(Urgency.P0,))


def a_call(via="room", link="", **changes) -> Call:
    wanted = step("first", via=via, **changes)
    call = next_call(Waiting(case=CASE), Chain(steps=(wanted,)), NOON)
    return replace(call, link=link)


def test_a_call_to_a_room_says_enough_and_nothing_that_the_user_wrote():
    row = row_of(a_call(link="https://desk.nordex.example/on-call/x"), a_house())
    assert (row.platform, row.address, row.purpose) == (REPLAY, "staff", Purpose.REPORT)
    assert row.key == f"page:{CASE.id}:1:0"
    assert "P0: a case waits for a person" in row.text
    assert "https://desk.nordex.example/on-call/x" in row.text
    assert CASE.subject not in row.text
    assert [each.data for each in row.buttons] == [f"/mod ack {CASE.id}"]


def test_a_call_in_private_goes_to_its_address_even_where_there_is_no_room():
    row = row_of(a_call("private"), a_house(rooms={}))
    assert (row.address, row.account) == ("tomasz", "")
    room = Room(platform=REPLAY, account="", address="staff", language="zh")
    assert "有工单等待" in row_of(a_call("private"), a_house(rooms={REPLAY: room})).text


def test_a_call_to_a_room_that_is_not_there_is_none():
    assert row_of(a_call(platform="elsewhere"), a_house()) is None
    assert (
        row_of(
            a_call(), a_house(rooms={Platform("x"): Room(platform=REPLAY, account="", address="a")})
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "case"),
    [
        (f"/mod ack {CASE.id}", CASE.id),
        (f"/mod@nordexbot ack {CASE.id} now", CASE.id),
        ("/mod ack 12", ""),
        (f"/mod take {CASE.id}", ""),
        (f"ack {CASE.id}", ""),
    ],
)
def test_which_press_says_that_somebody_looks_after_a_case(text, case):
    assert acknowledged_case(a_message(text, place=Place.GROUP)) == case


def test_a_pager_is_dead_while_its_last_call_failed():
    failed = a_page(state=PageState.FAILED)
    later = a_page(1, sent_at=at(1))
    other = a_page(2, PageState.FAILED, name="second", sent_at=at(2))
    assert dead([failed]) == (failed,)
    assert dead([later, failed, other]) == (other,)
