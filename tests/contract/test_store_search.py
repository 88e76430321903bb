"""Every store finds what was said: completely against LIKE, with edits, and nothing forgotten."""

from __future__ import annotations

import random
import unicodedata
from datetime import timedelta

import pytest

from core.case import Move
from core.deeds import Merge, Split
from core.feed import Filters
from core.finding import Search
from core.types import Author, Removal
from tests.conftest import a_message
from tests.contract.store_kit import (
    NOON,
    REPLAY,
    a_case,
    a_result,
    after,
    claim_one,
    messages,
    open_case,
)

pytestmark = pytest.mark.anyio

# Of the taxonomy's fourteen languages, words that people write to a desk.
WORDS = """
    withdrawal pending deposit never arrived my account locked out API key
    提现 失败 充值 没有 到账 验证码 收不到
    retiro pendiente verificación contraseña câmbio não chegou saque código
    вывод завис ещё пришёл средства рут tiền của tôi chưa đến nạp İşlem çekme şifre ığdır
    출금 안돼요 입금 확인 출금이 出金 できません 入金 確認 トークン ｶﾞｽ penarikan tertunda saldo
    سحب معلّق إيداع أين أموالي निकासी अटकी जमा नहीं हुआ Überweisung fehlgeschlagen retrait bloqué
    0xAb12Cd34 bc1qxy2kgdy 88231 UID1234567 @NordexSupport @mira_nordex 12.5 3,000
"""


def ask(words, **changes):
    return Search(**{"words": words, "agent": "mira", "now": NOON} | changes)


async def say(store, words, *, number, conversation=None, **changes):
    """A message with a case."""
    name = conversation or f"c{number}"
    message = a_message(words, id=str(number), conversation=name, **changes)
    await store.put([message])
    turn = await claim_one(store)
    known = turn.case
    case = known or a_case(name, opened_at=NOON + timedelta(seconds=number))
    assert not await store.record([a_result(turn, case=case)], after(number))
    return case


async def found(store, words, **changes):
    page = await store.find(ask(words, **changes))
    return [each.case.conversation for each in page.rows]


def like(text: str, part: str) -> bool:
    """What LIKE '%part%' says of folded texts."""
    fold = lambda each: unicodedata.normalize("NFKC", each).casefold()  # noqa: E731
    return fold(part) in fold(text)


def asked_for(dice: random.Random, text: str) -> str:
    """A word of the text: of those written without spaces 1, 2 or 4 characters, of the others all
    of it or, of longer ones, their beginning."""
    word = dice.choice(text.split())
    if any("\u3040" <= each <= "\ud7ff" for each in word):
        size = dice.choice((1, 2, 4))
        start = dice.randrange(max(1, len(word) - size + 1))
        return word[start : start + size]
    return word[: dice.choice((4, 6, 99))] if word[0] not in "@İ" and len(word) > 6 else word


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_like_finds_at_the_start_of_words_is_found(store, seed):
    dice = random.Random(seed)
    texts = {}
    for number in range(40):
        text = " ".join(dice.choices(WORDS.split(), k=dice.randrange(1, 9)))
        case = await say(store, text, number=number)
        texts[case.conversation] = text
    for _ in range(60):
        words = asked_for(dice, dice.choice(list(texts.values())))
        hits = set(await found(store, words, limit=100))
        wanted = {
            name
            for name, text in texts.items()
            if any(like(each, words) and _starts(each, words) for each in text.split())
        }
        assert wanted <= hits, words


def _starts(word: str, part: str) -> bool:
    """Where there are spaces words are found by their beginning, not by their middle."""
    dense = any("\u3040" <= each <= "\ud7ff" for each in part)
    return dense or word.casefold().startswith(part.casefold())


async def test_stores_find_the_same_and_nothing_else(store):
    """What is found has the words indeed."""
    for number, text in enumerate(("失败了提现", "提现失败了", "现提", "提 现")):
        await say(store, text, number=number)
    assert await found(store, "提现失败") == ["c1"]
    assert await found(store, "提现") == ["c1", "c0"]
    assert await found(store, "提") == ["c3", "c2", "c1", "c0"]
    assert await found(store, "") == await found(store, "?!") == []


async def test_all_words_have_to_be_in_one_message(store):
    await say(store, "my withdrawal", number=1)
    await say(store, "is pending", number=2, conversation="c1")
    assert await found(store, "withdrawal pending") == []
    await say(store, "withdrawal PENDING", number=3, conversation="c1")
    assert await found(store, "pending, Withdrawal") == ["c1"]


@pytest.mark.parametrize(
    "words", ["@ann_w", "@ANN_walker", "ann_walker", "0xab12cd", "0xab", "1234567", "gebuhr"]
)
async def test_handles_and_numbers_are_found_by_their_beginning(store, words):
    text = "tx 0xAB12cd34 of UID 12345678901, Gebühren, ann_walker"
    await say(store, text, number=1, author=Author(id="u1", handle="Ann_Walker", name="Ann"))
    await say(store, "nothing here", number=2)
    assert await found(store, words) == ["c1"]


