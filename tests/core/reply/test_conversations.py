"""Ten thousand conversations made up from everything the desk can say: nothing unsafe leaves."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache

import pytest

import bots
from core.actions import Ask, Escalate, Inform, Reply
from core.decide import FIRST_AID
from core.reply.compose import buttons, compose
from core.reply.library import Library
from core.reply.lint import check
from core.reply.split import length, split
from core.reply.wording import PROTECTION, SAFE_FACTS
from core.triage.lexicon import LANGUAGES
from core.types import Author, Leg, Place, Platform, Urgency
from knowledge import load_articles, load_facts, load_phrases
from tests.conftest import a_message
from tests.core.reply.conftest import ROOT

CONVERSATIONS, SHARES = 10_000, 2
PLATFORMS = {name: bots.capabilities(name) for name in bots.names()}
INFORMED = [key for key, needed in PROTECTION.items() if not needed]
STRANGE = (
    "EVIL https://evil.invalid @evil_helper seed phrase +44 20 7946 0958",
    "Где мои деньги?",
    "我的币呢",
    "where is my money",
    "نقودي",
)
# What a platform may show on a button: characters of a label, bytes that come back.
MOST_LABEL, MOST_DATA = 80, 64


@pytest.fixture(scope="module", params=range(SHARES))
def house(request):
    """A library whose facts differ from share to share, and the dice."""
    dice = random.Random(request.param)
    facts = load_facts(ROOT / "facts.toml")
    if request.param:
        facts = {name: _other(value, dice) for name, value in facts.items()}
    articles = load_articles(ROOT / "articles", facts)
    phrases = {
        **load_phrases(ROOT / "phrases.toml"),
        **load_phrases(ROOT / "protection.toml", PROTECTION),
    }
    # Nothing is looked for here: without questions the library is there at once.
    mute = [replace(each, questions=(), title="") for each in articles]
    return Library(mute, phrases, facts), dice


def test_nothing_unsafe_leaves(house, identities):
    library, dice = house
    said = 0
    for _ in range(CONVERSATIONS // SHARES):
        platform, message, plan, language = _conversation(library, dice)
        limits = PLATFORMS[platform]
        text = compose(plan, message, library, limits, language=language)
        if not text:
            continue
        said += 1
        assert looked_at(text, identities, message.leg, platform) == (), (plan, text)
        assert "EVIL" not in text
        assert "{" not in text, text
        _fits(text, limits.on(message.leg))
        for button in buttons(plan, message, library, language=language):
            assert len(button.label) <= MOST_LABEL
            assert len(button.data.encode()) <= MOST_DATA
            assert looked_at(button.label, identities, message.leg, platform) == ()
    assert said > CONVERSATIONS // SHARES * 0.8


def test_every_article_is_safe_in_every_place(house, identities):
    library, _ = house
    for article in library.articles:
        for text, leg in ((article.body, Leg.PRIVATE), (article.short, Leg.PUBLIC)):
            assert not text or check(text, identities, leg=leg) == (), (article.id, text)


@cache
def looked_at(text, identities, leg, platform):
    return check(text, identities, leg=leg, capabilities=PLATFORMS[platform])


def _fits(text, limits):
    parts = split(text, limits)
    assert not limits.parts or len(parts) <= limits.parts, text
    assert all(length(part, limits) <= limits.max_length for part in parts)


def _conversation(library, dice):
    platform = dice.choice(list(PLATFORMS))
    message = a_message(
        platform=Platform(platform),
        place=dice.choice(list(Place)),
        text=dice.choice(STRANGE),
        author=Author(id="1", name="EVIL", language=dice.choice(("", "pt-br", "de", "it"))),
        addressed=dice.random() < 0.9,
    )
    language = dice.choice((*LANGUAGES, "und", "it"))
    plan = tuple(_action(library, dice, language) for _ in range(dice.randint(1, 3)))
    return platform, message, plan, dice.choice(("", language))


def _action(library, dice, language):
    kind = dice.random()
    if kind < 0.6:
        some = (dice.choice(library.articles).id, dice.choice(list(FIRST_AID.values())))
        article = some[dice.random() < 0.1]
        return Reply(article=article, language=language, reason="r")
    if kind < 0.75:
        facts = tuple(dice.sample(SAFE_FACTS, dice.randint(1, 4)))
        return Ask(facts=facts, language=language, reason="r")
    if kind < 0.9:
        return Escalate(priority=dice.choice(list(Urgency)), reason="r")
    return Inform(phrase=dice.choice(INFORMED), language=language, reason="r")


def _other(value, dice):
    """Another number of the same kind; addresses stay."""

    def drawn(found):
        number = dice.randint(1, 3 * int(found[0].replace(",", "")) + 2)
        return f"{number:,}" if "," in found[0] else str(number)

    return value if "://" in value else re.sub(r"\d[\d,]*", drawn, value)
