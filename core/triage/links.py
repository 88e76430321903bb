"""Web addresses in running text: with a scheme or bare, in any script, dressed to dodge filters.

A bare one is a guess: `readme.md`, `vs.my` and a full stop without a space look the same. What is
no link in most people's writing is none here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.hosts.suffixes import suffixes

_DOT = r"(?:\.|\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?|[。．])"
_LETTER = r"a-z0-9\u00df-\u024f\u0370-\u052f"
_LABEL = rf"[{_LETTER}](?:[{_LETTER}\-]{{0,61}}[{_LETTER}])?"
_TAIL = r"[^\s<>\"'，。）)」』】]*"
_SURE = (
    "com|net|org|io|xyz|app|info|site|online|top|live|dev|finance|exchange|support|example|invalid"
)
_LINK = re.compile(
    rf"(?P<scheme>(?:h(?:tt|xx|\*\*)ps?|tg|ftp)\s?(?:\[:\]|:)\s?//[^\s<>\"'，。）)」』】]+)"
    rf"|(?<![{_LETTER}_@\-./\\])(?P<name>(?:{_LABEL}{_DOT}){{1,8}}?)"
    rf"(?P<ending>[a-z]{{2,24}}|xn--[a-z0-9\-]{{2,40}}|рф|укр|бел|қаз|срб|мкд|ею|ελ)"
    rf"(?![{_LETTER}_@\-])(?!{_DOT}[a-z0-9])"
    rf"(?P<path>(?::\d{{2,5}}(?!\d))?(?:[/?#]{_TAIL})?)"
    rf"|(?<![a-z0-9_@\-./\\])(?P<spaced>[a-z0-9\-]{{3,63}}(?:\s\.\s?|\s(?:dot|d0t)\s)(?:{_SURE})"
    rf"(?![a-z0-9_@\-])(?:/{_TAIL})?)",
    re.IGNORECASE,
)
# What every address has one of; most texts have none, and the plainest looks come first.
_POINT = re.compile(r"[.。．](?:[^\W_]|(?<=\s\.)\s)")
_BRACKET = re.compile(r"[\[({]\s?(?:\.|dot|:)", re.IGNORECASE)
_SPELT = re.compile(r"\bd[o0]t\b", re.IGNORECASE)
# Where an address may go on after a space; elsewhere each word is read for itself.
_SPACED = re.compile(
    r"\s[\[({]\s?(?:\.|d[o0]t)|[\[({]\s(?:\.|d[o0]t)|[.t]\s[\])}]|\s\.|\s:\s?//|:\s//|\sd[o0]t\s",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_CHUNK = re.compile(r"\S+")
_AFTER = ".,;:!?…*_~|"
_WRITTEN_ON = re.compile(
    r"(//[^/?#\s]*?\.([a-z]{2,24}))[\u3005-\u9fff\uac00-\ud7a3\uf900-\ufaff]", re.IGNORECASE
)
# Endings that a host in a text has far more often than anything else has.
_PLAIN = frozenset({
    "com", "net", "org", "io", "app", "dev", "xyz", "co", "ru", "cn", "info", "online", "site",
    "top", "link", "live", "support", "help", "example", "invalid", "finance", "exchange", "pro",
    "cc", "vip", "shop", "club", "space", "website", "tech", "world", "ltd", "biz", "uk", "tk",
    "ml", "ga", "cf", "gq", "click", "store", "host", "fund", "cash", "money", "trade", "network",
    "digital", "center", "services", "social", "page", "pages", "bot", "ai", "gg", "br", "fr",
    "jp", "kr", "vn", "tr", "eu", "ly", "fi", "gl", "gd", "pl", "ua", "by", "kz", "au",
})  # fmt: skip
# Endings of files, and endings that are words in one of our languages: more has to speak for them.
_FILES = frozenset({
    "ai", "cab", "cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip", "mk", "ml", "bz",
    "pub", "dot", "app",
})  # fmt: skip
_ONLY_FILES = frozenset(
    {"md", "py", "rs", "sh", "so", "zip", "mov", "ps", "pub", "cab", "mk", "bz"}
)
_WORDLIKE = frozenset({
    "am", "an", "as", "at", "be", "by", "de", "do", "es", "id", "in", "is", "it", "la", "me", "mi",
    "my", "na", "ne", "no", "nu", "se", "so", "su", "tm", "to", "us", "ve", "ya", "one", "now",
    "new", "you", "how", "red", "run", "win", "buy", "bid", "fit", "fun", "fan", "day", "man",
    "men", "moe", "hot", "ing", "top", "call", "care", "case", "good", "here", "hold", "like",
    "love", "meet", "name", "next", "open", "play", "post", "read", "safe", "save", "show", "star",
    "talk", "then", "tips", "want", "work", "zero", "bank", "cash", "chat", "fast", "free", "game",
    "life", "list", "mobile", "money", "news", "photo", "place", "today", "total", "video", "watch",
    "world", "yes", "room", "sale", "search", "secure", "school", "support", "help", "live", "link",
    "trade", "fund", "click", "market", "best", "blue", "food", "team", "wiki",
})  # fmt: skip
_RESERVED = frozenset({"example", "invalid"})
_CAPITALS = frozenset({"Com", "Net", "Org", "Io"})


def find(text: str) -> list[str]:
    """Web addresses as written, but for characters that nobody sees."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    return [link for _, link in _found(text)] if _maybe(text) else []


