"""What a post or a direct message holds: text, mentions, files. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from core.types import Attachment, Platform

PLATFORM = Platform("twitter")

# What databases and UTF-8 refuse.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STAND_IN = "\ufffd"
# X escapes exactly these three in a text. Source: X API, Post object.
ESCAPED = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ESCAPE = re.compile("|".join(ESCAPED))
_LEADING = re.compile(r"\s*(?:@\w{1,30}(?:\s+|$))+")
_ID = re.compile(r"[0-9]{1,20}")
# Codes that stand where no language was found. Source: X API, `lang`.
_NO_LANGUAGE = re.compile(r"und|zxx|q[a-z]{2}")

Json = Mapping[str, Any]


class Unreadable(ValueError):  # noqa: N818
    """A payload whose shape is not the one that was promised."""


def clean(value: Any) -> Any:
    """The same JSON with every text in it fit to be stored."""
    match value:
        case str():
            return _UNSTORABLE.sub(STAND_IN, value)
        case dict():
            return {clean(key): clean(each) for key, each in value.items()}
        case list():
            return [clean(each) for each in value]
        case _:
            return value


def identity(value: object, what: str) -> str:
    """An id: digits in a text, or Unreadable."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Unreadable(f"{what} is not an id")
    return value


def words(value: object, what: str) -> str:
    """A text, empty for None, or Unreadable."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"{what} is not a text")
    return value


def table(value: object, what: str) -> dict[str, Any]:
    """An object, empty for None, or Unreadable."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"{what} is not an object")
    return value


def rows(value: object, what: str) -> list[dict[str, Any]]:
    """A list of objects, empty for None, or Unreadable."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(f"{what} is not a list")
    return [table(each, what) for each in value]


def moment(value: object, what: str) -> datetime:
    """A time with a zone, from ISO 8601 or milliseconds since 1970, or Unreadable."""
    text = words(value, what)
    try:
        if _ID.fullmatch(text):
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        when = datetime.fromisoformat(text)
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        raise Unreadable(f"{what} is not a time") from None


def text_of(post: Json) -> str:
    """The full text as delivered: a long post keeps it apart."""
    note = table(post.get("note_tweet"), "note_tweet")
    return words(note.get("text"), "note_tweet.text") or words(post.get("text"), "text")


def entities_of(post: Json) -> dict[str, Any]:
    """The entities that belong to the full text."""
    note = table(post.get("note_tweet"), "note_tweet")
    return table(note.get("entities") or post.get("entities"), "entities")


def mentions(post: Json) -> list[dict[str, Any]]:
    """Who is mentioned in this very post."""
    return rows(entities_of(post).get("mentions"), "mentions")


def names(mention: Json, me: str, handle: str) -> bool:
    """Whether a mention means us; the id decides where there is one."""
    if mention.get("id") is not None:
        return bool(mention["id"] == me)
    return words(mention.get("username"), "username").casefold() == handle.casefold()


def referenced(post: Json, kind: str) -> str:
    """The id of the post that was replied to, quoted or retweeted; empty without one."""
    for each in rows(post.get("referenced_tweets"), "referenced_tweets"):
        if each.get("type") == kind:
            return identity(each.get("id"), "referenced_tweets.id")
    return ""


def reading(post: Json) -> str:
    """The text as its author meant it: real links, no escapes, no automatic mentions."""
    text = text_of(post)
    if referenced(post, "replied_to"):
        text = text[leading(text) :] or text
    quoted = referenced(post, "quoted")
    return plain(text, rows(entities_of(post).get("urls"), "urls"), quoted)


def leading(text: str) -> int:
    """How many characters the mentions take with which a text begins."""
    found = _LEADING.match(text)
    return found.end() if found else 0


def plain(text: str, urls: list[dict[str, Any]], quoted: str = "") -> str:
    """The text unescaped, each short link replaced by where it leads."""
    targets = {words(url.get("url"), "urls.url"): _target(url, quoted) for url in urls}
    targets.pop("", None)
    known = sorted((*ESCAPED, *targets), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, known)))
    return pattern.sub(lambda hit: ESCAPED.get(hit[0], targets.get(hit[0], "")), text).strip()


def _target(url: Json, quoted: str) -> str:
    """Where a link leads; links to the post's own media and quotation are furniture."""
    expanded = words(url.get("expanded_url"), "urls.expanded_url")
    if url.get("media_key") or (quoted and expanded.endswith(f"/status/{quoted}")):
        return ""
    return expanded or words(url.get("url"), "urls.url")


def language_of(post: Json) -> str:
    """What X takes the language for; empty where it found none."""
    code = words(post.get("lang"), "lang").lower()
    return "" if _NO_LANGUAGE.fullmatch(code) else code[:16]


def attachments(holder: Json, media: Mapping[str, Json]) -> tuple[Attachment, ...]:
    """The files of a post or a message, by kind; `media` are the included ones by key."""
    own = table(holder.get("attachments"), "attachments")
    found = [_attachment(words(key, "media_key"), media) for key in own.get("media_keys") or ()]
    polls = [
        Attachment(kind="poll", reference=words(key, "poll_id"))
        for key in own.get("poll_ids") or ()
    ]
    return (*found, *polls)


def _attachment(key: str, media: Mapping[str, Json]) -> Attachment:
    kind = words(media.get(key, {}).get("type"), "media.type")
    return Attachment(kind=kind or "media", reference=key)
