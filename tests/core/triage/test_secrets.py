"""What is masked, what is kept, and that masking is linear, total and idempotent."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from core.triage import secrets
from core.triage.secrets import MARKS, mask
from core.types import Masked

PHRASE = "abandon ability able about above absent absorb abstract absurd abuse access accident"
WORDS = PHRASE.split()
WIF = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
XPRV = (
    "xprv" + "9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU"
)
XPRV += "3TGtRBeJgk33yuGBxrMPHi"
HEX = "1f" * 32
API = "a8Kd93jfLq02mZxP77TqWe12"

FOUND = [
    ("seed_phrase", "plain", f"my seed is {PHRASE}", PHRASE),
    ("seed_phrase", "numbered", " ".join(f"{n}. {w}" for n, w in enumerate(WORDS, 1)), None),
    ("seed_phrase", "commas", ", ".join(WORDS), None),
    ("seed_phrase", "lines", "\n".join(WORDS), None),
    ("seed_phrase", "a word behind", f"{PHRASE} zzzzz", PHRASE),
    ("seed_phrase", "upper", PHRASE.upper(), None),
    ("seed_phrase", "joined", "".join(WORDS), None),
    ("seed_phrase", "typo", PHRASE.replace("absorb", "absorbe"), None),
    ("seed_phrase", "one missing", " ".join(WORDS[1:]), None),
    ("seed_phrase", "hanzi apart", "的 确 定 率 走 黄 油 桥 甲 岛 鱼 墙", None),
    ("seed_phrase", "hanzi block", "确率黄油桥甲岛鱼墙瓶盐梦", None),
    (
        "seed_phrase",
        "hanzi named",
        "助记词：确率黄油桥甲岛鱼墙瓶盐梦，帮我看",
        "确率黄油桥甲岛鱼墙瓶盐梦",
    ),
    ("private_key", "wif", f"key {WIF}", WIF),
    ("private_key", "xprv", XPRV, XPRV),
    ("private_key", "hex with words", f"my private key is {HEX}", HEX),
    ("private_key", "hex in russian", f"приватный ключ: {HEX}", HEX),
    ("private_key", "solana file", "[" + ", ".join(["12"] * 64) + "]", None),
    (
        "private_key",
        "key file",
        "-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----",
        None,
    ),
    ("private_key", "key file in another", "-----BEGIN PRIVATE KEY-----" * 2, None),
    ("private_key", "open key file", "-----BEGIN PRIVATE KEY-----\nMIIabc", None),
    ("api_secret", "named", f"api secret: {API}", API),
    ("api_secret", "chinese", f"密钥：{API}", API),
    ("api_secret", "bot token", "123456789:AAF-abcdefghijklmnopqrstuvwxyz12345", None),
    ("password", "is", "my password is Hunter22!", "Hunter22"),
    ("password", "colon", "Passwort: geheim123", "geheim123"),
    ("password", "chinese", "密码: abc12345", "abc12345"),
    ("password", "russian", "пароль: Qwerty77", "Qwerty77"),
    ("password", "digits", "senha: 99887766", "99887766"),
    ("password", "mixed case", "password is HunterTwo", "HunterTwo"),
    ("password", "symbol", "password is hun#ter", "hun#ter"),
    ("password", "form", "login: bob password: sunshine", "sunshine"),
    ("one_time_code", "code", "the code 482913 fails", "482913"),
    ("one_time_code", "otp", "otp from the app says 482913", "482913"),
    ("one_time_code", "chinese", "验证码是 123456", "123456"),
    ("one_time_code", "spanish", "código de verificación 123 456", "123 456"),
    ("one_time_code", "before", "482913 is my code", "482913"),
    ("card_number", "grouped", "4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("card_number", "with word", "card 4111111111111111", "4111111111111111"),
    ("card_number", "cvv", "cvv 123", "123"),
    ("identity_document", "passport", "passport AB1234567", "AB1234567"),
    ("identity_document", "chinese", "11010519491231002X", "11010519491231002X"),
    ("identity_document", "cpf", "cpf 123.456.789-09", "123.456.789-09"),
    ("identity_document", "korean", "900101-1234567", "900101-1234567"),
    ("identity_document", "pan", "ABCPE1234F", "ABCPE1234F"),
]
KEPT = [
    ("txid", f"txid 0x{HEX}"),
    ("hash named", f"my private key? no, the tx hash: {HEX}"),
    ("hex alone", HEX),
    ("uid", "uid 12345678"),
    ("order", "order 4111111111111111 missing"),
    ("error code", "error code 50011"),
    ("promo code", "promo code 482913"),
    ("year", "the code 2024"),
    ("wrong password", "my password is wrong"),
    ("forgotten", "password: forgotten"),
    ("short password", "password: abc"),
    ("password page", "password: https://a.example"),
    ("plain word", "password: please"),
    ("digits of a password", "password is 123456"),
    (
        "sentence",
        "I just want to know when you will open trade again because this is too long to wait",
    ),
    ("chinese sentence", "我的提现到现在还没有到账"),
    ("chinese noun", "比特币以太坊价格走势分析图"),
    ("chinese not listed", "助记词：靐齉爩鱻麤龘鸞鸝麣纞虋讟"),
    ("address", "0x52908400098527886E0F7030069857D2E4169EE7"),
    ("card that fails Luhn", "card 4111111111111112"),
    ("card of no network", "card 9111111111111111"),
    ("long number", "4111 1111 1111 1111 1111 1111"),
    ("amount", "code for 4000 usd"),
    ("chinese id that fails", "110105194912310021"),
    ("letters run together", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"),
    ("api key word", "my api key is notworkingatallsorry"),
    ("passport pending", "passport pending since 2 days"),
    (
        "two lists",
        "abandon ability abaco abbaglio abandon ability abaco abbaglio abaco able abaco abbaglio",
    ),
    ("common words", "what will you want when there that they this then now more"),
    ("hanzi apart not listed", " ".join("靐齉爩鱻麤龘鸞鸝麣纞虋讟")),
    ("marks", " ".join(MARKS.values())),
    ("empty", ""),
]


@pytest.mark.parametrize(
    ("kind", "text", "secret"),
    [pytest.param(kind, text, secret, id=f"{kind}-{label}") for kind, label, text, secret in FOUND],
)
def test_secrets_are_covered(kind, text, secret):
    masked = mask(text)
    assert [each.kind for each in masked.secrets][:1] == [kind]
    assert MARKS[kind] in masked.text
    if secret is not None:
        found = masked.secrets[0]
        assert text[found.start : found.end] == secret
        assert secret not in masked.text


@pytest.mark.parametrize("text", [pytest.param(text, id=label) for label, text in KEPT])
def test_what_is_no_secret_is_kept(text):
    assert mask(text) == Masked(text=text)


@pytest.mark.parametrize("language", Mnemonic.list_languages())
def test_every_wallet_language(language):
    mnemonic = Mnemonic(language)
    words = [mnemonic.wordlist[step * 97 % 2048] for step in range(3, 15)]
    assert [each.kind for each in mask(" ".join(words)).secrets] == ["seed_phrase"]


def test_several_secrets_in_one_text():
    text = f"password: Hunter22 seed {PHRASE}. code 482913"
    masked = mask(text)
    assert masked.text == (
        f"password: {MARKS['password']} {MARKS['seed_phrase']}. code {MARKS['one_time_code']}"
    )
    assert [each.kind for each in masked.secrets] == ["password", "seed_phrase", "one_time_code"]


def test_masking_ends_after_so_many_rounds(monkeypatch):
    monkeypatch.setattr(secrets, "_ROUNDS", 1)
    assert mask("password: Hunter22").text == "password: [password removed]"


@given(st.text())
def test_masking_is_total(text):
    check(text)


PIECES = st.sampled_from([
    *WORDS, *MARKS.values(), WIF, HEX, API, "password", "is", ":", "code", "123456",
    "4111 1111 1111 1111", "private key", "api secret", "passport", "AB1234567", "\n", "[", "]",
    "助记词", "的 确", "txid", "\0", "cvv",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_masking_is_total_on_what_looks_like_secrets(pieces):
    check(" ".join(pieces))


def check(text: str) -> None:
    masked = mask(text)
    places = [(each.start, each.end) for each in masked.secrets]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    if not places:
        assert masked.text == text
    assert mask(masked.text) == Masked(text=masked.text)


HOSTILE = {
    "digits": "1",
    "groups": "1234 ",
    "cards": "4111 1111 1111 1111 ",
    "letters": "a",
    "list words": "abandon ",
    "passwords": "password: ",
    "codes": "code 12345 ",
    "hanzi": "的 一 ",
    "brackets": "[1,2,",
    "key files": "-----BEGIN PRIVATE KEY-----",
    "tokens": "eyJabcdefghijk.eyJabcdefghijk.",
    "keys": f"private key {HEX} ",
    "spaces": " ",
    "marks": "[password removed]",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_masking_is_linear(unit):
    small, large = (unit * (size // len(unit)) for size in (20_000, 200_000))
    mask(small)
    started = time.process_time()
    mask(small)
    once = time.process_time() - started
    started = time.process_time()
    mask(large)
    # Ten times as much text; quadratic work would take a hundred times as long.
    assert time.process_time() - started < 40 * once + 0.25