def replaced(text: str, by: str) -> str:
    """The text with `by` for each web address."""
    if not _maybe(text):
        return text
    parts, last = [], 0
    for start, link in _found(text):
        parts += [text[last:start], by]
        last = start + len(link)
    return "".join((*parts, text[last:]))


def _maybe(text: str) -> bool:
    """Whether there can be an address in a text at all."""
    if "://" in text:
        return True
    if ("." in text or "。" in text or "．" in text) and _POINT.search(text):
        return True
    if ("[" in text or "(" in text or "{" in text) and _BRACKET.search(text):
        return True
    low = text.lower()
    return ("dot" in low or "d0t" in low) and _SPELT.search(text) is not None


def _found(text: str) -> Iterator[tuple[int, str]]:
    """Where each address starts, and as it is written."""
    if _SPACED.search(text):
        yield from _matched(text, 0)
        return
    for chunk in _CHUNK.finditer(text):
        if _maybe(chunk[0]):
            yield from _matched(chunk[0], chunk.start())


def _matched(text: str, offset: int) -> Iterator[tuple[int, str]]:
    for match in _LINK.finditer(text):
        if match["scheme"]:
            yield offset + match.start(), _without_text(match[0]).rstrip(_AFTER)
        elif match["spaced"] or _is_link(match["name"], match["ending"], match["path"]):
            yield offset + match.start(), match[0].rstrip(_AFTER)


def _without_text(link: str) -> str:
    """A link up to where Chinese, Japanese or Korean goes on without a space."""
    found = _WRITTEN_ON.search(link)
    return link[: found.end(1)] if found and suffixes().knows(found[2].lower()) else link


def _is_link(name: str, ending: str, path: str) -> bool:
    """Whether a bare name with dots is meant as an address."""
    low = ending.lower()
    if not (suffixes().knows(low) or low in _RESERVED or low.startswith("xn--")):
        return False
    labels = [part for part in re.split(_DOT, name.lower()) if part]
    if "[" in name or "(" in name or "{" in name or labels[0] == "www":
        return True
    if len(labels) > 1 and all(len(label) == 1 for label in labels):
        return False
    if len(path) > 1:
        return low not in _ONLY_FILES or len(labels) > 1
    return _stands_alone(name, labels, ending)


def _stands_alone(name: str, labels: list[str], ending: str) -> bool:
    """The same without a path, where a missing space would look alike."""
    low, own = ending.lower(), labels[-1]
    if low in _ONLY_FILES:
        return False
    if ending.istitle() and not name.isupper() and ending not in _CAPITALS:
        return False
    if own.isdigit() and low not in {"com", "net", "org", "cn", "vip", "cc"}:
        return False
    if low in _PLAIN and low not in _WORDLIKE:
        return True
    telling = len(labels) > 1 or "-" in own or any(map(str.isdigit, own))
    if low in _WORDLIKE:
        return telling or ((low in _PLAIN or len(low) == 2) and len(own) > 5)
    return telling or len(own) > 3
