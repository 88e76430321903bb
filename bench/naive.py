"""What one would write first: an ORM session and a commit for each message, one after another.

It judges with the same brain and the same policy, on the same database with the same durability, so
that the difference is the path and nothing else.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Field, Session, SQLModel, col, create_engine, select

from app.brain import build_reader
from app.house import build_house
from bench.messages import stream
from bots.replay.adapter import Replay
from core.conclude import House, conclude
from core.plan import outcome
from core.ports import Turn
from core.settings import Settings
from core.triage.secrets import mask
from core.types import Message, Question, Utterance
from core.understand import Reader


class NaiveMessage(SQLModel, table=True):
    """A message and what became of it."""

    key: str = Field(primary_key=True)
    conversation: str = Field(index=True)
    author: str
    text: str
    sent_at: datetime
    intent: str = ""
    urgency: str = ""
    risk: float = 0.0
    outcome: str = ""


class NaiveReply(SQLModel, table=True):
    """A reply to be sent."""

    key: str = Field(primary_key=True)
    conversation: str = Field(index=True)
    text: str


def run(folder: Path, count: int, seed: int) -> float:
    """Messages a second."""
    engine = _open(folder / "naive.db")
    settings = Settings()
    reader, house = build_reader(settings), build_house(settings, [Replay(Path("/dev/null"))])
    messages = list(islice(stream(seed), count))
    started = time.perf_counter()
    for message in messages:
        _handle(engine, reader, house, message)
    return count / (time.perf_counter() - started)


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
                intent=verdict.labels.intent,
                urgency=verdict.urgency.value,
                risk=verdict.risk.score,
                outcome=outcome(result.judged[0].actions).value,
            )
        )
        for each in result.outgoing:
            session.add(NaiveReply(key=each.key, conversation=each.conversation, text=each.text))
        session.commit()


def _open(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def durable(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    SQLModel.metadata.create_all(
        engine, tables=[SQLModel.metadata.tables[name] for name in ("naivemessage", "naivereply")]
    )
    return engine
