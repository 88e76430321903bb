"""What is masked and what is kept, kind by kind; forms of seed phrases have tests of their own."""

from __future__ import annotations

import json

import pytest
from base58_bech32.base58 import b58encode
from Crypto.PublicKey import ECC

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
API, SECOND = "a8Kd93jfLq02mZxP77TqWe12", "QnX5vT1cRb8LwYk3Zp6HsGd9"
SEED = bytes(range(7, 39))
PUBLIC = ECC.construct(curve="Ed25519", seed=SEED).public_key().export_key(format="raw")
PAIR = b58encode(SEED + PUBLIC).decode()
SIGNATURE = b58encode(bytes(range(9, 73))).decode()
PEM = "-----BEGIN EC PRIVATE KEY-----\nMIIabc\n-----END EC PRIVATE KEY-----"
KEYSTORE = json.dumps({"crypto": {"ciphertext": "ab" * 32, "mac": "cd" * 32}, "version": 3})
TOKEN = "eyJ" + "a1B2" * 9 + ".eyJ" + "c3D4" * 9 + "." + "e5F6" * 9

FOUND = [
    ("seed_phrase", "plain", f"my seed: {PHRASE}", PHRASE),
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
    ("private_key", "key file with an end", f"{PEM} thanks", PEM),
    ("private_key", "key file in another", "-----BEGIN PRIVATE KEY-----" * 2, None),
    ("private_key", "hex over two lines", f"private key:\n{HEX[:32]}\n{HEX[32:]}", None),
    ("private_key", "hex in groups", "pk " + " ".join([HEX[:8]] * 8), None),
    ("private_key", "bytes in hex", "[" + ",".join(["0x1f"] * 32) + "]", None),
    ("private_key", "pair that holds its public half", f"tx {PAIR}", PAIR),
    ("private_key", "pair that is called a key", f"my private key {SIGNATURE}", SIGNATURE),
    ("private_key", "stellar", "SC" + "A2B3C4D5" * 6 + "E6F7GH", None),
    ("private_key", "ripple", "private key sn3nxiW7v8KXzPzAqzyHXbSSKNuN9", None),
    ("private_key", "encrypted wallet", f"help {KEYSTORE}", KEYSTORE),
    ("private_key", "encrypted wallet in pieces", "ciphertext: " + "ab" * 32, None),
    ("private_key", "open key file", "-----BEGIN PRIVATE KEY-----\nMIIabc", None),
    ("api_secret", "named", f"api secret: {API}", API),
    ("api_secret", "chinese", f"密钥：{API}", API),
    ("api_secret", "pair", f"apiKey: {SECOND}\nsecretKey: {API}", SECOND),
    ("api_secret", "the one behind", f"my api keys {SECOND} / {API}", SECOND),
    ("api_secret", "letters alone", "api secret NijxOxSRpPOkPvJeBe", "NijxOxSRpPOkPvJeBe"),
    ("api_secret", "query", f"key={API}&sign=no", API),
    ("api_secret", "token in three parts", f"Authorization: Bearer {TOKEN}", TOKEN),
    ("api_secret", "cloud", "AKIA" + "ABCD2345" * 2, None),
    ("api_secret", "code host", "ghp_" + "aB3d" * 9, None),
    ("api_secret", "bot token", "123456789:AAF-abcdefghijklmnopqrstuvwxyz12345", None),
    ("password", "is", "my password is Hunter22!", "Hunter22"),
    ("password", "colon", "Passwort: geheim123", "geheim123"),
    ("password", "chinese", "密码: abc12345", "abc12345"),
    ("password", "russian", "пароль: Qwerty77", "Qwerty77"),
    ("password", "digits", "senha: 99887766", "99887766"),
    ("password", "mixed case", "password is HunterTwo", "HunterTwo"),
    ("password", "symbol", "password is hun#ter", "hun#ter"),
    ("password", "form", "login: bob password: sunshine", "sunshine"),
    ("password", "digits with is", "password is 123456", "123456"),
    ("password", "digits alone", "password 99887766 fails", "99887766"),
    ("password", "far behind", "the password for my account is hunter22", "hunter22"),
    ("password", "of an account", "senha da conta: summer77", "summer77"),
    ("password", "before", "hunter22 is my password", "hunter22"),
    ("password", "before in chinese", "88462083是我的密码", "88462083"),
    ("password", "quoted", "my password is “correct horse”", "correct horse"),
    ("password", "quoted in japanese", "パスワード「sakura」で入れない", "sakura"),
    ("password", "vietnamese", "mật khẩu của tôi là hunter22", "hunter22"),
    ("password", "korean", "비밀번호는 hunter22 입니다", "hunter22"),
    ("password", "arabic", "كلمة المرور هي hunter22", "hunter22"),
    ("password", "hindi", "मेरा पासवर्ड hunter22 है", "hunter22"),
    ("password", "favourite", "my password letmein fails", "letmein"),
    ("password", "hyphens", "my password correct-horse-battery", "correct-horse-battery"),
    ("password", "last on its line", "password: sunshiny", "sunshiny"),
    ("password", "look-alike letters", "my pаsswоrd is hunter22", "hunter22"),
    ("one_time_code", "code", "the code 482913 fails", "482913"),
    ("one_time_code", "otp", "otp from the app says 482913", "482913"),
    ("one_time_code", "chinese", "验证码是 123456", "123456"),
    ("one_time_code", "spanish", "código de verificación 123 456", "123 456"),
    ("one_time_code", "before", "482913 is my code", "482913"),
    ("one_time_code", "as", "they texted me 482913 as the login code", "482913"),
    ("one_time_code", "four digits with is", "код это 4821", "4821"),
    ("one_time_code", "from", "entered 482913 from google authenticator", "482913"),
    ("one_time_code", "year", "verification code: 2024", "2024"),
    ("one_time_code", "four digits", "the sms had the code 4821", "4821"),
    ("one_time_code", "full width", "验证码１２３４５６", "１２３４５６"),
    ("one_time_code", "arabic digits", "رمز التحقق ١٢٣٤٥٦", "١٢٣٤٥٦"),
    ("one_time_code", "beside chinese", "我的2FA是482913", "482913"),
    ("one_time_code", "spaced", "otp 4 8 2 9 1 3", "4 8 2 9 1 3"),
    ("card_number", "grouped", "4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("card_number", "with word", "card 4111111111111111", "4111111111111111"),
    ("card_number", "named behind", "4111111111111111 is my card", "4111111111111111"),
    ("card_number", "expiry beside", "4111 1111 1111 1111 06/29 544", "4111 1111 1111 1111"),
    ("card_number", "expiry alone beside", "visa 4111111111111111 exp 06/29 thanks", None),
    ("card_number", "amex", "3782 822463 10005", "3782 822463 10005"),
    ("card_number", "long word for number", "Mastercard no. 5555555555554444", "5555555555554444"),
    ("card_number", "row of cards", "4111 1111 1111 1111 5555 5555 5555 4444", None),
    ("card_number", "cvv", "cvv 123", "123"),
    ("identity_document", "passport", "passport AB1234567", "AB1234567"),
    ("identity_document", "chinese", "11010519491231002X", "11010519491231002X"),
    ("identity_document", "cpf", "123.456.789-09", "123.456.789-09"),
    ("identity_document", "korean", "900101-1234567", "900101-1234567"),
    ("identity_document", "behind", "AB1234567 is my passport number", "AB1234567"),
    ("identity_document", "in chinese", "我的护照号码是E12345678", "E12345678"),
    ("identity_document", "german", "Reisepass: C01X00T47", "C01X00T47"),
    ("identity_document", "groups", "aadhar card no 3289 9661 4367", "3289 9661 4367"),
    ("identity_document", "curp", "GODE561231HDFRRN00", None),
    ("identity_document", "french", "1 84 12 76 451 089 46", None),
    ("identity_document", "corsican", "1 84 12 2A 451 089 33", None),
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
    ("digits that count", "password is 12345678 characters"),
    ("few digits of a password", "password 1234 times"),
    ("compound", "Passwort-Reset-Mails kommen"),
    ("another's name", "my password app is LastPass"),
    ("password of a user", "password for user bobby1 fails"),
    ("page", "entered my password, the url was nordex-secure-login"),
    ("end of sentence", "I lost my password. Hunter22 wrote to me"),
    ("next line", "my password fails\nhunter22 wrote to me"),
    ("far away", "password a b c which does what they have said there about bob22"),
    ("pass", "the pass is over and we go to hunter22"),
    ("said before", "iphone13 is my password"),
    ("quoted state", 'it says password "incorrect"'),
    ("quoted sentence", 'login with password "because of us"'),
    ("plain and unowned", "password please"),
    ("plain in the middle", "password: please help me now"),
    ("short and plain", "password: abcde"),
    ("signature", f"tx {SIGNATURE}"),
    ("not a pair", "my private " + "9" * 88),
    ("hex in groups of a hash", "private key? no, tx " + " ".join([HEX[:8]] * 8)),
    ("hex in few groups", "private key 1f1f 1f1f"),
    ("bytes too few", "[1, 2, 3]"),
    ("address called a secret", "secret 0x52908400098527886E0F7030069857D2E4169EE7"),
    ("address with a checksum", "api key 1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
    ("id of a request", f"api key fails, request {API}"),
    ("digits alone", "api key 12345678901234567890"),
    ("path", "secret a1/b2/c3/d4/e5/f6/g7"),
    ("far from the label", "my secret is that I " + "do not know what to say " * 4 + API),
    ("close code", "ws code 1006"),
    ("code that a program gave", "the api sent code 40105"),
    ("code unasked", "code 4105 blue"),
    ("promo code", "código promo 482913"),
    ("code of an error", "mã lỗi 482913"),
    ("order before a code", "order 482913 and no code"),
    ("two numbers", "code 77 of 482913"),
    ("long way from a code", "code " + "which is what they all have said " * 2 + "482913"),
    ("year behind", "2024 is my code"),
    ("two sentences", "I got no code. 482913"),
    ("another sentence behind", "482913. Is the code"),
    ("order with a card's digits", "order 4111 1111 1111 1110"),
    ("document's date", "passport 12/05/2027"),
    ("uid behind a document", "passport rejected, uid 12345678"),
    ("document in the next sentence", "12345678 came. My passport"),
    ("document behind without a verb", "12345678 or else whatever you want my passport"),
    ("short document", "passport 12345"),
    ("document far away", "passport was what they had asked me for 12345678"),
    ("curp that fails", "GODE561231HDFRRN02"),
    ("cpf that fails", "123.456.789-00"),
    ("korean without a date", "991399-1234567"),
    ("french that fails", "1 84 12 76 451 089 47"),
    ("corsican with letters", "1 84 12 7A 451 089 47"),
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


def test_several_secrets_in_one_text():
    text = f"password: Hunter22 seed: {PHRASE}. code 482913"
    masked = mask(text)
    assert masked.text == (
        f"password: {MARKS['password']} seed: {MARKS['seed_phrase']}. code {MARKS['one_time_code']}"
    )
    assert [each.kind for each in masked.secrets] == ["password", "seed_phrase", "one_time_code"]


def test_masking_ends_after_so_many_rounds(monkeypatch):
    monkeypatch.setattr(secrets, "_ROUNDS", 1)
    assert mask("password: Hunter22").text == "password: [password removed]"


def test_a_secret_that_stands_there_twice_is_covered_twice():
    masked = mask("password: Hunter22\nI typed Hunter22, then hunter22 and Hunter22x")
    mark = MARKS["password"]
    assert masked.text == f"password: {mark}\nI typed {mark}, then hunter22 and Hunter22x"
    assert len(masked.secrets) == 2


def test_one_of_two_secrets_that_begin_alike_is_found_again():
    masked = mask("password: Hunter22 password: Hunter23 Hunter23")
    assert len(masked.secrets) == 3


@pytest.mark.parametrize("count", [64, 65])
def test_so_many_pairs_are_checked(count):
    masked = mask("\n".join([f"tx {SIGNATURE}"] * (count - 1) + [f"tx {PAIR}"]))
    assert len(masked.secrets) == (count == 64)


def test_labels_are_read_near_each_number():
    masked = mask(f"sms code 482913 {'and so on ' * 30} sms code 482914")
    assert [each.kind for each in masked.secrets] == ["one_time_code"] * 2


def test_many_secrets_that_begin_alike():
    secrets_of_length = [f"Hunter{'1' * count}a" for count in range(1, 11)]
    masked = mask(" ".join(f"password: {secret}" for secret in secrets_of_length))
    assert len(masked.secrets) == 10
