"""Holds recorded calls against the published OpenAPI description of the interface."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SPEC_FILE = Path(__file__).parents[4] / "shared" / "specs" / "discord-openapi.json"
MISSING = f"the interface's OpenAPI description is not at {SPEC_FILE}"
# The library still asks for the application here; the description has only the newer address.
OLDER = {"/oauth2/applications/@me": "/applications/@me"}
# The library says this of every message, also where the description does not ask for it.
TOO_MUCH = {"tts"}
# The platform takes ids as numbers too, and the library sends them so; answers are strings.
LOOSE_ID = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}


def available() -> bool:
    return SPEC_FILE.exists()


@cache
def spec() -> dict[str, Any]:
    return _loose(json.loads(SPEC_FILE.read_text(encoding="utf-8")))


def _loose(value: Any) -> Any:
    # The description says oneOf where several of its schemas fit the same object.
    if isinstance(value, dict):
        return {"anyOf" if key == "oneOf" else key: _loose(it) for key, it in value.items()}
    return [_loose(each) for each in value] if isinstance(value, list) else value


@cache
def _components(status: int) -> dict[str, Any]:
    known = spec()["components"]["schemas"]
    return {"schemas": known if status else known | {"SnowflakeType": LOOSE_ID}}


@cache
def _operation(route: str) -> dict[str, Any] | None:
    method, _, path = route.partition(" ")
    return spec()["paths"].get(OLDER.get(path, path), {}).get(method.lower())


@cache
def _validator(route: str, status: int) -> Draft202012Validator | None:
    """For an answer with that status, for the request with status 0."""
    operation = _operation(route) or {}
    body = operation.get("responses", {}).get(str(status)) if status else operation["requestBody"]
    schema = (body or {}).get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        return None
    return Draft202012Validator({"allOf": [schema], "components": _components(status)})


def fields_of(schema: Any) -> set[str] | None:
    """All property names a schema knows, through references; None where it knows none."""
    if "$ref" in schema:
        return fields_of(spec()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    found = set(schema.get("properties", {}))
    for kind in ("allOf", "anyOf"):
        for each in schema.get(kind, []):
            found |= fields_of(each) or set()
    return found or None


def call_problems(call: Any) -> list[str]:
    """What is wrong with one recorded, successful call: request and answer."""
    operation = _operation(call.route)
    if operation is None:
        return [f"{call.route}: no such operation"]
    found = _request_problems(call, operation)
    if str(call.status) not in operation["responses"]:
        return [*found, f"{call.route}: no answer {call.status}"]
    validator = _validator(call.route, call.status)
    if validator is not None:
        found += _told(f"{call.route} ->", validator, call.response)
    return found


def _request_problems(call: Any, operation: dict[str, Any]) -> list[str]:
    if call.body is None or "requestBody" not in operation:
        return [] if call.body is None else [f"{call.route}: takes no body"]
    validator = _validator(call.route, 0)
    if validator is None:
        return []
    found = _told(call.route, validator, call.body)
    known = fields_of(validator.schema)
    if known and isinstance(call.body, dict):
        found += [f"{call.route}({each}): unknown" for each in call.body.keys() - known - TOO_MUCH]
    return found


def _told(where: str, validator: Draft202012Validator, value: Any) -> list[str]:
    return [
        f"{where} {each.json_path}: {each.message[:200]}" for each in validator.iter_errors(value)
    ]
