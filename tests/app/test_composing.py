"""Writing inside the desk: articles found for agents, the hold, what is stopped, old drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.composing import ArticleWords, build_composing, careful
from app.words import AgentWords
from core.casebook import CaseFile, Line
from core.composing import KEPT, Draft
from core.errors import StorageUnavailable, UnsafeText
from core.settings import Settings
from core.types import Leg, Verdict
from storage import MemoryStore
from tests.conftest import NOON
from tests.core.test_case import a_case
from tests.core.test_conclude import HOUSE
from tests.fakes import a_reading

pytestmark = pytest.mark.anyio
WORDS = ArticleWords(lambda: HOUSE)
CASE = a_case()
HOLD = timedelta(seconds=10)


class Stop(Exception):  # noqa: N818
    """Ends what runs for ever."""


class Memory(MemoryStore):
    """The reference memory, on which steps of macros are only written down."""

    async def do(self, deed):
        return CASE


def a_file(*verdicts: Verdict | None) -> CaseFile:
    lines = [
        Line(kind="message", at=NOON, by="Ann", text="fees?", key=f"m{number}", verdict=each)
        for number, each in enumerate(verdicts)
    ]
    return CaseFile(case=CASE, lines=tuple(lines), decisions=())


def test_what_is_suggested_names_its_article_and_how_sure_triage_was():
    reading = a_reading()
    found = WORDS.suggested(a_file(None, reading))
    assert found is not None
    assert (found.article, found.confidence) == (reading.article, reading.fit)
    assert found.title
    assert "**" not in found.text
    for file in (a_file(), a_file(None), a_file(replace(reading, article="")),
                 a_file(replace(reading, article="gone"))):  # fmt: skip
        assert WORDS.suggested(file) is None


@pytest.mark.parametrize(
    ("query", "language", "article", "written"),
    [
        ("withdrawal is pending", "en", "withdrawal-pending", "en"),
        ("withdrawal is pending", "zh", "withdrawal-pending", "zh"),
        ("提现一直在处理中", "zh", "withdrawal-pending", "zh"),
        ("staking", "en", "earn-staking", "en"),
        ("withdrawal is pending", "xx", "withdrawal-pending", "en"),
    ],
)
def test_an_agents_words_find_articles_in_the_users_language(query, language, article, written):
    found = {each.article: each for each in WORDS.search(query, language)}
    assert article in list(found)[:3]
    assert found[article].language == written


def test_what_nothing_fits_finds_nothing_and_an_article_is_had_by_name():
    assert list(WORDS.search("   ", "en")) == []
    assert WORDS.article("no-such", "en") is None
    assert WORDS.article("withdrawal-pending", "zh").language == "zh"
    assert WORDS.article("withdrawal-fees", "xx").language == "en"


def test_an_answer_waits_and_keeps_everything_else():
    plain = AgentWords(HOUSE).compose(CASE, "It is done.", "mira", NOON)
    held = careful(AgentWords(HOUSE).compose, HOLD)(CASE, "It is done.", "mira", NOON)
    assert held == tuple(replace(each, due_at=each.due_at + HOLD) for each in plain)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("on {network}", ["variable"]),
        ("my password: Tr0ub4dor&3x", ["secret"]),
        ("send me your password, {coin}", ["variable", "secret_password"]),
    ],
)
def test_every_reason_is_told_at_once(text, codes):
    with pytest.raises(UnsafeText) as stopped:
        careful(AgentWords(HOUSE).compose, HOLD)(CASE, text, "mira", NOON)
    assert [each.code for each in stopped.value.problems] == codes


def built(clock, memory=None):
    desk = SimpleNamespace(house=HOUSE, clock=clock)
    return build_composing(desk, memory or Memory(), Settings())


async def test_the_room_has_what_the_settings_say(clock):
    composing = built(clock)
    room = composing.room
    assert (room.undo_s, composing.hold) == (10.0, HOLD)
    assert {"help", "site"} <= set(room.facts())
    assert [each.code for each in room.lint("your password please", Leg.PRIVATE)]
    running = composing.coroutines()
    assert len(running) == 1
    running[0].close()


async def test_what_nobody_touched_for_a_month_is_forgotten(clock, caplog):
    class Counting(Memory):
        asked = ()

        async def forget_drafts(self, before):
            self.asked += (before,)
            if len(self.asked) == 1:
                raise StorageUnavailable("full")
            if len(self.asked) == 3:
                raise Stop
            return 0

    memory = Counting()
    with pytest.raises(Stop):
        await built(clock, memory).sweep_forever()
    assert memory.asked[0] == NOON - KEPT
    assert len(clock.slept) == 2
    assert "old drafts stay" in caplog.text


async def test_one_draft_of_a_case_that_does_not_exist_is_refused(clock):
    room = built(clock).room
    assert await room.drafts.drafts("none") == []
    with pytest.raises(Exception, match="no case"):
        await room.drafts.save_draft(Draft(case_id="none", agent="mira", saved_at=NOON))
