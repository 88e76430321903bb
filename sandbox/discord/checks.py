"""What the platform refuses in a message before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sandbox.discord.errors import ApiError, invalid
from sandbox.discord.model import Json, MessageFlag, Settings

MOST_CONTENT, MOST_NONCE, MOST_EMBEDS, MOST_EMBED_TEXT = 2000, 25, 10, 6000
MOST_ROWS, MOST_IN_ROW, MOST_V2, MOST_V2_TEXT = 5, 5, 40, 4000
MOST_CUSTOM_ID, MOST_LABEL, MOST_FIELDS = 100, 80, 25
EMBED_LENGTHS = {"title": 256, "description": 4096}
FIELD_LENGTHS = {"name": 256, "value": 1024}
ROW, BUTTON, TEXT_DISPLAY = 1, 2, 10
TOO_LONG = "BASE_TYPE_MAX_LENGTH"
HOST = re.compile(r"https?://([^\s/<>]+)", re.IGNORECASE)
NOT_EMPTY = ("content", "embeds", "sticker_ids", "components", "attachments", "poll")


def check_message(settings: Settings, body: Json, files: int = 0) -> None:
    """Refuse what is too long, empty, malformed or forbidden."""
    content = body.get("content")
    if content is not None and not isinstance(content, str):
        raise invalid("content", "BASE_TYPE_STRING", "Could not interpret as string.")
    _length(content or "", MOST_CONTENT, "content")
    if not files and not any(body.get(each) for each in NOT_EMPTY):
        raise ApiError(50006)
    if len(str(body.get("nonce") or "")) > MOST_NONCE:
        raise invalid("nonce", TOO_LONG, f"Must be {MOST_NONCE} or fewer in length.")
    _check_embeds(body.get("embeds") or [])
    check_components(body)
    _check_words(settings, content or "")


def _length(text: str, most: int, path: str) -> None:
    if len(text) > most:
        raise invalid(path, TOO_LONG, f"Must be {most} or fewer in length.")


def _check_embeds(embeds: list[Json]) -> None:
    if len(embeds) > MOST_EMBEDS:
        raise invalid("embeds", TOO_LONG, f"Must be {MOST_EMBEDS} or fewer in length.")
    total = 0
    for index, embed in enumerate(embeds):
        for name, most in EMBED_LENGTHS.items():
            _length(embed.get(name) or "", most, f"embeds.{index}.{name}")
            total += len(embed.get(name) or "")
        total += _check_fields(embed.get("fields") or [], f"embeds.{index}.fields")
        total += len((embed.get("footer") or {}).get("text") or "")
        total += len((embed.get("author") or {}).get("name") or "")
    if total > MOST_EMBED_TEXT:
        text = f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}"
        raise invalid("embeds", "MAX_EMBED_SIZE_EXCEEDED", text)


def _check_fields(fields: list[Json], path: str) -> int:
    if len(fields) > MOST_FIELDS:
        raise invalid(path, TOO_LONG, f"Must be {MOST_FIELDS} or fewer in length.")
    for index, each in enumerate(fields):
        for name, most in FIELD_LENGTHS.items():
            _length(each.get(name) or "", most, f"{path}.{index}.{name}")
    return sum(len(each.get(name) or "") for each in fields for name in FIELD_LENGTHS)


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, outer ones first."""
    for each in components:
        yield each
        inner = list(each.get("components") or [])
        yield from walk(inner + [each[key] for key in ("accessory", "component") if key in each])


def check_components(body: Json) -> None:
    """Rows, buttons and custom ids within their limits."""
    components: list[Json] = body.get("components") or []
    every = list(walk(components))
    if int(body.get("flags") or 0) & MessageFlag.COMPONENTS_V2:
        _check_v2(body, every)
    else:
        _check_rows(components)
    seen: set[str] = set()
    for each in every:
        _check_component(each, seen)


def _check_v2(body: Json, every: list[Json]) -> None:
    if body.get("content") or body.get("embeds"):
        name = "content" if body.get("content") else "embeds"
        text = "The 'content' and 'embeds' fields cannot be used with IS_COMPONENTS_V2"
        raise invalid(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)
    if len(every) > MOST_V2:
        raise invalid("components", TOO_LONG, f"Must be {MOST_V2} or fewer in length.")
    texts = [str(each.get("content") or "") for each in every if each.get("type") == TEXT_DISPLAY]
    if sum(map(len, texts)) > MOST_V2_TEXT:
        raise invalid("components", TOO_LONG, f"Must be {MOST_V2_TEXT} or fewer in length.")


def _check_rows(components: list[Json]) -> None:
    if len(components) > MOST_ROWS:
        raise invalid("components", TOO_LONG, f"Must be {MOST_ROWS} or fewer in length.")
    for index, row in enumerate(components):
        path = f"components.{index}"
        if row.get("type") != ROW:
            raise invalid(f"{path}.type", "BASE_TYPE_CHOICES", "Value must be one of {1}.")
        if not 1 <= len(row.get("components") or []) <= MOST_IN_ROW:
            text = f"Must be between 1 and {MOST_IN_ROW} in length."
            raise invalid(f"{path}.components", "BASE_TYPE_BAD_LENGTH", text)


def _check_component(component: Json, seen: set[str]) -> None:
    custom_id: Any = component.get("custom_id")
    if custom_id is not None:
        _length(str(custom_id), MOST_CUSTOM_ID, "components.0.components.0.custom_id")
        if custom_id in seen:
            text = "Component custom id cannot be duplicated"
            raise invalid("components.0", "COMPONENT_CUSTOM_ID_DUPLICATED", text)
        seen.add(custom_id)
    if component.get("type") == BUTTON:
        _length(str(component.get("label") or ""), MOST_LABEL, "components.0.components.0.label")


def _check_words(settings: Settings, content: str) -> None:
    if any(each.lower() in content.lower() for each in settings.blocked_words):
        raise ApiError(200000)
    if any(each.lower() in settings.harmful_hosts for each in HOST.findall(content)):
        raise ApiError(240000)
