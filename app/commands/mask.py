"""`skerry mask`: texts in, the same texts without their secrets out."""

from __future__ import annotations

import json
from typing import Any

from app.commands.lines import count_lines, progress, reading, to_json, writing
from core.triage.secrets import mask


def mask_lines(source: str, output: str) -> int:
    """Answer every line in order; the exit code: 1 when a line could not be read."""
    total = count_lines(source)
    bad = 0
    with reading(source) as lines, writing(output) as out, progress("mask", total) as advance:
        for number, line in enumerate(lines, start=1):
            record = _answer(number, line)
            bad += "error" in record
            out.write(to_json(record) + "\n")
            advance()
    return 1 if bad else 0


def _answer(number: int, line: str) -> dict[str, Any]:
    """What was found in a line, offsets in its text; or what is wrong with it, never its content.

    A line that cannot be read may hold a secret all the same.
    """
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": number, "error": f"line {number}: not JSON"}
    if not isinstance(record, dict):
        return {"id": number, "error": f"line {number}: not an object"}
    identity = record.get("id", number)
    text = record.get("text")
    if not isinstance(text, str):
        problem = "'text' is not a string" if "text" in record else "no 'text'"
        return {"id": identity, "error": f"line {number}: {problem}"}
    masked = mask(text)
    secrets = [{"kind": each.kind, "start": each.start, "end": each.end} for each in masked.secrets]
    return {"id": identity, "secrets": secrets, "masked_text": masked.text}
