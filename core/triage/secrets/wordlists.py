"""The twelve word lists that wallets make seed phrases from, as one lookup."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from mnemonic import Mnemonic

CHINESE = ("chinese_simplified", "chinese_traditional")
# Wallets tell English words apart by four letters, and people write no more of them.
PREFIX = 4
# Words of the English list that sentences are made of, and those that are usual in them.
COMMON = frozenset({
    "about", "above", "again", "all", "already", "also", "always", "another", "any", "around",
    "ask", "become", "before", "begin", "believe", "below", "best", "better", "between",
    "both", "but", "buy", "call", "can", "change", "come", "could", "day", "decide", "depend",
    "different", "do", "each", "early", "either", "else", "end", "enough", "even", "ever",
    "every", "exact", "expect", "far", "few", "find", "fine", "first", "follow", "force",
    "front", "fun", "gain", "general", "give", "glad", "good", "great", "half", "happy",
    "hard", "have", "head", "help", "high", "home", "hope", "idea", "into", "issue", "just",
    "keep", "kind", "know", "lack", "large", "last", "later", "learn", "leave", "life",
    "like", "little", "live", "long", "lot", "make", "many", "matter", "may", "mean", "mind",
    "minute", "modify", "money", "month", "more", "most", "move", "much", "must", "need",
    "network", "never", "next", "nice", "nothing", "notice", "now", "off", "often", "once",
    "one", "only", "open", "option", "order", "other", "outside", "over", "own", "part",
    "past", "people", "please", "point", "possible", "problem", "property", "provide", "put",
    "quick", "quit", "ready", "real", "reason", "right", "sad", "same", "say", "second",
    "sell", "send", "series", "setup", "shift", "should", "simple", "since", "small",
    "social", "soon", "start", "state", "stay", "still", "stuff", "such", "sure", "take",
    "talk", "target", "test", "thank", "that", "then", "there", "they", "thing", "this",
    "time", "today", "together", "tomorrow", "tonight", "too", "top", "total", "toward",
    "trade", "truly", "trust", "try", "turn", "two", "under", "until", "update", "upon",
    "use", "used", "useful", "very", "visit", "wait", "want", "way", "what", "when", "where",
    "will", "wish", "word", "work", "world", "wrong", "year", "yellow", "you", "young",
    "your",
})  # fmt: skip
USUAL = frozenset({
    "able", "account", "act", "add", "address", "age", "ahead", "air", "album", "almost",
    "amazing", "amount", "answer", "apple", "april", "art", "august", "away", "awesome",
    "baby", "balance", "ball", "base", "beach", "because", "behind", "black", "blood", "blue",
    "book", "box", "boy", "bring", "brother", "brown", "bus", "business", "busy", "cancel",
    "car", "card", "carry", "case", "cash", "catch", "cause", "charge", "chase", "chat",
    "check", "city", "claim", "close", "club", "coach", "code", "coffee", "coin", "company",
    "concert", "cool", "correct", "cost", "country", "couple", "course", "cover", "crazy",
    "cream", "credit", "cube", "cup", "current", "dad", "dance", "deal", "debate", "december",
    "deposit", "dinner", "direct", "dog", "double", "dream", "drive", "drop", "during",
    "enjoy", "episode", "exchange", "explain", "extra", "face", "fall", "family", "fan",
    "favorite", "february", "fee", "feel", "festival", "field", "film", "final", "finish",
    "fire", "flight", "food", "forget", "forward", "found", "friend", "funny", "future",
    "galaxy", "game", "gas", "girl", "green", "group", "guess", "hand", "heart", "hello",
    "history", "hold", "holiday", "hotel", "hour", "huge", "ice", "interest", "iron", "job",
    "join", "joke", "labor", "lady", "left", "light", "limit", "link", "list", "love",
    "lunch", "magic", "mail", "main", "major", "man", "march", "market", "marriage", "match",
    "media", "message", "miss", "mobile", "mom", "moment", "morning", "movie", "music",
    "myself", "name", "near", "news", "night", "note", "number", "ocean", "october", "office",
    "oil", "okay", "old", "online", "page", "paper", "parade", "park", "party", "pass",
    "payment", "peace", "perfect", "person", "phone", "photo", "place", "play", "post",
    "power", "pretty", "price", "pride", "proud", "purchase", "question", "race", "radio",
    "rate", "raw", "receive", "record", "release", "remember", "report", "return", "room",
    "round", "royal", "run", "safe", "school", "season", "service", "share", "side", "sign",
    "sleep", "someone", "song", "sorry", "sound", "speak", "special", "spend", "spot",
    "stage", "stone", "story", "summer", "sun", "super", "swift", "table", "team", "tell",
    "text", "thought", "three", "ticket", "tiger", "title", "token", "town", "track",
    "transfer", "travel", "trip", "true", "type", "verify", "video", "virtual", "visa",
    "voice", "volume", "vote", "walk", "weather", "weekend", "welcome", "west", "wife", "win",
    "woman", "wonder", "worth",
})  # fmt: skip
# Words of four letters that begin words of the English list.
ALSO_COMMON = frozenset({
    "some", "them", "than", "week", "star", "read", "hear", "sent", "came", "late", "plan", "para",
    "lead", "tour", "rock", "info", "luck", "hell",
})  # fmt: skip
_OTHER_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d"}


@cache
def lists() -> Mapping[str, int]:
    """Word -> a bit for each list it is in; lower case, also without its accents."""
    known: dict[str, int] = {}
    for number, language in enumerate(spaced()):
        for word in Mnemonic(language).wordlist:
            for form in (unicodedata.normalize("NFC", word), bare(word)):
                known[form] = known.get(form, 0) | 1 << number
    for word in Mnemonic("english").wordlist:
        known[word[:PREFIX]] = known.get(word[:PREFIX], 0) | 1 << len(spaced())
    return known


@cache
def nearly() -> Mapping[str, int]:
    """A word with one letter left out -> a bit for each list that has such a word."""
    known: dict[str, int] = {}
    for word, bits in lists().items():
        for form in without_one(word):
            known[form] = known.get(form, 0) | bits
    return known


@cache
def hanzi() -> frozenset[str]:
    """The characters of the two Chinese lists."""
    return frozenset(char for language in CHINESE for char in Mnemonic(language).wordlist)


@cache
def spaced() -> tuple[str, ...]:
    """The languages whose phrases are written as words with spaces."""
    return tuple(each for each in sorted(Mnemonic.list_languages()) if each not in CHINESE)


def without_one(word: str) -> list[str]:
    """The word with each of its letters left out."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def bare(word: str) -> str:
    """A word without the marks on its letters; kana and hangul stay as they are."""
    letters = unicodedata.normalize("NFD", word)
    kept = "".join(char for char in letters if not "\u0300" <= char <= "\u036f")
    return "".join(_OTHER_LETTERS.get(char, char) for char in unicodedata.normalize("NFC", kept))
