"""`skerry triage`: messages in, verdicts out, without a database or a platform."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from app import config
from app.brain import build_reader, build_second, build_second_anyhow, check_reader
from app.commands.lines import count_lines, progress, reading, to_json, writing
from app.commands.triage_record import reasons_of, record_of
from app.encoder.build import Second
from app.encoder.guard import EncoderState
from app.explain import build_explainer
from app.inference.child import read
from bots.replay.convert import clean
from bots.replay.limits import CAPABILITIES
from core.conclude import House, conclude
from core.identities import Question
from core.plan import outcome
from core.ports import Capabilities, Turn
from core.settings import Settings
from core.triage.secrets import mask
from core.types import Author, Message, Place, Platform, Verdict

BATCH = 256

# Numbered lines.
Batch = list[tuple[int, str]]

_here: dict[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """With what to read, and whether to say why."""

    settings: str | None = None
    identities: str | None = None
    workers: int = 1
    explain: bool = False


class _Use(NamedTuple):
    """What a process that reads is told."""

    settings: Settings
    identities: str | None
    explain: bool


def triage_lines(source: str, output: str, how: How) -> int:
    """Answer every line in order; the exit code: 1 when a line could not be read."""
    loaded = config.load(how.settings, {}).settings
    total = count_lines(source)
    bad = 0
    with reading(source) as lines, writing(output) as out, progress("triage", total) as advance:
        for answers in answers_of(lines, loaded, how.identities, how.workers, explain=how.explain):
            for record in answers:
                bad += "error" in record
                out.write(to_json(record) + "\n")
            advance(len(answers))
    return 1 if bad else 0


def answers_of(
    lines: Iterable[str],
    settings: Settings,
    identities: str | None,
    workers: int,
    *,
    explain: bool = False,
) -> Iterator[list[dict[str, Any]]]:
    """Batches of answers in the lines' order, one a line; `error` where one cannot be read.

    Says once on stderr when the encoder does not read along although it should.
    """
    batches, warned = _batched(enumerate(lines, start=1), BATCH), False
    for answers, encoder in _worked(batches, _Use(settings, identities, explain), workers):
        warned = warned or _warn(encoder)
        yield answers


def _worked(
    batches: Iterable[Batch], use: _Use, workers: int
) -> Iterator[tuple[list[dict[str, Any]], EncoderState]]:
    if workers == 1:
        _prepare(use, build_second(use.settings))
        yield from map(_work, batches)
        return
    check_reader(use.settings)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _prepare, (use,)) as pool:
        yield from pool.map(_work, batches)


def _warn(encoder: EncoderState) -> bool:
    """Say once on stderr that the cheap stage reads alone; whether that was said."""
    if encoder.degraded:
        sys.stderr.write(f"skerry: the cheap stage reads alone: {encoder.why}\n")
    return encoder.degraded


def _batched(items: Iterable[tuple[int, str]], size: int) -> Iterator[Batch]:
    each = iter(items)
    while batch := list(islice(each, size)):
        yield batch


class _Everywhere(dict[Platform, Capabilities]):
    """Any platform may stand in a line; none is connected, so one set of limits serves all."""

    def __missing__(self, platform: Platform) -> Capabilities:
        return CAPABILITIES


def _prepare(use: _Use, second: Second | None = None) -> None:
    settings = use.settings
    second = second or build_second_anyhow(settings)
    reader = build_reader(settings, identities=use.identities, second=second)
    _here["reader"], _here["second"] = reader, second
    _here["explainer"] = build_explainer(reader.brain) if use.explain else None
    _here["house"] = House(
        policy=settings.policy,
        desk=settings.desk,
        library=reader.library,
        identities=reader.brain.identities,
        capabilities=_Everywhere(),
    )


def _work(batch: Batch) -> tuple[list[dict[str, Any]], EncoderState]:
    now = datetime.now(UTC)
    asked = [parsed(number, line, now) for number, line in batch]
    questions = [Question(message=each, now=now) for _, each in asked if isinstance(each, Message)]
    started = time.perf_counter()
    verdicts = iter(read(_here["reader"], questions))
    ms = 1000 * (time.perf_counter() - started) / max(1, len(questions))
    answers = [
        {"id": identity, "error": each}
        if isinstance(each, str)
        else _answer(identity, each, next(verdicts), ms)
        for identity, each in asked
    ]
    return answers, _here["second"].state()


def parsed(number: int, line: str, now: datetime) -> tuple[Any, Message | str]:
    """The line's id, and its message or what is wrong with it."""
    identity: Any = number
    try:
        record = _object(line)
        identity = record.get("id", number)
        return identity, to_message(record, number, now)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
        problem = f"no {error}" if isinstance(error, KeyError) else str(error)
        return identity, f"line {number}: {problem}"


def _object(line: str) -> dict[str, Any]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise TypeError("not an object")
    return record


def to_message(record: dict[str, Any], number: int, now: datetime) -> Message:
    """A line's record as the desk would have received it, secrets covered."""
    if not isinstance(record["text"], str):
        raise TypeError("'text' is not a string")
    place = _place(str(record.get("place") or Place.DM))
    masked = mask(clean(record["text"]))
    return Message(
        platform=Platform(str(record.get("platform") or "unknown")),
        account="",
        id=str(number),
        conversation=str(number),
        address="",
        author=_author(record.get("author") or {}, str(record.get("lang") or ""), now),
        place=place,
        text=masked.text,
        secrets=masked.secrets,
        sent_at=now,
        received_at=now,
        reply_text=mask(clean(str(record.get("reply_to") or ""))).text,
    )


def _place(name: str) -> Place:
    if name not in set(Place):
        raise ValueError(f"'place' is {name!r}: one of {', '.join(Place)}")
    return Place(name)


def _author(given: dict[str, Any], language: str, now: datetime) -> Author:
    def days_ago(key: str) -> datetime | None:
        days = given.get(key)
        return None if days is None else now - timedelta(days=min(float(days), 36_500))

    return Author(
        id=str(given.get("id") or ""),
        handle=str(given.get("handle") or ""),
        name=str(given.get("name") or ""),
        bio=str(given.get("bio") or ""),
        language=language,
        created_at=days_ago("account_age_days"),
        joined_at=days_ago("is_member_days"),
    )


def _answer(
    identity: Any, message: Message, verdict: Verdict | Exception, ms: float
) -> dict[str, Any]:
    if isinstance(verdict, Exception):
        return {"id": identity, "error": f"triage failed: {verdict}"}
    turn = Turn(conversation=message.conversation, version=0, fresh=(message,))
    result = conclude(turn, [verdict], _here["house"], message.received_at)
    text = "\n".join(part.text for part in result.outgoing)
    answer = {"id": identity, **record_of(message, verdict), "ms": round(ms, 3)}
    answer["outcome"] = outcome(result.judged[0].actions).value
    if _here["explainer"]:
        answer["reasons"] = reasons_of(_here["explainer"].explain(message.text, verdict))
    return {**answer, "reply": text} if text else answer
