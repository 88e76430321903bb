"""The index remembers words; that it forgets them changes nothing but time."""

from __future__ import annotations

from core.reply import index
from core.types import Labels
from tests.core.test_conclude import HOUSE


def test_a_full_memory_of_words_is_emptied(monkeypatch):
    labels = Labels(language="en", intent="fees", intent_confidence=0.9, intents=(("fees", 0.9),))
    text = "tell me about your surprising trading fees"
    before = HOUSE.library.find(text, labels)
    monkeypatch.setattr(index, "MOST_WORDS", 1)
    assert HOUSE.library.find("quite other words fill the memory now", labels)
    assert HOUSE.library.find(text, labels) == before
