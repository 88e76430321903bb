"""Questions and answers held against docs/accounts.openapi.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FILE = Path(__file__).parents[3] / "docs" / "accounts.openapi.yaml"
HERE = "urn:accounts"


@cache
def document() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def _registry() -> Registry:
    return Registry().with_resource(HERE, Resource(document(), DRAFT202012))


def _problems(pointer: str, value: Any) -> list[str]:
    schema = {"$ref": f"{HERE}#{pointer}"}
    check = Draft202012Validator(schema, registry=_registry(), format_checker=FormatChecker())
    return [f"{each.json_path}: {each.message}" for each in check.iter_errors(value)]


def _escaped(path: str) -> str:
    return path.replace("~", "~0").replace("/", "~1")


def question_problems(path: str, body: Any) -> list[str]:
    """What is wrong with what was asked."""
    if path not in document()["paths"]:
        return [f"{path} is not in the document"]
    where = f"/paths/{_escaped(path)}/post/requestBody/content/application~1json/schema"
    return _problems(where, body)


def answer_problems(method: str, path: str, status: int, body: Any) -> list[str]:
    """What is wrong with what was answered."""
    answers = document()["paths"][path][method]["responses"]
    if str(status) not in answers:
        return [f"{method} {path} never answers {status}"]
    found = answers[str(status)]
    if "$ref" in found:
        pointer = found["$ref"].removeprefix("#")
    else:
        pointer = f"/paths/{_escaped(path)}/{method}/responses/{status}"
    return _problems(f"{pointer}/content/application~1json/schema", body)
