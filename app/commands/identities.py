"""`skerry identities check`: handles and names in, who imitates whom out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app import config
from app.commands.lines import count_lines, progress, reading, to_json, writing
from bots.replay.convert import clean
from core.identities import Identities
from core.triage.likeness import judge_actor
from core.types import Author
from knowledge import load_identities

# The platform's own id, where a line tells it apart from the line's.
_OWN_ID = ("author_id", "account_id")


def check_lines(source: str, output: str, identities: str | None, settings: str | None) -> int:
    """Answer every line in order; the exit code: 1 when a line could not be read."""
    known = load_identities(_path(identities, settings))
    total, bad = count_lines(source), 0
    with reading(source) as lines, writing(output) as out, progress("check", total) as advance:
        for number, line in enumerate(lines, start=1):
            record = answer(number, line, known)
            bad += "error" in record
            out.write(to_json(record) + "\n")
            advance()
    return 1 if bad else 0


def answer(number: int, line: str, known: Identities) -> dict[str, Any]:
    """What one line says of its actor; {"id", "error"} where it cannot be read."""
    identity: Any = number
    try:
        record = json.loads(line)
        identity = record.get("id", number)
        platform, author = str(record.get("platform") or ""), to_author(record)
    except (ValueError, TypeError, AttributeError) as error:
        return {"id": identity, "error": f"line {number}: {error}"}
    actor = judge_actor(platform, author, known)
    return {
        "id": identity,
        "score": actor.score,
        "level": actor.level.value,
        "imitates": actor.imitates or None,
        "reason": actor.reason,
    }


def to_author(record: dict[str, Any]) -> Author:
    """The actor of a line; without an id of the platform's own, the line's counts as it."""
    given = next((record[each] for each in _OWN_ID if record.get(each)), record.get("id"))
    handle, name = record.get("handle") or "", record.get("name") or ""
    if not isinstance(handle, str) or not isinstance(name, str):
        raise TypeError("'handle' and 'name' have to be strings")
    if not handle and not name:
        raise ValueError("neither 'handle' nor 'name'")
    return Author(
        id="" if given is None else str(given),
        handle=clean(handle).removeprefix("@"),
        name=clean(name),
    )


def _path(identities: str | None, settings: str | None) -> Path:
    return Path(identities or config.load(settings, {}).settings.knowledge.identities)
