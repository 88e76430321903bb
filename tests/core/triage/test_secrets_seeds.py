"""Seed phrases of twelve word lists in the forms that people write them in."""

from __future__ import annotations

import unicodedata

import pytest
from mnemonic import Mnemonic

from core.triage.secrets import mask
from core.types import Masked

LANGUAGES = Mnemonic.list_languages()
CHINESE = {"chinese_simplified", "chinese_traditional"}
LOOKALIKE = str.maketrans("aeopcyx", "аеорсух")


def words_of(language, count=12):
    listed = Mnemonic(language).wordlist
    words = [listed[(step * 613 + 101) % 2048] for step in range(1, count + 1)]
    return [unicodedata.normalize("NFC", word) for word in words]


def full_width(word):
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in word)


def bare(text):
    letters = unicodedata.normalize("NFD", text)
    kept = "".join(char for char in letters if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", kept).replace("ı", "i")


def numbered(words, between):
    return " ".join(f"{number}{between}{word}" for number, word in enumerate(words, 1))


ANY = {
    "plain": " ".join,
    "numbered": lambda words: numbered(words, ". "),
    "numbers attached": lambda words: numbered(words, ""),
    "labelled": lambda words: ", ".join(f"word {at}: {word}" for at, word in enumerate(words, 1)),
    "commas": ", ".join,
    "tight": ",".join,
    "lines": "\n".join,
    "bullets": lambda words: "\n".join(f"• {word}" for word in words),
    "each quoted": lambda words: ", ".join(f'"{word}"' for word in words),
    "underscores": "_".join,
    "slashes": " / ".join,
    "joined": "".join,
    "invisible": lambda words: " ".join(f"{word[:1]}\u200b{word[1:]}" for word in words),
    "decomposed": lambda words: unicodedata.normalize("NFD", " ".join(words)),
    "missing": lambda words: " ".join(words[:4] + words[5:]),
    "hidden": lambda words: " ".join([*words[:4], "xxxx", *words[5:]]),
    "starred": lambda words: " ".join([*words[:4], "****", *words[5:]]),
    "halves": lambda words: f"first: {' '.join(words[:6])} and the rest: {' '.join(words[6:])}",
}
SPACED = {
    "upper": lambda words: " ".join(words).upper(),
    "title": lambda words: " ".join(words).title(),
    "without marks": lambda words: bare(" ".join(words)),
    "typo": lambda words: " ".join([*words[:5], words[5] + words[5][-1], *words[6:]]),
    "full width": lambda words: "\u3000".join(map(full_width, words)),
}
CASES = [
    *((language, form, write) for language in LANGUAGES for form, write in ANY.items()),
    *(
        (language, form, write)
        for language in LANGUAGES
        if language not in CHINESE
        for form, write in SPACED.items()
    ),
]


@pytest.mark.parametrize(
    ("language", "write"),
    [pytest.param(language, write, id=f"{language}-{form}") for language, form, write in CASES],
)
def test_no_word_is_left(language, write):
    words = words_of(language)
    masked = mask(f"my seed phrase:\n{write(words)}\nhelp me")
    assert {each.kind for each in masked.secrets} == {"seed_phrase"}
    left = bare(masked.text.replace("[seed phrase removed]", "").lower())
    assert not [word for word in words if len(word) > 4 and bare(word) in left]


@pytest.mark.parametrize("count", [12, 15, 18, 21, 24])
def test_every_length_within_prose(count):
    phrase = " ".join(words_of("english", count))
    masked = mask(f"hi what is wrong with this {phrase} it shows zero")
    assert masked.text == "hi what is wrong with this [seed phrase removed] it shows zero"


ENGLISH = words_of("english")
TURKISH = Mnemonic("turkish").wordlist
DOTLESS = [word for word in TURKISH if "ı" in word and set(word) & set("şğüöç")][:9]
DOTLESS += [word for word in TURKISH if word == bare(word)][5:8]
OTHERS = [
    pytest.param(" ".join(word[:4] for word in ENGLISH), id="four letters"),
    pytest.param(" ".join(ENGLISH).translate(LOOKALIKE), id="look-alike letters"),
    pytest.param("\u200b" + " ".join(ENGLISH), id="invisible at the start"),
    pytest.param("⑫ " + numbered(ENGLISH, ") "), id="number in a circle"),
    pytest.param(" ".join(["abandn", *ENGLISH[1:]]), id="typo in the first"),
    pytest.param(" ".join([*ENGLISH[:-1], "zox"]), id="stranger at the end"),
    pytest.param("seed ".join([" ".join(ENGLISH[:6]), "is what I " + "really do " * 12])
                 + " ".join(ENGLISH[6:]), id="halves far apart, named"),
    pytest.param(" ".join(DOTLESS).upper(), id="dotless"),
    pytest.param("".join(ENGLISH[:6]) + "q" + "".join(ENGLISH[6:]), id="joined with a mistake"),
    pytest.param("我的助记词是确率黄油桥甲岛鱼墙瓶盐梦请帮我看看", id="hanzi within a sentence"),
    pytest.param("助记词是确,率,黄,油,桥,甲,岛,鱼,墙,瓶,盐,梦请帮我", id="hanzi against prose"),
    pytest.param("助记词是,确,率,黄,油,桥,甲,岛,鱼,墙,瓶,盐,梦,请帮", id="hanzi near prose"),
    pytest.param("的、确、率、走、黄、油、桥、甲、岛、鱼、墙", id="hanzi with commas"),
]  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_other_disguises(text):
    assert {each.kind for each in mask(text).secrets} == {"seed_phrase"}


def test_a_whole_half_and_a_part_are_both_covered():
    words = words_of("spanish", 21)
    masked = mask(f"{' '.join(words[:12])} zzz yyy xxx www vvv uuu {' '.join(words[12:17])}")
    assert len(masked.secrets) == 2


KEPT = {
    "ordinary words": "please help me trade today because this wallet never can open and I wait",
    "six words": " ".join(ENGLISH[:6]),
    "parts far apart": f"{' '.join(ENGLISH[:5])} {'zq wv ' * 40} {' '.join(ENGLISH[6:11])}",
    "words far apart": " zzz yyy qqq ".join(ENGLISH),
    "three among many": "the rain in " * 9 + " ".join(ENGLISH[:3]) + " was of " * 9,
    "listed words strewn": " is of the in ".join(ENGLISH),
    "sentence about phrases": "助记词千万不能泄露给任何人，否则你的资产会永远丢失，请大家注意安全",
    "spaced sentence": "我 的 提 现 到 现 在 还 没 有 到 账 怎 么 办",
    "block of another length": "确率黄油桥甲岛鱼墙瓶盐",
    "block of other characters": "的" * 12,
    "long hashtag": "#" + "thisisonlyaverylonghashtagthatnobodyshouldread",
    "joined everyday words": "pleasehelpwaittimeotherwhenthatthingthinkaboutagain",
    "far gaps": (" " + "-" * 30 + " ").join(ENGLISH),
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_sentences_stay(text):
    assert mask(text) == Masked(text=text)
