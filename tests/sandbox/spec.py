"""Holds payloads and requests against the published machine specification of the Bot API."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

SPEC_FILE = Path(__file__).parents[3] / "shared" / "specs" / "telegram-bot-api.json"
MISSING = f"the Bot API's machine specification is not at {SPEC_FILE}"
PLAIN = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, str),
}
FLATTENED = frozenset(PLAIN) - {"String", "InputFile"}


def available() -> bool:
    return SPEC_FILE.exists()


@cache
def spec() -> dict[str, Any]:
    return json.loads(SPEC_FILE.read_text(encoding="utf-8"))


def problems(value: Any, kinds: list[str], where: str) -> list[str]:
    """What keeps `value` from being one of the kinds; empty when it fits."""
    tries = [_as(value, kind, where) for kind in kinds]
    return min(tries, key=len)


def _as(value: Any, kind: str, where: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: not an array"]
        inner = kind.removeprefix("Array of ")
        return [each for i, item in enumerate(value) for each in _as(item, inner, f"{where}[{i}]")]
    if kind in PLAIN:
        return [] if PLAIN[kind](value) else [f"{where}: {value!r} is no {kind}"]
    described = spec()["types"][kind]
    if "subtypes" in described:
        return problems(value, described["subtypes"], where)
    return _object(value, described.get("fields", []), where)


def _object(value: Any, fields: list[dict[str, Any]], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: not an object"]
    known = {each["name"]: each for each in fields}
    found = [f"{where}.{name}: unknown" for name in value.keys() - known.keys()]
    for name, field in known.items():
        if name in value:
            found += problems(value[name], field["types"], f"{where}.{name}")
        elif field["required"]:
            found.append(f"{where}.{name}: missing")
    return found


def request_problems(method: str, params: dict[str, Any]) -> list[str]:
    """What is wrong with a request as recorded: form values are strings, objects are JSON."""
    known = {each["name"]: each for each in spec()["methods"][method].get("fields", [])}
    found = [f"{method}({name}): unknown" for name in params.keys() - known.keys()]
    for name, field in known.items():
        if name in params:
            value = _decoded(params[name], field["types"])
            found += problems(value, field["types"], f"{method}({name})")
        elif field["required"]:
            found.append(f"{method}({name}): missing")
    return found


def _decoded(value: Any, kinds: list[str]) -> Any:
    if not isinstance(value, str) or kinds in (["String"], ["InputFile", "String"]):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def call_problems(call: Any) -> list[str]:
    """What is wrong with one recorded, successful call: request and answer."""
    found = request_problems(call.method, call.params)
    returns = spec()["methods"][call.method]["returns"]
    return found + problems(call.response["result"], returns, f"{call.method} ->")
