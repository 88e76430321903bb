"""The page on which a rule is tried before it is switched on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from console import create_app
from console.pages import rule_replay
from core.protection import ScamStatus
from core.tables.protect import ProtectTable
from tests.conftest import NOON
from tests.console.fake_guard import a_file, a_message

pytestmark = pytest.mark.anyio
TRIED = "/protection/replay?tried=1&days=30"


def row(page, act):
    """The numbers of one act's row."""
    found = re.search(rf'<th scope="row">{act}</th>(.*?)</tr>', page.text, re.DOTALL)
    return [int(number) for number in re.findall(r"<td[^>]*>(\d+)</td>", found[1])]


async def test_the_form_begins_with_the_rule_in_force(desk):
    table = ProtectTable(alert=("delete",), review=("restrict",))
    desk.app = create_app(replace(desk.services(), protect=table))
    async with desk.agent("mira") as mira:
        page = (await mira.get("/protection/replay")).text
    assert 'name="alert" value="delete" checked' in page
    assert 'name="review" value="restrict" checked' in page
    assert page.count(" checked") == 3  # and the switch of the keys
    assert "<table" not in page


async def test_what_a_rule_would_have_met_and_whom_it_would_have_wronged(desk, mira):
    desk.guard.add(a_file(1, a_message(), a_message("again", native_id="502")))
    wronged = desk.guard.add(a_file(2, status=ScamStatus.DISMISSED)).scam
    desk.guard.add(a_file(3, status=ScamStatus.CONFIRMED))
    page = await mira.get(f"{TRIED}&alert=delete&alert=restrict")
    assert "Looked at 4 messages of 3 authors, last 30 days." in page.text
    assert row(page, "Delete message") == [4, 3, 1, 1, 1]
    assert f'href="/protection/{wronged.id}?view=dismissed"' in page.text
    assert "although people said it was not a scam: 1" in page.text
    assert "that is not counted here" in page.text


async def test_borders_move_messages_between_levels(desk, mira):
    desk.guard.add(a_file(1, a_message(score=0.7)))
    page = await mira.get(f"{TRIED}&alert=delete&review=restrict&alert_from=0.9&review_from=0.5")
    assert row(page, "Delete message")[0] == 0
    assert row(page, "Restrict author")[0] == 1
    assert 'value="0.9"' in page.text


async def test_old_cases_and_other_platforms_are_left_out(desk, mira):
    old = NOON - timedelta(days=40)
    desk.guard.add(a_file(1, a_message(at=old), last_at=old))
    desk.guard.add(a_file(2, platform="other"))
    page = await mira.get(f"{TRIED}&alert=delete&platform=replay")
    assert "Looked at 0 messages of 0 authors" in page.text


async def test_a_case_that_goes_while_it_is_read_is_left_out(desk, mira):
    desk.guard.add(a_file(1))

    async def gone(scam_id):
        return None

    desk.guard.scam_file = gone
    assert "Looked at 0 messages" in (await mira.get(f"{TRIED}&alert=delete")).text


async def test_more_cases_than_are_read_are_told(desk, mira, monkeypatch):
    monkeypatch.setattr(rule_replay, "MOST_FILES", 3)
    monkeypatch.setattr(rule_replay, "PAGE", 2)
    for number in range(4):
        desk.guard.add(a_file(number))
    page = await mira.get(f"{TRIED}&alert=delete")
    assert "There are more cases than 3" in page.text
    assert "of 3 authors" in page.text


async def test_a_rule_without_acts_says_so(mira):
    assert "This rule does nothing." in (await mira.get(TRIED)).text


@pytest.mark.parametrize(
    "query",
    ["alert=explode", "days=31", "days=x", "alert_from=2", "review_from=x", "alert_from=nan"],
)
async def test_what_no_form_of_ours_sends_is_refused(mira, query):
    assert (await mira.get(f"/protection/replay?tried=1&{query}")).status_code == 400
