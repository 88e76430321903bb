"""What people read who ask in a chat what is kept of them, and who wish it away."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.case import Holder
from core.privacy.aide import ASKS
from core.reply.wording import PRIVACY
from core.triage.lexicon import LANGUAGES
from core.types import Urgency
from knowledge import load_facts, load_phrases
from sandbox.telegram import TelegramSandbox
from tests.story_kit import a_desk, case_of, loaded, memory, on_telegram, until

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
ANN = 5_000_000_201
SAID = load_phrases(KNOWLEDGE / "privacy.toml", PRIVACY)


def test_it_is_said_in_every_language_and_names_the_command():
    assert {frozenset(each) for each in SAID.values()} == {frozenset(LANGUAGES)}
    assert all("/privacy erase" in each for each in SAID["privacy_how"].values())


def test_people_are_told_no_shorter_time_than_is_kept():
    from core.tables.privacy import PrivacyTable

    told = int(load_facts(KNOWLEDGE / "facts.toml")["retention_days"])
    table = PrivacyTable()
    assert max(table.public_days, table.private_days, table.case_days) <= told


@pytest.mark.anyio
async def test_who_asks_is_told_and_who_wishes_it_away_gets_a_person(tmp_path):
    async with TelegramSandbox(reads_all=True) as telegram:
        telegram.world.add_user("Ann", id=ANN, reachable=True)
        async with a_desk(loaded(tmp_path, on_telegram(telegram))) as desk:
            telegram.control.say(ANN, ANN, "/privacy")
            said = await until(lambda: telegram.world.bot_posts(ANN))
            text = "\n".join(each.text for each in said)
            assert "180" in text
            assert SAID["privacy_how"]["en"].split(".")[0] in text
            telegram.control.say(ANN, ANN, "/privacy erase")
            asks = case_of(desk, ANN, lambda each: each.held_by is Holder.QUEUE)
            case = await until(asks)
            assert (case.reason, case.priority) == (ASKS, Urgency.P2)
            heard = SAID["privacy_asked"]["en"].split(".")[0]
            await until(lambda: any(heard in e.text for e in telegram.world.bot_posts(ANN)))
            assert await memory(desk).erasures() == []
