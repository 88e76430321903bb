"""`skerry answer`: questions in, and the article and words that the desk would answer with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import bots
from app import config
from app.brain import build_reader, build_second
from app.commands.lines import count_lines, progress, reading, to_json, writing
from app.commands.triage import parsed
from app.inference.child import read
from bots.replay.limits import CAPABILITIES
from core.actions import Action, Ask, Escalate, Inform, Reply
from core.capabilities import Capabilities
from core.commands import command
from core.conclude import House, conclude
from core.decide import NOTHING_OWED, WELCOME
from core.identities import Question
from core.ports import Turn, TurnResult
from core.reply.library import Candidate
from core.settings import Settings
from core.types import Message, Platform, Verdict
from core.understand import Reader

BATCH = 64
# People say X, its folder is called by the older name.
ALSO_CALLED = {"x": "twitter"}
# Below this, that nothing answers is as likely as the article.
NAMED = 0.6
LINT_STOPPED = "lint stopped"


class _Everywhere(dict[Platform, Capabilities]):
    """The limits of every platform there is; of one that is not, those of a file."""

    def __missing__(self, name: Platform) -> Capabilities:
        folder = ALSO_CALLED.get(name.casefold(), name.casefold())
        known = folder in bots.names()
        self[name] = bots.capabilities(folder) if known else CAPABILITIES
        return self[name]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What reads a question, and what answers it."""

    reader: Reader
    house: House


def answer_lines(source: str, output: str, settings: str | None) -> int:
    """Answer every line in order; the exit code: 1 when a line could not be read."""
    loaded = config.load(settings, {}).settings
    total, bad = count_lines(source), 0
    with reading(source) as lines, writing(output) as out, progress("answer", total) as advance:
        desk = _desk(loaded)
        numbered = enumerate(lines, start=1)
        while batch := list(islice(numbered, BATCH)):
            for record in _answers(batch, desk):
                bad += "error" in record
                out.write(to_json(record) + "\n")
            advance(len(batch))
    return 1 if bad else 0


def answering(
    settings: Settings,
) -> Callable[[list[tuple[int, str]]], Iterator[dict[str, Any]]]:
    """What answers numbered lines, as this command prints them."""
    desk = _desk(settings)
    return lambda batch: _answers(batch, desk)


def _desk(settings: Settings) -> _Desk:
    second = build_second(settings)
    state = second.state()
    if state.degraded:
        sys.stderr.write(f"skerry: the cheap stage reads alone: {state.why}\n")
    reader = build_reader(settings, second=second)
    house = House(
        policy=settings.policy,
        desk=settings.desk,
        library=reader.library,
        identities=reader.brain.identities,
        capabilities=_Everywhere(),
    )
    return _Desk(reader, house)


def _answers(batch: list[tuple[int, str]], desk: _Desk) -> Iterator[dict[str, Any]]:
    now = datetime.now(UTC)
    asked = [parsed(number, line, now) for number, line in batch]
    questions = [Question(message=each, now=now) for _, each in asked if isinstance(each, Message)]
    verdicts = iter(read(desk.reader, questions))
    for identity, message in asked:
        if isinstance(message, str):
            yield {"id": identity, "error": message}
            continue
        verdict = next(verdicts)
        if isinstance(verdict, Exception):
            yield {"id": identity, "error": f"reading failed: {verdict}"}
        else:
            yield {"id": identity, **_answer(message, verdict, desk)}


def _answer(message: Message, verdict: Verdict, desk: _Desk) -> dict[str, Any]:
    turn = Turn(conversation=message.conversation, version=0, fresh=(message,))
    result = conclude(turn, [verdict], desk.house, message.received_at)
    found = desk.reader.find(message.text, verdict.labels)
    article, confidence = _article(result, verdict, found)
    acts = _acts(result)
    return {
        "article": article,
        "candidates": [[name, round(p, 4)] for name, p in found.candidates] if found else [],
        "confidence": round(confidence, 4),
        # A greeting to who asked something else is no answer.
        "acts": "none" if acts == "reply" and article is None else acts,
        "text": "\n".join(row.text for row in result.outgoing),
    }


def _article(
    result: TurnResult, verdict: Verdict, found: Candidate | None
) -> tuple[str | None, float]:
    """The article that is said, else the one that probably answers, else none; and how surely."""
    said = [each for each in result.judged[0].actions if isinstance(each, Reply)]
    greeted = command(result.turn.fresh[0].text) is None and verdict.article != WELCOME
    if said and not (greeted and said[0].article == WELCOME):
        same = said[0].article == verdict.article
        return said[0].article, verdict.fit if same else said[0].confidence
    if found is None:
        return None, 0.0
    idle = verdict.labels.intent in NOTHING_OWED or found.article == WELCOME
    return (found.article if found.confidence >= NAMED and not idle else None), found.confidence


def _acts(result: TurnResult) -> str:
    """What the desk would do unseen: a person's part counts before its own."""
    actions = result.judged[0].actions
    stopped = result.case is not None and result.case.reason.startswith(LINT_STOPPED)
    order: tuple[tuple[type[Action] | tuple[type[Action], ...], str], ...] = (
        (Escalate, "escalate"),
        (Ask, "ask"),
        ((Reply, Inform), "reply"),
    )
    if stopped:
        return "escalate"
    told = (word for kind, word in order if any(isinstance(each, kind) for each in actions))
    word = next(told, "none")
    return word if result.outgoing or word == "escalate" else "none"
