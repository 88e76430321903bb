"""The word tables: complete in fourteen languages, and every phrase can be found."""

from __future__ import annotations

import pytest

from core.triage import lexicon as module
from core.triage.lexicon import LANGUAGES, Hit, Lexicon, lexicon, phrases
from core.triage.reading import read
from core.triage.text import normalise, tokens
from core.triage.words import TABLES


@pytest.mark.parametrize("concept", sorted(TABLES))
def test_a_concept_speaks_every_language(concept):
    assert {language for language, _ in phrases(TABLES[concept])} == set(LANGUAGES)


@pytest.mark.parametrize("concept", sorted(TABLES))
def test_every_phrase_finds_itself(concept):
    for language, phrase in phrases(TABLES[concept]):
        text = normalise(phrase.replace("_", " qqq ").replace("*", "xyz"))
        found = lexicon().scan(tokens(text), language)
        assert concept in {hit.concept for hit in found}, f"{language}: {phrase}"


def scan(table: str, text: str, language: str = "en") -> list[tuple[int, int]]:
    hits = Lexicon({"c": table}).scan(tokens(normalise(text)), language)
    return [(hit.start, hit.end) for hit in hits]


@pytest.mark.parametrize(
    ("table", "text", "places"),
    [
        pytest.param("en: seed phrase", "my seed phrase", [(1, 3)], id="words"),
        pytest.param("en: withdraw*", "withdrawals and withdraw", [(0, 1), (2, 3)], id="stem"),
        pytest.param("en: send _ back", "send 1 btc and get it back", [], id="gap too wide"),
        pytest.param("en: send _ back", "send 1 btc back", [(0, 4)], id="gap"),
        pytest.param("en: send _ back", "send it. ok back", [], id="gap stops at a sentence"),
        pytest.param("en: send _ back", "send", [], id="gap at the end"),
        pytest.param("zh: 助记词", "你的助记词呢", [(2, 5)], id="characters"),
        pytest.param("ar: محفظة", "والمحفظة", [(0, 1)], id="arabic article"),
        pytest.param("ko: 보내*", "보내주세요", [(0, 1)], id="short korean stem"),
        pytest.param("en: a; a b", "a b", [(0, 1), (0, 2)], id="one inside the other"),
    ],
)
def test_phrases(table, text, places):
    assert scan(table, text) == places


def test_short_words_count_in_their_own_language_only():
    table = "es: clave\npt: senha"
    assert scan("vi: em", "em", "vi") == [(0, 1)]
    assert scan("vi: em", "em", "pt") == []
    assert scan("vi: em\npt: em", "em", "pt") == [(0, 1)]
    assert scan("vi: em\nde: seiten", "seiten", "fr") == [(0, 1)]
    assert scan(table, "clave", "pt") == [(0, 1)]


def test_its_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "_MOST_KNOWN", 2)
    small = Lexicon({"c": "en: word"})
    assert [small.scan([each], "en") for each in ("a", "b", "c", "word")][-1] == [Hit("c", 0, 1)]


def test_a_reading_knows_sentences_and_pairs():
    reading = read("Send me the code. Your account is locked, verify your seed phrase")
    assert reading.pair("give", "seed") is not None
    assert reading.pair("locked", "code") is None
    assert reading.pair("give", "remote") is None
    far, near = reading.of("code")[0], reading.of("seed")[0]
    assert reading.apart(far, near) == 1000
    assert reading.words(near) in {"seed phrase", "your seed"}
    assert read("请把助记词发给我").words(read("请把助记词发给我").of("seed")[0]) == "助记词"


def test_a_disguised_text_is_read_as_what_it_hides():
    assert "seed" in read("send your s33d phr4se").concepts
    assert "about.login" in read("login pass1w please").concepts
