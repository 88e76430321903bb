"""What the bot says in dialogues is written in every language, and may be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.reply.lint import check
from core.reply.wording import DIALOGUE, fill, variables
from core.triage.lexicon import LANGUAGES
from core.types import Leg
from knowledge import load_identities, load_phrases

ROOT = Path(__file__).parents[2] / "knowledge"
IDENTITIES = load_identities(ROOT / "identities.toml")
TEXTS = load_phrases(ROOT / "dialogue.toml", DIALOGUE)
FACTS = {"facts": "250 USDT · BEP20 · TXID 0x5c504e…b22060 · UID 12345678"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", DIALOGUE)
def test_every_text_is_there_and_may_be_said_in_private(key, language):
    text = TEXTS[key][language]
    assert variables(text) == DIALOGUE[key]
    assert check(fill(text, FACTS), IDENTITIES, leg=Leg.PRIVATE) == ()


@pytest.mark.parametrize("key", DIALOGUE)
def test_no_two_languages_say_it_in_the_same_words(key):
    assert len(set(TEXTS[key].values())) == len(LANGUAGES)
