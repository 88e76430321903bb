"""Texts are read the same however they are dressed up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.triage.disguise import skeleton, undisguise
from core.triage.reading import read
from core.triage.text import (
    LIMIT,
    clip,
    emails,
    for_encoder,
    handles,
    links,
    normalise,
    tokens,
    visible,
    without_addresses,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("ＨＥＬＬＯ", "hello", id="full width"),
        pytest.param("𝓈𝑒𝑒𝒹", "seed", id="mathematical"),
        pytest.param("ⓢⓔⓔⓓ", "seed", id="circled"),
        pytest.param("🅢🅔🅔🅓", "seed", id="negative circled"),
        pytest.param("ꜱᴇᴇᴅ", "seed", id="small capitals"),
        pytest.param("se\u200bed", "seed", id="zero width"),
        pytest.param("s\u0336e\u0336e\u0336d", "seed", id="struck through"),
        pytest.param("Contraseña", "contrasena", id="marks on letters"),
        pytest.param("İSTANBUL ığdır", "istanbul igdir", id="turkish"),
        pytest.param("ещё", "еще", id="russian yo"),
        pytest.param("أموال الشبكة", "اموال الشبكه", id="arabic alef and teh"),
        pytest.param("I’m sure it doesn’t", "im sure it doesnt", id="contractions"),
        pytest.param("[seed phrase removed] help", "  help", id="marks of masking"),
    ],
)
def test_dress_does_not_matter(written, read):
    assert normalise(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("s33d phr4se", "seed phrase", id="leet"),
        pytest.param("s e e d  p h r a s e", "seed phrase", id="spaced letters"),
        pytest.param("s.e.e.d please", "seed please", id="dotted letters"),
        pytest.param("send рassword now", "send password now", id="cyrillic in latin"),
        pytest.param("send sеed", "send seed", id="one cyrillic letter"),
        pytest.param("пиши в лc", "пиши в лс", id="latin in cyrillic"),
        pytest.param("please ѕеnd раураl here", "please send paypal here", id="whole words"),
        pytest.param("привет рассол", "привет рассол", id="russian stays"),
        pytest.param("trc20 erc20 2fa", "trc20 erc20 2fa", id="tickers stay"),
        pytest.param("plain words", "plain words", id="nothing to do"),
    ],
)
def test_disguises_are_seen_through(written, read):
    assert undisguise(written) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nоrdex", "Nordex"),
        ("N0rdex", "Nordex"),
        ("mira_nordex", "miranordex"),
        ("norclex", "norclex"),
    ],
)
def test_skeletons_of_lookalikes_are_equal(one, other):
    assert skeleton(one.lower()) == skeleton(other.lower())


def test_long_texts_are_read_at_both_ends():
    text = "a" * 5000 + "b" * 5000 + "c" * 5000
    assert len(clip(text)) <= LIMIT + 1
    assert clip(text).startswith("aaa")
    assert clip(text).endswith("ccc")
    assert clip("short") == "short"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("go to https://a.example/x?y=1 now", ["https://a.example/x?y=1"], id="plain"),
        pytest.param("hxxps://evil[.]com", ["hxxps://evil[.]com"], id="defanged"),
        pytest.param("nordex-verify.com", ["nordex-verify.com"], id="bare"),
        pytest.param("see t.me/joinnow", ["t.me/joinnow"], id="messenger"),
        pytest.param("hello. world", [], id="a full stop"),
        pytest.param("no link", [], id="none"),
        pytest.param("version 1.5 of e.g. this", [], id="numbers and shorts"),
    ],
)
def test_links(text, found):
    assert links(text) == found


def test_addresses_are_found_and_set_apart():
    text = "write help@nordex.example or @NordexSupport"
    assert emails(text) == ["help@nordex.example"]
    assert handles(text) == ["NordexSupport"]
    assert emails("none") == handles("none") == []
    assert without_addresses(text).split() == ["write", "emailx", "or", "handlex"]
    assert without_addresses("open nordex.example").split() == ["open", "urlx"]


def test_tokens_are_words_characters_and_stops():
    assert tokens("can i? 助记词。 हिन्दी में") == [
        "can",
        "i",
        "?",
        "助",
        "记",
        "词",
        "。",
        "हिन्दी",
        "में",
    ]


@given(st.text())
def test_any_text_can_be_read(text):
    assert isinstance(undisguise(normalise(text)), str)
    assert visible(text) == visible(visible(text))


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Write\u00ad m\u200be n\u2060ow\ufeff", "Write me now"),
        ("s\u0336e\u0336n\u0336d y\u0332our key", "send your key"),
        ("ꜱᴇɴᴅ 🅼🅴 ẏour key", "send me ẏour key"),
        ("wal\u200clet", "wallet"),
        ("क्\u200dषेत्र", "क्\u200dषेत्र"),
        ("می\u200cروم", "می\u200cروم"),
        ("👩\u200d🔧 ok", "👩\u200d🔧 ok"),
        ("cafe\u0301 Đà Nẵng", "café Đà Nẵng"),
    ],
)
def test_letters_are_seen_without_what_dresses_them_up(written, seen):
    assert visible(written) == seen


@pytest.mark.parametrize("between", ["\u00ad", "\u200b", "\u2060", "\u0336", "\u0332\u0336"])
def test_a_dress_changes_neither_language_nor_what_the_encoder_reads(between):
    plain = "Escríbanos al privado para generar su ticket de atención"
    dressed = between.join(plain)
    assert read(dressed).language == read(plain).language == "es"
    assert for_encoder(read(dressed).raw) == for_encoder(read(plain).raw)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("SEND ME YOUR SEED NOW", "send me your seed now"),
        ("🅂🄴🄽🄳 🄼🄴 🅈🄾🅄🅁 🅂🄴🄴🄳", "send me your seed"),
        ("UID 123, BTC?", "UID 123, BTC?"),
        ("NORDEX KYC und USDT an die Adresse", "NORDEX KYC und USDT an die Adresse"),
    ],
)
def test_the_encoder_reads_capitals_as_words(written, read_as):
    assert for_encoder(visible(written)) == read_as
