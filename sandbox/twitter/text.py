"""X's view of a text: entities, short links, HTML escapes and weighted length."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.twitter.model import Json, Link

LIMIT, PREMIUM_LIMIT, DM_LIMIT, URL_WEIGHT = 280, 25_000, 10_000, 23
NOTE_CUT = 250
# Code points that weigh one; everything else weighs two (twitter-text, configuration v3).
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
TLDS = (
    "com|net|org|io|co|app|dev|me|info|xyz|finance|exchange|link|site|online|top|support|help|"
    "example|ru|de|uk|us|cn|ly|gg|ai"
)
MENTION = re.compile(r"(?<![A-Za-z0-9_!#$%&*@/])@([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_@])")
CASHTAG = re.compile(r"(?<!\S)\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?![A-Za-z0-9_])")
HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d_]\w*)")
URL = re.compile(
    rf"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]|(?<![@\w./-])(?:[a-z0-9-]+\.)+(?:{TLDS})\b(?![\w@-])"
    r"(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]])?",
    re.IGNORECASE,
)
# No registry sells .example, so X counts such an address letter by letter.
RESERVED = re.compile(
    r"(?:https?://)?[^/\s]+\.(?:example|test|invalid|localhost)(?:[/:]|$)", re.IGNORECASE
)
_PICTURE = (
    "[\U0001f000-\U0001f1e5\U0001f200-\U0001faff\u2600-\u27bf"
    "\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff]"
)
_DRESSED = f"{_PICTURE}\ufe0f?[\U0001f3fb-\U0001f3ff]?"
EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_DRESSED}(?:\u200d{_DRESSED})*"
)


def shorten(typed: str) -> tuple[str, list[Link]]:
    """The text with every address replaced by its t.co one, and the replacements in order."""
    links: list[Link] = []

    def replace(found: re.Match[str]) -> str:
        expanded = found.group()
        if not expanded.lower().startswith("http"):
            expanded = f"http://{expanded}"
        code = hashlib.sha256(expanded.encode()).hexdigest()[:10]
        links.append(Link(f"https://t.co/{code}", expanded))
        return links[-1].short

    return URL.sub(replace, typed), links


def escape(text: str) -> str:
    """Ampersands and angle brackets as HTML entities, quotes as they are."""
    return html.escape(text, quote=False)


def mentioned(typed: str) -> list[str]:
    """The handles in a text, without the @, in order."""
    return MENTION.findall(URL.sub(" ", typed))


def cashtags(typed: str) -> set[str]:
    """The distinct cashtags in a text, in capitals."""
    return {each.upper() for each in CASHTAG.findall(typed)}


def weighted_length(typed: str) -> int:
    """The length X holds against its limit: addresses 23, emoji 2, most scripts beyond Latin 2."""
    text = unicodedata.normalize("NFC", typed)
    addresses = [each for each in URL.findall(text) if not RESERVED.match(each)]
    rest = URL.sub(lambda each: each.group() if RESERVED.match(each.group()) else "", text)
    letters, pictures = EMOJI.subn("", rest)
    return URL_WEIGHT * len(addresses) + 2 * pictures + sum(_weight(each) for each in letters)


def _weight(letter: str) -> int:
    return 1 if any(low <= ord(letter) <= high for low, high in LIGHT) else 2


def entities(text: str, links: list[Link], find_user: Callable[[str], int]) -> Json:
    """The entities of a stored (escaped) text, offsets in code points; `find_user`: 0 if none."""
    found: dict[str, list[Json]] = {
        "mentions": list(_mentions(text, find_user)),
        "urls": list(_urls(text, links)),
        "cashtags": [_span(each) | {"tag": each.group(1)} for each in CASHTAG.finditer(text)],
        "hashtags": [_span(each) | {"tag": each.group(1)} for each in HASHTAG.finditer(text)],
    }
    return {kind: items for kind, items in found.items() if items}


def _mentions(text: str, find_user: Callable[[str], int]) -> Iterator[Json]:
    for each in MENTION.finditer(text):
        number = find_user(each.group(1))
        if number:
            yield _span(each) | {"username": each.group(1), "id": str(number)}


def _urls(text: str, links: list[Link]) -> Iterator[Json]:
    position = 0
    for link in links:
        start = text.find(link.short, position)
        if start < 0:
            return
        position = start + len(link.short)
        shown = re.sub(r"^https?://(?:www\.)?", "", link.expanded)
        yield {
            "start": start,
            "end": position,
            "url": link.short,
            "expanded_url": link.expanded,
            "display_url": shown if len(shown) <= 26 else f"{shown[:26]}…",
        }


def _span(found: re.Match[str]) -> dict[str, Any]:
    return {"start": found.start(), "end": found.end()}
