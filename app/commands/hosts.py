"""`skerry hosts check`: one host or address a line in, what it is to us out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from app import config
from app.commands.lines import count_lines, progress, reading, writing
from app.hosts import build_judge
from core.triage.hosts import Host, HostJudge, is_host
from knowledge import load_identities

BATCH = 8192
_DIGITS = 6
_NO_HOST = "no host in it"
# Made once: a new encoder a line would cost more than the judgement.
_encode = json.JSONEncoder(ensure_ascii=False).encode


def check_lines(
    source: str, output: str, identities: str | None = None, settings: str | None = None
) -> int:
    """Answer every line in order; the exit code: 1 when a line named no host.

    Raises ConfigError when settings, identities, known hosts or the input cannot be read.
    """
    table = config.load(settings, {}).settings
    people = load_identities(Path(identities or table.knowledge.identities))
    judge, bad = build_judge(table, people), 0
    total = count_lines(source)
    with reading(source) as lines, writing(output) as out, progress("hosts", total) as advance:
        while batch := [line.rstrip("\r\n") for line in islice(lines, BATCH)]:
            answers = list(answers_of(judge, batch))
            bad += sum(wrong for _, wrong in answers)
            out.write("".join(answer for answer, _ in answers))
            advance(len(batch))
    return 1 if bad else 0


def answers_of(judge: HostJudge, lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """A line of JSON each, and whether it is an error."""
    for line, host in zip(lines, judge.judge_many(lines), strict=True):
        if is_host(host.name):
            yield _line(_record(host)), False
        else:
            yield _line({"host": line.strip(), "error": _NO_HOST}), True


def _record(host: Host) -> dict[str, str | float]:
    return {
        "host": host.name,
        "score": round(host.score, _DIGITS),
        "level": host.level.value,
        "verdict": host.verdict,
        "reason": host.reason,
    }


def _line(record: dict[str, str | float]) -> str:
    """One line; lone surrogates are escaped rather than refused."""
    text = _encode(record)
    if not text.isascii():
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"{text}\n"