async def test_a_case_is_found_by_the_beginning_of_its_number(store):
    case = await say(store, "hello", number=1)
    for words in (case.id, case.id[:4], f"#{case.id[:6]}".upper()):
        page = await store.find(ask(words))
        assert [each.id for each in page.named] == [case.id]
    assert not (await store.find(ask(case.id, filters=Filters(status="resolved")))).named


async def test_the_newest_line_stands_for_its_case(store):
    await say(store, "withdrawal one", number=1)
    await say(store, "withdrawal two", number=2)
    await say(store, "withdrawal three " + "x" * 300, number=3, conversation="c1")
    page = await store.find(ask("withdrawal"))
    assert [each.case.conversation for each in page.rows] == ["c1", "c2"]
    first = page.rows[0]
    assert first.parts[0] == ("withdrawal", True)
    assert (first.by, first.key) == ("Ann", "replay:nordex:3:0")
    assert first.text.endswith("x…")


async def test_pages_show_every_case_once(store):
    for number in range(12):
        await say(store, f"deposit {number}", number=number, conversation=f"c{number % 7}")
    pages, key = [], ""
    while True:
        page = await store.find(ask("deposit", limit=2, after=key))
        pages.append([each.case.conversation for each in page.rows])
        key = page.after
        if not key:
            break
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert sorted(name for page in pages for name in page) == [f"c{n}" for n in range(7)]


async def test_an_edit_takes_the_place_of_what_was_said(store):
    await say(store, "i sent bitcoin", number=1)
    edit = a_message("i sent ether", id="1", version=2, conversation="c1")
    late = a_message("i sent doge", id="1", version=1, conversation="c1")
    await store.put([edit])
    await store.put([late])
    assert await found(store, "ether") == ["c1"]
    assert await found(store, "bitcoin") == await found(store, "doge") == []


async def test_two_versions_in_one_batch(store):
    texts = [("first words", 0), ("second words", 1), ("older words", 3), ("old words", 2)]
    await store.put([a_message(t, id="1", version=v, conversation="c1") for t, v in texts])
    turn = await claim_one(store)
    await store.record([a_result(turn, case=a_case("c1"))], NOON)
    assert await found(store, "words") == await found(store, "older") == ["c1"]
    assert await found(store, "second") == []


async def test_what_was_deleted_is_found_no_more(store):
    await say(store, "seldom words 0xfeed1", number=1)
    await say(store, "words remain", number=2)
    await store.put([Removal(platform=REPLAY, account="nordex", id="1")])
    for words in ("seldom", "0xfeed1", "seld"):
        assert await found(store, words) == []
    assert await found(store, "words") == ["c2"]
    await say(store, "seldom again", number=3)
    assert await found(store, "seld") == ["c3"]


async def test_results_are_filtered_as_the_feed_is(store):
    one, two = [await say(store, "the same words", number=n) for n in (1, 2)]
    await store.move_case(one.id, Move.CLAIM, "mira", after(5))
    await store.opened(two.id, "mira")
    cases = {
        "mine": Filters(holder="mine"),
        "queue": Filters(holder="queue"),
        "new": Filters(status="new", unread="yes"),
        "unread": Filters(unread="yes"),
        "tag": Filters(tag="vip"),
        "incident": Filters(incident="INC-1"),
    }
    hits = {name: await found(store, "words", filters=each) for name, each in cases.items()}
    expected = {"mine": ["c1"], "queue": ["c2"], "new": [], "unread": ["c1"]}
    assert hits == {**expected, "tag": [], "incident": []}


async def test_a_line_is_found_in_the_case_that_shows_it(store):
    case = await say(store, "about bitcoin", number=1)
    await say(store, "about ether", number=2, conversation="c1")
    other = await say(store, "about doge", number=3)
    apart = await store.do(
        Split(case_id=case.id, by="mira", at=after(9), lines=("replay:nordex:2:0",))
    )
    await store.do(Merge(case_id=other.id, by="mira", at=after(10), other=case.id))
    homes = {
        words: [each.case.id for each in (await store.find(ask(words))).rows]
        for words in ("bitcoin", "ether", "doge")
    }
    assert homes == {"bitcoin": [other.id], "ether": [apart.id], "doge": [other.id]}


async def test_conversations_without_a_case_are_not_results(store):
    await store.put(messages("1"))
    assert (await store.find(ask("text"))).rows == ()


async def test_a_page_after_nonsense_is_the_first(store):
    await open_case(store)
    assert len((await store.find(ask("text", after="soon"))).rows) == 1
    assert await store.index_older() == 0
