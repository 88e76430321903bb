"""Holds requests and answers against the published OpenAPI description of the X API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SPEC_FILE = Path(__file__).parents[4] / "shared" / "specs" / "x-openapi.json"
MISSING = f"the API's machine specification is not at {SPEC_FILE}"
# Described elsewhere (the token endpoint), or newer or older than the file at hand.
UNDESCRIBED = frozenset(
    {
        "POST /2/oauth2/token",
        "POST /2/users/{id}/blocking",
        "POST /2/activity/subscriptions",
        "GET /2/activity/subscriptions",
        "DELETE /2/activity/subscriptions/{subscription_id}",
    }
)
HOME = "urn:x"


def available() -> bool:
    return SPEC_FILE.exists()


@cache
def spec() -> dict[str, Any]:
    """The description, with every object closed against names it does not list."""
    found = deepcopy(json.loads(SPEC_FILE.read_text(encoding="utf-8")))
    shared = set(_joined(found["components"]["schemas"]))
    for name, schema in found["components"]["schemas"].items():
        if name not in shared:
            _close(schema)
    return found


def _joined(node: Any) -> Iterator[str]:
    """Names of the schemas that are parts of others, and have to stay open."""
    if isinstance(node, dict):
        for part in node.get("allOf", ()):
            if "$ref" in part:
                yield part["$ref"].rpartition("/")[2]
        for each in node.values():
            yield from _joined(each)
    elif isinstance(node, list):
        for each in node:
            yield from _joined(each)


def _close(node: Any) -> None:
    if isinstance(node, list):
        for each in node:
            _close(each)
    elif isinstance(node, dict):
        for name, each in node.items():
            if name != "allOf":
                _close(each)
        if ("properties" in node and isinstance(node["properties"], dict)) or "allOf" in node:
            node.setdefault("unevaluatedProperties", False)


@cache
def validator(pointer: str) -> Draft202012Validator:
    """A validator for a place in the description."""
    registry = Registry().with_resource(HOME, Resource(spec(), DRAFT202012))
    return Draft202012Validator({"$ref": f"{HOME}#{pointer}"}, registry=registry)


def problems(value: Any, pointer: str) -> list[str]:
    """What keeps `value` from fitting the schema at `pointer`; empty when it fits."""
    found = validator(pointer).iter_errors(value)
    return [f"{each.json_path}: {each.message}"[:300] for each in found]


def call_problems(call: Any) -> list[str]:
    """What is wrong with one recorded call: query, body and answer."""
    if call.route in UNDESCRIBED:
        return []
    method, _, path = call.route.partition(" ")
    operation = spec()["paths"][path][method.lower()]
    here = f"/paths/{path.replace('/', '~1')}/{method.lower()}"
    found = query_problems(operation, call.query)
    if call.body is not None:
        pointer = f"{here}/requestBody/content/application~1json/schema"
        found += problems(call.body, pointer) if "requestBody" in operation else ["no body allowed"]
    found += answer_problems(operation, here, call)
    return [f"{call.route} {each}" for each in found]


def query_problems(operation: dict[str, Any], query: dict[str, str]) -> list[str]:
    parameters = [_resolved(each) for each in operation.get("parameters", ())]
    known = {each["name"]: each for each in parameters if each["in"] == "query"}
    found = [f"?{name}: unknown" for name in query.keys() - known.keys()]
    for name, parameter in known.items():
        if name in query:
            value = _decoded(query[name], parameter["schema"])
            found += [f"?{name}{each}" for each in _inline(value, parameter["schema"])]
        elif parameter.get("required"):
            found.append(f"?{name}: missing")
    return found


def _resolved(parameter: dict[str, Any]) -> dict[str, Any]:
    name = parameter.get("$ref", "").rpartition("/")[2]
    return spec()["components"]["parameters"][name] if name else parameter


def _decoded(text: str, schema: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "array":
        return text.split(",")
    if kind == "integer":
        return int(text) if text.isdecimal() else text
    return text == "true" if kind == "boolean" and text in {"true", "false"} else text


def _inline(value: Any, schema: dict[str, Any]) -> list[str]:
    absolute = json.loads(json.dumps(schema).replace('"#/', f'"{HOME}#/'))
    registry = Registry().with_resource(HOME, Resource(spec(), DRAFT202012))
    checker = Draft202012Validator(absolute, registry=registry)
    return [f"{each.json_path}: {each.message}" for each in checker.iter_errors(value)]


def answer_problems(operation: dict[str, Any], here: str, call: Any) -> list[str]:
    if call.status >= 400:
        kind = call.response["type"].rpartition("/")[2]
        mapping = spec()["components"]["schemas"]["Problem"]["discriminator"]["mapping"]
        known = {name.rpartition("/")[2]: where for name, where in mapping.items()}
        pointer = known.get(kind, "#/components/schemas/Problem").removeprefix("#")
        return problems(call.response, pointer)
    described = operation["responses"]
    status = next(each for each in ("200", "201") if each in described)
    pointer = f"{here}/responses/{status}/content/application~1json/schema"
    return problems(call.response, pointer) if call.response is not None else []
