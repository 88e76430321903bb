"""A thousand secrets as people post them by mistake: made here, with checksums that hold."""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from base58_bech32.base58 import b58encode
from Crypto.PublicKey import ECC
from mnemonic import Mnemonic

WITHOUT_SPACES = ("chinese_simplified", "chinese_traditional")
SEEDS = (
    "english", "english", "english", "spanish", "french", "italian", "portuguese", "czech",
    "japanese", "korean", "chinese_simplified", "chinese_traditional", "russian", "turkish",
)  # fmt: skip
FORMS: dict[str, Callable[[list[str]], str]] = {
    "plain": " ".join,
    "lines": "\n".join,
    "commas": ", ".join,
    "numbered": lambda words: " ".join(f"{at}. {word}" for at, word in enumerate(words, 1)),
    "in a list": lambda words: "\n".join(f"{at}) {word}" for at, word in enumerate(words, 1)),
}
WITH_A_SEED = (
    "cannot log in, my recovery phrase is {}", "here is my seed: {} what now",
    "мой сид {}", "我的助记词 {}", "mi frase de recuperación: {}", "meine wörter {}", "{}",
)  # fmt: skip
WITH_A_KEY = (
    "import fails, private key {}", "мой приватный ключ {}", "私钥 {}", "mi clave privada: {}",
    "özel anahtar {}", "mein privater schlüssel ist {}", "개인키 {}", "kunci pribadi {}",
)  # fmt: skip
WITH_AN_API_SECRET = (
    "the bot does not trade, api secret: {}", "секретный ключ api: {}", "api 密钥：{}",
    "mi api secret es {}", "secretKey={}", "api secret key is {} please check",
)  # fmt: skip
WITH_A_PASSWORD = (
    "I cannot log in, my password is {}", "password: {}", "мой пароль {}", "пароль: {}",
    "密码是 {}",
    "mi contraseña es {}", "minha senha é {}", "mein passwort ist {}", "mon mot de passe est {}",
    "şifrem: {}", "mật khẩu: {}", "비밀번호: {}", "パスワード: {}", "كلمة المرور: {}",
)  # fmt: skip
WITH_A_CODE = (
    "my sms code is {}", "the 2fa code {} does not work", "код из смс {}", "验证码 {}",
    "mi código de verificación es {}", "mein bestätigungscode ist {}",
    "OTP: {}", "doğrulama kodu {}",
)  # fmt: skip
WITH_A_CARD = (
    "my card {} was declined", "карта {}", "银行卡 {} 充值失败", "mi tarjeta {} no pasa",
    "card number {}",
)  # fmt: skip
SHARES = {
    "seed_phrase": 300,
    "private_key": 180,
    "api_secret": 120,
    "password": 150,
    "one_time_code": 100,
    "card_number": 100,
    "identity_document": 50,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A message with a secret in it; a seed phrase has `words`, everything else is `secret`."""

    kind: str
    text: str
    secret: str = ""
    words: tuple[str, ...] = ()


@cache
def _words(language: str) -> Mnemonic:
    return Mnemonic(language)


def leaks(seed: int = 5) -> list[Leak]:
    """A thousand of them, kinds mixed, the same each time."""
    dice = random.Random(seed)
    found = [make(dice) for kind, make in MAKERS.items() for _ in range(SHARES[kind])]
    dice.shuffle(found)
    return found


def _seed(dice: random.Random) -> Leak:
    language, count = dice.choice(SEEDS), dice.choice((12, 12, 12, 18, 24))
    phrase = _words(language).to_mnemonic(dice.randbytes(count * 4 // 3))
    words = unicodedata.normalize("NFC", phrase).split()
    form = FORMS[dice.choice(list(FORMS))]
    if language in WITHOUT_SPACES and dice.random() < 0.3:
        form = "".join
    text = dice.choice(WITH_A_SEED).format(form(words))
    return Leak(kind="seed_phrase", text=text, words=tuple(words))


def _key(dice: random.Random) -> Leak:
    secret = dice.choice((_wif, _xprv, _solana, lambda own: own.randbytes(32).hex()))(dice)
    text = dice.choice(WITH_A_KEY).format(secret)
    return Leak(kind="private_key", text=text, secret=secret)


def _checked(body: bytes) -> str:
    return b58encode(body + sha256(sha256(body).digest()).digest()[:4]).decode()


def _wif(dice: random.Random) -> str:
    return _checked(b"\x80" + dice.randbytes(32) + b"\x01" * dice.randint(0, 1))


def _xprv(dice: random.Random) -> str:
    head = bytes.fromhex("0488ade4") + bytes(9)
    return _checked(head + dice.randbytes(32) + b"\x00" + dice.randbytes(32))


def _solana(dice: random.Random) -> str:
    seed = dice.randbytes(32)
    key = ECC.construct(curve="Ed25519", seed=seed)
    return b58encode(seed + key.public_key().export_key(format="raw")).decode()


def _api(dice: random.Random) -> Leak:
    letters = string.ascii_letters + string.digits
    secret = "".join(dice.choices(letters, k=dice.choice((32, 40, 64)))) + "a7Z"
    text = dice.choice(WITH_AN_API_SECRET).format(secret)
    return Leak(kind="api_secret", text=text, secret=secret)


def _password(dice: random.Random) -> Leak:
    letters = string.ascii_letters + string.digits
    secret = "".join(dice.choices(letters, k=dice.randint(8, 13))) + f"q{dice.choice('!$%')}7X"
    text = dice.choice(WITH_A_PASSWORD).format(secret)
    return Leak(kind="password", text=text, secret=secret)


def _code(dice: random.Random) -> Leak:
    secret = f"{dice.randrange(100_000, 1_000_000)}"
    return Leak(kind="one_time_code", text=dice.choice(WITH_A_CODE).format(secret), secret=secret)


def _card(dice: random.Random) -> Leak:
    digits = dice.choice(("4", "51", "52", "53"))
    digits += "".join(dice.choices(string.digits, k=15 - len(digits)))
    doubled = [int(each) * (2 - at % 2) for at, each in enumerate(digits)]
    last = -sum(each // 10 + each % 10 for each in doubled) % 10
    whole = f"{digits}{last}"
    groups = (whole[at : at + 4] for at in range(0, 16, 4))
    secret = dice.choice((" ", "", "-")).join(groups)
    return Leak(kind="card_number", text=dice.choice(WITH_A_CARD).format(secret), secret=secret)


def _document(dice: random.Random) -> Leak:
    make = dice.choice((_chinese_id, _brazilian_id, _passport))
    secret, text = make(dice)
    return Leak(kind="identity_document", text=text.format(secret), secret=secret)


def _chinese_id(dice: random.Random) -> tuple[str, str]:
    year, month, day = dice.randint(1950, 2005), dice.randint(1, 12), dice.randint(1, 28)
    body = f"110101{year}{month:02}{day:02}{dice.randint(1, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(each) * weight for each, weight in zip(body, weights, strict=True)) % 11
    return f"{body}{'10X98765432'[rest]}", "我的身份证号 {}，认证一直不过"


def _brazilian_id(dice: random.Random) -> tuple[str, str]:
    digits = [dice.randrange(10) for _ in range(9)]
    for _ in range(2):
        top = len(digits) + 1
        rest = sum(each * (top - at) for at, each in enumerate(digits)) * 10 % 11 % 10
        digits.append(rest)
    one = "".join(map(str, digits))
    return f"{one[:3]}.{one[3:6]}.{one[6:9]}-{one[9:]}", "meu CPF é {} e não passa"


def _passport(dice: random.Random) -> tuple[str, str]:
    letters = "".join(dice.choices("ABCEHKMNP", k=2))
    return f"{letters}{dice.randrange(1_000_000, 10_000_000)}", "my passport number is {}"


MAKERS: dict[str, Callable[[random.Random], Leak]] = {
    "seed_phrase": _seed,
    "private_key": _key,
    "api_secret": _api,
    "password": _password,
    "one_time_code": _code,
    "card_number": _card,
    "identity_document": _document,
}


def triples(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every three words that follow each other."""
    return zip(words, words[1:], words[2:], strict=False)
