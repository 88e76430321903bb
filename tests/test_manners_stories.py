"""Good manners told as they happen: people first, one answer, nothing behind a person's back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.case import Move
from tests.dialogue_kit import PLATFORMS, a_town
from tests.story_kit import memory, until

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("platform", PLATFORMS)]

FEES, FORGOT = "what are your trading fees?", "I forgot my password, how do I reset it?"
# What the answers say.
MAKER, RESET = "0.08", "nordex.example/reset"
ANGRY = (
    "this is ridiculous!!! for the third time: stop sending me bot answers and get me a REAL"
    " person, you useless machine"
)
BURST = ("hi", "hello?", "quick question", "about trading", "what are your", FEES)


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def town(tmp_path_factory):
    """One desk for all stories, which waits a second before it speaks."""
    folder = tmp_path_factory.mktemp("manners")
    async with a_town(folder, desk={"reply_hold_s": 1.0}) as running:
        yield running


@pytest.fixture
def ann(town, platform):
    return town.ann(platform)


async def test_an_angry_user_asks_for_a_human_and_gets_one(ann):
    ann.writes(FEES)
    await ann.hears(MAKER)
    ann.writes(ANGRY)
    case = await ann.case(lambda each: each.held_by == "queue")
    assert case.reason.startswith("asked for a person")
    await ann.hears("person takes over from here")
    said = len(ann.private())
    ann.writes(FORGOT)
    await ann.judged(3)
    await ann.a_while()
    assert len(ann.private()) == said, "the bot does not talk on while people are asked for"


async def test_a_burst_of_six_is_answered_once(ann):
    for text in BURST:
        ann.writes(text)
    text = await ann.hears(MAKER)
    await ann.judged(6)
    await ann.a_while()
    assert text.count(MAKER) == "\n".join(ann.private()).count(MAKER) == 1
    assert len(ann.private()) == 1


async def test_a_person_takes_over_while_the_bot_composes(ann, town):
    ann.writes(FEES)
    await ann.hears(MAKER)
    case = await ann.case()
    said = len(ann.private())
    ann.writes(FORGOT)
    await until(lambda: waits_in_the_outbox(town.desk, case, RESET), 20)
    store = memory(town.desk)
    await store.move_case(case.id, Move.CLAIM, "mira", datetime.now(UTC))
    await ann.a_while()
    await ann.a_while()
    assert len(ann.private()) == said
    lines = (await store.case_file(case.id)).lines
    [withdrawn] = [line for line in lines if line.kind == "say" and RESET in line.text]
    assert (withdrawn.state, withdrawn.why) == ("withdrawn", "a person holds the case")


async def waits_in_the_outbox(desk, case, words):
    file = await memory(desk).case_file(case.id)
    return any(line.state == "pending" and words in line.text for line in file.lines)


async def test_the_same_question_after_the_end_goes_to_a_person_and_not_round_in_circles(ann, town):
    ann.writes(FEES)
    await ann.hears(MAKER)
    case = await ann.case()
    ann.writes("/done")
    resolved = lambda: is_resolved(town.desk, case)  # noqa: E731
    await until(resolved, 20)
    said = len(ann.private())
    ann.writes("and what are your trading fees again?")
    again = await ann.case(lambda each: each.held_by == "queue")
    assert (again.id, again.reason) == (case.id, "the same answer did not settle it")
    text = await ann.hears("person takes over from here", after=said)
    assert MAKER not in text


async def is_resolved(desk, case):
    file = await memory(desk).case_file(case.id)
    return file.case.status == "resolved"


async def test_an_edit_before_the_answer_left_is_answered_as_edited(ann, platform):
    if platform == "twitter":
        pytest.skip("direct messages cannot be edited there")
    message = ann.writes(FEES)
    await ann.judged(1)
    ann.edits(message, FORGOT)
    text = await ann.hears(RESET)
    await ann.a_while()
    assert MAKER not in "\n".join(ann.private())
    assert "takes the place" not in text, "nothing was said yet that could be corrected"


async def test_an_edit_after_the_answer_is_corrected_once(ann, platform):
    if platform == "twitter":
        message = ann.asks("how long does identity verification take?")
        await until(ann.public, 20)
        ann.edits(message, "how do I verify my identity?")
        case = await ann.case(lambda each: each.held_by == "queue")
        assert case.reason == "edited after the one automatic answer that is allowed there"
        assert len(ann.public()) == 1
        return
    message = ann.writes(FEES)
    await ann.hears(MAKER)
    ann.edits(message, FORGOT)
    text = await ann.hears("takes the place of our earlier answer", RESET)
    await ann.a_while()
    assert MAKER not in text, "the old answer was edited in place"
    assert len(ann.private()) == 1
    ann.edits(message, f"{FORGOT} please")
    await ann.a_while()
    assert len(ann.private()) == 1


async def test_a_question_in_public_is_handed_over_without_a_private_word_in_public(ann):
    ann.asks("my withdrawal of 250 USDT, uid 44556677, is stuck for three days, help")
    await ann.case(lambda each: each.held_by == "queue")
    [text] = await until(ann.public, 20)
    assert not any(word in text for word in ("250", "44556677", "USDT"))
