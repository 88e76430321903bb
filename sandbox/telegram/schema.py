"""Strict reading of a request's parameters; each wording is the real server's where it has one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.errors import bad_request

Given = dict[str, Any]
Reader = Callable[[str, Any], Any]

TRUE, FALSE = (
    frozenset({"true", "1", "yes", "t", "y"}),
    frozenset({"false", "0", "no", "f", "n", ""}),
)
WHOLE = re.compile(r"-?\d{1,19}")
WHEN_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "action": "wrong parameter action in request",
    "commands": "can't parse commands JSON object",
    "permissions": "can't parse permissions JSON object",
    "file_id": "file_id not specified",
    "url": "bad webhook: URL is not specified",
}
OBJECT_NAMES = {
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "link_preview_options": "link preview options",
}


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Field:
    """How one parameter is read, and whether it has to be there."""

    read: Reader
    required: bool = False


def need(read: Reader) -> Field:
    """A required parameter."""
    return Field(read, required=True)


def may(read: Reader) -> Field:
    """An optional parameter."""
    return Field(read)


def read_all(
    method: str, fields: Mapping[str, Field], raw: Mapping[str, Any], *, strict: bool
) -> Given:
    """Every parameter read; refuses what is missing, ill-typed or (when strict) unknown."""
    unknown = sorted(raw.keys() - fields.keys())
    if strict and unknown:
        raise bad_request(f'{method} has no parameter "{unknown[0]}"')
    given: Given = {}
    for name, wanted in fields.items():
        value = raw.get(name)
        if value is not None and value != "":
            given[name] = wanted.read(name, value)
        elif wanted.required:
            raise bad_request(WHEN_MISSING.get(name, f'parameter "{name}" is required'))
    return given


def integer(name: str, value: Any) -> int:
    """A whole number, as a number or as digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    raise bad_request(f'parameter "{name}" must be an Integer')


def boolean(name: str, value: Any) -> bool:
    """True or false, in the spellings the server takes."""
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word in TRUE | FALSE:
        return word in TRUE
    raise bad_request(f'parameter "{name}" must be a Boolean')


def string(name: str, value: Any) -> str:
    """Text that survives UTF-8."""
    if not isinstance(value, str):
        raise bad_request(f'parameter "{name}" must be a String')
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return value


def peer(name: str, value: Any) -> int | str:
    """A chat's number or its @username."""
    if isinstance(value, str) and value.startswith("@"):
        return value
    if isinstance(value, str) and not WHOLE.fullmatch(value):
        raise bad_request("chat not found")
    return integer(name, value)


def json_value(name: str, value: Any) -> Any:
    """Anything JSON, given as such or serialised."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        called = OBJECT_NAMES.get(name, name.replace("_", " "))
        raise bad_request(f"can't parse {called} JSON object") from None


def json_object(name: str, value: Any) -> dict[str, Any]:
    """A JSON object."""
    found = json_value(name, value)
    if not isinstance(found, dict):
        raise bad_request(f"object expected as {name.replace('_', ' ')}")
    return found


def objects(name: str, value: Any) -> list[dict[str, Any]]:
    """A JSON array of objects."""
    found = json_value(name, value)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise bad_request(f'parameter "{name}" must be an Array of Object')
    return found


def strings(name: str, value: Any) -> list[str]:
    """A JSON array of strings."""
    found = json_value(name, value)
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise bad_request(f'parameter "{name}" must be an Array of String')
    return found


def integers(name: str, value: Any) -> list[int]:
    """A JSON array of whole numbers."""
    found = json_value(name, value)
    if not isinstance(found, list):
        raise bad_request(f'parameter "{name}" must be an Array of Integer')
    return [integer(name, each) for each in found]


def file(_name: str, value: Any) -> File | str:
    """An upload, or the id or address of a file."""
    return value if isinstance(value, File) else string(_name, value)
