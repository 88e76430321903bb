"""A model's words take a template's place only where they are safe, true and allowed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions import Article, Ask, Escalate, Ignore, Kind, Outgoing, Purpose, Reply
from core.conclude import conclude
from core.house import House
from core.ports import Judged, TurnResult
from core.reply.library import Library
from core.reply.ports import WordingUnavailable
from core.reword import MOST_PRIVATE, MOST_PUBLIC, Rewriter
from core.settings import DeskTable, Policy
from core.types import Place, Urgency
from knowledge import load_facts, load_identities, load_phrases
from tests.conftest import NOON, a_message
from tests.core.test_conclude import a_turn
from tests.fakes import CAPABILITIES, REPLAY, a_reading

pytestmark = pytest.mark.anyio
KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
ARTICLE = Article(
    id="fees-trading-tiers",
    language="en",
    intent="fees",
    title="What trading costs",
    body="Trading costs 0.08% as maker and 0.10% as taker. Larger volume costs less.",
    short="Trading costs 0.08% as maker and 0.10% as taker.",
    questions=("what are your trading fees?",),
)
WELCOME = replace(ARTICLE, id="welcome", title="Hello", questions=("hello",))
SECRETIVE = replace(ARTICLE, id="fees-hidden", short="", questions=("hidden fees",))
WORDS = "As maker trading costs 0.08%, as taker 0.10%."


@dataclass
class FakeWording:
    """Says what it is told to say, and remembers what it was asked."""

    words: str = WORDS
    error: Exception | None = None
    name: str = "fake-1"
    asked: list[object] = field(default_factory=list)

    async def word(self, wish):
        self.asked.append(wish)
        if self.error:
            raise self.error
        return self.words

    async def close(self):
        """Nothing to end."""


@pytest.fixture(scope="module")
def house():
    facts = load_facts(KNOWLEDGE / "facts.toml")
    phrases = load_phrases(KNOWLEDGE / "phrases.toml")
    return House(
        policy=Policy(),
        desk=DeskTable(),
        library=Library([ARTICLE, WELCOME, SECRETIVE], phrases, facts),
        identities=load_identities(KNOWLEDGE / "identities.toml"),
        capabilities={REPLAY: CAPABILITIES},
    )


def answered(house, *, place=Place.DM, article="fees-trading-tiers", language="en"):
    """What concluding a turn with one answer comes to."""
    message = a_message("what are your trading fees?", place=place)
    verdict = a_reading("fees", article=article)
    labels = replace(verdict.labels, language=language)
    return conclude(a_turn(message), [replace(verdict, labels=labels)], house, NOON)


async def improved(result, house, wording=None, *, drafts=True):
    rewriter = Rewriter(wording=wording or FakeWording(), drafts=drafts)
    [better] = await rewriter.improved([result], house)
    return better


async def test_what_passes_takes_the_template_s_place(house):
    before = answered(house)
    wording = FakeWording()
    after = await improved(before, house, wording)
    [old], [row] = before.outgoing, after.outgoing
    assert row.text.startswith(WORDS)
    assert row.model == "fake-1"
    assert "More on this: <https://help.nordex.example/en/fees-trading-tiers>" in row.text
    assert replace(row, text="", model="") == replace(old, text="")
    [wish] = wording.asked
    assert (wish.question, wish.article, wish.most) == (
        "what are your trading fees?", ARTICLE, MOST_PRIVATE,
    )  # fmt: skip
    assert not wish.public


async def test_where_others_read_along_the_words_are_few_and_the_shield_stays(house):
    wording = FakeWording()
    after = await improved(answered(house, place=Place.GROUP), house, wording)
    assert after.outgoing[0].text.startswith(WORDS)
    assert "never ask for a password" in after.outgoing[0].text
    assert (wording.asked[0].most, wording.asked[0].public) == (MOST_PUBLIC, True)


REFUSED = {
    "a secret asked for": ("Please send me your password.", "asks for a password"),
    "a number of its own": ("Trading costs 0.02% as maker.", "the number 0.02 percent"),
    "a link of its own": ("Trading costs less at nordex.example/vip.", "the link"),
    "a claim": ("Gold members travel without paying anything.", "the article does not say"),
    "too long": ("Trading costs 0.08% as maker. " * 60, "is longer than 1200 characters"),
}


@pytest.mark.parametrize(("words", "why"), REFUSED.values(), ids=REFUSED.keys())
async def test_what_does_not_pass_leaves_the_template_and_a_trace(house, words, why):
    before = answered(house)
    after = await improved(before, house, FakeWording(words))
    assert after.outgoing == before.outgoing
    assert after.decisions[-1].act == "wording_refused"
    assert why in after.decisions[-1].reason
    assert after.decisions[-1].evidence == words.strip()


async def test_a_model_that_cannot_be_asked_changes_nothing(house):
    before = answered(house)
    assert await improved(before, house, FakeWording(error=WordingUnavailable("dead"))) == before


LEFT_ALONE = {
    "an article in another language": {"language": "de"},
    "what is always said the same way": {"article": "welcome"},
    "nothing to be said in public": {"article": "fees-hidden", "place": Place.GROUP},
}


@pytest.mark.parametrize("changes", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
async def test_what_is_not_worded_anew(house, changes):
    wording = FakeWording()
    before = answered(house, **changes)
    assert await improved(before, house, wording) == before
    assert wording.asked == []


async def test_where_a_platform_wants_a_person_to_read_first_nothing_is_sent(house):
    strict = replace(CAPABILITIES, model_text=False)
    there = replace(house, capabilities={REPLAY: strict})
    wording = FakeWording()
    before = answered(there)
    assert await improved(before, there, wording) == before
    assert wording.asked == []


async def test_words_that_find_no_room_leave_the_template(house):
    tiny = replace(house, capabilities={REPLAY: replace(CAPABILITIES, max_length=40, parts=1)})
    before = answered(tiny, place=Place.GROUP)
    assert await improved(before, tiny) == before


async def test_a_long_answer_keeps_its_parts_and_its_buttons_last(house):
    short = replace(CAPABILITIES, max_length=90)
    there = replace(house, capabilities={REPLAY: short})
    before = answered(there)
    after = await improved(before, there)
    assert len(after.outgoing) > 1
    assert [each.sequence for each in after.outgoing] == list(range(len(after.outgoing)))
    assert [bool(each.buttons) for each in after.outgoing][-1]
    assert len({each.key for each in after.outgoing}) == len(after.outgoing)
    assert all(each.model == "fake-1" for each in after.outgoing)
    assert after.outgoing[1].reply_to is None


async def test_other_rows_of_the_turn_are_left_alone(house):
    before = answered(house)
    warning = replace(before.outgoing[0], key="w", purpose=Purpose.WARNING)
    act = replace(before.outgoing[0], key="a", kind=Kind.DELETE)
    mixed = replace(before, outgoing=(*before.outgoing, warning, act))
    after = await improved(mixed, house)
    assert after.outgoing[1:] == (warning, act)
    assert after.outgoing[0].model == "fake-1"


async def test_an_answer_sent_in_private_to_who_wrote_in_public_is_worded_whole(house):
    before = answered(house, place=Place.GROUP)
    apart = tuple(replace(each, leg=a_message().leg) for each in before.outgoing)
    after = await improved(replace(before, outgoing=apart), house)
    assert "never ask for a password" not in after.outgoing[0].text


def for_a_person(house, *, urgency=Urgency.P2, fit=0.7, actions=None, language="en"):
    message = a_message("my fees look wrong")
    reading = a_reading("fees", article="fees-trading-tiers")
    labels = replace(reading.labels, language=language)
    verdict = replace(reading, urgency=urgency, fit=fit, labels=labels)
    owed = actions or (Escalate(priority=urgency, reason="r"),)
    judged = Judged(message=message, verdict=verdict, actions=owed)
    return TurnResult(turn=a_turn(message), judged=(judged,))


async def test_who_has_to_answer_finds_a_draft(house):
    after = await improved(for_a_person(house), house)
    [draft] = after.decisions
    assert draft.act == "draft:fees-trading-tiers"
    assert draft.evidence == WORDS
    assert "fake-1" in draft.reason
    assert draft.message_key == after.judged[0].message.key
    assert after.outgoing == ()


NO_DRAFT = {
    "what burns": {"urgency": Urgency.P0},
    "an article that hardly fits": {"fit": 0.4},
    "nobody has to answer": {"actions": (Ignore(reason="r"),)},
    "asked first": {"actions": (Ask(facts=("txid",), language="en", reason="r"),)},
    "an article in another language": {"language": "de"},
}


@pytest.mark.parametrize("changes", NO_DRAFT.values(), ids=NO_DRAFT.keys())
async def test_where_no_draft_is_made(house, changes):
    before = for_a_person(house, **changes)
    assert await improved(before, house) == before


async def test_drafts_can_be_switched_off_and_bad_ones_are_none(house):
    before = for_a_person(house)
    assert await improved(before, house, drafts=False) == before
    assert await improved(before, house, FakeWording("Send me your password.")) == before
    assert await improved(before, house, FakeWording(error=WordingUnavailable("x"))) == before


async def test_two_answers_in_one_are_left_to_the_template(house):
    before = answered(house)
    other = Reply(article="welcome", language="en", reason="r")
    judged = replace(before.judged[0], actions=(*before.judged[0].actions, other))
    twice = replace(before, judged=(judged,))
    assert await improved(twice, house) == twice


async def test_a_batch_is_worded_at_once_and_in_order(house):
    results = [answered(house), for_a_person(house), answered(house, place=Place.GROUP)]
    better = await Rewriter(wording=FakeWording()).improved(results, house)
    assert [each.turn for each in better] == [each.turn for each in results]
    assert [len(each.outgoing) for each in better] == [1, 0, 1]


async def test_an_agent_s_row_is_never_touched(house):
    row = Outgoing(
        key="agent:1:0", platform=REPLAY, account="", conversation="c", address="a",
        due_at=NOON + timedelta(hours=1), by="mira", text="hello",
    )  # fmt: skip
    before = replace(answered(house), outgoing=(row,))
    assert (await improved(before, house)).outgoing == (row,)
