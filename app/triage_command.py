"""`skerry triage`: messages in, verdicts out, without a database or a platform."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from app import config
from app.brain import build_reader
from app.inference import read
from app.lines import count_lines, progress, reading, to_json, writing
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

_here: dict[str, Any] = {}


def triage_lines(
    source: str, output: str, settings: str | None, *, identities: str | None, workers: int
) -> int:
    """Answer every line in order; the exit code: 1 when a line could not be read."""
    loaded = config.load(settings, {}).settings
    total = count_lines(source)
    bad = 0
    with reading(source) as lines, writing(output) as out, progress("triage", total) as advance:
        for answers in _answers(lines, loaded, identities, workers):
            for record in answers:
                bad += "error" in record
                out.write(to_json(record) + "\n")
            advance(len(answers))
    return 1 if bad else 0


def _answers(
    lines: Iterable[str], settings: Settings, identities: str | None, workers: int
) -> Iterator[list[dict[str, Any]]]:
    batches = _batched(enumerate(lines, start=1), BATCH)
    if workers == 1:
        _prepare(settings, identities)
        yield from map(_work, batches)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _prepare, (settings, identities)) as pool:
        yield from pool.map(_work, batches)


def _batched(items: Iterable[tuple[int, str]], size: int) -> Iterator[list[tuple[int, str]]]:
    each = iter(items)
    while batch := list(islice(each, size)):
        yield batch


class _Everywhere(dict[Platform, Capabilities]):
    """Any platform may stand in a line; none is connected, so one set of limits serves all."""

    def __missing__(self, platform: Platform) -> Capabilities:
        return CAPABILITIES


def _prepare(settings: Settings, identities: str | None) -> None:
    reader = build_reader(settings, identities=identities)
    _here["reader"] = reader
    _here["house"] = House(
        policy=settings.policy,
        desk=settings.desk,
        library=reader.library,
        identities=reader.brain.identities,
        capabilities=_Everywhere(),
    )


def _work(batch: list[tuple[int, str]]) -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    parsed = [_parse(number, line, now) for number, line in batch]
    questions = [Question(message=each, now=now) for _, each in parsed if isinstance(each, Message)]
    started = time.perf_counter()
    verdicts = iter(read(_here["reader"], questions))
    ms = 1000 * (time.perf_counter() - started) / max(1, len(questions))
    return [
        {"id": identity, "error": each}
        if isinstance(each, str)
        else _answer(identity, each, next(verdicts), ms)
        for identity, each in parsed
    ]


def _parse(number: int, line: str, now: datetime) -> tuple[Any, Message | str]:
    """The line's id, and its message or what is wrong with it."""
    identity: Any = number
    try:
        record = json.loads(line)
        identity = record.get("id", number)
        return identity, _message(record, number, now)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
        problem = f"no {error}" if isinstance(error, KeyError) else str(error)
        return identity, f"line {number}: {problem}"


def _message(record: dict[str, Any], number: int, now: datetime) -> Message:
    if not isinstance(record["text"], str):
        raise TypeError("'text' is not a string")
    place = Place(record.get("place") or "dm")
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
    return {**answer, "reply": text} if text else answer


def record_of(message: Message, verdict: Verdict) -> dict[str, Any]:
    """A verdict as the contract's JSON record, without `id`, `outcome`, `reply` and `ms`."""
    labels, risk = verdict.labels, verdict.risk
    return {
        "language": labels.language,
        "intent": labels.intent,
        "intent_confidence": round(labels.intent_confidence, 4),
        "intents": [[code, round(share, 4)] for code, share in labels.intents[:3]],
        "urgency": verdict.urgency.value,
        "urgency_confidence": round(labels.urgency_confidence, 4),
        "sentiment": labels.sentiment.value,
        "sentiment_score": round(labels.sentiment_score, 4),
        "risk": {
            "score": round(risk.score, 4),
            "level": risk.level.value,
            "stance": risk.stance.value if risk.stance else None,
            "kinds": list(risk.kinds),
        },
        "findings": [
            {"signal": each.signal, "score": round(each.score, 4), "reason": each.reason}
            for each in verdict.findings
        ],
        "facts": {kind: list(values) for kind, values in verdict.facts.items()},
        "secrets": [
            {"kind": each.kind, "start": each.start, "end": each.end} for each in message.secrets
        ],
        "masked_text": message.text,
        "stage": verdict.stage,
    }
