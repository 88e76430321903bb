"""What is asked for with every read, and how answers are paged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Fields that reading a post takes. Long posts and automatic mentions need two that the SDK's
# own list of fields does not know. Source: X API, OpenAPI document 2.157.
POST_FIELDS: dict[str, Any] = {
    "tweet_fields": [
        "attachments",
        "author_id",
        "conversation_id",
        "created_at",
        "display_text_range",
        "edit_history_tweet_ids",
        "entities",
        "in_reply_to_user_id",
        "lang",
        "note_tweet",
        "referenced_tweets",
        "reply_settings",
    ],
    "expansions": ["author_id", "referenced_tweets.id", "attachments.media_keys"],
    "user_fields": ["created_at", "description", "name", "username"],
    "media_fields": ["type"],
}
MESSAGE_FIELDS: dict[str, Any] = {
    "dm_event_fields": [
        "attachments",
        "created_at",
        "dm_conversation_id",
        "entities",
        "event_type",
        "sender_id",
    ],
    "event_types": "MessageCreate",
    "expansions": ["sender_id", "attachments.media_keys"],
    "user_fields": ["created_at", "description", "name", "username"],
    "media_fields": ["type"],
}
PAGE = 100


def numbered(page: Mapping[str, Any]) -> list[int]:
    """The ids on a page, as numbers; what has none is left out."""
    data = page.get("data")
    listed = data if isinstance(data, list) else []
    ids = [each.get("id") for each in listed if isinstance(each, dict)]
    return [int(each) for each in ids if isinstance(each, str) and each.isdecimal()]


def following(page: Mapping[str, Any]) -> str | None:
    """The token of the next page, None on the last."""
    meta = page.get("meta")
    token = meta.get("next_token") if isinstance(meta, dict) else None
    return token if isinstance(token, str) and token else None
