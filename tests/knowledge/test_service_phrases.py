"""What the desk says about how it did: in every language, safe to say, short enough to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.reply.lint import check
from core.reply.wording import SERVICE
from core.triage.lexicon import LANGUAGES
from core.types import Leg
from knowledge import load_identities, load_phrases

ROOT = Path(__file__).parents[2] / "knowledge"
TEXTS = load_phrases(ROOT / "service.toml", SERVICE)
IDENTITIES = load_identities(ROOT / "identities.toml")
TO_USERS = [key for key in SERVICE if not key.startswith("mod_")]
LONGEST = 320


@pytest.mark.parametrize("key", TO_USERS)
@pytest.mark.parametrize("language", list(LANGUAGES))
def test_users_are_asked_in_their_own_language(key, language):
    said = TEXTS[key][language]
    assert check(said, IDENTITIES, leg=Leg.PRIVATE) == ()
    assert len(said) <= LONGEST
    assert language == "en" or said != TEXTS[key]["en"]


@pytest.mark.parametrize("key", sorted(set(SERVICE) - set(TO_USERS)))
def test_moderators_read_english_and_chinese(key):
    assert {"en", "zh"} <= TEXTS[key].keys()


def test_a_question_says_what_the_numbers_mean():
    for language, said in TEXTS["rate_five"].items():
        assert "1" in said, language
        assert "5" in said, language
