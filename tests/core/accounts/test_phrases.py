"""What is said about accounts: in every language, within the lint, the same numbers everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from core.accounts.desk import STATES, Progress, State, Topic
from core.accounts.phrases import ACCOUNTS
from core.accounts.telling import told, which
from core.reply.library import Library
from core.reply.lint import check
from core.triage.lexicon import LANGUAGES
from core.types import Leg
from knowledge import load_facts, load_identities, load_phrases

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
IDENTITIES = load_identities(KNOWLEDGE / "identities.toml")
PHRASES = load_phrases(KNOWLEDGE / "accounts.toml", ACCOUNTS)
LIBRARY = Library((), PHRASES, load_facts(KNOWLEDGE / "facts.toml"))
VALUES = {
    "amount": "1250.5 USDT",
    "at": "2026-11-23T14:05:00+00:00",
    "done": "3",
    "needed": "12",
    "txid": "9f" * 32,
    "minutes": "10",
    "list": "1. 0.5 BTC",
    "example": "/withdrawal 1",
    "item": "0.5 BTC",
}
# Words only: what is written the same everywhere needs no translation.
SAME_EVERYWHERE = {"account_choice"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(ACCOUNTS))
def test_every_phrase_may_be_said_in_every_language(key, language):
    assert key in SAME_EVERYWHERE or language in PHRASES[key]
    text = LIBRARY.phrase(key, language, **VALUES)
    assert "{" not in text
    assert check(text, IDENTITIES, leg=Leg.PRIVATE) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_one_kind_differ(language):
    texts = [LIBRARY.phrase(key, language, **VALUES) for key in ACCOUNTS]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("topic", "state"), [(topic, state) for topic in Topic for state in sorted(STATES[topic])]
)
def test_every_state_has_its_words_and_all_its_values(topic, state):
    money = {} if topic is Topic.KYC else {
        "at": datetime(2026, 11, 23, 14, 5, tzinfo=UTC),
        "amount": Decimal("0.5"),
        "coin": "BTC",
    }  # fmt: skip
    [said] = told(Progress(topic=topic, id="x", state=state, done=1, needed=2, **money), "en")
    text = LIBRARY.phrase(said.phrase, "en", **dict(said.values))
    assert text
    assert "{" not in text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "1. 1,250.5 USDT, November 23, 2026, 2:05\xa0PM UTC"),
        ("de", "1. 1.250,5 USDT, 23. November 2026, 14:05 UTC"),
        ("zh", "1. 1,250.5 USDT, 2026年11月23日 14:05 UTC"),
    ],
)
def test_lists_are_written_as_each_language_does(language, line):
    progress = Progress(
        topic=Topic.WITHDRAWAL,
        id="w1",
        state=State.SENT,
        at=datetime(2026, 11, 23, 14, 5, 59, tzinfo=UTC),
        amount=Decimal("1250.500"),
        coin="USDT",
    )
    asked = which([progress], Topic.WITHDRAWAL, language)
    assert dict(asked.values)["list"] == line


def test_what_has_no_moment_is_listed_without_one():
    bare = Progress(topic=Topic.WITHDRAWAL, id="w", state=State.SENT, amount=Decimal(1), coin="SOL")
    assert dict(which([bare], Topic.WITHDRAWAL, "en").values)["list"] == "1. 1 SOL"
