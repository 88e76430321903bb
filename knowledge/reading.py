"""Reading a file that people edit: every mistake becomes one line that says what to mend."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import ConfigError
from core.settings import nearest

# pydantic's error types in words that tell what to write instead.
MENDS = {
    "missing": "is missing: add it",
    "string_type": "has to be text: put it in quotes",
    "string_too_short": "is empty: write it",
    "string_too_long": "is too long: at most {max_length} characters",
    "too_short": "is too short: write at least {min_length}",
    "too_long": "is too long: write at most {max_length}",
    "list_type": "has to be a list",
    "tuple_type": "has to be a list",
    "bool_type": "has to be true or false",
    "date_type": "has to be a day such as 2026-01-15",
    "date_from_datetime_parsing": "has to be a day such as 2026-01-15",
    "dict_type": "has to be a table",
    "model_type": "has to be a table",
}


class Strict(BaseModel):
    """Base of every file's shape: nothing unknown gets in, nothing is guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Shape = TypeVar("Shape", bound=Strict)


def read_text(path: Path) -> str:
    """The file's text; ConfigError when there is no such file or it is not UTF-8."""
    try:
        # Bytes: a third of the time of reading text, where files are thousands.
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8: save it as UTF-8") from None


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables; ConfigError names the line that is not TOML."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None


def shaped(shape: type[Shape], values: Mapping[str, Any], where: str) -> Shape:
    """The values as that shape; ConfigError names the first field that does not fit."""
    try:
        return shape.model_validate(dict(values))
    except ValidationError as error:
        raise ConfigError(f"{where}: {_explain(error, shape)}") from None


def unknown(kind: str, name: str, valid: list[str]) -> str:
    """One line about a name that is not known, with the nearest one that is."""
    return f"unknown {kind} '{name}'{nearest(name, valid)}"


def _explain(error: ValidationError, shape: type[BaseModel]) -> str:
    problems = error.errors()
    # A mistyped field is also a missing one: the mistyping is what there is to mend.
    problem = next((each for each in problems if each["type"] == "extra_forbidden"), problems[0])
    path = problem["loc"]
    field = ".".join(str(each) for each in path)
    if problem["type"] == "extra_forbidden":
        return unknown("field", field, _fields(shape, path[:-1]))
    if problem["type"] == "value_error":
        detail = str(problem["msg"]).removeprefix("Value error, ")
        return f"'{field}' {detail}" if field else detail
    mend = MENDS.get(problem["type"])
    detail = mend.format(**problem.get("ctx", {})) if mend else f"is wrong: {problem['msg']}"
    return f"'{field}' {detail}"


def _fields(shape: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The fields that are valid at a place deep inside a shape."""
    for key in path:
        if isinstance(key, str):
            annotation = shape.model_fields[key].annotation
            inner = (annotation, *get_args(annotation))
            shape = next(
                each for each in inner if isinstance(each, type) and issubclass(each, BaseModel)
            )
    return list(shape.model_fields)
