"""Strict reading of query strings and JSON bodies: what X does not know is refused with 400."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.twitter.errors import ApiError, invalid
from sandbox.twitter.payloads import View

Given = dict[str, Any]
Reader = Callable[[str, str], Any]
Shape = Mapping[str, Any]

ID = re.compile(r"[0-9]{1,19}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")


def read_query(
    fields: Mapping[str, Reader], raw: Mapping[str, str], required: str = "", *, strict: bool
) -> Given:
    """Every query parameter read; refuses what is missing, ill-typed or (when strict) unknown."""
    unknown = sorted(raw.keys() - fields.keys())
    if strict and unknown:
        name, known = unknown[0], ",".join(sorted(fields))
        raise invalid(name, raw[name], f"The query parameter [{name}] is not one of [{known}]")
    for name in required.split():
        if not raw.get(name):
            raise invalid(name, "", f"The `{name}` query parameter can not be empty")
    return {name: fields[name](name, value) for name, value in raw.items() if name in fields}


def whole(low: int, high: int) -> Reader:
    """A number between two borders."""

    def read(name: str, value: str) -> int:
        if not value.isdecimal() or not low <= int(value) <= high:
            message = (
                f"The `{name}` query parameter value [{value}] is not between {low} and {high}"
            )
            raise invalid(name, value, message)
        return int(value)

    return read


def number(name: str, value: str) -> int:
    """An id."""
    if not ID.fullmatch(value):
        message = f"The `{name}` query parameter value [{value}] does not match ^[0-9]{{1,19}}$"
        raise invalid(name, value, message)
    return int(value)


def numbers(name: str, value: str) -> list[int]:
    """Between 1 and 100 ids with commas between them."""
    found = value.split(",")
    if len(found) > 100:
        raise invalid(
            name,
            value,
            f"The number of values in the `{name}` query parameter list "
            f"[{len(found)}] is not between 1 and 100",
        )
    return [number(name, each) for each in found]


def moment(name: str, value: str) -> float:
    """A time, in seconds since 1970."""
    if not TIME.fullmatch(value):
        message = f"The `{name}` query parameter value [{value}] is not a valid RFC3339 timestamp"
        raise invalid(name, value, message)
    return datetime.fromisoformat(value).astimezone(UTC).timestamp()


def some_of(known: frozenset[str]) -> Reader:
    """Words out of a list, with commas between them."""

    def read(name: str, value: str) -> list[str]:
        found = value.split(",")
        for each in found:
            if each not in known:
                among = ",".join(sorted(known))
                message = f"The `{name}` query parameter value [{each}] is not one of [{among}]"
                raise invalid(name, each, message)
        return found

    return read


def plain(_name: str, value: str) -> str:
    """Any text."""
    return value


def truth(name: str, value: str) -> bool:
    """true or false."""
    if value not in {"true", "false"}:
        raise invalid(name, value, f"The `{name}` query parameter value [{value}] is not a boolean")
    return value == "true"


def view(given: Given) -> View:
    """What the caller asked to see."""
    return View(
        tweet=given.get("tweet.fields", ()),
        user=given.get("user.fields", ()),
        dm=given.get("dm_event.fields", ()),
        expansions=given.get("expansions", ()),
    )


def read_body(shape: Shape, body: Any, where: str = "$", *, strict: bool = True) -> None:
    """Refuse a JSON body that is not of this shape.

    A shape maps names (with ! when required) to a type, an inner shape, a list of one shape or
    "id"; where X's schema is closed, so is this one.
    """
    if not isinstance(body, dict):
        raise _wrong(where, "is not an object")
    known = {name.rstrip("!"): kind for name, kind in shape.items()}
    for name in body.keys() - known.keys():
        if strict:
            raise _wrong(
                f"{where}.{name}",
                "is not defined in the schema and the schema does not allow additional properties",
            )
    for name in shape:
        if name.endswith("!") and name[:-1] not in body:
            raise _wrong(f"{where}.{name[:-1]}", "is missing but it is required")
    for name, kind in known.items():
        if name in body:
            _read_value(kind, body[name], f"{where}.{name}", strict=strict)


def _read_value(kind: Any, value: Any, where: str, *, strict: bool) -> None:
    if isinstance(kind, dict):
        read_body(kind, value, where, strict=strict)
    elif isinstance(kind, list):
        if not isinstance(value, list):
            raise _wrong(where, "is not an array")
        for index, each in enumerate(value):
            _read_value(kind[0], each, f"{where}[{index}]", strict=strict)
    else:
        _read_scalar(kind, value, where)


def _read_scalar(kind: Any, value: Any, where: str) -> None:
    if kind == "id":
        if not isinstance(value, str) or not ID.fullmatch(value):
            raise _wrong(where, "does not match the regex pattern ^[0-9]{1,19}$")
    elif not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _wrong(where, f"{type(value).__name__} found, {kind.__name__} expected")
    elif isinstance(value, str) and not _is_unicode(value):
        raise _wrong(where, "is not valid UTF-8")


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrong(where: str, why: str) -> ApiError:
    errors = [{"message": f"{where}: {why}"}]
    return ApiError(
        400, "One or more parameters to your request was invalid.", "invalid-request", errors=errors
    )
