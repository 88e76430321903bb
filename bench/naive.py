"""What one would write first: an ORM session and a commit for each message, one after another.

It judges with the same brain and the same policy, keeps the same records, on the same database with
the same durability, so that the difference is the path and nothing else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, event
from sqlmodel import Field, Session, SQLModel, col, create_engine, select

from app.brain import build_reader
from app.house import build_house
from bench.messages import SETTINGS, WARM_UP, stream
from bots.replay.adapter import Replay
from core.conclude import House, conclude
from core.identities import Question
from core.ports import Turn, TurnResult
from core.triage.secrets import mask
from core.types import Message, Utterance, Verdict
from core.understand import Reader


class NaiveMessage(SQLModel, table=True):
    """A message."""

    key: str = Field(primary_key=True)
    conversation: str = Field(index=True)
    author: str
    text: str
    sent_at: datetime


class NaiveVerdict(SQLModel, table=True):
    """What triage thought of it."""

    key: str = Field(primary_key=True)
    intent: str
    urgency: str
    risk: float
    labels: str


class NaiveCase(SQLModel, table=True):
    """A conversation somebody owes something."""

    conversation: str = Field(primary_key=True)
    status: str
    held_by: str
    priority: str = Field(index=True)
    due_at: datetime
    subject: str


class NaiveDecision(SQLModel, table=True):
    """The trace of what was done, and why."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    act: str
    reason: str


class NaiveReply(SQLModel, table=True):
    """A reply to be sent."""

    key: str = Field(primary_key=True)
    conversation: str = Field(index=True)
    text: str
    due_at: datetime = Field(index=True)


TABLES = (NaiveMessage, NaiveVerdict, NaiveCase, NaiveDecision, NaiveReply)


def run(folder: Path, count: int, seed: int) -> float:
    """Messages a second."""
    messages = list(islice(stream(seed), WARM_UP + count))
    return _measure(_open(folder / "naive.db"), messages, WARM_UP)


def serve(url: str, messages: Sequence[Message], pipe: Connection) -> None:
    """The same on a server: tell messages a second, seconds of processor time, and how many."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1))
    SQLModel.metadata.create_all(engine, tables=_tables())
    cpu, warm = time.process_time(), len(messages) // 10
    rate = _measure(engine, messages, warm)
    pipe.send((rate, (time.process_time() - cpu) / len(messages), len(messages)))


def _measure(engine: Engine, messages: Sequence[Message], warm: int) -> float:
    reader, house = build_reader(SETTINGS), build_house(SETTINGS, [Replay(Path("/dev/null"))])
    for message in messages[:warm]:
        _handle(engine, reader, house, message)
    started = time.perf_counter()
    for message in messages[warm:]:
        _handle(engine, reader, house, message)
    return (len(messages) - warm) / (time.perf_counter() - started)


def _handle(engine: Engine, reader: Reader, house: House, message: Message) -> None:
    now = datetime.now(UTC)
    masked = mask(message.text)
    with Session(engine) as session:
        if session.get(NaiveMessage, message.key):
            return
        past = session.exec(
            select(NaiveMessage)
            .where(NaiveMessage.conversation == message.conversation)
            .order_by(col(NaiveMessage.sent_at).desc())
            .limit(20)
        ).all()
        history = tuple(
            Utterance(ours=False, author=each.author, text=each.text, at=now) for each in past
        )
        [verdict] = reader.read([Question(message=message, now=now, history=history)])
        turn = Turn(conversation=message.conversation, version=0, fresh=(message,), history=history)
        result = conclude(turn, [verdict], house, now)
        session.add(
            NaiveMessage(
                key=message.key,
                conversation=message.conversation,
                author=message.author.id,
                text=masked.text,
                sent_at=message.sent_at,
            )
        )
        _add_outcome(session, message, verdict, result)
        session.commit()


def _add_outcome(session: Session, message: Message, verdict: Verdict, result: TurnResult) -> None:
    """The same records that the desk keeps: verdict, decisions, case, replies."""
    session.add(
        NaiveVerdict(
            key=message.key,
            intent=verdict.labels.intent,
            urgency=verdict.urgency.value,
            risk=verdict.risk.score,
            labels=json.dumps(verdict.labels.intents),
        )
    )
    for decision in result.decisions:
        session.add(NaiveDecision(key=message.key, act=decision.act, reason=decision.reason))
    if result.case:
        case = session.get(NaiveCase, message.conversation)
        values: dict[str, Any] = {
            "status": result.case.status.value,
            "held_by": result.case.held_by.value,
            "priority": result.case.priority.value,
            "due_at": result.case.due_at,
            "subject": result.case.subject,
        }
        if case is None:
            session.add(NaiveCase(conversation=message.conversation, **values))
        else:
            case.sqlmodel_update(values)
    for each in result.outgoing:
        session.add(
            NaiveReply(
                key=each.key, conversation=each.conversation, text=each.text, due_at=each.due_at
            )
        )


def _open(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def durable(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    SQLModel.metadata.create_all(engine, tables=_tables())
    return engine


def _tables() -> list[Table]:
    return [SQLModel.metadata.tables[each.__name__.lower()] for each in TABLES]
